//===- escape-annotation.cpp -----------------------------------------------===//
//
// Callers trust the attribute, compilers use it, and where the body is not to be
// seen so do we: one that is not true makes every caller's analysis wrong.
//
//===----------------------------------------------------------------------===//
#include "check/Check.h"
#include "check/Words.h"

namespace escape {

static std::string way(const Verdict &verdict) {
  switch (verdict.sink.kind) {
  case Sink::Kind::Result:
    return passive(verdict, "returned");
  case Sink::Kind::Exception:
    return passive(verdict, "thrown");
  case Sink::Kind::Task:
    return passive(verdict, "handed to a task that goes on");
  case Sink::Kind::Unknown:
    return "may be kept by code that is not visible";
  default:
    return passive(verdict, "stored") + " " + where(verdict);
  }
}

static std::optional<std::string> run(const Verdict &verdict) {
  if (!verdict.contradicts)
    return std::nullopt;
  const Contract &contract = *verdict.contradicts;
  if (contract.kind == ContractKind::NoAlloc)
    return quote(verdict.object) + " is declared " + quote(contract.words) + ", but " +
           (verdict.assumptions.empty() ? "allocates" : "may allocate") + ": via " + quote(verdict.via);
  bool self = verdict.object == "this";
  std::string who = self ? "'*this'" : "parameter " + quote(verdict.object);
  if (verdict.kind == VerdictKind::DoesNotEscape)
    return who + " is declared " + quote(contract.words) +
           (contract.kind == ContractKind::LifetimeBound ? ", but the result never refers to it"
                                                         : ", but is never captured there");
  const char *only = contract.kind == ContractKind::NoEscape ? "" : "only ";
  return who + " is declared " + only + quote(contract.words) + ", but " + way(verdict);
}

extern const Check check_escape_annotation = {.Id = "escape-annotation",
                                              .Default = Severity::Warning,
                                              .Title = "what a function does contradicts its own noescape, "
                                                       "lifetimebound, lifetime_capture_by, nonallocating or no-alloc",
                                              .Rank = Precedence::Own,
                                              .Run = run};

} // namespace escape

//===- escape-heap-temporary.cpp -------------------------------------------===//
//
// `find("a long literal")` makes a string of the literal first, unseen.
//
//===----------------------------------------------------------------------===//
#include "check/Check.h"
#include "check/Words.h"

namespace escape {

static std::optional<std::string> run(const Verdict &verdict) {
  if (!verdict.remedy || verdict.remedy->kind != RemedyKind::View)
    return std::nullopt;
  const Remedy &remedy = *verdict.remedy;
  if (verdict.kind == VerdictKind::DoesNotEscape)
    return quote(verdict.object) +
           " is made from a literal by every caller in this file, which allocates: " + quote(remedy.instead) +
           " needs no allocation";
  bool allocation = verdict.kind == VerdictKind::AllocStays || verdict.kind == VerdictKind::AllocEscapes;
  if (!allocation || !verdict.allocation || verdict.allocation->may)
    return std::nullopt;
  std::string size = verdict.bytes ? std::to_string(*verdict.bytes) + " bytes" : "memory";
  std::string text = "a temporary of " + size + " is allocated for " + quote(remedy.callee);
  return remedy.instead.empty() ? text : text + ", where " + quote(remedy.instead) + " would need none";
}

extern const Check check_escape_heap_temporary = {.Id = "escape-heap-temporary",
                                                  .Default = Severity::Off,
                                                  .Title = "an implicit conversion makes a temporary that allocates",
                                                  .Rank = Precedence::Own,
                                                  .Allocations = true,
                                                  .Assumed = true,
                                                  .Run = run};

} // namespace escape

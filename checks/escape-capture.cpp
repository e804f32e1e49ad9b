//===- escape-capture.cpp --------------------------------------------------===//
//
// Lambdas, bind expressions and what they are erased into: the reference is not
// seen where the closure is used, so these are the ones reviews miss.
//
//===----------------------------------------------------------------------===//
#include "check/Check.h"
#include "check/Words.h"

namespace escape {

static std::optional<std::string> run(const Verdict &verdict) {
  if (!isDangling(verdict) || !verdict.escape->throughClosure)
    return std::nullopt;
  std::string what = verdict.object == "this" ? "'this'" : object(verdict);
  if (verdict.sink.kind == Sink::Kind::Local)
    return what + " is captured by reference in a closure that " + (isMay(verdict) ? "may be" : "is") + " used after " +
           quote(verdict.object) + " ended";
  std::string closure = verdict.sink.kind == Sink::Kind::Result ? passive(verdict, "returned")
                        : verdict.sink.kind == Sink::Kind::Exception
                            ? passive(verdict, "thrown")
                            : passive(verdict, "stored") + " " + where(verdict);
  return what + " is captured by reference in a closure that " + closure + ": " + ending(verdict);
}

extern const Check check_escape_capture = {.Id = "escape-capture",
                                           .Default = Severity::Warning,
                                           .Title = "a closure that holds a local by reference outlives it",
                                           .Rank = Precedence::Closure,
                                           .Run = run};

} // namespace escape

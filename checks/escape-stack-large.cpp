//===- escape-stack-large.cpp ----------------------------------------------===//
//
// The stack is small, and nobody is asked before it overflows.
//
//===----------------------------------------------------------------------===//
#include "check/Check.h"
#include "check/Words.h"

namespace escape {

static std::optional<std::string> run(const Verdict &verdict) {
  if (verdict.kind != VerdictKind::TooLargeForStack)
    return std::nullopt;
  if (!verdict.bytes)
    return quote(verdict.object) + " takes as much of the stack as it is told: nothing limits its size";
  return quote(verdict.object) + " takes " + std::to_string(*verdict.bytes) + " bytes of the stack";
}

extern const Check check_escape_stack_large = {
    .Id = "escape-stack-large",
    .Default = Severity::Off,
    .Title = "a local that is too large for the stack, or whose size nothing limits",
    .Rank = Precedence::Own,
    .Allocations = true,
    .Run = run};

} // namespace escape

//===- escape-heap-size.cpp ------------------------------------------------===//
//
// Only the size keeps it on the heap: with a constant one, or a bound, it could
// be a local.
//
//===----------------------------------------------------------------------===//
#include "check/Check.h"
#include "check/Words.h"

namespace escape {

static std::optional<std::string> run(const Verdict &verdict) {
  if (verdict.kind != VerdictKind::AllocStays || isMay(verdict) || !verdict.allocation || verdict.allocation->may ||
      verdict.allocation->forEmpty || verdict.bytes || verdict.allocation->reason != AllocReason::NonConstantSize)
    return std::nullopt;
  std::string text =
      quote(verdict.object) + " allocates, since its size is not constant, what never leaves the function";
  if (verdict.remedy && verdict.remedy->kind == RemedyKind::Constant)
    return text + ": every caller makes it the same, and " + quote(verdict.remedy->instead) + " needs no allocation";
  if (verdict.allocation->inLoop)
    return text + ", in every round of a loop";
  return text;
}

extern const Check check_escape_heap_size = {.Id = "escape-heap-size",
                                             .Default = Severity::Off,
                                             .Title =
                                                 "an allocation is on the heap only because its size is not constant",
                                             .Rank = Precedence::Own,
                                             .Allocations = true,
                                             .Run = run};

} // namespace escape

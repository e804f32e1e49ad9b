//===- escape-heap-confined.cpp -------------------------------------------===//
//
// What never leaves its function needs no memory that outlives it. A finding only
// where something else is known that does the same (flow's remedy).
//
//===----------------------------------------------------------------------===//
#include "check/Check.h"
#include "check/Words.h"

namespace escape {

static std::optional<std::string> run(const Verdict &verdict) {
  if (verdict.kind != VerdictKind::AllocStays || isMay(verdict) || !verdict.remedy || !verdict.allocation ||
      verdict.allocation->may)
    return std::nullopt;
  std::string instead = quote(verdict.remedy->instead);
  switch (verdict.remedy->kind) {
  case RemedyKind::Local:
  case RemedyKind::Array:
    return allocates(verdict) + " for an object that never leaves the function: " + instead + " needs no allocation";
  case RemedyKind::Optional:
    return allocates(verdict) + " for an object that never leaves the function: a " + instead + " needs no allocation";
  case RemedyKind::Unique:
    return allocates(verdict) + " for an object that nobody shares: a " + instead + " needs no reference count";
  default:
    return std::nullopt;
  }
}

extern const Check check_escape_heap_confined = {
    .Id = "escape-heap-confined",
    .Default = Severity::Off,
    .Title = "a heap allocation that never leaves its function, where a local would do",
    .Rank = Precedence::Own,
    .Allocations = true,
    .Run = run};

} // namespace escape

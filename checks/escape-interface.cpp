//===- escape-interface.cpp ------------------------------------------------===//
//
// An interface has its price where only one class is ever behind it: what it is
// given may end anywhere, so it has to be on the heap.
//
//===----------------------------------------------------------------------===//
#include "check/Check.h"
#include "check/Words.h"

namespace escape {

static std::optional<std::string> run(const Verdict &verdict) {
  if (verdict.kind != VerdictKind::AllocEscapes || !verdict.remedy || verdict.remedy->kind != RemedyKind::Exact)
    return std::nullopt;
  return allocates(verdict) + " and may escape through an interface only: behind it is always a " +
         quote(verdict.remedy->instead) + ", and " + quote(verdict.remedy->callee) +
         ", called directly, lets it stay in the function";
}

extern const Check check_escape_interface = {
    .Id = "escape-interface",
    .Default = Severity::Off,
    .Title = "an allocation escapes through an interface alone, behind which there is always one class",
    .Rank = Precedence::Own,
    .Allocations = true,
    .Assumed = true,
    .Run = run};

} // namespace escape

//===- Optimized.h - what one optimized build does --------------*- C++ -*-===//
//
// On demand (`--optimizer=-O2`) a file is compiled a second time, and what comes
// out is compared with the report: which allocations are left in the code, and
// which calls were inlined. Places are lines and columns, since no unit of the
// analysis is alive then.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_MODEL_OPTIMIZED_H
#define ESCAPE_MODEL_OPTIMIZED_H

#include "model/Span.h"
#include <optional>
#include <string>
#include <vector>

namespace escape {

/// An allocating expression of the report: what is asked about.
struct AllocationSite {
  std::string file; ///< absolute
  LineColumn begin; ///< of its first byte
  LineColumn end;   ///< behind its last byte
  std::optional<uint64_t> bytes;
};

/// What the optimizer made of one allocating expression, in all copies that inlining made of it.
struct AllocationFate {
  enum Kind : uint8_t {
    NoCode,  ///< this file has no code for it
    Unknown, ///< cannot be told: nothing is said
    Removed, ///< the code allocates before optimization, and no copy does after it
    Stays,   ///< some copy allocates
  };
  Kind kind = NoCode;
  std::vector<std::string> removedIn; ///< Stays: functions whose inlined copy does not allocate, sorted
};

/// What became of one call that the user wrote.
struct InlineDecision {
  std::string file; ///< absolute
  LineColumn at;    ///< where reports of the compiler place the call
  std::string callee;
  std::string caller; ///< set when the call has other fates elsewhere: the function this one is about
  std::string reason; ///< why not: `cost 1250 exceeds threshold 225`, `noinline`, `no definition`; empty: inlined
  auto operator<=>(const InlineDecision &) const = default;
};

struct Optimized {
  std::vector<AllocationFate> fates;     ///< one for each site, in their order
  std::vector<InlineDecision> decisions; ///< sorted, each once
};

} // namespace escape

#endif // ESCAPE_MODEL_OPTIMIZED_H

//===- Verdict.h - what was proved about one location -----------*- C++ -*-===//
//
// A verdict is a proof, a check is an opinion (Diagnostic.h).
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_MODEL_VERDICT_H
#define ESCAPE_MODEL_VERDICT_H

#include "model/AllocationEffect.h"
#include "model/Contract.h"
#include "model/Escape.h"
#include "model/Path.h"
#include "model/Remedy.h"
#include <optional>

namespace escape {

enum class VerdictKind : uint8_t {
  Escapes,          ///< `X escapes: S outlives it`
  UsedAfter,        ///< `X is used after OP ended it`
  DoesNotEscape,    ///< `X does not escape`
  AllocEscapes,     ///< `E escapes to S; ALLOC`
  AllocStays,       ///< `E does not escape; ALLOC`
  LeakingParam,     ///< `leaking param: P to S level=N`
  LeakingContent,   ///< `leaking param content: P to S`
  TooLargeForStack, ///< `X is N bytes: too large for the stack`
  Allocates,        ///< `F allocates: via G at …`, `F may allocate: via G (A)`
  DoesNotAllocate,  ///< `F does not allocate`
};

struct Verdict {
  VerdictKind kind;
  std::string function; ///< in which it was found
  std::string object;   ///< X, E or P in words
  std::string storage;  ///< `automatic`, `temporary`, `parameter`, `dynamic`, `owned storage`
  std::string type;
  std::optional<uint64_t> bytes;
  Span span; ///< the position of the line: declaration of X, expression E
  Sink sink;
  Span sinkSpan; ///< where the sink is declared; invalid when it is nothing that is declared
  int level = 0;
  AssumptionSet assumptions; ///< empty: proven
  Path path;
  std::optional<Allocation> allocation;
  std::optional<Remedy> remedy;           ///< of an allocation: what could stand in its place
  std::optional<Escape> escape;           ///< Escapes, UsedAfter: for the checks
  std::optional<Contract> contradicts;    ///< LeakingParam, DoesNotEscape: the declaration says something else
  std::optional<AllocationEffect> effect; ///< Allocates
  std::string via;                        ///< Allocates: the callee, or the expression that asks
  bool evident = false;                   ///< DoesNotAllocate: it calls nobody but the library
  bool toldAsAllocation = false;          ///< may escape: the report says so of the allocation (one fact, one line)
};

} // namespace escape

#endif // ESCAPE_MODEL_VERDICT_H

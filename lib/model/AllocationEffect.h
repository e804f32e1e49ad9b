//===- AllocationEffect.h - does a function ask for memory ------*- C++ -*-===//
//
// Bottom-up over the call graph, each function gets the way to memory that is
// told of it: the surest first, then the shortest, then the first in the source.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_MODEL_ALLOCATIONEFFECT_H
#define ESCAPE_MODEL_ALLOCATIONEFFECT_H

#include "model/Assumption.h"
#include "model/Ids.h"
#include "model/Span.h"
#include <optional>
#include <string>

namespace escape {

struct AllocationEffect {
  enum class Answer : uint8_t {
    No,  ///< no way through the function asks for any
    May, ///< for some lengths or keys only, or in code that is not seen
    Yes, ///< some way through it does
  } answer = Answer::No;
  unsigned calls = 0;        ///< how many lie between it and the one that asks
  bool perIteration = false; ///< in a loop, here or in a callee
  AssumptionSet assumptions; ///< May: what cannot be seen; empty: it depends on a length or a key
  AllocId allocation;        ///< its own that is told; invalid: a call does it
  Span at;                   ///< that allocation, or the call
  std::string via;           ///< the callee in words, for a call
  FunctionId callee;         ///< the function of this unit that does it; invalid: it is not seen
};

} // namespace escape

#endif // ESCAPE_MODEL_ALLOCATIONEFFECT_H

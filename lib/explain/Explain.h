//===- Explain.h - stage 5: confirmed facts → verdicts in words -*- C++ -*-===//
//
// Takes what confirm found about one function and tells it: which object, which
// sink, on which way. The ways come out of the records, the callees' own steps
// out of theirs. Nothing is decided here and nothing is printed.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_EXPLAIN_EXPLAIN_H
#define ESCAPE_EXPLAIN_EXPLAIN_H

#include "model/Escape.h"
#include "model/FunctionFlow.h"
#include "model/Verdict.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <vector>

namespace escape {

/// What is known of a function called on the way; null: no body at hand, its steps are then one step.
struct Callee {
  const FunctionFlow *flow = nullptr;
  const ConfirmResult *confirmed = nullptr;
};
using CalleeFlows = llvm::function_ref<Callee(FnKey)>;

/// Whether the function asks for memory, as one verdict with the chain of calls; none for functions the user did not
/// write. `effects`: of all functions of the unit, by FunctionId.
std::optional<Verdict> explainEffect(const Unit &unit, FunctionId function, llvm::ArrayRef<AllocationEffect> effects);

/// The verdicts about one function, sorted by position. Empty for functions that are not user code. Every location
/// has at most one verdict per sink.
std::vector<Verdict> explain(const Unit &unit, const FunctionFlow &flow, const ConfirmResult &confirmed,
                             CalleeFlows callees);

} // namespace escape

#endif // ESCAPE_EXPLAIN_EXPLAIN_H

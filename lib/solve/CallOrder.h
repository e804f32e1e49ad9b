//===- CallOrder.h - callees before callers ---------------------*- C++ -*-===//
//
// Strongly connected components of the call graph of one translation unit.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_SOLVE_CALLORDER_H
#define ESCAPE_SOLVE_CALLORDER_H

#include "model/FunctionFlow.h"
#include <vector>

namespace escape {

/// Every function of the unit once. Functions that call each other, directly or not, are in one component; a component
/// comes after all components it calls. An edge goes from a function to each candidate (CallSite::candidates) with a
/// flow in this unit. The order depends on the unit only; inside a component ids ascend.
std::vector<std::vector<FunctionId>> callOrder(const Unit &unit);

/// True if the component has to be solved until nothing changes: several functions, or one that calls itself.
bool isRecursive(const Unit &unit, const std::vector<FunctionId> &component);

} // namespace escape

#endif // ESCAPE_SOLVE_CALLORDER_H

//===- AllocationEffects.h - which functions ask for memory -----*- C++ -*-===//
#ifndef ESCAPE_SOLVE_ALLOCATIONEFFECTS_H
#define ESCAPE_SOLVE_ALLOCATIONEFFECTS_H

#include "model/AllocationEffect.h"
#include "model/FunctionFlow.h"
#include <vector>

namespace escape {

/// One for each function of the unit, by FunctionId. Calls into code that is not seen add their assumptions to the
/// unit's. The flows must have been built with all their allocations (FlowOptions::allocations).
std::vector<AllocationEffect> allocationEffects(Unit &unit);

} // namespace escape

#endif // ESCAPE_SOLVE_ALLOCATIONEFFECTS_H

//===- GiveUp.h - functions too large to confirm ----------------*- C++ -*-===//
#ifndef ESCAPE_PIPELINE_GIVEUP_H
#define ESCAPE_PIPELINE_GIVEUP_H

#include "model/Escape.h"
#include "model/FunctionFlow.h"

namespace escape {

/// What stands of a function that was given up: what solve found, all of it resting on `assumption`. Nothing is said of
/// what stays.
ConfirmResult giveUp(const Unit &unit, const FunctionFlow &flow, const SolveResult &solved, AssumptionId assumption);

} // namespace escape

#endif // ESCAPE_PIPELINE_GIVEUP_H

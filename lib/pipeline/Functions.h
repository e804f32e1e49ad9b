//===- Functions.h - solve and confirm, callees first -----------*- C++ -*-===//
#ifndef ESCAPE_PIPELINE_FUNCTIONS_H
#define ESCAPE_PIPELINE_FUNCTIONS_H

#include "model/Escape.h"
#include "model/FunctionFlow.h"
#include "pipeline/Statistics.h"
#include <unordered_map>
#include <vector>

namespace escape {

/// What solve and confirm found of every function of a unit, by FunctionId.
struct Solved {
  std::vector<SolveResult> solved;
  std::vector<ConfirmResult> confirmed;
  std::unordered_map<FnKey, FunctionId> byKey;
};

/// Runs call-graph components bottom-up, each until its summaries are stable. Appends assumptions to the unit.
Solved solveAndConfirm(Unit &unit, Statistics &statistics);

} // namespace escape

#endif // ESCAPE_PIPELINE_FUNCTIONS_H

//===- Solve.h - what may get out of one function ---------------*- C++ -*-===//
//
// Flow-insensitive least dereferences from each sink to whatever flows there:
// Go's escape analysis (cmd/compile/internal/escape: graph.go, solve.go, leaks.go)
// on the graph of FlowGraph.h. It over-approximates on purpose: no fields, no
// program order. What it does not name cannot happen; what it names, confirm
// refutes, proves, or leaves at may.
//
// Go walks from every location. Here only from those that live on when the frame
// has ended, and forwards, a bounded number of steps, from objects that end before
// the frame does. With very many sinks the walks together get a budget; the rest
// of the sinks are then walked as one, whose flows are reported as going to all of
// them by way of {unknown}.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_SOLVE_SOLVE_H
#define ESCAPE_SOLVE_SOLVE_H

#include "model/Escape.h"
#include "model/FunctionFlow.h"
#include "model/SummarySource.h"

namespace escape {

/// Solves one function of `unit`.
///
/// candidates, by object then sink, one for each pair, with the least derefs:
///   - an automatic object or temporary whose address (or whose owned storage: derefs −1) reaches a sink that outlives
///   it:
///     result, static, exception, task, unknown; a parameter or `this` stands for what is stored behind it; any other
///     location that is read after the object ended stands for a local sink. Statics that only callees name have no
///     location here: {unknown} stands for them;
///   - an allocation whose address reaches a sink that outlives the function;
///   - a parameter or `this` whose value does, after derefs >= 0 dereferences; not into itself after one or more
///     (Go's self-assignment is no leak).
/// records: the shortest way of each candidate (then the earliest), last step first through `parent`. When the ways
///   together would take much more room than the function itself, the remaining ones have their first step only.
/// summary: the flows parameter, static or fresh object → sink, and what may be freed or invalidated; no must-effects.
///   It rests on no path being decided: whoever uses it instead of confirm's adds the assumption GivenUp (assume()).
///   Assumptions for calls to unknown code are not in it, since the unit cannot take new ones here.
/// needsConfirm: false only if confirm would find no escape and no allocation, an empty summary, and the list of what
///   stays that unconfirmed() gives.
SolveResult solve(const Unit &unit, const FunctionFlow &flow, const SummarySource &callees);

/// What confirm would say of a function that need not be confirmed (SolveResult::needsConfirm is false): nothing
/// happens, parameters that can hold an address and `this` stay.
ConfirmResult unconfirmed(const Unit &unit, const FunctionFlow &flow, const SolveResult &solved);

/// Adds one assumption to every flow and effect.
void assume(Summary &summary, AssumptionId assumption);

} // namespace escape

#endif // ESCAPE_SOLVE_SOLVE_H

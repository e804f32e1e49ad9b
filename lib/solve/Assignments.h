//===- Assignments.h - what a function assigns, as accesses -----*- C++ -*-===//
//
// The first half of building a graph: events, and the summaries of callees at
// their calls, become assignments between accesses; edges come from them when all
// are known (FlowGraph.cpp).
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_SOLVE_ASSIGNMENTS_H
#define ESCAPE_SOLVE_ASSIGNMENTS_H

#include "solve/Access.h"
#include "solve/FlowGraph.h"
#include <utility>
#include <vector>

namespace escape {

struct Assignment {
  Access to, from;
  bool borrow = false;
  bool unites = true; ///< both sides may be written through the same pointers afterwards
  EventId event;
  uint32_t via = 0;
};

struct Assignments {
  std::vector<Assignment> list;                     ///< in the order of events
  std::vector<std::pair<Access, Access>> same;      ///< objects that pointers to one may reach as the other
  std::vector<std::pair<uint32_t, unsigned>> folds; ///< where owners lie: node, dereferences
  std::vector<bool> addressTaken;                   ///< by node
};

/// Besides what it gives: adds to `out` the nodes (one a location, then behind, freed, statics and what calls make),
/// the edges of the questions, and needsConfirm.
Assignments collectAssignments(const Unit &unit, const FunctionFlow &flow, const SummarySource &callees,
                               FlowGraph &out);

} // namespace escape

#endif // ESCAPE_SOLVE_ASSIGNMENTS_H

//===- FlowGraph.h - the graph of one function ------------------*- C++ -*-===//
//
// Turns events and the summaries of callees into a Graph. Three rules decide the
// dereferences of an edge:
//
//   - what an owner owns lies inside it: `v Storage Deref Element` is v itself;
//     so a view of an owner's storage holds the owner's address (-1), since the
//     storage ends with the owner. A view owns nothing: its Deref counts;
//   - a store through a pointer goes to the content of what it may point to
//     (Aliases.h), a load reads that content besides the way Go takes;
//   - when the type of a step is not known, it is taken for an owner: the smaller
//     number of dereferences finds more.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_SOLVE_FLOWGRAPH_H
#define ESCAPE_SOLVE_FLOWGRAPH_H

#include "model/FunctionFlow.h"
#include "model/SummarySource.h"
#include "solve/Aliases.h"
#include "solve/Graph.h"

namespace escape {

struct FlowGraph {
  /// Nodes that ask what is freed, or invalidated (by Invalidation, without None), as Go's mutatorLoc and calleeLoc do.
  static constexpr unsigned Questions = 4;

  Graph graph; ///< frozen
  /// One node for each of FunctionFlow::params, then one for `this` if there is one: what is stored behind it.
  std::vector<uint32_t> behind;
  uint32_t freed = 0;                                 ///< followed by the nodes for Invalidation::All, Growth, Erased
  std::vector<std::pair<uint32_t, uint32_t>> statics; ///< nodes of statics only callees name, with their StaticId
  std::vector<LocationId> outside;                    ///< params, then `this`: what `behind` is about
  uint32_t firstContent = 0;                          ///< nodes from here on are what is stored through pointers …
  std::vector<LocationId> storedThrough;              ///< … and this is the first such pointer; may be invalid

  /// Something happens in the function that only confirm can judge, whether or not a walk finds anything: stores that
  /// may overwrite, storage that goes, tasks, allocations, borrowed variables (the report says of each that it stays).
  bool needsConfirm = false;
};

FlowGraph buildGraph(const Unit &unit, const FunctionFlow &flow, const SummarySource &callees);

/// Can a value of this type be or contain an address? True when the type is not known.
bool canHoldAddress(const Unit &unit, TypeId type);

} // namespace escape

#endif // ESCAPE_SOLVE_FLOWGRAPH_H

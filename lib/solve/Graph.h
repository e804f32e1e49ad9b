//===- Graph.h - where values go, without program order ---------*- C++ -*-===//
//
// After Go's cmd/compile/internal/escape/graph.go: a node per location, an edge
// per assignment, with the dereferences the value takes on the way:
//
//   p = &q    q --(-1)--> p        p = *q    q --(1)--> p
//   p = q     q --( 0)--> p        p = **q   q --(2)--> p
//
// Nodes 0..n-1 are the function's locations; behind them stand contents (what is
// stored through pointers, Aliases.h), statics only callees name, objects callees
// make, and questions asked of the graph (`what is freed here?`).
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_SOLVE_GRAPH_H
#define ESCAPE_SOLVE_GRAPH_H

#include "model/Record.h"
#include "model/Summary.h"
#include <span>
#include <vector>

namespace escape {

struct GraphEdge {
  uint32_t from = 0;
  uint32_t to = 0;
  int8_t derefs = 0; ///< −1 … MaxDerefs
  EventId event;     ///< what makes the value move; invalid: a consequence of other edges, no step of its own
  uint32_t via = 0;  ///< index into Graph::vias; 0: not through a callee with a body
};

/// The flow of a callee's summary that made an edge.
struct Via {
  FnKey callee;
  RecordId inside;
  AssumptionSet assumptions;
  std::string what; ///< operation of an effect: `push_back`
};

class Graph {
public:
  /// More dereferences than this count as this many.
  static constexpr int MaxDerefs = 8;

  uint32_t addNode() { return nodes++; }
  void addNodes(uint32_t count) { nodes += count; }
  /// Derefs are brought into −1 … MaxDerefs. Edges from a node to itself without dereferences say nothing and are left
  /// out.
  void addEdge(uint32_t from, uint32_t to, int derefs, EventId event = {}, uint32_t via = 0);
  uint32_t addVia(Via via);
  void reserveEdges(size_t count) { all.reserve(count); }
  /// Builds the indices below; no edge may be added afterwards.
  void freeze();

  uint32_t size() const { return nodes; }
  const std::vector<GraphEdge> &edges() const { return all; }
  const Via &via(const GraphEdge &edge) const { return vias[edge.via]; }
  /// Indices of edges into (out of) a node, in the order they were added: that is program order.
  std::span<const uint32_t> into(uint32_t node) const { return intoIndex.of(node); }
  std::span<const uint32_t> outOf(uint32_t node) const { return outIndex.of(node); }

private:
  struct Index {
    std::vector<uint32_t> first, items;
    std::span<const uint32_t> of(uint32_t node) const {
      return {items.data() + first[node], items.data() + first[node + 1]};
    }
    void build(uint32_t nodes, const std::vector<GraphEdge> &edges, uint32_t GraphEdge::*end);
  };

  uint32_t nodes = 0;
  std::vector<GraphEdge> all;
  std::vector<Via> vias{1};
  Index intoIndex, outIndex;
};

} // namespace escape

#endif // ESCAPE_SOLVE_GRAPH_H

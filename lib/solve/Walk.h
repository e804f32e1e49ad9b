//===- Walk.h - least dereferences from one root ----------------*- C++ -*-===//
//
// Go's walkOne (cmd/compile/internal/escape/solve.go): the edges are those of a
// shortest-path problem with negative weights, solved as Bellman and Ford do,
// and negative cycles do no harm since the count is bounded below by 0 before
// each edge: in `root = &l; l = x` the address of l reaches the root, that of x
// does not.
//
// Differences to Go. The queue is first in, first out, and edges come in program
// order: of equally many dereferences the way with the fewest steps is found
// first, of equally long ones the earliest. An improvement makes a new hop and
// never changes an old one: Go overwrites the pointer in place, which can close
// a ring and cuts its explanations short (golang.org/issue/35518).
//
// A walk visits each node at most MaxDerefs + 2 times.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_SOLVE_WALK_H
#define ESCAPE_SOLVE_WALK_H

#include "solve/Graph.h"

namespace escape {

/// One improvement: `node` is reached over `edge`, from where hop `previous` got to. Immutable.
struct WalkHop {
  static constexpr uint32_t None = UINT32_MAX;
  uint32_t node = 0;
  int derefs = 0;
  uint32_t previous = None; ///< None: `node` is the root
  uint32_t edge = None;     ///< index into Graph::edges
};

/// Walks over one graph; holds what they share. The result of a walk is there until the next.
class Walker {
public:
  explicit Walker(const Graph &graph) : graph(graph), seen(graph.size()) {}

  /// Backwards from each of `roots` (whose own value is 0 away): which locations flow there, with how few dereferences.
  void backwards(std::span<const uint32_t> roots);

  /// Forwards from the address of `object`: where it can be found. Gives up after `limit` hops and returns false: the
  /// object may be anywhere then. `WalkHop::derefs` is how often a holder has to be dereferenced to come to the
  /// address, the largest such number: what is deeper survives more loads. A node is reached forwards from x exactly if
  /// x is reached backwards from the node with derefs < 0.
  bool forwards(uint32_t object, size_t limit = SIZE_MAX);

  /// Nodes of the last walk in the order they were first reached, roots (forwards: the object) included.
  const std::vector<uint32_t> &reached() const { return order; }
  bool reaches(uint32_t node) const { return seen[node].walk == walk; }
  int derefs(uint32_t node) const { return best(node).derefs; }
  /// The best hop that reached `node`; asks for reaches(node).
  const WalkHop &best(uint32_t node) const { return hops[seen[node].hop]; }
  const WalkHop &hop(uint32_t index) const { return hops[index]; }

  /// The root each hop of the last walk leads to, by index of the hop.
  std::vector<uint32_t> rootsOfHops() const;
  uint32_t bestIndex(uint32_t node) const { return seen[node].hop; }

  /// Edges looked at since the walker was made: what walking costs.
  size_t work() const { return steps; }

private:
  struct Seen {
    uint32_t walk = 0;
    uint32_t hop = 0;
  };
  void start();
  void improve(uint32_t node, int derefs, uint32_t previous, uint32_t edge);

  const Graph &graph;
  std::vector<Seen> seen;
  std::vector<WalkHop> hops; ///< of this walk; the queue is its tail
  std::vector<uint32_t> order;
  uint32_t walk = 0;
  size_t steps = 0;
};

} // namespace escape

#endif // ESCAPE_SOLVE_WALK_H

#include "solve/Walk.h"
#include <algorithm>

using namespace escape;

void Walker::start() {
  ++walk;
  hops.clear();
  order.clear();
}

void Walker::improve(uint32_t node, int derefs, uint32_t previous, uint32_t edge) {
  if (seen[node].walk != walk)
    order.push_back(node);
  seen[node] = {walk, static_cast<uint32_t>(hops.size())};
  hops.push_back({node, derefs, previous, edge});
}

void Walker::backwards(std::span<const uint32_t> roots) {
  start();
  for (uint32_t root : roots)
    if (!reaches(root))
      improve(root, 0, WalkHop::None, WalkHop::None);
  for (uint32_t at = 0; at < hops.size(); ++at) {
    const WalkHop hop = hops[at];
    if (seen[hop.node].hop != at)
      continue; // improved since
    const int derefs = std::max(hop.derefs, 0);
    for (uint32_t index : graph.into(hop.node)) {
      ++steps;
      const GraphEdge &edge = graph.edges()[index];
      const int there = std::min(derefs + edge.derefs, Graph::MaxDerefs);
      if (!reaches(edge.from) || there < this->derefs(edge.from))
        improve(edge.from, there, at, index);
    }
  }
}

bool Walker::forwards(uint32_t object, size_t limit) {
  start();
  improve(object, -1, WalkHop::None, WalkHop::None);
  for (uint32_t at = 0; at < hops.size(); ++at) {
    const WalkHop hop = hops[at];
    if (seen[hop.node].hop != at)
      continue;
    for (uint32_t index : graph.outOf(hop.node)) {
      ++steps;
      if (limit-- == 0)
        return false;
      const GraphEdge &edge = graph.edges()[index];
      // A load takes one level off; where none is left, what is loaded is the object's content, not its address.
      const int there = std::min(hop.derefs - edge.derefs, Graph::MaxDerefs);
      if (there < 0 || (reaches(edge.to) && there <= derefs(edge.to)))
        continue;
      improve(edge.to, there, at, index);
    }
  }
  return true;
}

std::vector<uint32_t> Walker::rootsOfHops() const {
  std::vector<uint32_t> roots;
  roots.reserve(hops.size());
  for (const WalkHop &hop : hops) // the previous one always comes before
    roots.push_back(hop.previous == WalkHop::None ? hop.node : roots[hop.previous]);
  return roots;
}

#include "solve/Graph.h"
#include <algorithm>

using namespace escape;

void Graph::addEdge(uint32_t from, uint32_t to, int derefs, EventId event, uint32_t via) {
  derefs = std::clamp(derefs, -1, MaxDerefs);
  if (from == to && derefs >= 0)
    return;
  all.push_back({from, to, static_cast<int8_t>(derefs), event, via});
}

uint32_t Graph::addVia(Via via) {
  vias.push_back(std::move(via));
  return vias.size() - 1;
}

void Graph::freeze() {
  intoIndex.build(nodes, all, &GraphEdge::to);
  outIndex.build(nodes, all, &GraphEdge::from);
}

// A counting sort: stable, so that edges of one node stay in program order.
void Graph::Index::build(uint32_t nodes, const std::vector<GraphEdge> &edges, uint32_t GraphEdge::*end) {
  first.assign(nodes + 1, 0);
  for (const GraphEdge &edge : edges)
    ++first[edge.*end + 1];
  for (uint32_t node = 0; node < nodes; ++node)
    first[node + 1] += first[node];
  std::vector<uint32_t> next(first.begin(), first.end() - 1);
  items.resize(edges.size());
  for (uint32_t i = 0; i < edges.size(); ++i)
    items[next[edges[i].*end]++] = i;
}

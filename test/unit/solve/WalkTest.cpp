#include "solve/Walk.h"
#include "Catch.h"

#include <algorithm>
#include <optional>
#include <random>

using namespace escape;

namespace {

Graph graph(uint32_t nodes, std::initializer_list<GraphEdge> edges) {
  Graph g;
  g.addNodes(nodes);
  for (const GraphEdge &e : edges)
    g.addEdge(e.from, e.to, e.derefs, e.event);
  g.freeze();
  return g;
}

std::vector<uint32_t> edgesTo(const Walker &w, uint32_t node) {
  std::vector<uint32_t> edges;
  for (const WalkHop *hop = &w.best(node); hop->previous != WalkHop::None; hop = &w.hop(hop->previous))
    edges.push_back(hop->edge);
  return edges;
}

/// Slow and obvious: improve until nothing changes.
std::vector<std::optional<int>> slowBackwards(const Graph &g, uint32_t root) {
  std::vector<std::optional<int>> best(g.size());
  best[root] = 0;
  for (bool changed = true; changed;) {
    changed = false;
    for (const GraphEdge &e : g.edges()) {
      if (!best[e.to])
        continue;
      const int d = std::min(std::max(*best[e.to], 0) + e.derefs, Graph::MaxDerefs);
      if (!best[e.from] || d < *best[e.from])
        best[e.from] = d, changed = true;
    }
  }
  return best;
}

} // namespace

TEST_CASE("the address of what is pointed to reaches the root, what that holds does not") {
  // root = &l; l = x; l = &y
  const Graph g = graph(4, {{1, 0, -1, {}}, {2, 1, 0, {}}, {3, 1, -1, {}}});
  Walker w(g);
  const uint32_t root = 0;
  w.backwards({&root, 1});
  CHECK(w.derefs(1) == -1);
  CHECK(w.derefs(2) == 0);
  CHECK(w.derefs(3) == -1);
}

TEST_CASE("a load takes the address away") {
  // root = *p; p = &x: the value of x, not its address
  const Graph g = graph(3, {{1, 0, 1, {}}, {2, 1, -1, {}}});
  Walker w(g);
  const uint32_t root = 0;
  w.backwards({&root, 1});
  CHECK(w.derefs(2) == 0);
  CHECK(w.forwards(2));
  CHECK(w.reaches(1));
  CHECK_FALSE(w.reaches(0));
}

TEST_CASE("of equal derefs the shortest way wins, of equal length the earliest") {
  //  0 <- 1 <- 3, 0 <- 2 <- 3, 0 <- 1 <- 4 <- 3
  const Graph g =
      graph(5, {{4, 1, 0, {}}, {3, 4, -1, {}}, {3, 2, -1, {}}, {3, 1, -1, {}}, {1, 0, 0, {}}, {2, 0, 0, {}}});
  Walker w(g);
  const uint32_t root = 0;
  w.backwards({&root, 1});
  CHECK(edgesTo(w, 3) == std::vector<uint32_t>{3, 4});
}

TEST_CASE("in a ring of address-takings the way stays whole") {
  // a = &b; b = &a; root = a: Go cuts the explanation short here.
  const Graph g = graph(3, {{2, 1, -1, {}}, {1, 2, -1, {}}, {1, 0, 0, {}}});
  Walker w(g);
  const uint32_t root = 0;
  w.backwards({&root, 1});
  CHECK(w.derefs(1) == -1);
  CHECK(w.derefs(2) == -1);
  CHECK(edgesTo(w, 2) == std::vector<uint32_t>{0, 2});
  CHECK(edgesTo(w, 1) == std::vector<uint32_t>{1, 0, 2});
}

TEST_CASE("dereferences stay within bounds") {
  Graph g;
  g.addNodes(30);
  for (uint32_t i = 0; i + 1 < 30; ++i)
    g.addEdge(i + 1, i, 1);
  g.freeze();
  Walker w(g);
  const uint32_t root = 0;
  w.backwards({&root, 1});
  CHECK(w.derefs(5) == 5);
  CHECK(w.derefs(29) == Graph::MaxDerefs);
}

TEST_CASE("a limited walk says that it did not see everything") {
  Graph g;
  g.addNodes(100);
  for (uint32_t i = 0; i + 1 < 100; ++i)
    g.addEdge(i, i + 1, i ? 0 : -1);
  g.freeze();
  Walker w(g);
  CHECK_FALSE(w.forwards(0, 10));
  CHECK(w.forwards(0, 1000));
  CHECK(w.reaches(99));
}

TEST_CASE("oracle: random graphs against the slow obvious solver") {
  std::mt19937 random(2026);
  for (unsigned round = 0; round < 3000; ++round) {
    const uint32_t n = 2 + random() % 9;
    Graph g;
    g.addNodes(n);
    for (unsigned edges = random() % (3 * n); edges; --edges) {
      static const int derefs[] = {-1, -1, 0, 0, 0, 1, 1, 2};
      g.addEdge(random() % n, random() % n, derefs[random() % std::size(derefs)]);
    }
    g.freeze();
    Walker w(g);
    std::vector<std::vector<std::optional<int>>> slow;
    for (uint32_t root = 0; root < n; ++root) {
      slow.push_back(slowBackwards(g, root));
      w.backwards({&root, 1});
      for (uint32_t node = 0; node < n; ++node) {
        INFO("round " << round << " root " << root << " node " << node);
        REQUIRE(w.reaches(node) == slow[root][node].has_value());
        if (!w.reaches(node))
          continue;
        REQUIRE(w.derefs(node) == *slow[root][node]);
        // The way makes the number.
        int derefs = 0;
        std::vector<uint32_t> way = edgesTo(w, node);
        uint32_t at = root;
        for (auto e = way.rbegin(); e != way.rend(); ++e) {
          REQUIRE(g.edges()[*e].to == at);
          derefs = std::min(std::max(derefs, 0) + g.edges()[*e].derefs, Graph::MaxDerefs);
          at = g.edges()[*e].from;
        }
        REQUIRE(at == node);
        REQUIRE(derefs == w.derefs(node));
      }
    }
    for (uint32_t object = 0; object < n; ++object) {
      REQUIRE(w.forwards(object));
      for (uint32_t holder = 0; holder < n; ++holder)
        if (holder != object) {
          INFO("round " << round << " object " << object << " holder " << holder);
          REQUIRE(w.reaches(holder) == (slow[holder][object].has_value() && *slow[holder][object] < 0));
        }
    }
  }
}

TEST_CASE("several roots are walked as one, the nearest wins") {
  const Graph g = graph(4, {{2, 0, 1, {}}, {2, 1, 0, {}}, {3, 2, -1, {}}});
  Walker w(g);
  const uint32_t roots[] = {0, 1};
  w.backwards(roots);
  CHECK(w.derefs(2) == 0);
  CHECK(w.derefs(3) == -1);
}

#include "model/Components.h"
#include <algorithm>

namespace escape {

namespace {

class Tarjan {
public:
  explicit Tarjan(const CallGraph &graph)
      : graph(graph), order(graph.first.size() - 1, 0), low(order.size(), 0), onStack(order.size(), false) {}

  std::vector<std::vector<uint32_t>> run() {
    for (uint32_t f = 0; f < order.size(); ++f)
      if (!order[f])
        visit(f);
    return std::move(components);
  }

private:
  struct Frame {
    uint32_t function;
    uint32_t next; ///< index into graph.callees
  };

  void enter(uint32_t f) {
    order[f] = low[f] = ++counter;
    stack.push_back(f);
    onStack[f] = true;
    frames.push_back({f, graph.first[f]});
  }

  void visit(uint32_t root) {
    enter(root);
    while (!frames.empty()) {
      Frame &frame = frames.back();
      const uint32_t f = frame.function;
      if (frame.next != graph.first[f + 1]) {
        const uint32_t callee = graph.callees[frame.next++];
        if (!order[callee])
          enter(callee); // `frame` is dangling from here
        else if (onStack[callee])
          low[f] = std::min(low[f], order[callee]);
        continue;
      }
      frames.pop_back();
      if (!frames.empty())
        low[frames.back().function] = std::min(low[frames.back().function], low[f]);
      if (low[f] == order[f])
        close(f);
    }
  }

  void close(uint32_t head) {
    std::vector<uint32_t> component;
    uint32_t f;
    do {
      f = stack.back();
      stack.pop_back();
      onStack[f] = false;
      component.push_back(f);
    } while (f != head);
    std::sort(component.begin(), component.end());
    components.push_back(std::move(component));
  }

  const CallGraph &graph;
  std::vector<uint32_t> order; ///< when a function was entered, from 1; 0: not yet
  std::vector<uint32_t> low;
  std::vector<bool> onStack;
  std::vector<uint32_t> stack;
  std::vector<Frame> frames;
  std::vector<std::vector<uint32_t>> components;
  uint32_t counter = 0;
};

} // namespace

std::vector<std::vector<uint32_t>> components(const CallGraph &graph) { return Tarjan(graph).run(); }

} // namespace escape

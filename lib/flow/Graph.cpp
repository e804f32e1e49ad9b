// Order and loops of the control flow graph.
#include "flow/Graph.h"

using namespace clang;

namespace escape {

std::vector<const CFGBlock *> reversePostOrder(const CFG &graph) {
  std::vector<const CFGBlock *> order;
  std::vector<char> seen(graph.getNumBlockIDs());
  std::vector<std::pair<const CFGBlock *, CFGBlock::const_succ_iterator>> stack;
  auto push = [&](const CFGBlock *block) {
    seen[block->getBlockID()] = true;
    stack.push_back({block, block->hasNoReturnElement() ? block->succ_end() : block->succ_begin()});
  };
  push(&graph.getEntry());
  while (!stack.empty()) {
    auto &[block, next] = stack.back();
    if (next == block->succ_end()) {
      order.push_back(block);
      stack.pop_back();
      continue;
    }
    const CFGBlock *successor = *next++; // null: an edge that is never taken
    if (successor && !seen[successor->getBlockID()])
      push(successor);
  }
  std::reverse(order.begin(), order.end());
  return order;
}

/// Of every block: some way leads from it back to it.
static std::vector<bool> inCycle(const std::vector<Block> &blocks) {
  std::vector<std::vector<uint32_t>> before(blocks.size());
  for (uint32_t b = 0; b < blocks.size(); ++b)
    for (const Edge &edge : blocks[b].successors)
      before[edge.to.value].push_back(b);
  std::vector<bool> cycle(blocks.size());
  std::vector<uint32_t> reachedFor(blocks.size(), UINT32_MAX), open;
  for (uint32_t header = 0; header < blocks.size(); ++header) {
    // The natural loop of the header: what gets to one of its back edges without passing it.
    for (uint32_t latch : before[header])
      if (latch >= header)
        open.push_back(latch);
    if (!open.empty())
      cycle[header] = true;
    reachedFor[header] = header;
    while (!open.empty()) {
      uint32_t b = open.back();
      open.pop_back();
      if (b < header || reachedFor[b] == header)
        continue;
      reachedFor[b] = header;
      cycle[b] = true;
      open.insert(open.end(), before[b].begin(), before[b].end());
    }
  }
  return cycle;
}

void markRepeated(FunctionFlow &fn) {
  std::vector<bool> cycle = inCycle(fn.blocks);
  for (size_t b = 0; b < fn.blocks.size(); ++b) {
    if (!cycle[b])
      continue;
    for (uint32_t i = fn.blocks[b].first; i < fn.blocks[b].last; ++i) {
      const Event &e = fn.events[i];
      if (e.kind != EventKind::Borrow || !e.from.steps.empty())
        continue;
      Location &made = fn.locations[e.from.base.value];
      if (made.kind != LocationKind::Alloc)
        continue;
      made.many = true;
      fn.allocations[made.index].inLoop = true;
    }
  }
}

} // namespace escape

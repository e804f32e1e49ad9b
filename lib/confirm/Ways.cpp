#include "confirm/Ways.h"

#include "llvm/ADT/STLExtras.h"

namespace escape::confirming {

bool Ways::undecided() {
  if (!branches) {
    branches = false;
    for (const Block &b : fn.blocks)
      for (const Edge &edge : b.successors)
        *branches |= b.successors.size() > 1 && !edge.condition;
  }
  return *branches;
}

bool Ways::undecidedForCaller() {
  if (!branchesForCaller) {
    branchesForCaller = undecided();
    for (const Block &b : fn.blocks)
      for (const Edge &edge : b.successors)
        *branchesForCaller |= edge.condition && fn.at(edge.condition->place.base).kind != LocationKind::Param;
  }
  return *branchesForCaller;
}

bool Ways::comparedWith(LocationId object, llvm::function_ref<bool(LocationId)> held) const {
  return llvm::any_of(fn.blocks, [&](const Block &b) {
    return llvm::any_of(b.successors, [&](const Edge &edge) {
      return edge.condition && edge.condition->object.valid() && edge.condition->object.base == object &&
             (edge.condition->object.steps.empty() || edge.condition->object.steps.back() != step::Deref) &&
             fn.at(edge.condition->place.base).kind == LocationKind::Local && !held(edge.condition->place.base);
    });
  });
}

uint32_t Ways::blockOf(EventId event) const {
  auto it = llvm::partition_point(fn.blocks, [&](const Block &b) { return b.last <= event.value; });
  return uint32_t(it - fn.blocks.begin());
}

llvm::SmallVector<uint8_t, 0> Ways::before(llvm::ArrayRef<uint32_t> blocks) const {
  llvm::SmallVector<uint8_t, 0> reaches(fn.blocks.size());
  for (bool grew = true; grew;) {
    grew = false;
    for (size_t b = fn.blocks.size(); b-- > 0;)
      for (const Edge &edge : fn.blocks[b].successors)
        if (!reaches[b] && (llvm::is_contained(blocks, edge.to.value) || reaches[edge.to.value]))
          reaches[b] = grew = true;
  }
  return reaches;
}

/// No value passes both tests.
static bool exclude(const Condition &a, const Condition &b) {
  return a.place == b.place && !a.object.valid() && !b.object.valid() &&
         contradict(a.relation(), a.constant, b.relation(), b.constant);
}

llvm::SmallVector<Condition, 4> Ways::passed(uint32_t block) const {
  llvm::SmallVector<Condition, 4> conditions;
  for (uint32_t at = block; at != 0;) {
    const Edge *only = nullptr;
    uint32_t before = 0;
    unsigned edges = 0;
    for (uint32_t b = 0; b < fn.blocks.size(); ++b)
      for (const Edge &edge : fn.blocks[b].successors)
        if (edge.to.value == at && !edge.back) {
          ++edges;
          only = &edge;
          before = b;
        }
    if (edges != 1 || before >= at)
      break;
    if (only->condition && only->condition->place.steps.empty())
      conditions.push_back(*only->condition);
    at = before;
  }
  // What is written after the first of these tests may be something else by the next.
  llvm::erase_if(conditions, [&](const Condition &c) {
    unsigned written = 0;
    for (const Event &e : fn.events)
      written += e.to.valid() && e.to.base == c.place.base && e.kind != EventKind::End;
    return written > 1;
  });
  return conditions;
}

bool Ways::pass(llvm::ArrayRef<uint32_t> wanted, bool loopsRun, std::optional<uint32_t> from,
                llvm::ArrayRef<Condition> given) {
  Tests tests;
  for (const Condition &c : given)
    tests.emplace_back(c.place.base.value, c.relation(), c.constant);
  auto [it, fresh] = known.try_emplace({wanted.vec(), loopsRun, from, tests}, true);
  if (!fresh)
    return it->second;
  llvm::SmallVector<uint8_t, 0> reaches;
  if (loopsRun) {
    llvm::SmallVector<uint32_t, 4> inLoops;
    for (uint32_t b : wanted)
      if (before(b)[b])
        inLoops.push_back(b);
    reaches = before(inLoops);
  }
  llvm::SmallVector<Condition, 4> conditions(given);
  if (from)
    llvm::append_range(conditions, passed(*from));
  auto open = [&](const Edge &edge) {
    return !edge.condition ||
           llvm::none_of(conditions, [&](const Condition &c) { return exclude(c, *edge.condition); });
  };
  // Blocks twice: the head of a loop entered from outside leads into the loop only.
  std::vector<uint8_t> seen(2 * fn.blocks.size());
  llvm::SmallVector<std::pair<uint32_t, bool>, 16> stack;
  if (from)
    for (const Edge &edge : fn.blocks[*from].successors)
      stack.push_back({edge.to.value, edge.back});
  else
    stack.push_back({0, false});
  bool around = false;
  while (!stack.empty() && !around) {
    auto [b, again] = stack.pop_back_val();
    if (seen[2 * b + again] || llvm::is_contained(wanted, b))
      continue;
    seen[2 * b + again] = true;
    around = fn.blocks[b].exit;
    bool head = false;
    if (loopsRun && !again && reaches[b])
      for (const Block &other : fn.blocks)
        for (const Edge &edge : other.successors)
          head |= edge.back && edge.to.value == b;
    for (const Edge &edge : fn.blocks[b].successors)
      if (open(edge) && (!head || llvm::is_contained(wanted, edge.to.value) || reaches[edge.to.value]))
        stack.push_back({edge.to.value, edge.back});
  }
  return it->second = !around;
}

} // namespace escape::confirming

#include "solve/Aliases.h"
#include <numeric>

using namespace escape;

Aliases::Aliases(uint32_t nodes) : parent(nodes), target(nodes, None), rank(nodes, 0) {
  std::iota(parent.begin(), parent.end(), 0);
}

uint32_t Aliases::addNode() {
  parent.push_back(parent.size());
  target.push_back(None);
  rank.push_back(0);
  return parent.size() - 1;
}

uint32_t Aliases::find(uint32_t member) {
  while (parent[member] != member) {
    parent[member] = parent[parent[member]];
    member = parent[member];
  }
  return member;
}

uint32_t Aliases::pointeeIfAny(uint32_t member) {
  const uint32_t to = target[find(member)];
  return to == None ? None : find(to);
}

uint32_t Aliases::pointee(uint32_t member) {
  member = find(member);
  if (target[member] == None) {
    const uint32_t fresh = addNode(); // may move `target`
    target[member] = fresh;
  }
  return find(target[member]);
}

uint32_t Aliases::pointee(uint32_t member, unsigned derefs) {
  member = find(member);
  while (derefs--)
    member = pointee(member);
  return member;
}

// What two classes point to becomes one class, too, and so on: with a list instead of recursion, chains are long.
void Aliases::unify(uint32_t a, uint32_t b) {
  pending.push_back({a, b});
  while (!pending.empty()) {
    auto [x, y] = pending.back();
    pending.pop_back();
    x = find(x), y = find(y);
    if (x == y)
      continue;
    if (rank[x] < rank[y])
      std::swap(x, y);
    rank[x] += rank[x] == rank[y];
    parent[y] = x;
    if (target[x] == None)
      target[x] = target[y];
    else if (target[y] != None)
      pending.push_back({target[x], target[y]});
  }
}

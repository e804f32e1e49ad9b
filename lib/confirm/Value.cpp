//===- Value.cpp ------------------------------------------------------------===//
#include "confirm/Value.h"

#include <algorithm>
#include <tuple>

namespace escape::confirming {

static uint64_t mix(uint64_t h, uint64_t v) {
  h = (h ^ v) * 0x9E3779B97F4A7C15ull;
  return h ^ (h >> 29);
}

SetId Sets::of(const AssumptionSet &set) {
  if (set.empty())
    return 0;
  uint64_t h = set.size();
  for (AssumptionId a : set)
    h = mix(h, a.value);
  auto [first, last] = known.equal_range(h);
  for (auto it = first; it != last; ++it)
    if (all[it->second] == set)
      return it->second;
  SetId id = SetId(all.size());
  all.push_back(set);
  known.emplace(h, id);
  return id;
}

SetId Sets::join(SetId a, SetId b) {
  if (a == b || b == 0)
    return a;
  if (a == 0)
    return b;
  auto [it, fresh] = joined.try_emplace({std::min(a, b), std::max(a, b)}, 0);
  if (!fresh)
    return it->second;
  SetId id = of(escape::join(all[a], all[b]));
  joined[{std::min(a, b), std::max(a, b)}] = id;
  return id;
}

/// Targets kept apart in one cell, and assumption sets kept apart for one target. Beyond that the later ones go: what
/// is lost is a finding, never the truth of one.
static constexpr unsigned MaxTargets = 32;
static constexpr unsigned MaxSets = 3;

bool Values::better(RecordId a, RecordId b) const {
  if (a == b || !a.valid())
    return false;
  if (!b.valid())
    return false; // keep what came first
  return std::make_pair(records[a.value].depth, a.value) < std::make_pair(records[b.value].depth, b.value);
}

ValueId Values::intern(Value value) {
  auto &targets = value.targets;
  work += targets.size() * 4;
  if (targets.size() > 1) {
    std::sort(targets.begin(), targets.end(), [&](const Target &a, const Target &b) {
      return std::tie(a.cell, a.death) != std::tie(b.cell, b.death)
                 ? std::tie(a.cell, a.death) < std::tie(b.cell, b.death)
                 : std::make_pair(sets.at(a.set).size(), a.set) < std::make_pair(sets.at(b.set).size(), b.set);
    });
    llvm::SmallVector<Target, 4> kept;
    unsigned group = 0; // where the targets of this (cell, death) begin
    for (const Target &t : targets) {
      if (!kept.empty() && (kept.back().cell != t.cell || kept.back().death != t.death))
        group = kept.size();
      bool subsumed = kept.size() - group >= MaxSets;
      for (unsigned i = group; i < kept.size() && !subsumed; ++i)
        if (kept[i].set == t.set && better(t.record, kept[i].record)) {
          kept[i].record = t.record;
          subsumed = true;
        } else {
          subsumed = sets.includes(t.set, kept[i].set);
        }
      if (!subsumed)
        kept.push_back(t);
    }
    if (kept.size() > MaxTargets) {
      kept.truncate(MaxTargets);
      value.other = true;
    }
    targets.assign(kept.begin(), kept.end());
  }
  uint64_t h = targets.size() << 2 | size_t(value.null) << 1 | size_t(value.other);
  for (const Target &t : targets) {
    h = mix(h, uint64_t(t.cell.value) << 32 | t.death.value);
    h = mix(h, uint64_t(t.set) << 32 | t.record.value);
  }
  h &= ~uint64_t(3); // keeps clear of the map's two special keys
  auto same = [&](const Row &r) {
    return r.count == targets.size() && r.null == value.null && r.other == value.other &&
           std::equal(targets.begin(), targets.end(), store.begin() + r.first, [](const Target &a, const Target &b) {
             return a.cell == b.cell && a.death == b.death && a.set == b.set && a.record == b.record;
           });
  };
  auto [it, fresh] = known.try_emplace(h, uint32_t(rows.size()));
  if (!fresh && same(rows[it->second]))
    return ValueId(it->second);
  rows.push_back({uint32_t(store.size()), uint32_t(targets.size()), value.null, value.other});
  store.insert(store.end(), targets.begin(), targets.end());
  return ValueId(rows.size() - 1);
}

ValueId Values::merge(ValueId a, ValueId b, bool &grew) {
  if (a == b)
    return a;
  if (auto it = merged.find({a.value, b.value}); it != merged.end()) {
    grew |= it->second.second;
    return ValueId(it->second.first);
  }
  View va = at(a), vb = at(b);
  bool more = (vb.null && !va.null) || (vb.other && !va.other);
  for (const Target &t : vb.targets) {
    if (more)
      break;
    bool there = false;
    unsigned alike = 0;
    for (const Target &u : va.targets)
      if (u.cell == t.cell && u.death == t.death) {
        ++alike;
        there |= sets.includes(t.set, u.set);
      }
    more |= !there && alike < MaxSets && !(va.targets.size() >= MaxTargets && va.other);
  }
  Value both = copy(a);
  both.targets.append(vb.targets.begin(), vb.targets.end());
  both.null |= vb.null;
  both.other |= vb.other;
  ValueId id = intern(std::move(both));
  merged[{a.value, b.value}] = {id.value, more};
  grew |= more;
  return id;
}

} // namespace escape::confirming

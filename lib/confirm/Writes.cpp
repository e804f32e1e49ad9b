//===- Writes.cpp - what every way to the exit has overwritten --------------===//
#include "confirm/Engine.h"

#include "llvm/ADT/STLExtras.h"

#include <algorithm>

namespace escape::confirming {

/// `delete[] name; name = copy;`: who frees it and puts something else there leaves nothing dangling.
void Engine::noteLeftDead() {
  for (CellId cell : state.freed) {
    ValueId now = state.find(cell);
    bool dead = now.valid() && llvm::any_of(values.at(now).targets, [&](const Target &t) {
                  return !t.alive() && memory.parent(memory.at(t.cell).location) == cell;
                });
    if (dead || !now.valid())
      leftDead.insert(cell);
  }
}

/// What every way to the exit has overwritten: cells that existed before and do not hold any more what they held.
void Engine::noteWrites() {
  std::vector<std::pair<Endpoint, bool>> now;
  for (const Entry &entry : state.entries) {
    const Cell &c = memory.at(entry.cell);
    LocationKind kind = memory.location(c.location).kind;
    // Of the elements of a container only that all were overwritten is told (`clear`): one alone never is.
    bool everyElement = !c.path.empty() && c.path.back() == step::Element && !memory.at(memory.root(c.location)).weak;
    if ((c.weak && !everyElement) || !memory.outside(c.location) || kind == LocationKind::Storage)
      continue;
    if (!c.path.empty() && c.path.back() == Identity)
      continue;
    LocationKind root = memory.location(memory.variable(c.location)).kind;
    if (root != LocationKind::Param && root != LocationKind::This && root != LocationKind::Static &&
        root != LocationKind::ThreadLocal)
      continue;
    ValueId initial = memory.initial(entry.cell);
    Values::View first = values.at(initial);
    Values::View v = values.at(entry.value);
    bool kept = false;
    CellId before;
    if (!first.targets.empty())
      before = first.targets.front().cell;
    else if (!first.other || v.other || !v.null || !v.targets.empty())
      continue; // what it began with has no name: only that it is null now can be told
    for (const Target &t : v.targets)
      kept |= t.cell == before;
    bool cut = false;
    Endpoint at = memory.endpoint(entry.cell, cut);
    if (!kept && !cut)
      now.push_back({at, v.targets.empty() && v.null && !v.other});
  }
  std::sort(now.begin(), now.end());
  std::vector<Endpoint> nowhere;
  for (LocationId object : state.absent) {
    bool cut = false;
    Endpoint pointer = memory.endpoint(memory.parent(object), cut);
    if (!cut)
      nowhere.push_back(pointer);
  }
  exits.push_back({guardsHere(), std::move(now), std::move(nowhere)});
}

std::optional<bool> Engine::ExitWrites::wrote(const Endpoint &at, bool null) const {
  for (const auto &[place, isNull] : writes)
    if (place == at)
      return isNull;
  for (const Endpoint &p : nowhere)
    if (p.root == at.root && p.index == at.index && p.steps.size() < at.steps.size() &&
        std::equal(p.steps.begin(), p.steps.end(), at.steps.begin()) && at.steps[p.steps.size()] == step::Deref)
      return null;
  return std::nullopt;
}

/// What every state at the exit has overwritten; and what all have that a caller's choice leaves over, with that
/// choice.
std::vector<Effect> Engine::sureWrites() const {
  std::vector<Effect> sure;
  auto contrary = [](const ExitWrites &a, const ExitWrites &b) {
    return llvm::any_of(a.when, [&](const Guard &x) {
      return llvm::any_of(b.when, [&](const Guard &y) {
        return x.param == y.param && contradict(x.relation, x.constant, y.relation, y.constant);
      });
    });
  };
  for (const ExitWrites &exit : exits)
    for (const auto &[at, null] : exit.writes) {
      Effect e;
      e.kind = EffectKind::Write;
      e.at = at;
      e.null = true;
      e.assumptions = sets.at(base);
      bool everywhere = true, whenChosen = !exit.when.empty();
      for (const ExitWrites &other : exits) {
        std::optional<bool> wrote = other.wrote(at, null);
        everywhere &= wrote.has_value();
        if (contrary(exit, other))
          continue;
        whenChosen &= wrote.has_value();
        e.null &= wrote.value_or(false);
      }
      if (everywhere)
        for (const ExitWrites &other : exits)
          e.null &= *other.wrote(at, null);
      else if (whenChosen)
        e.guards = exit.when;
      else
        continue;
      bool known = llvm::any_of(sure, [&](const Effect &old) { return old.at == e.at && old.guards == e.guards; });
      if (!known)
        sure.push_back(std::move(e));
    }
  return sure;
}

} // namespace escape::confirming

//===- Summarise.cpp - what the caller has to know --------------------------===//
#include "confirm/Engine.h"
#include "model/Roots.h"

#include "llvm/ADT/STLExtras.h"

#include <algorithm>

namespace escape::confirming {

static constexpr size_t MaxWrites = 64;

uint32_t Engine::freshIndex(LocationId location) {
  for (size_t i = 0; i < freshNumbers.size(); ++i)
    if (freshNumbers[i] == location)
      return uint32_t(i);
  freshNumbers.push_back(location);
  return uint32_t(freshNumbers.size() - 1);
}

/// What is known here of the parameters that the caller chooses a way by.
std::vector<Guard> Engine::guardsHere() const {
  std::vector<Guard> guards;
  for (LocationId option : options)
    for (const Fact &fact : state.facts)
      if (fact.variable == option)
        guards.push_back({memory.location(option).index, fact.relation, fact.constant});
  return guards;
}

/// The last step of a value, or one on its way, is not taken by every call of a caller who chooses like this one.
bool Engine::onSomeWays(RecordId way) {
  llvm::SmallVector<Condition, 2> chosen;
  for (LocationId option : options)
    for (const Fact &fact : state.facts)
      if (fact.variable == option) {
        Condition c;
        c.place = Place(option);
        c.constant = fact.constant;
        c.equal = fact.relation == Relation::Equal;
        if (fact.relation == Relation::AtLeast || fact.relation == Relation::AtMost)
          c.order = fact.relation;
        chosen.push_back(std::move(c));
      }
  for (RecordId r = way; r.valid(); r = records[r.value].parent) {
    const EventId event = records[r.value].event;
    if (partial.contains(event.value) || !ways.pass(ways.blockOf(event), true, std::nullopt, chosen))
      return true;
  }
  return false;
}

/// Whatever the caller chooses, one of the two holds.
static bool complete(const std::vector<Guard> &a, const std::vector<Guard> &b) {
  auto opposite = [](const Guard &x, const Guard &y) {
    return x.relation == Relation::Equal && y.relation == Relation::NotEqual;
  };
  return a.size() == 1 && b.size() == 1 && a[0].param == b[0].param && a[0].constant == b[0].constant &&
         (opposite(a[0], b[0]) || opposite(b[0], a[0]));
}

/// Of what happens in several cases, only what they have in common is needed.
static std::vector<Guard> common(const std::vector<Guard> &a, const std::vector<Guard> &b) {
  std::vector<Guard> both;
  auto add = [&](const std::vector<Guard> &of, const std::vector<Guard> &other) {
    for (const Guard &guard : of)
      if (!llvm::is_contained(both, guard) && llvm::any_of(other, [&](const Guard &g) {
            return g.param == guard.param && implies(g.relation, g.constant, guard.relation, guard.constant);
          }))
        both.push_back(guard);
  };
  add(a, b);
  add(b, a);
  return both;
}

/// Not emptied or filled with something else since it began with the address of `target`.
bool Engine::holds(CellId cell, CellId target) const {
  const ValueId now = state.find(cell);
  return !now.valid() || llvm::any_of(values.at(now).targets, [&](const Target &t) { return t.cell == target; });
}

/// A live address in a cell that the caller can reach.
void Engine::noteFlow(const Endpoint &to, bool cut, CellId holder, const Target &t, SetId set, const Sink &sink) {
  const Cell target = memory.at(t.cell);
  const Location &l = memory.location(target.location);
  FlowNote note;
  note.sink = sink;
  note.flow.to = to;
  note.flow.record = t.record;
  bool wayCut = false;
  switch (l.kind) {
  case LocationKind::Pointee: {
    CellId parent = memory.parent(target.location);
    if (target.path.empty()) {
      note.flow.from = memory.endpoint(parent, wayCut);
      // To another owner, or by release(): on this way the first one does not hold it any more.
      bool handedOver = memory.ownership(parent) == Ownership::Sole &&
                        (memory.ownership(holder) == Ownership::Sole || !holds(parent, t.cell));
      note.flow.kind = handedOver ? FlowKind::Move : FlowKind::Copy;
    } else {
      note.flow.from = memory.endpoint(t.cell, wayCut);
    }
    break;
  }
  case LocationKind::Static:
  case LocationKind::ThreadLocal:
    note.flow.from = memory.endpoint(t.cell, wayCut);
    break;
  case LocationKind::Alloc:
    note.flow.from = {RootKind::Fresh, freshIndex(target.location), target.path};
    break;
  default:
    return;
  }
  if (to.root == RootKind::Unknown && note.flow.from.root != RootKind::Param && note.flow.from.root != RootKind::This)
    return; // the caller has nothing to do with it
  cut |= wayCut;
  if (cut)
    set = sets.join(set, cutSet(spanOf(t.record)));
  set = sets.join(set, base);
  note.set = set;
  if (t.record.valid())
    note.flow.reason = fn.at(records[t.record.value].event).reason;
  const Endpoint &from = note.flow.from;
  note.referent = distance(t.cell) == 1;
  note.self = to.root == from.root && to.index == from.index && note.flow.derefs() >= 1;
  note.flow.guards = guardsHere();
  for (RecordId r = t.record; r.valid(); r = records[r.value].parent)
    if (auto it = inherited.find(records[r.value].event.value); it != inherited.end())
      for (const Guard &guard : it->second)
        if (!llvm::is_contained(note.flow.guards, guard))
          note.flow.guards.push_back(guard);
  note.flow.sometimes = onSomeWays(t.record);
  for (FlowNote &old : flows) {
    if (old.flow.to != note.flow.to || old.flow.from != note.flow.from || old.flow.kind != note.flow.kind)
      continue;
    std::vector<Guard> guards = common(old.flow.guards, note.flow.guards);
    auto cost = [&](const FlowNote &n) {
      uint32_t depth = n.flow.record.valid() ? records[n.flow.record.value].depth : 0;
      return std::make_tuple(sets.at(n.set).size(), depth, n.flow.record.value);
    };
    // One of them alone happens on every way that the common guards let pass, or both together do.
    auto covers = [&](const FlowNote &n) { return !n.flow.sometimes && n.flow.guards.size() == guards.size(); };
    const bool both = !old.flow.sometimes && !note.flow.sometimes && complete(old.flow.guards, note.flow.guards);
    const bool sometimes = !covers(old) && !covers(note) && !both;
    if (cost(note) < cost(old))
      old = std::move(note);
    old.flow.guards = std::move(guards);
    old.flow.sometimes = sometimes;
    return;
  }
  flows.push_back(std::move(note));
}

void Engine::noteEffect(EffectKind kind, CellId at, Invalidation how, SetId set, Span span, const std::string &what) {
  LocationId variable = memory.variable(memory.at(at).location);
  LocationKind root = memory.location(variable).kind;
  if (root != LocationKind::Param && root != LocationKind::This && root != LocationKind::Static &&
      root != LocationKind::ThreadLocal)
    return;
  bool cut = false;
  Effect e;
  e.kind = kind;
  e.at = memory.endpoint(at, cut);
  if (cut)
    return;
  // Done on some ways only, and which these are is not told (a count went to zero): the caller's way may be another.
  // A coroutine that has not run yet is not done, so that resume() with its test does resume it.
  bool resumes = kind == EffectKind::Use && !e.at.steps.empty() && e.at.steps.back() == step::Task;
  bool onSomeWays = kind == EffectKind::Free || kind == EffectKind::Invalidate || kind == EffectKind::End ||
                    (kind == EffectKind::Use && !fn.lambda && !resumes);
  // Elements that dangle are there: a loop over them runs.
  bool elements = kind == EffectKind::Use && memory.isElement(at);
  if (onSomeWays && ways.undecided() && !ways.pass(block, elements))
    set = sets.join(set, sets.of(assumptions.intern(AssumptionKind::PathUndecided, span)));
  e.how = how;
  e.assumptions = sets.at(sets.join(set, base));
  e.span = span;
  e.what = what;
  e.guards = guardsHere();
  for (Effect &old : effects)
    if (old.kind == e.kind && old.at == e.at && old.how == e.how) {
      std::vector<Guard> guards = common(old.guards, e.guards);
      if (e.assumptions.size() < old.assumptions.size())
        old = std::move(e);
      old.guards = std::move(guards);
      return;
    }
  if (kind == EffectKind::Free && memory.outside(memory.at(at).location)) // a parameter is the callee's own
    freed.insert(at);
  effects.push_back(std::move(e));
}

/// A by-value parameter ends, and what it owns with it, unless something has been done with it before.
void Engine::noteConsumed(LocationId param) {
  if (memory.location(param).kind != LocationKind::Param || fn.isCoroutine)
    return;
  for (const Leaf &leaf : leaves(memory.location(param).type)) {
    CellId cell = memory.root(param);
    if (leaf.owner != Ownership::Sole || extendAll(cell, leaf.suffix))
      continue;
    consumed.insert(cell);
  }
}

Summary Engine::summarise() {
  for (CellId cell : consumed)
    if (!changed.contains(cell))
      noteEffect(EffectKind::Free, cell, Invalidation::None, 0, fn.span, "");
  Summary s;
  s.function = fn.name;
  s.noReturn = !exitReached;
  for (FlowNote &n : flows) {
    n.flow.assumptions = sets.at(n.set);
    s.flows.push_back(n.flow);
  }
  std::sort(s.flows.begin(), s.flows.end(), [](const Flow &a, const Flow &b) {
    return std::tie(a.to, a.from, a.kind) < std::tie(b.to, b.from, b.kind);
  });
  const std::vector<Effect> writes = sureWrites();
  s.effects.insert(s.effects.end(), writes.begin(), writes.end());
  // Overwritten on some ways only: the caller's content may be gone.
  for (size_t i = 0; i < stored.size() && s.effects.size() < MaxWrites; ++i) {
    CellId cell{i};
    const Cell &c = memory.at(cell);
    if (!stored[i] || (stored[i] == 1 && !ways.undecidedForCaller()) || (!c.path.empty() && c.path.back() == Identity))
      continue;
    bool cut = false;
    Effect e;
    e.kind = EffectKind::Write;
    e.at = memory.endpoint(cell, cut);
    e.span = fn.span;
    bool sure = cut;
    for (const Effect &write : writes)
      sure |= write.at == e.at && write.guards.empty();
    if (sure)
      continue;
    e.assumptions =
        sets.at(sets.join(base, sets.of(assumptions.intern(AssumptionKind::PathUndecided, fn.span, fn.name))));
    s.effects.push_back(std::move(e));
  }
  for (CellId cell : freed) {
    bool cut = false;
    const Endpoint at = memory.endpoint(cell, cut);
    for (Effect &effect : effects)
      effect.replaced |= effect.kind == EffectKind::Free && effect.at == at && !leftDead.contains(cell);
  }
  s.effects.insert(s.effects.end(), effects.begin(), effects.end());
  std::stable_sort(s.effects.begin(), s.effects.end(), [](const Effect &a, const Effect &b) {
    return std::tie(a.kind, a.at, a.how) < std::tie(b.kind, b.at, b.how);
  });
  s.asks = asks;
  for (LocationId asked : fn.asksOf)
    if (Endpoint own = {fn.at(asked).kind == LocationKind::This ? RootKind::This : RootKind::Param,
                        fn.at(asked).kind == LocationKind::This ? 0 : fn.at(asked).index,
                        {}};
        !llvm::is_contained(s.asks, own))
      s.asks.push_back(own);
  llvm::sort(s.asks);
  s.fresh = uint32_t(freshNumbers.size());
  return s;
}

std::vector<Leak> Engine::leaks() {
  std::vector<Leak> out;
  std::vector<std::string> spelled;
  for (const FlowNote &n : flows) {
    const Endpoint &from = n.flow.from;
    Leak leak;
    if (from.root == RootKind::Param || from.root == RootKind::This)
      leak.param = locationOf(from, fn);
    if (!leak.param.valid() || n.self)
      continue;
    leak.sink = n.sink;
    for (FieldId s : n.flow.to.steps)
      if (s == step::Task && n.flow.to.root != RootKind::This && n.flow.to.root != RootKind::Param) {
        leak.sink = {};
        leak.sink.kind = Sink::Kind::Task;
      }
    leak.level = n.flow.derefs();
    bool caller = leak.sink.kind == Sink::Kind::Result || leak.sink.kind == Sink::Kind::This ||
                  leak.sink.kind == Sink::Kind::Param;
    leak.content = !caller && leak.level >= 1;
    SetId set = n.set;
    if (leak.sink.kind == Sink::Kind::Unknown && !set)
      continue;
    leak.assumptions = sets.at(set);
    leak.record = n.flow.record;
    leak.breaks = broken(n, leak.param);
    std::string words = spell(leak.sink) + (leak.content ? " content" : " " + std::to_string(leak.level));
    bool known = false;
    for (size_t i = 0; i < out.size() && !known; ++i) {
      if (out[i].param != leak.param || spelled[i] != words)
        continue;
      known = true;
      uint32_t depth = leak.record.valid() ? records[leak.record.value].depth : 0;
      uint32_t old = out[i].record.valid() ? records[out[i].record.value].depth : 0;
      if (std::make_tuple(leak.assumptions.size(), !leak.breaks, depth) <
          std::make_tuple(out[i].assumptions.size(), !out[i].breaks, old))
        out[i] = leak;
    }
    if (known)
      continue;
    out.push_back(std::move(leak));
    spelled.push_back(std::move(words));
  }
  std::sort(out.begin(), out.end(), [](const Leak &a, const Leak &b) {
    return std::tie(a.param, a.content, a.sink.kind, a.sink.name, a.level) <
           std::tie(b.param, b.content, b.sink.kind, b.sink.name, b.level);
  });
  return out;
}

} // namespace escape::confirming

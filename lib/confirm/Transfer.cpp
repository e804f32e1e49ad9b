//===- Transfer.cpp - what one event does to the state ----------------------===//
#include "confirm/Engine.h"

#include <algorithm>

namespace escape::confirming {

SetId Engine::cutSet(Span span) { return sets.of(assumptions.intern(AssumptionKind::PlaceCut, span)); }

RecordId Engine::record(const Origin &origin, RecordId parent, RecordId earlier) {
  if (earlier == parent)
    earlier = {};
  uint64_t h = origin.event.value;
  for (uint64_t v : {uint64_t(parent.value), uint64_t(earlier.value), origin.callee.low, uint64_t(origin.inside.value)})
    h = (h ^ v) * 0x9E3779B97F4A7C15ull, h ^= h >> 29;
  h &= ~uint64_t(3);
  auto [it, fresh] = recordIndex.try_emplace(h, uint32_t(records.size()));
  if (!fresh) {
    const Record &r = records[it->second];
    if (r.event == origin.event && r.parent == parent && r.earlier == earlier && r.callee == origin.callee &&
        r.inside == origin.inside)
      return RecordId(it->second);
  }
  Record r;
  r.event = origin.event;
  r.parent = parent;
  r.earlier = earlier;
  r.callee = origin.callee;
  r.inside = origin.inside;
  r.depth = parent.valid() ? records[parent.value].depth + 1 : 1;
  records.push_back(r);
  return RecordId(records.size() - 1);
}

void Engine::write(CellId cell, ValueId value) {
  state.set(cell, value);
  ++work;
  if (memory.locationOf(cell).kind == LocationKind::Param)
    changed.insert(cell);
  for (const Target &t : values.at(value).targets) {
    uint32_t location = memory.at(t.cell).location.value;
    if (location >= pointedAt.size())
      pointedAt.resize(memory.locations.size() + 16);
    pointedAt[location] = true;
  }
}

void Engine::add(CellId cell, Value value) {
  if (work > limits.work)
    return; // given up: what the state says does not count any more
  bool grew = false;
  ValueId old = read(cell);
  work += value.targets.size();
  ValueId more = values.intern(std::move(value));
  write(cell, values.merge(old, more, grew));
}

llvm::SmallVector<CellId, 4> Engine::present(CellId cell) {
  llvm::SmallVector<CellId, 4> out;
  const Cell &top = memory.at(cell);
  for (CellId id = memory.root(top.location); id.valid(); id = memory.at(id).next) {
    const Steps &path = memory.at(id).path;
    ++work;
    if (path.size() >= top.path.size() && std::equal(top.path.begin(), top.path.end(), path.begin()) &&
        state.find(id).valid())
      out.push_back(id);
  }
  return out;
}

ResolvedList Engine::resolve(const Place &place) {
  if (!place.valid())
    return {};
  CellId root = memory.root(place.base);
  ResolvedList start{{root, 0, {}, memory.at(root).weak}};
  return resolveFrom(std::move(start), {place.steps.begin(), place.steps.size()});
}

ResolvedList Engine::resolveFrom(ResolvedList list, llvm::ArrayRef<FieldId> steps) {
  for (FieldId s : steps)
    step(list, s);
  return list;
}

/// Where something is stored. Without room for the last steps the cell that stands for them gets it, among other
/// things: it really is in there, so that nothing has to be assumed.
ResolvedList Engine::destination(const Place &place) {
  if (!place.valid())
    return {};
  unsigned inside = place.steps.size();
  while (inside > 0 && place.steps[inside - 1] != step::Deref)
    --inside;
  Place object(place.base);
  for (unsigned i = 0; i < inside; ++i)
    object.steps.push(place.steps[i]);
  ResolvedList list = resolve(object);
  for (Resolved &r : list)
    for (unsigned i = inside; i < place.steps.size(); ++i) {
      bool cut = false;
      r.cell = memory.extend(r.cell, place.steps[i], cut);
      r.weak |= cut || memory.at(r.cell).weak;
    }
  return list;
}

void distinct(ResolvedList &list) {
  if (list.size() < 2)
    return;
  llvm::SmallDenseMap<uint32_t, unsigned, 8> first;
  ResolvedList kept;
  for (const Resolved &r : list) {
    auto [it, fresh] = first.try_emplace(r.cell.value, unsigned(kept.size()));
    if (fresh)
      kept.push_back(r);
    else if (r.set == 0 && kept[it->second].set != 0)
      kept[it->second] = r; // a way without assumptions
  }
  list = std::move(kept);
}

void Engine::step(ResolvedList &list, FieldId s) {
  if (s != step::Deref) {
    for (Resolved &r : list) {
      bool cut = false;
      r.cell = memory.extend(r.cell, s, cut);
      if (cut) {
        r.set = sets.join(r.set, cutSet(memory.locationOf(r.cell).span));
        r.weak = true;
      }
      r.weak |= memory.at(r.cell).weak;
    }
    return;
  }
  ResolvedList next;
  for (const Resolved &r : list) {
    Values::View v = values.at(read(r.cell));
    bool any = false;
    for (const Target &t : v.targets)
      any |= t.alive();
    if (!any && makesStorage && memory.ownership(r.cell) == Ownership::Sole) {
      // An owner that gave its storage away or was never filled gets one of its own when it is filled.
      const Type *t = memory.typeOf(memory.holder(r.cell));
      if (!t || t->container || t->cls == TypeClass::Box) {
        CellId storage = newStorage(r.cell);
        Value fresh = values.copy(read(r.cell));
        fresh.targets.push_back({storage, {}, 0, {}});
        fresh.other = false; // it stands for whatever the owner has got since
        write(r.cell, std::move(fresh));
        v = values.at(read(r.cell));
      }
    }
    for (const Target &t : v.targets) {
      if (!t.alive())
        continue;
      SetId set = sets.join(r.set, t.set);
      bool weak = v.other || t.set != 0 || memory.at(t.cell).weak;
      next.push_back({t.cell, set, t.record.valid() ? t.record : r.via, weak});
    }
  }
  if (next.size() > 1)
    for (Resolved &r : next)
      r.weak = true;
  distinct(next);
  list = std::move(next);
}

/// Storage that an owner gets anew: not the one it handed on to another, as far as the two it may have can be told
/// apart.
CellId Engine::newStorage(CellId storageCell) {
  CellId first = memory.ownStorage(storageCell);
  if (!heldByOther(memory.at(first).location, storageCell))
    return first;
  CellId second = memory.secondStorage(storageCell);
  if (heldByOther(memory.at(second).location, storageCell))
    memory.makeMany(memory.at(second).location);
  return second;
}

void Engine::borrow(const Event &e, EventId id) {
  SetId extra = sets.of(e.assumption);
  Value value;
  for (const Resolved &f : resolve(e.from)) {
    RecordId r = record({id, {}, {}}, f.via);
    value.targets.push_back({f.cell, {}, sets.join(f.set, extra), r});
  }
  value.other = value.targets.empty();
  ResolvedList to = destination(e.to);
  for (const Resolved &t : to) {
    Value v = value;
    if (t.set)
      for (Target &target : v.targets)
        target.set = sets.join(target.set, t.set);
    if (to.size() > 1 || t.weak) {
      if (e.reason != Reason::Inserted && !memory.isElement(t.cell))
        overwrite(t.cell, false, id);
      else
        noteUndone(t.cell);
      add(t.cell, std::move(v));
    } else {
      overwrite(t.cell, true, id);
      if (memory.ownership(t.cell) == Ownership::Sole && touched(t.cell))
        endOwned(t.cell, death({Death::Kind::Invalidated, id, memory.variable(memory.at(t.cell).location), e.detail}),
                 0);
      write(t.cell, std::move(v));
    }
  }
}

void Engine::kill(const ResolvedList &to, bool null, const Death &why) {
  for (const Resolved &t : to) {
    if (to.size() > 1 || t.weak) {
      Value v;
      v.null = null;
      v.other = !null;
      overwrite(t.cell, false, why.event);
      add(t.cell, std::move(v));
      continue;
    }
    llvm::SmallVector<CellId, 4> cells = present(t.cell);
    auto also = [&](CellId c) {
      if (std::find(cells.begin(), cells.end(), c) == cells.end())
        cells.push_back(c);
    };
    also(t.cell);
    if (CellId storage = ownerStorage(t.cell); storage.valid())
      also(storage);
    for (const Leaf &leaf : leaves(memory.at(t.cell).type)) {
      CellId c = t.cell;
      if (!extendAll(c, leaf.suffix))
        also(c);
    }
    Value v;
    v.null = null;
    v.other = !null;
    ValueId id = values.intern(std::move(v));
    for (CellId c : cells) {
      overwrite(c, true, why.event);
      if (touched(c) && memory.ownership(c) != Ownership::None)
        endOwned(c, death(why), 0); // what it owns goes with it
      write(c, id);
    }
  }
}

void Engine::useCell(CellId cell, EventId id, SetId set) {
  if (mixed(cell))
    set = sets.join(set, sets.of(assumptions.intern(AssumptionKind::PathUndecided, fn.at(id).span)));
  Values::View v = values.at(read(cell));
  for (const Target &t : v.targets) {
    if (t.alive())
      continue;
    const Death &d = deaths[t.death.value];
    Escape e;
    e.kind = d.kind == Death::Kind::Scope ? EscapeKind::UsedAfter : EscapeKind::Invalidated;
    LocationId object = memory.at(t.cell).location;
    e.storage = d.ender != object || memory.location(object).kind == LocationKind::Storage ||
                (d.kind == Death::Kind::Invalidated && !memory.at(t.cell).path.empty());
    e.object = d.ender.valid() ? d.ender : object;
    e.operation = d.operation;
    if (d.event.valid())
      e.ended = fn.at(d.event).span;
    e.gotOut = fn.at(id).span;
    e.record = t.record;
    e.assumptions = sets.at(sets.join(sets.join(t.set, set), sets.join(repairedElsewhere(cell, t), base)));
    // Slots have no name: the variable that held it last is the holder.
    LocationId holder = memory.at(cell).location;
    auto named = [&](LocationId l) {
      return memory.location(l).kind == LocationKind::Local || memory.location(l).kind == LocationKind::Param;
    };
    for (RecordId r = t.record; r.valid() && !named(holder); r = records[r.value].parent) {
      const Event &made = fn.at(records[r.value].event);
      if (made.to.valid() && !made.to.hasDeref())
        holder = made.to.base;
      if (made.kind == EventKind::Copy && !named(holder) && !made.from.hasDeref() && named(made.from.base))
        holder = made.from.base;
    }
    e.sink.kind = Sink::Kind::Local;
    e.sink.location = holder;
    e.sink.name = memory.location(holder).name;
    e.throughClosure = throughClosure(cell, t.record);
    e.throughTask = throughTask(t.record);
    for (FieldId s : memory.at(cell).path)
      e.throughTask |= s == step::Task;
    find(std::move(e));
  }
}

void Engine::use(const Place &from, EventId id, SetId set) {
  for (const Resolved &r : resolve(from)) {
    SetId all = sets.join(r.set, set);
    useCell(r.cell, id, all);
    CellId storage = ownerStorage(r.cell);
    if (storage.valid() && storage != r.cell)
      useCell(storage, id, all);
    if (const Steps &path = memory.at(r.cell).path; !path.empty() && path.back() == step::Task) {
      useTask(r.cell, id, all);
      continue;
    }
    if (callersOwn(r.cell))
      noteUse(r.cell, id, all);
  }
}

/// What it begins with the caller has put there, and giving it to us was no use: of a parameter, what lies in an
/// object.
bool Engine::callersOwn(CellId cell) const {
  const Cell &c = memory.at(cell);
  return memory.outside(c.location) || (memory.location(c.location).kind == LocationKind::Param && !c.path.empty() &&
                                        (c.path.size() > 1 || c.path.back() != step::Storage));
}

/// What a closure captured, or an object holds, is read when it is called: its caller must know. (What a pointer that
/// was given points to is the caller's own business: passing it is a use.)
void Engine::noteUse(CellId cell, EventId id, SetId set) {
  constexpr size_t MaxEffects = 64;
  if (effects.size() >= MaxEffects)
    return;
  memory.initial(cell); // before the views: making it moves the table
  Values::View first = values.at(memory.initial(cell));
  Values::View now = values.at(read(cell));
  for (const Target &t : now.targets)
    if (!first.targets.empty() && t.cell == first.targets.front().cell && t.alive())
      noteEffect(EffectKind::Use, cell, Invalidation::None, sets.join(t.set, set), fn.at(id).span, "");
}

bool Engine::transfer(EventId id) {
  const Event &e = fn.at(id);
  ++work;
  // What a parameter was is of interest to the end: it says which caller gets here.
  bool parameterEnds =
      e.kind == EventKind::End && e.to.valid() && memory.location(e.to.base).kind == LocationKind::Param;
  if (e.to.valid() && !e.to.hasDeref() && !state.facts.empty() && e.kind != EventKind::Constant &&
      e.kind != EventKind::Invalidate && !parameterEnds)
    state.forget(e.to.base);
  switch (e.kind) {
  case EventKind::Borrow:
    borrow(e, id);
    return true;
  case EventKind::Copy:
  case EventKind::Transfer: {
    ResolvedList from = resolve(e.from);
    ResolvedList to = destination(e.to);
    assign(to, from, e.type, e.kind == EventKind::Copy ? Mode::Copy : Mode::Transfer, {id, {}, {}},
           sets.of(e.assumption));
    return true;
  }
  case EventKind::Kill:
    kill(resolve(e.to), e.null, {Death::Kind::Invalidated, id, memory.variable(e.to.base), e.detail});
    if (e.null && e.to.steps.empty() && std::find(asked.begin(), asked.end(), e.to.base) != asked.end())
      state.setFact({e.to.base, Relation::Equal, 0});
    return true;
  case EventKind::Use:
    use(e.from, id, sets.of(e.assumption));
    return true;
  case EventKind::Begin:
    begin(e.to.base);
    if (!fn.closures.empty())
      identify(e.to.base);
    return true;
  case EventKind::End:
    end(e.to.base, id);
    return true;
  case EventKind::Free:
    release(resolve(e.from), e.detail, id, sets.of(e.assumption));
    return true;
  case EventKind::Invalidate:
    invalidate(resolve(e.to), e.how, e.detail, id, sets.of(e.assumption));
    return true;
  case EventKind::Call:
    return call(e, id);
  case EventKind::Allocate:
    noteStorage(e);
    return true;
  case EventKind::StartTask: {
    ResolvedList closure = resolve(e.from);
    startTask(resolve(e.to), closure, e.type, {id, {}, {}}, sets.of(e.assumption));
    return true;
  }
  case EventKind::JoinTask:
    joinTask(resolve(e.to), id);
    return true;
  case EventKind::DetachTask:
    detachTask(resolve(e.to), {id, {}, {}}, sets.of(e.assumption));
    return true;
  case EventKind::Constant:
    state.forget(e.to.base);
    if (e.constant && e.to.steps.empty() && std::find(asked.begin(), asked.end(), e.to.base) != asked.end())
      state.setFact({e.to.base, Relation::Equal, *e.constant});
    return true;
  }
  return true;
}

} // namespace escape::confirming

//===- Ends.cpp - objects that end, storage that goes ----------------------===//
//
// When an object is gone, every address of it that is still held somewhere is
// dead: it stays in its cell, marked with what ended it, until somebody reads it
// (a use) or the frame ends and the cell is a sink.
//
//===----------------------------------------------------------------------===//
#include "confirm/Engine.h"

#include <algorithm>

namespace escape::confirming {

DeathId Engine::death(const Death &d) {
  for (size_t i = deaths.size(); i-- > 0;) {
    const Death &known = deaths[i];
    if (known.event == d.event && known.ender == d.ender && known.kind == d.kind && known.operation == d.operation &&
        known.replaced == d.replaced && known.readAt == d.readAt)
      return DeathId(i);
    if (deaths.size() - i > 64)
      break; // an older one may be made twice: they only differ in number
  }
  deaths.push_back(d);
  return DeathId(deaths.size() - 1);
}

/// A pointer without bounds leads to one object or to the next of many, unless it is `this` or a reference. What is no
/// pointer and is read as one (`lifetimebound` lends a container whose inside is not known) has any number of them.
bool Engine::isOneVariable(CellId cell) const {
  const bool storage = !memory.at(cell).path.empty() && memory.at(cell).path.back() == step::Storage;
  const Type *read = memory.typeOf(cell);
  if (!storage && (!read || read->cls != TypeClass::Pointer))
    return false;
  for (LocationId at = memory.at(cell).location; memory.location(at).kind == LocationKind::Pointee;) {
    CellId pointer = memory.parent(at);
    const Type *type = pointer.valid() ? memory.typeOf(pointer) : nullptr;
    if (memory.location(at).many || !type ||
        !(type->reference || memory.locationOf(pointer).kind == LocationKind::This))
      return false;
    at = memory.at(pointer).location;
  }
  return !memory.at(cell).weak;
}

/// What was given and never written since is not in the state yet. What may end (a count that may reach zero) is not
/// worth it: a caller that reads on would rest on nothing but that.
void Engine::beginPointee(LocationId location) {
  CellId parent = memory.parent(location);
  if (parent.valid() && memory.location(location).kind == LocationKind::Pointee && isOneVariable(parent) &&
      !state.find(parent).valid())
    write(parent, memory.initial(parent));
}

void Engine::deaden(LocationId location, DeathId death, bool weak, CellId except, SetId restsOn,
                    llvm::function_ref<bool(CellId holder, CellId target)> only) {
  weak |= endsAreUndecided;
  if (!weak && !restsOn)
    beginPointee(location);
  if (location.value >= pointedAt.size() || !pointedAt[location.value])
    return;
  SetId undecided = restsOn;
  if (restsOn) {
    weak = true;
  } else if (weak) {
    const EventId event = deaths[death.value].event;
    Span span = event.valid() ? fn.at(event).span : fn.span;
    undecided = sets.of(assumptions.intern(AssumptionKind::PathUndecided, span));
  }
  work += state.entries.size() / 4;
  for (Entry &entry : state.entries) {
    Values::View v = values.at(entry.value);
    bool hit = false;
    for (const Target &t : v.targets)
      hit |= t.alive() && memory.at(t.cell).location == location && (!only || only(entry.cell, t.cell));
    // What one owner does to its storage does nothing to another's: that both hold one location is our doing (a loop
    // that moves from and fills a variable again and again).
    if (!hit || entry.cell == except || (except.valid() && memory.ownership(entry.cell) == Ownership::Sole))
      continue;
    Value changed = values.copy(entry.value);
    size_t count = changed.targets.size();
    work += count;
    for (size_t i = 0; i < count; ++i) {
      Target t = changed.targets[i];
      if (!t.alive() || memory.at(t.cell).location != location || (only && !only(entry.cell, t.cell)))
        continue;
      t.death = death;
      t.set = sets.join(t.set, undecided);
      if (weak)
        changed.targets.push_back(t);
      else
        changed.targets[i] = t;
    }
    entry.value = values.intern(std::move(changed));
  }
}

bool Engine::heldByOther(LocationId storage, CellId except) {
  if (storage.value >= pointedAt.size() || !pointedAt[storage.value])
    return false;
  work += state.entries.size() / 4;
  for (const Entry &entry : state.entries) {
    const Cell &c = memory.at(entry.cell);
    if (entry.cell == except || c.path.empty() || c.path.back() != step::Storage ||
        memory.location(c.location).kind == LocationKind::Slot)
      continue;
    for (const Target &t : values.at(entry.value).targets)
      // Of a holder whose type is not known (what a task keeps): views point to elements, owners to the whole.
      if (t.alive() && memory.at(t.cell).location == storage &&
          (memory.ownership(entry.cell) != Ownership::None ||
           (!memory.typeOf(memory.holder(entry.cell)) && memory.at(t.cell).path.empty())))
        return true;
  }
  return false;
}

void Engine::endOwned(CellId storageCell, DeathId death, unsigned depth) {
  Ownership how = memory.ownership(storageCell);
  if (how == Ownership::None)
    return;
  Value held = values.copy(read(storageCell));
  for (const Target &t : held.targets) {
    if (!t.alive())
      continue;
    LocationId object = memory.at(t.cell).location;
    LocationKind kind = memory.location(object).kind;
    if (kind != LocationKind::Storage && kind != LocationKind::Alloc && kind != LocationKind::Pointee)
      continue; // a deleter that does nothing, over somebody else's object
    if (how == Ownership::Shared && kind == LocationKind::Pointee)
      continue; // the caller may hold a share
    if (heldByOther(object, storageCell))
      continue;
    // Code that cannot be seen was given a share, and may have kept it.
    if (auto given = llvm::find_if(sharesGiven, [&](const auto &s) { return s.first == object; });
        how == Ownership::Shared && given != sharesGiven.end()) {
      deaden(object, death, true, {}, given->second);
      continue;
    }
    // An object of unknown type may hold what existed before the call without owning it, or share it.
    if (memory.outside(object) && !memory.typeOf(memory.holder(storageCell)) && memory.parent(object) != storageCell) {
      deaden(object, death, true);
      continue;
    }
    if (memory.location(object).many && memory.parent(object) != storageCell) {
      deaden(object, death, true); // one of several
      continue;
    }
    if (t.set) { // perhaps it owns something else
      deaden(object, death, true, {}, t.set);
      continue;
    }
    endObject(object, death, depth + 1);
  }
}

void Engine::endObject(LocationId location, DeathId death, unsigned depth) {
  if (depth > 8)
    return;
  llvm::SmallVector<CellId, 4> owners, cells;
  for (CellId id = memory.root(location); id.valid(); id = memory.at(id).next) {
    if (touched(id) && memory.ownership(id) != Ownership::None)
      owners.push_back(id);
    if (state.find(id).valid())
      cells.push_back(id);
  }
  for (CellId id : owners)
    endOwned(id, death, depth);
  deaden(location, death, false);
  for (CellId id : cells)
    state.erase(id);
}

void Engine::begin(LocationId location) {
  for (CellId id : present(memory.root(location)))
    state.erase(id);
}

void Engine::identify(LocationId location) {
  if (std::find(fn.closures.begin(), fn.closures.end(), location) == fn.closures.end())
    return;
  bool cut = false;
  Value self;
  self.targets.push_back({memory.identity(location), {}, 0, {}});
  write(memory.extend(memory.root(location), Identity, cut), std::move(self));
}

void Engine::end(LocationId location, EventId id) {
  noteHeld(location);
  // Handles of tasks inside: waited for, or dropped.
  Value dropped;
  dropped.null = true;
  const ValueId none = values.intern(std::move(dropped));
  for (CellId cell : present(memory.root(location))) {
    const Cell c = memory.at(cell);
    if (std::find(c.path.begin(), c.path.end(), step::Task) == c.path.end() || !state.find(cell).valid())
      continue;
    CellId handle = cell;
    while (!memory.at(handle).path.empty()) {
      bool last = memory.at(handle).path.back() == step::Task;
      handle = memory.holder(handle);
      if (last)
        break;
    }
    const Type *t = memory.typeOf(handle);
    if (t && t->cls == TypeClass::Task && t->joins)
      joinTask({{handle, 0, {}, false}}, id);
    else if (t && t->cls == TypeClass::Task && t->leaves && id.valid() && !memory.at(handle).weak)
      detachTask({{handle, 0, {}, false}}, {id, {}, {}}, 0);
    else
      write(cell, none); // not erased: an owner among the captures would get back what it began with
  }
  noteConsumed(location);
  endObject(location, death({Death::Kind::Scope, id, location, {}}));
  if (id.valid() && !fn.closures.empty())
    identify(location); // the next round of a loop makes another
}

CellId Engine::ownerStorage(CellId cell) {
  const Cell &c = memory.at(cell);
  if (!c.path.empty() && c.path.back() == step::Storage)
    return cell;
  const Type *t = memory.typeOf(cell);
  if (!t)
    return {};
  switch (t->cls) {
  case TypeClass::Owner:
  case TypeClass::View:
  case TypeClass::Box:
  case TypeClass::Shared: {
    bool cut = false;
    CellId storage = memory.extend(cell, step::Storage, cut);
    return cut ? CellId() : storage;
  }
  default:
    return {};
  }
}

/// Where a pointer that came by `way` was last read from memory.
EventId Engine::lastRead(RecordId way) const {
  for (RecordId r = way; r.valid(); r = records[r.value].parent) {
    const Event &e = fn.at(records[r.value].event);
    if (e.kind == EventKind::Copy && !e.from.steps.empty())
      return records[r.value].event;
  }
  return {};
}

void Engine::release(const ResolvedList &cells, const std::string &operation, EventId id, SetId set, bool replaced) {
  for (const Resolved &r : cells) {
    CellId holder = r.cell;
    if (CellId storage = ownerStorage(holder); storage.valid())
      holder = storage;
    Value held = values.copy(read(holder));
    unsigned alive = 0;
    for (const Target &t : held.targets)
      alive += t.alive();
    for (const Target &t : held.targets) {
      if (!t.alive())
        continue;
      LocationId object = memory.at(t.cell).location;
      const Location &l = memory.location(object);
      if (l.kind != LocationKind::Storage && l.kind != LocationKind::Alloc && l.kind != LocationKind::Pointee)
        continue;
      SetId rests = sets.join(sets.join(t.set, r.set), set);
      if (CellId parent = memory.parent(object); l.kind == LocationKind::Pointee && parent.valid())
        noteEffect(EffectKind::Free, parent, Invalidation::None, rests, fn.at(id).span, operation);
      if (l.many)
        continue; // one of several
      LocationId ender = l.kind == LocationKind::Alloc ? object : memory.variable(object);
      DeathId d = death({Death::Kind::Invalidated, id, ender, operation, replaced, lastRead(t.record)});
      if (alive == 1 && !rests && !held.other && !r.weak && cells.size() == 1)
        endObject(object, d);
      else
        deaden(object, d, true);
      if (CellId parent = memory.parent(object); parent.valid() && !llvm::is_contained(state.freed, parent))
        state.freed.push_back(parent);
    }
  }
}

void Engine::dropDead(CellId cell, EventId id) {
  if (CellId storage = ownerStorage(cell); storage.valid())
    cell = storage;
  Value held = values.copy(read(cell));
  size_t before = held.targets.size();
  llvm::erase_if(held.targets, [&](const Target &t) { return !t.alive() && deaths[t.death.value].event == id; });
  if (held.targets.size() == before)
    return;
  held.other = true;
  write(cell, std::move(held));
}

void Engine::invalidate(const ResolvedList &owners, Invalidation how, const std::string &operation, EventId id,
                        SetId set) {
  for (const Resolved &r : owners) {
    CellId storage = ownerStorage(r.cell);
    if (!storage.valid())
      continue;
    const Type *t = memory.typeOf(memory.holder(storage));
    bool erased = how == Invalidation::Erased; // which part, is not known
    if (erased && t && t->cls == TypeClass::View) {
      expire(storage, !r.weak && !r.set && !set && owners.size() == 1, operation, id);
      continue;
    }
    bool grows = how == Invalidation::Growth || how == Invalidation::Reserve;
    bool onlyIterators = grows && t && t->nodeBased;
    bool room = how == Invalidation::Growth && llvm::is_contained(state.roomy, storage);
    llvm::erase(state.roomy, storage);
    if (room || (how == Invalidation::Reserve && !onlyIterators))
      state.roomy.push_back(storage);
    if (onlyIterators && !t->movesIterators)
      continue;
    const Type *element = t ? memory.type(t->target) : nullptr;
    auto goes = [&](CellId holder, CellId target) {
      // Elements that move by a constructor of their own come to point into themselves again.
      if (element && element->ownCopy && memory.at(holder).location == memory.at(target).location)
        return false;
      const Type *type = memory.at(holder).path.empty() ? nullptr : memory.typeOf(memory.holder(holder));
      return !onlyIterators || (type && type->iterator);
    };
    // Only what the caller can still hold addresses of: storage it had, not what was put there since, nor what has been
    // handed on (`node->next = std::move(head); head = std::move(node);`).
    bool callers = false;
    for (const Target &target : values.at(read(storage)).targets)
      callers |= target.alive() && memory.outside(memory.at(target.cell).location);
    if (callers && memory.outside(memory.at(r.cell).location) && !memory.at(r.cell).weak)
      noteEffect(EffectKind::Invalidate, memory.holder(storage), how, sets.join(r.set, set), fn.at(id).span, operation);
    DeathId d = death({Death::Kind::Invalidated, id, memory.variable(memory.at(storage).location), operation});
    Value held = values.copy(read(storage));
    unsigned alive = 0;
    for (const Target &target : held.targets)
      alive += target.alive();
    for (const Target &target : held.targets) {
      if (!target.alive() || memory.at(target.cell).weak)
        continue;
      if (erased) // one element went, not told which
        doubtElements(memory.at(target.cell).location, id);
      bool sure = alive == 1 && !erased && !room && !r.weak && owners.size() == 1 && !r.set && !set && !target.set &&
                  !memory.location(memory.at(target.cell).location).many &&
                  // Another owner has it: on the ways on which this one gave it away.
                  !heldByOther(memory.at(target.cell).location, storage);
      deaden(memory.at(target.cell).location, d, !sure, storage, 0, goes);
    }
  }
}

/// An iterator whose element was erased: what it holds is gone, whatever else points into the container.
void Engine::expire(CellId iterator, bool sure, const std::string &operation, EventId id) {
  if (!sure)
    return;
  Value v = values.copy(read(iterator));
  for (Target &t : v.targets)
    if (t.alive())
      t.death = death({Death::Kind::Invalidated, id, memory.variable(memory.at(t.cell).location), operation});
  write(iterator, std::move(v));
}

void Engine::endInside(const ResolvedList &cells, const std::string &operation, EventId id, SetId set) {
  for (const Resolved &r : cells) {
    const Cell ended = memory.at(r.cell);
    if (memory.outside(ended.location))
      noteEffect(EffectKind::End, r.cell, Invalidation::None, sets.join(r.set, set), fn.at(id).span, operation);
    // Elements stand for several; this one is the only one of its holder.
    bool sure = cells.size() == 1 && !r.set && !set && !memory.at(memory.holder(r.cell)).weak;
    DeathId d = death({Death::Kind::Invalidated, id, memory.variable(ended.location), operation});
    deaden(ended.location, d, !sure, {}, 0, [&](CellId, CellId target) {
      const Steps &path = memory.at(target).path;
      return path.size() >= ended.path.size() && std::equal(ended.path.begin(), ended.path.end(), path.begin());
    });
  }
}

} // namespace escape::confirming

//===- Assign.cpp - values on the move --------------------------------------===//
//
// An object moves leaf by leaf: each cell in it that can hold an address. First
// everything is read (Bundle), then written, since `a = a.next` may read what it
// overwrites. Copied owners get storage of their own, with copies of the elements.
//
//===----------------------------------------------------------------------===//
#include "confirm/Engine.h"

#include <algorithm>

namespace escape::confirming {

static constexpr unsigned MaxOwnerDepth = 3;
static constexpr size_t ManyTargets = 48;

void Engine::addLeaves(TypeId id, Steps prefix, unsigned depth, std::vector<Leaf> &out) {
  const Type *t = memory.type(id);
  if (!t || depth > 3)
    return;
  Leaf leaf;
  leaf.suffix = prefix;
  switch (t->cls) {
  case TypeClass::Value:
    return;
  case TypeClass::Pointer:
    out.push_back(leaf);
    return;
  case TypeClass::View:
  case TypeClass::Owner:
  case TypeClass::Box:
  case TypeClass::Shared:
    if (!leaf.suffix.push(step::Storage))
      return;
    leaf.element = t->target;
    leaf.container = t->container;
    leaf.box = t->cls == TypeClass::Box;
    leaf.owner = t->cls == TypeClass::View     ? Ownership::None
                 : t->cls == TypeClass::Shared ? Ownership::Shared
                                               : Ownership::Sole;
    out.push_back(leaf);
    return;
  case TypeClass::Inline:
    if (prefix.push(step::Element))
      addLeaves(t->target, prefix, depth + 1, out);
    return;
  case TypeClass::Record:
    for (const TypeField &f : t->fields) {
      Steps inside = prefix;
      if (inside.push(f.field))
        addLeaves(f.type, inside, depth + 1, out);
    }
    return;
  case TypeClass::Task:
    if (!leaf.suffix.push(step::Task))
      return;
    leaf.task = true;
    out.push_back(leaf);
    return;
  }
}

const std::vector<Engine::Leaf> &Engine::leaves(TypeId type) {
  static const std::vector<Leaf> None;
  if (!type.valid()) // sinks and slots for addresses of any kind
    return None;
  auto [it, fresh] = leafCache.try_emplace(type.value);
  if (fresh)
    addLeaves(type, {}, 0, it->second);
  return it->second;
}

/// Goes to `suffix` inside `cell`; true when there was no room for all of it.
bool Engine::extendAll(CellId &cell, const Steps &suffix) {
  bool cut = false;
  for (FieldId s : suffix)
    cell = memory.extend(cell, s, cut);
  return cut;
}

/// A base class of the object is copied: the members of its own do not go along.
bool Engine::slicedOff(CellId from, TypeId type, const Steps &suffix) const {
  const Type *whole = memory.typeOf(from);
  const Type *part = memory.type(type);
  if (!whole || !part || whole == part || whole->cls != TypeClass::Record || part->cls != TypeClass::Record ||
      suffix.empty())
    return false;
  auto has = [&](const Type &t) {
    return std::any_of(t.fields.begin(), t.fields.end(), [&](const TypeField &f) { return f.field == suffix[0]; });
  };
  return has(*whole) && !has(*part);
}

Bundle Engine::gather(const ResolvedList &from, TypeId type, Mode mode, const Origin &origin, SetId extra,
                      unsigned depth) {
  std::vector<Leaf> parts;
  if (memory.type(type))
    parts = leaves(type);
  else
    parts.push_back({}); // not known: as a pointer, and whatever is there
  if (const Type *t = memory.type(type); t && t->cls == TypeClass::Value)
    parts.push_back({}); // an integer that holds an address: flow tells of no others
  for (const Resolved &f : from) {
    size_t skip = memory.at(f.cell).path.size();
    for (CellId cell : present(f.cell)) {
      const Cell &c = memory.at(cell);
      Leaf leaf;
      for (unsigned i = unsigned(skip); i < c.path.size(); ++i)
        leaf.suffix.push(c.path[i]);
      bool there = false;
      for (const Leaf &l : parts)
        there |= l.suffix == leaf.suffix;
      if (there || slicedOff(f.cell, type, leaf.suffix))
        continue;
      leaf.owner = memory.ownership(cell);
      if (leaf.owner != Ownership::None)
        if (const Type *t = memory.typeOf(memory.holder(cell))) {
          leaf.element = t->target;
          leaf.container = t->container;
          leaf.box = t->cls == TypeClass::Box;
        }
      for (FieldId s : leaf.suffix)
        leaf.task |= s == step::Task;
      parts.push_back(leaf);
    }
  }

  Bundle bundle;
  llvm::SmallVector<CellId, 4> emptied;
  for (const Leaf &leaf : parts) {
    Bundle::Item item;
    item.suffix = leaf.suffix;
    item.owned = leaf.owner != Ownership::None;
    // Without a copy constructor (unique_ptr, tasks) a copy can only be a move.
    bool moves = mode == Mode::Transfer || leaf.task;
    bool single = leaf.owner == Ownership::Sole && !leaf.container && !leaf.box;
    item.copied = leaf.owner == Ownership::Sole && !moves && !single;
    ResolvedList storages;
    for (const Resolved &f : from) {
      CellId cell = f.cell;
      SetId set = sets.join(f.set, extra);
      if (extendAll(cell, leaf.suffix))
        set = sets.join(set, cutSet(fn.at(origin.event).span));
      set = sets.join(set, elementDoubt(cell, origin));
      Values::View v = values.at(read(cell));
      work += 1 + v.targets.size();
      item.value.null |= v.null;
      item.value.other |= v.other;
      // The table may grow under the view: take the targets first.
      llvm::SmallVector<Target, 2> targets(v.targets.begin(), v.targets.end());
      const Type *whole = memory.type(type);
      for (const Target &t : targets) {
        // Into itself: that is why somebody wrote the constructor which runs here.
        if (whole && whole->ownCopy && memory.at(t.cell).location == memory.at(f.cell).location) {
          item.value.other = true;
          continue;
        }
        SetId all = sets.join(t.set, set);
        if (item.copied) {
          if (t.alive())
            storages.push_back({t.cell, all, t.record.valid() ? t.record : f.via, true});
          continue;
        }
        RecordId r = t.record.valid() ? record(origin, t.record, f.via) : record(origin, f.via);
        item.value.targets.push_back({t.cell, t.death, all, r});
      }
      if (leaf.owner != Ownership::None ? moves || single : leaf.task)
        if (!f.weak && from.size() == 1)
          emptied.push_back(cell);
    }
    // Many ways to one place say nothing more than the first few: nested owners would multiply them.
    if (item.value.targets.size() > ManyTargets)
      item.value = values.copy(values.intern(std::move(item.value)));
    distinct(storages);
    if (item.copied) {
      item.content.emplace_back();
      if (depth < MaxOwnerDepth && !storages.empty()) {
        if (leaf.container) {
          ResolvedList elements = storages;
          step(elements, step::Element);
          Bundle inside = gather(elements, leaf.element, Mode::Copy, origin, extra, depth + 1);
          for (Bundle::Item &i : inside.items) {
            Steps suffix;
            suffix.push(step::Element);
            for (FieldId s : i.suffix)
              suffix.push(s);
            i.suffix = suffix;
          }
          item.content.back() = std::move(inside);
        } else {
          item.content.back() = gather(storages, {}, Mode::Copy, origin, extra, depth + 1);
        }
      }
    }
    bundle.items.push_back(std::move(item));
  }
  if (!emptied.empty()) {
    Value gone;
    gone.null = true;
    ValueId id = values.intern(std::move(gone));
    for (CellId c : emptied)
      write(c, id);
  }
  return bundle;
}

void Engine::putOwner(CellId cell, const Bundle::Item &item, bool weak, const Origin &origin, SetId extra) {
  const Event &e = fn.at(origin.event);
  if (!weak) {
    // Assigned to: what it owned until now goes, except what comes back.
    bool comesBack = false;
    Value old = values.copy(read(cell));
    for (const Target &t : old.targets)
      for (const Target &n : item.value.targets)
        comesBack |= t.cell == n.cell;
    if (!comesBack)
      endOwned(cell,
               death({Death::Kind::Invalidated, origin.event, memory.variable(memory.at(cell).location), e.detail}), 0);
  }
  if (!item.copied) {
    weak ? add(cell, item.value) : write(cell, item.value);
    return;
  }
  CellId storage = newStorage(cell);
  Value own;
  own.targets.push_back({storage, {}, 0, {}});
  own.null = true;
  weak ? add(cell, std::move(own)) : write(cell, std::move(own));
  bool inside = weak || memory.at(storage).weak;
  if (!inside)
    for (CellId c : present(storage))
      state.erase(c);
  if (!item.content.empty())
    put({{storage, 0, {}, inside}}, item.content.front(), inside, origin, extra);
}

void Engine::put(const ResolvedList &to, const Bundle &bundle, bool weak, const Origin &origin, SetId extra) {
  // Flows of callees are added; what is stored through a pointer to one of several replaces one of them.
  const bool added = weak;
  weak |= to.size() > 1;
  for (const Resolved &t : to) {
    bool soft = weak || t.weak;
    if (!soft) {
      // Cells that nothing is written to below hold nothing of the old any more.
      for (CellId cell : present(t.cell)) {
        const Cell c = memory.at(cell);
        size_t skip = memory.at(t.cell).path.size();
        Steps suffix;
        for (unsigned i = unsigned(skip); i < c.path.size(); ++i)
          suffix.push(c.path[i]);
        bool written = false;
        for (const Bundle::Item &item : bundle.items)
          written |= item.suffix == suffix;
        if (written)
          continue;
        if (memory.ownership(cell) == Ownership::Sole)
          endOwned(
              cell,
              death({Death::Kind::Invalidated, origin.event, memory.variable(c.location), fn.at(origin.event).detail}),
              0);
        Value other;
        other.other = true;
        overwrite(cell, true, origin.event);
        write(cell, std::move(other));
      }
    }
    llvm::SmallVector<CellId, 4> shared; // cells that take several items for want of room
    for (const Bundle::Item &item : bundle.items) {
      CellId cell = t.cell;
      bool cut = extendAll(cell, item.suffix);
      // An array that is assigned as a whole: every element is.
      bool whole = !soft && !memory.at(t.cell).weak &&
                   std::find(item.suffix.begin(), item.suffix.end(), step::Element) != item.suffix.end();
      // Where there is no room for the last steps the cell holds what several fields hold: all of it really is there,
      // only what is read back from it may have been meant for another field (gather).
      bool gentle = soft || cut || (memory.at(cell).weak && !whole);
      // That it is an owner that holds it there, and shares it, has no place either.
      SetId more = cut && item.owned ? sets.join(t.set, cutSet(fn.at(origin.event).span)) : t.set;
      Bundle::Item adjusted;
      const Bundle::Item *use = &item;
      if (more && !item.value.targets.empty()) {
        adjusted = item;
        for (Target &target : adjusted.value.targets)
          target.set = sets.join(target.set, more);
        use = &adjusted;
      }
      bool again = cut && llvm::is_contained(shared, cell);
      if (cut)
        shared.push_back(cell);
      if (!added && !again && !(gentle && (memory.isElement(cell) || fn.at(origin.event).reason == Reason::Inserted)))
        overwrite(cell, !gentle, origin.event);
      else if (!added)
        noteUndone(cell);
      if (item.copied || memory.ownership(cell) == Ownership::Sole)
        putOwner(cell, *use, gentle, origin, extra);
      else if (gentle)
        add(cell, use->value);
      else
        write(cell, use->value);
    }
  }
}

/// Several addresses lie in the elements, or objects of several rounds, that one cell stands for, and they do not share
/// their fate: of the one that is read back it is not told whether it is one that dangles. (All of them gone, or all of
/// this frame and alive: whichever it is, it comes to the same.)
bool Engine::mixed(CellId cell) {
  if (!memory.isElement(cell) && !memory.locationOf(cell).many)
    return false;
  Values::View held = values.at(read(cell));
  unsigned dead = 0, ours = 0;
  for (const Target &t : held.targets) {
    dead += !t.alive();
    ours += t.alive() && memory.locationOf(t.cell).automatic();
  }
  return dead != held.targets.size() && ours != held.targets.size() && held.targets.size() > 1;
}

/// Read back from an element, or from what a loop makes: whether it is the one that was written is not told.
SetId Engine::elementDoubt(CellId cell, const Origin &origin) {
  const Event &e = fn.at(origin.event);
  const LocationKind kind = memory.locationOf(cell).kind; // no reference: to read makes locations
  const bool many = memory.locationOf(cell).many;
  if (!state.find(cell).valid())
    return 0;
  bool ofElement = e.kind == EventKind::Copy && !e.from.steps.empty() &&
                   (e.from.steps.back() == step::Element || memory.locationOf(cell).array);
  bool doubtful = many && kind == LocationKind::Alloc && mixed(cell);
  if (!doubtful && ofElement && memory.isElement(cell)) { // else all elements go: ranges, whole aggregates
    Values::View held = values.at(read(cell));
    if (kind == LocationKind::Pointee)
      doubtful = held.targets.size() != 1 || memory.parent(memory.at(held.targets[0].cell).location) != cell;
    else // of a container all is read sooner or later
      doubtful = kind == LocationKind::Storage ? mixed(cell) : held.targets.size() > 1;
  }
  // What was freed after it was read here before was the element of another round.
  if (!doubtful && e.kind == EventKind::Copy && memory.isElement(cell))
    for (const Target &t : values.at(read(cell)).targets)
      doubtful |= !t.alive() && deaths[t.death.value].readAt == origin.event;
  return doubtful ? sets.of(assumptions.intern(AssumptionKind::PathUndecided, e.span)) : 0;
}

void Engine::assign(const ResolvedList &to, const ResolvedList &from, TypeId type, Mode mode, const Origin &origin,
                    SetId extra) {
  if (to.empty())
    return;
  // The plain pointer, which is most of what moves.
  if (const Type *t = memory.type(type); t && t->cls == TypeClass::Pointer && from.size() == 1 && to.size() == 1 &&
                                         !to[0].weak && !to[0].set && memory.ownership(to[0].cell) == Ownership::None &&
                                         memory.ownership(from[0].cell) == Ownership::None) {
    Value v = values.copy(read(from[0].cell));
    SetId set = sets.join(sets.join(from[0].set, extra), elementDoubt(from[0].cell, origin));
    for (Target &target : v.targets) {
      target.set = sets.join(target.set, set);
      target.record = target.record.valid() ? record(origin, target.record, from[0].via) : record(origin, from[0].via);
    }
    overwrite(to[0].cell, true, origin.event);
    write(to[0].cell, std::move(v));
    return;
  }
  if (from.empty()) {
    // Read through something that points nowhere we know.
    Bundle nothing;
    if (memory.type(type))
      for (const Leaf &leaf : leaves(type)) {
        nothing.items.emplace_back();
        nothing.items.back().suffix = leaf.suffix;
        nothing.items.back().value.other = true;
      }
    put(to, nothing, false, origin, extra);
    return;
  }
  Bundle bundle = gather(from, type, mode, origin, extra, 0);
  put(to, bundle, false, origin, extra);
}

} // namespace escape::confirming

//===- Memory.cpp -----------------------------------------------------------===//
#include "confirm/Memory.h"
#include "model/Roots.h"

#include <algorithm>

namespace escape::confirming {

/// Pointees of pointees of what the caller gave: beyond this they stand for all further ones.
static constexpr unsigned MaxDepth = 4;
static constexpr unsigned MaxFields = 2;
static constexpr unsigned MaxPath = 4;

Memory::Memory(const Unit &unit, const FunctionFlow &fn, Values &values)
    : locations(fn.locations), unit(unit), fn(fn), values(values) {
  facts.resize(locations.size());
  cells.reserve(locations.size() * 2);
  for (size_t i = 0; i < locations.size(); ++i) {
    const Location &l = locations[i];
    facts[i].outside = l.kind == LocationKind::Static || l.kind == LocationKind::ThreadLocal;
    newCell(LocationId(i), {}, l.type,
            l.many || l.array || l.kind == LocationKind::Unknown || l.kind == LocationKind::Task);
  }
}

CellId Memory::newCell(LocationId location, const Steps &path, TypeId type, bool weak) {
  CellId id{cells.size()};
  cells.push_back({location, path, {}, {}, type, weak});
  Facts &f = facts[location.value];
  if (f.last.valid())
    cells[f.last.value].next = id;
  else
    f.first = id;
  f.last = id;
  return id;
}

LocationId Memory::newLocation(LocationKind kind, CellId parent, TypeId type, bool outside, bool many) {
  LocationId id{locations.size()};
  Location l;
  l.kind = kind;
  l.type = type;
  l.many = many;
  Place from;
  Facts f;
  f.outside = outside;
  f.parent = parent;
  if (parent.valid()) {
    const Cell &p = cells[parent.value];
    l.span = locations[p.location.value].span;
    l.index = locations[p.location.value].index;
    from.base = p.location;
    from.steps = p.path;
    f.depth = uint8_t(facts[p.location.value].depth + 1);
  }
  locations.push_back(std::move(l));
  facts.push_back(f);
  parents.push_back(from);
  newCell(id, {}, type, many);
  return id;
}

CellId Memory::extend(CellId cell, FieldId step, bool &cut) {
  const Cell c = cells[cell.value];
  const Location &l = locations[c.location.value];
  if (l.kind == LocationKind::Unknown || l.kind == LocationKind::Constant)
    return cell; // one cell is all there is to say about them
  auto counted = [](FieldId s) { return s != step::Storage && s != step::Task && s != Identity; };
  unsigned fields = 0;
  for (FieldId s : c.path)
    fields += counted(s);
  Steps path = c.path;
  if (path.size() >= MaxPath + (step == Identity) || (counted(step) && fields >= MaxFields)) {
    cut = true;
    return cell;
  }
  path.push(step);
  for (CellId id = facts[c.location.value].first; id.valid(); id = cells[id.value].next)
    if (cells[id.value].path == path)
      return id;
  TypeId inside;
  if (const Type *t = type(c.type)) {
    if (step == step::Element) {
      // The storage of a container and what a view points to have the type of one element.
      bool inlined = t->cls == TypeClass::Inline;
      inside = inlined ? t->target : c.path.empty() && l.kind >= LocationKind::Alloc ? c.type : TypeId();
    } else {
      for (const TypeField &f : t->fields)
        if (f.field == step)
          inside = f.type;
    }
  }
  return newCell(c.location, path, inside, c.weak || step == step::Element);
}

CellId Memory::holder(CellId cell) {
  const Cell &c = cells[cell.value];
  if (c.path.empty())
    return cell;
  Steps path = c.path;
  path.pop();
  for (CellId id = facts[c.location.value].first; id.valid(); id = cells[id.value].next)
    if (cells[id.value].path == path)
      return id;
  return root(c.location); // cells are made step by step, so this is not reached
}

Ownership Memory::ownership(CellId storageCell) {
  const Cell &c = cells[storageCell.value];
  if (c.path.empty() || c.path.back() != step::Storage)
    return Ownership::None;
  const Type *t = typeOf(holder(storageCell));
  if (!t)
    return storages[0].count(storageCell.value) ? Ownership::Sole : Ownership::None;
  switch (t->cls) {
  case TypeClass::Owner:
  case TypeClass::Box:
    return Ownership::Sole;
  case TypeClass::Shared:
    return Ownership::Shared;
  default:
    return Ownership::None;
  }
}

TypeId Memory::pointedTo(CellId cell) {
  const Cell &c = cells[cell.value];
  bool storage = !c.path.empty() && c.path.back() == step::Storage;
  const Type *t = typeOf(storage ? holder(cell) : cell);
  return t ? t->target : TypeId();
}

CellId Memory::ownStorage(CellId storageCell) {
  auto [it, fresh] = storages[0].try_emplace(storageCell.value, 0);
  if (fresh) {
    const Cell c = cells[storageCell.value];
    LocationId id =
        newLocation(LocationKind::Storage, storageCell, pointedTo(storageCell), outside(c.location), c.weak);
    storages[0][storageCell.value] = id.value;
    return root(id);
  }
  return root(LocationId(it->second));
}

CellId Memory::secondStorage(CellId storageCell) {
  auto [it, fresh] = storages[1].try_emplace(storageCell.value, 0);
  if (fresh) {
    const Cell c = cells[storageCell.value];
    // Inside even for an outer owner: the caller has not seen it.
    LocationId id = newLocation(LocationKind::Storage, storageCell, pointedTo(storageCell), false, c.weak);
    storages[1][storageCell.value] = id.value;
    return root(id);
  }
  return root(LocationId(it->second));
}

void Memory::makeMany(LocationId location) {
  locations[location.value].many = true;
  for (CellId id = facts[location.value].first; id.valid(); id = cells[id.value].next)
    cells[id.value].weak = true;
}

CellId Memory::fresh(EventId event, uint32_t index, Span span, TypeId type, bool many) {
  auto [it, isNew] = made.try_emplace(uint64_t(event.value) << 16 | (index & 0xFFFF), 0);
  if (isNew) {
    uint64_t key = it->first;
    LocationId id = newLocation(LocationKind::Alloc, {}, type, false, many);
    locations[id.value].span = span;
    locations[id.value].index = UINT32_MAX;
    made[key] = id.value;
    return root(id);
  }
  return root(LocationId(it->second));
}

EventId Memory::makerOf(LocationId location) const {
  for (const auto &[key, value] : made)
    if (value == location.value)
      return EventId(uint32_t(key >> 16));
  return {};
}

CellId Memory::staticVariable(uint32_t index) {
  for (size_t i = 0; i < locations.size(); ++i) {
    LocationKind kind = locations[i].kind;
    if ((kind == LocationKind::Static || kind == LocationKind::ThreadLocal) && locations[i].index == index)
      return root(LocationId(i));
  }
  TypeId type = index < unit.statics.size() ? unit.statics[index].type : TypeId();
  LocationId id = newLocation(LocationKind::Static, {}, type, true, false);
  Location &l = locations[id.value];
  l.index = index;
  if (index < unit.statics.size()) {
    l.name = unit.statics[index].name;
    l.span = unit.statics[index].span;
    if (unit.statics[index].threadLocal)
      l.kind = LocationKind::ThreadLocal;
  }
  return root(id);
}

ValueId Memory::initial(CellId cell) {
  if (cells[cell.value].initial.valid())
    return cells[cell.value].initial;
  const Cell c = cells[cell.value];
  const Location l = locations[c.location.value];
  Value value;
  bool storage = !c.path.empty() && c.path.back() == step::Storage;
  const Type *t = typeOf(storage ? holder(cell) : cell);
  if (!c.path.empty() && c.path.back() == Identity)
    return cells[cell.value].initial = Values::empty();
  bool outer = (outside(c.location) && l.kind != LocationKind::Storage) || l.kind == LocationKind::Param ||
               l.kind == LocationKind::This;
  if (l.kind == LocationKind::Constant) {
    value.other = true;
  } else if (l.kind == LocationKind::Unknown) {
    value.targets.push_back({root(c.location), {}, 0, {}});
  } else if (outer && t && !storage && t->cls == TypeClass::Value && !t->spelling.empty()) {
    value.other = true; // a number the caller gave
  } else if (outer && !c.path.empty() && c.path.back() >= step::FirstField && hiddenField(cell)) {
    value.other = true; // what a smart pointer keeps besides what it owns is not told over a call
  } else if (outer) {
    LocationId to = foldInto(cell);
    SetId set = 0;
    if (to.valid()) {
      makeMany(to);
      set = chainSet(); // one of them: which, is not told
    } else {
      TypeId pointee = pointedTo(cell);
      // args[i] of a pointer is another object for every i.
      bool several = !storage && std::binary_search(fn.indexed.begin(), fn.indexed.end(), pointee);
      to = newLocation(LocationKind::Pointee, cell, pointee, true, c.weak || several);
    }
    value.targets.push_back({root(to), {}, set, {}});
    value.null = l.kind != LocationKind::This && !(t && !storage && t->reference);
  } else if (storage && !t && (l.kind == LocationKind::Storage || (c.path.size() > 1 && type(l.type)))) {
    value.other = true; // what an owner of unknown content, or a field nobody knows, owns is nothing that we know of
  } else if (storage && (!t || t->cls == TypeClass::Owner || t->cls == TypeClass::Box)) {
    value.targets.push_back({ownStorage(cell), {}, 0, {}});
    value.null = true;
  }
  cells[cell.value].ownsAtFirst =
      storage && !value.targets.empty() && !outside(c.location) && ownership(cell) == Ownership::Sole;
  ValueId id = values.intern(std::move(value));
  cells[cell.value].initial = id;
  return id;
}

/// Where chains end: after two objects of one type (lists, trees) the second stands for all further ones, else after
/// MaxDepth. Invalid: the pointee gets a location of its own.
LocationId Memory::foldInto(CellId cell) {
  LocationId here = cells[cell.value].location;
  if (facts[here.value].depth >= MaxDepth)
    return here;
  TypeId type = pointedTo(cell);
  if (!type.valid())
    return {};
  LocationId nearest;
  unsigned alike = 0;
  for (LocationId up = here;;) {
    if (locations[up.value].kind == LocationKind::Pointee && locations[up.value].type == type) {
      ++alike;
      if (!nearest.valid())
        nearest = up;
    }
    CellId parent = facts[up.value].parent;
    if (!parent.valid())
      break;
    up = cells[parent.value].location;
  }
  return alike >= 2 ? nearest : LocationId();
}

bool Memory::hiddenField(CellId cell) {
  const Type *t = typeOf(holder(cell));
  return t && t->cls != TypeClass::Record && t->cls != TypeClass::Value;
}

CellId Memory::identity(LocationId closure) {
  for (auto &[of, id] : identities)
    if (of == closure)
      return root(id);
  LocationId id = newLocation(LocationKind::Constant, {}, {}, false, false);
  identities.push_back({closure, id});
  return root(id);
}

LocationId Memory::identified(LocationId location) const {
  for (auto &[of, id] : identities)
    if (id == location)
      return of;
  return {};
}

LocationId Memory::variable(LocationId location) const {
  for (CellId p = parent(location); p.valid(); p = parent(location))
    location = cells[p.value].location;
  return location;
}

bool Memory::leadsFrom(LocationId location, llvm::ArrayRef<LocationId> objects) const {
  if (objects.empty())
    return false;
  for (;;) {
    if (std::find(objects.begin(), objects.end(), location) != objects.end())
      return true;
    CellId holder = parent(location);
    if (!holder.valid())
      return false;
    location = at(holder).location;
  }
}

bool Memory::isElement(CellId cell) const {
  const Steps &path = cells[cell.value].path;
  return locations[cells[cell.value].location.value].array ||
         std::find(path.begin(), path.end(), step::Element) != path.end();
}

bool Memory::isErased(CellId cell) {
  CellId storage = parent(cells[cell.value].location);
  if (!storage.valid() || !cells[cell.value].path.empty() || cells[storage.value].path.empty() ||
      cells[storage.value].path.back() != step::Storage)
    return false;
  const Type *t = typeOf(holder(storage));
  return t && t->cls == TypeClass::Box;
}

Endpoint Memory::endpoint(CellId cell, bool &cut) const {
  const Cell &c = cells[cell.value];
  Endpoint e;
  if (CellId p = parent(c.location); p.valid()) {
    e = endpoint(p, cut);
    cut |= !e.steps.push(step::Deref);
  } else {
    e = endpointOf(locations[c.location.value]);
  }
  for (FieldId s : c.path)
    cut |= !e.steps.push(s);
  return e;
}

} // namespace escape::confirming

//===- Opaque.cpp - calls of what cannot be seen ----------------------------===//
#include "confirm/Engine.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"

#include <algorithm>

namespace escape::confirming {

/// Nothing is known of the callee. It may keep every address it was given, hand any of them back, and change what it
/// was given the address of. Each of these is a guess: it carries the assumption. What was there before stays too,
/// since most callees change nothing, but what follows from it rests on the guess that this one did not.
void Engine::opaque(const CallSite &site, EventId id, AssumptionKind why) {
  const AssumptionId assumption = assumptions.intern(why, site.span, site.callee);
  SetId guess = sets.of(assumption);
  Origin origin{id, {}, {}};
  noteShares(site, guess);
  llvm::SmallVector<Target, 8> given;
  llvm::SmallVector<LocationId, 8> reached;
  auto give = [&](const Target &t, RecordId via) {
    if (!t.alive())
      return;
    LocationKind kind = memory.locationOf(t.cell).kind;
    // The address of a pointer: an out-parameter, perhaps written. Our caller has to know.
    if (const Type *type = memory.typeOf(t.cell);
        type && type->cls == TypeClass::Pointer && memory.outside(memory.at(t.cell).location))
      noteStored(t.cell, false);
    if (LocationId closure = memory.identified(memory.at(t.cell).location); closure.valid()) {
      closuresOut.push_back(closure);
      if (std::pair out(memory.location(closure).type, assumption); !llvm::is_contained(handedOut, out))
        handedOut.push_back(out);
    }
    if (kind == LocationKind::Constant || kind == LocationKind::Unknown)
      return;
    Target copy = t;
    copy.set = sets.join(t.set, guess);
    copy.record = record(origin, t.record.valid() ? t.record : via);
    given.push_back(copy);
  };
  auto giveAll = [&](const Place &place) {
    for (const Resolved &r : resolve(place)) {
      llvm::SmallVector<CellId, 4> cells = present(r.cell);
      if (std::find(cells.begin(), cells.end(), r.cell) == cells.end())
        cells.push_back(r.cell);
      if (CellId storage = ownerStorage(r.cell);
          storage.valid() && std::find(cells.begin(), cells.end(), storage) == cells.end())
        cells.push_back(storage);
      for (CellId cell : cells) {
        bool owned = memory.ownership(cell) == Ownership::Sole && memory.locationOf(cell).kind != LocationKind::Param;
        Value held = values.copy(read(cell));
        for (const Target &t : held.targets) {
          if (!t.alive())
            continue;
          LocationId object = memory.at(t.cell).location;
          if (std::find(reached.begin(), reached.end(), object) == reached.end())
            reached.push_back(object);
          if (!owned || memory.location(object).kind != LocationKind::Storage)
            give(t, r.via);
          // The captures of a closure are as good as given when it can be called.
          const Type *type = memory.type(memory.location(object).type);
          const Type *holder = owned ? memory.typeOf(memory.holder(cell)) : nullptr;
          if ((type && (type->closure || type->cls == TypeClass::Box)) || (holder && holder->cls == TypeClass::Box))
            for (CellId inner : present(memory.root(object))) {
              Value captured = values.copy(read(inner));
              for (const Target &c : captured.targets) {
                give(c, t.record);
                if (c.alive() && memory.locationOf(c.cell).kind == LocationKind::Storage)
                  for (CellId content : present(memory.root(memory.at(c.cell).location)))
                    for (const Target &deep : values.copy(read(content)).targets)
                      give(deep, c.record);
              }
            }
        }
      }
    }
  };
  for (const Argument &a : site.arguments) {
    giveAll(a.place);
    if (!a.reference)
      noteHandedOver(a.place, guess, record(origin, {}));
  }
  if (site.self.valid())
    giveAll(site.self);

  // What an attribute lends of an object may be what the object owns, and that may have been taken out of it.
  auto lent = [&](RecordId r) {
    for (; r.valid(); r = records[r.value].parent) {
      const Event &e = fn.at(records[r.value].event);
      if (e.kind == EventKind::Call && fn.calls[e.call.value].knowledge == Knowledge::Attribute)
        return true;
    }
    return false;
  };
  auto takenOut = [&](const Place &pointer) {
    const Type *given = memory.type(fn.at(pointer.base).type);
    if (given && llvm::StringRef(given->spelling).starts_with("const "))
      return;
    for (const Resolved &r : resolve(pointer))
      for (const Target &t : values.copy(read(r.cell)).targets) {
        const LocationId object = memory.at(t.cell).location;
        const Type *type = memory.type(memory.location(object).type);
        if (!t.alive() || !memory.location(object).automatic() || !type || type->cls != TypeClass::Record)
          continue;
        auto mine = [&](const Target &other) {
          return other.alive() && memory.at(other.cell).location == object && lent(other.record);
        };
        work += state.entries.size() / 4;
        for (Entry &entry : state.entries) {
          if (!llvm::any_of(values.at(entry.value).targets, mine))
            continue;
          Value v = values.copy(entry.value);
          for (Target &other : v.targets)
            if (mine(other))
              other.set = sets.join(other.set, guess);
          entry.value = values.intern(std::move(v));
        }
      }
  };
  for (const Argument &a : site.arguments)
    if (a.reference && a.place.valid())
      takenOut(a.place);
  if (site.self.valid())
    takenOut(site.self);

  // lifetime_capture_by says that it is kept, and nothing says that this call takes it out again.
  auto contracted = [&](RecordId r) {
    if (!r.valid() || fn.at(records[r.value].event).kind != EventKind::Call)
      return false;
    return fn.calls[fn.at(records[r.value].event).call.value].knowledge == Knowledge::Attribute;
  };
  auto doubt = [&](CellId cell) {
    ValueId now = state.find(cell);
    if (!now.valid())
      return;
    Value v = values.copy(now);
    for (Target &t : v.targets)
      if (!contracted(t.record))
        t.set = sets.join(t.set, guess);
    v.other = true;
    write(cell, std::move(v));
  };
  constexpr size_t MostReached = 256;
  // An address that lies in what it was given may be read from there and kept. That it comes back is not supposed.
  const size_t directly = given.size();
  llvm::SmallVector<LocationId, 8> led = reached;
  for (size_t i = 0; i < led.size() && led.size() < MostReached; ++i)
    if (memory.location(led[i]).kind != LocationKind::Unknown)
      for (CellId cell : present(memory.root(led[i])))
        for (const Target &t : values.copy(read(cell)).targets) {
          const LocationId next = memory.at(t.cell).location;
          if (!t.alive() || llvm::is_contained(led, next))
            continue;
          led.push_back(next);
          if (memory.location(next).automatic() || memory.location(next).kind == LocationKind::Alloc)
            give(t, t.record);
        }
  const llvm::SmallVector<Target, 8> kept(given.begin(), given.end());
  given.truncate(directly);
  // Everything that can be reached from what it was given, however far: a list's pop() resets its last node.
  for (size_t i = 0; i < reached.size() && reached.size() < MostReached; ++i)
    for (CellId cell : present(memory.root(reached[i])))
      for (const Target &t : values.copy(read(cell)).targets)
        if (LocationId next = memory.at(t.cell).location;
            t.alive() && std::find(reached.begin(), reached.end(), next) == reached.end())
          reached.push_back(next);
  for (LocationId object : reached)
    if (memory.location(object).kind == LocationKind::Param) // it may take what a by-value owner brought along
      for (const Leaf &leaf : leaves(memory.location(object).type)) {
        CellId cell = memory.root(object);
        if (leaf.owner == Ownership::Sole && !extendAll(cell, leaf.suffix))
          changed.insert(cell);
      }
  for (LocationId object : reached)
    if (memory.location(object).kind != LocationKind::Unknown)
      for (CellId cell : present(memory.root(object)))
        doubt(cell);
  // What hung on a reached object when we were called may hang on it still, by a way that we have not seen.
  auto hangsOnReached = [&](LocationId object) {
    for (unsigned depth = 0; depth < 8; ++depth) {
      CellId parent = memory.parent(object);
      if (!parent.valid())
        return false;
      object = memory.at(parent).location;
      LocationKind kind = memory.location(object).kind;
      bool given = kind != LocationKind::This && kind != LocationKind::Param && !memory.location(object).automatic();
      if (given && std::find(reached.begin(), reached.end(), object) != reached.end())
        return true;
    }
    return false;
  };
  llvm::SmallVector<CellId, 16> hanging;
  for (const Entry &entry : state.entries)
    if (LocationId object = memory.at(entry.cell).location;
        memory.location(object).kind == LocationKind::Pointee &&
        std::find(reached.begin(), reached.end(), object) == reached.end() && hangsOnReached(object))
      hanging.push_back(entry.cell);
  for (CellId cell : hanging)
    doubt(cell);
  if (!site.system) {
    llvm::SmallVector<CellId, 16> statics;
    for (const Entry &entry : state.entries) {
      LocationId variable = memory.variable(memory.at(entry.cell).location);
      LocationKind kind = memory.location(variable).kind;
      if ((kind == LocationKind::Static || kind == LocationKind::ThreadLocal) &&
          std::find(reached.begin(), reached.end(), memory.at(entry.cell).location) == reached.end())
        statics.push_back(entry.cell);
    }
    for (CellId cell : statics)
      doubt(cell);
  }

  if (!kept.empty()) {
    Value value;
    value.targets.append(kept.begin(), kept.end());
    add(memory.root(fn.unknown), std::move(value));
  }
  clearResult(site);
  if (!site.result.valid())
    return;
  ResolvedList result = resolve(site.result);
  Value value;
  value.other = true;
  value.targets.append(given.begin(), given.end());
  value.targets.push_back({memory.root(fn.unknown), {}, guess, record(origin, {})});
  if (!memory.type(site.resultType))
    return;
  for (const Resolved &r : result)
    for (const Leaf &leaf : leaves(site.resultType)) {
      if (leaf.owner != Ownership::None || leaf.task)
        continue; // what it owns is its own
      CellId cell = r.cell;
      if (!extendAll(cell, leaf.suffix))
        add(cell, value);
    }
}

/// A callable that is not known is called with these arguments, a std::function that came as a parameter: it may keep
/// the addresses it is given. What it may change is not followed (docs/gaps.md).
void Engine::handOut(const CallSite &site, EventId id) {
  const SetId guess = sets.of(assumptions.intern(AssumptionKind::FunctionPointer, site.span, site.callee));
  const Origin origin{id, {}, {}};
  Value kept;
  for (const Argument &argument : site.arguments)
    for (const Resolved &r : resolve(argument.place))
      for (const Target &t : values.copy(read(r.cell)).targets) {
        const LocationKind kind = memory.locationOf(t.cell).kind;
        if (!t.alive() || kind == LocationKind::Constant || kind == LocationKind::Unknown)
          continue;
        Target copy = t;
        copy.set = sets.join(t.set, guess);
        copy.record = record(origin, t.record.valid() ? t.record : r.via);
        kept.targets.push_back(copy);
      }
  if (!kept.targets.empty())
    add(memory.root(fn.unknown), std::move(kept));
}

/// Shares of an object that code gets which cannot be seen: it may keep one.
void Engine::noteShares(const CallSite &site, SetId guess) {
  for (const Argument &argument : site.arguments) {
    if (!argument.object.valid())
      continue;
    for (const Resolved &r : resolve(argument.object))
      for (CellId cell : present(r.cell)) {
        if (memory.ownership(cell) != Ownership::Shared)
          continue;
        for (const Target &t : values.at(state.find(cell)).targets)
          if (const LocationId object = memory.at(t.cell).location;
              t.alive() && llvm::none_of(sharesGiven, [&](const auto &s) { return s.first == object; }))
            sharesGiven.push_back({object, guess});
      }
  }
}

} // namespace escape::confirming

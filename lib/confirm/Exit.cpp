//===- Exit.cpp - the frame has ended: who still holds what -----------------===//
//
// Every cell that outlives the frame is walked, and what can be reached from it.
// A dead address found there is an escape; an address of what the caller gave is a
// flow of the summary; an allocation found there has got out.
//
//===----------------------------------------------------------------------===//
#include "confirm/Engine.h"

#include <algorithm>

namespace escape::confirming {

static constexpr unsigned MaxWalk = 4;

/// What is allocated for an owner goes where that owner's storage goes.
void Engine::noteStorage(const Event &made) {
  for (const Resolved &r : resolve(made.to)) {
    // What lies in a sink will look at the end as if it had always been there.
    if (isSink(memory.at(r.cell).location))
      fate(made.allocation, sinkOf(r.cell), r.set, r.via);
    const Type *type = memory.typeOf(r.cell);
    llvm::SmallVector<CellId, 4> cells = {r.cell};
    if (type && (type->cls == TypeClass::Record || type->cls == TypeClass::Inline)) // what its parts own
      cells = present(r.cell);
    for (CellId cell : cells)
      for (const Target &t : values.copy(read(cell)).targets) {
        LocationId object = memory.at(t.cell).location;
        LocationKind kind = memory.location(object).kind; // Alloc: the counts of a shared_ptr go where its object goes
        if (!t.alive() || (kind != LocationKind::Storage && kind != LocationKind::Alloc))
          continue;
        auto &some = allocated[object.value];
        if (std::find(some.begin(), some.end(), made.allocation) == some.end())
          some.push_back(made.allocation);
      }
  }
}

/// An owner that is an argument by value: what it owns is the callee's, who may move it on.
void Engine::noteHandedOver(const Place &argument, SetId set, RecordId record) {
  if (fn.allocations.empty())
    return;
  for (const Resolved &r : resolve(argument))
    for (CellId cell : present(r.cell)) {
      const Steps path = memory.at(cell).path;
      if (path.empty() || path.back() != step::Storage || memory.ownership(cell) == Ownership::None)
        continue;
      Value held = values.copy(read(cell));
      for (const Target &t : held.targets)
        if (t.alive())
          fate(memory.at(t.cell).location, sinkOf(memory.root(fn.unknown)), sets.join(set, t.set), record);
    }
}

void Engine::fate(LocationId object, const Sink &sink, SetId set, RecordId record) {
  if (memory.location(object).kind == LocationKind::Alloc && memory.location(object).index < fn.allocations.size())
    fate(AllocId(memory.location(object).index), sink, set, record);
  if (auto it = allocated.find(object.value); it != allocated.end())
    for (AllocId alloc : it->second)
      fate(alloc, sink, set, record);
}

void Engine::fate(AllocId alloc, const Sink &sink, SetId set, RecordId record) {
  set = sets.join(set, base);
  if (sink.kind == Sink::Kind::Unknown && !set)
    return;
  AllocFate fate;
  fate.alloc = alloc;
  fate.escapes = true;
  fate.sink = sink;
  fate.assumptions = sets.at(set);
  fate.record = record;
  for (AllocFate &old : allFates)
    if (old.alloc == fate.alloc) {
      if (fate.assumptions.size() < old.assumptions.size())
        old = std::move(fate);
      return;
    }
  allFates.push_back(std::move(fate));
}

void Engine::walkSinks() {
  struct Visit {
    CellId cell; ///< everything at and below it
    Endpoint at;
    bool cut;
    SetId set;
    unsigned depth;
    std::vector<RecordId> holders;
  };
  const std::vector<Entry> entries = state.entries;
  for (const Entry &entry : entries) {
    LocationId location = memory.at(entry.cell).location;
    if (!isSink(location))
      continue;
    Sink sink = sinkOf(entry.cell);
    bool rootCut = false;
    Endpoint rootAt = memory.endpoint(entry.cell, rootCut);
    llvm::SmallVector<Visit, 4> stack;
    llvm::SmallVector<CellId, 8> seen;

    auto look = [&](CellId cell, ValueId value, const Endpoint &at, bool cut, SetId set, unsigned depth,
                    const std::vector<RecordId> &holders) {
      ValueId first = memory.outside(memory.at(cell).location) ? memory.initial(cell) : ValueId();
      Value content = values.copy(value);
      for (const Target &t : content.targets) {
        ++work;
        LocationId object = memory.at(t.cell).location;
        LocationKind kind = memory.location(object).kind;
        bool held = first.valid() && !values.at(first).targets.empty() &&
                    values.at(first).targets.front().cell == t.cell; // when we came
        if (!t.alive()) {
          bool deleted = deaths[t.death.value].kind == Death::Kind::Invalidated;
          if (!deleted)
            fate(object, sink, sets.join(set, t.set), t.record);
          // A member that still holds what was deleted is what destructors do, and what happens to a plain pointer
          // whose object an owner took over; only a use of it is wrong.
          if (held)
            continue;
          foundDead(t, sink, at.steps, sets.join(set, undoneLater(cell, t.record)), cell, holders);
          continue;
        }
        if (held)
          continue;
        SetId all = sets.join(sets.join(set, t.set), undoneLater(cell, t.record));
        if (kind == LocationKind::Constant)
          if (LocationId closure = memory.identified(object); closure.valid())
            closuresOut.push_back(closure);
        fate(object, sink, all, t.record);
        noteFlow(at, cut, cell, t, all, sink);
        bool ours = kind == LocationKind::Alloc || kind == LocationKind::Storage || memory.location(object).automatic();
        if (!ours || isSink(object) || depth >= MaxWalk || std::find(seen.begin(), seen.end(), t.cell) != seen.end())
          continue;
        seen.push_back(t.cell);
        Visit next{t.cell, at, cut, all, depth + 1, holders};
        if (kind == LocationKind::Alloc) {
          next.at = {RootKind::Fresh, freshIndex(object), memory.at(t.cell).path};
          next.cut = false;
        } else {
          next.cut |= !next.at.steps.push(step::Deref);
        }
        if (t.record.valid())
          next.holders.push_back(t.record);
        stack.push_back(std::move(next));
      }
    };

    look(entry.cell, entry.value, rootAt, rootCut, 0, 0, {});
    while (!stack.empty()) {
      Visit v = std::move(stack.back());
      stack.pop_back();
      size_t skip = memory.at(v.cell).path.size();
      for (CellId inner : present(v.cell)) {
        Endpoint at = v.at;
        bool cut = v.cut;
        const Steps path = memory.at(inner).path;
        for (unsigned i = unsigned(skip); i < path.size(); ++i)
          cut |= !at.steps.push(path[i]);
        look(inner, state.find(inner), at, cut, v.set, v.depth, v.holders);
      }
    }
  }
}

/// Plain variables go together, in one pass over the state: frames with thousands of them would take a pass each.
void Engine::endFrame() {
  std::vector<uint8_t> ended(memory.locations.size(), false);
  bool any = false;
  auto flush = [&] {
    if (!any)
      return;
    work += state.entries.size();
    std::erase_if(state.entries, [&](const Entry &entry) { return ended[memory.at(entry.cell).location.value]; });
    for (Entry &entry : state.entries) {
      bool hit = false;
      for (const Target &t : values.at(entry.value).targets)
        hit |= t.alive() && ended[memory.at(t.cell).location.value];
      if (!hit)
        continue;
      Value changed = values.copy(entry.value);
      for (Target &t : changed.targets)
        if (LocationId object = memory.at(t.cell).location; t.alive() && ended[object.value])
          t.death = death({Death::Kind::Scope, {}, object, {}});
      entry.value = values.intern(std::move(changed));
    }
    std::fill(ended.begin(), ended.end(), false);
    any = false;
  };
  for (const Allocation &allocation : fn.allocations)
    noteHeld(allocation.location);
  for (LocationId location : fn.frame) {
    noteConsumed(location);
    bool plain = true;
    for (CellId id = memory.root(location); id.valid() && plain; id = memory.at(id).next)
      for (FieldId s : memory.at(id).path)
        plain &= s != step::Storage && s != step::Task;
    if (plain) {
      noteHeld(location);
      ended[location.value] = true;
      any = true;
      continue;
    }
    flush();
    end(location, {});
    ended.resize(memory.locations.size());
  }
  flush();
}

void Engine::examineExit() {
  for (size_t b = 0; b < fn.blocks.size(); ++b) {
    if (!fn.blocks[b].exit)
      continue;
    block = uint32_t(b);
    for (Arrivals::One &one : arrivals[b].states) {
      state = std::move(one.state);
      bool reached = true;
      for (uint32_t e = fn.blocks[b].first; e < fn.blocks[b].last && reached; ++e)
        reached = transfer(EventId(e));
      if (!reached)
        continue;
      exitReached = true;
      endFrame();
      walkSinks();
      noteWrites();
      noteLeftDead();
    }
  }
}

} // namespace escape::confirming

//===- Doubts.cpp - does a cell still hold what was put there? --------------===//
//
// What is stored through a pointer to one of several, erased or unlinked may have
// been what the cell holds: it stays there, and that it does is not proven.
//
//===----------------------------------------------------------------------===//
#include "confirm/Engine.h"

namespace escape::confirming {

void Engine::doubt(CellId cell, EventId id) {
  if (id.valid())
    noteUndone(cell);
  ValueId now = state.find(cell);
  if (!now.valid() || values.at(now).targets.empty())
    return;
  Span span = id.valid() ? fn.at(id).span : fn.span;
  SetId undecided = sets.of(assumptions.intern(AssumptionKind::PathUndecided, span));
  Value v = values.copy(now);
  for (Target &t : v.targets)
    t.set = sets.join(t.set, undecided);
  write(cell, std::move(v));
}

/// Links of lists and trees: two nodes that we know by different ways may be the same one, so that a store to the link
/// of the one may have replaced that of the other (`e->prev->next = e->next` takes a node out of its list).
void Engine::doubtNeighbours(CellId cell, EventId id) {
  const Cell c = memory.at(cell);
  if (c.path.empty() || c.path.back() < step::FirstField)
    return;
  const Type *link = memory.type(c.type);
  TypeId node = memory.at(memory.holder(cell)).type;
  if (!link || link->cls != TypeClass::Pointer || !node.valid() || link->target != node)
    return;
  llvm::SmallVector<CellId, 8> others;
  work += state.entries.size() / 4;
  for (const Entry &entry : state.entries) {
    const Cell &o = memory.at(entry.cell);
    if (entry.cell != cell && !o.path.empty() && o.path.back() == c.path.back() && memory.outside(o.location) &&
        memory.at(memory.holder(entry.cell)).type == node)
      others.push_back(entry.cell);
  }
  for (CellId other : others)
    doubt(other, id);
}

/// One of the elements in a storage went, with all it owned: which one, is not told.
void Engine::doubtElements(LocationId storage, EventId id) {
  llvm::SmallVector<CellId, 8> cells;
  work += state.entries.size() / 4;
  for (const Entry &entry : state.entries) {
    CellId at = entry.cell;
    while (memory.at(at).location != storage) {
      at = memory.parent(memory.at(at).location);
      if (!at.valid() || memory.ownership(at) == Ownership::None)
        break;
    }
    if (at.valid() && memory.at(at).location == storage && memory.at(at).weak)
      cells.push_back(entry.cell);
  }
  for (CellId cell : cells)
    doubt(cell, id);
}

void Engine::noteStored(CellId cell, bool sure) {
  if (cell.value >= stored.size())
    stored.resize(memory.cellCount());
  stored[cell.value] |= sure ? 1 : 2;
}

void Engine::overwrite(CellId cell, bool sure, EventId id) {
  noteRepaired(cell);
  const Cell &c = memory.at(cell);
  if (memory.outside(c.location)) {
    noteStored(cell, sure);
    doubtNeighbours(cell, id);
  }
  if (!sure)
    doubt(cell, id);
}

void Engine::noteRepaired(CellId cell) {
  const ValueId now = state.find(cell);
  if (!now.valid())
    return;
  for (const Target &t : values.at(now).targets)
    if (!t.alive() && deaths[t.death.value].kind == Death::Kind::Invalidated)
      repaired.insert({cell.value, t.death.value});
}

/// `if (n > room && buffer) delete[] buffer; if (n > room) buffer = new int[room = n];`: freed on some ways and
/// replaced on some ways. That these are the same is not followed, nor supposed not to be.
SetId Engine::repairedElsewhere(CellId cell, const Target &t) {
  const Death &d = deaths[t.death.value];
  if (!repaired.contains({cell.value, t.death.value}) || !d.event.valid() || ways.pass(ways.blockOf(d.event), false))
    return 0;
  return sets.of(assumptions.intern(AssumptionKind::PathUndecided, fn.at(d.event).span));
}

/// In a loop, one of those that are meant is emptied or gets something else.
void Engine::noteUndone(CellId cell) {
  if (!inLoop[block])
    return;
  llvm::SmallVector<uint32_t, 2> &blocks = undone[cell.value];
  if (!llvm::is_contained(blocks, block))
    blocks.push_back(block);
}

/// `for (Key &k : keys) k.log = &entry; … for (Key &k : keys) k.log = nullptr;`: the second loop runs when there is
/// something to do for it. Whether it undoes all that was done is not told, nor that it does not.
SetId Engine::undoneLater(CellId cell, RecordId way) {
  auto it = undone.find(cell.value);
  if (it == undone.end() || !way.valid())
    return 0;
  const EventId put = records[way.value].event;
  const uint32_t from = ways.blockOf(put);
  llvm::SmallVector<uint32_t, 4> later(llvm::make_filter_range(it->second, [&](uint32_t b) { return b != from; }));
  if (later.empty() || !ways.pass(later, true, from))
    return 0;
  return sets.of(assumptions.intern(AssumptionKind::PathUndecided, fn.at(put).span));
}

} // namespace escape::confirming

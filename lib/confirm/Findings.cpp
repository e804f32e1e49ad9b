//===- Findings.cpp - a dead address was found in a sink --------------------===//
//
// What is said of it: the object, what took it along, where it got out, and what
// it rests on. Of several ways into one sink the cheapest is kept.
//
//===----------------------------------------------------------------------===//
#include "confirm/Engine.h"

#include <algorithm>

namespace escape::confirming {

Span Engine::spanOf(RecordId record) const {
  if (record.valid() && records[record.value].event.valid())
    return fn.at(records[record.value].event).span;
  return fn.span;
}

bool Engine::throughTask(RecordId record) const {
  for (; record.valid(); record = records[record.value].parent)
    if (fn.at(records[record.value].event).reason == Reason::TaskStart)
      return true;
  return false;
}

/// Does the address sit in a closure, a bind expression or a type-erased callable, also when that lies in something
/// else?
bool Engine::throughClosure(CellId holder, RecordId record) {
  auto callable = [&](TypeId id) {
    const Type *t = memory.type(id);
    return t && (t->closure || t->cls == TypeClass::Box);
  };
  bool known = false;
  for (CellId cell = holder;;) {
    const Cell &c = memory.at(cell);
    CellId up = cell;
    for (;;) {
      known |= memory.type(memory.at(up).type) != nullptr;
      if (callable(memory.at(up).type))
        return true;
      if (memory.at(up).path.empty())
        break;
      up = memory.holder(up);
    }
    CellId parent = memory.parent(c.location);
    if (!parent.valid() || memory.ownership(parent) == Ownership::None)
      break;
    cell = parent;
  }
  if (known)
    return false;
  // Types are not known (a task's contents): as the last capture on the way says, unless it was read out again.
  for (; record.valid(); record = records[record.value].parent) {
    const Record &r = records[record.value];
    Reason reason = fn.at(r.event).reason;
    if (reason == Reason::CapturedByReference || reason == Reason::CapturedThis)
      return true;
    if (reason == Reason::Dot || reason == Reason::Arrow || reason == Reason::Indirection || r.callee.valid())
      return false;
  }
  return false;
}

void Engine::find(Escape escape) {
  Found f{std::move(escape), {}};
  // The iterators that a range-for hides are one to who reads of them.
  const LocationId sink = f.escape.sink.location;
  f.spelled =
      sink.valid() && memory.location(sink).implicit ? "range-for" : spell(f.escape.sink) + std::to_string(sink.value);
  auto cost = [&](const Escape &e) {
    uint32_t depth = e.record.valid() ? records[e.record.value].depth : 0;
    return std::make_tuple(e.assumptions.size(), depth, e.record.value);
  };
  for (Found &old : found) {
    if (old.escape.object != f.escape.object || old.escape.kind != f.escape.kind ||
        old.escape.storage != f.escape.storage || old.spelled != f.spelled)
      continue;
    if (f.escape.kind != EscapeKind::Outlived && old.escape.gotOut != f.escape.gotOut &&
        old.escape.assumptions.size() <= f.escape.assumptions.size())
      return; // the first use will do
    if (cost(f.escape) < cost(old.escape))
      old = std::move(f);
    return;
  }
  found.push_back(std::move(f));
}

void Engine::foundDead(const Target &t, const Sink &sink, const Steps &path, SetId set, CellId holder,
                       const std::vector<RecordId> &holders) {
  // Who gets a yielded value has it while the coroutine waits, and its locals with it.
  if (std::find(path.begin(), path.end(), step::Task) != path.end())
    for (RecordId r = t.record; r.valid(); r = records[r.value].parent)
      if (fn.at(records[r.value].event).reason == Reason::CoYield)
        return;
  const Death &d = deaths[t.death.value];
  LocationId object = memory.at(t.cell).location;
  const Location &l = memory.location(object);
  Escape e;
  if (l.automatic()) {
    e.object = object;
  } else {
    bool ownerLives = d.kind == Death::Kind::Invalidated;
    // What a plain pointer of the caller's led to and was deleted: who deletes it, often takes the address back by ways
    // that are not followed. Only a use is wrong, unless it surely was an owner that got something else instead.
    bool returned = sink.kind == Sink::Kind::Result && path.empty();
    if (CellId parent = memory.parent(object); ownerLives && !returned && !(d.replaced && !t.set && !set) &&
                                               l.kind == LocationKind::Pointee &&
                                               memory.ownership(parent) == Ownership::None)
      return;
    const Event *stored = t.record.valid() ? &fn.at(records[t.record.value].event) : nullptr;
    if (ownerLives && !returned && stored && stored->kind == EventKind::Call) {
      // Nor of what a callee made and keeps (`delete instance();` at the end of a program), or where that is not sure.
      if (l.kind == LocationKind::Alloc && l.index >= fn.allocations.size() &&
          (t.set || set || memory.makerOf(object) == records[t.record.value].event))
        return;
      // A library that keeps it may have said that it did not (putenv), and then it is freed. Its statics stand
      // nowhere.
      if (fn.calls[stored->call.value].knowledge == Knowledge::Model && sink.kind == Sink::Kind::Static &&
          !memory.location(memory.at(holder).location).span.valid())
        set = sets.join(set, sets.of(assumptions.intern(AssumptionKind::PathUndecided, stored->span)));
    }
    // `free(p); return false;` after `this->p = p`: the caller that is told so throws the object away.
    if (ownerLives && fn.tellsOutcome && l.kind == LocationKind::Alloc && sink.kind != Sink::Kind::Result)
      set = sets.join(set, sets.of(assumptions.intern(AssumptionKind::PathUndecided, l.span)));
    // A callee that keeps it on some ways only, by what it finds in the object, and a caller that deletes it by the
    // same.
    for (RecordId r = t.record; ownerLives && !returned && r.valid(); r = records[r.value].parent)
      if (partial.contains(records[r.value].event.value) &&
          !(d.event.valid() && ways.pass(ways.blockOf(d.event), false)))
        set = sets.join(set, sets.of(assumptions.intern(AssumptionKind::PathUndecided, l.span)));
    e.kind = ownerLives ? EscapeKind::Invalidated : EscapeKind::Outlived;
    e.object = d.ender;
    e.storage = !ownerLives || d.ender != object || l.kind == LocationKind::Storage;
    e.operation = d.operation;
  }
  e.sink = sink;
  e.path = path;
  bool inTask = sink.kind == Sink::Kind::Task;
  for (FieldId s : path)
    inTask |= s == step::Task;
  if (inTask && sink.kind != Sink::Kind::Task) {
    e.sink = {};
    e.sink.kind = Sink::Kind::Task;
  }
  SetId all = sets.join(sets.join(t.set, set), base);
  if (sink.kind == Sink::Kind::Task && meeting)
    all = sets.join(all, sets.of(assumptions.intern(AssumptionKind::PathUndecided, fn.at(*meeting).span)));
  if (fn.isMain && (sink.kind == Sink::Kind::Static || sink.kind == Sink::Kind::ThreadLocal))
    all = sets.join(all, sets.of(assumptions.intern(AssumptionKind::MainObject, l.span, l.name)));
  // An object with a lock or condition inside is handed to other threads, which take it out again before they let this
  // one go on (a queue of waiting writers): when that has happened is not to be seen here.
  if (const Type *type = memory.type(l.type);
      type && type->synchronised && l.kind == LocationKind::Local && sink.kind != Sink::Kind::Result)
    all = sets.join(all, sets.of(assumptions.intern(AssumptionKind::PathUndecided, l.span, l.name)));
  // `head = newest.load(); if (head != &mine || !newest.compare_exchange_strong(head, nullptr)) unlink(mine);`: asks
  // whether it is still there, and takes it back if so.
  auto held = [&](LocationId variable) {
    for (RecordId r = t.record; r.valid(); r = records[r.value].parent)
      if (const Event &made = fn.at(records[r.value].event); made.to.valid() && made.to.base == variable)
        return true;
    return memory.at(holder).location == variable;
  };
  if (l.kind == LocationKind::Local && ways.comparedWith(object, held))
    all = sets.join(all, sets.of(assumptions.intern(AssumptionKind::PathUndecided, l.span, l.name)));
  // Links that are elements of arrays (`void *queue[2]`): forward and backward are one here, so whether the node was
  // taken out of the list again is not to be told.
  unsigned links = 0;
  bool owned = false;
  for (FieldId s : path) {
    links += s == step::Element;
    owned |= s == step::Storage;
  }
  if (links > 1 && !owned && path.back() == step::Element)
    all = sets.join(all, sets.of(assumptions.intern(AssumptionKind::PathUndecided, l.span, l.name)));
  if (sink.kind == Sink::Kind::Unknown && !all)
    return; // nothing says that code that is not seen keeps it
  e.assumptions = sets.at(all);
  e.record = t.record;
  // It gets out with the later of its own last step and those of what holds it.
  RecordId last = t.record;
  for (RecordId r : holders)
    if (!last.valid() || records[last.value].event < records[r.value].event)
      last = r;
  // A result is made at the end, wherever the blocks of a loop stand.
  if (e.sink.kind == Sink::Kind::Result && !holders.empty() && holders.front().valid())
    last = holders.front();
  e.gotOut = spanOf(last);
  if (d.event.valid())
    e.ended = fn.at(d.event).span;
  e.throughTask = inTask || throughTask(t.record);
  e.throughClosure = throughClosure(holder, t.record);
  e.holders.assign(holders.rbegin(), holders.rend()); // outermost last
  find(std::move(e));
}

} // namespace escape::confirming

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

bool Engine::isSink(LocationId location) const {
  switch (memory.location(location).kind) {
  case LocationKind::Result:
  case LocationKind::Exception:
  case LocationKind::Task:
  case LocationKind::Unknown:
  case LocationKind::Static:
  case LocationKind::ThreadLocal:
    return true;
  default:
    break;
  }
  if (!memory.outside(location))
    return false;
  // What a by-value owner brought along is the function's own.
  LocationId child = location;
  for (CellId p = memory.parent(location); p.valid(); p = memory.parent(child)) {
    const Cell &c = memory.at(p);
    if (memory.location(c.location).kind == LocationKind::Param)
      return c.path.empty() || c.path.back() != step::Storage ||
             const_cast<Memory &>(memory).ownership(p) != Ownership::Sole;
    child = c.location;
  }
  return true;
}

Sink Engine::sinkOf(CellId cell) {
  Sink sink;
  // The cell of the outermost object: its first step is the member.
  CellId top = cell;
  CellId under = cell;
  for (CellId p = memory.parent(memory.at(top).location); p.valid(); p = memory.parent(memory.at(top).location)) {
    under = top;
    top = p;
  }
  LocationId variable = memory.at(top).location;
  const Location &l = memory.location(variable);
  sink.location = variable;
  switch (l.kind) {
  case LocationKind::Result:
    sink.kind = Sink::Kind::Result;
    break;
  case LocationKind::Exception:
    sink.kind = Sink::Kind::Exception;
    break;
  case LocationKind::Task:
    sink.kind = Sink::Kind::Task;
    break;
  case LocationKind::Static:
  case LocationKind::ThreadLocal:
    sink.kind = l.kind == LocationKind::Static ? Sink::Kind::Static : Sink::Kind::ThreadLocal;
    sink.index = l.index;
    sink.name = !l.name.empty() || l.index >= unit.statics.size() ? l.name : unit.statics[l.index].name;
    break;
  case LocationKind::This: {
    sink.kind = Sink::Kind::This;
    const Steps &path = memory.at(under).path;
    if (!path.empty() && path[0] >= step::FirstField && path[0].value < unit.fields.size())
      sink.name = unit.fields[path[0].value].name;
    break;
  }
  case LocationKind::Param:
    sink.kind = Sink::Kind::Param;
    sink.name = l.name;
    for (size_t i = 0; i < fn.params.size(); ++i)
      if (fn.params[i] == variable)
        sink.index = uint32_t(i);
    break;
  default:
    sink.kind = Sink::Kind::Unknown;
    break;
  }
  bool cut = false;
  sink.steps = memory.endpoint(cell, cut).steps;
  return sink;
}

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
    if (!parent.valid() || memory.location(c.location).kind != LocationKind::Storage)
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
  f.spelled = spell(f.escape.sink) + std::to_string(f.escape.sink.location.value);
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
    // A member that still holds what was deleted is what destructors do; only a use of it is wrong.
    if (ownerLives && (l.kind != LocationKind::Storage || !memory.location(d.ender).automatic()))
      return;
    e.kind = ownerLives ? EscapeKind::Invalidated : EscapeKind::Outlived;
    e.object = d.ender;
    e.storage = true;
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
  if (fn.isMain && (sink.kind == Sink::Kind::Static || sink.kind == Sink::Kind::ThreadLocal))
    all = sets.join(all, sets.of(assumptions.intern(AssumptionKind::MainObject, l.span, l.name)));
  // An object with a lock or condition inside is handed to other threads, which take it out again before they let this
  // one go on (a queue of waiting writers): when that has happened is not to be seen here.
  if (const Type *type = memory.type(l.type);
      type && type->synchronised && l.kind == LocationKind::Local && sink.kind != Sink::Kind::Result)
    all = sets.join(all, sets.of(assumptions.intern(AssumptionKind::PathUndecided, l.span, l.name)));
  // Links that are elements of arrays (`void *queue[2]`): forward and backward are one here, so whether the node was
  // taken out of the list again is not to be told.
  unsigned links = 0;
  bool owned = false;
  for (FieldId s : path) {
    links += s == step::Element;
    owned |= s == step::Storage;
  }
  if (links > 1 && !owned)
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

/// What a call allocates for an owner goes where that owner's storage goes.
void Engine::noteStorage(const CallSite &site) {
  if (!site.allocation.valid())
    return;
  for (const Resolved &r : resolve(site.holder)) {
    // What lies in a sink will look at the end as if it had always been there.
    if (isSink(memory.at(r.cell).location))
      fate(site.allocation, sinkOf(r.cell), r.set, r.via);
    Value held = values.copy(read(r.cell));
    for (const Target &t : held.targets) {
      LocationId object = memory.at(t.cell).location;
      if (!t.alive() || memory.location(object).kind != LocationKind::Storage)
        continue;
      auto &some = allocated[object.value];
      if (std::find(some.begin(), some.end(), site.allocation) == some.end())
        some.push_back(site.allocation);
    }
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
      Value held = values.copy(value);
      for (const Target &t : held.targets) {
        ++work;
        LocationId object = memory.at(t.cell).location;
        LocationKind kind = memory.location(object).kind;
        if (!t.alive()) {
          if (deaths[t.death.value].kind == Death::Kind::Scope) // not: deleted here
            fate(object, sink, sets.join(set, t.set), t.record);
          foundDead(t, sink, at.steps, set, cell, holders);
          continue;
        }
        if (first.valid() && !values.at(first).targets.empty() && values.at(first).targets.front().cell == t.cell)
          continue; // what it held when we came
        SetId all = sets.join(set, t.set);
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
  for (LocationId location : fn.frame) {
    bool plain = true;
    for (CellId id = memory.root(location); id.valid() && plain; id = memory.at(id).next)
      for (FieldId s : memory.at(id).path)
        plain &= s != step::Storage && s != step::Task;
    if (plain) {
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
    }
  }
}

} // namespace escape::confirming

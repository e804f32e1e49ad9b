//===- Tasks.cpp - threads, futures, coroutines -----------------------------===//
//
// A handle holds in its Task step what the task was given. It is emptied by a
// join, moves to the Task sink when the task goes on alone, and is read when a
// coroutine runs on.
//
//===----------------------------------------------------------------------===//
#include "confirm/Engine.h"

#include "llvm/ADT/STLExtras.h"

namespace escape::confirming {

/// Nothing runs any more that the handle knows of.
void Engine::emptyTask(CellId task) {
  Value gone;
  gone.null = true;
  ValueId none = values.intern(std::move(gone));
  for (CellId cell : present(task))
    write(cell, none);
  write(task, none);
}

void Engine::joinTask(const ResolvedList &handles, EventId id) {
  for (const Resolved &h : handles) {
    bool cut = false;
    CellId task = memory.extend(h.cell, step::Task, cut);
    if (cut)
      continue;
    for (CellId cell : present(task)) {
      Value held = values.copy(read(cell));
      for (const Target &t : held.targets) {
        if (t.alive())
          continue;
        Sink sink;
        sink.kind = Sink::Kind::Task;
        foundDead(t, sink, memory.at(cell).path, sets.join(h.set, t.set), cell, {});
      }
    }
    // A handle that is a number (pthread_t) is the caller's also when it was passed by value.
    if ((memory.outside(memory.at(h.cell).location) || memory.locationOf(h.cell).kind == LocationKind::Param) &&
        !h.weak)
      noteEffect(EffectKind::Join, h.cell, Invalidation::None, h.set, id.valid() ? fn.at(id).span : fn.span, "");
    if (h.weak || handles.size() > 1) {
      for (CellId cell : present(task))
        doubt(cell, id);
      continue;
    }
    emptyTask(task);
  }
}

void Engine::detachTask(const ResolvedList &handles, const Origin &origin, SetId set) {
  for (const Resolved &h : handles) {
    bool cut = false;
    CellId task = memory.extend(h.cell, step::Task, cut);
    if (cut)
      continue;
    Bundle closure = gather({{task, h.set, h.via, h.weak}}, {}, Mode::Copy, origin, set, 0);
    put({{memory.root(fn.task), 0, {}, true}}, closure, true, origin, set);
    if (h.weak || handles.size() > 1)
      continue;
    emptyTask(task);
  }
}

void Engine::startTask(const ResolvedList &handles, const ResolvedList &closure, TypeId type, const Origin &origin,
                       SetId set) {
  Bundle content = gather(closure, type, Mode::Copy, origin, set, 0);
  if (handles.empty()) {
    put({{memory.root(fn.task), 0, {}, true}}, content, true, origin, set);
    return;
  }
  ResolvedList tasks = handles;
  step(tasks, step::Task);
  // Added: a thread gets its callable and its arguments one after the other.
  put(tasks, content, true, origin, set);
}

/// Can what runs on its own get at `wanted`?
bool Engine::taskReaches(LocationId wanted) {
  constexpr unsigned MostObjects = 64, MostLevels = 3;
  llvm::SmallVector<CellId, 8> level = present(memory.root(fn.task));
  llvm::SmallVector<LocationId, 8> seen;
  for (unsigned depth = 0; depth <= MostLevels && !level.empty(); ++depth) {
    llvm::SmallVector<CellId, 8> next;
    for (CellId cell : level)
      for (const Target &t : values.copy(read(cell)).targets) {
        const LocationId object = memory.at(t.cell).location;
        if (object == wanted)
          return true;
        if (llvm::is_contained(seen, object) || seen.size() >= MostObjects)
          continue;
        seen.push_back(object);
        llvm::append_range(next, present(memory.root(object)));
      }
    level = std::move(next);
  }
  return false;
}

/// `std::thread(work, &shared).detach(); … shared.finished.wait(lock);`: a call of or with an object with a lock or
/// condition inside that a task knows, too. What the task was given is in use until it says so by that object.
void Engine::noteMeeting(const CallSite &site, EventId id) {
  auto look = [&](TypeId type, const Place &place) {
    const Type *t = memory.type(type);
    const bool meets = t && (t->synchronised || (t->signals && inLoop[block]));
    if (!meets || !place.valid())
      return;
    for (const Resolved &r : resolve(place))
      if (taskReaches(memory.at(r.cell).location)) {
        meeting = id;
        return;
      }
  };
  if (site.self.valid() && !site.self.full())
    look(site.selfType, site.self / step::Deref);
  for (const Argument &argument : site.arguments)
    look(argument.type, argument.object);
}

/// A coroutine runs on: it reads all that it keeps.
void Engine::useTask(CellId task, EventId id, SetId set) {
  for (CellId cell : present(task))
    useCell(cell, id, set);
  if (memory.outside(memory.at(task).location) || memory.locationOf(task).kind == LocationKind::Param)
    noteUse(task, id, set);
}

} // namespace escape::confirming

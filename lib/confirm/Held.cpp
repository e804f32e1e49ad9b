//===- Held.cpp - variables that dangle from their first moment ------------===//
//
//   const Node &first = make().front();     // and `first` is never read
//
// No execution goes wrong, and still nobody means it: the variable holds what ended
// with the statement that set it, and whoever reads it one day reads what is gone.
// Only variables that nothing ever reads are looked at; of the others their reads
// tell. (-Wdangling says the same of both.)
//
//===----------------------------------------------------------------------===//
#include "confirm/Engine.h"

#include <algorithm>

namespace escape::confirming {

/// A call by which an object only gets something: its contract or model lets nothing out of it and reads nothing. Of
/// bodies only those that do nothing with addresses (constructors the compiler wrote).
bool Engine::onlyGets(const CallSite &site, bool constructs, LocationId slot) const {
  if (site.candidates.size() == 1) {
    const Summary *body = callees(site.candidates.front());
    return constructs && body && !body->opaque && body->flows.empty() && body->effects.empty();
  }
  if (!site.known.valid() || !site.candidates.empty() || site.known.value >= unit.known.size())
    return false;
  const Summary &summary = unit.known[site.known.value];
  if (summary.opaque)
    return false;
  auto speaksOf = [&](const Endpoint &e) {
    if (e.root == RootKind::This)
      return site.self.valid() && site.self.base == slot;
    if (e.root == RootKind::Param || e.root == RootKind::Argument)
      return e.index < site.arguments.size() && site.arguments[e.index].place.valid() &&
             site.arguments[e.index].place.base == slot;
    return false;
  };
  for (const Flow &flow : summary.flows)
    if (speaksOf(flow.from) && flow.to.root != RootKind::Unknown)
      return false;
  for (const Effect &effect : summary.effects)
    if ((effect.kind == EffectKind::Use || effect.kind == EffectKind::Call) && speaksOf(effect.at))
      return false;
  return true;
}

/// What is set through a reference parameter is the caller's. An object on the heap that nobody can come by is one,
/// too.
bool Engine::isVariable(const Location &l) const {
  const Type *type = memory.type(l.type);
  return (l.kind == LocationKind::Local || l.kind == LocationKind::Alloc ||
          (l.kind == LocationKind::Param && type && !type->reference)) &&
         !l.implicit && !l.many;
}

void Engine::findUnread() {
  unread.assign(fn.locations.size(), 0);
  std::vector<LocationId> addressOf(fn.locations.size()); // slot → the variable it is the address of
  for (size_t i = 0; i < fn.locations.size(); ++i)
    unread[i] = isVariable(fn.locations[i]);
  auto reads = [&](const Place &place) {
    if (!place.valid())
      return;
    unread[place.base.value] = 0;
    if (LocationId variable = addressOf[place.base.value]; variable.valid())
      unread[variable.value] = 0;
  };
  for (const Event &e : fn.events) {
    if (e.to.valid() && e.to.hasDeref())
      reads(e.to);
    if (e.kind == EventKind::JoinTask || e.kind == EventKind::DetachTask)
      reads(e.to);
    bool borrowed = e.kind == EventKind::Borrow && e.from.valid() && !e.from.hasDeref();
    if (borrowed && e.to.valid() && fn.at(e.to.base).kind == LocationKind::Slot && e.to.steps.empty())
      addressOf[e.to.base.value] = e.from.base;
    else
      reads(e.from);
    if (e.kind != EventKind::Call)
      continue;
    const CallSite &site = fn.calls[e.call.value];
    auto passes = [&](const Place &place) {
      if (place.valid() && !onlyGets(site, e.reason == Reason::ConstructorArgument, place.base))
        reads(place);
    };
    passes(site.self);
    for (const Argument &argument : site.arguments)
      passes(argument.place);
  }
  for (const Block &block : fn.blocks)
    for (const Edge &edge : block.successors)
      if (edge.condition) {
        reads(edge.condition->place);
        reads(edge.condition->object);
      }
}

void Engine::noteHeld(LocationId variable) {
  if (variable.value >= unread.size() || !unread[variable.value])
    return;
  auto look = [&](CellId cell) {
    Value held = values.copy(state.find(cell));
    for (const Target &t : held.targets) {
      if (t.alive())
        continue;
      const Death d = deaths[t.death.value];
      if (d.kind != Death::Kind::Scope || !d.event.valid() || !d.ender.valid() ||
          memory.location(d.ender).kind != LocationKind::Temp)
        continue;
      // Taken over from another variable when it was gone already: that one's read is the finding.
      if (!t.record.valid() || records[t.record.value].event > d.event)
        continue;
      Escape e;
      e.kind = EscapeKind::Held;
      e.object = d.ender;
      e.storage = d.ender != memory.at(t.cell).location;
      e.sink.kind = memory.location(variable).kind == LocationKind::Alloc ? Sink::Kind::Heap : Sink::Kind::Local;
      e.sink.location = variable;
      e.sink.name = memory.location(variable).name;
      e.path = memory.at(cell).path;
      e.assumptions = sets.at(sets.join(t.set, base));
      e.record = t.record;
      e.gotOut = spanOf(t.record);
      e.ended = fn.at(d.event).span;
      find(std::move(e));
    }
  };
  for (CellId cell : present(memory.root(variable))) {
    look(cell);
    for (const Target &t : values.copy(state.find(cell)).targets)
      if (LocationId inside = memory.at(t.cell).location;
          t.alive() && memory.location(inside).kind == LocationKind::Storage && memory.parent(inside) == cell)
        for (CellId element : present(memory.root(inside)))
          look(element);
  }
}

} // namespace escape::confirming

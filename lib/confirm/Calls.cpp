//===- Calls.cpp - who is called ---------------------------------------------===//
//
// One target, one of several, or somebody who cannot be seen. What each of them does
// is Apply.cpp and Opaque.cpp.
//
//===----------------------------------------------------------------------===//
#include "confirm/Engine.h"

#include "llvm/ADT/STLExtras.h"

#include <algorithm>

namespace escape::confirming {

void Engine::clearResult(const CallSite &site) {
  if (!site.result.valid())
    return;
  ResolvedList result = resolve(site.result);
  if (result.size() != 1 || result.front().weak)
    return;
  for (CellId cell : present(result.front().cell))
    state.erase(cell);
  LocationId location = memory.at(result.front().cell).location;
  if (memory.outside(location)) {
    Value other;
    other.other = true;
    write(result.front().cell, std::move(other));
  }
}

bool Engine::call(const Event &e, EventId id) {
  const CallSite &site = fn.calls[e.call.value];
  SetId extra = sets.of(e.assumption);
  noteMeeting(site, id);
  if (site.result.valid() && !site.result.hasDeref())
    state.forget(site.result.base);
  if (site.known.valid() && site.candidates.empty() && site.known.value < unit.known.size()) {
    const Summary &summary = unit.known[site.known.value];
    if (summary.opaque)
      opaque(site, id, summary.why);
    else
      apply(site, summary, id, {}, true, extra);
    return !(site.noReturn || summary.noReturn);
  }
  if (site.candidates.empty()) {
    if (site.knowledge != Knowledge::Body)
      opaque(site, id, site.why);
    return !site.noReturn;
  }
  bool returns = false;
  bool only = site.candidates.size() == 1;
  State before;
  if (!only)
    before = state;
  State after;
  bool first = true;
  for (FnKey key : site.candidates) {
    const Summary *summary = callees(key);
    if (!only && !first)
      state = before;
    if (!summary) {
      opaque(site, id, AssumptionKind::NoBody);
      returns = true;
    } else if (summary->opaque) {
      opaque(site, id, summary->why);
      returns = true;
    } else {
      apply(site, *summary, id, key, true, extra);
      returns |= !summary->noReturn;
    }
    if (!only) {
      if (first)
        after = state;
      else
        merge(after, state, memory, values);
      first = false;
    }
  }
  if (!only)
    state = std::move(after);
  // An open set of targets: somebody else's override may be the one.
  if (site.kind == CallKind::OpenVirtual && site.knowledge == Knowledge::Nothing)
    opaque(site, id, site.why);
  return returns && !site.noReturn;
}

/// `Options options; options.keep = false; put(options, &x);`: which way the callee goes is decided by a constant or by
/// what lies in an object that is made here. What it was made to say is not followed.
bool Engine::chosenHere(const CallSite &site, const Summary &summary, const Flow &flow, EventId id) {
  // What a new object holds: where that goes is another flow. What is given back is mostly one of several by what they
  // are like (`longer(a, b)`), not by what was asked for.
  if (flow.to.root == RootKind::Fresh || flow.to.root == RootKind::Result)
    return false;
  return llvm::any_of(summary.asks, [&](Endpoint asked) {
    if (asked.root == RootKind::Param) {
      if (asked.index >= site.arguments.size())
        return false;
      const bool guarded = llvm::any_of(flow.guards, [&](const Guard &g) { return g.param == asked.index; });
      if (site.arguments[asked.index].constant && !guarded)
        return true;
      const Type *type = memory.type(site.arguments[asked.index].type);
      if (!site.arguments[asked.index].reference && (!type || type->cls == TypeClass::Value))
        return false;
    }
    if (flow.to.root == asked.root && flow.to.index == asked.index)
      return false; // its own state, of which the pointers are followed
    asked.steps.push(step::Deref);
    return llvm::any_of(endpoint(site, asked, id, true), [&](const Resolved &r) {
      const LocationKind kind = memory.locationOf(r.cell).kind;
      return kind == LocationKind::Local || kind == LocationKind::Temp;
    });
  });
}

/// A callee chooses by what this function's own caller has chosen: `init(p, state, automatic)`.
void Engine::inheritGuards(const CallSite &site, const Flow &flow, EventId id) {
  std::vector<Guard> own;
  for (Guard guard : flow.guards)
    if (guard.param < site.arguments.size() && site.arguments[guard.param].handedOn) {
      guard.param = *site.arguments[guard.param].handedOn;
      own.push_back(guard);
    }
  auto [it, first] = inherited.try_emplace(id.value, own);
  if (!first) // of several flows, what they have in common
    llvm::erase_if(it->second, [&](const Guard &guard) { return !llvm::is_contained(own, guard); });
}

/// What the callee asks of what this function was given, this one asks.
void Engine::noteAsks(const CallSite &site, const Summary &summary, EventId id) {
  for (Endpoint asked : summary.asks) {
    if (asked.root == RootKind::Param && asked.index >= site.arguments.size())
      continue;
    if (asked.root == RootKind::Param && site.arguments[asked.index].handedOn) {
      if (Endpoint own{RootKind::Param, *site.arguments[asked.index].handedOn, {}}; !llvm::is_contained(asks, own))
        asks.push_back(own);
      continue;
    }
    for (const Resolved &r : endpoint(site, asked, id, true))
      for (const Target &t : values.copy(read(r.cell)).targets) {
        const Location &root = memory.location(memory.variable(memory.at(t.cell).location));
        Endpoint own;
        if (root.kind == LocationKind::Param)
          own = {RootKind::Param, root.index, {}};
        else if (root.kind == LocationKind::This)
          own = {RootKind::This, 0, {}};
        else
          continue;
        if (!llvm::is_contained(asks, own))
          asks.push_back(own);
      }
  }
}

bool Engine::joinsTasks() {
  if (joins)
    return *joins;
  auto waits = [](const Summary *summary) {
    return summary && std::any_of(summary->effects.begin(), summary->effects.end(),
                                  [](const Effect &effect) { return effect.kind == EffectKind::Join; });
  };
  joins = std::any_of(fn.events.begin(), fn.events.end(),
                      [](const Event &event) { return event.kind == EventKind::JoinTask; });
  for (const CallSite &call : fn.calls) {
    joins = *joins || (call.known.valid() && waits(&unit.known[call.known.value]));
    for (FnKey callee : call.candidates)
      joins = *joins || waits(callees(callee));
  }
  return *joins;
}

} // namespace escape::confirming

//===- Endpoints.cpp - the words of a summary, at one call ------------------===//
//
// A summary speaks of parameters, `this` and the result; at a call these are
// cells and types of the caller.
//
//===----------------------------------------------------------------------===//
#include "confirm/Engine.h"
#include "model/Roots.h"

namespace escape::confirming {

/// The place an endpoint means here. `lenient`: model files name `result.storage` and `result*` without knowing whether
/// the library's iterator is a class or a pointer, so the type at hand decides.
ResolvedList Engine::endpoint(const CallSite &site, const Endpoint &e, EventId id, bool lenient) {
  ResolvedList list;
  auto start = [&](CellId cell) { list.push_back({cell, 0, {}, memory.at(cell).weak}); };
  switch (e.root) {
  case RootKind::Static:
    start(memory.staticVariable(e.index));
    break;
  case RootKind::Fresh:
    start(memory.fresh(id, e.index, site.span, {}, inLoop[block]));
    break;
  default:
    list = resolve(placeOf(e, site, fn));
    break;
  }
  for (FieldId s : e.steps) {
    if (lenient && !list.empty()) {
      const Type *t = memory.typeOf(list.front().cell);
      if (s == step::Storage && t && t->cls == TypeClass::Pointer)
        continue;
      if (s == step::Deref && t && t->cls != TypeClass::Pointer)
        for (Resolved &r : list)
          if (CellId storage = ownerStorage(r.cell); storage.valid())
            r.cell = storage;
    }
    step(list, s);
  }
  return list;
}

/// What the callee allocates has the type of what is to point to it: only then do we know which of its members own.
void Engine::typeFresh(const CallSite &site, const Summary &summary, EventId id) {
  for (const Flow &flow : summary.flows)
    if (flow.kind == FlowKind::Address && flow.from.root == RootKind::Fresh && flow.from.steps.empty() &&
        flow.to.root != RootKind::Fresh)
      if (ResolvedList to = endpoint(site, flow.to, id, false); !to.empty()) {
        TypeId type = memory.pointedTo(to.front().cell);
        if (const Type *t = memory.type(type); t && !t->polymorphic) // else it may be of a derived class
          memory.fresh(id, flow.from.index, site.span, type, inLoop[block]);
      }
}

} // namespace escape::confirming

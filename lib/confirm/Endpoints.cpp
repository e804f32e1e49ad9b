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

/// Type of the object at an endpoint as far as the call site tells it.
TypeId Engine::endpointType(const CallSite &site, const Endpoint &e) {
  TypeId type;
  unsigned next = 0;
  bool isPointer = false; // `type` is what it points to
  switch (e.root) {
  case RootKind::Param:
  case RootKind::Argument:
    if (e.index >= site.arguments.size())
      return {};
    type = site.arguments[e.index].type;
    isPointer = e.root == RootKind::Param && site.arguments[e.index].reference;
    break;
  case RootKind::This:
    type = site.selfType;
    isPointer = true;
    break;
  case RootKind::Result:
    type = site.resultType;
    break;
  default:
    return {};
  }
  if (isPointer) {
    if (e.steps.empty() || e.steps[0] != step::Deref)
      return {};
    next = 1;
  }
  for (unsigned i = next; i < e.steps.size(); ++i) {
    const Type *t = memory.type(type);
    if (!t)
      return {};
    FieldId s = e.steps[i];
    TypeId inside;
    if (s == step::Deref) {
      if (t->cls == TypeClass::Pointer)
        inside = t->target;
    } else if (s == step::Storage) {
      // Storage, Deref and for containers Element lead to the element.
      if (i + 1 >= e.steps.size())
        return {};
      ++i;
      inside = t->target;
      if (t->container || t->cls == TypeClass::View) {
        if (i + 1 < e.steps.size() && e.steps[i + 1] == step::Element)
          ++i;
        else if (t->container)
          return {};
      }
    } else if (s == step::Element) {
      inside = t->target;
    } else {
      for (const TypeField &f : t->fields)
        if (f.field == s)
          inside = f.type;
    }
    type = inside;
  }
  return type;
}

} // namespace escape::confirming

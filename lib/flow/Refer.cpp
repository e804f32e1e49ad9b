#include "flow/Refer.h"

namespace escape {

void addReferred(Summary &summary, Endpoint to, Endpoint object, const Type &type, Reason reason,
                 const AssumptionSet &assumptions) {
  Flow flow;
  flow.to = to;
  flow.reason = reason;
  flow.assumptions = assumptions;
  switch (type.cls) {
  case TypeClass::Owner:
  case TypeClass::Shared:
    if (type.container) {
      flow.from = object / step::Storage / step::Deref / step::Element;
      flow.kind = FlowKind::Address;
    } else {
      flow.from = object / step::Storage;
      flow.kind = FlowKind::Copy;
    }
    break;
  case TypeClass::View:
  case TypeClass::Box:
    flow.from = object / step::Storage;
    flow.kind = FlowKind::Copy;
    break;
  case TypeClass::Pointer:
    flow.from = object;
    flow.kind = FlowKind::Copy;
    break;
  default:
    flow.from = object;
    flow.kind = FlowKind::Address;
    break;
  }
  summary.flows.push_back(flow);
}

/// Where an object of this type keeps an address it is given.
Endpoint keeper(Endpoint object, const Unit &unit, TypeId id) {
  for (unsigned depth = 0; depth < 3 && id.valid(); ++depth) {
    const Type &type = unit.at(id);
    switch (type.cls) {
    case TypeClass::View:
    case TypeClass::Box:
      return object / step::Storage;
    case TypeClass::Owner:
    case TypeClass::Shared:
      if (!type.container)
        return object / step::Storage;
      object = object / step::Storage / step::Deref / step::Element;
      id = type.target;
      break;
    case TypeClass::Inline:
      object = object / step::Element;
      id = type.target;
      break;
    case TypeClass::Task:
      return object / step::Task;
    case TypeClass::Record:
      for (const TypeField &field : type.fields)
        if (unit.at(field.type).cls == TypeClass::Pointer || unit.at(field.type).cls == TypeClass::View) {
          object = object / field.field;
          id = field.type;
          break;
        }
      if (unit.at(id).cls == TypeClass::Record)
        return object;
      break;
    default:
      return object;
    }
  }
  return object;
}

Endpoint argumentAt(unsigned index) {
  Endpoint e;
  e.root = RootKind::Argument;
  e.index = index;
  return e;
}

Endpoint thisObject() {
  Endpoint e;
  e.root = RootKind::This;
  return e / step::Deref;
}

} // namespace escape

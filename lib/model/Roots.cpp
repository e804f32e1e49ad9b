#include "model/Roots.h"

namespace escape {

Endpoint endpointOf(const Location &location) {
  switch (location.kind) {
  case LocationKind::Param:
    return {RootKind::Param, location.index, {}};
  case LocationKind::This:
    return {RootKind::This, 0, {}};
  case LocationKind::Static:
  case LocationKind::ThreadLocal:
    return {RootKind::Static, location.index, {}};
  case LocationKind::Result:
    return {RootKind::Result, 0, {}};
  case LocationKind::Exception:
    return {RootKind::Exception, 0, {}};
  case LocationKind::Task:
    return {RootKind::Task, 0, {}};
  default:
    return {RootKind::Unknown, 0, {}};
  }
}

LocationId locationOf(const Endpoint &endpoint, const FunctionFlow &function) {
  switch (endpoint.root) {
  case RootKind::Param:
    return endpoint.index < function.params.size() ? function.params[endpoint.index] : LocationId();
  case RootKind::This:
    return function.self;
  case RootKind::Result:
    return function.result;
  case RootKind::Exception:
    return function.exception;
  case RootKind::Task:
    return function.task;
  case RootKind::Unknown:
    return function.unknown;
  case RootKind::Argument:
  case RootKind::Static:
  case RootKind::Fresh:
    break;
  }
  return {};
}

Place placeOf(const Endpoint &endpoint, const CallSite &call, const FunctionFlow &caller) {
  switch (endpoint.root) {
  case RootKind::Param:
    return endpoint.index < call.arguments.size() ? call.arguments[endpoint.index].place : Place();
  case RootKind::Argument:
    return endpoint.index < call.arguments.size() ? call.arguments[endpoint.index].object : Place();
  case RootKind::This:
    return call.self;
  case RootKind::Result:
    return call.result;
  case RootKind::Exception:
  case RootKind::Task:
  case RootKind::Unknown:
    return Place(locationOf(endpoint, caller));
  case RootKind::Static:
  case RootKind::Fresh:
    break;
  }
  return {};
}

TypeId typeAt(const Endpoint &endpoint, const CallSite &call, const Unit &unit) {
  TypeId type;
  unsigned next = 0;
  bool isPointer = false; // `type` is what it points to
  switch (endpoint.root) {
  case RootKind::Param:
  case RootKind::Argument:
    if (endpoint.index >= call.arguments.size())
      return {};
    type = call.arguments[endpoint.index].type;
    isPointer = endpoint.root == RootKind::Param && call.arguments[endpoint.index].reference;
    break;
  case RootKind::This:
    type = call.selfType;
    isPointer = true;
    break;
  case RootKind::Result:
    type = call.resultType;
    break;
  default:
    return {};
  }
  if (isPointer) {
    if (endpoint.steps.empty() || endpoint.steps[0] != step::Deref)
      return {};
    next = 1;
  }
  for (unsigned i = next; i < endpoint.steps.size(); ++i) {
    if (!type.valid() || type.value >= unit.types.size())
      return {};
    const Type &at = unit.at(type);
    FieldId s = endpoint.steps[i];
    TypeId inside;
    if (s == step::Deref) {
      if (at.cls == TypeClass::Pointer)
        inside = at.target;
    } else if (s == step::Storage) {
      // Storage, Deref and for containers Element lead to the element.
      if (i + 1 >= endpoint.steps.size())
        return {};
      ++i;
      inside = at.target;
      if (at.container || at.cls == TypeClass::View) {
        if (i + 1 < endpoint.steps.size() && endpoint.steps[i + 1] == step::Element)
          ++i;
        else if (at.container)
          return {};
      }
    } else if (s == step::Element) {
      inside = at.target;
    } else {
      for (const TypeField &f : at.fields)
        if (f.field == s)
          inside = f.type;
    }
    type = inside;
  }
  return type;
}

Sink sinkAt(const Unit &unit, LocationId id, const Location &location) {
  Sink sink;
  sink.location = id;
  switch (location.kind) {
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
    sink.kind = location.kind == LocationKind::Static ? Sink::Kind::Static : Sink::Kind::ThreadLocal;
    sink.index = location.index;
    sink.name = location.name;
    if (sink.name.empty() && location.index < unit.statics.size())
      sink.name = unit.statics[location.index].name;
    break;
  case LocationKind::This:
    sink.kind = Sink::Kind::This;
    break;
  case LocationKind::Param:
    sink.kind = Sink::Kind::Param;
    sink.index = location.index;
    sink.name = location.name;
    break;
  case LocationKind::Local:
    sink.kind = Sink::Kind::Local;
    sink.name = location.name;
    break;
  default:
    sink.kind = Sink::Kind::Unknown;
    break;
  }
  return sink;
}

std::string memberName(const Unit &unit, FieldId step) {
  return step >= step::FirstField && step.value < unit.fields.size() ? unit.fields[step.value].name : "";
}

} // namespace escape

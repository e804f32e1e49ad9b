//===- Sinks.cpp - what outlives the frame ----------------------------------===//
//
// Which locations are looked at when the frame has ended, and what the place of
// a cell is called.
//
//===----------------------------------------------------------------------===//
#include "confirm/Engine.h"

namespace escape::confirming {

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

} // namespace escape::confirming

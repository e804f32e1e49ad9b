//===- Sinks.cpp - what outlives the frame ----------------------------------===//
//
// Which locations are looked at when the frame has ended, and what the place of
// a cell is called.
//
//===----------------------------------------------------------------------===//
#include "confirm/Engine.h"
#include "model/Roots.h"

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
  // The cell of the outermost object, and the one under it: its first step is the member.
  CellId top = cell;
  CellId under = cell;
  for (CellId p = memory.parent(memory.at(top).location); p.valid(); p = memory.parent(memory.at(top).location)) {
    under = top;
    top = p;
  }
  LocationId variable = memory.at(top).location;
  Sink sink = sinkAt(unit, variable, memory.location(variable));
  if (const Steps &path = memory.at(under).path; sink.kind == Sink::Kind::This && !path.empty())
    sink.name = memberName(unit, path[0]);
  bool cut = false;
  sink.steps = memory.endpoint(cell, cut).steps;
  return sink;
}

} // namespace escape::confirming

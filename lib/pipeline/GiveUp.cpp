#include "pipeline/GiveUp.h"
#include "solve/Solve.h"

#include <algorithm>

namespace escape {

static Sink sinkAt(const Unit &unit, const FunctionFlow &flow, LocationId id) {
  const Location &location = flow.at(id);
  Sink sink;
  sink.location = id;
  sink.name = location.name;
  sink.index = location.index;
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
    if (sink.name.empty() && location.index < unit.statics.size())
      sink.name = unit.statics[location.index].name;
    break;
  case LocationKind::This:
    sink.kind = Sink::Kind::This;
    sink.name.clear();
    break;
  case LocationKind::Param:
    sink.kind = Sink::Kind::Param;
    break;
  case LocationKind::Local:
    sink.kind = Sink::Kind::Local;
    break;
  default:
    sink.kind = Sink::Kind::Unknown;
    break;
  }
  return sink;
}

ConfirmResult giveUp(const Unit &unit, const FunctionFlow &flow, const SolveResult &solved, AssumptionId assumption) {
  ConfirmResult result;
  result.gaveUp = true;
  result.summary = solved.summary;
  assume(result.summary, assumption);
  result.records = solved.records;
  result.locations = flow.locations;
  for (uint32_t i = 0; i < flow.allocations.size(); ++i) {
    AllocFate &fate = result.allocations.emplace_back();
    fate.alloc = AllocId(i);
    fate.assumptions = {assumption};
  }
  for (const Candidate &candidate : solved.candidates) {
    const Location &object = flow.at(candidate.object);
    Sink sink = sinkAt(unit, flow, candidate.sink);
    if (object.kind == LocationKind::Alloc) {
      if (object.index >= result.allocations.size())
        continue;
      AllocFate &fate = result.allocations[object.index];
      fate.escapes = true;
      fate.sink = sink;
      fate.record = candidate.record;
    } else if (candidate.derefs < 0 && object.automatic()) {
      Escape &escape = result.escapes.emplace_back();
      escape.object = candidate.object;
      escape.sink = sink;
      escape.assumptions = {assumption};
      escape.record = candidate.record;
      if (candidate.record.valid())
        escape.gotOut = flow.at(result.records[candidate.record.value].event).span;
    } else if (candidate.derefs >= 0 && (object.kind == LocationKind::Param || object.kind == LocationKind::This)) {
      Leak &leak = result.leaks.emplace_back();
      leak.param = candidate.object;
      leak.sink = sink;
      leak.level = candidate.derefs;
      bool outer = sink.kind == Sink::Kind::Result || sink.kind == Sink::Kind::This || sink.kind == Sink::Kind::Param;
      leak.content = candidate.derefs > 0 && !outer;
      leak.assumptions = {assumption};
      leak.record = candidate.record;
    }
  }
  return result;
}

} // namespace escape

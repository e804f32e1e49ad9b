#include "pipeline/GiveUp.h"
#include "model/Roots.h"
#include "solve/Solve.h"

#include <algorithm>

namespace escape {

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
    fate.escapes = true; // where to, is not known either
    fate.sink.kind = Sink::Kind::Unknown;
    fate.assumptions = {assumption};
  }
  for (const Candidate &candidate : solved.candidates) {
    const Location &object = flow.at(candidate.object);
    Sink sink = sinkAt(unit, candidate.sink, flow.at(candidate.sink));
    if (object.kind == LocationKind::Alloc) {
      if (object.index >= result.allocations.size())
        continue;
      AllocFate &fate = result.allocations[object.index];
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

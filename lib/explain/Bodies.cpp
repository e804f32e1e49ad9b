//===- Bodies.cpp - from a caller's words into its callee's, and back -------===//
//
// A chain that goes through a call goes on inside the callee: where it came in,
// and where it leads to, each in the words of either side.
//
//===----------------------------------------------------------------------===//
#include "explain/Paths.h"
#include "model/Roots.h"

#include <algorithm>

namespace escape {

Callee Paths::enter(const Record &record) const {
  if (!record.callee.valid() || !record.inside.valid() || inside.size() >= MaxNesting || record.callee == flow.key ||
      std::find(inside.begin(), inside.end(), record.callee) != inside.end())
    return {};
  Callee callee = callees(record.callee);
  if (!callee.flow || !callee.confirmed || record.inside.value >= callee.confirmed->records.size())
    return {};
  return callee;
}

/// The parameter (or `this`) a chain comes from.
std::optional<LocationId> Paths::origin(RecordId last, unsigned nesting) const {
  std::vector<RecordId> ids = chain(last);
  if (ids.empty())
    return std::nullopt;
  const Record &first = confirmed.records[ids.front().value];
  const Event &event = flow.at(first.event);
  auto isInput = [&](LocationId id) {
    LocationKind kind = names.at(id).kind;
    return kind == LocationKind::Param || kind == LocationKind::This;
  };
  if (event.kind != EventKind::Call)
    return event.from.valid() && isInput(event.from.base) ? std::optional(event.from.base) : std::nullopt;
  Callee callee = nesting ? enter(first) : Callee();
  if (!callee.flow)
    return std::nullopt;
  Paths deeper(*this, callee);
  deeper.inside.push_back(flow.key);
  std::optional<LocationId> input = deeper.origin(first.inside, nesting - 1);
  if (!input)
    return std::nullopt;
  const Location &parameter = deeper.names.at(*input);
  const CallSite &call = flow.calls[event.call.value];
  Place at = placeOf(endpointOf(parameter), call, flow);
  return at.valid() && isInput(at.base) ? std::optional(at.base) : std::nullopt;
}

/// A chain that begins with a call nothing is known of does not say which parameter it hands on: the caller's step
/// before tells.
std::optional<LocationId> Paths::handedOn(RecordId last, const CallSite &call, const Event &before) const {
  std::vector<RecordId> ids = chain(last);
  if (ids.empty() || !before.to.valid())
    return std::nullopt;
  const Event &first = flow.at(confirmed.records[ids.front().value].event);
  if (first.kind != EventKind::Call || flow.calls[first.call.value].knowledge != Knowledge::Nothing)
    return std::nullopt;
  if (call.self.valid() && call.self.base == before.to.base && flow.self.valid())
    return flow.self;
  for (LocationId id : flow.params) {
    uint32_t index = flow.at(id).index;
    if (index < call.arguments.size() &&
        (call.arguments[index].place.base == before.to.base || call.arguments[index].object.base == before.to.base))
      return id;
  }
  return std::nullopt;
}

/// The flow of our own summary that a record tells; null: none (the summary came from elsewhere).
const Flow *Paths::summarised(RecordId record, bool result, const std::string &target) const {
  const Flow *any = nullptr;
  for (const Flow &flow : confirmed.summary.flows) {
    if (flow.record != record)
      continue;
    bool fits = result == (flow.to.root == RootKind::Result);
    if (fits && (result || spellEnd(flow.to) == target))
      return &flow;
    if (!any || (fits && result != (any->to.root == RootKind::Result)))
      any = &flow;
  }
  return any;
}

std::optional<LocationId> Paths::inputOf(const Endpoint &from) const {
  LocationId input = locationOf(from, flow);
  bool given = from.root == RootKind::This || from.root == RootKind::Param;
  return given && input.valid() ? std::optional(input) : std::nullopt;
}

/// An endpoint as the sink it is for the function itself; empty: it has no name.
std::string Paths::spellEnd(const Endpoint &to) const {
  Sink sink;
  if (to.root == RootKind::Static) {
    sink.kind = Sink::Kind::Static;
    if (to.index < unit.statics.size())
      sink.name = unit.statics[to.index].name;
  } else {
    LocationId at = locationOf(to, flow);
    if (!at.valid())
      return "";
    sink = sinkAt(unit, at, flow.at(at));
    if (sink.kind == Sink::Kind::This && to.steps.size() > 1)
      sink.name = memberName(unit, to.steps[1]);
  }
  return spell(sink);
}

/// Where a callee's last step leads, in the caller's words.
std::string Paths::outside(const std::string &innerEnd, const Callee &callee, const CallSite &call) const {
  auto held = [&](const Place &pointer) {
    return !pointer.valid() || pointer.full() ? std::string() : names.end(pointer / step::Deref);
  };
  if (innerEnd.starts_with("{this"))
    return call.self.valid() && names.at(call.self.base).kind == LocationKind::This ? innerEnd : held(call.self);
  if (innerEnd.starts_with("{param ")) {
    for (LocationId id : callee.flow->params) {
      const Location &parameter = callee.flow->at(id);
      if (innerEnd == "{param " + parameter.name + "}" && parameter.index < call.arguments.size())
        return held(call.arguments[parameter.index].place);
    }
    return "";
  }
  return innerEnd == "{result}" || !innerEnd.starts_with('{') ? "" : innerEnd;
}

/// Is this result an argument (or the object) of the next call?
bool Paths::passes(const Place &result, const Event &next) const {
  if (!result.valid())
    return false;
  const CallSite &call = flow.calls[next.call.value];
  auto is = [&](const Place &place) { return place.valid() && place.base == result.base; };
  return is(call.self) || std::any_of(call.arguments.begin(), call.arguments.end(),
                                      [&](const Argument &a) { return is(a.place) || is(a.object); });
}

} // namespace escape

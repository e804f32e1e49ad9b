#include "solve/Tag.h"
#include <algorithm>
#include <tuple>

using namespace escape;

namespace {

bool hasStorage(const Unit &unit, TypeId type) {
  if (!type.valid())
    return false;
  switch (unit.at(type).cls) {
  case TypeClass::View:
  case TypeClass::Owner:
  case TypeClass::Shared:
  case TypeClass::Box:
    return true;
  default:
    return false;
  }
}

} // namespace

TypedEndpoint escape::behind(const Unit &unit, TypedEndpoint at, int derefs) {
  for (; derefs > 0; --derefs) {
    // One dereference takes up to three steps; all or none of them.
    if (at.end.steps.size() + 3 > Steps::Capacity)
      break;
    const Type *type = at.type.valid() ? &unit.at(at.type) : nullptr;
    const bool storage = hasStorage(unit, at.type);
    if (storage)
      at.end.steps.push(step::Storage);
    at.end.steps.push(step::Deref);
    if (storage && type->container)
      at.end.steps.push(step::Element);
    at.type = type && (storage || type->cls == TypeClass::Pointer) ? type->target : TypeId();
  }
  return at;
}

Flow escape::makeFlow(const Unit &unit, TypedEndpoint to, TypedEndpoint from, int derefs) {
  Flow flow;
  flow.kind = derefs < 0 ? FlowKind::Address : FlowKind::Copy;
  from = behind(unit, from, derefs);
  // A copy between two kinds of holders moves the pointer, so each side has to name where it keeps it.
  if (flow.kind == FlowKind::Copy && to.type.valid() && from.type.valid() &&
      unit.at(to.type).cls != unit.at(from.type).cls) {
    if (hasStorage(unit, from.type) && from.end.steps.size() < Steps::Capacity)
      from.end.steps.push(step::Storage);
    if (hasStorage(unit, to.type) && to.end.steps.size() < Steps::Capacity)
      to.end.steps.push(step::Storage);
  }
  if (flow.kind == FlowKind::Address && hasStorage(unit, to.type) && to.end.steps.size() < Steps::Capacity)
    to.end.steps.push(step::Storage);
  flow.to = to.end;
  flow.from = from.end;
  return flow;
}

void escape::sortFlows(std::vector<Flow> &flows) {
  auto key = [](const Flow &flow) { return std::tie(flow.to, flow.from, flow.kind); };
  std::stable_sort(flows.begin(), flows.end(), [&](const Flow &a, const Flow &b) { return key(a) < key(b); });
  flows.erase(std::unique(flows.begin(), flows.end(), [&](const Flow &a, const Flow &b) { return key(a) == key(b); }),
              flows.end());
}

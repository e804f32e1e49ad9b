#include "store/SummaryText.h"

#include "model/FunctionFlow.h"

#include <nlohmann/json.hpp>

namespace escape {

using Json = nlohmann::ordered_json;

static const char *word(FlowKind kind) {
  switch (kind) {
  case FlowKind::Address:
    return "address";
  case FlowKind::Copy:
    return "copy";
  case FlowKind::Move:
    return "move";
  }
  return "";
}

static const char *word(EffectKind kind) {
  switch (kind) {
  case EffectKind::Write:
    return "write";
  case EffectKind::Invalidate:
    return "invalidate";
  case EffectKind::Free:
    return "free";
  case EffectKind::Join:
    return "join";
  case EffectKind::Detach:
    return "detach";
  case EffectKind::StartTask:
    return "startTask";
  case EffectKind::Use:
    return "use";
  case EffectKind::Call:
    return "call";
  case EffectKind::Construct:
    return "construct";
  case EffectKind::Keep:
    return "keep";
  }
  return "";
}

static const char *word(Invalidation how) {
  switch (how) {
  case Invalidation::None:
    return "";
  case Invalidation::All:
    return "all";
  case Invalidation::Growth:
    return "growth";
  case Invalidation::Erased:
    return "erased";
  }
  return "";
}

static void addAssumptions(Json &out, const AssumptionSet &set, const Unit &unit) {
  for (AssumptionId id : set)
    out["may"].push_back(describe(unit.at(id).kind));
}

std::string summaryJson(const Summary &summary, const Unit &unit) {
  Json out = {{"name", summary.function}, {"flows", Json::array()}};
  for (const Flow &flow : summary.flows) {
    Json one = {{"to", toString(flow.to, unit)}, {"from", toString(flow.from, unit)}, {"kind", word(flow.kind)}};
    addAssumptions(one, flow.assumptions, unit);
    out["flows"].push_back(std::move(one));
  }
  for (const Effect &effect : summary.effects) {
    Json one = {{"kind", word(effect.kind)}, {"at", toString(effect.at, unit)}};
    if (effect.kind == EffectKind::StartTask)
      one["from"] = toString(effect.from, unit);
    for (const Endpoint &argument : effect.arguments)
      one["arguments"].push_back(toString(argument, unit));
    if (effect.argumentsByAddress)
      one["byAddress"] = true;
    if (effect.null)
      one["null"] = true;
    if (effect.how != Invalidation::None)
      one["how"] = word(effect.how);
    if (!effect.what.empty())
      one["what"] = effect.what;
    addAssumptions(one, effect.assumptions, unit);
    out["effects"].push_back(std::move(one));
  }
  if (summary.noReturn)
    out["noReturn"] = true;
  if (summary.opaque)
    out["opaque"] = describe(summary.why);
  return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace escape

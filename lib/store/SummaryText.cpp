#include "store/SummaryText.h"

#include "model/FunctionFlow.h"
#include "model/Words.h"

#include <nlohmann/json.hpp>

namespace escape {

using Json = nlohmann::ordered_json;

static void addAssumptions(Json &out, const AssumptionSet &set, const Unit &unit) {
  for (AssumptionId id : set)
    out["may"].push_back(describe(unit.at(id).kind));
}

std::string summaryJson(const Summary &summary, const Unit &unit) {
  Json out = {{"name", summary.function}, {"flows", Json::array()}};
  for (const Flow &flow : summary.flows) {
    Json one = {{"to", toString(flow.to, unit)}, {"from", toString(flow.from, unit)}, {"kind", describe(flow.kind)}};
    addAssumptions(one, flow.assumptions, unit);
    out["flows"].push_back(std::move(one));
  }
  for (const Effect &effect : summary.effects) {
    Json one = {{"kind", describe(effect.kind)}, {"at", toString(effect.at, unit)}};
    if (effect.kind == EffectKind::StartTask)
      one["from"] = toString(effect.from, unit);
    for (const Endpoint &argument : effect.arguments)
      one["arguments"].push_back(toString(argument, unit));
    if (effect.argumentsByAddress)
      one["byAddress"] = true;
    if (effect.null)
      one["null"] = true;
    if (effect.replaced)
      one["replaced"] = true;
    if (effect.how != Invalidation::None)
      one["how"] = describe(effect.how);
    if (effect.onResult)
      one["onResult"] = *effect.onResult;
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

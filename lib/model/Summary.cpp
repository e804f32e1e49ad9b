//===- Summary.cpp - comparing summaries, and their words -------------------===//
#include "model/Summary.h"

#include "model/FunctionFlow.h"
#include "model/Words.h"

#include <algorithm>

namespace escape {

static bool same(const Flow &a, const Flow &b) {
  return a.to == b.to && a.from == b.from && a.kind == b.kind && a.assumptions == b.assumptions &&
         a.guards == b.guards && a.sometimes == b.sometimes;
}

static bool same(const Effect &a, const Effect &b) {
  return a.kind == b.kind && a.at == b.at && a.from == b.from && a.arguments == b.arguments &&
         a.argumentsByAddress == b.argumentsByAddress && a.null == b.null && a.replaced == b.replaced &&
         a.how == b.how && a.onResult == b.onResult && a.guards == b.guards && a.assumptions == b.assumptions;
}

bool Summary::operator==(const Summary &o) const {
  auto equal = [](const auto &a, const auto &b) { return same(a, b); };
  return fresh == o.fresh && asks == o.asks && noReturn == o.noReturn && opaque == o.opaque &&
         (!opaque || why == o.why) && pure == o.pure &&
         std::equal(flows.begin(), flows.end(), o.flows.begin(), o.flows.end(), equal) &&
         std::equal(effects.begin(), effects.end(), o.effects.begin(), o.effects.end(), equal);
}

static std::string root(const Endpoint &e, const Unit &unit) {
  switch (e.root) {
  case RootKind::Param:
    return "p" + std::to_string(e.index);
  case RootKind::This:
    return "this";
  case RootKind::Argument:
    return "arg" + std::to_string(e.index);
  case RootKind::Result:
    return "result";
  case RootKind::Static:
    return "static " + (e.index < unit.statics.size() ? unit.statics[e.index].name : std::to_string(e.index));
  case RootKind::Exception:
    return "exception";
  case RootKind::Task:
    return "task";
  case RootKind::Unknown:
    return "unknown";
  case RootKind::Fresh:
    return "fresh" + std::to_string(e.index);
  }
  return "";
}

std::string toString(const Steps &steps, const Unit &unit) {
  std::string text;
  for (FieldId step : steps) {
    if (step == step::Deref)
      text += '*';
    else
      (text += '.') += step.value < unit.fields.size() ? unit.fields[step.value].name : std::to_string(step.value);
  }
  return text;
}

std::string toString(const Endpoint &endpoint, const Unit &unit) {
  return root(endpoint, unit) + toString(endpoint.steps, unit);
}

static std::string toString(const AssumptionSet &set, const Unit &unit) {
  std::string text;
  for (AssumptionId id : set) {
    const Assumption &a = unit.at(id);
    text += text.empty() ? " may (" : "; ";
    text += describe(a.kind);
    if (!a.what.empty())
      (text += ": ") += a.what;
  }
  return text.empty() ? text : text + ")";
}

static std::string toString(const std::vector<Guard> &guards) {
  std::string text;
  for (const Guard &guard : guards)
    text += " if p" + std::to_string(guard.param) + words(guard.relation) + std::to_string(guard.constant);
  return text;
}

static std::string toString(const Effect &e, const Unit &unit) {
  std::string text = describe(e.kind);
  (text += ' ') += toString(e.at, unit);
  if (e.kind == EffectKind::StartTask)
    (text += " with ") += toString(e.from, unit);
  for (const Endpoint &argument : e.arguments)
    (text += e.argumentsByAddress ? " &" : " ") += toString(argument, unit);
  if (e.how != Invalidation::None)
    (text += ' ') += describe(e.how);
  if (e.replaced)
    text += " replaced";
  if (e.onResult)
    text += " if result == " + std::to_string(*e.onResult);
  return text + toString(e.guards) + toString(e.assumptions, unit) + "\n";
}

std::string toString(const Summary &summary, const Unit &unit) {
  std::string text;
  auto says = [](const Effect &e, const Flow &flow) {
    return e.kind == EffectKind::Write && e.assumptions.empty() && e.at == flow.to &&
           (e.guards.empty() || e.guards == flow.guards);
  };
  for (const Flow &flow : summary.flows) {
    (text += toString(flow.to, unit)) += flow.kind == FlowKind::Address ? " <- &" : " <- ";
    text += toString(flow.from, unit);
    if (flow.kind == FlowKind::Move)
      text += " moved";
    if (std::any_of(summary.effects.begin(), summary.effects.end(), [&](const Effect &e) { return says(e, flow); }))
      text += " must";
    else
      (text += " level ") += std::to_string(flow.derefs());
    if (flow.sometimes)
      text += " sometimes";
    text += toString(flow.guards);
    (text += toString(flow.assumptions, unit)) += '\n';
  }
  for (const Effect &e : summary.effects) {
    if (e.kind != EffectKind::Write) {
      text += toString(e, unit);
      continue;
    }
    bool withFlow = false;
    for (const Flow &flow : summary.flows)
      withFlow |= says(e, flow);
    if (!withFlow)
      text += toString(e.at, unit) +
              (!e.assumptions.empty() ? " perhaps overwritten"
               : e.null               ? " <- null must"
                                      : " <- other must") +
              toString(e.guards) + "\n";
  }
  if (summary.noReturn)
    text += "does not return\n";
  if (summary.opaque)
    ((text += "opaque (") += describe(summary.why)) += ")\n";
  return text;
}

} // namespace escape

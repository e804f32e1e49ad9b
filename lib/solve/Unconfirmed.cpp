// Where solve's answer is the last one: functions that need no confirming, and those that are given up.
#include "model/Roots.h"
#include "solve/Access.h"
#include "solve/FlowGraph.h"
#include "solve/Solve.h"
#include <algorithm>
#include <cassert>

using namespace escape;

/// Reads of what was given or is static, in a function that overwrites nothing and does the same every time: a getter
/// of an object whose member points to something gone is where that is used.
static void addUses(const Unit &unit, const FunctionFlow &flow, Summary &summary) {
  for (const Block &block : flow.blocks)
    if (block.successors.size() > 1)
      return;
  constexpr size_t MostUses = 8;
  for (const Event &event : flow.events) {
    if (event.kind != EventKind::Use || !event.from.valid() || event.assumption.valid())
      continue;
    Effect effect;
    effect.kind = EffectKind::Use;
    const Location &base = flow.at(event.from.base);
    const bool isStatic = base.kind == LocationKind::Static || base.kind == LocationKind::ThreadLocal;
    const bool given = base.kind == LocationKind::Param || base.kind == LocationKind::This;
    if (!isStatic && !(given && event.from.hasDeref()))
      continue;
    effect.at = endpointOf(base);
    Access read{.node = event.from.base.value, .type = base.type};
    follow(read, unit, event.from.steps, [](unsigned) {});
    if (read.type.valid() && unit.at(read.type).cls == TypeClass::Value)
      continue; // a number: no address to be read through
    effect.at.steps = event.from.steps;
    effect.span = event.span;
    bool known = std::any_of(summary.effects.begin(), summary.effects.end(),
                             [&](const Effect &old) { return old.kind == EffectKind::Use && old.at == effect.at; });
    if (!known && summary.effects.size() < MostUses)
      summary.effects.push_back(std::move(effect));
  }
}

ConfirmResult escape::unconfirmed(const Unit &unit, const FunctionFlow &flow, const SolveResult &solved) {
  assert(!solved.needsConfirm && "confirm has something to say about this function");
  ConfirmResult result;
  result.summary = solved.summary;
  if (!flow.givenUp)
    addUses(unit, flow, result.summary);
  result.locations = flow.locations;
  for (LocationId param : flow.params)
    if (unit.pointsAway(flow.at(param).type) && !flow.at(param).implicit)
      result.stays.push_back(param);
  if (flow.self.valid() && !flow.at(flow.self).implicit)
    result.stays.push_back(flow.self);
  std::sort(result.stays.begin(), result.stays.end());
  return result;
}

void escape::assume(Summary &summary, AssumptionId assumption) {
  for (Flow &flow : summary.flows)
    flow.assumptions = join(flow.assumptions, {assumption});
  for (Effect &effect : summary.effects)
    effect.assumptions = join(effect.assumptions, {assumption});
}

// Where solve's answer is the last one: functions that need no confirming, and those that are given up.
#include "model/Roots.h"
#include "solve/Access.h"
#include "solve/FlowGraph.h"
#include "solve/Solve.h"
#include <algorithm>
#include <cassert>

using namespace escape;

/// Every way through the function passes the block.
static bool always(const FunctionFlow &flow, size_t wanted) {
  std::vector<bool> seen(flow.blocks.size());
  std::vector<size_t> stack;
  if (wanted != 0)
    stack.push_back(0);
  while (!stack.empty()) {
    const size_t block = stack.back();
    stack.pop_back();
    if (seen[block] || block == wanted)
      continue;
    seen[block] = true;
    if (flow.blocks[block].exit)
      return false;
    for (const Edge &edge : flow.blocks[block].successors)
      stack.push_back(edge.to.value);
  }
  return true;
}

static void addUses(const Unit &unit, const FunctionFlow &flow, const Block &block, Summary &summary, size_t most) {
  for (uint32_t e = block.first; e < block.last; ++e) {
    const Event &event = flow.at(EventId(e));
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
    if (!known && summary.effects.size() < most)
      summary.effects.push_back(std::move(effect));
  }
}

/// Reads of what was given or is static, in a function that overwrites nothing, where every way through it passes: a
/// getter of an object whose member points to something gone is where that is used. Closures are called for what they
/// do.
static void addUses(const Unit &unit, const FunctionFlow &flow, Summary &summary) {
  constexpr size_t MostUses = 8, MostBlocks = 32;
  const bool branches =
      std::any_of(flow.blocks.begin(), flow.blocks.end(), [](const Block &b) { return b.successors.size() > 1; });
  if (branches && flow.blocks.size() > MostBlocks)
    return;
  for (size_t b = 0; b < flow.blocks.size(); ++b)
    if (flow.blocks[b].first < flow.blocks[b].last && (!branches || flow.lambda || always(flow, b)))
      addUses(unit, flow, flow.blocks[b], summary, MostUses);
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

//===- Effects.cpp - why a function asks for memory -------------------------===//
//
// One verdict a function. Its path is the chain of calls down to the expression
// that asks, each inside the call before it.
//
//===----------------------------------------------------------------------===//
#include "explain/Explain.h"
#include "explain/Names.h"

namespace escape {

/// The call or allocation an effect is about, with those inside it.
static Step stepOf(const Unit &unit, const AllocationEffect &effect, llvm::ArrayRef<AllocationEffect> effects) {
  Step step;
  step.expression = oneLine(std::string(unit.text(effect.at)));
  step.span = effect.at;
  step.reason = effect.allocation.valid() ? Reason::OwnerInit : Reason::CallArgument;
  if (effect.callee.valid()) {
    const AllocationEffect &inner = effects[effect.callee.value];
    step.inside.push_back({"{heap}", step.expression, 0, {stepOf(unit, inner, effects)}});
  }
  return step;
}

std::optional<Verdict> explainEffect(const Unit &unit, FunctionId id, llvm::ArrayRef<AllocationEffect> effects) {
  const FunctionFlow &flow = unit.functions[id.value];
  if (!flow.user || flow.initialiser || flow.defaulted || flow.pattern || flow.lambda)
    return std::nullopt;
  const AllocationEffect &effect = effects[id.value];
  Verdict verdict;
  verdict.kind = effect.answer == AllocationEffect::Answer::No ? VerdictKind::DoesNotAllocate : VerdictKind::Allocates;
  verdict.function = verdict.object = flow.name;
  verdict.storage = "function";
  verdict.span = flow.span;
  if (verdict.kind == VerdictKind::DoesNotAllocate) {
    verdict.evident = !flow.noAlloc &&
                      llvm::all_of(flow.calls, [](const CallSite &site) { return site.knowledge == Knowledge::Model; });
    return verdict;
  }
  verdict.effect = effect;
  verdict.contradicts = flow.noAlloc;
  verdict.assumptions = effect.assumptions;
  verdict.via = effect.allocation.valid() ? oneLine(std::string(unit.text(effect.at))) : effect.via;
  // What it depends on is said by the allocation at the end of the chain.
  FunctionId last = id;
  for (FunctionId next = id; next.valid() && effects[next.value].answer != AllocationEffect::Answer::No;
       next = effects[next.value].callee)
    last = next;
  if (AllocId asks = effects[last.value].allocation; asks.valid())
    verdict.allocation = unit.functions[last.value].allocations[asks.value];
  verdict.path = {{"{heap}", verdict.via, 0, {stepOf(unit, effect, effects)}}};
  return verdict;
}

} // namespace escape

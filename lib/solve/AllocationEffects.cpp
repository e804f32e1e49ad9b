#include "solve/AllocationEffects.h"
#include "solve/CallOrder.h"
#include <map>
#include <tuple>
#include <utility>

namespace escape {

using Answer = AllocationEffect::Answer;

/// Blocks that can be run again: those from which a back edge's source is reached without passing where it leads.
static std::vector<uint8_t> blocksInLoops(const FunctionFlow &flow) {
  std::vector<uint8_t> looped(flow.blocks.size());
  std::vector<std::vector<uint32_t>> predecessors(flow.blocks.size());
  for (uint32_t b = 0; b < flow.blocks.size(); ++b)
    for (const Edge &edge : flow.blocks[b].successors)
      predecessors[edge.to.value].push_back(b);
  for (uint32_t b = 0; b < flow.blocks.size(); ++b)
    for (const Edge &edge : flow.blocks[b].successors) {
      if (!edge.back)
        continue;
      std::vector<uint8_t> seen(flow.blocks.size());
      std::vector<uint32_t> open{b};
      seen[edge.to.value] = looped[edge.to.value] = true;
      while (!open.empty()) {
        uint32_t at = open.back();
        open.pop_back();
        if (std::exchange(seen[at], true))
          continue;
        looped[at] = true;
        open.insert(open.end(), predecessors[at].begin(), predecessors[at].end());
      }
    }
  return looped;
}

namespace {

class Effects {
public:
  explicit Effects(Unit &unit)
      : unit(unit), assumptions(unit.assumptions), effects(unit.functions.size()), loops(unit.functions.size()) {
    for (size_t i = 0; i < unit.functions.size(); ++i)
      byKey.emplace(unit.functions[i].key, FunctionId(i));
  }

  std::vector<AllocationEffect> run() {
    for (const std::vector<FunctionId> &component : callOrder(unit)) {
      // Answers only rise and ways only get shorter; a way through a cycle is never the shortest.
      for (bool changed = true; changed;) {
        changed = false;
        for (FunctionId id : component) {
          AllocationEffect next = effectOf(unit.functions[id.value], id);
          AllocationEffect &old = effects[id.value];
          if (order(next) != order(old)) {
            old = std::move(next);
            changed = true;
          }
        }
      }
    }
    return std::move(effects);
  }

private:
  /// The least is told.
  static std::tuple<int, unsigned> order(const AllocationEffect &e) { return {-int(e.answer), e.calls}; }

  static void offer(AllocationEffect &best, AllocationEffect other) {
    if (other.answer != Answer::No && (best.answer == Answer::No || order(other) < order(best)))
      best = std::move(other);
  }

  AllocationEffect effectOf(const FunctionFlow &flow, FunctionId id) {
    AllocationEffect best;
    for (size_t i = 0; i < flow.allocations.size(); ++i) {
      const Allocation &allocation = flow.allocations[i];
      AllocationEffect own;
      own.answer = allocation.may ? Answer::May : Answer::Yes;
      own.perIteration = allocation.inLoop;
      own.allocation = AllocId(i);
      own.at = allocation.span;
      offer(best, std::move(own));
    }
    std::vector<uint8_t> &looped = loops[id.value];
    if (looped.empty() && !flow.blocks.empty()) {
      looped.resize(flow.calls.size());
      std::vector<uint8_t> blocks = blocksInLoops(flow);
      for (size_t b = 0; b < flow.blocks.size(); ++b)
        for (uint32_t e = flow.blocks[b].first; e < flow.blocks[b].last; ++e)
          if (flow.events[e].kind == EventKind::Call)
            looped[flow.events[e].call.value] = blocks[b];
    }
    for (size_t i = 0; i < flow.calls.size(); ++i) {
      AllocationEffect called = effectOf(flow.calls[i]);
      called.perIteration |= i < looped.size() && looped[i];
      offer(best, std::move(called));
    }
    if (flow.givenUp || flow.pattern) {
      AllocationEffect unseen;
      unseen.answer = Answer::May;
      unseen.at = flow.span;
      unseen.via = flow.name;
      unseen.assumptions = {flow.givenUp ? *flow.givenUp
                                         : assumptions.intern(AssumptionKind::Uninstantiated, flow.span, flow.name)};
      offer(best, std::move(unseen));
    }
    return best;
  }

  AllocationEffect effectOf(const CallSite &site) {
    AllocationEffect effect;
    effect.calls = 1;
    effect.at = site.span;
    effect.via = site.callee;
    bool seen = site.knowledge == Knowledge::Body && !site.asksUnseen;
    if (site.knowledge == Knowledge::Model && site.known.valid())
      seen = unit.known[site.known.value].saysAllocations && !site.asksUnseen;
    Answer least = Answer::Yes;
    for (const FnKey &key : site.candidates) {
      auto it = byKey.find(key);
      if (it == byKey.end()) {
        seen = false;
        continue;
      }
      const AllocationEffect &callee = effects[it->second.value];
      least = std::min(least, callee.answer);
      if (callee.answer > effect.answer) {
        effect.answer = callee.answer;
        effect.calls = callee.calls + 1;
        effect.perIteration = callee.perIteration;
        effect.assumptions = callee.assumptions;
        effect.callee = it->second;
      }
    }
    if (effect.answer == Answer::Yes && least != Answer::Yes)
      effect.answer = Answer::May; // one of several
    if (!seen && effect.answer == Answer::No) {
      effect.answer = Answer::May;
      AssumptionKind why = site.asksUnseen                        ? AssumptionKind::FunctionPointer
                           : site.knowledge == Knowledge::Nothing ? site.why
                                                                  : AssumptionKind::NoBody;
      effect.assumptions = {assumptions.intern(why, site.span, site.callee)};
    }
    return effect;
  }

  Unit &unit;
  Assumptions assumptions;
  std::vector<AllocationEffect> effects;
  std::vector<std::vector<uint8_t>> loops; ///< by function, by call: it stands in a loop
  std::map<FnKey, FunctionId> byKey;
};

} // namespace

std::vector<AllocationEffect> allocationEffects(Unit &unit) { return Effects(unit).run(); }

} // namespace escape

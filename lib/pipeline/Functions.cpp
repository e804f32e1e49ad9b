#include "pipeline/Functions.h"
#include "confirm/Confirm.h"
#include "confirm/Runs.h"
#include "confirm/Scratch.h"
#include "pipeline/Clock.h"
#include "pipeline/GiveUp.h"
#include "solve/CallOrder.h"
#include "solve/Solve.h"

namespace escape {

namespace {

/// Rounds until a component counts as unstable. Three are usual: flows found, flows passed around, nothing new.
constexpr unsigned MaxRounds = 8;
/// Components above this are not confirmed: solve's summaries stand, as may.
constexpr size_t MaxComponent = 400;

class Driver {
public:
  Driver(Unit &unit, Statistics &statistics) : unit(unit), statistics(statistics), assumptions(unit.assumptions) {
    result.solved.resize(unit.functions.size());
    result.confirmed.resize(unit.functions.size());
    done.resize(unit.functions.size());
    for (size_t i = 0; i < unit.functions.size(); ++i)
      result.byKey.emplace(unit.functions[i].key, FunctionId(i));
  }

  Solved run() {
    for (const std::vector<FunctionId> &component : callOrder(unit)) {
      if (isRecursive(unit, component))
        runRecursive(component);
      else
        runOnce(component.front());
      for (FunctionId id : component)
        done[id.value] = true;
    }
    Clock clock(statistics.confirm);
    doubtScratchMembers(unit, result.solved, result.confirmed, assumptions);
    doubtUnseenRuns(unit, result.confirmed, assumptions);
    return std::move(result);
  }

private:
  const Summary *summaryOf(const FnKey &key) {
    auto it = result.byKey.find(key);
    if (it == result.byKey.end())
      return nullptr;
    size_t index = it->second.value;
    if (done[index])
      return &result.confirmed[index].summary;
    return index < growing.size() ? &growing[index] : nullptr;
  }

  void runOnce(FunctionId id) {
    const FunctionFlow &flow = unit.functions[id.value];
    auto source = [this](const FnKey &key) { return summaryOf(key); };
    SolveResult &solved = result.solved[id.value];
    ConfirmResult &confirmed = result.confirmed[id.value];
    {
      Clock clock(statistics.solve);
      solved = solve(unit, flow, source);
    }
    Clock clock(statistics.confirm);
    if (!solved.needsConfirm) {
      confirmed = unconfirmed(unit, flow, solved);
      return;
    }
    ++statistics.confirmed;
    if (!flow.givenUp) {
      // Long functions get more: a pass over each costs what it is long.
      ConfirmLimits limits;
      limits.work += 64 * flow.events.size();
      confirmed = confirm(unit, flow, source, assumptions, limits);
      if (!confirmed.gaveUp)
        return;
    }
    giveUp(id);
  }

  void giveUp(FunctionId id) {
    const FunctionFlow &flow = unit.functions[id.value];
    ++statistics.givenUp;
    AssumptionId assumption = assumptions.intern(AssumptionKind::GivenUp, flow.span, flow.name);
    result.confirmed[id.value] = escape::giveUp(unit, flow, result.solved[id.value], assumption);
  }

  /// Flows grow from nothing; must-effects of the component are not believed before its flows are stable.
  void runRecursive(const std::vector<FunctionId> &component) {
    growing.resize(unit.functions.size());
    bool stable = false;
    for (unsigned round = 0; round < MaxRounds && !stable; ++round) {
      stable = true;
      for (FunctionId id : component) {
        if (component.size() > MaxComponent)
          solveOnly(id);
        else
          runOnce(id);
        Summary next = result.confirmed[id.value].summary;
        std::erase_if(next.effects, [](const Effect &effect) {
          return effect.kind == EffectKind::Write || effect.kind == EffectKind::Join;
        });
        if (!(next == growing[id.value])) {
          growing[id.value] = std::move(next);
          stable = false;
        }
      }
    }
    if (stable)
      return;
    for (FunctionId id : component) {
      const FunctionFlow &flow = unit.functions[id.value];
      assume(result.confirmed[id.value].summary, assumptions.intern(AssumptionKind::GivenUp, flow.span, flow.name));
    }
  }

  void solveOnly(FunctionId id) {
    auto source = [this](const FnKey &key) { return summaryOf(key); };
    {
      Clock clock(statistics.solve);
      result.solved[id.value] = solve(unit, unit.functions[id.value], source);
    }
    giveUp(id);
  }

  Unit &unit;
  Statistics &statistics;
  Assumptions assumptions;
  Solved result;
  std::vector<char> done;
  std::vector<Summary> growing; ///< of the component that is being solved, by FunctionId
};

} // namespace

Solved solveAndConfirm(Unit &unit, Statistics &statistics) { return Driver(unit, statistics).run(); }

} // namespace escape

#include "pipeline/Functions.h"
#include "confirm/Confirm.h"
#include "confirm/Runs.h"
#include "confirm/Scratch.h"
#include "pipeline/Clock.h"
#include "pipeline/GiveUp.h"
#include "solve/CallOrder.h"
#include "solve/Solve.h"
#include <algorithm>

namespace escape {

Solved::Solved(const Unit &unit)
    : solved(unit.functions.size()), confirmed(unit.functions.size()), done(unit.functions.size()) {
  for (size_t i = 0; i < unit.functions.size(); ++i)
    byKey.emplace(unit.functions[i].key, FunctionId(i));
}

void solveFunction(const Unit &unit, FunctionId id, const SummarySource &callees, Assumptions &assumptions,
                   bool solveOnly, Solved &result, Statistics &statistics) {
  const FunctionFlow &flow = unit.functions[id.value];
  SolveResult &solved = result.solved[id.value];
  ConfirmResult &confirmed = result.confirmed[id.value];
  {
    Clock clock(statistics.solve);
    solved = solve(unit, flow, callees);
  }
  if (!solveOnly) {
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
      confirmed = confirm(unit, flow, callees, assumptions, limits);
      if (!confirmed.gaveUp)
        return;
    }
  }
  ++statistics.givenUp;
  AssumptionId assumption = assumptions.intern(AssumptionKind::GivenUp, flow.span, flow.name);
  confirmed = giveUp(unit, flow, solved, assumption);
}

Summary growing(const Summary &summary) {
  Summary result = summary;
  std::erase_if(result.effects, [](const Effect &effect) {
    return effect.kind == EffectKind::Write || effect.kind == EffectKind::Join;
  });
  return result;
}

namespace {

enum class Others : uint8_t { None, Bodies, VirtualToo };

/// It calls what another file may have.
bool waits(const FunctionFlow &flow, Others others) {
  return others != Others::None && std::any_of(flow.calls.begin(), flow.calls.end(), [&](const CallSite &call) {
           return call.elsewhere.valid() && call.candidates.empty() &&
                  (call.kind != CallKind::OpenVirtual || others == Others::VirtualToo);
         });
}

class Driver {
public:
  Driver(Unit &unit, Others others, const Given &given, Assumptions &assumptions, Statistics &statistics)
      : unit(unit), others(others), given(given), statistics(statistics), assumptions(assumptions), result(unit) {}

  Solved run() {
    for (const std::vector<FunctionId> &component : callOrder(unit)) {
      if (isOpen(component))
        continue;
      if (isTold(component.front()))
        takeTold(component);
      else if (given.members.contains(unit.functions[component.front().value].key))
        runMembers(component);
      else if (isRecursive(unit, component))
        runRecursive(component);
      else
        solveOne(component.front(), false);
      for (FunctionId id : component)
        result.done[id.value] = true;
    }
    return std::move(result);
  }

private:
  bool isOpen(const std::vector<FunctionId> &component) const {
    if (others == Others::None)
      return false;
    for (FunctionId id : component) {
      const FunctionFlow &flow = unit.functions[id.value];
      if (waits(flow, others))
        return true;
      for (const CallSite &call : flow.calls)
        for (const FnKey &key : call.candidates)
          if (auto it = result.byKey.find(key); it != result.byKey.end() && !result.done[it->second.value] &&
                                                !std::binary_search(component.begin(), component.end(), it->second))
            return true;
    }
    return false;
  }

  bool isTold(FunctionId id) const { return id.value < given.told.size() && given.told[id.value]; }

  void takeTold(const std::vector<FunctionId> &component) {
    for (FunctionId id : component) {
      if (!isTold(id))
        continue; // cannot be: it would be told, too
      result.solved[id.value].needsConfirm = given.needsConfirm[id.value];
      result.confirmed[id.value] = *given.results[id.value];
    }
  }

  /// Functions that call each other by way of other files: what they see of each other is given.
  void runMembers(const std::vector<FunctionId> &component) {
    for (FunctionId id : component) {
      const FunctionFlow &flow = unit.functions[id.value];
      const Given::Member &member = given.members.at(flow.key);
      within = member.component;
      solveOne(id, member.solveOnly);
      if (member.unstable)
        assume(result.confirmed[id.value].summary, assumptions.intern(AssumptionKind::GivenUp, flow.span, flow.name));
    }
    within = 0;
  }

  const Summary *summaryOf(const FnKey &key) {
    if (within)
      if (auto it = given.members.find(key); it != given.members.end() && it->second.component == within)
        return it->second.growing;
    if (auto it = given.summaries.find(key); it != given.summaries.end())
      return it->second;
    auto it = result.byKey.find(key);
    if (it == result.byKey.end())
      return nullptr;
    size_t index = it->second.value;
    if (result.done[index])
      return &result.confirmed[index].summary;
    return index < known.size() ? &known[index] : nullptr;
  }

  void solveOne(FunctionId id, bool solveOnly) {
    auto source = [this](const FnKey &key) { return summaryOf(key); };
    solveFunction(unit, id, source, assumptions, solveOnly, result, statistics);
  }

  /// Flows grow from nothing.
  void runRecursive(const std::vector<FunctionId> &component) {
    known.resize(unit.functions.size());
    bool stable = false;
    for (unsigned round = 0; round < MaxRounds && !stable; ++round) {
      stable = true;
      for (FunctionId id : component) {
        solveOne(id, component.size() > MaxComponent);
        Summary next = growing(result.confirmed[id.value].summary);
        if (!(next == known[id.value])) {
          known[id.value] = std::move(next);
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

  Unit &unit;
  const Others others;
  const Given &given;
  Statistics &statistics;
  Assumptions &assumptions;
  uint32_t within = 0; ///< the component that spans files and is being solved
  Solved result;
  std::vector<Summary> known; ///< of the component that is being solved, by FunctionId
};

} // namespace

void doubt(const Unit &unit, Solved &solved, Assumptions &assumptions, Statistics &statistics) {
  Clock clock(statistics.confirm);
  doubtScratchMembers(unit, solved.solved, solved.confirmed, assumptions);
  doubtUnseenRuns(unit, solved.confirmed, assumptions);
}

Solved solveAndConfirm(Unit &unit, Statistics &statistics) {
  Assumptions assumptions(unit.assumptions);
  Solved result = Driver(unit, Others::None, {}, assumptions, statistics).run();
  doubt(unit, result, assumptions, statistics);
  return result;
}

Solved solveClosed(Unit &unit, bool virtualToo, Statistics &statistics) {
  Assumptions assumptions(unit.assumptions);
  return Driver(unit, virtualToo ? Others::VirtualToo : Others::Bodies, {}, assumptions, statistics).run();
}

Solved solveWith(Unit &unit, const Given &given, Assumptions &assumptions, Statistics &statistics) {
  return Driver(unit, Others::None, given, assumptions, statistics).run();
}

} // namespace escape

#include "pipeline/Interfaces.h"

#include <algorithm>

namespace escape {

namespace {

bool isCandidate(const Unit &unit, const Verdict &verdict) {
  return verdict.kind == VerdictKind::AllocEscapes && verdict.allocation && !verdict.assumptions.empty() &&
         std::all_of(verdict.assumptions.begin(), verdict.assumptions.end(),
                     [&](AssumptionId id) { return unit.at(id).kind == AssumptionKind::OpenVirtual; });
}

/// The calls that the verdict's assumptions are about.
std::vector<const ExactCall *> callsOf(const Unit &unit, const Verdict &verdict) {
  std::vector<const ExactCall *> calls;
  for (AssumptionId id : verdict.assumptions)
    for (const FunctionFlow &flow : unit.functions)
      for (const ExactCall &exact : flow.exact)
        if (flow.calls[exact.call.value].span == unit.at(id).span)
          calls.push_back(&exact);
  return calls;
}

bool stays(const FunctionFlow &flow, const ConfirmResult &confirmed, const Verdict &verdict) {
  for (const AllocFate &fate : confirmed.allocations)
    if (flow.allocations[fate.alloc.value].location == verdict.allocation->location)
      return !fate.escapes && fate.assumptions.empty();
  return false;
}

} // namespace

void tellInterfaces(const Unit &unit, std::vector<std::vector<Verdict>> &verdicts) {
  bool wanted = false;
  for (size_t i = 0; i < verdicts.size() && !wanted; ++i)
    wanted = std::any_of(verdicts[i].begin(), verdicts[i].end(), [&](const Verdict &verdict) {
      return isCandidate(unit, verdict) && !callsOf(unit, verdict).empty();
    });
  if (!wanted)
    return;
  Unit direct = unit;
  for (FunctionFlow &flow : direct.functions)
    for (const ExactCall &exact : flow.exact) {
      CallSite &site = flow.calls[exact.call.value];
      site.kind = CallKind::Exact;
      site.knowledge = Knowledge::Body;
      site.candidates = {exact.target};
      site.callee = exact.callee;
    }
  Statistics unused;
  Solved solved = solveAndConfirm(direct, unused);
  for (size_t i = 0; i < verdicts.size(); ++i)
    for (Verdict &verdict : verdicts[i]) {
      if (!isCandidate(unit, verdict) || !stays(unit.functions[i], solved.confirmed[i], verdict))
        continue;
      std::vector<const ExactCall *> calls = callsOf(unit, verdict);
      if (calls.empty())
        continue;
      Remedy remedy;
      remedy.kind = RemedyKind::Exact;
      remedy.instead = calls.front()->type;
      remedy.callee = calls.front()->callee;
      bool editable = true;
      for (const ExactCall *call : calls) {
        editable &= !call->edits.empty() && call->type == remedy.instead;
        for (const Edit &edit : call->edits)
          if (std::find(remedy.edits.begin(), remedy.edits.end(), edit) == remedy.edits.end())
            remedy.edits.push_back(edit);
      }
      if (!editable)
        remedy.edits.clear();
      verdict.remedy = std::move(remedy);
    }
}

} // namespace escape

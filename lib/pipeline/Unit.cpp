#include "pipeline/Unit.h"
#include "check/Run.h"
#include "explain/Explain.h"
#include "flow/BuildFlow.h"
#include "pipeline/Clock.h"
#include "pipeline/Dump.h"
#include "pipeline/Functions.h"
#include "pipeline/Interfaces.h"
#include "solve/AllocationEffects.h"
#include "store/SummaryText.h"
#include "llvm/Support/Path.h"

namespace escape {

/// Paths are shown as the user would type them: relative when they lie below the working directory.
static void shortenPaths(Unit &unit, const std::string &workingDirectory) {
  for (SourceFile &file : unit.files) {
    llvm::SmallString<128> path(file.path);
    llvm::sys::path::remove_dots(path, true);
    llvm::StringRef shown = path;
    if (!workingDirectory.empty() && shown.consume_front(workingDirectory) && shown.consume_front("/"))
      file.path = shown.str();
    else
      file.path = path.str().str();
  }
}

UnitReport analyse(const TranslationUnit &parsed, const std::string &file, const Settings &settings) {
  UnitReport report;
  Statistics &statistics = report.statistics;
  Unit unit;
  {
    Clock clock(statistics.flow);
    FlowOptions options;
    options.mainFile = file;
    options.stackLimit = settings.stackLimit;
    options.remedies = settings.selection->allocations();
    options.allocations = settings.report || options.remedies;
    auto isUser = [&](clang::SourceLocation location) { return parsed.User.contains(location); };
    options.isUser = isUser;
    unit = buildFlow(parsed.Context, parsed.Sema, parsed.TopLevel, *settings.library, options);
    shortenPaths(unit, settings.workingDirectory);
  }
  Solved solved = solveAndConfirm(unit, statistics);
  std::vector<AllocationEffect> effects;
  if (unit.allAllocations) {
    Clock clock(statistics.solve);
    effects = allocationEffects(unit);
  }

  std::vector<std::vector<Verdict>> verdicts(unit.functions.size());
  std::vector<Verdict> all;
  {
    Clock clock(statistics.explain);
    auto callees = [&](const FnKey &key) -> Callee {
      auto it = solved.byKey.find(key);
      if (it == solved.byKey.end())
        return {};
      return {&unit.functions[it->second.value], &solved.confirmed[it->second.value]};
    };
    for (size_t i = 0; i < unit.functions.size(); ++i) {
      if (!unit.functions[i].user && !(settings.report && unit.functions[i].defaulted))
        continue;
      bool interesting = settings.report || !settings.dump.stage.empty() || !solved.confirmed[i].escapes.empty() ||
                         !unit.functions[i].contracts.empty() || settings.selection->allocations();
      if (interesting)
        verdicts[i] = explain(unit, unit.functions[i], solved.confirmed[i], callees);
      if (!effects.empty())
        if (std::optional<Verdict> effect = explainEffect(unit, FunctionId(i), effects))
          verdicts[i].push_back(std::move(*effect));
      if (!unit.functions[i].user)
        continue;
      for (const Escape &escape : solved.confirmed[i].escapes)
        ++(escape.assumptions.empty() ? statistics.proven : statistics.may);
    }
    if (settings.selection->allocations())
      tellInterfaces(unit, verdicts);
    for (const std::vector<Verdict> &some : verdicts)
      all.insert(all.end(), some.begin(), some.end());
  }
  Clock clock(statistics.check);
  for (const Diagnostic &diagnostic : runChecks(unit, all, *settings.selection, settings.may))
    report.findings.push_back(resolve(unit, diagnostic));
  if (settings.report)
    for (const Verdict &verdict : all)
      report.facts.push_back(resolve(unit, verdict));
  if (!settings.dump.stage.empty())
    report.dump = dump(settings.dump, unit, solved, verdicts);
  if (settings.summaries)
    for (size_t i = 0; i < unit.functions.size(); ++i)
      if (unit.functions[i].user)
        report.summaries.push_back(summaryJson(solved.confirmed[i].summary, unit));
  statistics.userLines = unit.userLines;
  statistics.functions = unit.functions.size();
  for (const FunctionFlow &flow : unit.functions)
    statistics.events += flow.events.size();
  statistics.unmodelled = unit.unmodelled;
  for (auto &[why, count] : unit.degraded)
    statistics.skipped += count;
  return report;
}

} // namespace escape

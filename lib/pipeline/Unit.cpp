#include "pipeline/Unit.h"
#include "check/Run.h"
#include "flow/BuildFlow.h"
#include "pipeline/Clock.h"
#include "pipeline/Dump.h"
#include "pipeline/Functions.h"
#include "pipeline/Interfaces.h"
#include "solve/AllocationEffects.h"
#include "store/SummaryText.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

namespace escape {

/// Paths are shown as the user would type them: relative when they lie below the working directory.
static void shortenPaths(Unit &unit, const std::string &workingDirectory) {
  for (SourceFile &file : unit.files) {
    llvm::SmallString<128> path(file.path);
    llvm::sys::path::remove_dots(path, true);
    // Behind a link to a folder, .. leads elsewhere than its name says: /lib/gcc/../../include.
    if (path != file.path && !llvm::sys::fs::exists(path) && llvm::sys::fs::real_path(file.path, path))
      path = file.path;
    llvm::StringRef shown = path;
    if (!workingDirectory.empty() && shown.consume_front(workingDirectory) && shown.consume_front("/"))
      file.path = shown.str();
    else
      file.path = path.str().str();
  }
}

Unit makeUnit(const TranslationUnit &parsed, const std::string &file, const Settings &settings, bool others,
              Statistics &statistics) {
  Clock clock(statistics.flow);
  FlowOptions options;
  options.mainFile = file;
  options.stackLimit = settings.stackLimit;
  options.others = others;
  options.remedies = settings.selection->allocations();
  options.allocations = settings.report || options.remedies;
  auto isUser = [&](clang::SourceLocation location) { return parsed.User.contains(location); };
  options.isUser = isUser;
  Unit unit = buildFlow(parsed.Context, parsed.Sema, parsed.TopLevel, *settings.library, options);
  shortenPaths(unit, settings.workingDirectory);
  return unit;
}

UnitReport tell(Unit &unit, const Solved &solved, const Abroad &abroad, const Settings &settings,
                const Statistics &before) {
  UnitReport report;
  Statistics &statistics = report.statistics;
  statistics = before;
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
      // What callers are told of first: a file's own body may be one of several.
      if (auto it = abroad.callees.find(key); it != abroad.callees.end())
        return it->second;
      auto it = solved.byKey.find(key);
      if (it == solved.byKey.end())
        return {};
      return {&unit.functions[it->second.value], &solved.confirmed[it->second.value]};
    };
    for (size_t i = 0; i < unit.functions.size(); ++i) {
      if (abroad.tells(FunctionId(i)) || (!unit.functions[i].user && !(settings.report && unit.functions[i].defaulted)))
        continue;
      if (interesting(unit.functions[i], solved.confirmed[i], settings))
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

bool interesting(const FunctionFlow &flow, const ConfirmResult &confirmed, const Settings &settings) {
  return settings.report || !settings.dump.stage.empty() || !confirmed.escapes.empty() || !flow.contracts.empty() ||
         settings.selection->allocations();
}

UnitReport analyse(const TranslationUnit &parsed, const std::string &file, const Settings &settings) {
  Statistics statistics;
  Unit unit = makeUnit(parsed, file, settings, /*others=*/false, statistics);
  Solved solved = solveAndConfirm(unit, statistics);
  return tell(unit, solved, {}, settings, statistics);
}

} // namespace escape

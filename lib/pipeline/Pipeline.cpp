#include "pipeline/Pipeline.h"
#include "pipeline/AddOptimizer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/ThreadPool.h"
#include <mutex>

namespace escape {

static std::string shown(const std::string &path, const std::string &directory) {
  llvm::StringRef rest = path;
  return rest.consume_front(directory) && rest.consume_front("/") ? rest.str() : path;
}

Outcome run(const Compilations &compilations, const Settings &settings, const Progress &progress) {
  struct FileResult {
    UnitReport report;
    std::vector<std::string> errors;
  };
  std::vector<FileResult> results(compilations.Units.size());
  std::mutex mutex;
  size_t done = 0;
  auto one = [&](size_t index) {
    const Compilation &compilation = compilations.Units[index];
    std::string name = shown(compilation.File, settings.workingDirectory);
    FileResult &result = results[index];
    ParseResult parsed = parse(compilation, settings.parsing,
                               [&](const TranslationUnit &unit) { result.report = analyse(unit, name, settings); });
    Statistics &statistics = result.report.statistics;
    statistics.files = 1;
    statistics.parse = parsed.ParseSeconds;
    statistics.droppedFlags = compilation.DroppedFlags;
    statistics.withErrors = !parsed.Errors.empty();
    for (const ClangError &error : parsed.Errors)
      result.errors.push_back(render(error, settings.workingDirectory));
    if (parsed.MoreErrors)
      result.errors.push_back(name + ": and " + std::to_string(parsed.MoreErrors) + " more errors");
    if (parsed.Crashed) {
      statistics.crashed = 1;
      result.errors.push_back(name + ": error: the analysis of this file crashed; please report it");
    } else if (!parsed.Analysed && parsed.Errors.empty()) {
      result.errors.push_back(name + ": error: could not be parsed");
    }
    statistics.unreadable = !parsed.Analysed;
    if (!settings.optimizer.empty() && parsed.Analysed && parsed.Errors.empty())
      addOptimizer(compilation, name, settings, result.report, result.errors);
    std::lock_guard<std::mutex> lock(mutex);
    if (progress)
      progress(++done, results.size(), name);
  };
  if (settings.jobs <= 1 || results.size() <= 1) {
    for (size_t i = 0; i < results.size(); ++i)
      one(i);
  } else {
    llvm::DefaultThreadPool pool(llvm::hardware_concurrency(settings.jobs));
    for (size_t i = 0; i < results.size(); ++i)
      pool.async([&one, i] { one(i); });
    pool.wait();
  }
  Outcome outcome;
  for (FileResult &result : results) {
    UnitReport &unit = result.report;
    std::move(unit.findings.begin(), unit.findings.end(), std::back_inserter(outcome.report.findings));
    std::move(unit.facts.begin(), unit.facts.end(), std::back_inserter(outcome.report.facts));
    std::move(unit.inlining.begin(), unit.inlining.end(), std::back_inserter(outcome.report.inlining));
    std::move(unit.summaries.begin(), unit.summaries.end(), std::back_inserter(outcome.report.summaries));
    outcome.dump += unit.dump;
    outcome.errors.insert(outcome.errors.end(), result.errors.begin(), result.errors.end());
    outcome.statistics.add(unit.statistics);
  }
  merge(outcome.report.findings);
  merge(outcome.report.facts);
  merge(outcome.report.inlining);
  // The same function of a header comes once from every file that includes it.
  llvm::sort(outcome.report.summaries);
  outcome.report.summaries.erase(llvm::unique(outcome.report.summaries), outcome.report.summaries.end());
  return outcome;
}

} // namespace escape

#include "pipeline/Pipeline.h"
#include "pipeline/AddOptimizer.h"
#include "pipeline/Link.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/ThreadPool.h"
#include <map>
#include <mutex>

namespace escape {

static std::string shown(const std::string &path, const std::string &directory) {
  llvm::StringRef rest = path;
  return rest.consume_front(directory) && rest.consume_front("/") ? rest.str() : path;
}

namespace {

struct FileResult {
  ProgramFile file; ///< with several files: until all are linked
  UnitReport report;
  std::vector<std::string> errors;
  bool analysed = false;
};

/// Headers are read by many files: their text is kept once.
class Texts {
public:
  void share(Unit &unit) {
    std::lock_guard<std::mutex> lock(mutex);
    for (SourceFile &file : unit.files) {
      if (!file.text)
        continue;
      std::shared_ptr<const std::string> &first = texts[file.path];
      if (first && *first == *file.text)
        file.text = first;
      else
        first = file.text;
    }
  }

private:
  std::mutex mutex;
  std::map<std::string, std::shared_ptr<const std::string>> texts;
};

/// Calls one(0), …, one(count − 1), at most `jobs` of them at a time.
void forEach(size_t count, unsigned jobs, llvm::function_ref<void(size_t)> one) {
  if (jobs <= 1 || count <= 1) {
    for (size_t i = 0; i < count; ++i)
      one(i);
    return;
  }
  llvm::DefaultThreadPool pool(llvm::hardware_concurrency(jobs));
  for (size_t i = 0; i < count; ++i)
    pool.async([&one, i] { one(i); });
  pool.wait();
}

} // namespace

Outcome run(const Compilations &compilations, const Settings &settings, const Progress &progress) {
  std::vector<FileResult> results(compilations.Units.size());
  const bool linked = settings.acrossFiles || settings.closedWorld;
  Texts texts;
  std::mutex mutex;
  size_t done = 0;
  auto read = [&](size_t index) {
    const Compilation &compilation = compilations.Units[index];
    std::string name = shown(compilation.File, settings.workingDirectory);
    FileResult &result = results[index];
    ParseResult parsed = parse(compilation, settings.parsing, [&](const TranslationUnit &unit) {
      if (!linked) {
        result.report = analyse(unit, name, settings);
        return;
      }
      ProgramFile &file = result.file;
      file.unit = makeUnit(unit, name, settings, /*others=*/true, file.statistics);
      texts.share(file.unit);
      file.solved = solveClosed(file.unit, settings.closedWorld, file.statistics);
    });
    Statistics &statistics = linked ? result.file.statistics : result.report.statistics;
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
    result.analysed = parsed.Analysed;
    std::lock_guard<std::mutex> lock(mutex);
    if (progress)
      progress(++done, results.size(), name);
  };
  forEach(results.size(), settings.jobs, read);

  Outcome outcome;
  if (linked) {
    std::vector<ProgramFile *> files;
    for (FileResult &result : results)
      if (result.analysed)
        files.push_back(&result.file);
    link(files, settings, outcome.statistics);
  }
  auto finish = [&](size_t index) {
    FileResult &result = results[index];
    if (linked) {
      ProgramFile file = std::move(result.file);
      result.file = {};
      if (result.analysed)
        result.report = tell(file.unit, file.solved, file.abroad, settings, file.statistics);
      else
        result.report.statistics = file.statistics;
    }
    const Compilation &compilation = compilations.Units[index];
    if (!settings.optimizer.empty() && result.analysed && !result.report.statistics.withErrors)
      addOptimizer(compilation, shown(compilation.File, settings.workingDirectory), settings, result.report,
                   result.errors);
  };
  forEach(results.size(), settings.jobs, finish);
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

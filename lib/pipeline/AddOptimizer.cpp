#include "pipeline/AddOptimizer.h"
#include "optimizer/Optimize.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <map>

namespace escape {

namespace {

std::string absolute(const std::string &file, const std::string &workingDirectory) {
  llvm::SmallString<256> path(file);
  llvm::sys::path::make_absolute(workingDirectory, path);
  return path.str().str();
}

std::string shown(const std::string &path, const std::string &workingDirectory) {
  llvm::StringRef rest = path;
  bool below = !workingDirectory.empty() && rest.consume_front(workingDirectory) && rest.consume_front("/");
  return below ? rest.str() : path;
}

/// The allocating expressions of a report, each once: what instantiations disagree on is not asked.
class Sites {
public:
  explicit Sites(std::string workingDirectory) : workingDirectory(std::move(workingDirectory)) {}

  void add(const Fact &fact) {
    if (!fact.allocates || !fact.range.valid())
      return;
    auto [it, isNew] = numbers.try_emplace(fact.range, unsigned(sites.size()));
    if (isNew) {
      const auto &[file, begin, end] = fact.range;
      sites.push_back(
          {absolute(file, workingDirectory), {begin.line, begin.column}, {end.line, end.column}, fact.bytes});
    } else if (sites[it->second].bytes != fact.bytes) {
      sites[it->second].bytes = std::nullopt;
    }
  }
  std::optional<unsigned> of(const Fact &fact) const {
    auto it = numbers.find(fact.range);
    return fact.allocates && it != numbers.end() ? std::optional(it->second) : std::nullopt;
  }
  const std::vector<AllocationSite> &all() const { return sites; }

private:
  std::string workingDirectory;
  std::map<Range, unsigned> numbers;
  std::vector<AllocationSite> sites;
};

/// Ranges of places that come without: from the place to the end of the name that begins there.
class Names {
public:
  explicit Names(const std::string &workingDirectory) : workingDirectory(workingDirectory) {}

  Range at(const std::string &path, LineColumn place) {
    auto [it, isNew] = numbers.try_emplace(path, unsigned(unit.files.size()));
    if (isNew) {
      SourceFile file;
      file.path = shown(path, workingDirectory);
      if (auto buffer = llvm::MemoryBuffer::getFile(path))
        file.text = std::make_shared<const std::string>((*buffer)->getBuffer().str());
      unit.files.push_back(std::move(file));
    }
    const SourceFile &file = unit.files[it->second];
    if (!file.text)
      return {file.path, {place.line, place.column, place.column}, {place.line, place.column, place.column}};
    uint32_t begin = file.lineStart(place.line) + place.column - 1, end = begin;
    auto isName = [](char c) { return llvm::isAlnum(c) || c == '_' || c == ':' || c == '~'; };
    while (end < file.text->size() && isName((*file.text)[end]))
      ++end;
    return resolve(unit, Span{FileId(it->second), begin, std::max(end, begin + 1)});
  }

private:
  const std::string &workingDirectory;
  Unit unit; ///< of the files alone
  std::map<std::string, unsigned> numbers;
};

} // namespace

void addOptimizer(const Compilation &compilation, const std::string &file, const Settings &settings, UnitReport &report,
                  std::vector<std::string> &errors) {
  Sites sites(settings.workingDirectory);
  for (const Fact &fact : report.facts)
    sites.add(fact);
  for (const Finding &finding : report.findings)
    if (finding.fact)
      sites.add(*finding.fact);

  Compilation build = compilation;
  std::vector<std::string> flags = optimizedBuildFlags(settings.optimizer);
  // Cleaned commands end in "-- FILE".
  build.Arguments.insert(llvm::find(build.Arguments, "--"), flags.begin(), flags.end());
  auto optimized = std::make_unique<OptimizedBuild>(sites.all());
  OtherReading reading;
  reading.Prepare = [&](clang::CompilerInvocation &invocation) { optimized->prepare(invocation); };
  reading.MakeConsumer = [&](clang::CompilerInstance &compiler, const UserCode &user) {
    return optimized->makeConsumer(compiler, [&](clang::SourceLocation at) { return user.contains(at); });
  };
  ParseResult parsed = parseWhole(build, settings.parsing.Headers, reading);
  report.statistics.optimizer = parsed.ParseSeconds;
  if (parsed.Crashed) {
    [[maybe_unused]] OptimizedBuild *lost = optimized.release(); // the crash left half of it in use
    errors.push_back(file + ": error: the build with " + settings.optimizer + " crashed");
    return;
  }
  for (const ClangError &error : parsed.Errors)
    errors.push_back(render(error, settings.workingDirectory) + " (in the build with " + settings.optimizer + ")");

  Optimized result = optimized->take();
  auto tell = [&](Fact &fact) {
    if (std::optional<unsigned> site = sites.of(fact); site && *site < result.fates.size())
      fact.optimizer = FactOptimizer{settings.optimizer, result.fates[*site]};
  };
  for (Fact &fact : report.facts)
    tell(fact);
  for (Finding &finding : report.findings)
    if (finding.fact)
      tell(*finding.fact);
  Names names(settings.workingDirectory);
  for (const InlineDecision &decision : result.decisions)
    report.inlining.push_back(
        {names.at(decision.file, decision.at), decision.callee, decision.caller, decision.reason});
}

} // namespace escape

#include "pipeline/Steps.h"
#include "frontend/Parse.h"
#include "pipeline/Link.h"
#include "store/Codec.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"

namespace escape {

namespace {

llvm::Error failure(const llvm::Twine &message) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(), message);
}

llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>> readBytes(const std::string &path) {
  auto buffer = llvm::MemoryBuffer::getFile(path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!buffer)
    return failure(path + ": " + buffer.getError().message());
  return std::move(*buffer);
}

/// Whole or not at all, and not when it is there already.
llvm::Error write(const std::string &path, llvm::StringRef bytes) {
  if (auto old = llvm::MemoryBuffer::getFile(path, false, false); old && (*old)->getBuffer() == bytes)
    return llvm::Error::success();
  if (llvm::Error error = llvm::writeToOutput(path, [&](llvm::raw_ostream &out) {
        out << bytes;
        return llvm::Error::success();
      }))
    return failure(path + ": " + llvm::toString(std::move(error)));
  return llvm::Error::success();
}

uint64_t hashOf(llvm::StringRef text) { return llvm::xxh3_64bits(text) | 1; } // 0 stands for none

llvm::Expected<FileGraph> readGraph(const std::string &path) {
  auto bytes = readBytes(path);
  if (!bytes)
    return bytes.takeError();
  llvm::Expected<FileGraph> graph = decodeGraph((*bytes)->getBuffer());
  if (!graph)
    return failure(path + " " + llvm::toString(graph.takeError()));
  return graph;
}

/// A file that comes out of a graph, as far as it was solved alone.
void open(ProgramFile &file, FileGraph graph) {
  file.unit = std::move(graph.unit);
  file.solved = Solved(file.unit);
  for (Solution &solution : graph.closed) {
    if (!solution.function.valid())
      continue;
    const size_t at = solution.function.value;
    file.solved.done[at] = true;
    file.solved.solved[at].needsConfirm = solution.needsConfirm;
    file.solved.confirmed[at] = std::move(solution.result);
  }
}

/// What is printed is cut out of the sources: they have to be those that were parsed.
llvm::Error readSources(Unit &unit) {
  for (SourceFile &file : unit.files) {
    if (!file.hash)
      continue;
    auto buffer = llvm::MemoryBuffer::getFile(file.path, false, false);
    if (!buffer)
      return failure(file.path + ": " + buffer.getError().message());
    if (hashOf((*buffer)->getBuffer()) != file.hash)
      return failure(file.path + ": has changed since " + unit.mainFile + " was summarized");
    file.text = std::make_shared<const std::string>((*buffer)->getBuffer().str());
  }
  return llvm::Error::success();
}

std::string shown(const std::string &path, const std::string &directory) {
  llvm::StringRef rest = path;
  return rest.consume_front(directory) && rest.consume_front("/") ? rest.str() : path;
}

} // namespace

llvm::Error summarizeStep(const Compilation &compilation, const Settings &settings, const std::string &output,
                          std::vector<std::string> &errors) {
  const std::string name = shown(compilation.File, settings.workingDirectory);
  FileGraph graph;
  Statistics statistics;
  ParseResult parsed = parse(compilation, settings.parsing, [&](const TranslationUnit &unit) {
    graph.unit = makeUnit(unit, name, settings, /*others=*/true, statistics);
    Solved solved = solveClosed(graph.unit, settings.closedWorld, statistics);
    for (size_t i = 0; i < graph.unit.functions.size(); ++i)
      if (solved.done[i])
        graph.closed.push_back({FunctionId(i), solved.solved[i].needsConfirm, forOthers(solved.confirmed[i])});
  });
  for (const ClangError &error : parsed.Errors)
    errors.push_back(render(error, settings.workingDirectory));
  if (parsed.MoreErrors)
    errors.push_back(name + ": and " + std::to_string(parsed.MoreErrors) + " more errors");
  if (parsed.Crashed)
    return failure(name + ": the analysis of this file crashed; please report it");
  if (!parsed.Analysed)
    return failure(name + ": could not be parsed");
  for (SourceFile &file : graph.unit.files)
    if (file.text)
      file.hash = hashOf(*file.text);
  return write(output, encode(graph));
}

llvm::Error linkStep(const std::vector<std::string> &graphs, const Settings &settings, const std::string &index,
                     const std::string &slices, Statistics &statistics) {
  std::vector<std::unique_ptr<ProgramFile>> owned;
  std::vector<ProgramFile *> files;
  std::vector<std::string> names;
  llvm::StringMap<std::string> taken;
  for (const std::string &path : graphs) {
    llvm::SmallString<128> name(slices);
    llvm::sys::path::append(name, llvm::sys::path::stem(path) + ".slice");
    names.push_back(name.str().str());
    if (auto [it, isNew] = taken.try_emplace(name, path); !isNew && !slices.empty())
      return failure(it->second + " and " + path + " would both have the slice " + names.back());
    llvm::Expected<FileGraph> graph = readGraph(path);
    if (!graph)
      return graph.takeError();
    files.push_back(owned.emplace_back(std::make_unique<ProgramFile>()).get());
    open(*files.back(), std::move(*graph));
  }
  Index all;
  for (uint32_t file = 0; file < files.size(); ++file) {
    all.files.push_back(files[file]->unit.mainFile);
    for (const FunctionFlow &flow : files[file]->unit.functions)
      all.functions.push_back({flow.key, file});
  }
  llvm::sort(all.functions);
  all.functions.erase(llvm::unique(all.functions), all.functions.end());
  std::vector<Slice> made = linkToSlices(files, settings, statistics);
  if (!slices.empty()) {
    if (std::error_code code = llvm::sys::fs::create_directories(slices))
      return failure(slices + ": " + code.message());
    for (size_t i = 0; i < made.size(); ++i)
      if (llvm::Error error = write(names[i], encode(made[i])))
        return error;
  }
  return write(index, encode(all));
}

llvm::Expected<Outcome> checkStep(const std::string &graphFile, const std::string &sliceFile,
                                  const Settings &settings) {
  llvm::Expected<FileGraph> graph = readGraph(graphFile);
  if (!graph)
    return graph.takeError();
  Slice slice;
  if (!sliceFile.empty()) {
    auto bytes = readBytes(sliceFile);
    if (!bytes)
      return bytes.takeError();
    llvm::Expected<Slice> read = decodeSlice((*bytes)->getBuffer());
    if (!read)
      return failure(sliceFile + " " + llvm::toString(read.takeError()));
    slice = std::move(*read);
    if (slice.unit.mainFile != graph->unit.mainFile)
      return failure(sliceFile + " is the slice of " + slice.unit.mainFile + ", and " + graphFile + " the summary of " +
                     graph->unit.mainFile);
  }
  if (settings.report && !graph->unit.allAllocations)
    return failure(graphFile + " was made for the lint: give summarize the options of the report, too");
  ProgramFile file;
  file.unit = std::move(graph->unit);
  if (llvm::Error error = readSources(file.unit))
    return std::move(error);
  if (llvm::Error error = readSources(slice.unit))
    return std::move(error);
  file.statistics.files = 1;
  solveWithSlice(file, slice);
  UnitReport report = tell(file.unit, file.solved, file.abroad, settings, file.statistics);
  Outcome outcome;
  outcome.report.findings = std::move(report.findings);
  outcome.report.facts = std::move(report.facts);
  outcome.report.summaries = std::move(report.summaries);
  outcome.dump = std::move(report.dump);
  outcome.statistics = report.statistics;
  merge(outcome.report.findings);
  merge(outcome.report.facts);
  return outcome;
}

} // namespace escape

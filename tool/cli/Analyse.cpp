#include "Analyse.h"
#include "Fix.h"

#include "pipeline/LoadLibrary.h"
#include "pipeline/Pipeline.h"
#include "pipeline/Steps.h"

#include "checks/AllChecks.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/Threading.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace escape::cli {
namespace {

Error failure(const Twine &Message) { return createStringError(inconvertibleErrorCode(), Message); }

/// The line that moves on a terminal; nothing elsewhere.
Progress progressLine(bool Wanted) {
  if (!Wanted || !sys::Process::StandardErrIsDisplayed())
    return nullptr;
  return [](size_t Done, size_t Total, const std::string &File) {
    if (Total < 2)
      return;
    errs() << "\r\033[K";
    if (Done < Total)
      errs() << "[" << Done << "/" << Total << "] " << StringRef(File).take_back(60);
  };
}

/// Keeps what --explain=FILE:LINE asks for.
void keepLine(Report &Report, const SourceLine &Wanted) {
  SmallString<128> Path(Wanted.File);
  sys::path::remove_dots(Path, true);
  auto Matches = [&](const Range &Range) {
    StringRef File = Range.file;
    return Range.begin.line == Wanted.Line &&
           (File == Path || File.ends_with(("/" + Path).str()) || StringRef(Path).ends_with(("/" + File).str()));
  };
  // Also what gets out at that line although it was made on another one.
  auto Touches = [&](const Fact &Fact) {
    if (Matches(Fact.range))
      return true;
    for (const FlowHop &Hop : Fact.flow)
      for (const FlowStep &Step : Hop.steps)
        if (Matches(Step.range))
          return true;
    return false;
  };
  erase_if(Report.facts, [&](const Fact &Fact) { return !Touches(Fact); });
  erase_if(Report.inlining, [&](const Inlining &Inlining) { return !Matches(Inlining.range); });
}

void write(const Report &Report, const Options &Options, const std::string &Root, const std::string &Version,
           raw_ostream &Out, bool Colours) {
  switch (Options.Format) {
  case Format::Text:
    if (Options.ReportLevel || Options.ExplainedLine)
      writeListing(Report, Options.ReportLevel >= 2 || Options.ExplainedLine, Out);
    else
      writeText(Report, Colours, Out);
    break;
  case Format::Json:
    writeJson(Report, Out);
    break;
  case Format::Sarif: {
    std::vector<Rule> Rules;
    for (const Check *Check : allChecks()) {
      const CheckPage *Page = find_if(checkPages(), [&](const CheckPage &P) { return P.Id == Check->Id; });
      Rules.push_back({Check->Id, Check->Title, Page == checkPages().end() ? "" : Page->Text.str()});
    }
    writeSarif(Report, Rules, Root, Version, Out);
    break;
  }
  }
}

/// What the findings are told in: files, formats, fixes. Returns the exit code.
Expected<int> finish(Outcome &Outcome, const Options &Options, const Settings &Settings, raw_fd_ostream *File,
                     bool Incomplete) {
  raw_ostream &Out = File ? *File : outs();
  if (!Options.DumpStage.empty()) {
    Out << Outcome.dump;
  } else {
    if (Options.ExplainedLine)
      keepLine(Outcome.report, *Options.ExplainedLine);
    if (Options.Stats)
      Outcome.report.stats = Outcome.statistics.json();
    write(Outcome.report, Options, Settings.workingDirectory, CLANG_ESCAPE_VERSION, Out,
          !File && sys::Process::StandardOutHasColors());
  }
  Out.flush();
  if (File && File->has_error()) {
    std::string Message = File->error().message();
    File->clear_error();
    return failure("--output=" + Options.OutputFile + ": " + Message);
  }
  if (Options.Fix) {
    Expected<FixOutcome> Fixed = applyFixes(Outcome.report.findings);
    if (!Fixed)
      return Fixed.takeError();
    if (!Options.Quiet)
      errs() << "clang-escape: fixed " << Fixed->Applied << (Fixed->Applied == 1 ? " finding" : " findings") << " in "
             << Fixed->Files << (Fixed->Files == 1 ? " file" : " files")
             << (Fixed->Skipped ? "; " + std::to_string(Fixed->Skipped) + " more touch the same code: run again" : "")
             << "\n";
  }
  if (Options.Stats && Options.Format != Format::Json)
    errs() << Outcome.statistics.text();
  bool Lint = !Options.ReportLevel && !Options.ExplainedLine && Options.DumpStage.empty();
  if (Incomplete)
    return 2;
  return Lint && !Outcome.report.findings.empty() ? 1 : 0;
}

/// Prints what is wrong with files; true: there was something.
bool complain(const std::vector<std::string> &Ours, const std::vector<std::string> &Theirs) {
  for (const std::string &Error : Ours)
    errs() << "clang-escape: " << Error << "\n";
  for (const std::string &Error : Theirs)
    errs() << Error << "\n";
  return !Ours.empty() || !Theirs.empty();
}

Expected<int> linkFiles(const Options &Options, const Settings &Settings) {
  Statistics Statistics;
  if (Error E = linkStep(Options.Input.Files, Settings, Options.OutputFile, Options.SlicesFolder, Statistics))
    return std::move(E);
  if (Options.Stats)
    errs() << Statistics.text();
  return 0;
}

} // namespace

Expected<int> analyse(const Options &Options) {
  Expected<Selection> Selected = Selection::make(allChecks(), Options.Checks, Options.WarningsAsErrors);
  if (!Selected)
    return Selected.takeError();
  Expected<std::unique_ptr<Library>> Known = loadLibrary(Options.ModelFiles);
  if (!Known)
    return Known.takeError();

  Settings Settings;
  Settings.parsing.FullBodies = Options.FullBodies;
  Settings.library = Known->get();
  Settings.selection = &*Selected;
  Settings.may = Options.May;
  Settings.report = Options.ReportLevel || Options.ExplainedLine || Options.Format == Format::Json;
  Settings.optimizer = Options.Optimizer;
  Settings.summaries = Options.Format == Format::Json;
  Settings.acrossFiles = Options.AcrossFiles;
  Settings.closedWorld = Options.ClosedWorld;
  Settings.dump = {Options.DumpStage, Options.DumpFunction};
  SmallString<128> Directory;
  if (!sys::fs::current_path(Directory)) // else paths are shown whole
    Settings.workingDirectory = Directory.str().str();
  Settings.jobs = Options.Jobs               ? Options.Jobs
                  : get_physical_cores() > 0 ? hardware_concurrency().compute_thread_count()
                                             : 1;
  if (Options.Do == Action::Link)
    return linkFiles(Options, Settings);

  // Opened before the work is done, so that a wrong path costs nothing.
  std::unique_ptr<raw_fd_ostream> File;
  if (!Options.OutputFile.empty() && Options.Do != Action::Summarize) {
    std::error_code Code;
    File = std::make_unique<raw_fd_ostream>(Options.OutputFile, Code);
    if (Code)
      return failure("--output=" + Options.OutputFile + ": " + Code.message());
  }
  if (Options.Do == Action::Check) {
    Expected<Outcome> Checked = checkStep(Options.Input.Files.front(), Options.SliceFile, Settings);
    if (!Checked)
      return Checked.takeError();
    return finish(*Checked, Options, Settings, File.get(), /*Incomplete=*/false);
  }
  Expected<Compilations> Found = findCompilations(Options.Input);
  if (!Found)
    return Found.takeError();
  Settings.parsing.Headers = {Options.HeaderFilter, Found->ProjectRoot};
  if (Options.Do == Action::Summarize) {
    if (complain(Found->Errors, {}) || Found->Units.empty())
      return 2;
    // A file that is compiled in several ways is summarized in the first.
    std::vector<std::string> Errors;
    Error Failed = summarizeStep(Found->Units.front(), Settings, Options.OutputFile, Errors);
    complain({}, Errors);
    if (Failed)
      return std::move(Failed);
    return Errors.empty() ? 0 : 2;
  }
  Outcome Outcome = run(*Found, Settings, progressLine(!Options.Quiet));
  bool Incomplete = complain(Found->Errors, Outcome.errors);
  return finish(Outcome, Options, Settings, File.get(), Incomplete);
}

} // namespace escape::cli

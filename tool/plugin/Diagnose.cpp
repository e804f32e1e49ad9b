#include "Diagnose.h"

#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

using namespace clang;
using namespace llvm;

namespace escape::plugin {
namespace {

class Diagnoser {
public:
  explicit Diagnoser(CompilerInstance &Compiler)
      : Diagnostics(Compiler.getDiagnostics()), Sources(Compiler.getSourceManager()), Files(Compiler.getFileManager()) {
  }

  void report(const Finding &Finding) {
    bool IsError = Finding.severity == Severity::Error || Diagnostics.getWarningsAsErrors();
    if (!IsError && Diagnostics.getIgnoreAllWarnings())
      return;
    say(IsError ? DiagnosticsEngine::Error : DiagnosticsEngine::Warning, Finding.message + " [" + Finding.check + "]",
        Finding.range, Finding.fixes);
    for (const FindingNote &Note : Finding.notes)
      say(DiagnosticsEngine::Note, Note.message, Note.range);
  }

private:
  void say(DiagnosticsEngine::Level Level, const std::string &Message, const Range &Range,
           const std::vector<FindingEdit> &Fixes = {}) {
    // The words go in as an argument: a '%' in them is no placeholder.
    unsigned Id = Diagnostics.getCustomDiagID(Level, "%0");
    SourceLocation Begin = locate(Range.file, Range.begin);
    DiagnosticBuilder Builder = Diagnostics.Report(Begin, Id);
    Builder << Message;
    SourceLocation End = locate(Range.file, Range.end);
    if (Begin.isValid() && End.isValid() && Begin < End)
      Builder << CharSourceRange::getCharRange(Begin, End);
    for (const FindingEdit &Fix : Fixes) {
      SourceLocation From = locate(Fix.range.file, Fix.range.begin), To = locate(Fix.range.file, Fix.range.end);
      if (From.isValid() && To.isValid())
        Builder << FixItHint::CreateReplacement(CharSourceRange::getCharRange(From, To), Fix.text);
    }
  }

  SourceLocation locate(const std::string &File, const Position &Position) {
    if (File.empty() || !Position.line)
      return {};
    SmallString<256> Path = absolute(File);
    OptionalFileEntryRef Main = Sources.getFileEntryRefForID(Sources.getMainFileID());
    FileID Id;
    // An editor's file need not be on disk.
    if (Main && absolute(Main->getName()) == Path)
      Id = Sources.getMainFileID();
    else if (OptionalFileEntryRef Entry = Files.getOptionalFileRef(Path))
      Id = Sources.translateFile(*Entry);
    return Id.isValid() ? Sources.translateLineCol(Id, Position.line, Position.column) : SourceLocation();
  }

  SmallString<256> absolute(StringRef File) {
    SmallString<256> Path(File);
    Files.makeAbsolutePath(Path);
    sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
    return Path;
  }

  DiagnosticsEngine &Diagnostics;
  SourceManager &Sources;
  FileManager &Files;
};

} // namespace

void diagnose(CompilerInstance &Compiler, const std::vector<Finding> &Findings) {
  Diagnoser Diagnoser(Compiler);
  for (const Finding &Finding : Findings)
    Diagnoser.report(Finding);
}

} // namespace escape::plugin

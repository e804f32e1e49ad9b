// The command line as a value. The only place that knows how options are written.
#pragma once

#include "frontend/Compilations.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

#include <optional>
#include <string>
#include <vector>

namespace escape::cli {

enum class Action {
  Analyse,
  Summarize, ///< the file in Input, to OutputFile
  Link,      ///< the summaries in Input.Files, to OutputFile and SlicesFolder
  Check,     ///< the summary in Input.Files, with SliceFile
  Help,
  Version,
  ListChecks,
  ExplainCheck, ///< --explain=CHECK
};

enum class Format { Text, Json, Sarif };

struct SourceLine {
  std::string File; ///< as the user wrote it
  unsigned Line = 0;
};

struct Options {
  Action Do = Action::Analyse;
  CompilationRequest Input; ///< -p, files, flags after --, --extra-arg
  std::string HeaderFilter; ///< a valid regular expression, or empty

  unsigned ReportLevel = 0; ///< 0: lint; 1: -m; 2: -m -m
  std::string Checks;       ///< globs, added to the defaults
  std::string WarningsAsErrors;
  bool May = false;
  std::string ExplainedCheck;              ///< with Action::ExplainCheck
  std::optional<SourceLine> ExplainedLine; ///< --explain=FILE:LINE

  escape::cli::Format Format = Format::Text;
  std::string OutputFile; ///< empty: standard output
  std::string SliceFile, SlicesFolder;
  bool Fix = false;
  bool Stats = false;
  bool Quiet = false;
  std::string DumpStage;    ///< flow, solve, confirm, explain, or empty
  std::string DumpFunction; ///< empty: every function

  unsigned Jobs = 0; ///< 0: one a core
  bool FullBodies = false;
  bool AcrossFiles = false;
  bool ClosedWorld = false;
  std::vector<std::string> ModelFiles;
  std::string Optimizer; ///< -O2, …; empty: not asked
};

/// Reads the arguments after the program's name. Fails with one message that names the argument.
llvm::Expected<Options> parseOptions(llvm::ArrayRef<const char *> Arguments);

/// What --help prints.
std::string helpText();

} // namespace escape::cli

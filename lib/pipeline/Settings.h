//===- Settings.h - what a run is asked to do -------------------*- C++ -*-===//
//
// The options that reach past the command line, as the stages need them.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_PIPELINE_SETTINGS_H
#define ESCAPE_PIPELINE_SETTINGS_H

#include "check/Selection.h"
#include "frontend/Parse.h"
#include "model/Library.h"
#include <functional>
#include <string>
#include <vector>

namespace escape {

struct DumpRequest {
  std::string stage;    ///< flow, solve, confirm or explain; empty: nothing
  std::string function; ///< part of a function's name; empty: every function
};

/// The same for all files of a run; shared by its threads, so nothing in it changes.
struct Settings {
  ParseOptions parsing;
  const Library *library = nullptr;
  const Selection *selection = nullptr;
  bool may = false;       ///< findings that rest on assumptions, too
  bool report = false;    ///< verdicts for `-m`, or for formats that carry them
  bool summaries = false; ///< texts of summaries for formats that carry them
  DumpRequest dump;
  std::string workingDirectory; ///< paths below it are shown relative to it
  unsigned jobs = 1;
  bool acrossFiles = false;       ///< the files are one program: each is told what the others do
  bool closedWorld = false;       ///< open virtual calls end in the overriders there are
  uint64_t stackLimit = 1U << 20; ///< bytes
  std::string optimizer;          ///< -O2, …: what that build makes of the report's allocations; empty: not asked
};

} // namespace escape

#endif // ESCAPE_PIPELINE_SETTINGS_H

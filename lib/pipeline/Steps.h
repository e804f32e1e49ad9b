//===- Steps.h - summarize, link, check: a program in processes -*- C++ -*-===//
//
// The three steps as a build system runs them, on as many machines as it likes.
// Each reads files and writes files; a file that is there with the same content
// is left alone, so that what depends on it need not be made again.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_PIPELINE_STEPS_H
#define ESCAPE_PIPELINE_STEPS_H

#include "frontend/Compilations.h"
#include "pipeline/Pipeline.h"
#include "llvm/Support/Error.h"

namespace escape {

/// Parses one file and writes its graph to `output`. Clang's errors go to `errors`, and a graph is written all the
/// same, of what could be read; it fails when there is none, or it cannot be written.
llvm::Error summarizeStep(const Compilation &compilation, const Settings &settings, const std::string &output,
                          std::vector<std::string> &errors);

/// Reads graphs and writes the index of their functions to `index` and, when `slices` is not empty, a slice for each
/// into that folder: X.slice for X.esum. Fails with the name of the file that cannot be read or written.
llvm::Error linkStep(const std::vector<std::string> &graphs, const Settings &settings, const std::string &index,
                     const std::string &slices, Statistics &statistics);

/// Findings of one file, from its graph and, when `slice` is not empty, its slice. The sources are read for what is
/// printed of them; fails when one has changed.
llvm::Expected<Outcome> checkStep(const std::string &graph, const std::string &slice, const Settings &settings);

} // namespace escape

#endif // ESCAPE_PIPELINE_STEPS_H

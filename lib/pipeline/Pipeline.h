//===- Pipeline.h - all files of a run --------------------------*- C++ -*-===//
//
// Parses every file and runs the stages on it, several files at a time. What
// comes out is the same for every number of jobs: results are put together in
// the order of the files and then merged by position.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_PIPELINE_PIPELINE_H
#define ESCAPE_PIPELINE_PIPELINE_H

#include "frontend/Compilations.h"
#include "pipeline/Unit.h"

namespace escape {

struct Outcome {
  Report report;
  std::string dump;
  std::vector<std::string> errors; ///< Clang's own and ours, one line each, in the order of the files
  Statistics statistics;
};

/// Called after each file, by one thread at a time.
using Progress = std::function<void(size_t done, size_t total, const std::string &file)>;

Outcome run(const Compilations &compilations, const Settings &settings, const Progress &progress);

} // namespace escape

#endif // ESCAPE_PIPELINE_PIPELINE_H

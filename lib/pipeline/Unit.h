//===- Unit.h - the stages, on one translation unit -------------*- C++ -*-===//
#ifndef ESCAPE_PIPELINE_UNIT_H
#define ESCAPE_PIPELINE_UNIT_H

#include "frontend/Parse.h"
#include "pipeline/Settings.h"
#include "pipeline/Statistics.h"
#include "report/Reporter.h"

namespace escape {

/// What is left of a translation unit when its tree is gone: nothing refers to it any more.
struct UnitReport {
  std::vector<Finding> findings;
  std::vector<Fact> facts;
  std::vector<Inlining> inlining; ///< with Settings::optimizer (AddOptimizer.h)
  std::vector<std::string> summaries;
  std::string dump;
  Statistics statistics;
};

/// flow → solve → confirm → explain → check, on a parsed file. `file` is its name as it is to be shown.
UnitReport analyse(const TranslationUnit &parsed, const std::string &file, const Settings &settings);

} // namespace escape

#endif // ESCAPE_PIPELINE_UNIT_H

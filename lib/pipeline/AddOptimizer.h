//===- AddOptimizer.h - the optimized build's part of a report --*- C++ -*-===//
//
// Apart from Unit.h, so that who needs no code generation (the plugin) does not
// get it.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_PIPELINE_ADDOPTIMIZER_H
#define ESCAPE_PIPELINE_ADDOPTIMIZER_H

#include "frontend/Compilations.h"
#include "pipeline/Unit.h"

namespace escape {

/// Compiles the file once more with settings.optimizer, and adds to the report what became of its allocations and of
/// the calls in it. `file`: its name as it is shown. What goes wrong becomes a line of `errors`.
void addOptimizer(const Compilation &compilation, const std::string &file, const Settings &settings, UnitReport &report,
                  std::vector<std::string> &errors);

} // namespace escape

#endif // ESCAPE_PIPELINE_ADDOPTIMIZER_H

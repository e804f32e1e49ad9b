//===- Interfaces.h - what virtual calls alone let escape -------*- C++ -*-===//
//
// Calls through an interface may end anywhere, so what they are given may escape.
// Where every visible caller gives objects of one class, the stages are run once
// more with those calls ending there: what then stays escapes for the interface
// alone.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_PIPELINE_INTERFACES_H
#define ESCAPE_PIPELINE_INTERFACES_H

#include "model/Verdict.h"
#include "pipeline/Functions.h"

namespace escape {

/// Gives the verdicts about such allocations, by FunctionId, a remedy of kind Exact.
void tellInterfaces(const Unit &unit, std::vector<std::vector<Verdict>> &verdicts);

} // namespace escape

#endif // ESCAPE_PIPELINE_INTERFACES_H

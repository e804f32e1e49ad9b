//===- Dump.h - what each stage made, for --dump ----------------*- C++ -*-===//
#ifndef ESCAPE_PIPELINE_DUMP_H
#define ESCAPE_PIPELINE_DUMP_H

#include "model/Verdict.h"
#include "pipeline/Functions.h"
#include "pipeline/Settings.h"

namespace escape {

/// Text for developers; empty when no dump was asked for. `verdicts`: by FunctionId.
std::string dump(const DumpRequest &request, const Unit &unit, const Solved &solved,
                 const std::vector<std::vector<Verdict>> &verdicts);

} // namespace escape

#endif // ESCAPE_PIPELINE_DUMP_H

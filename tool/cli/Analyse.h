// The analysis the command line asks for: sets the pipeline up, runs it, and writes what comes out.
#pragma once

#include "Options.h"

namespace escape::cli {

/// Prints the findings or the report and returns the exit code: 0 nothing to report, 1 a lint finding was printed, 2
/// something could not be read or parsed. Fails, with one message, when nothing could be done at all.
llvm::Expected<int> analyse(const Options &Options);

} // namespace escape::cli

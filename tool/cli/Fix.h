// --fix: writes the edits of the findings into the source files.
#pragma once

#include "report/Reporter.h"

#include "llvm/Support/Error.h"

namespace escape::cli {

struct FixOutcome {
  unsigned Applied = 0; ///< findings whose edits were made
  unsigned Skipped = 0; ///< findings whose edits would touch what others change: run again
  unsigned Files = 0;   ///< files written
};

/// All edits of a finding are made, or none. Earlier findings win. Fails when a file cannot be read or written; then
/// the files before it are written.
llvm::Expected<FixOutcome> applyFixes(const std::vector<Finding> &Findings);

} // namespace escape::cli

// The list of checks. Its definition is generated from the files of this folder (see CMakeLists.txt), so that a new
// check is new files and no edit.
#pragma once

#include "check/Check.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace escape {

/// Every check, sorted by id.
llvm::ArrayRef<const Check *> allChecks();

struct CheckPage {
  llvm::StringRef Id;   ///< "escape-return"
  llvm::StringRef Text; ///< docs/checks/<id>.md
};

/// The documentation pages of the checks, sorted by id.
llvm::ArrayRef<CheckPage> checkPages();

} // namespace escape

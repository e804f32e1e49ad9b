// What the tool says about its checks: --list-checks and --explain=CHECK.
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <string>

namespace escape::cli {

/// One line a check: id, whether it is on (with Checks and WarningsAsErrors applied) and how severe, what it finds.
llvm::Expected<std::string> listChecks(llvm::StringRef Checks, llvm::StringRef WarningsAsErrors);

/// The page of a check, as in docs/checks/. Fails with the check's name, and the nearest one, if there is none.
llvm::Expected<std::string> explainCheck(llvm::StringRef Id);

} // namespace escape::cli

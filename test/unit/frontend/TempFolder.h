// A folder that exists as long as a test.
#pragma once

#include "Catch.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

#include <string>

namespace escape::test {

class TempFolder {
public:
  TempFolder() {
    llvm::SmallString<128> Unique;
    REQUIRE_FALSE(llvm::sys::fs::createUniqueDirectory("escape-frontend", Unique));
    llvm::SmallString<128> Real;
    REQUIRE_FALSE(llvm::sys::fs::real_path(Unique, Real));
    Root = std::string(Real);
  }
  ~TempFolder() { llvm::sys::fs::remove_directories(Root); }

  std::string path(llvm::StringRef Relative) const { return Relative.empty() ? Root : Root + "/" + Relative.str(); }

  /// Writes a file and the folders above it; returns its absolute path.
  std::string write(llvm::StringRef Relative, llvm::StringRef Text) const {
    std::string Path = path(Relative);
    REQUIRE_FALSE(llvm::sys::fs::create_directories(llvm::sys::path::parent_path(Path)));
    std::error_code Error;
    llvm::raw_fd_ostream OS(Path, Error);
    REQUIRE_FALSE(Error);
    OS << Text;
    return Path;
  }

private:
  std::string Root;
};

} // namespace escape::test

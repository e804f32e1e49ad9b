//===- Places.h - where instructions come from ------------------*- C++ -*-===//
//
// One key for a place in the source, the same whether it comes from the syntax
// tree or from a debug location: file as the compiler presumes it, line, column.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_OPTIMIZER_PLACES_H
#define ESCAPE_OPTIMIZER_PLACES_H

#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include <functional>
#include <string>
#include <tuple>
#include <vector>

namespace escape {

/// File (see Places), line, column; both 1-based.
using CodePlace = std::tuple<unsigned, unsigned, unsigned>;

class Places {
public:
  Places(const clang::SourceManager &sources, std::function<bool(clang::SourceLocation)> isUser);

  /// The place debug locations of code at `location` have. What a macro makes is where the macro is
  /// used, and what was handed to it where that is written.
  CodePlace of(clang::SourceLocation location);
  CodePlace of(const llvm::DILocation &location) {
    return {fileOf(location.getFile()), location.getLine(), location.getColumn()};
  }
  unsigned fileOf(const llvm::DIFile *file);
  unsigned fileOf(llvm::StringRef path); ///< relative to the folder the compiler runs in, or absolute

  /// Whether the file is the user's, or none that the compiler read (a #line directive's): then it is nobody else's.
  bool isUser(unsigned file) const { return files[file].user; }
  bool isUser(clang::SourceLocation location) const { return isUserLocation(location); }
  const std::string &path(unsigned file) const { return files[file].path; } ///< absolute, without . and ..

private:
  struct File {
    std::string path;
    bool user;
  };
  const clang::SourceManager &sources;
  std::function<bool(clang::SourceLocation)> isUserLocation;
  std::vector<File> files;
  llvm::StringMap<unsigned> bySpelling, byPath;
  llvm::DenseMap<const llvm::DIFile *, unsigned> byDebugFile;
};

} // namespace escape

#endif // ESCAPE_OPTIMIZER_PLACES_H

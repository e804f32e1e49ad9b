// Which files to analyse and how each is compiled: from a compile_commands.json, or from flags given once for all
// files. Everything the user can get wrong here becomes a message that names the thing; nothing is printed.
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <optional>
#include <string>
#include <vector>

namespace escape {

/// How one file is compiled.
struct Compilation {
  std::string File;                   ///< absolute, without . and ..
  std::string Directory;              ///< absolute; relative paths in Arguments start here
  std::vector<std::string> Arguments; ///< cleaned: see CleanCommand.h
  unsigned DroppedFlags = 0;          ///< flags Clang does not know
};

struct CompilationRequest {
  /// -p: a folder with a compile_commands.json, or that file. Empty: the nearest one upward from the first file (or the
  /// working directory), there or in build/.
  std::string DatabasePath;
  std::vector<std::string> Files; ///< as the user wrote them; none: every file of the database
  /// The flags after `--`: then no database is used, and Files must not be empty.
  std::optional<std::vector<std::string>> FixedFlags;
  std::vector<std::string> ExtraArgs; ///< --extra-arg, appended to every command
  std::string WorkingDirectory;       ///< absolute; empty: the process's
};

struct Compilations {
  /// Sorted by file; the same command only once. A file compiled in several ways stands here once for each.
  std::vector<Compilation> Units;
  /// One message for each file or entry that cannot be used; the others are in Units.
  std::vector<std::string> Errors;
  /// Where the user's own code lives: the source folder CMake wrote down, else the repository around the database, else
  /// the folder that holds all its files. Absolute.
  std::string ProjectRoot;
  std::string DatabaseFile; ///< empty with FixedFlags
};

/// Fails when there is nothing to start from: no database, a broken or empty one, no file.
llvm::Expected<Compilations> findCompilations(const CompilationRequest &Request);

/// ProjectRoot for those who see one file only: the repository around it, else its folder. File must be absolute.
std::string projectRootOf(llvm::StringRef File);

} // namespace escape

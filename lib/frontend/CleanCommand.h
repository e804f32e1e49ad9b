// Makes a compile command fit for our parse. Real databases are full of what Clang refuses (gcc's own flags), of what
// would write files (-o, -MD) and of what depends on another build (precompiled headers, plugins). None of this changes
// what the code means, so it is taken out, and what is dropped because Clang does not know it is counted.
#pragma once

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <string>
#include <vector>

namespace escape {

struct CleanedCommand {
  /// A Clang driver command, its first element the compiler's name; only checks syntax, prints no warnings, reads one
  /// file.
  std::vector<std::string> Arguments;
  /// Flags Clang does not know, does not support or ignores. Flags taken out for another reason are not counted.
  unsigned DroppedFlags = 0;
};

/// Cleans Command, which compiles File (as it is spelled in the command, or not in it at all) in the folder Directory
/// (absolute). Response files (@file) are expanded. Adds -resource-dir when the command names none, and ExtraArgs
/// before the file.
CleanedCommand cleanCommand(llvm::ArrayRef<std::string> Command, llvm::StringRef File, llvm::StringRef Directory,
                            llvm::ArrayRef<std::string> ExtraArgs = {});

/// Whether the cleaned command reads C or C++: by its -x, else by the file's ending.
bool readsCOrCXX(llvm::ArrayRef<std::string> Command, llvm::StringRef File);

} // namespace escape

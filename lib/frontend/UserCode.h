// Which part of a translation unit is the user's. Only there findings are reported and bodies believed; the rest is
// known through attributes and models.
#pragma once

#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/Support/Regex.h"

#include <memory>
#include <string>

namespace clang {
class SourceManager;
} // namespace clang

namespace escape {

/// Which headers are the user's: those whose absolute path matches Regex or, without one, those under ProjectRoot.
/// System headers never are. Regex must be valid (llvm::Regex::isValid).
struct HeaderFilter {
  std::string Regex;
  std::string ProjectRoot;
};

/// Answers for one translation unit; remembers the answer of every file. Not for several threads.
class UserCode {
public:
  UserCode(const clang::SourceManager &Sources, const HeaderFilter &Filter);

  /// Whether Location is in the main file or a header of the user's. What a macro makes belongs to where it is used.
  bool contains(clang::SourceLocation Location) const;
  bool isInSystemHeader(clang::SourceLocation Location) const;

private:
  enum class Owner { User, System, Other };
  Owner ownerOf(clang::SourceLocation Location) const;
  Owner classify(clang::FileID File) const;

  const clang::SourceManager &Sources;
  std::unique_ptr<llvm::Regex> Pattern; ///< null without a regex
  std::string ProjectRoot, RealProjectRoot;
  mutable llvm::DenseMap<clang::FileID, Owner> Known;
};

} // namespace escape

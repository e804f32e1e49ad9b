//===- Selection.h - which checks run, and how severe -----------*- C++ -*-===//
//
// Globs as in clang-tidy: comma-separated, `*` matches anything, a `-` in front
// removes, later ones win, and they act on top of the defaults.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_CHECK_SELECTION_H
#define ESCAPE_CHECK_SELECTION_H

#include "check/Check.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <map>
#include <string>
#include <vector>

namespace escape {

/// Findings about suppressions that suppress nothing come under this id; it can be selected like a check.
inline constexpr const char *UnusedSuppressionId = "escape-unused-nolint";

bool matchesGlob(llvm::StringRef glob, llvm::StringRef id);

class Selection {
public:
  /// The defaults with `checks` on top; those that match `asErrors` are errors. A glob that matches no check is an
  /// error that names it.
  static llvm::Expected<Selection> make(llvm::ArrayRef<const Check *> all, llvm::StringRef checks,
                                        llvm::StringRef asErrors);

  /// Off: not selected.
  Severity severity(llvm::StringRef id) const;
  bool enabled(llvm::StringRef id) const { return severity(id) != Severity::Off; }
  /// A check about allocations is selected.
  bool allocations() const;
  llvm::ArrayRef<const Check *> all() const { return checks; }

private:
  std::vector<const Check *> checks;
  std::map<std::string, Severity> severities;
};

} // namespace escape

#endif // ESCAPE_CHECK_SELECTION_H

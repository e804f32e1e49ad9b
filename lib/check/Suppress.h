//===- Suppress.h - NOLINT, NOLINTNEXTLINE, NOLINTBEGIN/END -----*- C++ -*-===//
//
// As clang-tidy reads them: bare, or with a comma-separated list of ids and globs
// in parentheses, without a blank before it. Ours is one thing more: a comment
// that names one of our checks and suppresses nothing is found.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_CHECK_SUPPRESS_H
#define ESCAPE_CHECK_SUPPRESS_H

#include "check/Selection.h"
#include <map>
#include <string>
#include <vector>

namespace escape {

/// One comment, and the lines it speaks for.
struct Suppression {
  Span span;         ///< the marker with its list
  std::string list;  ///< what stands in the parentheses
  bool bare = false; ///< no parentheses: every check
  uint32_t firstLine = 0, lastLine = 0;
  bool unmatched = false; ///< NOLINTBEGIN without END, or the other way round: suppresses nothing
  bool used = false;

  bool covers(llvm::StringRef id) const;
  /// Names a check of ours by id or by a glob that starts like one (`*` alone does not).
  bool ours() const;
};

/// All comments of one file, in order.
std::vector<Suppression> findSuppressions(FileId id, const SourceFile &file);

/// The comments of a unit's files, read when first asked for.
class Suppressions {
public:
  explicit Suppressions(const Unit &unit) : unit(unit) {}
  /// Whether a comment covers this finding; marks all that do.
  bool suppresses(llvm::StringRef id, Span at);
  /// Those of user files that are ours, used or not, and that speak of something selected (or of a check there is not).
  std::vector<Suppression> ours(const Selection &selection);

private:
  std::vector<Suppression> &of(FileId file);
  const Unit &unit;
  std::map<FileId, std::vector<Suppression>> files;
};

} // namespace escape

#endif // ESCAPE_CHECK_SUPPRESS_H

//===- Check.h - the contract of a check ------------------------*- C++ -*-===//
//
// A check is one constant value in checks/<id>.cpp. It sees verdicts, never the
// AST, and says two things: is this mine, and how do I call it. Where the finding
// is shown, its notes, selection, suppression and order are the same for all
// checks and live in Run.cpp.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_CHECK_CHECK_H
#define ESCAPE_CHECK_CHECK_H

#include "model/Diagnostic.h"
#include <optional>
#include <string>

namespace escape {

/// One finding has one id: of all checks that take a verdict, the first in this order. It stays that check's finding
/// when the check is switched off.
enum class Precedence : uint8_t {
  Task,        ///< a thread, task or coroutine holds it
  Closure,     ///< it sits in a closure, bind or type-erased callable
  Invalidated, ///< the storage ended before its owner
  Sink,        ///< by the sink that outlives the function
  Storage,     ///< by the storage of the object
  Own,         ///< about facts of its own, never about a dangling address
};

struct Check {
  const char *Id;    ///< file name, and what stands in `[...]`
  Severity Default;  ///< Off: only when asked for
  const char *Title; ///< one line for --list-checks
  Precedence Rank = Precedence::Own;
  bool Allocations = false; ///< about allocations and the size of objects: needs their verdicts, offers their edits
  bool Assumed = false;     ///< what it says holds whatever the verdict rests on: a finding without --may
  /// The message when the verdict is this check's business, else nothing. It says `may` when the verdict rests on
  /// assumptions (Words.h helps); the assumptions are named by Run.
  std::optional<std::string> (*Run)(const Verdict &verdict) = nullptr;
};

} // namespace escape

#endif // ESCAPE_CHECK_CHECK_H

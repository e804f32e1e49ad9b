//===- escape-temporary.cpp ------------------------------------------------===//
//
// `string_view v = a + b;`: the string is gone at the semicolon. References that
// extend the life of a temporary are no findings.
//
// A variable that holds one and that nobody ever reads is told of as well: it
// cannot be meant.
//
//===----------------------------------------------------------------------===//
#include "check/Check.h"
#include "check/Words.h"

namespace escape {

static std::optional<std::string> run(const Verdict &verdict) {
  if (!isDangling(verdict) || verdict.sink.kind != Sink::Kind::Local || verdict.storage != "temporary")
    return std::nullopt;
  std::string holds =
      holder(verdict) + " holds " + (verdict.escape->storage ? "a view of " : "the address of ") + object(verdict);
  if (verdict.escape->kind == EscapeKind::Held)
    return holds + ", which " + passive(verdict, "gone") + " after this statement (nothing reads it yet)";
  return holds + " and " + passive(verdict, "used") + " after the full-expression that made it";
}

extern const Check check_escape_temporary = {.Id = "escape-temporary",
                                             .Default = Severity::Warning,
                                             .Title = "the address of a temporary is used after its full-expression",
                                             .Rank = Precedence::Storage,
                                             .Run = run};

} // namespace escape

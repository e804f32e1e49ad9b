//===- escape-invalidated.cpp ----------------------------------------------===//
//
// The owner lives, its storage does not: growth, assignment, clear, reset, release,
// a move or an erase took it.
//
//===----------------------------------------------------------------------===//
#include "check/Check.h"
#include "check/Words.h"

namespace escape {

static std::optional<std::string> run(const Verdict &verdict) {
  if (!isDangling(verdict) || verdict.escape->kind != EscapeKind::Invalidated)
    return std::nullopt;
  if (verdict.sink.kind == Sink::Kind::Unknown) // handed to code that is not visible: the report's (decision 12)
    return std::nullopt;
  const std::string &operation = verdict.escape->operation;
  std::string by = operation.empty() ? "it ended" : quote(operation) + " ended it";
  std::string used = verdict.sink.kind == Sink::Kind::Local ? passive(verdict, "used")
                                                            : passive(verdict, "left") + " " + where(verdict);
  std::string of = (verdict.escape->storage ? "into the storage of " : "to ") + quote(verdict.object);
  std::string who = verdict.sink.kind == Sink::Kind::Local && !verdict.sink.name.empty()
                        ? holder(verdict) + " points " + of + " and "
                        : "pointer " + of + " ";
  // `delete p; p->x`: nothing is known of the object but who points to it.
  if (verdict.sink.kind == Sink::Kind::Local && verdict.escape->storage && verdict.sink.name == verdict.object)
    who = "what " + quote(verdict.object) + " points to ";
  return who + used + " after " + by;
}

extern const Check check_escape_invalidated = {
    .Id = "escape-invalidated",
    .Default = Severity::Warning,
    .Title = "a view, iterator or pointer is used after the storage it points into went",
    .Rank = Precedence::Invalidated,
    .Run = run};

} // namespace escape

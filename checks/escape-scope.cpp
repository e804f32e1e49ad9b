//===- escape-scope.cpp ----------------------------------------------------===//
//
// Nothing leaves the function: the holder is a local too, but of an outer scope.
// Only a use after the inner scope is a defect.
//
//===----------------------------------------------------------------------===//
#include "check/Check.h"
#include "check/Words.h"

namespace escape {

static std::optional<std::string> run(const Verdict &verdict) {
  if (!isDangling(verdict) || verdict.sink.kind != Sink::Kind::Local || verdict.storage == "temporary")
    return std::nullopt;
  return holder(verdict) + " holds " + (verdict.escape->storage ? "a pointer into " : "the address of ") +
         object(verdict) + " and " + passive(verdict, "used") + " after the scope of " + quote(verdict.object) +
         " ended";
}

extern const Check check_escape_scope = {.Id = "escape-scope",
                                         .Default = Severity::Warning,
                                         .Title =
                                             "an outer variable is used after the scope of what it points to ended",
                                         .Rank = Precedence::Storage,
                                         .Run = run};

} // namespace escape

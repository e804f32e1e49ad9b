//===- escape-return.cpp ---------------------------------------------------===//
//
// The oldest of them: what the caller gets is an address of something that is
// gone when it gets it.
//
//===----------------------------------------------------------------------===//
#include "check/Check.h"
#include "check/Words.h"

namespace escape {

static std::optional<std::string> run(const Verdict &verdict) {
  if (!isDangling(verdict) || verdict.sink.kind != Sink::Kind::Result)
    return std::nullopt;
  return loan(verdict) + " " + passive(verdict, "returned") + ": " + ending(verdict);
}

extern const Check check_escape_return = {.Id = "escape-return",
                                          .Default = Severity::Warning,
                                          .Title = "address of a local leaves its function through the result",
                                          .Rank = Precedence::Sink,
                                          .Run = run};

} // namespace escape

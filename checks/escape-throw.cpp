//===- escape-throw.cpp ----------------------------------------------------===//
//
// Unwinding ends the frame before the handler looks at the object.
//
//===----------------------------------------------------------------------===//
#include "check/Check.h"
#include "check/Words.h"

namespace escape {

static std::optional<std::string> run(const Verdict &verdict) {
  if (!isDangling(verdict) || verdict.sink.kind != Sink::Kind::Exception)
    return std::nullopt;
  return loan(verdict) + " " + passive(verdict, "thrown") + ": " + ending(verdict);
}

extern const Check check_escape_throw = {.Id = "escape-throw",
                                         .Default = Severity::Warning,
                                         .Title = "an exception carries the address of a local out of its function",
                                         .Rank = Precedence::Sink,
                                         .Run = run};

} // namespace escape

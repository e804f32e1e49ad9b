//===- escape-static.cpp ---------------------------------------------------===//
//
// A registration that is not undone, a cache of a pointer: the next reader of the
// variable reads a dead frame.
//
//===----------------------------------------------------------------------===//
#include "check/Check.h"
#include "check/Words.h"

namespace escape {

static std::optional<std::string> run(const Verdict &verdict) {
  if (!isDangling(verdict) || (verdict.sink.kind != Sink::Kind::Static && verdict.sink.kind != Sink::Kind::ThreadLocal))
    return std::nullopt;
  return loan(verdict) + " " + passive(verdict, "stored") + " " + where(verdict) + ": " + ending(verdict);
}

extern const Check check_escape_static = {
    .Id = "escape-static",
    .Default = Severity::Warning,
    .Title = "a static, global or thread-local holds the address of a local when its frame ends",
    .Rank = Precedence::Sink,
    .Run = run};

} // namespace escape

//===- escape-param.cpp ----------------------------------------------------===//
//
// `*out = &x`, `out.push_back(&x)`: a result by another way.
//
//===----------------------------------------------------------------------===//
#include "check/Check.h"
#include "check/Words.h"

namespace escape {

static std::optional<std::string> run(const Verdict &verdict) {
  if (!isDangling(verdict) || verdict.sink.kind != Sink::Kind::Param)
    return std::nullopt;
  for (FieldId step : verdict.sink.steps)
    if (step >= step::FirstField) // escape-member
      return std::nullopt;
  return loan(verdict) + " " + passive(verdict, "stored") + " " + where(verdict) + ": " + ending(verdict);
}

extern const Check check_escape_param = {.Id = "escape-param",
                                         .Default = Severity::Warning,
                                         .Title = "the address of a local is stored through an out-parameter",
                                         .Rank = Precedence::Sink,
                                         .Run = run};

} // namespace escape

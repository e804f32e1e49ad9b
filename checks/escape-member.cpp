//===- escape-member.cpp ---------------------------------------------------===//
//
// The object is `*this`, one reached through a parameter (its member; the object
// itself is escape-param's), or one on the heap that somebody still has.
//
//===----------------------------------------------------------------------===//
#include "check/Check.h"
#include "check/Words.h"

namespace escape {

static std::optional<std::string> run(const Verdict &verdict) {
  if (!isDangling(verdict))
    return std::nullopt;
  const Sink &sink = verdict.sink;
  bool member = sink.kind == Sink::Kind::This || sink.kind == Sink::Kind::Heap;
  if (sink.kind == Sink::Kind::Param)
    for (FieldId step : sink.steps)
      member |= step >= step::FirstField;
  if (!member)
    return std::nullopt;
  std::string in = sink.kind == Sink::Kind::Param ? "in a member reached through parameter " + quote(sink.name)
                                                  : "in " + holder(verdict);
  return loan(verdict) + " " + passive(verdict, "stored") + " " + in + ": " + ending(verdict);
}

extern const Check check_escape_member = {.Id = "escape-member",
                                          .Default = Severity::Warning,
                                          .Title = "an object that lives on holds the address of a local in a member",
                                          .Rank = Precedence::Sink,
                                          .Run = run};

} // namespace escape

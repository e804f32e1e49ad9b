//===- escape-task.cpp -----------------------------------------------------===//
//
// Nothing orders the end of the frame and the task. One that is joined, or awaited
// in the full-expression that made it, is silent.
//
//===----------------------------------------------------------------------===//
#include "check/Check.h"
#include "check/Words.h"

namespace escape {

static std::optional<std::string> run(const Verdict &verdict) {
  if (!isDangling(verdict) || !(verdict.escape->throughTask || verdict.sink.kind == Sink::Kind::Task))
    return std::nullopt;
  return loan(verdict) + " " + (isMay(verdict) ? "may reach" : "reaches") +
         " a task that nothing waits for: " + ending(verdict);
}

extern const Check check_escape_task = {.Id = "escape-task",
                                        .Default = Severity::Warning,
                                        .Title =
                                            "a thread, asynchronous task or coroutine can outlive a local it holds",
                                        .Rank = Precedence::Task,
                                        .Run = run};

} // namespace escape

// What the tests of confirm share: run one function, and say what came out as text.
#pragma once

#include "Catch.h"
#include "FlowBuilder.h"
#include "confirm/Confirm.h"
#include "model/Dump.h"
#include <map>

namespace escape {

struct Confirmed {
  ConfirmResult result;
  std::string escapes; ///< `x to {result}`, `x may to {unknown}`; one a line
  std::string leaks;   ///< `p to {result} 0`
  std::string summary;
};

struct Confirming : UnitBuilder {
  std::map<FnKey, Summary> summaries;

  Confirmed run(const FlowBuilder &f) {
    Assumptions assumptions(unit.assumptions);
    auto source = [&](const FnKey &key) -> const Summary * {
      auto it = summaries.find(key);
      return it == summaries.end() ? nullptr : &it->second;
    };
    Confirmed c;
    c.result = confirm(unit, f.fn, source, assumptions);
    for (const Escape &e : c.result.escapes) {
      c.escapes += c.result.locations[e.object.value].name;
      if (e.storage)
        c.escapes += "'s storage";
      if (e.kind == EscapeKind::UsedAfter)
        c.escapes += " used after";
      if (e.kind == EscapeKind::Invalidated)
        c.escapes += " invalidated by " + e.operation;
      c.escapes += (e.assumptions.empty() ? " to " : " may to ") + spell(e.sink) + "\n";
    }
    for (const Leak &l : c.result.leaks) {
      c.leaks += c.result.locations[l.param.value].name;
      c.leaks += (l.assumptions.empty() ? " to " : " may to ") + spell(l.sink);
      c.leaks += l.content ? " content\n" : " " + std::to_string(l.level) + "\n";
    }
    c.summary = toString(c.result.summary, unit);
    return c;
  }
  /// Confirms and keeps the summary for callers.
  Confirmed learn(const FlowBuilder &f) {
    Confirmed c = run(f);
    summaries[f.fn.key] = c.result.summary;
    return c;
  }
};

} // namespace escape

//===- Unit.h - the stages, on one translation unit -------------*- C++ -*-===//
#ifndef ESCAPE_PIPELINE_UNIT_H
#define ESCAPE_PIPELINE_UNIT_H

#include "explain/Explain.h"
#include "frontend/Parse.h"
#include "pipeline/Functions.h"
#include "pipeline/Settings.h"
#include "pipeline/Statistics.h"
#include "report/Reporter.h"
#include <deque>
#include <unordered_map>

namespace escape {

/// What is left of a translation unit when its tree is gone: nothing refers to it any more.
struct UnitReport {
  std::vector<Finding> findings;
  std::vector<Fact> facts;
  std::vector<Inlining> inlining; ///< with Settings::optimizer (AddOptimizer.h)
  std::vector<std::string> summaries;
  std::string dump;
  Statistics statistics;
};

/// What other files have that this file tells of, in the words of this unit.
struct Abroad {
  std::deque<FunctionFlow> flows;
  std::deque<ConfirmResult> results;
  std::unordered_map<FnKey, Callee> callees; ///< into the two above
  std::vector<char> told;                    ///< by FunctionId: it is in a header, and another file tells of it

  bool tells(FunctionId id) const { return id.value < told.size() && told[id.value]; }
};

/// flow, on a parsed file. `file` is its name as it is to be shown; `others`: it is one of several that are linked.
Unit makeUnit(const TranslationUnit &parsed, const std::string &file, const Settings &settings, bool others,
              Statistics &statistics);
/// explain → check, on all functions that this file tells of.
UnitReport tell(Unit &unit, const Solved &solved, const Abroad &abroad, const Settings &settings,
                const Statistics &before);
/// There may be something to tell of the function.
bool interesting(const FunctionFlow &flow, const ConfirmResult &confirmed, const Settings &settings);

/// All stages, on a parsed file that is looked at alone.
UnitReport analyse(const TranslationUnit &parsed, const std::string &file, const Settings &settings);

} // namespace escape

#endif // ESCAPE_PIPELINE_UNIT_H

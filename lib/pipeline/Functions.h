//===- Functions.h - solve and confirm, callees first -----------*- C++ -*-===//
#ifndef ESCAPE_PIPELINE_FUNCTIONS_H
#define ESCAPE_PIPELINE_FUNCTIONS_H

#include "model/Escape.h"
#include "model/FunctionFlow.h"
#include "model/SummarySource.h"
#include "pipeline/Statistics.h"
#include <unordered_map>
#include <vector>

namespace escape {

/// What solve and confirm found of every function of a unit, by FunctionId.
struct Solved {
  std::vector<SolveResult> solved;
  std::vector<ConfirmResult> confirmed;
  std::vector<char> done; ///< by FunctionId: 0 when it waits for other files
  std::unordered_map<FnKey, FunctionId> byKey;

  explicit Solved(const Unit &unit);
  Solved() = default;
};

/// Components above this are not confirmed: solve's summaries stand, as may.
inline constexpr size_t MaxComponent = 400;
/// Rounds until a component counts as unstable. Three are usual: flows found, flows passed around, nothing new.
inline constexpr unsigned MaxRounds = 8;

/// One function, with what is known of its callees. `confirmed` is solve's own answer where that is enough, or where
/// `solveOnly` asks for no more (then it is given up).
void solveFunction(const Unit &unit, FunctionId id, const SummarySource &callees, Assumptions &assumptions,
                   bool solveOnly, Solved &result, Statistics &statistics);
/// What functions that call each other are told of each other before all is known: must-effects are not believed until
/// the flows are stable.
Summary growing(const Summary &summary);

/// What a file is told of functions of others, in the words of its unit.
struct Given {
  /// Instead of what the file itself finds of them, or alone.
  std::unordered_map<FnKey, const Summary *> summaries;
  struct Member {
    uint32_t component;
    bool solveOnly, unstable;
    const Summary *growing;
  };
  std::unordered_map<FnKey, Member> members; ///< of components that span files (model/Program.h)
  std::vector<char> told;                    ///< by FunctionId: not to be solved, `results` has it
  std::vector<const ConfirmResult *> results;
  std::vector<char> needsConfirm;
};

/// Runs call-graph components bottom-up, each until its summaries are stable. Appends assumptions to the unit.
Solved solveAndConfirm(Unit &unit, Statistics &statistics);
/// The same, but for functions that call what other files may have, and those that call them. Without doubt().
/// `virtualToo`: open virtual calls are calls of other files.
Solved solveClosed(Unit &unit, bool virtualToo, Statistics &statistics);
/// The whole file, with what it is told. Without doubt().
Solved solveWith(Unit &unit, const Given &given, Assumptions &assumptions, Statistics &statistics);
/// What all functions of a unit together say against findings of single ones.
void doubt(const Unit &unit, Solved &solved, Assumptions &assumptions, Statistics &statistics);

} // namespace escape

#endif // ESCAPE_PIPELINE_FUNCTIONS_H

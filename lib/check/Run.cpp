//===- Run.cpp --------------------------------------------------------------===//
#include "check/Run.h"
#include "check/Suppress.h"
#include "check/Words.h"

#include "llvm/ADT/STLExtras.h"
#include <algorithm>
#include <tuple>

namespace escape {

namespace {

/// The check whose finding this is, and its message.
const Check *choose(const Verdict &verdict, const Selection &selection, std::string &message) {
  const Check *chosen = nullptr;
  for (const Check *check : selection.all()) {
    if (!check->Run || (chosen && chosen->Rank <= check->Rank))
      continue;
    if (std::optional<std::string> text = check->Run(verdict)) {
      chosen = check;
      message = std::move(*text);
    }
  }
  return chosen;
}

bool samePlace(const Span &a, const Span &b) { return a.file == b.file && a.begin == b.begin; }

/// What a hop leads to, without the report's braces.
std::string spoken(const std::string &to) {
  if (!to.starts_with('{'))
    return quote(to);
  std::string inner = to.substr(1, to.size() - 2);
  size_t blank = inner.find(' ');
  if (blank != std::string::npos)
    return (inner.starts_with("param ") ? "parameter" : inner.substr(0, blank)) + " " + quote(inner.substr(blank + 1));
  return inner.starts_with("this") ? quote(inner == "this" ? "*this" : inner) : "the " + inner;
}

class Notes {
public:
  Notes(const Unit &unit, const Verdict &verdict, Span primary) : unit(unit), verdict(verdict), primary(primary) {}

  std::vector<Note> collect() {
    addHops(verdict.path);
    if (verdict.escape && verdict.escape->ended.valid()) {
      const std::string &operation = verdict.escape->operation;
      bool invalidated = verdict.escape->kind == EscapeKind::Invalidated;
      notes.push_back({verdict.escape->ended, invalidated && !operation.empty()
                                                  ? quote(operation) + " ends the storage of " + quote(verdict.object)
                                                  : quote(verdict.object) + " ends here"});
    }
    if (verdict.contradicts && verdict.contradicts->span.valid() && !samePlace(verdict.contradicts->span, primary))
      notes.push_back({verdict.contradicts->span, quote(verdict.contradicts->words) + " is declared here"});
    addAssumptions();
    return std::move(notes);
  }

private:
  /// Whose body is missing, which function was given up: the kinds stand in the message, here is where to look.
  void addAssumptions() {
    constexpr size_t Most = 4;
    size_t said = 0;
    for (AssumptionId id : verdict.assumptions) {
      const Assumption &assumption = unit.at(id);
      if (assumption.span.valid() && !assumption.what.empty() && said++ < Most)
        notes.push_back({assumption.span, std::string("assumed here: ") + describe(assumption.kind) + " (" +
                                              quote(assumption.what) + ")"});
    }
  }

  void addHops(const Path &path) {
    for (const Hop &hop : path)
      for (const Step &step : hop.steps) {
        add(hop, step);
        addHops(step.inside);
      }
  }

  void add(const Hop &hop, const Step &step) {
    bool first = !started;
    started = true;
    // The finding itself stands at the primary place.
    if (!step.span.valid() || samePlace(step.span, primary))
      return;
    std::string words = describe(step);
    if (!notes.empty() && samePlace(notes.back().span, step.span)) {
      // One place, one note; what happened there in this order.
      std::string &message = notes.back().message;
      if (words != last)
        message.insert(message.size() - 1, ", " + words);
    } else if (verdict.effect) {
      notes.push_back({step.span, step.inside.empty() ? std::string("memory is asked for here")
                                                      : quote(step.expression) + " is called here"});
    } else {
      std::string to = hop.to == spell(verdict.sink) ? holder(verdict) : spoken(hop.to);
      // What was handed in is a reference already, nobody borrows it here.
      const char *verb = verdict.contradicts ? " goes on here (" : " is borrowed here (";
      notes.push_back(
          {step.span, first ? quote(verdict.object) + verb + words + ")" : "then to " + to + " (" + words + ")"});
    }
    last = std::move(words);
  }

  const Unit &unit;
  const Verdict &verdict;
  Span primary;
  std::vector<Note> notes;
  std::string last;
  bool started = false;
};

Span primaryPlace(const Verdict &verdict) {
  if (verdict.allocation && !verdict.effect) // where it is made, wherever it goes
    return verdict.span;
  if (verdict.escape && verdict.escape->gotOut.valid())
    return verdict.escape->gotOut;
  for (auto hop = verdict.path.rbegin(); hop != verdict.path.rend(); ++hop)
    if (!hop->steps.empty() && hop->steps.back().span.valid())
      return hop->steps.back().span;
  return verdict.contradicts ? verdict.contradicts->span : verdict.span; // nothing happens: the words are wrong
}

void sort(std::vector<Diagnostic> &diagnostics) {
  std::stable_sort(diagnostics.begin(), diagnostics.end(), [](const Diagnostic &a, const Diagnostic &b) {
    return std::tie(a.span.file, a.span.begin, a.check, a.message, a.span.end) <
           std::tie(b.span.file, b.span.begin, b.check, b.message, b.span.end);
  });
}

} // namespace

std::vector<Diagnostic> runChecks(const Unit &unit, llvm::ArrayRef<Verdict> verdicts, const Selection &selection,
                                  bool may) {
  std::vector<Diagnostic> diagnostics;
  Suppressions suppressions(unit);
  bool assumed =
      llvm::any_of(selection.all(), [&](const Check *check) { return check->Assumed && selection.enabled(check->Id); });
  for (const Verdict &verdict : verdicts) {
    if (isMay(verdict) && !may && !assumed)
      continue;
    std::string message;
    const Check *check = choose(verdict, selection, message);
    if (!check || !selection.enabled(check->Id) || (isMay(verdict) && !may && !check->Assumed))
      continue;
    Diagnostic diagnostic;
    diagnostic.check = check->Id;
    diagnostic.severity = selection.severity(check->Id);
    diagnostic.message =
        isMay(verdict) && !check->Assumed ? message + " (" + kindsOf(verdict.assumptions, unit) + ")" : message;
    diagnostic.span = primaryPlace(verdict);
    if (suppressions.suppresses(check->Id, diagnostic.span))
      continue;
    diagnostic.notes = Notes(unit, verdict, diagnostic.span).collect();
    if (check->Allocations && verdict.remedy)
      diagnostic.fixes = verdict.remedy->edits;
    diagnostic.verdict = verdict;
    diagnostics.push_back(std::move(diagnostic));
  }
  // Instantiations of one template say the same of the same line.
  sort(diagnostics);
  diagnostics.erase(std::unique(diagnostics.begin(), diagnostics.end(),
                                [](const Diagnostic &a, const Diagnostic &b) {
                                  return samePlace(a.span, b.span) && a.check == b.check && a.message == b.message;
                                }),
                    diagnostics.end());

  if (selection.enabled(UnusedSuppressionId))
    for (const Suppression &s : suppressions.ours(selection)) {
      Diagnostic diagnostic;
      diagnostic.check = UnusedSuppressionId;
      diagnostic.severity = s.used ? Severity::Off : selection.severity(UnusedSuppressionId);
      diagnostic.message = s.unmatched ? "this comment has no counterpart and suppresses nothing"
                                       : "nothing to suppress here for '" + s.list + "'";
      diagnostic.span = s.span;
      diagnostic.verdict.kind = VerdictKind::DoesNotEscape; // rests on no verdict
      diagnostics.push_back(std::move(diagnostic));
    }
  sort(diagnostics);
  return diagnostics;
}

} // namespace escape

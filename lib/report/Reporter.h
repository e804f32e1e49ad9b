//===- Reporter.h - stage 7: what is printed, and how -----------*- C++ -*-===//
//
// Diagnostics and verdicts name source by Span, which means something only as
// long as their unit is there. resolve() turns them into values that stand for
// themselves, so that units can be dropped one by one; merge() makes one list of
// those of all units, the same for every order they came in. A format is one
// function in one file.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_REPORT_REPORTER_H
#define ESCAPE_REPORT_REPORTER_H

#include "model/Diagnostic.h"
#include "model/FunctionFlow.h"
#include "model/Optimized.h"
#include "model/Verdict.h"
#include "llvm/Support/raw_ostream.h"
#include <optional>
#include <string>
#include <vector>

namespace escape {

/// 1-based; `column` in bytes, `utf16` in UTF-16 code units. All 0: no position.
struct Position {
  uint32_t line = 0;
  uint32_t column = 0;
  uint32_t utf16 = 0;
  auto operator<=>(const Position &) const = default;
};

/// Half-open. `file` is empty when there is no place in the source.
struct Range {
  std::string file;
  Position begin, end;
  bool valid() const { return !file.empty(); }
  auto operator<=>(const Range &) const = default;
};

struct FlowHop;

struct FlowStep {
  std::string expression;
  std::string reason; ///< with its detail: `interface-converted: Buffer to Reader`
  Range range;
  std::vector<FlowHop> inside;
};

struct FlowHop {
  std::string to, from; ///< empty `to`: hops left out, `from` says how many
  int derefs = 0;
  std::vector<FlowStep> steps;
};

struct Assumed {
  std::string kind; ///< in words: `open virtual call`
  std::string what; ///< callee or node; may be empty
  Range range;
  auto operator<=>(const Assumed &) const = default;
};

/// What one optimized build made of an allocation.
struct FactOptimizer {
  std::string level; ///< -O2
  AllocationFate fate;
};

/// A verdict on its own.
struct Fact {
  VerdictKind kind = VerdictKind::DoesNotEscape;
  std::string line; ///< the verdict line without position and final colon
  std::string function;
  std::string object, storage, type;
  std::optional<uint64_t> bytes;
  Range range;
  std::string sinkKind; ///< `result`, `static`, ...; empty: no sink
  std::string sinkName;
  Range sinkRange;
  std::optional<int> level;
  std::vector<Assumed> assumptions;
  std::vector<FlowHop> flow;
  bool allocates = false;
  std::string allocationReason; ///< empty: a plain one of constant size
  std::optional<FactOptimizer> optimizer;
  bool listed = true;   ///< false: another fact says it
  bool evident = false; ///< Verdict::evident: only the longer report lists it
};

/// What one optimized build made of a call in the source.
struct Inlining {
  Range range; ///< of the name, or of the operator
  std::string callee;
  std::string caller; ///< set when the call has other fates in other functions
  std::string reason; ///< why not; empty: inlined
  auto operator<=>(const Inlining &) const = default;
};

struct FindingNote {
  Range range;
  std::string message;
  std::string sourceLine;
};

struct FindingEdit {
  Range range;
  std::string text;
};

/// A diagnostic on its own.
struct Finding {
  std::string check;
  Severity severity = Severity::Warning; ///< Off: see runChecks; merge() takes them out
  std::string message;
  Range range;
  std::string sourceLine;
  std::vector<FindingNote> notes;
  std::vector<FindingEdit> fixes;
  std::optional<Fact> fact;
  std::string fingerprint; ///< stays when lines move; merge() makes equal ones differ
};

Range resolve(const Unit &unit, Span span);
Fact resolve(const Unit &unit, const Verdict &verdict);
Finding resolve(const Unit &unit, const Diagnostic &diagnostic);

/// Sorted by position, one of each: headers and instantiations speak once. Suppressions some unit used are no finding.
void merge(std::vector<Finding> &findings);
/// Sorted by position, one of each line. What one instantiation proves stands over what another does not: of a thing
/// that escapes it is not said that it does not, nor that it may.
void merge(std::vector<Fact> &facts);

/// Sorted by position, one of each line.
void merge(std::vector<Inlining> &inlining);

/// The verdict line with what the optimizer made of it: `…; allocates 4 bytes; removed by -O2`.
std::string fullLine(const Fact &fact);
/// `inlining call to F`, `cannot inline F: noinline`.
std::string fullLine(const Inlining &inlining);
/// `leaking param: p to {static g} level=0`; with the assumption when it rests on one.
std::string verdictLine(const Unit &unit, const Verdict &verdict);
/// In JSON and elsewhere machines read: `escapes`, `leaking-param`, ...
const char *kindName(VerdictKind kind);

struct Report {
  std::vector<Finding> findings;      ///< the lint; merged
  std::vector<Fact> facts;            ///< `-m`; merged
  std::vector<Inlining> inlining;     ///< `--optimizer`; merged
  std::vector<std::string> summaries; ///< JSON texts, one a function, for --format=json
  std::string stats;                  ///< JSON text; empty: none
};

/// What a check is, for formats that list rules.
struct Rule {
  std::string id, title, help;
};

/// Clang-style: `FILE:LINE:COL: warning: MESSAGE [ID]`, the line, a caret, notes.
void writeText(const Report &report, bool colours, llvm::raw_ostream &out);
/// The report of `-m`; with `flows` that of `-m -m`.
void writeListing(const Report &report, bool flows, llvm::raw_ostream &out);
/// docs/report.schema.json.
void writeJson(const Report &report, llvm::raw_ostream &out);
/// SARIF 2.1.0. `root`: absolute path of what relative paths start from.
void writeSarif(const Report &report, const std::vector<Rule> &rules, const std::string &root,
                const std::string &version, llvm::raw_ostream &out);

/// Version of the JSON report.
inline constexpr int ReportVersion = 1;

} // namespace escape

#endif // ESCAPE_REPORT_REPORTER_H

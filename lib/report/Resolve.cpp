//===- Resolve.cpp - values that outlive their unit -------------------------===//
#include "report/Columns.h"
#include "report/Reporter.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace escape {

std::string allocationReason(const Allocation &allocation); // VerdictLine.cpp

namespace {

Position position(const SourceFile &file, uint32_t offset) {
  LineColumn at = file.lineColumn(offset);
  // Counting is linear in the column. Lines this long are generated, and plain ASCII.
  if (at.column > 100'000)
    return {at.line, at.column, at.column};
  uint32_t start = file.lineStart(at.line);
  return {at.line, at.column, utf16Units(file.cut(start, start + at.column - 1)) + 1};
}

std::string lineOf(const Unit &unit, Span span) {
  if (!span.valid())
    return "";
  const SourceFile &file = unit.files[span.file.value];
  std::string_view line = file.line(file.lineColumn(span.begin).line);
  // Generated tables have lines of megabytes: nobody reads those.
  return std::string(line.size() <= 4096 ? line : std::string_view());
}

const char *sinkKind(Sink::Kind kind) {
  switch (kind) {
  case Sink::Kind::Result:
    return "result";
  case Sink::Kind::Local:
    return "local";
  case Sink::Kind::Static:
    return "static";
  case Sink::Kind::ThreadLocal:
    return "thread-local";
  case Sink::Kind::This:
    return "this";
  case Sink::Kind::Param:
    return "param";
  case Sink::Kind::Heap:
    return "heap";
  case Sink::Kind::Exception:
    return "exception";
  case Sink::Kind::Task:
    return "task";
  case Sink::Kind::Unknown:
    return "unknown";
  }
  return "";
}

std::vector<FlowHop> resolvePath(const Unit &unit, const Path &path) {
  std::vector<FlowHop> hops;
  for (const Hop &hop : path) {
    FlowHop out{hop.to, hop.from, hop.derefs, {}};
    for (const Step &step : hop.steps)
      out.steps.push_back({step.expression, describe(step), resolve(unit, step.span), resolvePath(unit, step.inside)});
    hops.push_back(std::move(out));
  }
  return hops;
}

bool hasSink(VerdictKind kind) {
  return kind == VerdictKind::Escapes || kind == VerdictKind::UsedAfter || kind == VerdictKind::AllocEscapes ||
         kind == VerdictKind::LeakingParam || kind == VerdictKind::LeakingContent;
}

/// What stays when lines are added above: the line's words, not its number.
std::string fingerprint(const Finding &finding) {
  std::string key = finding.check + '\n' + llvm::sys::path::filename(finding.range.file).str() + '\n';
  if (finding.fact)
    key += finding.fact->function + '\n' + finding.fact->object + '\n' + finding.fact->sinkKind + '\n' +
           finding.fact->sinkName + '\n';
  for (char c : finding.sourceLine)
    if (!llvm::isSpace(c))
      key += c;
  return llvm::utohexstr(llvm::xxh3_64bits(key), true, 16);
}

/// The same allocation in the code of several files: removed only where no file keeps it, and every one tells.
void unite(std::optional<FactOptimizer> &into, const std::optional<FactOptimizer> &other) {
  if (!into) {
    into = other;
    return;
  }
  if (!other)
    return;
  AllocationFate &a = into->fate;
  const AllocationFate &b = other->fate;
  auto rank = [](AllocationFate::Kind kind) {
    return kind == AllocationFate::Stays     ? 3
           : kind == AllocationFate::Unknown ? 2
                                             : int(kind == AllocationFate::Removed);
  };
  if (rank(b.kind) > rank(a.kind))
    a.kind = b.kind;
  a.removedIn.insert(a.removedIn.end(), b.removedIn.begin(), b.removedIn.end());
  std::sort(a.removedIn.begin(), a.removedIn.end());
  a.removedIn.erase(std::unique(a.removedIn.begin(), a.removedIn.end()), a.removedIn.end());
}

} // namespace

Range resolve(const Unit &unit, Span span) {
  if (!span.valid() || span.file.value >= unit.files.size())
    return {};
  const SourceFile &file = unit.files[span.file.value];
  return {file.path, position(file, span.begin), position(file, std::max(span.begin, span.end))};
}

Fact resolve(const Unit &unit, const Verdict &verdict) {
  Fact fact;
  fact.kind = verdict.kind;
  fact.line = verdictLine(unit, verdict);
  fact.listed = !verdict.toldAsAllocation;
  fact.evident = verdict.evident;
  fact.function = verdict.function;
  fact.object = verdict.object;
  fact.storage = verdict.escape && verdict.escape->storage ? "owned storage" : verdict.storage;
  fact.type = verdict.type;
  fact.bytes = verdict.bytes;
  fact.range = resolve(unit, verdict.span);
  if (hasSink(verdict.kind)) {
    fact.sinkKind = sinkKind(verdict.sink.kind);
    fact.sinkName = verdict.sink.name;
    fact.sinkRange = resolve(unit, verdict.sinkSpan);
  }
  if (verdict.kind == VerdictKind::LeakingParam || verdict.kind == VerdictKind::LeakingContent)
    fact.level = verdict.level;
  for (AssumptionId id : verdict.assumptions) {
    const Assumption &assumption = unit.at(id);
    fact.assumptions.push_back({describe(assumption.kind), assumption.what, resolve(unit, assumption.span)});
  }
  std::sort(fact.assumptions.begin(), fact.assumptions.end());
  fact.flow = resolvePath(unit, verdict.path);
  if (verdict.allocation && !verdict.effect) {
    fact.allocates = true;
    fact.allocationReason = allocationReason(*verdict.allocation);
  }
  return fact;
}

Finding resolve(const Unit &unit, const Diagnostic &diagnostic) {
  Finding finding;
  finding.check = diagnostic.check;
  finding.severity = diagnostic.severity;
  finding.message = diagnostic.message;
  finding.range = resolve(unit, diagnostic.span);
  finding.sourceLine = lineOf(unit, diagnostic.span);
  for (const Note &note : diagnostic.notes)
    finding.notes.push_back({resolve(unit, note.span), note.message, lineOf(unit, note.span)});
  for (const Edit &edit : diagnostic.fixes)
    finding.fixes.push_back({resolve(unit, edit.at), edit.text});
  if (!diagnostic.verdict.object.empty()) // about the source as such: a suppression
    finding.fact = resolve(unit, diagnostic.verdict);
  finding.fingerprint = fingerprint(finding);
  return finding;
}

void merge(std::vector<Finding> &findings) {
  auto key = [](const Finding &f) {
    return std::tie(f.range.file, f.range.begin, f.check, f.message, f.severity, f.range.end);
  };
  std::stable_sort(findings.begin(), findings.end(),
                   [&](const Finding &a, const Finding &b) { return key(a) < key(b); });
  // Severity::Off sorts first, so it is the one that stays of equal ones: used somewhere is used.
  findings.erase(std::unique(findings.begin(), findings.end(),
                             [](const Finding &a, const Finding &b) {
                               return a.range.file == b.range.file && a.range.begin == b.range.begin &&
                                      a.check == b.check && a.message == b.message;
                             }),
                 findings.end());
  std::erase_if(findings, [](const Finding &f) { return f.severity == Severity::Off; });
  std::map<std::string, unsigned> times;
  for (Finding &finding : findings)
    if (unsigned n = times[finding.fingerprint]++)
      finding.fingerprint += "-" + std::to_string(n);
}

void merge(std::vector<Fact> &facts) {
  using Thing =
      std::tuple<Range, std::string, bool>; // of an allocation, beside the object (in a macro they look alike)
  using Way = std::tuple<Range, std::string, VerdictKind, std::string, std::string, int>;
  auto thing = [](const Fact &f) { return Thing(f.range, f.object, f.allocates); };
  auto way = [](const Fact &f) { return Way(f.range, f.object, f.kind, f.sinkKind, f.sinkName, f.level.value_or(0)); };
  std::set<Thing> gone;
  std::set<Way> proven;
  for (const Fact &fact : facts) {
    if (hasSink(fact.kind))
      gone.insert(thing(fact));
    if (fact.assumptions.empty())
      proven.insert(way(fact));
  }
  std::erase_if(facts, [&](const Fact &fact) {
    bool stays = fact.kind == VerdictKind::DoesNotEscape || fact.kind == VerdictKind::AllocStays;
    return !fact.listed || (stays && gone.count(thing(fact))) || (!fact.assumptions.empty() && proven.count(way(fact)));
  });

  std::stable_sort(facts.begin(), facts.end(), [&](const Fact &a, const Fact &b) {
    return std::tie(a.range.file, a.range.begin, a.kind, a.line) <
           std::tie(b.range.file, b.range.begin, b.kind, b.line);
  });
  auto same = [](const Fact &a, const Fact &b) {
    return std::tie(a.range.file, a.range.begin, a.line) == std::tie(b.range.file, b.range.begin, b.line);
  };
  for (size_t i = 1, first = 0; i < facts.size(); ++i)
    if (same(facts[first], facts[i]))
      unite(facts[first].optimizer, facts[i].optimizer);
    else
      first = i;
  facts.erase(std::unique(facts.begin(), facts.end(), same), facts.end());
}

void merge(std::vector<Inlining> &inlining) {
  std::sort(inlining.begin(), inlining.end());
  inlining.erase(std::unique(inlining.begin(), inlining.end()), inlining.end());
}

} // namespace escape

//===- Listing.cpp - the report of -m and -m -m -----------------------------===//
#include "report/Reporter.h"
#include <tuple>

#include <set>

namespace escape {

namespace {

void writePlace(const Range &range, llvm::raw_ostream &out) {
  out << range.file << ':' << range.begin.line << ':' << range.begin.column;
}

class Lines {
public:
  Lines(const Range &range, llvm::raw_ostream &out) : range(range), out(out) {}

  void write(const std::vector<FlowHop> &hops, unsigned indent) {
    for (const FlowHop &hop : hops) {
      start(indent);
      if (hop.to.empty()) {
        out << "flow: … (" << hop.from << ")\n";
        continue;
      }
      out << "flow: " << hop.to << " = " << hop.from << ":\n";
      for (const FlowStep &step : hop.steps) {
        start(indent + 2);
        out << "from " << step.expression << " (" << step.reason << ")";
        if (step.range.valid()) {
          out << " at ";
          writePlace(step.range, out);
        }
        out << '\n';
        told.insert(step.range);
        write(step.inside, indent + 4);
      }
    }
  }

  /// Those that no step of the flow stands at: `(open virtual call)` and the call are all there is to say.
  void write(const std::vector<Assumed> &assumptions) {
    for (const Assumed &assumed : assumptions) {
      if (told.contains(assumed.range))
        continue;
      start(2);
      out << "assumed: " << assumed.kind;
      if (!assumed.what.empty())
        out << " (" << assumed.what << ")";
      if (assumed.range.valid()) {
        out << " at ";
        writePlace(assumed.range, out);
      }
      out << '\n';
    }
  }

private:
  void start(unsigned indent) {
    writePlace(range, out);
    out << ": ";
    out.indent(indent);
  }

  const Range &range;
  llvm::raw_ostream &out;
  std::set<Range> told; ///< where steps stand
};

} // namespace

void writeListing(const Report &report, bool flows, llvm::raw_ostream &out) {
  auto inlining = report.inlining.begin();
  auto writeInliningBefore = [&](const Fact *fact) {
    auto place = [](const Range &range) { return std::tie(range.file, range.begin); };
    for (; inlining != report.inlining.end() && (!fact || place(inlining->range) < place(fact->range)); ++inlining) {
      writePlace(inlining->range, out);
      out << ": " << fullLine(*inlining) << '\n';
    }
  };
  for (const Fact &fact : report.facts) {
    if (fact.evident && !flows)
      continue;
    writeInliningBefore(&fact);
    writePlace(fact.range, out);
    bool below = flows && !(fact.flow.empty() && fact.assumptions.empty());
    out << ": " << fullLine(fact) << (below ? ":\n" : "\n");
    if (!below)
      continue;
    Lines lines(fact.range, out);
    lines.write(fact.flow, 2);
    lines.write(fact.assumptions);
  }
  writeInliningBefore(nullptr);
}

} // namespace escape

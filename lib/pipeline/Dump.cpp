#include "pipeline/Dump.h"
#include "model/Dump.h"
#include "report/Reporter.h"
#include "llvm/Support/raw_ostream.h"

namespace escape {

namespace {

std::string words(const AssumptionSet &set, const Unit &unit) {
  if (set.empty())
    return "proven";
  std::string result = "may:";
  for (AssumptionId id : set)
    (result += ' ') += describe(unit.at(id).kind);
  return result;
}

void dumpSolve(llvm::raw_ostream &out, const Unit &unit, const FunctionFlow &flow, const SolveResult &solved) {
  out << "  needs confirm: " << (solved.needsConfirm ? "yes" : "no") << "\n";
  for (const Candidate &candidate : solved.candidates)
    out << "  candidate " << toString(candidate.object, flow.locations, unit) << " -> "
        << toString(candidate.sink, flow.locations, unit) << " derefs " << candidate.derefs << "\n";
  out << toString(solved.summary, unit);
}

void dumpConfirm(llvm::raw_ostream &out, const Unit &unit, const ConfirmResult &confirmed) {
  for (const Escape &escape : confirmed.escapes)
    out << "  escape " << toString(escape.object, confirmed.locations, unit) << " -> " << spell(escape.sink) << " "
        << words(escape.assumptions, unit) << "\n";
  for (const Leak &leak : confirmed.leaks)
    out << "  leak " << toString(leak.param, confirmed.locations, unit) << " -> " << spell(leak.sink) << " level "
        << leak.level << " " << words(leak.assumptions, unit) << "\n";
  for (LocationId id : confirmed.stays)
    out << "  stays " << toString(id, confirmed.locations, unit) << "\n";
  out << toString(confirmed.summary, unit);
}

} // namespace

std::string dump(const DumpRequest &request, const Unit &unit, const Solved &solved,
                 const std::vector<std::vector<Verdict>> &verdicts) {
  std::string result;
  llvm::raw_string_ostream out(result);
  for (size_t i = 0; i < unit.functions.size(); ++i) {
    const FunctionFlow &flow = unit.functions[i];
    if (!llvm::StringRef(flow.name).contains(request.function))
      continue;
    LineColumn at = unit.start(flow.span);
    out << "== " << flow.name << " at line " << at.line << "\n";
    if (request.stage == "flow") {
      out << dump(flow, unit);
    } else if (request.stage == "solve") {
      dumpSolve(out, unit, flow, solved.solved[i]);
    } else if (request.stage == "confirm") {
      dumpConfirm(out, unit, solved.confirmed[i]);
    } else {
      for (const Verdict &verdict : verdicts[i])
        out << "  " << unit.start(verdict.span).line << ": " << verdictLine(unit, verdict) << "\n";
    }
  }
  return result;
}

} // namespace escape

#include "pipeline/Statistics.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

namespace escape {

void Statistics::add(const Statistics &o) {
  files += o.files, unreadable += o.unreadable, withErrors += o.withErrors, crashed += o.crashed;
  userLines += o.userLines, functions += o.functions, events += o.events, confirmed += o.confirmed;
  givenUp += o.givenUp, skipped += o.skipped, proven += o.proven, may += o.may, droppedFlags += o.droppedFlags;
  for (auto &[kind, count] : o.unmodelled)
    unmodelled[kind] += count;
  parse += o.parse, flow += o.flow, solve += o.solve, confirm += o.confirm, explain += o.explain, check += o.check;
  optimizer += o.optimizer, link += o.link;
}

std::string Statistics::text() const {
  std::string result;
  llvm::raw_string_ostream out(result);
  auto ms = [](double seconds) { return llvm::format("%.1f ms", seconds * 1000); };
  out << "files: " << files << ", user lines: " << userLines << ", functions: " << functions << ", events: " << events
      << "\n";
  out << "files with errors: " << withErrors << ", not readable: " << unreadable << ", crashed: " << crashed
      << ", flags dropped: " << droppedFlags << "\n";
  out << "functions confirmed: " << confirmed << ", given up: " << givenUp << ", left out (invalid parts): " << skipped
      << "\n";
  out << "proven: " << proven << ", may: " << may
      << ", may per 1,000 lines: " << llvm::format("%.2f", userLines ? may * 1000.0 / userLines : 0.0) << "\n";
  out << "nodes not modelled:";
  for (auto &[kind, count] : unmodelled)
    out << " " << kind << " " << count;
  out << (unmodelled.empty() ? " none\n" : "\n");
  out << "parsing: " << ms(parse) << "\n";
  out << "after parsing: " << ms(afterParsing()) << " (flow " << ms(flow) << ", solve " << ms(solve) << ", confirm "
      << ms(confirm) << ", explain " << ms(explain) << ", check " << ms(check) << ")\n";
  if (link > 0)
    out << "linking: " << ms(link) << " (solve and confirm of what spans files among them)\n";
  if (optimizer > 0)
    out << "optimized build: " << ms(optimizer) << "\n";
  return result;
}

std::string Statistics::json() const {
  llvm::json::Object nodes;
  for (auto &[kind, count] : unmodelled)
    nodes[kind] = count;
  llvm::json::Object object{{"files", files},
                            {"userLines", userLines},
                            {"functions", functions},
                            {"events", events},
                            {"confirmed", confirmed},
                            {"givenUp", givenUp},
                            {"proven", proven},
                            {"may", may},
                            {"droppedFlags", droppedFlags},
                            {"withErrors", withErrors},
                            {"unreadable", unreadable}};
  object["unmodelled"] = std::move(nodes);
  std::string result;
  llvm::raw_string_ostream(result) << llvm::json::Value(std::move(object));
  return result;
}

} // namespace escape

//===- Json.cpp - docs/report.schema.json -------------------------------------===//
//
// Written finding by finding, one a line: a report of a large project is larger
// than what one wants in memory as a tree.
//
//===----------------------------------------------------------------------===//
#include "model/Words.h"
#include "report/Reporter.h"

#include <nlohmann/json.hpp>
#include <set>

namespace escape {

namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json &json) {
  // Source text may hold bytes that are no UTF-8.
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json toJson(const Position &p) { return {{"line", p.line}, {"column", p.column}, {"utf16Column", p.utf16}}; }

Json toJson(const Range &range) {
  if (!range.valid())
    return nullptr;
  return {{"file", range.file}, {"start", toJson(range.begin)}, {"end", toJson(range.end)}};
}

Json toJson(const std::vector<FlowHop> &hops) {
  Json list = Json::array();
  for (const FlowHop &hop : hops) {
    Json steps = Json::array();
    for (const FlowStep &step : hop.steps) {
      Json one = {{"expr", step.expression}, {"reason", step.reason}, {"range", toJson(step.range)}};
      if (!step.inside.empty())
        one["in"] = toJson(step.inside);
      steps.push_back(std::move(one));
    }
    list.push_back({{"to", hop.to}, {"from", hop.from}, {"derefs", hop.derefs}, {"steps", std::move(steps)}});
  }
  return list;
}

/// The same in every run and for every unit: what is assumed, and where.
std::string assumptionId(const Assumed &assumed) {
  std::string id = assumed.kind;
  for (char &c : id)
    if (c == ' ')
      c = '-';
    else if (c == '\'')
      c = '_';
  if (assumed.range.valid())
    id += "@" + assumed.range.file + ":" + std::to_string(assumed.range.begin.line) + ":" +
          std::to_string(assumed.range.begin.column);
  return id;
}

void addFact(Json &json, const Fact &fact) {
  json["kind"] = kindName(fact.kind);
  Json assumptions = Json::array();
  for (const Assumed &assumed : fact.assumptions) {
    Json one = {{"id", assumptionId(assumed)}, {"kind", assumed.kind}, {"range", toJson(assumed.range)}};
    if (!assumed.what.empty())
      one["name"] = assumed.what;
    assumptions.push_back(std::move(one));
  }
  json["assumptions"] = std::move(assumptions);
  json["function"] = fact.function;
  json["object"] = {{"name", fact.object},
                    {"storage", fact.storage},
                    {"type", fact.type},
                    {"size", fact.bytes ? Json(*fact.bytes) : Json(nullptr)},
                    {"range", toJson(fact.range)}};
  if (!fact.sinkKind.empty())
    json["sink"] = {{"kind", fact.sinkKind}, {"name", fact.sinkName}, {"range", toJson(fact.sinkRange)}};
  if (fact.level)
    json["level"] = *fact.level;
  json["flow"] = toJson(fact.flow);
  if (fact.allocates)
    json["allocation"] = {{"bytes", fact.bytes ? Json(*fact.bytes) : Json(nullptr)}, {"reason", fact.allocationReason}};
  if (fact.optimizer && fact.optimizer->fate.kind >= AllocationFate::Removed) {
    const AllocationFate &fate = fact.optimizer->fate;
    json["allocation"]["optimizer"] = {{"level", fact.optimizer->level},
                                       {"fate", fate.kind == AllocationFate::Removed ? "removed" : "stays"},
                                       {"removedIn", fate.removedIn}};
  }
}

Json toJson(const Inlining &inlining) {
  Json json = {{"range", toJson(inlining.range)},
               {"message", fullLine(inlining)},
               {"callee", inlining.callee},
               {"inlined", inlining.reason.empty()}};
  if (!inlining.caller.empty())
    json["caller"] = inlining.caller;
  if (!inlining.reason.empty())
    json["reason"] = inlining.reason;
  return json;
}

Json toJson(const Finding &finding) {
  Json json = {{"check", finding.check},
               {"severity", describe(finding.severity)},
               {"range", toJson(finding.range)},
               {"message", finding.message}};
  if (finding.fact)
    addFact(json, *finding.fact);
  else
    json["kind"] = "unused-suppression", json["assumptions"] = Json::array();
  Json notes = Json::array();
  for (const FindingNote &note : finding.notes)
    notes.push_back({{"message", note.message}, {"range", toJson(note.range)}});
  json["notes"] = std::move(notes);
  Json fixes = Json::array();
  for (const FindingEdit &fix : finding.fixes)
    fixes.push_back({{"range", toJson(fix.range)}, {"text", fix.text}});
  json["fixes"] = std::move(fixes);
  json["fingerprint"] = finding.fingerprint;
  return json;
}

Json toJson(const Fact &fact) {
  Json json = {{"range", toJson(fact.range)}, {"message", fullLine(fact)}};
  addFact(json, fact);
  return json;
}

} // namespace

void writeJson(const Report &report, llvm::raw_ostream &out) {
  out << "{\"version\": " << ReportVersion << ",\n\"findings\": [";
  const char *separator = "\n";
  for (const Finding &finding : report.findings) {
    out << separator << dump(toJson(finding));
    separator = ",\n";
  }
  // What a check said is not said again as a plain fact.
  std::set<std::pair<Range, std::string>> said;
  for (const Finding &finding : report.findings)
    if (finding.fact)
      said.emplace(finding.fact->range, finding.fact->line);
  for (const Fact &fact : report.facts) {
    if (said.count({fact.range, fact.line}))
      continue;
    out << separator << dump(toJson(fact));
    separator = ",\n";
  }
  if (!report.inlining.empty()) {
    out << "\n],\n\"inlining\": [";
    separator = "\n";
    for (const Inlining &inlining : report.inlining) {
      out << separator << dump(toJson(inlining));
      separator = ",\n";
    }
  }
  out << "\n],\n\"summaries\": [";
  separator = "\n";
  for (const std::string &summary : report.summaries) {
    out << separator << summary;
    separator = ",\n";
  }
  out << "\n],\n\"stats\": " << (report.stats.empty() ? "null" : report.stats) << "}\n";
}

} // namespace escape

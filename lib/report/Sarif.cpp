//===- Sarif.cpp - SARIF 2.1.0 ------------------------------------------------===//
#include "model/Words.h"
#include "report/Reporter.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"
#include <map>
#include <nlohmann/json.hpp>

namespace escape {

namespace {

using Json = nlohmann::ordered_json;

/// A path as part of a URI.
std::string encode(llvm::StringRef path) {
  std::string uri;
  for (char c : path) {
    if (llvm::isAlnum(c) || llvm::StringRef("-._~/").contains(c))
      uri += c;
    else
      uri += "%" + llvm::utohexstr(static_cast<unsigned char>(c), false, 2);
  }
  return uri;
}

class Sarif {
public:
  Sarif(const std::vector<Rule> &rules, const std::string &root) : root(root) {
    if (!this->root.empty() && this->root.back() != '/')
      this->root += '/';
    for (const Rule &rule : rules)
      numbers[rule.id] = numbers.size();
  }

  Json run(const Report &report, const std::vector<Rule> &rules, const std::string &version) const {
    Json list = Json::array();
    for (const Rule &rule : rules) {
      Json one = {{"id", rule.id}, {"shortDescription", {{"text", rule.title}}}};
      if (!rule.help.empty())
        one["help"] = {{"text", rule.help}, {"markdown", rule.help}};
      list.push_back(std::move(one));
    }
    Json results = Json::array();
    for (const Finding &finding : report.findings)
      results.push_back(result(finding));
    for (const Fact &fact : report.facts)
      results.push_back({{"kind", "informational"},
                         {"level", "none"},
                         {"message", {{"text", fact.line}}},
                         {"locations", Json::array({location(fact.range, "")})}});
    Json run = {{"tool", {{"driver", {{"name", "clang-escape"}, {"version", version}, {"rules", std::move(list)}}}}},
                {"columnKind", "utf16CodeUnits"}};
    if (!root.empty())
      run["originalUriBaseIds"] = {{"%SRCROOT%", {{"uri", "file://" + encode(root)}}}};
    run["results"] = std::move(results);
    return run;
  }

private:
  Json artifact(llvm::StringRef file) const {
    bool below = !root.empty() && file.consume_front(root);
    if (below || !file.starts_with("/"))
      return {{"uri", encode(file)}, {"uriBaseId", "%SRCROOT%"}};
    return {{"uri", "file://" + encode(file)}};
  }

  Json location(const Range &range, const std::string &message) const {
    Json json = Json::object();
    if (range.valid())
      json["physicalLocation"] = {{"artifactLocation", artifact(range.file)},
                                  {"region",
                                   {{"startLine", range.begin.line},
                                    {"startColumn", range.begin.utf16},
                                    {"endLine", range.end.line},
                                    {"endColumn", range.end.utf16}}}};
    if (!message.empty())
      json["message"] = {{"text", message}};
    return json;
  }

  void addSteps(Json &list, const std::vector<FlowHop> &hops, unsigned nesting) const {
    for (const FlowHop &hop : hops)
      for (const FlowStep &step : hop.steps) {
        std::string message = hop.to + " = " + hop.from + ": " + step.expression + " (" + step.reason + ")";
        list.push_back({{"location", location(step.range, message)}, {"nestingLevel", nesting}});
        addSteps(list, step.inside, nesting + 1);
      }
  }

  Json result(const Finding &finding) const {
    Json json = {{"ruleId", finding.check}};
    if (auto it = numbers.find(finding.check); it != numbers.end())
      json["ruleIndex"] = it->second;
    json["level"] = describe(finding.severity);
    json["message"] = {{"text", finding.message}};
    json["locations"] = Json::array({location(finding.range, "")});
    if (!finding.notes.empty()) {
      Json related = Json::array();
      for (const FindingNote &note : finding.notes) {
        related.push_back(location(note.range, note.message));
        related.back()["id"] = related.size();
      }
      json["relatedLocations"] = std::move(related);
    }
    Json steps = Json::array();
    if (finding.fact)
      addSteps(steps, finding.fact->flow, 0);
    if (!steps.empty())
      json["codeFlows"] = Json::array({{{"threadFlows", Json::array({{{"locations", std::move(steps)}}})}}});
    json["partialFingerprints"] = {{"clangEscape/v1", finding.fingerprint}};
    return json;
  }

  std::string root;
  std::map<std::string, size_t> numbers;
};

} // namespace

void writeSarif(const Report &report, const std::vector<Rule> &rules, const std::string &root,
                const std::string &version, llvm::raw_ostream &out) {
  Json log = {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"}, {"version", "2.1.0"}};
  log["runs"] = Json::array({Sarif(rules, root).run(report, rules, version)});
  out << log.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

} // namespace escape

// Text, JSON and SARIF of the same finding.
#include "explain/HandMade.h"
#include "report/Reporter.h"

#include <nlohmann/json.hpp>

using namespace escape;
using namespace escape::test;
using Json = nlohmann::json;

namespace {

struct Example : HandMade {
  FileId f = file("src/a b.cpp", "int *f() {\n  int x;\n  /* \xF0\x9F\x98\x80 */ return &x;\n}\n");
  Diagnostic diagnostic;

  Example() {
    diagnostic.check = "escape-return";
    diagnostic.message = "address of local 'x' is returned: 'x' ends with the function";
    diagnostic.span = at(f, "&x");
    diagnostic.notes = {{at(f, "}"), "'x' ends here"}};
    diagnostic.fixes = {{at(f, "&x"), "x"}};
    Verdict &v = diagnostic.verdict;
    v.kind = VerdictKind::Escapes;
    v.function = "f";
    v.object = "x";
    v.storage = "automatic";
    v.type = "int";
    v.bytes = 4;
    v.span = at(f, "x");
    v.sink = Sink{.kind = Sink::Kind::Result};
    v.path = {Hop{"{result}",
                  "&x",
                  -1,
                  {Step{"&x",
                        Reason::Return,
                        "",
                        at(f, "&x"),
                        {Hop{"q", "p", 0, {Step{"q = p", Reason::Assign, "", at(f, "int"), {}}}}}}}}};
  }

  Report report(Severity severity = Severity::Warning) {
    diagnostic.severity = severity;
    Report report;
    report.findings = {resolve(unit, diagnostic)};
    merge(report.findings);
    return report;
  }
};

template <class Write> std::string written(Write write) {
  std::string text;
  llvm::raw_string_ostream out(text);
  write(out);
  return text;
}

std::string asText(const Report &report, bool colours = false) {
  return written([&](llvm::raw_ostream &out) { writeText(report, colours, out); });
}
Json asJson(const Report &report) {
  return Json::parse(written([&](llvm::raw_ostream &out) { writeJson(report, out); }));
}
Json asSarif(const Report &report, std::string root = "/home/me/my project") {
  std::vector<Rule> rules = {{"escape-param", "p", ""}, {"escape-return", "address leaves", "# escape-return\n"}};
  return Json::parse(written([&](llvm::raw_ostream &out) { writeSarif(report, rules, root, "1.2.3", out); }));
}

} // namespace

TEST_CASE("text looks like a compiler's") {
  Example e;
  CHECK(asText(e.report()) ==
        "src/a b.cpp:3:21: warning: address of local 'x' is returned: 'x' ends with the function [escape-return]\n"
        "    3 |   /* \xF0\x9F\x98\x80 */ return &x;\n"
        "      |                   ^~\n"
        "src/a b.cpp:4:1: note: 'x' ends here\n"
        "    4 | }\n"
        "      | ^\n");
  CHECK(asText(e.report(Severity::Error)).find(": error: address") != std::string::npos);
  CHECK(asText(e.report(Severity::Error)).find("[escape-return,-warnings-as-errors]") != std::string::npos);
  CHECK(asText(e.report()).find('\x1b') == std::string::npos);
}

TEST_CASE("JSON has everything the schema names") {
  Example e;
  Report report = e.report();
  report.summaries = {R"({"function": "f"})"};
  report.stats = R"({"files": 1})";
  Json json = asJson(report);
  CHECK(json["version"] == 1);
  CHECK(json["summaries"] == Json::parse(R"([{"function": "f"}])"));
  CHECK(json["stats"]["files"] == 1);
  REQUIRE(json["findings"].size() == 1);
  Json finding = json["findings"][0];
  std::string fingerprint = finding["fingerprint"];
  CHECK(fingerprint.size() == 16);
  finding.erase("fingerprint");
  // The emoji is four bytes and two UTF-16 units.
  CHECK(finding == Json::parse(R"({
    "check": "escape-return", "severity": "warning",
    "range": {"file": "src/a b.cpp", "start": {"line": 3, "column": 21, "utf16Column": 19},
              "end": {"line": 3, "column": 23, "utf16Column": 21}},
    "message": "address of local 'x' is returned: 'x' ends with the function",
    "kind": "escapes", "assumptions": [], "function": "f",
    "object": {"name": "x", "storage": "automatic", "type": "int", "size": 4,
               "range": {"file": "src/a b.cpp", "start": {"line": 2, "column": 7, "utf16Column": 7},
                         "end": {"line": 2, "column": 8, "utf16Column": 8}}},
    "sink": {"kind": "result", "name": "", "range": null},
    "flow": [{"to": "{result}", "from": "&x", "derefs": -1, "steps": [
      {"expr": "&x", "reason": "return",
       "range": {"file": "src/a b.cpp", "start": {"line": 3, "column": 21, "utf16Column": 19},
                 "end": {"line": 3, "column": 23, "utf16Column": 21}},
       "in": [{"to": "q", "from": "p", "derefs": 0, "steps": [
         {"expr": "q = p", "reason": "assign",
          "range": {"file": "src/a b.cpp", "start": {"line": 1, "column": 1, "utf16Column": 1},
                    "end": {"line": 1, "column": 4, "utf16Column": 4}}}]}]}]}],
    "notes": [{"message": "'x' ends here",
               "range": {"file": "src/a b.cpp", "start": {"line": 4, "column": 1, "utf16Column": 1},
                         "end": {"line": 4, "column": 2, "utf16Column": 2}}}],
    "fixes": [{"text": "x",
               "range": {"file": "src/a b.cpp", "start": {"line": 3, "column": 21, "utf16Column": 19},
                         "end": {"line": 3, "column": 23, "utf16Column": 21}}}]})"));
}

TEST_CASE("JSON of what is assumed and allocated") {
  Example e;
  Verdict v = e.diagnostic.verdict;
  v.kind = VerdictKind::AllocEscapes;
  v.sink = Sink{.kind = Sink::Kind::Unknown};
  v.assumptions = {e.assume(AssumptionKind::OpenVirtual, e.at(e.f, "&x"), "Reader::read")};
  v.allocation = Allocation{};
  v.allocation->reason = AllocReason::Growth;
  v.bytes = std::nullopt;
  Report report;
  report.facts = {resolve(e.unit, v)};
  Json json = asJson(report)["findings"][0];
  CHECK_FALSE(json.contains("check"));
  CHECK(json["message"] == "x may escape to {unknown} (open virtual call); allocates (growth)");
  CHECK(json["kind"] == "allocation-escapes");
  CHECK(json["assumptions"][0]["id"] == "open-virtual-call@src/a b.cpp:3:21");
  CHECK(json["assumptions"][0]["kind"] == "open virtual call");
  CHECK(json["assumptions"][0]["name"] == "Reader::read");
  CHECK(json["allocation"] == Json::parse(R"({"bytes": null, "reason": "growth"})"));
  CHECK_FALSE(json.contains("level"));

  v.kind = VerdictKind::LeakingParam;
  v.level = 1;
  report.facts = {resolve(e.unit, v)};
  CHECK(asJson(report)["findings"][0]["level"] == 1);
}

TEST_CASE("JSON of an optimized build") {
  Example e;
  Verdict v = e.diagnostic.verdict;
  v.kind = VerdictKind::AllocStays;
  v.allocation = Allocation{};
  Report report;
  report.facts = {resolve(e.unit, v)};
  CHECK_FALSE(asJson(report).contains("inlining"));
  CHECK_FALSE(asJson(report)["findings"][0]["allocation"].contains("optimizer"));
  report.facts[0].optimizer = FactOptimizer{"-O2", {AllocationFate::Unknown, {}}};
  CHECK_FALSE(asJson(report)["findings"][0]["allocation"].contains("optimizer"));
  report.facts[0].optimizer->fate = {AllocationFate::Stays, {"main"}};
  report.inlining = {{report.facts[0].range, "f", "", ""}, {report.facts[0].range, "g", "main", "noinline"}};
  Json json = asJson(report);
  CHECK(json["findings"][0]["allocation"]["optimizer"] ==
        Json::parse(R"({"level": "-O2", "fate": "stays", "removedIn": ["main"]})"));
  CHECK(
      json["findings"][0]["message"].get<std::string>().ends_with("; stays with -O2, removed where inlined into main"));
  CHECK(json["inlining"][0]["inlined"] == true);
  CHECK(json["inlining"][0]["message"] == "inlining call to f");
  CHECK(json["inlining"][1]["inlined"] == false);
  CHECK(json["inlining"][1]["message"] == "cannot inline g into main: noinline");
  CHECK(json["inlining"][1]["reason"] == "noinline");
}

TEST_CASE("JSON says a thing once") {
  Example e;
  Report report = e.report();
  report.facts = {*report.findings[0].fact, *report.findings[0].fact};
  report.facts[1].line = "y does not escape";
  Json findings = asJson(report)["findings"];
  REQUIRE(findings.size() == 2);
  CHECK(findings[0]["check"] == "escape-return");
  CHECK(findings[1]["message"] == "y does not escape");
}

TEST_CASE("an empty report is valid JSON, and so is text that is no UTF-8") {
  CHECK(asJson({}) == Json::parse(R"({"version": 1, "findings": [], "summaries": [], "stats": null})"));
  Report report;
  Fact fact;
  fact.object = fact.line = "x\xFFy";
  report.facts = {fact};
  CHECK(asJson(report)["findings"][0]["message"] == "x\xEF\xBF\xBDy");
}

TEST_CASE("fingerprints stay when lines move and differ when they are equal") {
  Example e;
  std::string before = e.report().findings[0].fingerprint;
  Example moved;
  moved.f = moved.file("src/a b.cpp", "// more\n\nint *f() {\n  int x;\n    /* \xF0\x9F\x98\x80 */ return &x;\n}\n");
  moved.diagnostic.span = moved.at(moved.f, "&x");
  CHECK(moved.report().findings[0].fingerprint == before);
  moved.diagnostic.check = "escape-static";
  CHECK(moved.report().findings[0].fingerprint != before);

  std::vector<Finding> twice = {resolve(e.unit, e.diagnostic), resolve(e.unit, e.diagnostic)};
  twice[1].range.begin.line = 9;
  merge(twice);
  REQUIRE(twice.size() == 2);
  CHECK(twice[1].fingerprint == before + "-1");
}

TEST_CASE("findings of several units become one list") {
  Example e;
  Finding a = resolve(e.unit, e.diagnostic), b = a, used = a, unused = a;
  b.range.begin.line = b.range.end.line = 1;
  used.check = unused.check = "escape-unused-nolint";
  used.severity = Severity::Off;
  std::vector<Finding> one = {a, b, unused, a, used}, other = {used, a, unused, b};
  merge(one);
  merge(other);
  for (const std::vector<Finding> &list : {one, other}) {
    REQUIRE(list.size() == 2); // used in one unit: not unused
    CHECK(list[0].range.begin.line == 1);
    CHECK(list[1].range.begin.line == 3);
  }
  std::vector<Finding> nowhere = {unused, unused};
  merge(nowhere);
  CHECK(nowhere.size() == 1);
}

TEST_CASE("SARIF structure") {
  Example e;
  Json log = asSarif(e.report());
  CHECK(log["version"] == "2.1.0");
  REQUIRE(log["runs"].size() == 1);
  Json run = log["runs"][0];
  CHECK(run["columnKind"] == "utf16CodeUnits");
  CHECK(run["originalUriBaseIds"]["%SRCROOT%"]["uri"] == "file:///home/me/my%20project/");
  CHECK(run["tool"]["driver"]["name"] == "clang-escape");
  CHECK(run["tool"]["driver"]["version"] == "1.2.3");
  REQUIRE(run["tool"]["driver"]["rules"].is_array());
  CHECK(run["tool"]["driver"]["rules"][1]["id"] == "escape-return");
  CHECK(run["tool"]["driver"]["rules"][1]["shortDescription"]["text"] == "address leaves");
  REQUIRE(run["results"].size() == 1);
  Json result = run["results"][0];
  CHECK(result["ruleId"] == "escape-return");
  CHECK(result["ruleIndex"] == 1);
  CHECK(result["level"] == "warning");
  CHECK(result["message"]["text"] == e.diagnostic.message);
  CHECK(result["locations"] == Json::parse(R"([{"physicalLocation": {
    "artifactLocation": {"uri": "src/a%20b.cpp", "uriBaseId": "%SRCROOT%"},
    "region": {"startLine": 3, "startColumn": 19, "endLine": 3, "endColumn": 21}}}])"));
  CHECK(result["relatedLocations"][0]["message"]["text"] == "'x' ends here");
  CHECK(result["relatedLocations"][0]["id"] == 1);
  REQUIRE(result["codeFlows"].is_array());
  REQUIRE(result["codeFlows"][0]["threadFlows"].is_array());
  Json steps = result["codeFlows"][0]["threadFlows"][0]["locations"];
  REQUIRE(steps.is_array());
  REQUIRE(steps.size() == 2);
  CHECK(steps[0]["location"]["message"]["text"] == "{result} = &x: &x (return)");
  CHECK(steps[0]["nestingLevel"] == 0);
  CHECK(steps[1]["nestingLevel"] == 1);
  CHECK(result["partialFingerprints"]["clangEscape/v1"].get<std::string>().size() == 16);
  CHECK(asSarif(e.report(Severity::Error))["runs"][0]["results"][0]["level"] == "error");
  CHECK(asSarif({})["runs"][0]["results"] == Json::array());
}

TEST_CASE("SARIF paths below the root are relative, others are not") {
  Example e;
  auto uri = [&](std::string path) {
    e.unit.files[0].path = std::move(path);
    return asSarif(e.report())["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"];
  };
  CHECK(uri("/home/me/my project/src/a.cpp") == Json::parse(R"({"uri": "src/a.cpp", "uriBaseId": "%SRCROOT%"})"));
  CHECK(uri("/usr/include/x#y.h") == Json::parse(R"({"uri": "file:///usr/include/x%23y.h"})"));
}

// Every mistake a model file can have is told with the file and the entry.
#include "Catch.h"
#include "ModelFixture.h"

using namespace escape;
using namespace escape::test;

/// A file with this one function, and what is said about it after its name.
static std::string function(const std::string &body) {
  std::string message = errorOf(
      R"({"version": 1, "fields": {"first": "std::pair::0first"}, "functions": [{"name": "good", "flows": []}, {"name": "f", )" +
      body + "}]}");
  const std::string start = "t.json: functions[1] \"f\": ";
  return message.compare(0, start.size(), start) == 0 ? message.substr(start.size()) : message;
}

static std::string flow(const std::string &body) { return function(R"("flows": [)" + body + "]"); }
static std::string effect(const std::string &body) { return function(R"("effects": [)" + body + "]"); }
static std::string forward(const std::string &body) { return function(R"("forwards": [)" + body + "]"); }
static std::string type(const std::string &body) { return errorOf(R"({"version": 1, "types": [{)" + body + "}]}"); }

TEST_CASE("a file that is not JSON is named with line and column") {
  CHECK(errorOf("{\n  \"version\": 1,\n  oops\n}", "my.json") == "my.json:3:3: this is not JSON");
  CHECK(errorOf("", "my.json") == "my.json:1:1: this is not JSON");
  CHECK(errorOf("{\"version\": 1, \"functions\": [", "my.json").find("my.json:1:") == 0);
}

TEST_CASE("the file itself") {
  CHECK(errorOf("[]") == "t.json: the file has to be an object");
  CHECK(errorOf("{}") == "t.json: \"version\" has to be 1");
  CHECK(errorOf(R"({"version": 2})") == "t.json: \"version\" has to be 1");
  CHECK(errorOf(R"({"version": 1, "function": []})") == "t.json: unknown key \"function\" in the file");
  CHECK(errorOf(R"({"version": 1, "functions": {}})") == "t.json: \"functions\" has to be a list of entries");
  CHECK(errorOf(R"({"version": 1, "fields": []})").find("\"fields\" has to be an object") != std::string::npos);
  CHECK(errorOf(R"({"version": 1, "fields": {"a": 1}})") == "t.json: the key of field \"a\" has to be a text");
  CHECK(errorOf(R"({"version": 1})").empty());
  CHECK(errorOf(R"({"version": 1, "comment": "anything", "types": [], "functions": [], "defaults": []})").empty());
}

TEST_CASE("functions") {
  CHECK(errorOf(R"({"version": 1, "functions": [3]})") == "t.json: functions[0]: a function has to be an object");
  CHECK(errorOf(R"({"version": 1, "functions": [{"flows": []}]})") ==
        "t.json: functions[0]: a function has either \"name\" or \"names\"");
  CHECK(errorOf(R"({"version": 1, "functions": [{"name": "a", "names": ["b"]}]})") ==
        "t.json: functions[0] \"a\": a function has either \"name\" or \"names\"");
  CHECK(errorOf(R"({"version": 1, "functions": [{"name": "lib::*"}]})") ==
        "t.json: functions[0] \"lib::*\": \"*\" in the name \"lib::*\": patterns are for types and defaults");
  CHECK(errorOf(R"({"version": 1, "functions": [{"name": "It::operator*"}]})").empty());
  CHECK(errorOf(R"({"version": 1, "defaults": [{"flows": []}]})") == "t.json: defaults[0]: \"match\" is missing");
  CHECK(errorOf(R"({"version": 1, "functions": [{"names": [1]}]})") ==
        "t.json: functions[0]: \"names\" has to be a list of texts");
  CHECK(function(R"("flow": [])") == "unknown key \"flow\" in a function");
  CHECK(function(R"("flows": 1)") == "\"flows\" has to be a list of flows");
  CHECK(function(R"("noReturn": 1)") == "\"noReturn\" has to be true or false");
  CHECK(function(R"("why": "weather")") == "unknown \"why\": no body or path not decided");
}

TEST_CASE("endpoints") {
  auto from = [](const std::string &text) {
    return flow(R"({"to": "result", "kind": "copy", "from": ")" + text + "\"}");
  };
  CHECK(from("this*.storage*.element").empty());
  CHECK(from("static(environment)").empty());
  CHECK(from("arg0.first").empty());
  CHECK(from("arg") == "unknown root \"arg\" in \"arg\"");
  CHECK(from("ring.storage") == "unknown root \"ring\" in \"ring.storage\"");
  CHECK(from("arg0.second") == "unknown step \"second\" in \"arg0.second\"");
  CHECK(from("arg0.") == "unknown step \"\" in \"arg0.\"");
  CHECK(from("arg0*x") == "unknown step \"x\" in \"arg0*x\"");
  CHECK(from("static(oops") == "unknown root \"\" in \"static(oops\"");
  CHECK(from("this*.first.hold").find("\"hold\" has to follow the root") == 0);
  CHECK(from("this*.first.hold0").empty());
  CHECK(from("this*.out") == "\"out\" has to follow an argument in \"this*.out\"");
  CHECK(from("arg0*.storage*.storage*.element*").empty());
  CHECK(from("arg0*.storage*.storage*.storage*.element*") ==
        "more than 8 steps in \"arg0*.storage*.storage*.storage*.element*\"");
  CHECK(from("arg0.#") == "\".#\" needs \"args\" on the other side of the flow");
  CHECK(flow(R"({"to": "result", "kind": "copy", "from": 1})").find("\"from\" has to be an endpoint") == 0);
}

TEST_CASE("flows") {
  CHECK(flow(R"({"from": "arg0", "kind": "copy"})") == "\"to\" is missing");
  CHECK(flow(R"({"to": "result", "from": "arg0"})") == "\"kind\" is missing");
  CHECK(flow(R"({"to": "result", "from": "arg0", "kind": "steal"})") ==
        "unknown kind \"steal\" of a flow: address, copy, move, refer or take");
  CHECK(flow(R"({"to": "result", "from": "arg0", "kind": "copy", "reason": "magic"})") == "unknown reason \"magic\"");
  CHECK(flow(R"({"to": "result", "from": "arg0", "kind": "copy", "reason": "view-of-owner"})").empty());
  CHECK(flow(R"({"to": "this*", "from": "arg0", "kind": "refer"})") == "\"refer\" is for flows to \"result\"");
  CHECK(flow(R"({"to": "args", "from": "args", "kind": "copy"})") == "\"args\" on both sides of a flow");
  CHECK(flow(R"({"to": "result", "from": "arg0", "kind": "copy", "must": true})") == "unknown key \"must\" in a flow");
}

TEST_CASE("effects") {
  CHECK(effect(R"({"at": "arg0"})") == "\"kind\" is missing");
  CHECK(effect(R"({"kind": "explode", "at": "arg0"})") == "unknown kind \"explode\" of an effect");
  CHECK(effect(R"({"kind": "free"})") == "\"at\" is missing");
  CHECK(effect(R"({"kind": "invalidate", "at": "this*"})") ==
        "\"how\" of invalidate has to be all, growth, erased or reserve");
  CHECK(effect(R"({"kind": "free", "at": "arg0", "how": "all"})") == "\"how\" is for invalidate");
  CHECK(effect(R"({"kind": "startTask", "at": "this*"})") == "\"from\" is missing: what startTask runs");
  CHECK(effect(R"({"kind": "join", "at": "this*", "from": "arg0"})") == "\"from\" is for startTask");
  CHECK(effect(R"({"kind": "join", "at": "this*", "arguments": ["arg0"]})") ==
        "\"arguments\" is for call and construct");
  CHECK(effect(R"({"kind": "join", "at": "this*", "null": true})") == "\"null\" is for write");
  CHECK(effect(R"({"kind": "write", "at": "this*", "null": true})").empty());
  CHECK(effect(R"({"kind": "join", "at": "this*", "onResult": 0})") == "\"onResult\" is for startTask");
  CHECK(effect(R"({"kind": "startTask", "at": "this*", "from": "arg0", "onResult": true})") ==
        "\"onResult\" has to be a whole number");
  CHECK(effect(R"({"kind": "startTask", "at": "this*", "from": "arg0", "onResult": -1})").empty());
}

TEST_CASE("forwards and allocations") {
  CHECK(forward(R"({"at": "arg0"})") == "a forward has either \"constructs\" or \"calls\"");
  CHECK(forward(R"({"constructs": "T0", "calls": "arg0"})") == "a forward has either \"constructs\" or \"calls\"");
  CHECK(forward(R"({"constructs": "T0"})") == "\"at\" is missing");
  CHECK(forward(R"({"constructs": "value", "at": "arg0*"})") ==
        "unknown type \"value\" to construct: T0, C0, element or pointee");
  CHECK(forward(R"({"calls": "arg0", "at": "arg0"})") == "\"at\" is for constructs");
  CHECK(forward(R"({"calls": "arg0", "from": 1, "with": []})") == "a forward has either \"from\" or \"with\"");
  CHECK(forward(R"({"calls": "arg0", "from": -1})") == "\"from\" has to be a number from 0 to 1000");
  CHECK(function(R"("allocates": [{"size": "T0"}])") == "\"at\" is missing");
  CHECK(function(R"("allocates": [{"at": "fresh0", "size": "arg0 * many"}])") == "unknown factor \"many\" in \"size\"");
  CHECK(function(R"("allocates": [{"at": "fresh0", "reason": "fun"}])") == "unknown reason \"fun\" of an allocation");
  CHECK(function(R"("allocates": [{"at": "fresh0", "constructs": "T0"}])") ==
        "\"constructs\" and \"of\" of an allocation belong together");
  CHECK(function(R"("allocates": [{"at": "fresh0", "constructs": "T0", "of": "this"}])") ==
        "\"of\" has to be an argument");
  CHECK(function(R"("allocates": [{"at": "fresh0", "constructs": "R#", "of": "args", "also": true}])").empty());
  CHECK(function(R"("allocates": [{"at": "fresh0", "size": "length0 * 2", "reason": "growth", "may": true}])").empty());
}

TEST_CASE("conditions") {
  CHECK(function(R"("when": {"arity": "1"})") == "\"arity\" has to be a number from 0 to 1000");
  CHECK(function(R"("when": {"params": ["pointer"]})").find("\"params\" has to be an object") == 0);
  CHECK(function(R"("when": {"params": {"first": "pointer"}})") ==
        "unknown parameter \"first\" in \"params\": a number or \"last\"");
  CHECK(function(R"("when": {"params": {"0": "pointy"}})") == "unknown word \"pointy\" for \"params\"");
  CHECK(function(R"("when": {"result": "!pointy"})") == "unknown word \"pointy\" for \"result\"");
  CHECK(function(R"("when": {"constness": true})") == "unknown key \"constness\" in \"when\"");
  CHECK(function(R"("when": {"params": {"last": ["!self", "class A::B"]}, "const": true})").empty());
}

TEST_CASE("types") {
  CHECK(type(R"("class": "view")") == "t.json: types[0]: a type has either \"name\" or \"names\"");
  CHECK(type(R"("name": "A")") == "t.json: types[0] \"A\": \"class\" is missing");
  CHECK(type(R"("name": "A", "class": "vieww")") == "t.json: types[0] \"A\": unknown class \"vieww\"");
  CHECK(type(R"("name": "A", "class": "view", "end": "joins")") ==
        "t.json: types[0] \"A\": \"end\" is for the class task");
  CHECK(type(R"("name": "A", "class": "task", "end": "waits")") ==
        "t.json: types[0] \"A\": unknown end \"waits\": joins, terminates or leaves");
  CHECK(type(R"("name": "A", "class": "view", "element": -1)").find("\"element\" has to be the number") !=
        std::string::npos);
  CHECK(type(R"("name": "A", "class": "view", "like": ["B"])") ==
        "t.json: type \"A\": \"like\" names \"B\", which has no functions");
  CHECK(type(R"("name": "A", "class": "view", "element": "value_type")").empty());
  CHECK(type(R"("name": "A", "class": "view", "iterator": "stream")").empty());
  CHECK(type(R"("name": "A", "class": "view", "iterator": "cursor")") ==
        "t.json: types[0] \"A\": \"iterator\" has to be true, false, \"inserter\" or \"stream\"");
  CHECK(type(R"("name": "A", "class": "box", "inlineBuffer": 16)") ==
        "t.json: types[0] \"A\": \"inlineBuffer\" has to be an object");
  CHECK(type(R"("name": "A", "class": "box", "inlineBuffer": {"size": "max"})") ==
        "t.json: types[0] \"A\": \"size\" has to be a list of texts");
  CHECK(type(R"("name": "A", "class": "value", "synchronises": 1)") ==
        "t.json: types[0] \"A\": \"synchronises\" has to be true or false");
}

TEST_CASE("the broken file of the test data") {
  std::string path = CLANG_ESCAPE_SOURCE_DIR "/test/models/unknown-root.json";
  CHECK(errorOf(readFile(path), "unknown-root.json") ==
        "unknown-root.json: functions[1] \"acme::Ring::push\": unknown root \"ring\" in \"ring.storage\"");
}

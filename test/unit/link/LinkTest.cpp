//===- LinkTest.cpp - bodies, imports and joins by hand ---------------------===//
#include "Catch.h"
#include "FlowBuilder.h"
#include "link/Bodies.h"
#include "link/Import.h"
#include "link/Join.h"

using namespace escape;

namespace {

/// `int *NAME(int *p) { return p; }`, or storing p in a static, or calling somebody.
FunctionFlow same(UnitBuilder &unit, const std::string &name) {
  FlowBuilder f(unit, name);
  const LocationId p = f.param("p", unit.pointer);
  f.copy(Place(f.result(unit.pointer)), Place(p), unit.pointer, Reason::Return);
  f.leave({p});
  return std::move(f.fn);
}

FunctionFlow caller(UnitBuilder &unit, const std::string &name, const std::string &callee, CallKind kind) {
  FlowBuilder f(unit, name);
  const LocationId p = f.param("p", unit.pointer);
  CallSite &call = f.opaque(callee, {Place(p)});
  call.kind = kind;
  call.elsewhere = FnKey::of(callee);
  f.leave({p});
  return std::move(f.fn);
}

Flow flow(Endpoint to, Endpoint from) {
  Flow result;
  result.to = to;
  result.from = from;
  result.kind = FlowKind::Copy;
  result.record = RecordId(3);
  return result;
}

const Endpoint Param{RootKind::Param, 0, {}}, Result{RootKind::Result, 0, {}}, Static{RootKind::Static, 0, {}};

} // namespace

TEST_CASE("equal bodies are one, different ones are kept") {
  UnitBuilder a, b, c;
  b.type(TypeClass::Value, "long"); // ids differ, contents do not
  for (UnitBuilder *unit : {&a, &b})
    unit->unit.functions.push_back(same(*unit, "f"));
  c.unit.functions.push_back(caller(c, "f", "g", CallKind::Direct));
  Tables first(a.unit), second(b.unit), third(c.unit);
  std::vector<Tables *> files{&first, &second, &third};
  Bodies bodies(files);
  REQUIRE(bodies.entries().size() == 1);
  const Entry &entry = bodies.entries().front();
  REQUIRE(entry.bodies.size() == 2);
  CHECK(entry.bodies[0].file == 0);
  CHECK(entry.bodies[1].file == 2);
  REQUIRE(entry.copies.size() == 1);
  CHECK(entry.copies[0].body.file == 1);
  CHECK(entry.copies[0].of == 0);
}

TEST_CASE("a body in another place of the file, or of another file, is another") {
  UnitBuilder a, b;
  b.unit.files.front().path = "other.h";
  for (UnitBuilder *unit : {&a, &b})
    unit->unit.functions.push_back(same(*unit, "f"));
  Tables first(a.unit), second(b.unit);
  std::vector<Tables *> files{&first, &second};
  CHECK(Bodies(files).entries().front().bodies.size() == 2);
}

TEST_CASE("calls get the bodies of other files") {
  UnitBuilder a, b;
  a.unit.functions.push_back(caller(a, "f", "g", CallKind::Direct));
  a.unit.functions.push_back(caller(a, "h", "nobody", CallKind::Direct));
  b.unit.functions.push_back(same(b, "g"));
  Tables first(a.unit), second(b.unit);
  std::vector<Tables *> files{&first, &second};
  Bodies bodies(files);
  const std::vector<Body> resolved = bodies.resolveCalls(false);
  REQUIRE(resolved.size() == 1);
  CHECK(resolved[0].function == FunctionId(0));
  CHECK(a.unit.functions[0].calls[0].candidates == std::vector<FnKey>{FnKey::of("g")});
  CHECK(a.unit.functions[0].calls[0].knowledge == Knowledge::Body);
  CHECK(a.unit.functions[1].calls[0].knowledge == Knowledge::Nothing);
  CHECK(components(bodies.callGraph()).front() == std::vector<uint32_t>{2}); // g, then f
}

TEST_CASE("virtual calls stay open, unless the world is closed") {
  for (bool closed : {false, true}) {
    UnitBuilder a, b;
    a.unit.functions.push_back(caller(a, "f", "Base::m", CallKind::OpenVirtual));
    for (const char *name : {"One::m", "Two::m"}) {
      b.unit.functions.push_back(same(b, name));
      b.unit.functions.back().answers = {FnKey::of(name), FnKey::of("Base::m")};
    }
    Tables first(a.unit), second(b.unit);
    std::vector<Tables *> files{&first, &second};
    Bodies bodies(files);
    CHECK(bodies.resolveCalls(closed).size() == size_t(closed));
    CHECK(a.unit.functions[0].calls[0].candidates.size() == (closed ? 2 : 0));
  }
}

TEST_CASE("a summary is told in the words of the other unit") {
  UnitBuilder a, b;
  const FieldId far = a.field("far"), near = b.field("near"), farToo = b.field("far");
  REQUIRE(far != farToo);
  a.global("shared", a.pointer);
  b.global("mine", b.pointer);
  b.global("shared", b.pointer);
  a.unit.assumptions.push_back({AssumptionKind::NoBody, {FileId(0), 1, 2}, "ext"});
  Tables from(a.unit), to(b.unit);
  Import import(from, to);
  Summary summary;
  Endpoint field = Param;
  field.steps.push(step::Deref);
  field.steps.push(far);
  summary.flows.push_back(flow(Static, field));
  summary.flows.back().assumptions = {AssumptionId(0)};
  Summary told = import.of(summary);
  CHECK(told.flows[0].to.index == 1);
  CHECK(told.flows[0].from.steps[0] == step::Deref);
  CHECK(told.flows[0].from.steps[1] == farToo);
  CHECK(near != farToo);
  REQUIRE(told.flows[0].assumptions.size() == 1);
  CHECK(b.unit.at(told.flows[0].assumptions[0]).what == "ext");
  CHECK(told.flows[0].record == RecordId(3)); // in the callee's own table
  CHECK(import.of(summary) == told);
}

TEST_CASE("types that contain themselves are carried over once") {
  UnitBuilder a, b;
  const FieldId next = a.field("next");
  const TypeId node = a.record("Node", {});
  const TypeId owner = a.type(TypeClass::Owner, "std::vector<Node>", node);
  a.unit.types[node.value].fields = {{next, owner}};
  Tables from(a.unit), to(b.unit);
  const size_t before = b.unit.types.size();
  Import import(from, to);
  const TypeId told = import.of(node);
  CHECK(b.unit.types.size() == before + 2);
  CHECK(b.unit.at(b.unit.at(told).fields.at(0).type).target == told);
  CHECK(import.of(a.pointer) == b.pointer); // known there
}

TEST_CASE("what bodies agree on is sure, what one alone does is not") {
  Summary first, second;
  first.flows = {flow(Result, Param), flow(Static, Param)};
  second.flows = {flow(Result, Param)};
  Effect write;
  write.at = Static;
  first.effects = second.effects = {write};
  write.at = Result;
  second.effects.push_back(write);
  first.noReturn = true;
  const Summary both = joinBodies(first, second, AssumptionId(5));
  REQUIRE(both.flows.size() == 2);
  CHECK(both.flows[0].assumptions.empty());
  CHECK(both.flows[1].assumptions == AssumptionSet{AssumptionId(5)});
  REQUIRE(both.effects.size() == 2);
  CHECK(both.effects[0].assumptions.empty());
  CHECK(both.effects[1].assumptions == AssumptionSet{AssumptionId(5)});
  CHECK(!both.noReturn);
  CHECK(joinBodies(first, first, AssumptionId(5)) == first);
}

TEST_CASE("steps of the second body are not told") {
  Summary first, second;
  second.flows = {flow(Static, Param)};
  CHECK(!joinBodies(first, second, AssumptionId(0)).flows.at(0).record.valid());
}

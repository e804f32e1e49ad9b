// The roots of a summary, from each side: in the function, at a call, as a sink.
#include "model/Roots.h"
#include "Catch.h"
#include "FlowBuilder.h"
#include "model/Words.h"

using namespace escape;

static Endpoint end(RootKind root, uint32_t index = 0, std::initializer_list<FieldId> steps = {}) {
  Endpoint e{root, index, {}};
  for (FieldId s : steps)
    e.steps.push(s);
  return e;
}

TEST_CASE("a location and the endpoint a caller knows it by lead to each other") {
  UnitBuilder u;
  FlowBuilder f(u);
  const LocationId p = f.param("p", u.pointer), q = f.param("q", u.pointer), self = f.self(u.value);
  for (LocationId id : {p, q, self, f.fn.result, f.fn.exception, f.fn.task, f.fn.unknown}) {
    INFO(id.value);
    CHECK(locationOf(endpointOf(f.fn.at(id)), f.fn) == id);
  }
  CHECK(endpointOf(f.fn.at(q)) == end(RootKind::Param, 1));
  CHECK_FALSE(locationOf(end(RootKind::Param, 2), f.fn).valid());
  CHECK_FALSE(locationOf(end(RootKind::Fresh), f.fn).valid());
  // Nobody outside knows a local.
  CHECK(endpointOf(f.fn.at(f.local("x", u.value))).root == RootKind::Unknown);
  const StaticId g = u.global("g", u.pointer);
  CHECK(endpointOf(f.fn.at(f.global(g))) == end(RootKind::Static, g.value));
}

TEST_CASE("a root at a call is a place of the caller") {
  UnitBuilder u;
  FlowBuilder f(u);
  const LocationId x = f.local("x", u.pointer), r = f.local("r", u.pointer);
  CallSite call;
  Argument byReference;
  byReference.place = Place(x);
  byReference.object = Place(x) / step::Deref;
  call.arguments = {byReference};
  call.result = Place(r);
  CHECK(placeOf(end(RootKind::Param), call, f.fn) == Place(x));
  CHECK(placeOf(end(RootKind::Argument), call, f.fn) == Place(x) / step::Deref);
  CHECK(placeOf(end(RootKind::Result), call, f.fn) == Place(r));
  CHECK(placeOf(end(RootKind::Task), call, f.fn) == Place(f.fn.task));
  CHECK_FALSE(placeOf(end(RootKind::Argument, 1), call, f.fn).valid());
  CHECK_FALSE(placeOf(end(RootKind::This), call, f.fn).valid());
}

TEST_CASE("the type at the end of the way") {
  UnitBuilder u;
  CallSite call;
  call.arguments.resize(2);
  call.arguments[0].type = u.ownerOfPointers;
  call.arguments[1].type = u.unique;
  call.selfType = u.view;
  auto at = [&](const Endpoint &e) { return typeAt(e, call, u.unit); };
  using namespace step;
  CHECK(at(end(RootKind::Argument)) == u.ownerOfPointers);
  CHECK(at(end(RootKind::Argument, 0, {Storage, Deref, Element})) == u.pointer);
  CHECK(at(end(RootKind::Argument, 0, {Storage, Deref, Element, Deref})) == u.value);
  CHECK(at(end(RootKind::Argument, 1, {Storage, Deref})) == u.pointer);
  CHECK(at(end(RootKind::This, 0, {Deref})) == u.view);
  CHECK(at(end(RootKind::This, 0, {Deref, Storage, Deref})) == u.value);
  CHECK_FALSE(at(end(RootKind::This)).valid());                          // the pointer itself has no type of its own
  CHECK_FALSE(at(end(RootKind::Argument, 0, {Storage})).valid());        // hidden
  CHECK_FALSE(at(end(RootKind::Argument, 0, {Storage, Deref})).valid()); // all elements together
  CHECK_FALSE(at(end(RootKind::Argument, 2)).valid());
}

TEST_CASE("a location as a sink") {
  UnitBuilder u;
  FlowBuilder f(u);
  auto spelled = [&](LocationId id) { return spell(sinkAt(u.unit, id, f.fn.at(id))); };
  CHECK(spelled(f.fn.result) == "{result}");
  CHECK(spelled(f.param("out", u.pointer)) == "{param out}");
  CHECK(spelled(f.self(u.value)) == "{this}");
  CHECK(spelled(f.global(u.global("g", u.pointer))) == "{static g}");
  CHECK(spelled(f.slot(u.pointer)) == "{unknown}");
  const FieldId field = u.field("seen");
  CHECK(memberName(u.unit, field) == "seen");
  CHECK(memberName(u.unit, step::Deref).empty());
}

TEST_CASE("words lead back to what they are of") {
  for (unsigned i = 0; i <= unsigned(EffectKind::Keep); ++i)
    CHECK(fromWord(describe(EffectKind(i)), EffectKind::Keep) == EffectKind(i));
  for (unsigned i = 0; i <= unsigned(TypeClass::Task); ++i)
    CHECK(fromWord(describe(TypeClass(i)), TypeClass::Task) == TypeClass(i));
  for (unsigned i = 0; i < ReasonCount; ++i)
    CHECK(describe(*fromWord(describe(Reason(i)), Reason(ReasonCount - 1))) == std::string(describe(Reason(i))));
  CHECK_FALSE(fromWord("vieww", TypeClass::Task));
}

TEST_CASE("what points away") {
  UnitBuilder u;
  for (TypeId yes : {u.pointer, u.view, u.box, u.ownerOfPointers, u.unique})
    CHECK(u.unit.pointsAway(yes));
  for (TypeId no : {u.value, u.owner, u.thread})
    CHECK_FALSE(u.unit.pointsAway(no));
  CHECK(u.unit.pointsAway(u.record("R", {{u.field("a"), u.owner}, {u.field("b"), u.pointer}})));
  CHECK_FALSE(u.unit.pointsAway(u.record("S", {{u.field("a"), u.owner}})));
}

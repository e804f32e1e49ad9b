// needsConfirm may be false only if confirm would say nothing: each event that
// makes confirm find, tell or refine something is tried alone.
#include "Catch.h"
#include "solve/GraphBuilder.h"

#include <functional>

using namespace escape;
using namespace escape::test;
using step::Deref;
using step::Element;
using step::Storage;

namespace {

struct Case {
  const char *what;
  bool needs;
  std::function<void(GraphBuilder &)> build;
};

const std::vector<Case> cases = {
    {"nothing", false, [](GraphBuilder &) {}},
    {"copies between locals", false,
     [](GraphBuilder &b) {
       const LocationId p = b.local("p", b.IntPtr), q = b.local("q", b.IntPtr);
       b.kill(p);
       b.copy(q, p);
       b.use(q);
       b.end(q);
       b.end(p);
     }},
    {"a parameter that is only read", false,
     [](GraphBuilder &b) {
       const LocationId p = b.param("p", b.IntPtrPtr), q = b.local("q", b.IntPtr);
       b.copy(q, p / Deref);
       b.use(q);
     }},
    {"a parameter that owns something: it ends with the function", true,
     [](GraphBuilder &b) {
       const TypeId record = b.type(TypeClass::Record, "Named");
       b.unit.types[record.value].fields = {{b.Second, b.String}};
       b.param("named", record);
     }},
    {"a null returned", false, [](GraphBuilder &b) { b.kill(b.result); }},
    {"a constant returned", false,
     [](GraphBuilder &b) { b.borrow(b.result, b.at(LocationKind::Constant, "\"text\"", b.Int)); }},
    {"owners copied and moved", false,
     [](GraphBuilder &b) {
       const LocationId s = b.local("s", b.String), t = b.local("t", b.String);
       b.copy(t, s);
       b.move(s, t);
       b.end(t);
       b.end(s);
     }},
    {"a local's address taken: the report says that it stays", true,
     [](GraphBuilder &b) { b.borrow(b.local("p", b.IntPtr), b.local("x", b.Int)); }},
    {"a local's field's address taken", true,
     [](GraphBuilder &b) { b.borrow(b.local("p", b.IntPtr), b.local("x", b.Pair) / b.First); }},
    {"a local's storage viewed", true,
     [](GraphBuilder &b) { b.copy(b.local("v", b.View) / Storage, b.local("s", b.String) / Storage); }},
    {"a by-value parameter borrowed", true,
     [](GraphBuilder &b) { b.borrow(b.local("p", b.IntPtr), b.param("x", b.Int)); }},
    {"a temporary's storage viewed", true,
     [](GraphBuilder &b) { b.copy(b.local("v", b.View) / Storage, b.temp("s", b.String) / Storage); }},
    {"a temporary used after its end", true,
     [](GraphBuilder &b) {
       const LocationId t = b.temp("t", b.Int), p = b.local("p", b.IntPtr);
       b.borrow(p, t);
       b.end(t);
       b.use(p);
     }},
    {"a temporary used after its end, through a copy of the holder's address", true,
     [](GraphBuilder &b) {
       const LocationId t = b.temp("t", b.Int), p = b.slot(b.IntPtr), q = b.slot(b.IntPtr);
       b.borrow(p, t);
       b.copy(q, p);
       b.end(t);
       b.call("read", Summary(), {q});
     }},
    {"a temporary used after its end in an edge's condition", true,
     [](GraphBuilder &b) {
       const LocationId t = b.temp("t", b.Int), p = b.slot(b.IntPtr);
       b.borrow(p, t);
       b.end(t);
       const BlockId first = b.block(), second = b.block();
       b.edge(first, second);
       b.flow.blocks[first.value].successors[0].condition = Condition{Place(p), true, 0, true};
     }},
    {"a static returned", true, [](GraphBuilder &b) { b.copy(b.result, b.global("g", b.IntPtr)); }},
    {"a static's address returned", true, [](GraphBuilder &b) { b.borrow(b.result, b.global("g", b.Int)); }},
    {"a static overwritten", true, [](GraphBuilder &b) { b.kill(b.global("g", b.IntPtr)); }},
    {"a store through a parameter", true, [](GraphBuilder &b) { b.kill(b.param("p", b.IntPtrPtr) / Deref); }},
    {"a constant stored through a parameter", true,
     [](GraphBuilder &b) { b.borrow(b.param("p", b.IntPtrPtr) / Deref, b.at(LocationKind::Constant, "c", b.Int)); }},
    {"moved out of a parameter's pointee", true,
     [](GraphBuilder &b) { b.move(b.local("s", b.String), b.param("p", b.StringPtr) / Deref); }},
    {"a store through a local pointer", true, [](GraphBuilder &b) { b.kill(b.local("p", b.IntPtrPtr) / Deref); }},
    {"a parameter returned", true, [](GraphBuilder &b) { b.copy(b.result, b.param("p", b.IntPtr)); }},
    {"a parameter thrown", true, [](GraphBuilder &b) { b.copy(b.exception, b.param("p", b.IntPtr)); }},
    {"this returned", true, [](GraphBuilder &b) { b.copy(b.result, b.self(b.IntPtr)); }},
    {"the address of a parameter's part returned", true,
     [](GraphBuilder &b) { b.borrow(b.result, b.param("p", b.IntPtr) / Deref / b.First); }},
    {"freed", true, [](GraphBuilder &b) { b.event(EventKind::Free, {}, Place(b.param("p", b.IntPtr))); }},
    {"invalidated", true,
     [](GraphBuilder &b) { b.event(EventKind::Invalidate, b.param("s", b.StringPtr) / Deref, {}); }},
    {"a task started", true,
     [](GraphBuilder &b) {
       b.event(EventKind::StartTask, Place(b.local("t", b.Thread)), Place(b.local("c", b.Closure)));
     }},
    {"a task joined", true, [](GraphBuilder &b) { b.event(EventKind::JoinTask, Place(b.local("t", b.Thread)), {}); }},
    {"a task detached", true,
     [](GraphBuilder &b) { b.event(EventKind::DetachTask, Place(b.local("t", b.Thread)), {}); }},
    {"an allocation", true, [](GraphBuilder &b) { b.borrow(b.local("p", b.IntPtr), b.alloc(b.Int)); }},
    {"an allocation known by its site only", true, [](GraphBuilder &b) { b.flow.allocations.emplace_back(); }},
    {"a closure", true, [](GraphBuilder &b) { b.flow.closures.push_back(b.local("c", b.Closure)); }},
    {"a by-value owner", true, [](GraphBuilder &b) { b.param("s", b.String); }},
    {"a call that does nothing", false,
     [](GraphBuilder &b) { b.call("g", Summary(), {b.param("p", b.IntPtr)}, b.slot(b.IntPtr)); }},
    {"a call with a flow", true,
     [](GraphBuilder &b) {
       Summary s;
       s.flows.emplace_back();
       b.call("g", s, {b.param("p", b.IntPtr)}, b.slot(b.IntPtr));
     }},
    {"a call with an effect", true,
     [](GraphBuilder &b) {
       Summary s;
       s.effects.emplace_back();
       b.call("g", s, {b.param("p", b.IntPtr)});
     }},
    {"a call that does not return", true,
     [](GraphBuilder &b) {
       Summary s;
       s.noReturn = true;
       b.call("g", s, {});
     }},
    {"an opaque call", true, [](GraphBuilder &b) { b.call({b.param("p", b.IntPtr)}); }},
    {"an opaque call without arguments", false, [](GraphBuilder &b) { b.call({}, b.slot(b.IntPtr)); }},
    {"an opaque method", true, [](GraphBuilder &b) { b.call({}).self = Place(b.self(b.IntPtr)); }},
    {"an opaque call with a number by reference", true,
     [](GraphBuilder &b) {
       CallSite &c = b.call({b.param("p", b.IntPtr)});
       c.arguments[0].type = b.Int;
       c.arguments[0].reference = true;
     }},
    {"a summary that is opaque itself", true,
     [](GraphBuilder &b) {
       Summary s;
       s.opaque = true;
       b.call("g", s, {b.param("p", b.IntPtr)});
     }},
    {"given up", true, [](GraphBuilder &b) { b.flow.givenUp = AssumptionId(0); }},
};

} // namespace

TEST_CASE("needsConfirm is false only where confirm has nothing to say") {
  for (const Case &c : cases) {
    INFO(c.what);
    GraphBuilder b;
    c.build(b);
    CHECK(b.solve().needsConfirm == c.needs);
  }
}

TEST_CASE("where needsConfirm is false, confirm says what unconfirmed says") {
  for (const Case &c : cases) {
    if (c.needs)
      continue;
    INFO(c.what);
    GraphBuilder b;
    c.build(b);
    const SolveResult solved = b.solve();
    const ConfirmResult confirmed = b.confirm(), skipped = unconfirmed(b.unit, b.flow, solved);
    CHECK_FALSE(confirmed.gaveUp);
    CHECK(confirmed.escapes.empty());
    CHECK(confirmed.allocations.empty());
    CHECK(confirmed.leaks.empty());
    CHECK(toString(confirmed.summary, b.unit) == toString(skipped.summary, b.unit));
    CHECK(confirmed.summary == skipped.summary);
    CHECK(confirmed.stays == skipped.stays);
  }
}

TEST_CASE("what is not confirmed stays") {
  GraphBuilder b;
  const LocationId p = b.param("p", b.IntPtr), n = b.param("n", b.Int), self = b.self(b.IntPtr);
  b.use(p);
  const SolveResult r = b.solve();
  REQUIRE_FALSE(r.needsConfirm);
  const ConfirmResult c = unconfirmed(b.unit, b.flow, r);
  CHECK(c.stays == std::vector<LocationId>{p, self});
  CHECK(std::find(c.stays.begin(), c.stays.end(), n) == c.stays.end());
  CHECK(c.escapes.empty());
  CHECK(c.summary.flows.empty());
  CHECK(c.locations.size() == b.flow.locations.size());
}

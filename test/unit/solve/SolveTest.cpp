#include "solve/Solve.h"
#include "Catch.h"
#include "solve/GraphBuilder.h"

using namespace escape;
using namespace escape::test;
using step::Deref;
using step::Element;
using step::Storage;

// ---- Sinks that outlive the function, each with its silent twin ----

TEST_CASE("the address of a local returned is a candidate, its value is none") {
  GraphBuilder b;
  const LocationId x = b.local("x", b.Int), p = b.local("p", b.IntPtr);
  b.borrow(p, x);
  b.copy(b.result, p);
  const SolveResult r = b.solve();
  REQUIRE(r.candidates.size() == 1);
  CHECK(r.candidates[0].object == x);
  CHECK(r.candidates[0].sink == b.result);
  CHECK(r.candidates[0].derefs == -1);
  CHECK(way(r, r.candidates[0].record) == std::vector<uint32_t>{0, 1});
  CHECK(r.records[r.candidates[0].record.value].depth == 2);
  CHECK(r.needsConfirm);

  GraphBuilder twin;
  const LocationId y = twin.local("y", twin.IntPtr);
  twin.copy(twin.result, y);
  const SolveResult none = twin.solve();
  CHECK(none.candidates.empty());
  CHECK_FALSE(none.needsConfirm);
}

TEST_CASE("each sink: static, exception, task, unknown") {
  for (unsigned sink = 0; sink < 4; ++sink) {
    GraphBuilder b;
    const LocationId g = b.global("g", b.IntPtr);
    const LocationId sinks[] = {g, b.exception, b.task, b.unknown};
    const LocationId x = b.local("x", b.Int);
    b.borrow(sinks[sink], x);
    CHECK(find(b.solve(), x, sinks[sink]));
  }
}

TEST_CASE("a constant is no sink, a local neither when nothing ends before it") {
  GraphBuilder b;
  const LocationId x = b.local("x", b.Int), p = b.local("p", b.IntPtr), c = b.at(LocationKind::Constant, "c", b.IntPtr);
  b.borrow(p, x);
  b.borrow(c, x);
  b.use(p);
  CHECK(b.solve().candidates.empty());
}

TEST_CASE("stored through a parameter or this: the parameter is the sink") {
  GraphBuilder b;
  const LocationId x = b.local("x", b.Int), out = b.param("out", b.IntPtrPtr), self = b.self(b.IntPtrPtr);
  b.borrow(out / Deref, x);
  b.borrow(self / Deref / b.First, x);
  const SolveResult r = b.solve();
  CHECK(find(r, x, out));
  CHECK(find(r, x, self));

  GraphBuilder twin; // out = &x changes the parameter only
  const LocationId y = twin.local("y", twin.Int), q = twin.param("q", twin.IntPtr);
  twin.borrow(q, y);
  CHECK(twin.solve().candidates.empty());
}

TEST_CASE("a store goes to what the pointer may point to, not to everything") {
  GraphBuilder b; // pp = &a; *pp = &x; return a  |  b never pointed to by pp
  const LocationId x = b.local("x", b.Int), a = b.local("a", b.IntPtr), other = b.local("other", b.IntPtr),
                   pp = b.local("pp", b.IntPtrPtr), qq = b.local("qq", b.IntPtrPtr), g = b.global("g", b.IntPtr);
  b.borrow(pp, a);
  b.borrow(qq, other);
  b.borrow(pp / Deref, x);
  b.copy(b.result, a);
  b.copy(g, other);
  const SolveResult r = b.solve();
  CHECK(find(r, x, b.result));
  CHECK_FALSE(find(r, x, g));
}

TEST_CASE("what is stored through one pointer is loaded through its alias") {
  GraphBuilder b; // void f(int **a) { int **c = a; *a = &x; g = *c; }
  const LocationId x = b.local("x", b.Int), a = b.param("a", b.IntPtrPtr), c = b.local("c", b.IntPtrPtr),
                   g = b.global("g", b.IntPtr);
  b.copy(c, a);
  b.borrow(a / Deref, x);
  b.copy(g, c / Deref);
  const SolveResult r = b.solve();
  CHECK(find(r, x, g));
  CHECK(find(r, x, a));
}

TEST_CASE("what is stored into an object that is returned gets out with it") {
  GraphBuilder b; // p = new T; p->f = &x; return p
  const LocationId x = b.local("x", b.Int), p = b.local("p", b.IntPtrPtr), heap = b.alloc(b.IntPtr);
  b.borrow(p, heap);
  b.borrow(p / Deref / b.First, x);
  b.copy(b.result, p);
  const SolveResult r = b.solve();
  CHECK(find(r, x, b.result));
  REQUIRE(find(r, heap, b.result));
  CHECK(find(r, heap, b.result)->derefs == -1);
  CHECK(r.summary.fresh == 1);
  CHECK(find(r, test::end(RootKind::Result), test::end(RootKind::Fresh)));

  GraphBuilder twin; // not returned
  const LocationId y = twin.local("y", twin.Int), q = twin.local("q", twin.IntPtrPtr), stays = twin.alloc(twin.IntPtr);
  twin.borrow(q, stays);
  twin.borrow(q / Deref, y);
  const SolveResult none = twin.solve();
  CHECK(none.candidates.empty());
  CHECK(none.needsConfirm); // an allocation: the report tells where it goes
}

// ---- Owners and views ----

TEST_CASE("a view of a local owner is a candidate, a view of a parameter's is a flow") {
  GraphBuilder b;
  const LocationId s = b.local("s", b.String), v = b.local("v", b.View);
  b.copy(v / Storage, s / Storage);
  b.copy(b.result, v);
  CHECK(find(b.solve(), s, b.result));

  GraphBuilder byReference; // view f(string &s) { return s; }
  const LocationId p = byReference.param("s", byReference.StringPtr);
  byReference.copy(byReference.result / Storage, p / Deref / Storage);
  const SolveResult r = byReference.solve();
  REQUIRE(find(r, p, byReference.result));
  CHECK(find(r, p, byReference.result)->derefs == 0);

  GraphBuilder view; // a local view of a parameter view: nothing owned
  const LocationId in = view.param("in", view.View), w = view.local("w", view.View);
  view.copy(w / Storage, in / Storage);
  view.copy(view.result / Storage, w / Storage);
  const SolveResult passed = view.solve();
  CHECK_FALSE(passed.candidates.empty());
  CHECK(find(passed, in, view.result)->derefs == 0);
  CHECK(find(passed, test::end(RootKind::Result), test::end(RootKind::Param, 0, {Storage})));
}

TEST_CASE("an owner's storage through a reference to it, and an element's address") {
  GraphBuilder b; // string &r = s; return r.storage
  const LocationId s = b.local("s", b.String), r = b.local("r", b.StringPtr);
  b.borrow(r, s);
  b.copy(b.result / Storage, r / Deref / Storage);
  CHECK(find(b.solve(), s, b.result));

  GraphBuilder e; // return &v[0] of vector<string> v
  const LocationId v = e.local("v", e.Strings);
  e.borrow(e.result, v / Storage / Deref / Element);
  CHECK(find(e.solve(), v, e.result));

  GraphBuilder deep; // return v[0].c_str()
  const LocationId w = deep.local("w", deep.Strings);
  deep.copy(deep.result, w / Storage / Deref / Element / Storage);
  CHECK(find(deep.solve(), w, deep.result));

  GraphBuilder twin; // copying an element is no borrowing
  const LocationId u = twin.local("u", twin.Strings);
  twin.copy(twin.result, u / Storage / Deref / Element);
  CHECK(twin.solve().candidates.empty());
}

TEST_CASE("pointers in a container get out with it, and after a move") {
  GraphBuilder b;
  const LocationId x = b.local("x", b.Int), v = b.local("v", b.Strings), w = b.local("w", b.Strings);
  b.borrow(v / Storage / Deref / Element, x);
  b.move(w, v);
  b.move(b.result, w);
  const SolveResult r = b.solve();
  CHECK(find(r, x, b.result));
  CHECK_FALSE(find(r, v, b.result));

  GraphBuilder shared; // a = b (shared); *b = &x; return a
  const LocationId y = shared.local("y", shared.Int), a = shared.local("a", shared.Shared),
                   c = shared.local("c", shared.Shared);
  shared.copy(a, c);
  shared.borrow(c / Storage / Deref, y);
  shared.copy(shared.result, a);
  CHECK(find(shared.solve(), y, shared.result));
}

// ---- Scopes and temporaries ----

TEST_CASE("a local that ends while a holder is still read") {
  GraphBuilder b; // { int x; p = &x; } use(p)
  const LocationId x = b.local("x", b.Int), p = b.local("p", b.IntPtr);
  b.borrow(p, x);
  b.end(x);
  b.use(p);
  const SolveResult r = b.solve();
  REQUIRE(find(r, x, p));
  CHECK(way(r, find(r, x, p)->record) == std::vector<uint32_t>{0});

  GraphBuilder twin; // the read comes first
  const LocationId y = twin.local("y", twin.Int), q = twin.local("q", twin.IntPtr);
  twin.borrow(q, y);
  twin.use(q);
  twin.end(y);
  CHECK(twin.solve().candidates.empty());
}

TEST_CASE("in a loop a read before the end comes after it, too") {
  for (bool back : {true, false}) {
    GraphBuilder b;
    const LocationId x = b.local("x", b.Int), p = b.local("p", b.IntPtr);
    b.kill(p);
    const BlockId entry = b.block();
    b.use(p);
    b.borrow(p, x);
    b.end(x);
    const BlockId body = b.block(), exit = b.block();
    b.edge(entry, body);
    if (back)
      b.edge(body, body);
    b.edge(body, exit);
    CHECK(bool(find(b.solve(), x, p)) == back);
  }
}

TEST_CASE("a holder read through a pointer to it") {
  GraphBuilder b; // pp = &p; { int x; p = &x; } use(**pp)
  const LocationId x = b.local("x", b.Int), p = b.local("p", b.IntPtr), pp = b.local("pp", b.IntPtrPtr);
  b.borrow(pp, p);
  b.borrow(p, x);
  b.end(x);
  b.use(pp / Deref);
  CHECK(find(b.solve(), x, p));
}

TEST_CASE("a temporary that is bound and not used later needs no confirmation") {
  GraphBuilder b;
  const LocationId t = b.temp("t", b.Int), r = b.slot(b.IntPtr);
  b.borrow(r, t);
  b.use(r);
  b.end(t);
  CHECK_FALSE(b.solve().needsConfirm);

  GraphBuilder used;
  const LocationId u = used.temp("u", used.Int), p = used.local("p", used.IntPtr);
  used.borrow(p, u);
  used.end(u);
  used.use(p);
  CHECK(used.solve().needsConfirm);
}

TEST_CASE("invalidated storage with a view read afterwards") {
  GraphBuilder b;
  const LocationId s = b.local("s", b.String), v = b.local("v", b.View);
  b.copy(v / Storage, s / Storage);
  b.event(EventKind::Invalidate, Place(s), {}).how = Invalidation::Growth;
  b.use(v / Storage);
  const SolveResult r = b.solve();
  CHECK(find(r, s, v));
  CHECK(r.needsConfirm);
}

// ---- Parameters ----

TEST_CASE("parameters flow to sinks with their dereferences") {
  GraphBuilder b; // int *f(int **p, int *q, int *r) { g = q; return *p; }
  const LocationId p = b.param("p", b.IntPtrPtr), q = b.param("q", b.IntPtr), unused = b.param("r", b.IntPtr),
                   g = b.global("g", b.IntPtr);
  b.copy(b.result, p / Deref);
  b.copy(g, q);
  const SolveResult r = b.solve();
  REQUIRE(find(r, p, b.result));
  CHECK(find(r, p, b.result)->derefs == 1);
  CHECK(find(r, q, g)->derefs == 0);
  CHECK_FALSE(find(r, unused, b.result));
  REQUIRE(find(r, test::end(RootKind::Result), test::end(RootKind::Param, 0, {Deref})));
  CHECK(find(r, test::end(RootKind::Result), test::end(RootKind::Param, 0, {Deref}))->derefs() == 1);
  CHECK(find(r, test::end(RootKind::Static, 0), test::end(RootKind::Param, 1)));
  CHECK(r.summary.flows.size() == 2);
}

TEST_CASE("stored into this: a flow behind this; into its own pointee: none") {
  GraphBuilder b; // void set(int *p) { this->m = p; }
  const LocationId self = b.self(b.IntPtrPtr), p = b.param("p", b.IntPtr);
  b.copy(self / Deref / b.First, p);
  const SolveResult r = b.solve();
  CHECK(find(r, p, self));
  CHECK(find(r, test::end(RootKind::This, 0, {Deref}), test::end(RootKind::Param)));

  GraphBuilder own; // this->m = this->n
  const LocationId me = own.self(own.IntPtrPtr);
  own.copy(me / Deref / own.First, me / Deref / own.Second);
  CHECK_FALSE(find(own.solve(), me, me));
  GraphBuilder loop; // this->m = this
  const LocationId it = loop.self(loop.IntPtrPtr);
  loop.copy(it / Deref / loop.First, it);
  CHECK(find(loop.solve(), it, it));
}

TEST_CASE("what may be freed or invalidated is an effect") {
  GraphBuilder b;
  const LocationId p = b.param("p", b.IntPtr), s = b.param("s", b.StringPtr), q = b.local("q", b.IntPtr);
  b.copy(q, p);
  b.event(EventKind::Free, {}, Place(q)).detail = "delete";
  Event &grow = b.event(EventKind::Invalidate, s / Deref, {});
  grow.how = Invalidation::Growth;
  grow.detail = "push_back";
  const SolveResult r = b.solve();
  REQUIRE(r.summary.effects.size() == 2);
  CHECK(r.summary.effects[0].kind == EffectKind::Free);
  CHECK(r.summary.effects[0].at == test::end(RootKind::Param, 0));
  CHECK(r.summary.effects[0].what == "delete");
  CHECK(r.summary.effects[1].kind == EffectKind::Invalidate);
  CHECK(r.summary.effects[1].how == Invalidation::Growth);
  CHECK(r.summary.effects[1].at == test::end(RootKind::Param, 1, {Deref}));
}

// ---- Calls ----

namespace {
Summary flows(std::initializer_list<Flow> list) {
  Summary s;
  s.flows = list;
  return s;
}
Flow flowOf(Endpoint to, Endpoint from, FlowKind kind = FlowKind::Copy) {
  Flow f;
  f.to = to;
  f.from = from;
  f.kind = kind;
  return f;
}
} // namespace

TEST_CASE("a callee's flow is put in the caller's places, with its record") {
  GraphBuilder b;
  const LocationId x = b.local("x", b.Int), a = b.slot(b.IntPtr), out = b.slot(b.IntPtr);
  b.borrow(a, x);
  Summary id = flows({flowOf(test::end(RootKind::Result), test::end(RootKind::Param))});
  id.flows[0].record = RecordId(5);
  b.call("id", id, {a}, out);
  b.copy(b.result, out);
  const SolveResult r = b.solve();
  REQUIRE(find(r, x, b.result));
  CHECK(way(r, find(r, x, b.result)->record) == std::vector<uint32_t>{0, 1, 2});
  const Record &inside = r.records[r.records[find(r, x, b.result)->record.value].parent.value];
  CHECK(inside.callee == FnKey::of("id"));
  CHECK(inside.inside == RecordId(5));

  GraphBuilder twin; // the callee gives nothing back
  const LocationId y = twin.temp("y", twin.Int), c = twin.slot(twin.IntPtr), d = twin.slot(twin.IntPtr);
  twin.borrow(c, y);
  twin.call("none", flows({}), {c}, d);
  twin.copy(twin.result, d);
  const SolveResult none = twin.solve();
  CHECK(none.candidates.empty());
  CHECK_FALSE(none.needsConfirm);
}

TEST_CASE("a method that returns a view of its object's storage") {
  GraphBuilder b; // return s.c_str()
  const LocationId s = b.local("s", b.String), self = b.slot(b.StringPtr);
  b.borrow(self, s);
  CallSite &call =
      b.call("c_str", flows({flowOf(test::end(RootKind::Result), test::end(RootKind::This, 0, {Deref, Storage}))}), {});
  call.self = Place(self);
  call.result = Place(b.result);
  CHECK(find(b.solve(), s, b.result));
}

TEST_CASE("a callee that stores into an out-parameter, a static, this") {
  GraphBuilder b;
  const LocationId x = b.local("x", b.Int), p = b.local("p", b.IntPtr), a = b.slot(b.IntPtr), o = b.slot(b.IntPtrPtr);
  b.borrow(a, x);
  b.borrow(o, p);
  b.call("set",
         flows({flowOf(test::end(RootKind::Param, 1, {Deref}), test::end(RootKind::Param, 0)),
                flowOf(test::end(RootKind::Static, 3), test::end(RootKind::Param, 0))}),
         {a, o});
  b.copy(b.result, p);
  const SolveResult r = b.solve();
  CHECK(find(r, x, b.result));
  CHECK(find(r, x, b.unknown)); // the static has no location here
  const LocationId none = b.exception;
  CHECK_FALSE(find(r, x, none));
}

TEST_CASE("unknown code gets its arguments, what is stored behind them, and may return them") {
  GraphBuilder b;
  const LocationId x = b.local("x", b.Int), a = b.slot(b.IntPtr), out = b.slot(b.IntPtr), n = b.slot(b.Int);
  b.borrow(a, x);
  b.call({a, n}, out);
  b.copy(b.result, out);
  const SolveResult r = b.solve();
  CHECK(find(r, x, b.unknown));
  CHECK(find(r, x, b.result));

  GraphBuilder behind; // pass(p); *p = &x
  const LocationId y = behind.local("y", behind.Int), p = behind.param("p", behind.IntPtrPtr);
  behind.call({p});
  behind.borrow(p / Deref, y);
  const SolveResult r2 = behind.solve();
  CHECK(find(r2, y, behind.unknown));
  CHECK(find(r2, p, behind.unknown));

  GraphBuilder numbers; // nothing that could hold an address
  const LocationId i = numbers.slot(numbers.Int);
  numbers.call({i});
  CHECK_FALSE(numbers.solve().needsConfirm);
}

TEST_CASE("a callee that is not known is as opaque as none") {
  GraphBuilder b;
  const LocationId p = b.param("p", b.IntPtr);
  CallSite &call = b.call({p});
  call.knowledge = Knowledge::Body;
  call.candidates = {FnKey::of("elsewhere")};
  CHECK(find(b.solve(), p, b.unknown));
}

TEST_CASE("tasks") {
  GraphBuilder b;
  const LocationId x = b.local("x", b.Int), c = b.local("c", b.Closure), t = b.local("t", b.Thread);
  b.borrow(c / b.First, x);
  b.event(EventKind::StartTask, Place(t), Place(c));
  b.event(EventKind::DetachTask, Place(t), {});
  CHECK(find(b.solve(), x, b.task));

  GraphBuilder twin;
  const LocationId y = twin.local("y", twin.Int), d = twin.local("d", twin.Closure), u = twin.local("u", twin.Thread);
  twin.borrow(d / twin.First, y);
  twin.event(EventKind::StartTask, Place(u), Place(d));
  twin.event(EventKind::JoinTask, Place(u), {});
  const SolveResult r = twin.solve();
  CHECK(r.candidates.empty());
  CHECK(r.needsConfirm);
}

// ---- The whole ----

TEST_CASE("assumptions of steps rest on the flow, and a given-up function's on all") {
  GraphBuilder b;
  const LocationId p = b.param("p", b.IntPtr), q = b.local("q", b.IntPtr);
  b.copy(q, p).assumption = AssumptionId(1);
  b.copy(b.result, q);
  b.flow.givenUp = AssumptionId(4);
  const SolveResult r = b.solve();
  REQUIRE(r.summary.flows.size() == 1);
  CHECK(r.summary.flows[0].assumptions == AssumptionSet{AssumptionId(1), AssumptionId(4)});
}

TEST_CASE("a function that never returns says so") {
  GraphBuilder b;
  const BlockId loop = b.block();
  b.edge(loop, loop);
  const BlockId exit = b.block();
  (void)exit;
  CHECK(b.solve().summary.noReturn);
  CHECK_FALSE(GraphBuilder().solve().summary.noReturn);
}

TEST_CASE("the same function gives the same answer") {
  auto build = [] {
    GraphBuilder b;
    const LocationId x = b.local("x", b.Int), p = b.param("p", b.IntPtrPtr), s = b.param("s", b.StringPtr);
    b.borrow(p / Deref, x);
    b.copy(b.result, p / Deref);
    b.call({s});
    return b;
  };
  GraphBuilder one = build(), two = build();
  const SolveResult a = one.solve(), c = two.solve();
  CHECK(a.summary == c.summary);
  REQUIRE(a.candidates.size() == c.candidates.size());
  for (size_t i = 0; i < a.candidates.size(); ++i)
    CHECK((a.candidates[i].object == c.candidates[i].object && a.candidates[i].record == c.candidates[i].record));
}

TEST_CASE("with very many sinks every object still has its candidate") {
  GraphBuilder b;
  const LocationId x = b.local("x", b.Int), param = b.param("param", b.IntPtr);
  std::vector<LocationId> chain{b.local("p", b.IntPtr)};
  b.borrow(chain[0], x);
  b.copy(chain[0], param);
  for (unsigned i = 0; i < 300; ++i) {
    chain.push_back(b.local("p", b.IntPtr));
    b.copy(chain.back(), chain[i]);
  }
  LocationId last;
  for (unsigned i = 0; i < 300; ++i)
    b.copy(last = b.global("g", b.IntPtr), chain.back());
  const SolveResult r = b.solve();
  unsigned sinks = 0;
  for (const Candidate &c : r.candidates)
    sinks += c.object == x;
  CHECK(sinks > 1);
  CHECK(sinks < 300);
  // The parameter reaches all of them: directly, or by way of unknown code.
  const Endpoint unknown = test::end(RootKind::Unknown);
  CHECK(find(r, unknown, test::end(RootKind::Param)));
  for (uint32_t g = 0; g < 300; ++g) {
    const Endpoint to = test::end(RootKind::Static, g);
    CHECK((find(r, to, test::end(RootKind::Param)) || find(r, to, unknown)));
  }
}

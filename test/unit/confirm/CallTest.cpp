// Summaries: made of one function, applied in another.
#include "Confirming.h"

using namespace escape;
using F = FlowBuilder;

TEST_CASE_METHOD(Confirming, "leaks by level") {
  SECTION("parameter returned") {
    F f(*this);
    auto p = f.param("p", pointer);
    f.copy(Place(f.result(pointer)), Place(p), pointer, Reason::Return);
    f.exit();
    Confirmed c = run(f);
    CHECK(c.leaks == "p to {result} 0\n");
    CHECK(c.summary == "result <- p0 level 0\n");
    CHECK(c.result.stays.empty());
  }
  SECTION("one and two dereferences") {
    TypeId ppp = pointerTo(pointerToPointer);
    F f(*this);
    auto p = f.param("p", ppp);
    auto s = f.slot(pointerToPointer);
    f.copy(Place(s), F::deref(p), pointerToPointer);
    f.copy(Place(f.result(pointer)), F::deref(s), pointer, Reason::Return);
    f.exit();
    Confirmed c = run(f);
    CHECK(c.leaks == "p to {result} 2\n");
    CHECK(c.summary == "result <- p0** level 2\n");
  }
  SECTION("address of a member, and a member") {
    FieldId i = field("i"), ii = field("ii");
    TypeId bar = record("Bar", {{ii, pointer}});
    F f(*this);
    auto self = f.self(bar);
    f.borrow(Place(f.result(pointer)), F::at(self, {step::Deref, i}), Reason::Return);
    f.exit();
    Confirmed c = run(f);
    CHECK(c.leaks == "this to {result} 0\n");
    CHECK(c.summary == "result <- &this*.i level 0\n");
    F g(*this);
    self = g.self(bar);
    g.copy(Place(g.result(pointer)), F::at(self, {step::Deref, ii}), pointer, Reason::Return);
    g.exit();
    CHECK(run(g).leaks == "this to {result} 1\n");
  }
  SECTION("stored in a global: value and content") {
    StaticId g = global("g", pointer);
    F f(*this);
    auto p = f.param("p", pointerToPointer);
    auto gl = f.global(g);
    f.copy(Place(gl), F::deref(p), pointer);
    f.exit();
    Confirmed c = run(f);
    CHECK(c.leaks == "p to {static g} content\n");
    CHECK(c.summary == "static g <- p0* must\n");
  }
  SECTION("overwritten parameter does not leak") {
    F f(*this);
    auto a = f.param("a", pointer);
    auto b = f.param("b", pointer);
    f.copy(Place(a), Place(b), pointer);
    f.copy(Place(f.result(pointer)), Place(a), pointer, Reason::Return);
    f.exit();
    Confirmed c = run(f);
    CHECK(c.leaks == "b to {result} 0\n");
    CHECK(c.result.stays == std::vector<LocationId>{a});
  }
  SECTION("view of a parameter's storage counts one dereference") {
    TypeId reference = pointerTo(owner);
    unit.types[reference.value].reference = true;
    F f(*this);
    auto s = f.param("s", reference);
    f.copy(F::storage(f.result(view)), F::at(s, {step::Deref, step::Storage}), {}, Reason::ViewOfOwner);
    f.exit();
    Confirmed c = run(f);
    CHECK(c.leaks == "s to {result} 1\n");
    CHECK(c.summary == "result.storage <- p0*.storage level 1\n");
  }
}

TEST_CASE_METHOD(Confirming, "self-assignment is no leak, self-reference is") {
  FieldId a = field("a"), b = field("b"), self = field("self");
  TypeId pair = record("Pair", {{a, pointer}, {b, pointer}, {self, pointer}});
  F f(*this);
  auto p = f.param("p", pointerTo(pair));
  f.copy(F::at(p, {step::Deref, a}), F::at(p, {step::Deref, b}), pointer);
  f.exit();
  Confirmed c = run(f);
  CHECK(c.leaks.empty());
  CHECK(c.summary == "p0*.a <- p0*.b must\n");
  CHECK(c.result.stays == std::vector<LocationId>{p});

  F g(*this);
  auto t = g.self(pair);
  g.copy(F::at(t, {step::Deref, self}), Place(t), pointer);
  g.exit();
  CHECK(run(g).leaks == "this to {this->self} 0\n");
}

TEST_CASE_METHOD(Confirming, "callee that returns its argument") {
  F id(*this, "id");
  auto p = id.param("p", pointer);
  id.copy(Place(id.result(pointer)), Place(p), pointer, Reason::Return);
  id.exit();
  learn(id);

  F f(*this);
  auto x = f.local("x", value);
  auto a = f.slot(pointer);
  auto r = f.slot(pointer);
  f.borrow(Place(a), Place(x));
  f.call("id", {Place(a)}, Place(r), pointer);
  f.copy(Place(f.result(pointer)), Place(r), pointer, Reason::Return);
  f.exit({x});
  Confirmed c = run(f);
  CHECK(c.escapes == "x to {result}\n");
  // The way goes through the call and names the step inside.
  bool through = false;
  for (const Record &record : c.result.records)
    through |= record.callee == FnKey::of("id") && record.inside.valid() && record.parent.valid();
  CHECK(through);
}

TEST_CASE_METHOD(Confirming, "helper that resets the global") {
  StaticId g = global("g", pointer);
  auto helper = [&](bool always) {
    F h(*this, "reset");
    auto c = h.param("c", value);
    auto gl = h.global(g);
    BlockId entry = h.current();
    BlockId kill = h.block();
    h.kill(Place(gl));
    BlockId end = h.block();
    h.exit();
    h.edge(entry, kill, Place(c), false, 0);
    if (!always)
      h.edge(entry, end, Place(c), true, 0);
    h.edge(kill, end);
    learn(h);
    F f(*this);
    auto x = f.local("x", value);
    auto fl = f.global(g);
    auto one = f.slot(value);
    f.borrow(Place(fl), Place(x));
    f.call("reset", {Place(one)});
    f.exit({x});
    return run(f).escapes;
  };
  CHECK(helper(true).empty());
  CHECK(helper(false) == "x to {static g}\n");
}

TEST_CASE_METHOD(Confirming, "setter stores its argument") {
  F set(*this, "set");
  auto q = set.param("q", pointerToPointer);
  auto p = set.param("p", pointer);
  set.copy(F::deref(q), Place(p), pointer);
  set.exit();
  Confirmed s = learn(set);
  CHECK(s.leaks == "p to {param q} 0\n");
  CHECK(s.summary == "p0* <- p1 must\n");

  auto build = [&](bool outer) {
    F f(*this);
    auto out = f.param("out", pointerToPointer);
    auto x = f.local("x", value);
    auto h = f.local("h", pointer);
    auto ah = f.slot(pointerToPointer);
    auto ax = f.slot(pointer);
    if (outer)
      f.copy(Place(ah), Place(out), pointerToPointer);
    else
      f.borrow(Place(ah), Place(h));
    f.borrow(Place(ax), Place(x));
    f.call("set", {Place(ah), Place(ax)});
    f.exit({h, x});
    return run(f).escapes;
  };
  CHECK(build(true) == "x to {param out}\n");
  CHECK(build(false).empty());
}

TEST_CASE_METHOD(Confirming, "recursion grows to its fixed point") {
  // int *r(int *p, int n) { return n == 0 ? p : r(p, n - 1); }
  summaries[FnKey::of("r")]; // what a component begins with
  auto build = [&] {
    F f(*this, "r");
    auto p = f.param("p", pointer);
    auto n = f.param("n", value);
    auto s = f.local("s", pointer);
    BlockId entry = f.current();
    BlockId base = f.block();
    f.copy(Place(s), Place(p), pointer);
    BlockId again = f.block();
    f.call("r", {Place(p), Place(n)}, Place(s), pointer);
    BlockId end = f.block();
    f.copy(Place(f.result(pointer)), Place(s), pointer, Reason::Return);
    f.exit();
    f.edge(entry, base, Place(n), true, 0);
    f.edge(entry, again, Place(n), false, 0);
    f.edge(base, end);
    f.edge(again, end);
    return learn(f);
  };
  Confirmed first = build();
  Confirmed second = build();
  Confirmed third = build();
  CHECK(first.summary == "result <- p0 level 0 if p1 == 0\n");
  CHECK(second.summary == "result <- p0 level 0\n");
  CHECK(third.result.summary == second.result.summary);
}

TEST_CASE_METHOD(Confirming, "what an unseen callee does is may") {
  F f(*this);
  auto x = f.local("x", value);
  auto p = f.param("p", pointer);
  auto a = f.slot(pointer);
  auto r = f.slot(pointer);
  f.borrow(Place(a), Place(x));
  f.opaque("ext", {Place(a), Place(p)}, Place(r), pointer);
  f.copy(Place(f.result(pointer)), Place(r), pointer, Reason::Return);
  f.exit({x});
  Confirmed c = run(f);
  CHECK(c.escapes == "x may to {result}\nx may to {unknown}\n");
  CHECK(c.leaks == "p may to {result} 0\np may to {unknown} 0\n");
  REQUIRE(unit.assumptions.size() == 1);
  CHECK(unit.assumptions[0].kind == AssumptionKind::NoBody);
  CHECK(unit.assumptions[0].what == "ext");
}

TEST_CASE_METHOD(Confirming, "an unseen callee may have reset what it was given") {
  F f(*this);
  auto out = f.param("out", pointerToPointer);
  auto x = f.local("x", value);
  f.borrow(F::deref(out), Place(x));
  f.opaque("ext", {Place(out)});
  f.exit({x});
  CHECK(run(f).escapes == "x may to {param out}\nx may to {unknown}\n"); // or may keep what it finds there
}

TEST_CASE_METHOD(Confirming, "a way without the unseen callee is proven") {
  F f(*this);
  auto c = f.param("c", value);
  auto x = f.local("x", value);
  auto s = f.slot(pointer);
  auto out = f.result(pointer);
  BlockId entry = f.current();
  f.borrow(Place(out), Place(x));
  BlockId other = f.block();
  f.borrow(Place(s), Place(x));
  f.opaque("ext", {Place(s)}, Place(out), pointer);
  BlockId end = f.block();
  f.exit({x});
  f.edge(entry, other, Place(c), false, 0);
  f.edge(entry, end, Place(c), true, 0);
  f.edge(other, end);
  CHECK(run(f).escapes == "x to {result}\nx may to {unknown}\n");
}

TEST_CASE_METHOD(Confirming, "owner moved through a callee") {
  // void keep(unique_ptr<T> p) { g = std::move(p); }
  StaticId g = global("g", unique);
  F keep(*this, "keep");
  auto p = keep.param("p", unique);
  auto gl = keep.global(g);
  keep.transfer(Place(gl), Place(p), unique);
  keep.exit({p});
  Confirmed k = learn(keep);
  CHECK(k.escapes.empty());
  CHECK(k.summary == "static g.storage <- p0.storage moved must\n");

  F f(*this);
  auto a = f.alloc(pointer);
  auto u = f.temp(unique);
  f.borrow(F::storage(u), Place(a), Reason::OwnerInit);
  f.call("keep", {Place(u)});
  f.end(u);
  f.exit();
  Confirmed c = run(f);
  CHECK(c.escapes.empty());
  CHECK(c.result.allocations.at(0).escapes);
  CHECK(spell(c.result.allocations.at(0).sink) == "{static g}");
}

TEST_CASE_METHOD(Confirming, "callee that gives a new object") {
  F make(*this, "make");
  auto a = make.alloc(pointer);
  auto p = make.param("p", pointer);
  make.copy(Place(a), Place(p), pointer);
  make.borrow(Place(make.result(pointerToPointer)), Place(a), Reason::Return);
  make.exit();
  Confirmed m = learn(make);
  CHECK(m.summary == "result <- &fresh0 level -1\nfresh0 <- p0 level 0\n");
  CHECK(m.leaks == "p to {result} 0\n");

  F f(*this);
  auto x = f.local("x", value);
  auto s = f.slot(pointer);
  f.borrow(Place(s), Place(x));
  f.call("make", {Place(s)}, Place(f.result(pointerToPointer)), pointerToPointer);
  f.exit({x});
  CHECK(run(f).escapes == "x to {result}\n");
}

TEST_CASE_METHOD(Confirming, "effects reach the caller") {
  TypeId reference = pointerTo(ownerOfPointers);
  F grow(*this, "grow");
  auto v = grow.param("v", reference);
  grow.invalidate(F::deref(v), Invalidation::Growth, "push_back");
  grow.exit();
  CHECK(learn(grow).summary == "invalidate p0* growth\n");

  F f(*this);
  auto w = f.local("w", ownerOfPointers);
  auto r = f.local("r", pointerToPointer);
  auto a = f.slot(reference);
  f.kill(Place(w), false);
  f.borrow(Place(r), F::element(w));
  f.borrow(Place(a), Place(w));
  f.call("grow", {Place(a)});
  f.use(Place(r));
  f.exit({r, w});
  CHECK(run(f).escapes == "w's storage invalidated by push_back to {local r}\n");
}

TEST_CASE_METHOD(Confirming, "too much is given up") {
  F f(*this);
  auto x = f.local("x", value);
  f.borrow(Place(f.result(pointer)), Place(x));
  f.leave({x});
  Assumptions assumptions(unit.assumptions);
  ConfirmLimits none;
  none.work = 0;
  ConfirmResult r = confirm(unit, f.fn, [](const FnKey &) { return nullptr; }, assumptions, none);
  CHECK(r.gaveUp);
  CHECK(r.escapes.empty());
}

TEST_CASE_METHOD(Confirming, "a list is followed for two nodes, then it is one of them") {
  // while (c) n = n->next;  return n;
  FieldId next = field("next");
  TypeId node = record("Node", {});
  TypeId pointerToNode = pointerTo(node);
  unit.types[node.value].fields = {{next, pointerToNode}};
  F f(*this);
  auto n = f.param("n", pointerToNode);
  auto c = f.param("c", value);
  BlockId entry = f.current();
  BlockId head = f.block();
  BlockId body = f.block();
  f.copy(Place(n), F::at(n, {step::Deref, next}), pointerToNode);
  BlockId end = f.block();
  f.copy(Place(f.result(pointerToNode)), Place(n), pointerToNode, Reason::Return);
  f.exit();
  f.edge(entry, head);
  f.edge(head, body, Place(c), false, 0);
  f.edge(head, end, Place(c), true, 0);
  f.edge(body, head);
  Confirmed r = run(f);
  CHECK(r.summary == "result <- p0 level 0 if p1 == 0\nresult <- p0*.next level 1 if p1 == 0\n");
  CHECK(r.leaks == "n to {result} 0\nn to {result} 1\n");
}

TEST_CASE_METHOD(Confirming, "hash table with lists: no blow-up") {
  // Three links a node, every one assigned from every other through two levels, in a loop.
  std::vector<FieldId> links = {field("next"), field("prev"), field("hash")};
  TypeId node = record("Node", {});
  TypeId pointerToNode = pointerTo(node);
  for (FieldId link : links)
    unit.types[node.value].fields.push_back({link, pointerToNode});
  F f(*this);
  auto n = f.param("n", pointerToNode);
  auto c = f.param("c", value);
  BlockId entry = f.current();
  BlockId head = f.block();
  BlockId body = f.block();
  for (FieldId a : links)
    for (FieldId b : links)
      for (FieldId d : links) {
        auto s = f.slot(pointerToNode);
        f.copy(Place(s), F::at(n, {step::Deref, a, step::Deref, b}), pointerToNode);
        f.copy(F::at(s, {step::Deref, d}), F::at(n, {step::Deref, d}), pointerToNode);
        f.copy(Place(n), Place(s), pointerToNode);
      }
  BlockId end = f.block();
  f.exit();
  f.edge(entry, head);
  f.edge(head, body, Place(c), false, 0);
  f.edge(head, end, Place(c), true, 0);
  f.edge(body, head);
  CHECK_FALSE(run(f).result.gaveUp);
}

TEST_CASE_METHOD(Confirming, "callee that perhaps takes it back") {
  StaticId g = global("g", pointer);
  auto build = [&](bool plain) {
    F h(*this, "forget");
    auto c = h.param("c", value);
    auto gl = h.global(g);
    BlockId entry = h.current();
    BlockId kill = h.block();
    h.kill(Place(gl));
    BlockId end = h.block();
    h.exit();
    if (plain) {
      h.edge(entry, kill, Place(c), false, 0);
      h.edge(entry, end, Place(c), true, 0);
    } else { // if (g == p), if (--count == 0)
      h.edge(entry, kill);
      h.edge(entry, end);
    }
    h.edge(kill, end);
    learn(h);
    F f(*this);
    auto x = f.local("x", value);
    auto fl = f.global(g);
    auto one = f.slot(value);
    f.borrow(Place(fl), Place(x));
    f.call("forget", {Place(one)});
    f.exit({x});
    return run(f).escapes;
  };
  CHECK(build(true) == "x to {static g}\n");
  CHECK(build(false) == "x may to {static g}\n");
}

TEST_CASE_METHOD(Confirming, "callee that perhaps frees") {
  auto build = [&](bool counted) {
    F h(*this, "unref");
    auto p = h.param("p", pointer);
    BlockId entry = h.current();
    BlockId last = h.block();
    h.free(Place(p));
    BlockId end = h.block();
    h.exit();
    h.edge(entry, last);
    if (counted)
      h.edge(entry, end);
    h.edge(last, end);
    learn(h);
    F f(*this);
    auto a = f.alloc(value);
    auto q = f.local("q", pointer);
    f.borrow(Place(q), Place(a));
    f.call("unref", {Place(q)});
    f.use(Place(q));
    f.exit({q});
    return run(f).escapes;
  };
  CHECK(build(false) == " invalidated by delete to {local q}\n");
  CHECK(build(true) == " invalidated by delete may to {local q}\n");
}

TEST_CASE_METHOD(Confirming, "node taken out of a list through its neighbours") {
  // list->next->prev = &n;  then  e->prev = e->next, where e may be that neighbour
  FieldId next = field("next"), prev = field("prev");
  TypeId node = record("Node", {});
  TypeId pointerToNode = pointerTo(node);
  unit.types[node.value].fields = {{next, pointerToNode}, {prev, pointerToNode}};
  auto build = [&](bool unlink) {
    F f(*this);
    auto list = f.param("list", pointerToNode);
    auto e = f.param("e", pointerToNode);
    auto n = f.local("n", node);
    f.borrow(F::at(list, {step::Deref, next, step::Deref, prev}), Place(n));
    if (unlink)
      f.copy(F::at(e, {step::Deref, prev}), F::at(e, {step::Deref, next}), pointerToNode);
    f.exit({n});
    return run(f).escapes;
  };
  CHECK(build(false) == "n to {param list}\n");
  CHECK(build(true) == "n may to {param list}\n");
}

TEST_CASE_METHOD(Confirming, "flow under a bool of the caller's") {
  // void set(int **q, int *p, bool keep) { if (keep) *q = p; }
  TypeId boolean = type(TypeClass::Value, "bool");
  F set(*this, "set");
  auto q = set.param("q", pointerToPointer);
  auto p = set.param("p", pointer);
  auto keep = set.param("keep", boolean);
  BlockId entry = set.current();
  BlockId store = set.block();
  set.copy(F::deref(q), Place(p), pointer);
  BlockId end = set.block();
  set.exit();
  set.edge(entry, store, Place(keep), false, 0);
  set.edge(entry, end, Place(keep), true, 0);
  set.edge(store, end);
  CHECK(learn(set).summary == "p0* <- p1 must if p2 != 0\n");

  auto build = [&](std::optional<bool> value) {
    F f(*this);
    auto out = f.param("out", pointerToPointer);
    auto x = f.local("x", this->value);
    auto ax = f.slot(pointer);
    auto flag = f.slot(boolean);
    f.borrow(Place(ax), Place(x));
    f.call("set", {Place(out), Place(ax), Place(flag)}).arguments[2].constant = value;
    f.exit({x});
    return run(f).escapes;
  };
  CHECK(build(true) == "x to {param out}\n");
  CHECK(build(std::nullopt) == "x to {param out}\n");
  CHECK(build(false).empty());
}

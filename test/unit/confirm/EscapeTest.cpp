// Who holds what when the frame has ended. Each firing case has a silent twin.
#include "Confirming.h"

using namespace escape;
using F = FlowBuilder;

TEST_CASE_METHOD(Confirming, "address of a local is returned") {
  F f(*this);
  auto x = f.local("x", value);
  f.borrow(Place(f.result(pointer)), Place(x));
  f.exit({x});
  Confirmed c = run(f);
  CHECK(c.escapes == "x to {result}\n");
  REQUIRE(c.result.escapes.size() == 1);
  CHECK(c.result.escapes[0].kind == EscapeKind::Outlived);
  CHECK(c.result.escapes[0].record.valid());
  CHECK(c.result.stays.empty());
}

TEST_CASE_METHOD(Confirming, "address taken and kept inside is silent") {
  F f(*this);
  auto x = f.local("x", value);
  auto p = f.local("p", pointer);
  f.borrow(Place(p), Place(x));
  f.use(Place(p));
  f.exit({p, x});
  Confirmed c = run(f);
  CHECK(c.escapes.empty());
  CHECK(c.result.stays == std::vector<LocationId>{x});
}

TEST_CASE_METHOD(Confirming, "global that is overwritten again is silent") {
  StaticId g = global("g", pointer);
  auto build = [&](bool reset) {
    F f(*this);
    auto x = f.local("x", value);
    auto gl = f.global(g);
    f.borrow(Place(gl), Place(x));
    if (reset)
      f.kill(Place(gl));
    f.exit({x});
    return run(f);
  };
  CHECK(build(false).escapes == "x to {static g}\n");
  Confirmed reset = build(true);
  CHECK(reset.escapes.empty());
  CHECK(reset.summary == "static g <- null must\n");
}

TEST_CASE_METHOD(Confirming, "stored on one of two ways") {
  StaticId g = global("g", pointer);
  F f(*this);
  auto c = f.param("c", value);
  auto x = f.local("x", value);
  auto gl = f.global(g);
  BlockId entry = f.current();
  BlockId then = f.block();
  f.borrow(Place(gl), Place(x));
  BlockId end = f.block();
  f.exit({x});
  f.edge(entry, then, Place(c), false, 0);
  f.edge(entry, end, Place(c), true, 0);
  f.edge(then, end);
  Confirmed r = run(f);
  CHECK(r.escapes == "x to {static g}\n");
  CHECK(r.summary == "static g <- other must if p0 != 0\n"); // and on the other way not
}

TEST_CASE_METHOD(Confirming, "set and reset under the same condition") {
  StaticId g = global("g", pointer);
  // if (c) g = &x;  if (c or !c) g = nullptr;
  auto build = [&](bool same) {
    F f(*this);
    auto c = f.param("c", value);
    auto x = f.local("x", value);
    auto gl = f.global(g);
    BlockId entry = f.current();
    BlockId set = f.block();
    f.borrow(Place(gl), Place(x));
    BlockId middle = f.block();
    BlockId reset = f.block();
    f.kill(Place(gl));
    BlockId end = f.block();
    f.exit({x});
    f.edge(entry, set, Place(c), false, 0);
    f.edge(entry, middle, Place(c), true, 0);
    f.edge(set, middle);
    f.edge(middle, reset, Place(c), !same, 0);
    f.edge(middle, end, Place(c), same, 0);
    f.edge(reset, end);
    return run(f).escapes;
  };
  CHECK(build(true).empty());
  CHECK(build(false) == "x to {static g}\n");
}

TEST_CASE_METHOD(Confirming, "null test decides") {
  StaticId g = global("g", pointer);
  // p = null or &x;  if (p) {...}: on the null edge nothing of x is left
  auto build = [&](bool nullEdge) {
    F f(*this);
    auto c = f.param("c", value);
    auto x = f.local("x", value);
    auto p = f.local("p", pointer);
    auto gl = f.global(g);
    BlockId entry = f.current();
    f.kill(Place(p));
    BlockId set = f.block();
    f.borrow(Place(p), Place(x));
    BlockId test = f.block();
    BlockId store = f.block();
    f.copy(Place(gl), Place(p), pointer);
    BlockId end = f.block();
    f.exit({p, x});
    f.edge(entry, set, Place(c), false, 0);
    f.edge(entry, test, Place(c), true, 0);
    f.edge(set, test);
    f.edge(test, store, Place(p), nullEdge, 0, true);
    f.edge(test, end, Place(p), !nullEdge, 0, true);
    f.edge(store, end);
    return run(f).escapes;
  };
  CHECK(build(true).empty());
  CHECK(build(false) == "x to {static g}\n");
}

TEST_CASE_METHOD(Confirming, "pointer carried out of a loop and used") {
  auto build = [&](bool used) {
    F f(*this);
    auto last = f.local("last", pointer);
    auto n = f.local("n", value);
    auto x = f.local("x", value);
    BlockId entry = f.current();
    f.kill(Place(last));
    BlockId head = f.block();
    BlockId body = f.block();
    f.begin(x);
    f.borrow(Place(last), Place(x));
    f.end(x);
    BlockId after = f.block();
    if (used)
      f.use(Place(last));
    BlockId end = f.block();
    f.exit({last});
    f.edge(entry, head);
    f.edge(head, body, Place(n), false, 0);
    f.edge(head, after, Place(n), true, 0);
    f.edge(body, head);
    f.edge(after, end);
    return run(f).escapes;
  };
  CHECK(build(true) == "x used after to {local last}\n");
  CHECK(build(false).empty());
}

TEST_CASE_METHOD(Confirming, "container of addresses") {
  // vector<int *> v; v.push_back(&x);  dies first, is returned, or outlives x in an inner scope
  auto build = [&](bool returned) {
    F f(*this);
    auto x = f.local("x", value);
    auto v = f.local("v", ownerOfPointers);
    f.kill(Place(v), false);
    f.borrow(F::element(v), Place(x), Reason::Inserted);
    if (returned)
      f.transfer(Place(f.result(ownerOfPointers)), Place(v), ownerOfPointers);
    f.exit({v, x});
    return run(f).escapes;
  };
  CHECK(build(false).empty());
  CHECK(build(true) == "x to {result}\n");
}

TEST_CASE_METHOD(Confirming, "copied container of addresses") {
  F f(*this);
  auto x = f.local("x", value);
  auto v = f.local("v", ownerOfPointers);
  f.kill(Place(v), false);
  f.borrow(F::element(v), Place(x), Reason::Inserted);
  f.copy(Place(f.result(ownerOfPointers)), Place(v), ownerOfPointers);
  f.exit({v, x});
  CHECK(run(f).escapes == "x to {result}\n");
}

TEST_CASE_METHOD(Confirming, "view of a local owner") {
  auto build = [&](bool copied) {
    F f(*this);
    auto s = f.local("s", owner);
    auto sv = f.local("sv", view);
    f.copy(F::storage(sv), F::storage(s), {}, Reason::ViewOfOwner);
    if (copied)
      f.copy(Place(f.result(owner)), Place(s), owner);
    else
      f.copy(Place(f.result(view)), Place(sv), view, Reason::Return);
    f.exit({sv, s});
    return run(f).escapes;
  };
  CHECK(build(false) == "s's storage to {result}\n");
  CHECK(build(true).empty());
}

TEST_CASE_METHOD(Confirming, "unique_ptr handed on keeps what get() gave") {
  // g = p.get();  static u = std::move(p)  or  p dies here
  StaticId g = global("g", pointerTo(pointer));
  StaticId keep = global("keep", unique);
  auto build = [&](bool moved) {
    F f(*this);
    auto p = f.local("p", unique);
    auto a = f.alloc(pointer);
    auto gl = f.global(g);
    auto kl = f.global(keep);
    f.borrow(F::storage(p), Place(a), Reason::OwnerInit);
    f.copy(Place(gl), F::storage(p), {});
    if (moved)
      f.transfer(Place(kl), Place(p), unique);
    f.exit({p});
    return run(f);
  };
  Confirmed stays = build(false);
  CHECK(stays.escapes == "p's storage to {static g}\n");
  CHECK(stays.result.allocations.at(0).escapes); // its address does
  Confirmed moved = build(true);
  CHECK(moved.escapes.empty());
  CHECK(moved.result.allocations.at(0).escapes);
}

TEST_CASE_METHOD(Confirming, "owner by value dies with the frame") {
  F f(*this);
  auto p = f.param("p", unique);
  f.copy(Place(f.result(pointerTo(pointer))), F::storage(p), {}, Reason::Return);
  f.exit({p});
  CHECK(run(f).escapes == "p's storage to {result}\n");
}

TEST_CASE_METHOD(Confirming, "shared_ptr: the last one ends") {
  StaticId g = global("g", pointerTo(pointer));
  StaticId keep = global("keep", shared);
  auto build = [&](bool kept) {
    F f(*this);
    auto p = f.local("p", shared);
    auto a = f.alloc(pointer);
    auto gl = f.global(g);
    auto kl = f.global(keep);
    f.borrow(F::storage(p), Place(a), Reason::OwnerInit);
    f.copy(Place(gl), F::storage(p), {});
    if (kept)
      f.copy(Place(kl), Place(p), shared);
    f.exit({p});
    return run(f).escapes;
  };
  CHECK(build(false) == "p's storage to {static g}\n");
  CHECK(build(true).empty());
}

TEST_CASE_METHOD(Confirming, "fields are told apart") {
  FieldId a = field("a"), b = field("b");
  TypeId pair = record("Pair", {{a, pointer}, {b, pointer}});
  auto build = [&](FieldId returned) {
    F f(*this);
    auto q = f.param("q", pointer);
    auto x = f.local("x", value);
    auto t = f.local("t", pair);
    f.borrow(F::at(t, {a}), Place(x));
    f.copy(F::at(t, {b}), Place(q), pointer);
    f.copy(Place(f.result(pointer)), F::at(t, {returned}), pointer, Reason::Return);
    f.exit({t, x});
    return run(f);
  };
  Confirmed first = build(a);
  CHECK(first.escapes == "x to {result}\n");
  CHECK(first.leaks.empty());
  Confirmed second = build(b);
  CHECK(second.escapes.empty());
  CHECK(second.leaks == "q to {result} 0\n");
}

TEST_CASE_METHOD(Confirming, "closure type-erased into a global") {
  FieldId n = field("n");
  TypeId closure = record("lambda", {{n, pointer}}, true);
  StaticId g = global("g_fn", box);
  F f(*this);
  auto x = f.local("x", value);
  auto c = f.temp(closure);
  auto gl = f.global(g);
  f.borrow(F::at(c, {n}), Place(x), Reason::CapturedByReference);
  f.copy(F::at(gl, {step::Storage, step::Deref}), Place(c), closure, Reason::TypeErased);
  f.end(c);
  f.exit({x});
  Confirmed r = run(f);
  CHECK(r.escapes == "x to {static g_fn}\n");
  REQUIRE(r.result.escapes.size() == 1);
  CHECK(r.result.escapes[0].throughClosure);
  CHECK_FALSE(r.result.escapes[0].throughTask);
}

TEST_CASE_METHOD(Confirming, "task: joined, detached, dropped, returned") {
  FieldId n = field("n");
  TypeId closure = record("lambda", {{n, pointer}}, true);
  enum How { Join, Detach, Drop, DropLate, Return };
  auto build = [&](How how) {
    F f(*this);
    auto x = f.local("x", value);
    auto c = f.temp(closure);
    auto t = f.local("t", how == Drop || how == DropLate || how == Return ? task : thread);
    f.borrow(F::at(c, {n}), Place(x), Reason::CapturedByReference);
    f.event(EventKind::StartTask, Place(t), Place(c), Reason::TaskStart).type = closure;
    f.end(c);
    if (how == Join)
      f.event(EventKind::JoinTask, Place(t));
    if (how == Detach)
      f.event(EventKind::DetachTask, Place(t));
    if (how == Return)
      f.transfer(Place(f.result(task)), Place(t), task);
    // Destroyed in the wrong order the wait comes too late.
    f.exit(how == DropLate ? std::vector<LocationId>{x, t} : std::vector<LocationId>{t, x});
    return run(f);
  };
  CHECK(build(Join).escapes.empty());
  CHECK(build(Drop).escapes.empty());
  CHECK(build(DropLate).escapes == "x to {task}\n");
  Confirmed detached = build(Detach);
  CHECK(detached.escapes == "x to {task}\n");
  CHECK(detached.result.escapes.at(0).throughTask);
  CHECK(build(Return).escapes == "x to {task}\n");
}

TEST_CASE_METHOD(Confirming, "member and parameter as sinks") {
  FieldId m = field("out_");
  TypeId object = record("Stream", {{m, pointer}});
  F f(*this);
  auto self = f.self(object);
  auto q = f.param("q", pointerToPointer);
  auto x = f.local("x", value);
  auto y = f.local("y", value);
  f.borrow(F::at(self, {step::Deref, m}), Place(x));
  f.borrow(F::deref(q), Place(y));
  f.exit({x, y});
  CHECK(run(f).escapes == "x to {this->out_}\ny to {param q}\n");
}

TEST_CASE_METHOD(Confirming, "storage that grew under a pointer into it") {
  auto build = [&](Invalidation how, bool node, bool again) {
    TypeId container = type(TypeClass::Owner, "container", value);
    unit.types[container.value].container = true;
    unit.types[container.value].nodeBased = node;
    F f(*this);
    auto v = f.local("v", container);
    auto r = f.local("r", pointer);
    f.kill(Place(v), false);
    f.borrow(Place(r), F::element(v), Reason::ReferenceBinding);
    f.invalidate(Place(v), how, "push_back");
    if (again)
      f.borrow(Place(r), F::element(v), Reason::ReferenceBinding);
    f.use(Place(r));
    f.exit({r, v});
    return run(f).escapes;
  };
  CHECK(build(Invalidation::Growth, false, false) == "v's storage invalidated by push_back to {local r}\n");
  CHECK(build(Invalidation::Growth, true, false).empty());
  CHECK(build(Invalidation::All, true, false) == "v's storage invalidated by push_back to {local r}\n");
  CHECK(build(Invalidation::Growth, false, true).empty());
  CHECK(build(Invalidation::Erased, false, false) == "v's storage invalidated by push_back may to {local r}\n");
}

TEST_CASE_METHOD(Confirming, "thrown address") {
  F f(*this);
  auto x = f.local("x", value);
  f.borrow(Place(f.fn.exception), Place(x), Reason::Throw);
  f.exit({x});
  CHECK(run(f).escapes == "x to {exception}\n");
}

TEST_CASE_METHOD(Confirming, "a way that does not return ends no frame") {
  StaticId g = global("g", pointer);
  auto build = [&](bool noReturn) {
    F f(*this);
    auto x = f.local("x", value);
    auto gl = f.global(g);
    f.borrow(Place(gl), Place(x));
    f.opaque("abort", {}).noReturn = noReturn;
    f.leave({x});
    return run(f);
  };
  Confirmed r = build(true);
  CHECK(r.escapes.empty());
  CHECK(r.summary == "does not return\n");
  CHECK(build(false).escapes == "x may to {static g}\n");
}

TEST_CASE_METHOD(Confirming, "object of main in a global is may") {
  StaticId g = global("g", pointer);
  F f(*this, "main");
  f.fn.isMain = true;
  auto x = f.local("x", value);
  auto gl = f.global(g);
  f.borrow(Place(gl), Place(x));
  f.exit({x});
  CHECK(run(f).escapes == "x may to {static g}\n");
}

TEST_CASE_METHOD(Confirming, "pattern is always may") {
  F f(*this);
  f.fn.pattern = true;
  auto x = f.local("x", value);
  f.borrow(Place(f.result(pointer)), Place(x));
  f.exit({x});
  CHECK(run(f).escapes == "x may to {result}\n");
}

TEST_CASE_METHOD(Confirming, "closure that stays, and one a copy of which goes out") {
  FieldId n = field("n");
  TypeId closure = record("lambda", {{n, pointer}}, true);
  StaticId g = global("g_fn", box);
  auto build = [&](bool kept) {
    F f(*this);
    auto p = f.param("p", pointer);
    auto c = f.temp(closure);
    auto l = f.local("l", closure);
    auto gl = f.global(g);
    f.fn.closures = {c};
    f.copy(F::at(c, {n}), Place(p), pointer, Reason::CapturedByValue);
    f.copy(Place(l), Place(c), closure, Reason::Init);
    f.end(c);
    if (kept)
      f.copy(F::at(gl, {step::Storage, step::Deref}), Place(l), closure, Reason::TypeErased);
    f.exit({l});
    Confirmed r = run(f);
    return std::find(r.result.stays.begin(), r.result.stays.end(), c) != r.result.stays.end();
  };
  CHECK(build(false));
  CHECK_FALSE(build(true));
}

TEST_CASE_METHOD(Confirming, "taken back where it is still one's own") {
  // g = &x;  if (g == &x) g = nullptr;   and the same with !=
  StaticId g = global("g", pointer);
  auto build = [&](bool equal) {
    F f(*this);
    auto x = f.local("x", value);
    auto gl = f.global(g);
    auto c = f.param("c", value);
    BlockId entry = f.current();
    BlockId set = f.block();
    f.borrow(Place(gl), Place(x));
    BlockId test = f.block();
    BlockId reset = f.block();
    f.kill(Place(gl));
    BlockId end = f.block();
    f.exit({x});
    f.edge(entry, set, Place(c), false, 0);
    f.edge(entry, test, Place(c), true, 0);
    f.edge(set, test);
    f.edgeOnAddress(test, reset, Place(gl), equal, Place(x));
    f.edgeOnAddress(test, end, Place(gl), !equal, Place(x));
    f.edge(reset, end);
    return run(f).escapes;
  };
  CHECK(build(true).empty());
  CHECK(build(false) == "x to {static g}\n");
}

TEST_CASE_METHOD(Confirming, "one of several elements is taken out or overwritten") {
  StaticId g = global("g", ownerOfPointers);
  auto build = [&](int how) {
    F f(*this);
    auto x = f.local("x", value);
    auto gl = f.global(g);
    f.borrow(F::element(gl), Place(x), Reason::Inserted);
    if (how == 1)
      f.invalidate(Place(gl), Invalidation::Erased, "pop_front");
    if (how == 2)
      f.kill(F::element(gl));
    if (how == 3)
      f.kill(Place(gl), false);
    f.exit({x});
    return run(f).escapes;
  };
  CHECK(build(0) == "x to {static g}\n");
  CHECK(build(1) == "x may to {static g}\n");
  CHECK(build(2) == "x may to {static g}\n");
  CHECK(build(3).empty());
}

TEST_CASE_METHOD(Confirming, "value of an expression in a loop is made anew") {
  // while (c) v.insert(v.end(), 0);   the iterator is a slot that the call of its constructor fills
  F make(*this, "make");
  auto to = make.param("to", pointerTo(view));
  auto from = make.param("from", pointer);
  make.copy(F::at(to, {step::Deref, step::Storage}), Place(from), pointer);
  make.exit();
  learn(make);
  summaries[FnKey::of("make")].effects.clear(); // as models say it: added, not overwritten
  auto build = [&](bool stale) {
    F f(*this);
    auto c = f.param("c", value);
    auto v = f.local("v", owner);
    auto it = f.slot(view);
    auto place = f.slot(pointerTo(view));
    auto element = f.slot(pointer);
    BlockId entry = f.current();
    f.kill(Place(v), false);
    BlockId head = f.block();
    BlockId body = f.block();
    f.borrow(Place(element), F::element(v));
    f.borrow(Place(place), Place(it));
    if (stale)
      f.invalidate(Place(v), Invalidation::Growth, "insert");
    f.call("make", {Place(place), Place(element)});
    f.use(F::storage(it));
    f.invalidate(Place(v), Invalidation::Growth, "insert");
    BlockId end = f.block();
    f.exit({v});
    f.edge(entry, head);
    f.edge(head, body, Place(c), false, 0);
    f.edge(head, end, Place(c), true, 0);
    f.edge(body, head);
    return run(f).escapes;
  };
  CHECK(build(false).empty());
  CHECK_FALSE(build(true).empty());
}

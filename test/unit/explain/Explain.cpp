#include "explain/Explain.h"
#include "explain/HandMade.h"

using namespace escape;
using namespace escape::test;

namespace {

Callee unknown(FnKey) { return {}; }

/// The hops and steps as text, indented.
std::string text(const Path &path, const std::string &indent = "") {
  std::string out;
  for (const Hop &hop : path) {
    out += indent + hop.to + " = " + hop.from + "\n";
    for (const Step &step : hop.steps) {
      out += indent + "  " + step.expression + " (" + describe(step) + ")\n";
      out += text(step.inside, indent + "    ");
    }
  }
  return out;
}

Escape outlived(LocationId object, Sink sink, RecordId record) {
  Escape escape;
  escape.object = object;
  escape.sink = std::move(sink);
  escape.record = record;
  return escape;
}

} // namespace

TEST_CASE("steps up to something visible make one hop") {
  HandMade m;
  FileId f = m.file("a.cpp", "int *f() { int x; int *p = &x; return p; }");
  Function fn;
  fn.flow.name = "f";
  fn.flow.body = Span{f, 0, uint32_t(m.unit.files[0].text->size()), false};
  LocationId x = fn.add(LocationKind::Local, "x", m.at(f, "x"), m.pointer());
  LocationId p = fn.add(LocationKind::Local, "p", m.at(f, "p"));
  LocationId slot = fn.add(LocationKind::Slot, "", m.at(f, "&x"));
  LocationId result = fn.add(LocationKind::Result);
  RecordId a = fn.record(EventKind::Borrow, Reason::AddressOf, place(slot), place(x), m.at(f, "&x"));
  RecordId b = fn.record(EventKind::Copy, Reason::Init, place(p), place(slot), m.at(f, "p = &x"), a);
  RecordId c = fn.record(EventKind::Copy, Reason::Return, place(result), place(p), m.at(f, "p", 2), b);
  fn.confirmed.escapes.push_back(outlived(x, Sink{.kind = Sink::Kind::Result}, c));

  std::vector<Verdict> verdicts = explain(m.unit, fn.flow, fn.confirmed, unknown);
  REQUIRE(verdicts.size() == 1);
  const Verdict &verdict = verdicts[0];
  CHECK(verdict.kind == VerdictKind::Escapes);
  CHECK(verdict.object == "x");
  CHECK(verdict.storage == "automatic");
  CHECK(verdict.function == "f");
  CHECK(verdict.span == m.at(f, "x"));
  CHECK(text(verdict.path) == "p = &x\n"
                              "  &x (address-of)\n"
                              "  &x (init)\n"
                              "{result} = p\n"
                              "  p (return)\n");
  CHECK(verdict.path[0].derefs == -1);
  CHECK(verdict.path[1].derefs == 0);
  // The frame ends it: at the closing brace.
  CHECK(m.unit.text(verdict.escape->ended) == "}");
}

TEST_CASE("dereferences add up over slots") {
  HandMade m;
  FileId f = m.file("a.cpp", "q = **p;");
  Function fn;
  LocationId p = fn.add(LocationKind::Param, "p", m.at(f, "p"));
  LocationId slot = fn.add(LocationKind::Slot, "", m.at(f, "*p"));
  LocationId result = fn.add(LocationKind::Result);
  using namespace step;
  RecordId a = fn.record(EventKind::Copy, Reason::Indirection, place(slot), place(p, {Deref}), m.at(f, "*p"));
  RecordId b = fn.record(EventKind::Copy, Reason::Return, place(result), place(slot, {Deref}), m.at(f, "**p"), a);
  fn.confirmed.leaks.push_back({p, Sink{.kind = Sink::Kind::Result}, 2, false, {}, b});
  std::vector<Verdict> verdicts = explain(m.unit, fn.flow, fn.confirmed, unknown);
  REQUIRE(verdicts.size() == 1);
  CHECK(verdicts[0].kind == VerdictKind::LeakingParam);
  CHECK(verdicts[0].level == 2);
  REQUIRE(verdicts[0].path.size() == 1);
  CHECK(verdicts[0].path[0].from == "**p");
  CHECK(verdicts[0].path[0].derefs == 2);
}

TEST_CASE("a callee's own steps stand inside the call") {
  HandMade m;
  FileId f = m.file("a.cpp", "int *id(int *a) { return a; }\nint *f() { int x; return id(&x); }\n");
  Function id;
  id.flow.key = FnKey::of("id");
  id.flow.name = "id";
  LocationId a = id.add(LocationKind::Param, "a", m.at(f, "a"));
  LocationId idResult = id.add(LocationKind::Result);
  RecordId inside = id.record(EventKind::Copy, Reason::Return, place(idResult), place(a), m.at(f, "return a"));

  Function fn;
  fn.flow.key = FnKey::of("f");
  LocationId x = fn.add(LocationKind::Local, "x", m.at(f, "x"));
  LocationId arg = fn.add(LocationKind::Slot, "", m.at(f, "&x"));
  LocationId call = fn.add(LocationKind::Slot, "", m.at(f, "id(&x)"));
  LocationId result = fn.add(LocationKind::Result);
  CallSite site;
  site.knowledge = Knowledge::Body;
  site.span = m.at(f, "id(&x)");
  site.result = place(call);
  site.arguments.push_back({place(arg), place(arg), {}, m.at(f, "&x"), false, true});
  RecordId r1 = fn.record(EventKind::Borrow, Reason::AddressOf, place(arg), place(x), m.at(f, "&x"));
  RecordId r2 = fn.call(site, r1, id.flow.key, inside);
  RecordId r3 = fn.record(EventKind::Copy, Reason::Return, place(result), place(call), m.at(f, "return id(&x)"), r2);
  fn.confirmed.escapes.push_back(outlived(x, Sink{.kind = Sink::Kind::Result}, r3));

  auto callees = [&](FnKey key) { return key == id.flow.key ? Callee{&id.flow, &id.confirmed} : Callee{}; };
  std::vector<Verdict> verdicts = explain(m.unit, fn.flow, fn.confirmed, callees);
  REQUIRE(verdicts.size() == 1);
  CHECK(text(verdicts[0].path) == "a = &x\n"
                                  "  &x (address-of)\n"
                                  "  id(&x) (call argument)\n"
                                  "    {result} = a\n"
                                  "      return a (return)\n"
                                  "{result} = id(&x)\n"
                                  "  id(&x) (call result)\n"
                                  "  return id(&x) (return)\n");

  // Without the body the call is one step.
  CHECK(text(explain(m.unit, fn.flow, fn.confirmed, unknown)[0].path) == "{result} = &x\n"
                                                                         "  &x (address-of)\n"
                                                                         "  id(&x) (call result)\n"
                                                                         "  return id(&x) (return)\n");
}

TEST_CASE("a sink inside the callee ends the path there") {
  HandMade m;
  FileId f = m.file("a.cpp", "int *g; void keep(int *a) { g = a; }\nvoid f() { int x; keep(&x); }\n");
  Function keep;
  keep.flow.key = FnKey::of("keep");
  LocationId a = keep.add(LocationKind::Param, "a", m.at(f, "a"));
  LocationId g = keep.add(LocationKind::Static, "g");
  RecordId inside = keep.record(EventKind::Copy, Reason::Assign, place(g), place(a), m.at(f, "g = a"));

  Function fn;
  fn.flow.key = FnKey::of("f");
  LocationId x = fn.add(LocationKind::Local, "x", m.at(f, "x"));
  LocationId arg = fn.add(LocationKind::Slot, "", m.at(f, "&x"));
  CallSite site;
  site.knowledge = Knowledge::Body;
  site.span = m.at(f, "keep(&x)");
  site.arguments.push_back({place(arg), place(arg), {}, m.at(f, "&x"), false, true});
  RecordId r1 = fn.record(EventKind::Borrow, Reason::AddressOf, place(arg), place(x), m.at(f, "&x"));
  RecordId r2 = fn.call(site, r1, keep.flow.key, inside);
  fn.confirmed.escapes.push_back(outlived(x, Sink{.kind = Sink::Kind::Static, .name = "g"}, r2));
  auto callees = [&](FnKey key) { return key == keep.flow.key ? Callee{&keep.flow, &keep.confirmed} : Callee{}; };
  CHECK(text(explain(m.unit, fn.flow, fn.confirmed, callees)[0].path) == "a = &x\n"
                                                                         "  &x (address-of)\n"
                                                                         "  keep(&x) (call argument)\n"
                                                                         "    {static g} = a\n"
                                                                         "      g = a (assign)\n");
}

TEST_CASE("recursion does not unfold for ever") {
  HandMade m;
  FileId f = m.file("a.cpp", "int *f(int *p) { return f(p); }");
  Function fn;
  fn.flow.key = FnKey::of("f");
  LocationId p = fn.add(LocationKind::Param, "p", m.at(f, "p"));
  LocationId slot = fn.add(LocationKind::Slot, "", m.at(f, "f(p)"));
  LocationId result = fn.add(LocationKind::Result);
  CallSite site;
  site.knowledge = Knowledge::Body;
  site.span = m.at(f, "f(p)");
  site.result = place(slot);
  site.arguments.push_back({place(p), place(p), {}, m.at(f, "p", 2), false, false});
  RecordId r1 = fn.call(site, {}, fn.flow.key, RecordId(1u));
  RecordId r2 = fn.record(EventKind::Copy, Reason::Return, place(result), place(slot), m.at(f, "return f(p)"), r1);
  REQUIRE(r2 == RecordId(1u));
  fn.confirmed.leaks.push_back({p, Sink{.kind = Sink::Kind::Result}, 0, false, {}, r2});
  auto callees = [&](FnKey) { return Callee{&fn.flow, &fn.confirmed}; };
  std::vector<Verdict> verdicts = explain(m.unit, fn.flow, fn.confirmed, callees);
  CHECK(text(verdicts[0].path) == "{result} = p\n"
                                  "  f(p) (call result)\n"
                                  "  return f(p) (return)\n");
}

TEST_CASE("opaque calls say why they are") {
  HandMade m;
  FileId f = m.file("a.cpp", "ext(&x)");
  auto reason = [&](AssumptionKind why) {
    Function fn;
    LocationId x = fn.add(LocationKind::Local, "x", m.at(f, "x"));
    LocationId arg = fn.add(LocationKind::Slot, "", m.at(f, "&x"));
    CallSite site;
    site.why = why;
    site.span = m.at(f, "ext(&x)");
    RecordId r1 = fn.record(EventKind::Borrow, Reason::AddressOf, place(arg), place(x), m.at(f, "&x"));
    RecordId r2 = fn.call(site, r1);
    fn.confirmed.escapes.push_back(outlived(x, Sink{}, r2));
    fn.confirmed.escapes[0].assumptions = {m.assume(why)};
    return text(explain(m.unit, fn.flow, fn.confirmed, unknown)[0].path);
  };
  std::string start = "{unknown} = &x\n  &x (address-of)\n  ext(&x) (call argument: ";
  CHECK(reason(AssumptionKind::NoBody) == start + "no body visible)\n");
  CHECK(reason(AssumptionKind::OpenVirtual) == start + "virtual call)\n");
  CHECK(reason(AssumptionKind::FunctionPointer) == start + "function pointer)\n");
  CHECK(reason(AssumptionKind::Variadic) == start + "variadic)\n");
}

TEST_CASE("a model says how a value goes on") {
  HandMade m;
  FileId f = m.file("a.cpp", "v.push_back(&x); s.data(); fn = [&x] { };");
  Summary pushes, data, assigns;
  pushes.flows.push_back(
      {{RootKind::This, 0, {}}, {RootKind::Argument, 0, {}}, FlowKind::Copy, Reason::Inserted, {}, {}, {}});
  data.flows.push_back(
      {{RootKind::Result, 0, {}}, {RootKind::This, 0, {}}, FlowKind::Address, Reason::ViewOfOwner, {}, {}, {}});
  assigns.flows.push_back(
      {{RootKind::This, 0, {}}, {RootKind::Argument, 0, {}}, FlowKind::Move, Reason::TypeErased, {}, {}, {}});
  m.unit.known = {pushes, data, assigns};

  Function fn;
  LocationId x = fn.add(LocationKind::Local, "x", m.at(f, "x"));
  LocationId v = fn.add(LocationKind::Local, "v", m.at(f, "v"));
  LocationId s = fn.add(LocationKind::Local, "s", m.at(f, "s"));
  LocationId arg = fn.add(LocationKind::Slot, "", m.at(f, "&x"));
  LocationId self = fn.add(LocationKind::Slot, "", m.at(f, "v"));
  LocationId result = fn.add(LocationKind::Result);
  CallSite site;
  site.knowledge = Knowledge::Model;
  site.known = KnownId(0u);
  site.span = m.at(f, "v.push_back(&x)");
  site.self = place(self);
  site.arguments.push_back({place(arg), place(arg), {}, m.at(f, "&x"), false, true});
  RecordId r1 = fn.record(EventKind::Borrow, Reason::AddressOf, place(arg), place(x), m.at(f, "&x"));
  RecordId r2 = fn.call(site, r1);
  RecordId r3 = fn.record(EventKind::Transfer, Reason::Return, place(result), place(v), m.at(f, "v"));
  Escape escape = outlived(x, Sink{.kind = Sink::Kind::Result}, r2);
  escape.holders = {r3};
  fn.confirmed.escapes = {escape};
  CHECK(text(explain(m.unit, fn.flow, fn.confirmed, unknown)[0].path) == "v = &x\n"
                                                                         "  &x (address-of)\n"
                                                                         "  v.push_back(&x) (inserted)\n"
                                                                         "{result} = v\n"
                                                                         "  v (return)\n");

  // The object of a member function is passed as an address, but that is not how one reads it.
  LocationId object = fn.add(LocationKind::Slot, "", m.at(f, "s"));
  CallSite view;
  view.knowledge = Knowledge::Model;
  view.known = KnownId(1u);
  view.span = m.at(f, "s.data()");
  view.self = place(object);
  view.result = place(result);
  RecordId r4 = fn.record(EventKind::Borrow, Reason::AddressOf, place(object), place(s), m.at(f, "s"));
  RecordId r5 = fn.call(view, r4);
  fn.confirmed.escapes = {outlived(s, Sink{.kind = Sink::Kind::Result}, r5)};
  CHECK(text(explain(m.unit, fn.flow, fn.confirmed, unknown)[0].path) == "{result} = s.data()\n"
                                                                         "  s.data() (view-of-owner)\n");

  CallSite assign = site;
  assign.callee = "std::function::operator=";
  assign.known = KnownId(2u);
  assign.span = m.at(f, "fn = [&x] { }");
  RecordId r6 = fn.call(assign, r1);
  fn.confirmed.escapes = {outlived(x, Sink{.kind = Sink::Kind::Static, .name = "fn"}, r6)};
  CHECK(text(explain(m.unit, fn.flow, fn.confirmed, unknown)[0].path) == "{static fn} = &x\n"
                                                                         "  &x (address-of)\n"
                                                                         "  fn = … (type-erased into std::function)\n");
}

TEST_CASE("the summary says where a callee's steps begin and end") {
  HandMade m;
  FileId f = m.file("a.cpp", "int use(R &r) { return r.read(); }\nvoid f() { B b; use(b); }\n");
  Function use;
  use.flow.key = FnKey::of("use");
  LocationId r = use.add(LocationKind::Param, "r", m.at(f, "r", 2), m.reference());
  CallSite read;
  read.why = AssumptionKind::OpenVirtual;
  read.span = m.at(f, "r.read()");
  read.self = place(r);
  RecordId inside = use.call(read); // no step before: nothing but the summary knows that it is r
  use.confirmed.summary.flows.push_back(
      {{RootKind::Unknown, 0, {}}, {RootKind::Param, 0, {}}, FlowKind::Copy, Reason::CallArgument, {}, inside, {}});

  Function fn;
  fn.flow.key = FnKey::of("f");
  LocationId b = fn.add(LocationKind::Local, "b", m.at(f, "b"));
  LocationId arg = fn.add(LocationKind::Slot, "", m.at(f, "b", 2), m.reference());
  CallSite site;
  site.knowledge = Knowledge::Body;
  site.span = m.at(f, "use(b)");
  site.arguments.push_back({place(arg), place(arg, {step::Deref}), {}, m.at(f, "b", 2), true, false});
  RecordId r1 =
      fn.record(EventKind::Borrow, Reason::InterfaceConverted, place(arg), place(b), m.at(f, "b", 2), {}, "B to R");
  RecordId r2 = fn.call(site, r1, use.flow.key, inside);
  fn.confirmed.escapes.push_back(outlived(b, Sink{}, r2));
  auto callees = [&](FnKey key) { return key == use.flow.key ? Callee{&use.flow, &use.confirmed} : Callee{}; };
  CHECK(text(explain(m.unit, fn.flow, fn.confirmed, callees)[0].path) ==
        "r = &b\n"
        "  b (interface-converted: B to R)\n"
        "  use(b) (call argument)\n"
        "    {unknown} = r\n"
        "      r.read() (call argument: virtual call)\n");
}

TEST_CASE("what lies in a temporary goes on in one hop") {
  HandMade m;
  FileId f = m.file("a.cpp", "cbs.push_back(make(&x));");
  Function fn;
  LocationId x = fn.add(LocationKind::Local, "x", m.at(f, "x"));
  LocationId temp = fn.add(LocationKind::Temp, "", m.at(f, "make(&x)"));
  LocationId g = fn.add(LocationKind::Static, "cbs");
  RecordId in = fn.record(EventKind::Borrow, Reason::AddressOf, place(temp), place(x), m.at(f, "&x"));
  RecordId out = fn.record(EventKind::Transfer, Reason::Inserted, place(g), place(temp), m.at(f, "cbs"));
  Escape escape = outlived(x, Sink{.kind = Sink::Kind::Static, .name = "cbs"}, in);
  escape.holders = {out};
  fn.confirmed.escapes = {escape};
  CHECK(text(explain(m.unit, fn.flow, fn.confirmed, unknown)[0].path) == "{static cbs} = &x\n"
                                                                         "  &x (address-of)\n"
                                                                         "  cbs (inserted)\n");
}

TEST_CASE("where an object ends") {
  HandMade m;
  FileId f = m.file("a.cpp", "f() { { int x; } return 0; }");
  Function fn;
  fn.flow.body = m.at(f, "{ { int x; } return 0; }");
  LocationId x = fn.add(LocationKind::Local, "x", m.at(f, "x"));
  Escape escape = outlived(x, Sink{.kind = Sink::Kind::Result}, {});
  auto ended = [&](Span span) {
    escape.ended = span;
    fn.confirmed.escapes = {escape};
    return explain(m.unit, fn.flow, fn.confirmed, unknown)[0].escape->ended;
  };
  CHECK(ended({}) == m.at(f, "}", 2));                 // the function's closing brace
  CHECK(ended(m.at(f, "{ int x; }")) == m.at(f, "}")); // the block's
  CHECK(ended(m.at(f, "return 0")) == m.at(f, "return 0"));
}

TEST_CASE("how the holder got out follows") {
  HandMade m;
  FileId f = m.file("a.cpp", "h->f = &x; g = h;");
  FieldId field = m.field("f");
  Function fn;
  LocationId x = fn.add(LocationKind::Local, "x", m.at(f, "x"));
  LocationId h = fn.add(LocationKind::Local, "h", m.at(f, "h"));
  LocationId g = fn.add(LocationKind::Static, "g");
  using namespace step;
  RecordId in = fn.record(EventKind::Borrow, Reason::Assign, place(h, {Deref, field}), place(x), m.at(f, "h->f = &x"));
  RecordId out = fn.record(EventKind::Copy, Reason::Assign, place(g), place(h), m.at(f, "g = h"));
  Escape escape = outlived(x, Sink{.kind = Sink::Kind::Static, .name = "g"}, in);
  escape.holders = {out};
  fn.confirmed.escapes.push_back(escape);
  CHECK(text(explain(m.unit, fn.flow, fn.confirmed, unknown)[0].path) == "h->f = &x\n"
                                                                         "  h->f = &x (assign)\n"
                                                                         "{static g} = h\n"
                                                                         "  g = h (assign)\n");
}

TEST_CASE("long paths keep their ends and say what is missing") {
  HandMade m;
  FileId f = m.file("a.cpp", "x = y");
  Function fn;
  LocationId x = fn.add(LocationKind::Local, "x", m.at(f, "x"));
  RecordId last = fn.record(EventKind::Borrow, Reason::Assign, place(x), place(x), m.at(f, "x"));
  for (int i = 0; i < 40; ++i) {
    LocationId next = fn.add(LocationKind::Local, "v" + std::to_string(i));
    LocationId before = LocationId(next.value - 1);
    last = fn.record(EventKind::Copy, Reason::Assign, place(next), place(before), m.at(f, "x = y"), last);
  }
  fn.confirmed.escapes.push_back(outlived(x, Sink{.kind = Sink::Kind::Result}, last));
  Path path = explain(m.unit, fn.flow, fn.confirmed, unknown)[0].path;
  CHECK(path.size() == 24);
  CHECK(path[15].to.empty());
  CHECK(path[15].from == "18 more");
  CHECK(path.front().from == "&x");
  CHECK(path.back().to == "{result}");
}

TEST_CASE("what gets a line") {
  HandMade m;
  FileId f = m.file("a.cpp", "auto l = [&] { }; int big; p");
  Function fn;
  fn.flow.span = m.at(f, "l");
  LocationId p = fn.add(LocationKind::Param, "p", m.at(f, "p"));
  LocationId nameless = fn.add(LocationKind::Param, "", m.at(f, "p"));
  LocationId range = fn.add(LocationKind::Local, "__range", m.at(f, "l"));
  fn.flow.locations[range.value].implicit = true;
  LocationId closure = fn.add(LocationKind::Slot, "", m.at(f, "[&] { }"), m.closure());
  LocationId self = fn.add(LocationKind::This);
  LocationId big = fn.add(LocationKind::Local, "big", m.at(f, "big"));
  fn.confirmed.stays = {p, nameless, range, closure, self};
  fn.flow.tooLarge = {{big, 11534336}};

  std::vector<Verdict> verdicts = explain(m.unit, fn.flow, fn.confirmed, unknown);
  REQUIRE(verdicts.size() == 4);
  CHECK(verdicts[0].object == "this"); // at the function's name
  CHECK(verdicts[1].object == "[lambda at a.cpp:1:10]");
  CHECK(verdicts[2].object == "big");
  CHECK(verdicts[2].kind == VerdictKind::TooLargeForStack);
  CHECK(verdicts[2].bytes == 11534336);
  CHECK(verdicts[3].object == "p");

  fn.flow.lambda = true; // the closure's own this is nobody's parameter
  CHECK(explain(m.unit, fn.flow, fn.confirmed, unknown).size() == 3);
  fn.flow.user = false;
  CHECK(explain(m.unit, fn.flow, fn.confirmed, unknown).empty());
}

TEST_CASE("storage that went is used, not escaped") {
  HandMade m;
  FileId f = m.file("a.cpp", "v r");
  Function fn;
  LocationId v = fn.add(LocationKind::Local, "v", m.at(f, "v"));
  Escape escape = outlived(v, Sink{.kind = Sink::Kind::Local, .name = "r"}, {});
  escape.kind = EscapeKind::Invalidated;
  escape.operation = "push_back";
  fn.confirmed.escapes = {escape};
  CHECK(explain(m.unit, fn.flow, fn.confirmed, unknown)[0].kind == VerdictKind::UsedAfter);
  // What still holds it when the function ends outlives it.
  fn.confirmed.escapes[0].sink = Sink{.kind = Sink::Kind::Static, .name = "g"};
  CHECK(explain(m.unit, fn.flow, fn.confirmed, unknown)[0].kind == VerdictKind::Escapes);
}

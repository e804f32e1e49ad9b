#include "explain/Names.h"
#include "explain/HandMade.h"

using namespace escape;
using namespace escape::test;

TEST_CASE("source text becomes one line") {
  CHECK(oneLine("a + b") == "a + b");
  CHECK(oneLine("f(a,\n      b)") == "f(a, b)");
  CHECK(oneLine("f( /* why */ a )") == "f( a )");
  CHECK(oneLine("f(a, // first\n  b)") == "f(a, b)");
  CHECK(oneLine("s = \"// no comment\"") == "s = \"// no comment\"");
  CHECK(oneLine("1'000'000 + f('\"') /* x */ + g") == "1'000'000 + f('\"') + g");
}

TEST_CASE("long text is elided") {
  CHECK(oneLine("on_done = [&n] {\n  return n;\n}") == "on_done = …");
  CHECK(oneLine("[x = 1] {\n  return x; }") == "[x = 1] { return x; }"); // an = inside brackets is no assignment
  std::string text = oneLine(std::string(100, 'a'));
  CHECK(text == std::string(59, 'a') + "…");
  // Not inside a character: 58 bytes, then a two-byte one that would be split.
  CHECK(oneLine(std::string(58, 'a') + "\xC3\xA9" + std::string(20, 'b')) == std::string(58, 'a') + "…");
}

TEST_CASE("locations print as the user wrote them") {
  HandMade m;
  FileId f = m.file("a.cpp", "auto l = [&] { };\nint x = a  +  b;\n");
  Function fn;
  fn.flow.lambda = false;
  LocationId x = fn.add(LocationKind::Local, "x");
  LocationId slot = fn.add(LocationKind::Slot, "", m.at(f, "a  +  b"));
  LocationId closure = fn.add(LocationKind::Slot, "", m.at(f, "[&] { }"), m.closure());
  LocationId self = fn.add(LocationKind::This);
  LocationId g = fn.add(LocationKind::Static, "g");
  LocationId result = fn.add(LocationKind::Result);
  Names names(m.unit, fn.flow, nullptr);
  CHECK(names.of(x) == "x");
  CHECK(names.of(slot) == "a + b");
  CHECK(names.of(closure) == "[lambda at a.cpp:1:10]");
  CHECK(names.of(self) == "this");
  CHECK(names.of(g) == "{static g}");
  CHECK(names.of(result) == "{result}");
  CHECK(names.visible(x));
  CHECK(names.visible(closure));
  CHECK_FALSE(names.visible(slot));
}

TEST_CASE("places print as expressions") {
  HandMade m;
  Type record;
  record.cls = TypeClass::Record;
  TypeId s = m.type(record);
  Type vector;
  vector.cls = TypeClass::Owner;
  vector.container = true;
  Type optional;
  optional.cls = TypeClass::Inline;
  optional.spelling = "std::optional<int *>";
  Type array;
  array.cls = TypeClass::Inline;
  array.spelling = "int *[4]";
  FieldId next = m.field("next");
  Function fn;
  LocationId p = fn.add(LocationKind::Param, "p", {}, m.pointer(s));
  LocationId r = fn.add(LocationKind::Param, "r", {}, m.reference(s));
  LocationId v = fn.add(LocationKind::Local, "v", {}, m.type(vector));
  LocationId o = fn.add(LocationKind::Local, "o", {}, m.type(optional));
  LocationId a = fn.add(LocationKind::Local, "a", {}, m.type(array));
  LocationId self = fn.add(LocationKind::This, "", {}, m.pointer(s));
  Names names(m.unit, fn.flow, nullptr);
  using namespace step;
  CHECK(names.of(place(p, {Deref})) == "*p");
  CHECK(names.of(place(p, {Deref, Deref})) == "**p");
  CHECK(names.of(place(p, {Deref, next})) == "p->next");
  CHECK(names.of(place(p, {Deref, next, Deref, next})) == "p->next->next");
  CHECK(names.of(place(r, {Deref, next})) == "r.next");
  CHECK(names.of(place(v, {Storage, Deref, Element})) == "v[…]");
  CHECK(names.of(place(v, {Storage})) == "v");
  CHECK(names.of(place(o, {Element})) == "*o");
  CHECK(names.of(place(a, {Element})) == "a[…]");
  CHECK(names.of(place(a, {Element, Deref})) == "*a[…]");
  CHECK(names.value(place(p), true) == "&p");
  CHECK(names.value(place(p, {Deref}), true) == "&*p");
  CHECK(names.value(place(r, {Deref}), true) == "r"); // the address a reference holds
  CHECK(names.end(place(p, {Deref})) == "{param p}");
  CHECK(names.end(place(self, {Deref, next})) == "{this->next}");
  CHECK(names.end(place(self, {Deref})) == "{this}");
}

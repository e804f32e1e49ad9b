// Fields, two levels deep and through constructors: what one field holds does not taint the other.
#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

struct Pair {
  int *p = nullptr;
  int *q = nullptr;
};
struct Nest {
  Pair a;
  Pair b;
  int number = 0;
};
Pair global_pair;
Nest global_nest;
int static_number;

// ---- fields two deep: one function ----

int *harmful_field() {
  int x = 1;
  Pair pair;
  pair.p = &x;
  return pair.p; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *harmless_field() {
  int x = 1;
  Pair pair;
  pair.p = &x;
  return pair.q;
}
int *harmful_field_two_deep() {
  int x = 1;
  Nest n;
  n.a.p = &x;
  return n.a.p; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *harmless_field_two_deep() {
  int x = 1;
  Nest n;
  n.a.p = &x;
  return n.b.p;
}
int *harmless_neighbour_two_deep() {
  int x = 1;
  Nest n;
  n.a.p = &x;
  return n.a.q;
}
Pair inner_struct_copied() {
  int x = 1;
  Nest n;
  n.a.p = &x;
  Pair pair = n.a;
  return pair; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
Pair other_inner_struct_copied() {
  int x = 1;
  Nest n;
  n.a.p = &x;
  Pair pair = n.b;
  return pair;
}
void global_two_deep() {
  int x = 1;
  global_nest.b.q = &x; // expected-warning {{address of local 'x' is stored in static 'global_nest': 'x' ends with the function [escape-static]}}
}
void global_two_deep_reset() {
  int x = 1;
  global_nest.b.q = &x;
  global_nest.b.q = nullptr;
}
void global_two_deep_other_reset() {
  int x = 1;
  global_nest.b.q = &x; // expected-warning {{address of local 'x' is stored in static 'global_nest': 'x' ends with the function [escape-static]}}
  global_nest.b.p = nullptr;
}
void global_inner_struct_overwritten() {
  int x = 1;
  global_nest.b.q = &x;
  global_nest.b = Pair();
}
int *harmless_after_copy_of_the_whole() {
  int x = 1;
  Nest n;
  n.a.p = &x;
  Nest m = n;
  return m.a.q;
}
int *harmful_after_copy_of_the_whole() {
  int x = 1;
  Nest n;
  n.a.p = &x;
  Nest m = n;
  return m.a.p; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}

// ---- fields two deep: two functions ----

int *get_p(const Nest &n) { return n.a.p; }
int *get_q(const Nest &n) { return n.a.q; }
void set_p(Nest &n, int *v) { n.a.p = v; }
Pair get_b(const Nest &n) { return n.b; }
int *harmful_by_functions() {
  int x = 1;
  Nest n;
  set_p(n, &x);
  return get_p(n); // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *harmless_by_functions() {
  int x = 1;
  Nest n;
  set_p(n, &x);
  return get_q(n);
}
Pair harmless_struct_by_functions() {
  int x = 1;
  Nest n;
  set_p(n, &x);
  return get_b(n);
}
Nest whole_by_functions() {
  int x = 1;
  Nest n;
  set_p(n, &x);
  return n; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
Nest whole_reset_by_functions() {
  int x = 1;
  Nest n;
  set_p(n, &x);
  set_p(n, nullptr);
  return n;
}
Pair make_pair_of(int *p, int *q) { return {p, q}; }
int *first_of_made() {
  int x = 1;
  return make_pair_of(&x, &static_number).p; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *second_of_made() {
  int x = 1;
  return make_pair_of(&x, &static_number).q;
}

// ---- fields two deep: a class ----

class Window {
public:
  void set_title(std::string_view t) { frame.title = t; }
  void set_owner(int *o) { frame.owner = o; }
  std::string_view title() const { return frame.title; }
  int *owner() const { return frame.owner; }
  void title_of_local() {
    std::string s = "text";
    set_title(s); // expected-warning {{view of local 's' is stored in 'this->frame': 's' ends with the function [escape-member]}}
  }
  void title_of_local_set_back() {
    std::string s = "text";
    set_title(s);
    set_title("literal");
  }

private:
  struct Frame {
    std::string_view title;
    int *owner = nullptr;
  };
  Frame frame;
};
std::string_view title_of_window() {
  std::string s = "text";
  int x = 1;
  Window w;
  w.set_title(s);
  w.set_owner(&x);
  return w.title(); // expected-warning {{view of local 's' is returned: 's' ends with the function [escape-return]}}
}
std::string_view literal_title_of_window() {
  int x = 1;
  Window w;
  w.set_title("literal");
  w.set_owner(&x);
  return w.title();
}
int *owner_of_window() {
  std::string s = "text";
  Window w;
  w.set_title(s);
  w.set_owner(&static_number);
  return w.owner();
}

// ---- member initialisers: one function ----

struct Init {
  int *p;
  int *q;
  explicit Init(int *a) : p(a), q(&static_number) {}
  Init(int *a, int *b) : p(a), q(b) {}
};
Init initialised() {
  int x = 1;
  return Init(&x); // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
Init initialised_with_null() { return Init(nullptr); }
int *harmful_initialised() {
  int x = 1;
  Init i(&x);
  return i.p; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *harmless_initialised() {
  int x = 1;
  Init i(&x);
  return i.q;
}
int *second_of_two_initialised() {
  int x = 1;
  Init i(nullptr, &x);
  return i.q; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *first_of_two_initialised() {
  int x = 1;
  Init i(nullptr, &x);
  return i.p;
}

// ---- member initialisers: two functions ----

Init make_init(int *p) { return Init(p, nullptr); }
int *harmful_made() {
  int x = 1;
  return make_init(&x).p; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *harmless_made() {
  int x = 1;
  return make_init(&x).q;
}
int *pass(int *p) { return p; }
struct InitByFunction {
  int *p;
  int *q;
  explicit InitByFunction(int *a) : p(pass(a)), q(pass(nullptr)) {}
};
int *harmful_initialised_by_a_function() {
  int x = 1;
  return InitByFunction(&x).p; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *harmless_initialised_by_a_function() {
  int x = 1;
  return InitByFunction(&x).q;
}

// ---- member initialisers: a class ----

class Parameter {
public:
  Parameter(int by_value, int &by_reference) : value(by_value), reference(by_reference) {}
  int &get() const { return reference; }

private:
  int value;
  int &reference;
};
class KeepsParameter {
public:
  explicit KeepsParameter(int n) : reference(n) {} // expected-warning {{address of parameter 'n' is stored in 'this->reference': 'n' ends with the function [escape-member]}}
  int &reference;
};
class KeepsTemporary {
public:
  KeepsTemporary() : view(std::string("a text") + "more") {} // expected-warning {{view of temporary 'std::string("a text") + "more"' is stored in 'this->view': 'std::string("a text") + "more"' ends with the full-expression [escape-member]}}
  std::string_view view;
};
class KeepsLiteral {
public:
  KeepsLiteral() : view("literal") {}
  std::string_view view;
};
int &parameter_of_local() {
  int x = 1;
  Parameter p(1, x);
  return p.get(); // expected-warning {{reference to local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int &parameter_of_parameter(int &x) {
  Parameter p(1, x);
  return p.get();
}
struct OwnParts {
  std::string text = "text";
  std::string_view view;
  OwnParts() : view(text) {}
  OwnParts(const OwnParts &) = delete;
};
std::size_t own_parts() {
  OwnParts o;
  return o.view.size();
}
std::string_view view_of_own_parts() {
  OwnParts o;
  return o.view; // expected-warning {{pointer into local 'o' is returned: 'o' ends with the function [escape-return]}}
}

// ---- delegating constructors: one function ----

struct Delegating {
  int *p;
  int *q;
  Delegating(int *a, int *b) : p(a), q(b) {}
  explicit Delegating(int *a) : Delegating(a, nullptr) {}
  explicit Delegating(int **a) : Delegating(nullptr, *a) {}
};
int *delegated_harmful() {
  int x = 1;
  return Delegating(&x).p; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *delegated_harmless() {
  int x = 1;
  return Delegating(&x).q;
}

// ---- delegating constructors: two functions ----

Delegating delegated_by_a_function(int *p) { return Delegating(p); }
Delegating delegated_of_local() {
  int x = 1;
  return delegated_by_a_function(&x); // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
Delegating delegated_of_static() { return delegated_by_a_function(&static_number); }
int *delegated_harmless_by_a_function() {
  int x = 1;
  return delegated_by_a_function(&x).q;
}

// ---- delegating constructors: a class ----

class Text {
public:
  Text() : Text(std::string("a temporary text")) {} // expected-warning {{reference to temporary 'std::string("a temporary text")' is stored in 'this->view': 'std::string("a temporary text")' ends with the full-expression [escape-member]}}
  explicit Text(const std::string &s) : Text(s, 1) {}
  Text(const std::string &s, int n) : view(s), n(n) {}
  explicit Text(const char *s) : view(s), n(2) {}
  std::string_view get() const { return view; }

private:
  std::string_view view;
  int n;
};
std::string_view delegated_text() {
  std::string s = "text";
  return Text(s).get(); // expected-warning {{reference to local 's' is returned: 's' ends with the function [escape-return]}}
}
std::string_view delegated_text_of_parameter(const std::string &s) { return Text(s).get(); }
std::string_view delegated_text_of_literal() { return Text("literal").get(); }

// ---- inherited constructors and base-class fields: one function ----

struct Base {
  int *p = nullptr;
  int *q = nullptr;
  Base() = default;
  explicit Base(int *a) : p(a) {}
};
struct Inherits : Base {
  using Base::Base;
  int *r = nullptr;
};
int *inherited_harmful() {
  int x = 1;
  Inherits i(&x);
  return i.p; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *inherited_harmless() {
  int x = 1;
  Inherits i(&x);
  return i.q;
}
int *inherited_own_harmless() {
  int x = 1;
  Inherits i(&x);
  return i.r;
}
Base sliced() {
  int x = 1;
  Inherits i(&x);
  return i; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
Base sliced_own_harmful() {
  int x = 1;
  Inherits i;
  i.r = &x;
  return i;
}

// ---- inherited constructors and base-class fields: two functions ----

int *base_p(const Base &b) { return b.p; }
int *base_q(const Base &b) { return b.q; }
void set_base(Base &b, int *p) { b.p = p; }
int *base_harmful_by_functions() {
  int x = 1;
  Inherits i;
  set_base(i, &x);
  return base_p(i); // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *base_harmless_by_functions() {
  int x = 1;
  Inherits i;
  set_base(i, &x);
  return base_q(i);
}
int *own_harmful_base_by_functions() {
  int x = 1;
  Inherits i;
  i.r = &x;
  return base_p(i);
}
int *down_cast(Base &b) { return static_cast<Inherits &>(b).r; }
int *down_cast_harmful() {
  int x = 1;
  Inherits i;
  i.r = &x;
  return down_cast(i); // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}

// ---- inherited constructors and base-class fields: a class ----

class Shape {
public:
  explicit Shape(const std::string &n) : name(n) {}
  const std::string &get_name() const { return name; }

protected:
  const std::string &name;
};
class Square : public Shape {
public:
  explicit Square(const std::string &n) : Shape(n) {}
};
class NamedSquare : public Shape {
public:
  NamedSquare() : Shape("a temporary name") {} // expected-warning {{reference to temporary '"a temporary name"' is stored in 'this->name': '"a temporary name"' ends with the full-expression [escape-member]}}
};
class Circle : public Shape {
public:
  using Shape::Shape;
};
Circle circle_of_local() {
  std::string s = "text";
  return Circle(s); // expected-warning {{reference to local 's' is returned: 's' ends with the function [escape-return]}}
}
Circle circle_of_parameter(const std::string &s) { return Circle(s); }
const std::string &name_of_square() {
  std::string s = "text";
  Square q(s);
  return q.get_name(); // expected-warning {{reference to local 's' is returned: 's' ends with the function [escape-return]}}
}
const std::string &name_of_square_of_parameter(const std::string &s) {
  Square q(s);
  return q.get_name();
}
class TwoBases : public Square, public Base {
public:
  TwoBases(const std::string &n, int *p) : Square(n), Base(p) {}
};
int *second_base_harmless(const std::string &s) {
  TwoBases t(s, nullptr);
  return t.p;
}
int *second_base_harmful(const std::string &s) {
  int x = 1;
  TwoBases t(s, &x);
  return t.p; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *second_base_beside_harmful(int *p) {
  std::string s = "text";
  TwoBases t(s, p);
  return t.p;
}

// ---- default member initialisers: one function ----

int *&current() {
  static int *p;
  return p;
}
struct Defaults {
  int number = 1;
  int *own = &number;
  int *none = nullptr;
  const char *text = "literal";
};
int *default_own() {
  Defaults d;
  return d.own; // expected-warning {{address of local 'd' is returned: 'd' ends with the function [escape-return]}}
}
int *default_none() {
  Defaults d;
  return d.none;
}
const char *default_text() {
  Defaults d;
  return d.text;
}
int default_own_read() {
  Defaults d;
  return *d.own;
}

// ---- default member initialisers: two functions ----

int *own_of(const Defaults &d) { return d.own; }
const char *text_of(const Defaults &d) { return d.text; }
int *default_own_by_a_function() {
  Defaults d;
  return own_of(d); // expected-warning {{address of local 'd' is returned: 'd' ends with the function [escape-return]}}
}
const char *default_text_by_a_function() {
  Defaults d;
  return text_of(d);
}
const char *text_default(const char *s = "literal") { return s; }
const char *default_argument() { return text_default(); }
const std::string &string_default(const std::string &s = "temporary") { return s; }
char default_argument_of_temporary() {
  const std::string &s = string_default();
  return s[0]; // expected-warning {{local 's' holds the address of temporary '"temporary"' and is used after the full-expression that made it [escape-temporary]}}
}
char default_argument_of_temporary_at_once() { return string_default()[0]; }

// ---- default member initialisers: a class ----

class Settings {
public:
  std::string_view name() const { return n; }
  std::string_view path() const { return p; }

private:
  std::string own = "own";
  std::string_view n = own;
  std::string_view p = "literal";
};
std::string_view settings_name() {
  Settings s;
  return s.name(); // expected-warning {{pointer into local 's' is returned: 's' ends with the function [escape-return]}}
}
std::string_view settings_path() {
  Settings s;
  return s.path();
}

// ---- aggregates and designated initialisers: one function ----

Pair aggregate() {
  int x = 1;
  return {&x, nullptr}; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
Pair aggregate_of_static() { return {&static_number, nullptr}; }
int *aggregate_harmful() {
  int x = 1;
  Pair pair{nullptr, &x};
  return pair.q; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *aggregate_harmless() {
  int x = 1;
  Pair pair{nullptr, &x};
  return pair.p;
}
int *aggregate_nested_harmful() {
  int x = 1;
  Nest n{{nullptr, nullptr}, {&x, nullptr}, 1};
  return n.b.p; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *aggregate_nested_harmless() {
  int x = 1;
  Nest n{{nullptr, nullptr}, {&x, nullptr}, 1};
  return n.a.p;
}
int *aggregate_brace_elision() {
  int x = 1;
  Nest n{nullptr, nullptr, nullptr, &x, 1};
  return n.b.q; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *aggregate_brace_elision_harmless() {
  int x = 1;
  Nest n{nullptr, nullptr, nullptr, &x, 1};
  return n.b.p;
}
int *designated() {
  int x = 1;
  Pair pair{.p = nullptr, .q = &x};
  return pair.q; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *designated_harmless() {
  int x = 1;
  Pair pair{.p = nullptr, .q = &x};
  return pair.p;
}
Nest designated_nested() {
  int x = 1;
  return {.a = {.p = &x}}; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
Nest designated_nested_of_static() { return {.a = {.p = &static_number}}; }

// ---- aggregates and designated initialisers: two functions ----

int *first(Pair pair) { return pair.p; }
int *second(Pair pair) { return pair.q; }
int *aggregate_passed_harmful() {
  int x = 1;
  return first({&x, nullptr}); // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *aggregate_passed_harmless() {
  int x = 1;
  return second({&x, nullptr});
}
int *designated_passed_harmful() {
  int x = 1;
  return second({.q = &x}); // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *designated_passed_harmless() {
  int x = 1;
  return first({.q = &x});
}
void keep(const Pair &pair) { global_pair = pair; }
void aggregate_kept() {
  int x = 1;
  keep({nullptr, &x}); // expected-warning {{address of local 'x' is stored in static 'global_pair': 'x' ends with the function [escape-static]}}
}
void aggregate_of_static_kept() { keep({nullptr, &static_number}); }

// ---- aggregates and designated initialisers: a class ----

struct Options {
  std::string_view name;
  std::string_view path = "literal";
  bool flag = false;
};
class Program {
public:
  explicit Program(const Options &o) : options(o) {}
  std::string_view name() const { return options.name; }
  std::string_view path() const { return options.path; }

private:
  Options options;
};
std::string_view program_name() {
  std::string s = "text";
  Program p({.name = s});
  return p.name(); // expected-warning {{pointer into local 's' is returned: 's' ends with the function [escape-return]}}
}
std::string_view program_path() {
  std::string s = "text";
  Program p({.name = s});
  return p.path();
}
Program program_of_local() {
  std::string s = "text";
  return Program({.name = s}); // expected-warning {{pointer into local 's' is returned: 's' ends with the function [escape-return]}}
}
Program program_of_parameter(const std::string &s) { return Program({.name = s}); }
struct DerivedOptions : Options {
  int *extra = nullptr;
};
int *derived_aggregate_harmful() {
  int x = 1;
  DerivedOptions o{{"name"}, &x};
  return o.extra; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
std::string_view derived_aggregate_harmless() {
  int x = 1;
  DerivedOptions o{{"name"}, &x};
  return o.name;
}

// ---- arrays: one function ----

struct Slots {
  int *slots[2] = {};
  int *other = nullptr;
};
Slots array_in_a_struct() {
  int x = 1;
  Slots s;
  s.slots[1] = &x;
  return s; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
Slots array_in_a_struct_of_static() {
  Slots s;
  s.slots[1] = &static_number;
  return s;
}
int *beside_an_array() {
  int x = 1;
  Slots s;
  s.slots[1] = &x;
  return s.other;
}
Pair array_of_structs(int i) {
  int x = 1;
  Pair all[2];
  all[0].p = &x;
  return all[0]; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *array_of_structs_harmless() {
  int x = 1;
  Pair all[2];
  all[0].p = &x;
  return all[0].q;
}
std::array<int *, 2> array_aggregate() {
  int x = 1;
  return {&x, nullptr}; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
std::array<int *, 2> array_aggregate_of_static() { return {&static_number, nullptr}; }
int *array_initialised() {
  int x = 1;
  int *all[] = {&x, &x};
  return all[1]; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *array_initialised_of_statics() {
  int *all[] = {&static_number, nullptr};
  return all[1];
}

// ---- arrays: two functions ----

int *pick(int *const *all, int i) { return all[i]; }
void put(Slots &s, int i, int *p) { s.slots[i] = p; }
int *picked() {
  int x = 1;
  int *all[] = {&x};
  return pick(all, 0); // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *picked_of_statics() {
  int *all[] = {&static_number};
  return pick(all, 0);
}
Slots put_by_a_function(int i) {
  int x = 1;
  Slots s;
  put(s, i, &x);
  return s; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *put_by_a_function_harmless(int i) {
  int x = 1;
  Slots s;
  put(s, i, &x);
  return s.other;
}

// ---- arrays: a class ----

class Ring {
public:
  void push(int *p) { items[next++ % 4] = p; }
  int *get(int i) const { return items[i]; }
  void push_local() {
    int x = 1;
    push(&x); // expected-warning {{address of local 'x' is stored in 'this->items': 'x' ends with the function [escape-member]}}
  }
  void push_static() { push(&static_number); }

private:
  int *items[4] = {};
  int next = 0;
};
int *ring_of_local(int i) {
  int x = 1;
  Ring r;
  r.push(&x);
  return r.get(i); // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *ring_of_static(int i) {
  Ring r;
  r.push(&static_number);
  return r.get(i);
}

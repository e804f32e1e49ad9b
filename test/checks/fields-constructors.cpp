// Fields through constructors: what one holds does not taint the other.
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

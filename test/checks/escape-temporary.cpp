// escape-temporary: the address of a temporary is used after its full-expression.
#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

struct Number {
  int value = 1;
  const int *address() const { return &value; }
  const Number &self() const { return *this; }
  int get() const { return value; }
};
Number make();
std::string make_string();
std::vector<int> make_vector();

// ---- one function ----

int address() {
  const int *p = make().address();
  return *p; // expected-warning {{local 'p' holds the address of temporary 'make()' and is used after the full-expression that made it [escape-temporary]}}
}
int value() {
  int n = *make().address();
  return n;
}
int used_in_the_same_expression() { return *make().address() + make().self().get(); }
int life_extended() {
  const Number &n = make();
  return n.value;
}
int not_extended_through_a_call() {
  const Number &n = make().self();
  return n.value; // expected-warning {{local 'n' holds the address of temporary 'make()' and is used after the full-expression that made it [escape-temporary]}}
}
int copied_out() {
  Number n = make().self();
  return n.value;
}
int member_extends() {
  const int &v = make().value;
  return v;
}
int reference_in_an_aggregate() {
  struct Ref {
    const Number &n;
  };
  Ref r{make()};
  return r.n.value;
}
int assigned() {
  const int *p = nullptr;
  p = make().address();
  return *p; // expected-warning {{local 'p' holds the address of temporary 'make()' and is used after the full-expression that made it [escape-temporary]}}
}
int assigned_anew(const int *q) {
  const int *p = make().address();
  p = q;
  return *p;
}
void not_used() {
  const int *p = make().address();
  p = nullptr;
}
int conditional(bool b, const int *q) {
  const int *p = b ? make().address() : q;
  return *p; // expected-warning {{local 'p' holds the address of temporary 'make()' and is used after the full-expression that made it [escape-temporary]}}
}
int array_temporary() {
  using Array = int[3];
  const int *p = Array{1, 2, 3};
  return p[1]; // expected-warning {{local 'p' holds the address of temporary 'Array{1, 2, 3}' and is used after the full-expression that made it [escape-temporary]}}
}
int initializer_list_kept() {
  std::initializer_list<int> l = {1, 2, 3};
  return *l.begin();
}
int initializer_list_assigned() {
  std::initializer_list<int> l;
  l = {1, 2, 3};
  return *l.begin(); // expected-warning {{local 'l' holds the address of temporary '{1, 2, 3}' and is used after the full-expression that made it [escape-temporary]}}
}

// ---- two functions ----

const int *address_of(const Number &n) { return &n.value; }
const Number &pass(const Number &n) { return n; }
int read(const int *p) { return *p; }
int from_a_function() {
  const int *p = address_of(make());
  return *p; // expected-warning {{local 'p' holds the address of temporary 'make()' and is used after the full-expression that made it [escape-temporary]}}
}
int from_a_function_at_once() { return read(address_of(make())); }
int from_two_functions() {
  const int *p = address_of(pass(Number{2}));
  return read(p); // expected-warning {{local 'p' holds the address of temporary 'Number{2}' and is used after the full-expression that made it [escape-temporary]}}
}
int reference_through_a_function() {
  const Number &n = pass(Number{2});
  return n.get(); // expected-warning {{local 'n' holds the address of temporary 'Number{2}' and is used after the full-expression that made it [escape-temporary]}}
}
int value_through_a_function() {
  Number n = pass(Number{2});
  return n.get();
}
const int &larger(const int &a, const int &b) { return a < b ? b : a; }
int larger_of_temporary(int a) {
  const int &m = larger(a, 2);
  return m; // expected-warning {{local 'm' holds the address of temporary '2' and is used after the full-expression that made it [escape-temporary]}}
}
int larger_of_locals(int a) {
  int b = 2;
  const int &m = larger(a, b);
  return m;
}
template <class T> const T &template_pass(const T &t) { return t; }
int template_reference() {
  const int &r = template_pass(1);
  return r; // expected-warning {{local 'r' holds the address of temporary '1' and is used after the full-expression that made it [escape-temporary]}}
}
int by_a_lambda() {
  auto f = [](const Number &n) { return &n.value; };
  const int *p = f(make());
  return *p; // expected-warning {{local 'p' holds the address of temporary 'make()' and is used after the full-expression that made it [escape-temporary]}}
}
int by_a_lambda_at_once() {
  auto f = [](const Number &n) { return &n.value; };
  return *f(make());
}

// ---- over a class ----

struct View {
  const int *p;
  explicit View(const Number &n) : p(&n.value) {}
  int get() const { return *p; }
};
int view_object() {
  View v(make());
  return v.get(); // expected-warning {{local 'v' holds the address of temporary 'make()' and is used after the full-expression that made it [escape-temporary]}}
}
int view_object_at_once() { return View(make()).get(); }
int view_object_of_local() {
  Number n;
  View v(n);
  return v.get();
}
struct Builder {
  std::string text;
  Builder &add(const char *t) {
    text += t;
    return *this;
  }
  const char *c_str() const { return text.c_str(); }
  std::string build() const { return text; }
};
char builder() {
  const char *p = Builder().add("a").add("b").c_str();
  return p[0]; // expected-warning {{local 'p' holds a view of temporary 'Builder()' and is used after the full-expression that made it [escape-temporary]}}
}
char builder_reference() {
  Builder &b = Builder().add("a");
  return b.text[0]; // expected-warning {{local 'b' holds the address of temporary 'Builder()' and is used after the full-expression that made it [escape-temporary]}}
}
char builder_built() {
  std::string s = Builder().add("a").add("b").build();
  return s[0];
}
char builder_at_once() { return Builder().add("a").c_str()[0]; }
struct Cursor {
  const int *at = nullptr;
  void seek(const Number &n) { at = &n.value; }
};
int method_keeps() {
  Cursor c;
  c.seek(make());
  return *c.at; // expected-warning {{local 'c' holds the address of temporary 'make()' and is used after the full-expression that made it [escape-temporary]}}
}
int method_keeps_local() {
  Cursor c;
  Number n;
  c.seek(n);
  return *c.at;
}

// ---- the library ----

char view() {
  std::string_view v = make_string();
  return v[0]; // expected-warning {{local 'v' holds a view of temporary 'make_string()' and is used after the full-expression that made it [escape-temporary]}}
}
char view_of_sum(const std::string &a) {
  std::string_view v = a + "b";
  return v[0]; // expected-warning {{local 'v' holds a view of temporary 'a + "b"' and is used after the full-expression that made it [escape-temporary]}}
}
char view_of_local(const std::string &a) {
  std::string s = a + "b";
  std::string_view v = s;
  return v[0];
}
char view_of_literal() {
  std::string_view v = "literal";
  return v[0];
}
char c_str() {
  const char *p = make_string().c_str();
  return *p; // expected-warning {{local 'p' holds a view of temporary 'make_string()' and is used after the full-expression that made it [escape-temporary]}}
}
char c_str_at_once() { return *make_string().c_str(); }
char substring(const std::string &a) {
  std::string_view v = a.substr(1);
  return v[0]; // expected-warning {{local 'v' holds a view of temporary 'a.substr(1)' and is used after the full-expression that made it [escape-temporary]}}
}
char substring_of_view(std::string_view a) {
  std::string_view v = a.substr(1);
  return v[0];
}
char stream() {
  std::ostringstream out;
  const char *p = out.str().c_str();
  return *p; // expected-warning {{local 'p' holds a view of temporary 'out.str()' and is used after the full-expression that made it [escape-temporary]}}
}
int element() {
  const int &e = make_vector()[0];
  return e; // expected-warning {{local 'e' holds a view of temporary 'make_vector()' and is used after the full-expression that made it [escape-temporary]}}
}
int element_copy() {
  int e = make_vector()[0];
  return e;
}
int iterator() {
  auto it = make_vector().begin();
  return *it; // expected-warning {{local 'it' holds a view of temporary 'make_vector()' and is used after the full-expression that made it [escape-temporary]}}
}
int whole_container_extended() {
  const auto &v = make_vector();
  return v[0];
}
int range_for_over_temporary() {
  int sum = 0;
  for (int i : make_vector())
    sum += i;
  return sum;
}
int get_of_temporary() {
  int *p = std::make_unique<int>(1).get();
  return *p; // expected-warning {{local 'p' holds a view of temporary 'std::make_unique<int>(1)' and is used after the full-expression that made it [escape-temporary]}}
}
int get_of_temporary_at_once() { return *std::make_unique<int>(1).get(); }
int deref_of_temporary() {
  int &r = *std::make_unique<int>(1);
  return r; // expected-warning {{local 'r' holds a view of temporary 'std::make_unique<int>(1)' and is used after the full-expression that made it [escape-temporary]}}
}
int value_of_optional() {
  const int &r = std::optional<int>(1).value();
  return r; // expected-warning {{local 'r' holds the address of temporary 'std::optional<int>(1)' and is used after the full-expression that made it [escape-temporary]}}
}
int value_of_optional_copied() {
  int r = std::optional<int>(1).value();
  return r;
}
char value_or() {
  std::optional<std::string> o;
  std::string_view v = o.value_or("text");
  return v[0]; // expected-warning {{local 'v' holds a view of temporary 'o.value_or("text")' and is used after the full-expression that made it [escape-temporary]}}
}
char pair_member() {
  std::string_view v = std::pair<int, std::string>(1, "text").second;
  return v[0]; // expected-warning {{local 'v' holds a view of temporary 'std::pair<int, std::string>(1, "text")' and is used after the full-expression that made it [escape-temporary]}}
}
int pushed() {
  std::vector<const int *> v;
  v.push_back(make().address());
  return *v[0]; // expected-warning {{the value used here holds the address of temporary 'make()' and is used after the full-expression that made it [escape-temporary]}}
}
char pushed_views() {
  std::vector<std::string_view> v;
  v.push_back(make_string());
  return v[0][0]; // expected-warning {{the value used here holds a view of temporary 'make_string()' and is used after the full-expression that made it [escape-temporary]}}
}
char pushed_strings() {
  std::vector<std::string> v;
  v.push_back(make_string());
  return v[0][0];
}
char list_of_views() {
  std::vector<std::string_view> v = {make_string()};
  return v[0][0]; // expected-warning {{the value used here holds a view of temporary 'make_string()' and is used after the full-expression that made it [escape-temporary]}}
}
char one_of_two_views() { // which of them is read is not told: it could be the literal
  std::vector<std::string_view> v = {make_string(), "literal"};
  return v[1][0];
}
char found(const std::map<std::string, int> &m) {
  std::string_view key = m.begin()->first;
  return key[0];
}
int function_object() {
  std::function<const int &()> f = [] { return 1; };
  return f();
}
int &&moved_temporary() { return static_cast<int &&>(*new int(1)); }

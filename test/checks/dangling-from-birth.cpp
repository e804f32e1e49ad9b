// escape-temporary: a variable that holds a temporary from the statement that made it on, and is never read.
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

std::string make();
std::string make(int);
const std::string &pick(const std::string &a [[clang::lifetimebound]]);
struct Pair { int a[2]; int b; };
struct Ref { const int &r; };
struct Names { std::vector<std::string> all; const std::string &first() const { return all.front(); } };
Names names();
void watch(std::string_view);
struct Field {
  int *p;
};

// ---- one function ----

void view_of_a_temporary() {
  std::string_view v = make(); // expected-warning {{local 'v' holds a view of temporary 'make()', which is gone after this statement (nothing reads it yet) [escape-temporary]}}
}
void view_of_a_variable() {
  std::string s = make();
  std::string_view v = s;
}
void assigned() {
  std::string_view v;
  v = make(); // expected-warning {{local 'v' holds a view of temporary 'make()', which is gone after this statement (nothing reads it yet) [escape-temporary]}}
}
void assigned_and_replaced() {
  std::string_view v;
  v = make();
  v = "";
}
void element_of_an_array() {
  int *p = Pair{}.a; // expected-warning {{local 'p' holds the address of temporary 'Pair{}', which is gone after this statement (nothing reads it yet) [escape-temporary]}}
}
void member_extends_the_whole() {
  const int &r = Pair{}.b;
}
void extended() {
  const std::string &s = make();
}
void in_an_aggregate() {
  Field f = {Pair{}.a}; // expected-warning {{local 'f' holds the address of temporary 'Pair{}', which is gone after this statement (nothing reads it yet) [escape-temporary]}}
}
void extended_by_an_aggregate() {
  Ref f{1};
}
void put_into_a_container() {
  std::vector<std::string_view> all;
  all.push_back(make()); // expected-warning {{local 'all' holds a view of temporary 'make()', which is gone after this statement (nothing reads it yet) [escape-temporary]}}
}
void copied_into_a_container() {
  std::vector<std::string> all;
  all.push_back(make());
}
void put_in_and_taken_out() {
  std::vector<std::string_view> all;
  all.push_back(make());
  all.clear();
}
void parameter_set(const char *p) {
  p = make().c_str(); // expected-warning {{local 'p' holds a view of temporary 'make()', which is gone after this statement (nothing reads it yet) [escape-temporary]}}
}
void only_read_inside() { watch(make()); }
void taken_over_by_another() {
  std::string_view v = make();
  std::string_view w = v; // expected-warning {{local 'v' holds a view of temporary 'make()' and is used after the full-expression that made it [escape-temporary]}}
}

// ---- two functions ----

void by_a_contract() {
  const std::string &s = pick(make()); // expected-warning {{local 's' holds the address of temporary 'make()', which is gone after this statement (nothing reads it yet) [escape-temporary]}}
}
void by_a_contract_of_a_variable() {
  std::string name = make();
  const std::string &s = pick(name);
}
static const std::string &same(const std::string &s) { return s; }
void by_a_body() {
  const std::string &s = same(make()); // expected-warning {{local 's' holds the address of temporary 'make()', which is gone after this statement (nothing reads it yet) [escape-temporary]}}
}
void by_a_body_copied() {
  std::string s = same(make());
}

// ---- a class ----

void by_a_method() {
  const std::string &s = names().first(); // expected-warning {{local 's' holds a view of temporary 'names()', which is gone after this statement (nothing reads it yet) [escape-temporary]}}
}
void by_a_method_copied() {
  std::string s = names().first();
}
struct Guard {
  explicit Guard(const std::string &s) : name(s.c_str()) {}
  ~Guard() { watch(name); }
  const char *name;
};
struct Builder {
  void name(const std::string &s) { text = s; }
  std::string build() const { return std::string(text); }
  std::string_view text;
};
void builder_of_one_statement() {
  Builder b;
  b.name(make()); // its own methods set it: what for, they know
}

// Fields, two levels deep, in aggregates and arrays: what one holds does not taint the other.
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

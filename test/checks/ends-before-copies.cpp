// Only a copy of what holds it was assigned, or only a copy of the value got out.
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

int *global;
int global_number;
std::string global_string;
std::vector<int> global_numbers;
std::vector<std::string> global_strings;
std::function<int()> global_callback;
int static_number;
bool condition();

struct Pair {
  int *p = nullptr;
  int number = 0;
};
Pair global_pair;

// ---- a by-value copy was assigned: one function ----

void pointer_parameter_assigned(int *p) {
  int x = 1;
  p = &x;
  *p = 2;
}
void behind_pointer_parameter_assigned(int **p) {
  int x = 1;
  *p = &x; // expected-warning {{address of local 'x' is stored through parameter 'p': 'x' ends with the function [escape-param]}}
}
void struct_parameter_assigned(Pair pair) {
  int x = 1;
  pair.p = &x;
}
void struct_reference_parameter_assigned(Pair &pair) {
  int x = 1;
  pair.p = &x; // expected-warning {{address of local 'x' is stored in a member reached through parameter 'pair': 'x' ends with the function [escape-member]}}
}
void copy_of_a_global_assigned() {
  int x = 1;
  Pair copy = global_pair;
  copy.p = &x;
}
void reference_to_a_global_assigned() {
  int x = 1;
  Pair &same = global_pair;
  same.p = &x; // expected-warning {{address of local 'x' is stored in static 'global_pair': 'x' ends with the function [escape-static]}}
}
void container_parameter_filled(std::vector<int *> v) {
  int x = 1;
  v.push_back(&x);
}
void container_reference_parameter_filled(std::vector<int *> &v) {
  int x = 1;
  v.push_back(&x); // expected-warning {{address of local 'x' is stored through parameter 'v': 'x' ends with the function [escape-param]}}
}
void auto_copy_in_a_loop(std::vector<Pair> &pairs) {
  int x = 1;
  for (auto pair : pairs)
    pair.p = &x;
}
void auto_reference_in_a_loop(std::vector<Pair> &pairs) {
  int x = 1;
  for (auto &pair : pairs)
    pair.p = &x; // expected-warning {{address of local 'x' is stored in a member reached through parameter 'pairs': 'x' ends with the function [escape-member]}}
}

// ---- a by-value copy was assigned: two functions ----

void assign_copy(int *p, int *q) { p = q; }
void assign_through(int **p, int *q) { *p = q; }
void copy_assigned_by_a_function() {
  int x = 1;
  assign_copy(global, &x);
}
void global_assigned_by_a_function() {
  int x = 1;
  assign_through(&global, &x); // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
}
void set_in_copy(Pair pair, int *q) { pair.p = q; }
void set_in_reference(Pair &pair, int *q) { pair.p = q; }
void struct_copy_set_by_a_function() {
  int x = 1;
  set_in_copy(global_pair, &x);
}
void struct_set_by_a_function() {
  int x = 1;
  set_in_reference(global_pair, &x); // expected-warning {{address of local 'x' is stored in static 'global_pair': 'x' ends with the function [escape-static]}}
}
Pair with_pointer(Pair pair, int *q) {
  pair.p = q;
  return pair;
}
void copy_returned_by_a_function_dropped() {
  int x = 1;
  with_pointer(global_pair, &x);
}
void copy_returned_by_a_function_kept() {
  int x = 1;
  global_pair = with_pointer(global_pair, &x); // expected-warning {{address of local 'x' is stored in static 'global_pair': 'x' ends with the function [escape-static]}}
}

// ---- a by-value copy was assigned: a class ----

class Config {
public:
  Pair values() const { return pair; }
  Pair &mutable_values() { return pair; }
  Config with(int *p) const {
    Config copy = *this;
    copy.pair.p = p;
    return copy;
  }
  void copy_of_own_changed() {
    int x = 1;
    auto &&copy = values();
    copy.p = &x;
  }
  void own_changed() {
    int x = 1;
    mutable_values().p = &x; // expected-warning {{address of local 'x' is stored in 'this->pair': 'x' ends with the function [escape-member]}}
  }
  void copy_of_this_changed() {
    int x = 1;
    Config other = with(&x);
    (void)*other.pair.p;
  }
  void this_replaced() {
    int x = 1;
    *this = with(&x); // expected-warning {{address of local 'x' is stored in 'this->pair': 'x' ends with the function [escape-member]}}
  }

private:
  Pair pair;
};
void copy_of_a_parameter_changed(Config &config) {
  int x = 1;
  auto copy = config.values();
  copy.p = &x;
}
void parameter_changed(Config &config) {
  int x = 1;
  config.mutable_values().p = &x; // expected-warning {{address of local 'x' is stored in a member reached through parameter 'config': 'x' ends with the function [escape-member]}}
}

// ---- only a copy of the value got out: one function ----

void value_copied_to_a_global() {
  int x = 1;
  int *p = &x;
  global_number = *p;
}
void pointer_copied_to_a_global() {
  int x = 1;
  int *p = &x;
  global = p; // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
}
void string_copied_to_a_global() {
  std::string s = "text";
  std::string_view v = s;
  global_string = v;
}
int value_through_references() {
  int x = 1;
  int &r = x;
  int &r2 = r;
  return r2;
}
int *address_through_references() {
  int x = 1;
  int &r = x;
  int &r2 = r;
  return &r2; // expected-warning {{reference to local 'x' is returned: 'x' ends with the function [escape-return]}}
}
auto closure_with_a_copy() {
  int x = 1;
  int &r = x;
  return [r] { return r; };
}
auto closure_with_a_reference() {
  int x = 1;
  int &r = x;
  return [&r] { return r; }; // expected-warning {{local 'x' is captured by reference in a closure that is returned: 'x' ends with the function [escape-capture]}}
}
std::vector<std::string> strings_of_views() {
  std::string s = "a b";
  std::vector<std::string_view> views{s};
  return {views.begin(), views.end()};
}
std::vector<std::string_view> views_of_views() {
  std::string s = "a b";
  std::vector<std::string_view> views{s};
  return {views.begin(), views.end()}; // expected-warning {{pointer into local 's' is returned: 's' ends with the function [escape-return]}}
}

// ---- only a copy of the value got out: two functions ----

int load(const int *p) { return *p; }
int *same(int *p) { return p; }
void store_value(const int &r) { global_number = r; }
void store_address(int &r) { global = &r; }
int loaded() {
  int x = 1;
  return load(&x);
}
int *passed() {
  int x = 1;
  return same(&x); // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
void value_stored_by_a_function() {
  int x = 1;
  store_value(x);
}
void address_stored_by_a_function() {
  int x = 1;
  store_address(x); // expected-warning {{reference to local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
}
void append_value(std::vector<int> &v, const int &r) { v.push_back(r); }
void append_address(std::vector<int *> &v, int &r) { v.push_back(&r); }
void value_appended(std::vector<int> &v) {
  int x = 1;
  append_value(v, x);
}
void address_appended(std::vector<int *> &v) {
  int x = 1;
  append_address(v, x); // expected-warning {{reference to local 'x' is stored through parameter 'v': 'x' ends with the function [escape-param]}}
}
std::string upper(std::string_view v) { return std::string(v); }
std::string_view trim(std::string_view v) { return v.substr(1); }
std::string copy_made_by_a_function() {
  std::string s = "text";
  return upper(s);
}
std::string_view view_made_by_a_function() {
  std::string s = "text";
  return trim(s); // expected-warning {{view of local 's' is returned: 's' ends with the function [escape-return]}}
}

// ---- only a copy of the value got out: a class ----

class Label {
public:
  explicit Label(const std::string &s) : text(s) {}
  const std::string &get() const { return text; }

private:
  std::string text;
};
class LabelView {
public:
  explicit LabelView(const std::string &s) : text(s) {}
  const std::string &get() const { return text; }

private:
  const std::string &text;
};
Label label_copies() {
  std::string s = "text";
  return Label(s);
}
LabelView label_refers() {
  std::string s = "text";
  return LabelView(s); // expected-warning {{reference to local 's' is returned: 's' ends with the function [escape-return]}}
}
struct Total {
  int sum = 0;
  int *largest = nullptr;
  void add(int &n) { sum += n; }
  void add_largest(int &n) { largest = &n; }
  void count() {
    int n = 1;
    add(n);
  }
  void count_largest() {
    int n = 1;
    add_largest(n); // expected-warning {{reference to local 'n' is stored in 'this->largest': 'n' ends with the function [escape-member]}}
  }
};
Total total_of_copies() {
  int n = 1;
  Total total;
  total.add(n);
  return total;
}
Total total_with_address() {
  int n = 1;
  Total total;
  total.add_largest(n);
  return total; // expected-warning {{reference to local 'n' is returned: 'n' ends with the function [escape-return]}}
}

// escape-return: what C++20 brings.
// standards: 20 23
#include <array>
#include <bit>
#include <compare>
#include <concepts>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>

// ---- abbreviated and constrained templates ----

auto *abbreviated(auto value) {
  return &value; // expected-warning {{address of parameter 'value' is returned: 'value' ends with the function [escape-return]}}
}
auto *abbreviated_reference(auto &value) { return &value; }
template <class T>
  requires std::integral<T>
T *constrained(T value) {
  return &value; // expected-warning {{address of parameter 'value' is returned: 'value' ends with the function [escape-return]}}
}
template <class T>
  requires std::floating_point<T>
T *constrained(T &value) {
  return &value;
}
void instantiate() {
  int i = 1;
  double d = 2;
  abbreviated(i);
  abbreviated_reference(i);
  constrained(i);
  constrained<double>(d);
}

// ---- aggregates ----

struct Pair {
  int *a;
  int *b;
};
Pair designated() {
  int x = 1;
  return {.a = nullptr, .b = &x}; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
Pair parenthesised() {
  int x = 1;
  return Pair(&x, nullptr); // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
Pair designated_from_parameter(int *p) { return {.a = p, .b = nullptr}; }

// ---- range-for with initializer ----

int *range_for_with_init() {
  int *last = nullptr;
  for (int values[] = {1, 2}; int &v : values)
    last = &v;
  return last; // expected-warning {{reference to local 'values' is returned: 'values' ends with the function [escape-return]}}
}
int range_for_with_init_value() {
  int last = 0;
  for (int values[] = {1, 2}; int &v : values)
    last = v;
  return last;
}

// ---- library ----

struct View {
  std::string_view text;
  explicit View(const std::string &s) : text(s) {}
};
int *to_address() {
  auto p = std::make_unique<int>(1);
  return std::to_address(p); // expected-warning {{pointer into local 'p' is returned: 'p' ends with the function [escape-return]}}
}
constexpr int evaluated() {
  int x = 1;
  int *p = &x;
  return *p;
}

// ---- lambdas ----

auto generic(int *p) {
  return []<class T>(T *q) { return q; }(p);
}
int *generic_lambda() {
  int x = 1;
  return []<class T>(T *q) { return q; }(&x); // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}

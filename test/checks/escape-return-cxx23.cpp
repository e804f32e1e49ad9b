// escape-return: what C++23 brings.
// standards: 23
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

// ---- deducing this ----

struct Named {
  std::string name;
  template <class Self> auto &get(this Self &self) { return self.name; }
  std::string_view view(this const Named &self) { return self.name; }
  std::string_view view_by_value(this Named self) {
    return self.name; // expected-warning {{view of parameter 'self' is returned: 'self' ends with the function [escape-return]}}
  }
};
std::string &deduced_this() {
  Named n;
  return n.get(); // expected-warning {{reference to local 'n' is returned: 'n' ends with the function [escape-return]}}
}
std::string &deduced_this_of_parameter(Named &n) { return n.get(); }
std::string_view explicit_object() {
  Named n;
  return n.view(); // expected-warning {{reference to local 'n' is returned: 'n' ends with the function [escape-return]}}
}

// ---- static call operator, multidimensional subscript ----

struct Pass {
  static int *operator()(int *p) { return p; }
};
int *static_call_operator() {
  int x = 1;
  return Pass{}(&x); // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
struct Grid {
  int cells[4] = {};
  int &operator[](int i, int j) { return cells[2 * i + j]; }
};
int &subscript_of_two() {
  Grid g;
  return g[0, 1]; // expected-warning {{address of local 'g' is returned: 'g' ends with the function [escape-return]}}
}
int &subscript_of_two_of_parameter(Grid &g) { return g[0, 1]; }

// ---- if consteval ----

constexpr int *at_run_time(int *in) {
  if consteval {
    return nullptr;
  } else {
    return in;
  }
}
int *if_consteval() {
  int x = 1;
  return at_run_time(&x); // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}

// ---- expected ----

std::expected<std::string_view, int> expected_view() {
  std::string s = "text";
  return s; // expected-warning {{reference to local 's' is returned: 's' ends with the function [escape-return]}}
}
std::expected<std::string, int> expected_copy() {
  std::string s = "text";
  return s;
}
std::expected<int, const char *> unexpected_address() {
  char text[] = "wrong";
  return std::unexpected<const char *>(text); // expected-warning {{reference to local 'text' is returned: 'text' ends with the function [escape-return]}}
}
std::expected<int, const char *> unexpected_literal() { return std::unexpected<const char *>("wrong"); }
int &value_of_expected() {
  std::expected<int, int> e = 1;
  return e.value(); // expected-warning {{address of local 'e' is returned: 'e' ends with the function [escape-return]}}
}

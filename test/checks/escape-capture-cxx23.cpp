// escape-capture: move_only_function, bind_front, lambdas of C++20 and 23.
// standards: 23
#include <functional>
#include <memory>
#include <utility>

std::move_only_function<int()> global_callback;

std::move_only_function<int()> returned() {
  int n = 1;
  return [&n] { return n; }; // expected-warning {{local 'n' is captured by reference in a closure that is returned: 'n' ends with the function [escape-capture]}}
}
std::move_only_function<int()> returned_by_value() {
  int n = 1;
  return [n, p = std::make_unique<int>(1)] { return n + *p; };
}
void in_a_global() {
  int n = 1;
  global_callback = [&n] { return n; }; // expected-warning {{local 'n' is captured by reference in a closure that is stored in static 'global_callback': 'n' ends with the function [escape-capture]}}
}
void in_a_global_and_reset() {
  int n = 1;
  global_callback = [&n] { return n; };
  global_callback = nullptr;
}
int read_of(const int *p, int n) { return *p + n; }
auto bound_front() {
  int n = 1;
  return std::bind_front(read_of, &n); // expected-warning {{local 'n' is captured by reference in a closure that is returned: 'n' ends with the function [escape-capture]}}
}
auto bound_front_of_parameter(const int *p) { return std::bind_front(read_of, p); }
auto pack_by_reference(auto... values) {
  return [&... all = values] { return (all + ... + 0); }; // expected-warning {{parameter 'values' is captured by reference in a closure that is returned: 'values' ends with the function [escape-capture]}}
}
auto pack_by_value(auto... values) {
  return [... all = values] { return (all + ... + 0); };
}
void instantiate() {
  pack_by_reference(1, 2);
  pack_by_value(1, 2);
}
auto template_lambda() {
  int n = 1;
  return [&n]<class T>(T m) { return n + m; }; // expected-warning {{local 'n' is captured by reference in a closure that is returned: 'n' ends with the function [escape-capture]}}
}
auto recursive_lambda() {
  int n = 1;
  return [&n](this auto &&self, int m) -> int { return m ? self(m - 1) : n; }; // expected-warning {{local 'n' is captured by reference in a closure that is returned: 'n' ends with the function [escape-capture]}}
}
auto recursive_lambda_by_value() {
  int n = 1;
  return [n](this auto &&self, int m) -> int { return m ? self(m - 1) : n; };
}

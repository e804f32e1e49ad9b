// escape-return: spans and ranges.
// standards: 20 23
#include <ranges>
#include <span>
#include <vector>

std::span<int> span_of_array() {
  int a[3] = {1, 2, 3};
  return std::span<int>(a); // expected-warning {{reference to local 'a' is returned: 'a' ends with the function [escape-return]}}
}
std::span<int> span_of_vector() {
  std::vector<int> v{1};
  return std::span<int>(v).first(1); // expected-warning {{reference to local 'v' is returned: 'v' ends with the function [escape-return]}}
}
std::span<int> span_of_parameter(std::vector<int> &v) { return v; }
int &element_of_span() {
  int a[3] = {1, 2, 3};
  std::span<int> s(a);
  return s[1]; // expected-warning {{reference to local 'a' is returned: 'a' ends with the function [escape-return]}}
}
int &element_of_span_parameter(std::span<int> s) { return s[1]; }

auto ranges_view() {
  std::vector<int> v{1};
  return v | std::views::drop(1); // expected-warning {{reference to local 'v' is returned: 'v' ends with the function [escape-return]}}
}
auto ranges_view_of_parameter(const std::vector<int> &v) { return v | std::views::drop(1); }
auto ranges_transform() {
  std::vector<int> v{1};
  return v | std::views::transform([](int i) { return i + 1; }) | std::views::take(1); // expected-warning {{reference to local 'v' is returned: 'v' ends with the function [escape-return]}}
}
int ranges_view_stays() {
  std::vector<int> v{1};
  int sum = 0;
  for (int i : v | std::views::drop(1))
    sum += i;
  return sum;
}

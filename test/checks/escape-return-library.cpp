// escape-return: smart pointers, vocabulary types, callables, algorithms, streams.
#include <algorithm>
#include <any>
#include <functional>
#include <iterator>
#include <memory>
#include <memory_resource>
#include <new>
#include <numeric>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

// ---- smart pointers ----

int *get_of_parameter_by_value(std::unique_ptr<int> p) {
  return p.get(); // expected-warning {{view of parameter 'p' is returned: 'p' ends with the function [escape-return]}}
}
int *get_of_parameter(const std::unique_ptr<int> &p) { return p.get(); }
int *get_of_local() {
  auto p = std::make_unique<int>(1);
  return p.get(); // expected-warning {{view of local 'p' is returned: 'p' ends with the function [escape-return]}}
}
int *released() {
  auto p = std::make_unique<int>(1);
  return p.release();
}
std::unique_ptr<int> moved_out() {
  auto p = std::make_unique<int>(1);
  return p;
}
int &dereferenced() {
  auto p = std::make_unique<int>(1);
  return *p; // expected-warning {{pointer into local 'p' is returned: 'p' ends with the function [escape-return]}}
}
int dereferenced_copy() {
  auto p = std::make_unique<int>(1);
  return *p;
}
int *element_of_array() {
  auto p = std::make_unique<int[]>(4);
  return &p[1]; // expected-warning {{pointer into local 'p' is returned: 'p' ends with the function [escape-return]}}
}
std::unique_ptr<int *> owner_of_an_address() {
  int x = 1;
  return std::make_unique<int *>(&x); // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
struct View {
  std::string_view text;
  explicit View(const std::string &s) : text(s) {}
};
std::unique_ptr<View> made_with_a_view() {
  std::string s = "text";
  return std::make_unique<View>(s); // expected-warning {{reference to local 's' is returned: 's' ends with the function [escape-return]}}
}
std::unique_ptr<View> made_with_a_view_of_parameter(const std::string &s) { return std::make_unique<View>(s); }
std::shared_ptr<View> shared_with_a_view() {
  std::string s = "text";
  auto p = std::make_shared<View>(s);
  return p; // expected-warning {{reference to local 's' is returned: 's' ends with the function [escape-return]}}
}
int *get_of_shared_local() {
  auto p = std::make_shared<int>(1);
  return p.get(); // expected-warning {{view of local 'p' is returned: 'p' ends with the function [escape-return]}}
}
int *get_of_shared_parameter(const std::shared_ptr<int> &p) { return p.get(); }
std::shared_ptr<int> copy_of_shared(const std::shared_ptr<int> &p) {
  auto q = p;
  return q;
}
std::shared_ptr<int> with_a_deleter_that_does_nothing() {
  int x = 1;
  return std::shared_ptr<int>(&x, [](int *) {}); // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
std::shared_ptr<int> aliasing() {
  int x = 1;
  auto owner = std::make_shared<int>(1);
  return std::shared_ptr<int>(owner, &x); // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
struct Pair {
  int a = 1, b = 2;
};
std::shared_ptr<int> aliasing_a_member() {
  auto owner = std::make_shared<Pair>();
  return std::shared_ptr<int>(owner, &owner->a);
}

// ---- optional, variant, any, pair, tuple ----

std::optional<std::string_view> optional_view() {
  std::string s = "text";
  return s; // expected-warning {{reference to local 's' is returned: 's' ends with the function [escape-return]}}
}
std::optional<std::string> optional_copy() {
  std::string s = "text";
  return s;
}
std::optional<int *> optional_address() {
  int x = 1;
  std::optional<int *> o;
  o = &x;
  return o; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
std::optional<int *> optional_reset() {
  int x = 1;
  std::optional<int *> o;
  o = &x;
  o.reset();
  return o;
}
std::optional<View> optional_emplaced() {
  std::string s = "text";
  std::optional<View> o;
  o.emplace(s);
  return o; // expected-warning {{reference to local 's' is returned: 's' ends with the function [escape-return]}}
}
int &value_of_optional() {
  std::optional<int> o = 1;
  return *o; // expected-warning {{address of local 'o' is returned: 'o' ends with the function [escape-return]}}
}
int &value_of_optional_parameter(std::optional<int> &o) { return o.value(); }
std::variant<int, int *> variant_address() {
  int x = 1;
  std::variant<int, int *> v = &x;
  return v; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
std::variant<int, std::string> variant_copy() {
  std::string s = "text";
  return s;
}
int &value_of_variant() {
  std::variant<int, long> v = 1;
  return std::get<int>(v); // expected-warning {{reference to local 'v' is returned: 'v' ends with the function [escape-return]}}
}
int *pointer_into_variant(std::variant<int, long> &v) { return std::get_if<int>(&v); }
std::any any_address() {
  int x = 1;
  return std::any(&x); // expected-warning {{local 'x' is captured by reference in a closure that is returned: 'x' ends with the function [escape-capture]}}
}
std::any any_value() {
  int x = 1;
  return std::any(x);
}
std::pair<int, int *> pair_address() {
  int x = 1;
  return {1, &x}; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
std::pair<int, int *> made_pair() {
  int x = 1;
  return std::make_pair(1, &x); // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *other_half_of_pair(int *in) {
  int x = 1;
  auto p = std::make_pair(&x, in);
  return p.second;
}
std::pair<std::string, int> pair_copy() {
  std::string s = "text";
  return {s, 1};
}
std::tuple<int, int *> tuple_address() {
  int x = 1;
  return std::make_tuple(1, &x); // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
std::tuple<int &, int &> tied() {
  int a = 1, b = 2;
  return std::tie(a, b); // expected-warning {{reference to local 'a' is returned: 'a' ends with the function [escape-return]}} expected-warning {{reference to local 'b' is returned: 'b' ends with the function [escape-return]}}
}
int tied_and_read() {
  int a = 1, b = 2;
  std::tie(a, b) = std::make_tuple(3, 4);
  return a + b;
}
std::tuple<std::string &&> forwarded() {
  std::string s = "text";
  return std::forward_as_tuple(std::move(s)); // expected-warning {{reference to local 's' is returned: 's' ends with the function [escape-return]}}
}
std::reference_wrapper<int> reference_wrapper() {
  int x = 1;
  return std::ref(x); // expected-warning {{reference to local 'x' is returned: 'x' ends with the function [escape-return]}}
}
std::reference_wrapper<int> reference_wrapper_of_parameter(int &x) { return std::ref(x); }

// ---- algorithms ----

int *found() {
  int a[3] = {1, 2, 3};
  return std::find(a, a + 3, 2); // expected-warning {{iterator into local 'a' is returned: 'a' ends with the function [escape-return]}}
}
std::vector<int>::const_iterator found_in_parameter(const std::vector<int> &v) {
  return std::find(v.begin(), v.end(), 2);
}
const int &least() {
  int a = 1, b = 2;
  return std::min(a, b); // expected-warning {{reference to local 'a' is returned: 'a' ends with the function [escape-return]}} expected-warning {{reference to local 'b' is returned: 'b' ends with the function [escape-return]}}
}
const int &least_of_parameters(const int &a, const int &b) { return std::min(a, b); }
const int &greatest_of_temporary(const int &a) {
  return std::max(a, 2); // expected-warning {{reference to temporary '2' is returned: '2' ends with the full-expression [escape-return]}}
}
std::vector<int>::iterator removed() {
  std::vector<int> v{1, 2};
  return std::remove(v.begin(), v.end(), 1); // expected-warning {{iterator into local 'v' is returned: 'v' ends with the function [escape-return]}}
}
std::vector<int *> collected(int n) {
  int x = n;
  std::vector<int *> v(3);
  std::fill(v.begin(), v.end(), &x);
  return v; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
std::vector<int *> transformed() {
  int a[2] = {1, 2};
  std::vector<int *> v;
  std::transform(a, a + 2, std::back_inserter(v), [](int &i) { return &i; });
  return v; // expected-warning {{address of local 'a' is returned: 'a' ends with the function [escape-return]}}
}
std::vector<int> transformed_copy() {
  int a[2] = {1, 2};
  std::vector<int> v;
  std::transform(a, a + 2, std::back_inserter(v), [](int &i) { return i; });
  return v;
}
int *called_back() {
  int a[2] = {1, 2};
  int *last = nullptr;
  std::for_each(a, a + 2, [&](int &i) { last = &i; });
  return last; // expected-warning {{address of local 'a' is returned: 'a' ends with the function [escape-return]}}
}
int called_back_value() {
  int a[2] = {1, 2};
  int last = 0;
  std::for_each(a, a + 2, [&](int &i) { last = i; });
  return last;
}
int *exchanged(int *in) {
  int x = 1;
  int *p = &x;
  return std::exchange(p, in); // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *swapped(int *in) {
  int x = 1;
  int *p = &x;
  std::swap(p, in);
  return in; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *swapped_away(int *in) {
  int x = 1;
  int *p = &x;
  std::swap(p, in);
  return p;
}
int &moved_reference() {
  int x = 1;
  return const_cast<int &>(std::as_const(x)); // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int &&rvalue_reference() {
  int x = 1;
  return std::move(x); // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int moved_value() {
  int x = 1;
  return std::move(x);
}
int *address_of() {
  int x = 1;
  return std::addressof(x); // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}

// ---- memory resources, placement new, streams ----

std::pmr::vector<int> over_a_local_resource() {
  char buffer[256];
  std::pmr::monotonic_buffer_resource resource(buffer, sizeof buffer);
  std::pmr::vector<int> v(&resource);
  v.push_back(1);
  return v; // expected-warning {{address of local 'buffer' is returned: 'buffer' ends with the function [escape-return]}} expected-warning {{address of local 'resource' is returned: 'resource' ends with the function [escape-return]}}
}
int over_a_local_resource_stays() {
  char buffer[256];
  std::pmr::monotonic_buffer_resource resource(buffer, sizeof buffer);
  std::pmr::vector<int> v(&resource);
  v.push_back(1);
  return v[0];
}
int *placement_new() {
  alignas(int) char buffer[sizeof(int)];
  return new (buffer) int(1); // expected-warning {{address of local 'buffer' is returned: 'buffer' ends with the function [escape-return]}}
}
int *placement_new_in_parameter(char *buffer) { return new (buffer) int(1); }
int placement_new_value() {
  alignas(int) char buffer[sizeof(int)];
  return *new (buffer) int(1);
}
std::string_view text_of_stream() {
  std::ostringstream out;
  out << 1;
  return out.str(); // expected-warning {{view of temporary 'out.str()' is returned: 'out.str()' ends with the full-expression [escape-return]}}
}
std::string text_of_stream_copy() {
  std::ostringstream out;
  out << 1;
  return out.str();
}
std::ostream &stream_itself() {
  std::ostringstream out;
  return out << 1; // expected-warning {{address of local 'out' is returned: 'out' ends with the function [escape-return]}}
}
std::ostream &stream_parameter(std::ostream &out) { return out << 1; }
std::streambuf *buffer_of_stream() {
  std::ostringstream out;
  return out.rdbuf(); // expected-warning {{address of local 'out' is returned: 'out' ends with the function [escape-return]}}
}

// Cases that the issue trackers of other tools are full of, in words of our own.
#include <alloca.h>
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <new>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

int static_number;

// ---- views of rvalue parameters ----

std::size_t view_in_place(std::string &&s) {
  std::string_view v = s;
  return v.size();
}
std::string_view view_of_rvalue(std::string &&s) {
  std::string_view v = s;
  return v;
}
char view_of_rvalue_at_the_caller() {
  std::string_view v = view_of_rvalue(std::string("text"));
  return v[0]; // expected-warning {{local 'v' holds a view of temporary 'std::string("text")' and is used after the full-expression that made it [escape-temporary]}}
}
char view_of_rvalue_at_once() { return view_of_rvalue(std::string("text"))[0]; }
std::string_view view_of_moved(std::string &&s) {
  std::string mine = std::move(s);
  std::string_view v = mine;
  return v; // expected-warning {{view of local 'mine' is returned: 'mine' ends with the function [escape-return]}}
}

// ---- annotated views of views ----

class Lines {
public:
  Lines(const std::vector<std::string_view> &v [[clang::lifetimebound]]) : lines(&v) {}
  std::string_view first() const;
  const std::vector<std::string_view> &all() const [[clang::lifetimebound]];

private:
  const std::vector<std::string_view> *lines;
};
std::string_view line_of_parameter(std::string_view s) {
  std::vector<std::string_view> v{s};
  Lines lines(v);
  return lines.first();
}
std::string_view first_line(const std::vector<std::string_view> &v [[clang::lifetimebound]]);
Lines lines_of_local(std::string_view s) {
  std::vector<std::string_view> v{s};
  return Lines(v); // expected-warning {{reference to local 'v' is returned: 'v' ends with the function [escape-return]}}
}
Lines lines_of_parameter(const std::vector<std::string_view> &v) { return Lines(v); }

// ---- a reference from a call that took a temporary view ----

struct Dictionary {
  std::map<std::string, int, std::less<>> words;
  const int &at(std::string_view key) const { return words.find(key)->second; }
  int &operator[](std::string_view key) { return words[std::string(key)]; }
};
int found_by_temporary_view(const Dictionary &d) {
  const int &n = d.at(std::string_view("key"));
  return n;
}
int found_by_temporary_string(Dictionary &d) {
  int &n = d[std::string("key")];
  return n;
}
int found_in_temporary_dictionary() {
  const int &n = Dictionary().at("key");
  return n; // expected-warning {{local 'n' holds a view of temporary 'Dictionary()' and is used after the full-expression that made it [escape-temporary]}}
}
const std::string_view &longer(const std::string_view &a, const std::string_view &b) {
  return a.size() > b.size() ? a : b;
}
char longer_of_temporary_views(std::string_view s) {
  const std::string_view &v = longer(s, "literal");
  return v[0]; // expected-warning {{local 'v' holds the address of temporary '"literal"' and is used after the full-expression that made it [escape-temporary]}}
}
char longer_of_temporary_views_copied(std::string_view s) {
  std::string_view v = longer(s, "literal");
  return v[0];
}

// ---- comparators and visitors ----

void sorted_by_index(std::vector<int> &order, const std::vector<std::string> &names) {
  std::sort(order.begin(), order.end(), [&](int a, int b) { return names[a] < names[b]; });
}
using Compare = std::function<bool(int, int)>;
Compare comparator_of_local() {
  std::vector<std::string> names;
  return [&](int a, int b) { return names[a] < names[b]; }; // expected-warning {{local 'names' is captured by reference in a closure that is returned: 'names' ends with the function [escape-capture]}}
}
Compare comparator_with_copy() {
  std::vector<std::string> names;
  return [names](int a, int b) { return names[a] < names[b]; };
}
std::size_t visited(const std::variant<int, std::string> &v) {
  std::size_t size = 0;
  std::visit([&size](const auto &x) { size = sizeof(x); }, v);
  return size;
}
const int *visitor_lets_out(int n) {
  const int *p = nullptr;
  auto visitor = [&p](const int &x) { p = &x; };
  visitor(n);
  return p; // expected-warning {{reference to parameter 'n' is returned: 'n' ends with the function [escape-return]}}
}
int map_with_comparator_stays() {
  bool up = true;
  std::map<int, int, Compare> m([&up](int a, int b) { return up ? a < b : b < a; });
  m[1] = 2;
  return m[1];
}

// ---- moved, then used after assigned again ----

std::string moved_and_assigned() {
  std::string s = "text";
  std::string t = std::move(s);
  s = "again";
  return s + t;
}
char moved_view_taken_before() {
  std::string s = "a text that is long";
  std::string_view v = s;
  std::string t = std::move(s);
  s = "again";
  t = "other";
  return v[0]; // expected-warning {{local 'v' points into the storage of 't' and is used after 'operator=' ended it [escape-invalidated]}}
}
char moved_view_taken_after() {
  std::string s = "a text that is long";
  std::string t = std::move(s);
  s = "again";
  std::string_view v = s;
  t = "other";
  return v[0];
}
std::vector<int> moved_in_a_loop(int n) {
  std::vector<int> all;
  std::vector<int> part;
  for (int i = 0; i < n; ++i) {
    part.push_back(i);
    if (part.size() > 3) {
      all = std::move(part);
      part.clear();
    }
  }
  return all;
}

// ---- static scratch buffers ----

const char *static_scratch() {
  static thread_local char buffer[32];
  buffer[0] = 'a';
  return buffer;
}
const char *local_scratch() {
  char buffer[32];
  buffer[0] = 'a';
  return buffer; // expected-warning {{address of local 'buffer' is returned: 'buffer' ends with the function [escape-return]}}
}
const std::string &static_string_scratch() {
  static thread_local std::string buffer;
  buffer.assign("text");
  return buffer;
}
std::string_view static_view_scratch() {
  static std::vector<char> buffer;
  buffer.resize(4);
  return {buffer.data(), buffer.size()};
}
std::string_view local_view_scratch() {
  std::vector<char> buffer;
  buffer.resize(4);
  return {buffer.data(), buffer.size()}; // expected-warning {{view of local 'buffer' is returned: 'buffer' ends with the function [escape-return]}}
}

// ---- optional references ----

using Reference = std::optional<std::reference_wrapper<int>>;
Reference optional_reference(int &n) { return std::ref(n); }
Reference optional_reference_to_local() {
  int n = 1;
  return std::ref(n); // expected-warning {{reference to local 'n' is returned: 'n' ends with the function [escape-return]}}
}
int &optional_reference_get(int &n) {
  Reference r = std::ref(n);
  return r->get();
}
int &optional_reference_get_of_local() {
  int n = 1;
  Reference r = std::ref(n);
  return r->get(); // expected-warning {{reference to local 'n' is returned: 'n' ends with the function [escape-return]}}
}
int &wrapped_in_a_vector(int &n) {
  std::vector<std::reference_wrapper<int>> v{n};
  return v[0];
}
std::vector<std::reference_wrapper<int>> wrapped_locals() {
  int n = 1;
  std::vector<std::reference_wrapper<int>> v;
  v.push_back(n);
  return v; // expected-warning {{reference to local 'n' is returned: 'n' ends with the function [escape-return]}}
}

// ---- structured bindings ----

const std::string &bound_by_reference(const std::pair<int, std::string> &p) {
  const auto &[n, s] = p;
  return s;
}
const std::string &bound_by_value(const std::pair<int, std::string> &p) {
  const auto [n, s] = p;
  return s; // expected-warning {{reference to local '[' is returned: '[' ends with the function [escape-return]}}
}
int *bound_pointer(std::pair<int *, int> p) {
  auto [a, b] = p;
  return a;
}
int *bound_number(std::pair<int *, int> p) {
  auto &[a, b] = p;
  return &b; // expected-warning {{address of parameter 'p' is returned: 'p' ends with the function [escape-return]}}
}
char bound_in_a_loop(const std::map<int, std::string> &m) {
  const std::string *last = nullptr;
  for (const auto &[k, v] : m)
    last = &v;
  return last ? (*last)[0] : ' ';
}
char bound_copy_in_a_loop(const std::map<int, std::string> &m) {
  const std::string *last = nullptr;
  for (const auto [k, v] : m)
    last = &v;
  return last ? (*last)[0] : ' '; // expected-warning {{local 'last' holds the address of local '[' and is used after the scope of '[' ended [escape-scope]}}
}
std::tuple<int &, std::string> bound_tuple(int &n) {
  auto [a, s] = std::tuple<int &, std::string>(n, "text");
  return {a, s};
}

// ---- initializer lists, a class ----

struct ListKept {
  std::initializer_list<int> list;
  ListKept() { list = {1, 2, 3}; } // expected-warning {{view of temporary '{1, 2, 3}' is stored in 'this->list': '{1, 2, 3}' ends with the full-expression [escape-member]}}
};
struct ListGiven {
  std::initializer_list<int> list;
  ListGiven(std::initializer_list<int> l) : list(l) {}
};
struct ListCopied {
  std::vector<int> all;
  ListCopied(std::initializer_list<int> l) : all(l) {}
};
int list_given_a_temporary() {
  ListGiven l{1, 2, 3};
  return *l.list.begin(); // expected-warning {{local 'l' holds the address of temporary '{1, 2, 3}' and is used after the full-expression that made it [escape-temporary]}}
}
int list_copied() {
  ListCopied l{1, 2, 3};
  return l.all[0];
}
std::initializer_list<int> list_returned(int a) {
  return {a, 2, 3}; // expected-warning {{view of temporary '{a, 2, 3}' is returned: '{a, 2, 3}' ends with the full-expression [escape-return]}}
}
int list_used_at_once() { return std::max({1, 2, 3}); }

// ---- literals and constants ----

const char *literal() { return "text"; }
std::string_view literal_view() { return "text"; }
const char *constant() {
  static constexpr char text[] = "text";
  return text;
}
const char *not_static_constant() {
  constexpr char text[] = "text";
  return text; // expected-warning {{address of local 'text' is returned: 'text' ends with the function [escape-return]}}
}
const int &static_constant() {
  static const int n = 1;
  return n;
}
const int &local_constant() {
  const int n = 1;
  return n; // expected-warning {{address of local 'n' is returned: 'n' ends with the function [escape-return]}}
}
const char *name_of(int n) {
  static const char *const names[] = {"a", "b"};
  return names[n];
}
const char *name_of_local_table(int n) {
  const char *names[] = {"a", "b"};
  return names[n];
}
std::string_view view_name_of_local_table(int n) {
  const std::string_view names[] = {"a", "b"};
  return names[n];
}
const std::string_view &reference_name_of_local_table(int n) {
  const std::string_view names[] = {"a", "b"};
  return names[n]; // expected-warning {{address of local 'names' is returned: 'names' ends with the function [escape-return]}}
}
const char *function_name() { return __func__; }

// ---- literals and constants, two functions ----

const char *choose(bool b) { return b ? literal() : constant(); }
const char *keep_or(const char *s, const char *fallback) { return s ? s : fallback; }
const char *with_fallback(const char *s) { return keep_or(s, "fallback"); }
const char *with_local_fallback(const char *s) {
  char fallback[] = "fallback";
  return keep_or(s, fallback); // expected-warning {{address of local 'fallback' is returned: 'fallback' ends with the function [escape-return]}}
}

// Views of views, and views in containers and optionals.
#include <array>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

std::string make() { return "a text that is long"; }
std::string_view trim(std::string_view v) { return v.substr(1); }
std::string_view last_word(std::string_view v) { return trim(trim(v)); }

// ---- views of views: one function ----

std::string_view view_of_view(const std::string &s) {
  std::string_view v = s;
  std::string_view w = v.substr(1);
  return w;
}
std::string_view view_of_view_of_local() {
  std::string s = make();
  std::string_view v = s;
  std::string_view w = v.substr(1);
  return w; // expected-warning {{view of local 's' is returned: 's' ends with the function [escape-return]}}
}
const std::string_view &reference_to_view() {
  std::string_view v = "text";
  return v; // expected-warning {{address of local 'v' is returned: 'v' ends with the function [escape-return]}}
}
const char *iterator_of_view(const std::string &s) {
  std::string_view v = s;
  return &*v.begin();
}
char view_of_view_ended() {
  std::string_view w;
  {
    std::string s = make();
    std::string_view v = s;
    w = v;
  }
  return w[0]; // expected-warning {{local 'w' holds a pointer into local 's' and is used after the scope of 's' ended [escape-scope]}}
}
char view_ended_not_the_string() {
  std::string s = make();
  std::string_view w;
  {
    std::string_view v = s;
    w = v.substr(1);
  }
  return w[0];
}
char characters_of_a_temporary_view() {
  std::string s = make();
  const char *p = std::string_view(s).data();
  return *p;
}
char pointer_to_a_view_ended() {
  const std::string_view *p;
  {
    std::string_view v = "text";
    p = &v;
  }
  return (*p)[0]; // expected-warning {{local 'p' holds the address of local 'v' and is used after the scope of 'v' ended [escape-scope]}}
}

// ---- views of views: two functions ----

std::string_view view_by_functions(const std::string &s) { return trim(last_word(s)); }
std::string_view view_by_functions_of_local() {
  std::string s = make();
  return trim(last_word(s)); // expected-warning {{view of local 's' is returned: 's' ends with the function [escape-return]}}
}
std::string_view shorter(std::string_view a, std::string_view b) { return a.size() < b.size() ? a : b; }
std::string_view shorter_of_local(std::string_view a) {
  std::string s = make();
  return shorter(a, s); // expected-warning {{view of local 's' is returned: 's' ends with the function [escape-return]}}
}
std::string_view shorter_of_views(std::string_view a) {
  std::string_view b = a.substr(1);
  return shorter(a, b);
}
char view_by_functions_grown() {
  std::string s = make();
  std::string_view v = last_word(s);
  s += "more";
  return v[0]; // expected-warning {{local 'v' points into the storage of 's' and is used after 'operator+=' ended it [escape-invalidated]}}
}

// ---- views of views: a class ----

class Tokens {
public:
  explicit Tokens(std::string_view text) : text(text) {}
  std::string_view next() {
    std::string_view t = text.substr(0, 1);
    text.remove_prefix(1);
    return t;
  }
  Tokens rest() const { return Tokens(text); }

private:
  std::string_view text;
};
std::string_view first_token(const std::string &s) {
  Tokens tokens(s);
  return tokens.next();
}
std::string_view first_token_of_local() {
  std::string s = make();
  Tokens tokens(s);
  return tokens.next(); // expected-warning {{view of local 's' is returned: 's' ends with the function [escape-return]}}
}
std::string_view token_of_rest(std::string_view s) { return Tokens(s).rest().rest().next(); }
std::string_view token_of_rest_of_local() {
  std::string s = make();
  return Tokens(s).rest().rest().next(); // expected-warning {{view of local 's' is returned: 's' ends with the function [escape-return]}}
}
char token_kept_longer_than_tokens(const std::string &s) {
  std::string_view t;
  {
    Tokens tokens(s);
    t = tokens.next();
  }
  return t[0];
}
char token_kept_longer_than_text() {
  std::string_view t;
  {
    std::string s = make();
    Tokens tokens(s);
    t = tokens.next();
  }
  return t[0]; // expected-warning {{local 't' holds a pointer into local 's' and is used after the scope of 's' ended [escape-scope]}}
}

// ---- views in containers and optionals: one function ----

std::optional<std::string_view> optional_view(const std::string &s) {
  std::optional<std::string_view> o;
  o = s;
  return o;
}
std::optional<std::string_view> optional_view_of_local() {
  std::string s = make();
  std::optional<std::string_view> o;
  o = s;
  return o; // expected-warning {{reference to local 's' is returned: 's' ends with the function [escape-return]}}
}
std::string_view value_of_optional_view(const std::string &s) {
  std::optional<std::string_view> o = s;
  return *o;
}
std::string_view value_of_optional_string(const std::string &s) {
  std::optional<std::string> o = s;
  return *o; // expected-warning {{view of local 'o' is returned: 'o' ends with the function [escape-return]}}
}
std::pair<std::string_view, int> pair_of_view(const std::string &s) { return {s, 1}; }
std::pair<std::string_view, int> pair_of_view_of_local() {
  std::string s = make();
  return {s, 1}; // expected-warning {{reference to local 's' is returned: 's' ends with the function [escape-return]}}
}
std::map<int, std::string_view> map_of_views(const std::string &s) {
  std::map<int, std::string_view> m;
  m[1] = s;
  return m;
}
std::map<int, std::string_view> map_of_views_of_local() {
  std::string s = make();
  std::map<int, std::string_view> m;
  m[1] = s;
  return m; // expected-warning {{view of local 's' is returned: 's' ends with the function [escape-return]}}
}
std::array<std::string_view, 2> array_of_views_of_local(std::string_view other) {
  std::string s = make();
  std::array<std::string_view, 2> a{other, s};
  return a; // expected-warning {{view of local 's' is returned: 's' ends with the function [escape-return]}}
}
std::array<std::string_view, 2> array_of_views(std::string_view other) {
  std::array<std::string_view, 2> a{other, "literal"};
  return a;
}

// ---- views in containers and optionals: two functions ----

void add(std::vector<std::string_view> &v, std::string_view s) { v.push_back(s); }
std::optional<std::string_view> find(const std::vector<std::string_view> &v) {
  if (v.empty())
    return std::nullopt;
  return v.front();
}
std::vector<std::string_view> added_by_a_function(const std::string &s) {
  std::vector<std::string_view> v;
  add(v, s);
  return v;
}
std::vector<std::string_view> added_by_a_function_of_local() {
  std::string s = make();
  std::vector<std::string_view> v;
  add(v, s);
  return v; // expected-warning {{view of local 's' is returned: 's' ends with the function [escape-return]}}
}
std::optional<std::string_view> found_by_a_function(std::string_view s) {
  std::vector<std::string_view> v{s};
  return find(v);
}
std::optional<std::string_view> found_by_a_function_of_local() {
  std::string s = make();
  std::vector<std::string_view> v{s};
  return find(v); // expected-warning {{pointer into local 's' is returned: 's' ends with the function [escape-return]}}
}

// ---- views in containers and optionals: a class ----

class Names {
public:
  void add(std::string_view s) { names.push_back(s); }
  std::optional<std::string_view> first() const {
    if (names.empty())
      return std::nullopt;
    return names.front();
  }
  void add_local() {
    std::string s = make();
    add(s); // expected-warning {{view of local 's' is stored in 'this->names': 's' ends with the function [escape-member]}}
  }
  void add_literal() { add("literal"); }

private:
  std::vector<std::string_view> names;
};
Names names_of_local() {
  std::string s = make();
  Names names;
  names.add(s);
  return names; // expected-warning {{view of local 's' is returned: 's' ends with the function [escape-return]}}
}
Names names_of_literals() {
  Names names;
  names.add("literal");
  return names;
}
std::string_view name_outlives_names(std::string_view s) {
  Names names;
  names.add(s);
  return *names.first();
}

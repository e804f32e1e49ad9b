// escape-return: strings and views of them.
#include <string>
#include <string_view>

std::string_view view_of_string() {
  std::string s = "text";
  return s; // expected-warning {{view of local 's' is returned: 's' ends with the function [escape-return]}}
}
std::string copy_of_string() {
  std::string s = "text";
  return s;
}
std::string_view view_of_parameter(const std::string &s) { return s; }
std::string_view view_of_literal() { return "text"; }
std::string_view view_of_value_parameter(std::string s) {
  return s; // expected-warning {{view of parameter 's' is returned: 's' ends with the function [escape-return]}}
}
std::string_view view_of_sum(const std::string &a, const std::string &b) {
  return a + b; // expected-warning {{view of temporary 'a + b' is returned: 'a + b' ends with the full-expression [escape-return]}}
}
std::string_view substring() {
  std::string s = "text";
  return std::string_view(s).substr(1); // expected-warning {{pointer into local 's' is returned: 's' ends with the function [escape-return]}}
}
std::string substring_copy() {
  std::string s = "text";
  return s.substr(1);
}
const char *c_str() {
  std::string s = "text";
  return s.c_str(); // expected-warning {{view of local 's' is returned: 's' ends with the function [escape-return]}}
}
const char *c_str_of_parameter(const std::string &s) { return s.c_str(); }
const char &front() {
  std::string s = "text";
  return s.front(); // expected-warning {{pointer into local 's' is returned: 's' ends with the function [escape-return]}}
}
char front_copy() {
  std::string s = "text";
  return s.front();
}
const char *data_of_view() {
  std::string s = "text";
  std::string_view v = s;
  return v.data(); // expected-warning {{view of local 's' is returned: 's' ends with the function [escape-return]}}
}
std::string::iterator iterator_of_string() {
  std::string s = "text";
  return s.begin(); // expected-warning {{iterator into local 's' is returned: 's' ends with the function [escape-return]}}
}
std::string_view find_in_view(std::string_view v) { return v.substr(v.find('=')); }
const std::string &reference_to_string() {
  std::string s = "text";
  return s; // expected-warning {{address of local 's' is returned: 's' ends with the function [escape-return]}}
}
std::string &appended() {
  std::string s = "text";
  return s.append("more"); // expected-warning {{address of local 's' is returned: 's' ends with the function [escape-return]}}
}
std::string &appended_parameter(std::string &s) { return s.append("more"); }
std::string_view to_string_view() {
  return std::to_string(42); // expected-warning {{view of temporary 'std::to_string(42)' is returned: 'std::to_string(42)' ends with the full-expression [escape-return]}}
}

// Over two functions and a class.
std::string_view trim(std::string_view v) { return v.substr(1); }
std::string_view trimmed() {
  std::string s = " text";
  return trim(s); // expected-warning {{view of local 's' is returned: 's' ends with the function [escape-return]}}
}
std::string trimmed_copy() {
  std::string s = " text";
  return std::string(trim(s));
}
class Token {
public:
  explicit Token(std::string_view text) : text(text) {}
  std::string_view get() const { return text; }

private:
  std::string_view text;
};
Token token_of_local() {
  std::string s = "text";
  return Token(s); // expected-warning {{view of local 's' is returned: 's' ends with the function [escape-return]}}
}
Token token_of_view(std::string_view v) { return Token(v); }
std::string_view through_token() {
  std::string s = "text";
  Token t(s);
  return t.get(); // expected-warning {{view of local 's' is returned: 's' ends with the function [escape-return]}}
}
std::size_t size_of_token() {
  std::string s = "text";
  Token t(s);
  return t.get().size();
}
class Named {
  std::string name;

public:
  std::string_view view() const { return name; }
  const std::string &ref() const & { return name; }
};
std::string_view view_of_member() {
  Named n;
  return n.view(); // expected-warning {{pointer into local 'n' is returned: 'n' ends with the function [escape-return]}}
}
std::string_view view_of_members(const Named &n) { return n.view(); }
const std::string &reference_to_member() {
  Named n;
  return n.ref(); // expected-warning {{address of local 'n' is returned: 'n' ends with the function [escape-return]}}
}

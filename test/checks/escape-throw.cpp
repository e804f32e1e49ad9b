// escape-throw: reaches an exception object.
#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

// ---- one function ----

[[noreturn]] void address() {
  int x = 1;
  throw &x; // expected-warning {{address of local 'x' is thrown: 'x' ends with the function [escape-throw]}}
}
[[noreturn]] void value() {
  int x = 1;
  throw x;
}
[[noreturn]] void address_of_a_parameter(int *p) { throw p; }
[[noreturn]] void address_of_a_value_parameter(int p) {
  throw &p; // expected-warning {{address of parameter 'p' is thrown: 'p' ends with the function [escape-throw]}}
}
[[noreturn]] void array_decays() {
  char text[] = "text";
  throw text; // expected-warning {{address of local 'text' is thrown: 'text' ends with the function [escape-throw]}}
}
[[noreturn]] void literal() { throw "text"; }
void on_one_path(bool b) {
  int x = 1;
  if (b)
    throw &x; // expected-warning {{address of local 'x' is thrown: 'x' ends with the function [escape-throw]}}
}
void caught_here() {
  int x = 1;
  try {
    throw &x;
  } catch (int *p) {
    *p = 2;
  }
}
struct Problem {
  const char *what;
  int code;
};
[[noreturn]] void in_a_member() {
  char text[] = "text";
  throw Problem{text, 1}; // expected-warning {{address of local 'text' is thrown: 'text' ends with the function [escape-throw]}}
}
[[noreturn]] void member_literal() { throw Problem{"text", 1}; }
[[noreturn]] void in_a_variable() {
  char text[] = "text";
  Problem p{"", 1};
  p.what = text;
  throw p; // expected-warning {{address of local 'text' is thrown: 'text' ends with the function [escape-throw]}}
}
[[noreturn]] void in_a_variable_reset() {
  char text[] = "text";
  Problem p{text, 1};
  p.what = "literal";
  throw p;
}

// ---- two functions ----

Problem make(const char *what) { return Problem{what, 1}; }
[[noreturn]] void fail(const char *what) { throw Problem{what, 2}; }
[[noreturn]] void fail_with_literal(const char *) { throw Problem{"failed", 2}; }
[[noreturn]] void made_by_a_function() {
  char text[] = "text";
  throw make(text); // expected-warning {{address of local 'text' is thrown: 'text' ends with the function [escape-throw]}}
}
[[noreturn]] void exceptions_out_of_calls_are_not_followed() {
  char text[] = "text";
  fail(text);
}
[[noreturn]] void thrown_by_a_function_without_it() {
  char text[] = "text";
  fail_with_literal(text);
}
template <class E> [[noreturn]] void fail_any(E e) { throw e; }
[[noreturn]] void nor_out_of_templates() {
  int x = 1;
  fail_any(&x);
}
[[noreturn]] void thrown_by_a_lambda() {
  int x = 1;
  auto f = [&x] { throw &x; };
  f(); // expected-warning {{reference to local 'x' is thrown: 'x' ends with the function [escape-throw]}}
}

// ---- over a class ----

class ParseError : public std::exception {
public:
  explicit ParseError(std::string_view where) : where_(where) {}
  const char *what() const noexcept override { return "parse error"; }
  std::string_view where() const { return where_; }

private:
  std::string_view where_;
};
class OwningError : public std::exception {
public:
  explicit OwningError(std::string_view where) : where_(where) {}
  const char *what() const noexcept override { return where_.c_str(); }

private:
  std::string where_;
};
[[noreturn]] void view_in_an_exception() {
  std::string line = "text";
  throw ParseError(line); // expected-warning {{view of local 'line' is thrown: 'line' ends with the function [escape-throw]}}
}
[[noreturn]] void string_in_an_exception() {
  std::string line = "text";
  throw OwningError(line);
}
[[noreturn]] void view_of_a_parameter(const std::string &line) { throw ParseError(line); }
[[noreturn]] void view_of_a_temporary(const std::string &line) {
  throw ParseError(line + "!"); // expected-warning {{view of temporary 'line + "!"' is thrown: 'line + "!"' ends with the full-expression [escape-throw]}}
}
struct Checker {
  std::string text;
  void check(int n) const {
    if (n < 0)
      throw ParseError(text);
  }
  static void nor_out_of_methods(int n) {
    Checker c;
    c.check(n);
  }
};

// ---- the library ----

[[noreturn]] void runtime_error_copies() {
  std::string s = "text";
  throw std::runtime_error(s);
}
[[noreturn]] void runtime_error_of_c_str() {
  std::string s = "text";
  throw std::runtime_error(s.c_str());
}
[[noreturn]] void string_itself() {
  std::string s = "text";
  throw s;
}
[[noreturn]] void view_itself() {
  std::string s = "text";
  throw std::string_view(s); // expected-warning {{view of local 's' is thrown: 's' ends with the function [escape-throw]}}
}
[[noreturn]] void vector_of_addresses() {
  int x = 1;
  std::vector<int *> v{&x};
  throw v; // expected-warning {{address of local 'x' is thrown: 'x' ends with the function [escape-throw]}}
}
[[noreturn]] void pair_with_an_address() {
  int x = 1;
  throw std::make_pair(1, &x); // expected-warning {{address of local 'x' is thrown: 'x' ends with the function [escape-throw]}}
}
std::exception_ptr exception_pointer() {
  int x = 1;
  return std::make_exception_ptr(&x); // expected-warning {{local 'x' is captured by reference in a closure that is returned: 'x' ends with the function [escape-capture]}}
}
std::exception_ptr exception_pointer_to_value() {
  int x = 1;
  return std::make_exception_ptr(x);
}
void rethrown() {
  try {
    throw std::runtime_error("text");
  } catch (const std::runtime_error &) {
    throw;
  }
}
const char *what_of_a_caught_one() {
  try {
    throw std::runtime_error("text");
  } catch (const std::runtime_error &e) {
    return e.what();
  }
}

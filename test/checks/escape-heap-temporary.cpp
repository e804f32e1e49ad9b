// escape-heap-temporary: a string is made, unseen, on the way into a call.
// plugin: checks=escape-heap-temporary
#include <map>
#include <string>
#include <string_view>

int length(const std::string &text) { return int(text.size()); } // expected-warning {{'text' is made from a literal by every caller in this file, which allocates: 'std::string_view text' needs no allocation [escape-heap-temporary]}}
int mixed(const std::string &text) { return int(text.size()); }
int short_only(const std::string &text) { return int(text.size()); }
int view(std::string_view text) { return int(text.size()); }
int unseen(const std::string &text);
int value(std::string text) { return int(text.size()); }

int literal() {
  return length("a text that is longer than the buffer"); // expected-warning {{a temporary of 38 bytes is allocated for 'length', where 'std::string_view text' would need none [escape-heap-temporary]}}
}
int literal_that_fits() { return short_only("short") + mixed("short"); }
int of_a_string(const std::string &text) { return mixed(text); }
int literal_as_view() { return view("a text that is longer than the buffer"); }
int to_code_that_is_not_seen() {
  return unseen("a text that is longer than the buffer"); // expected-warning {{a temporary of 38 bytes is allocated for 'unseen' [escape-heap-temporary]}}
}
int written_down() { return mixed(std::string("a text that is longer than the buffer")); }
int by_value() { return value("a text that is longer than the buffer"); }
int key(const std::map<std::string, int> &numbers) {
  return int(numbers.count("a text that is longer than the buffer")); // expected-warning {{a temporary of 38 bytes is allocated for 'std::map::count' [escape-heap-temporary]}}
}

// ---- where a view would not do ----

int terminated(const std::string &text) { return text.c_str()[0]; }
int handed_on(const std::string &text) { return unseen(text); }
struct Base {
  virtual int of(const std::string &text) { return int(text.size()); }
};
int to_a_c_string() {
  return terminated("a text that is longer than the buffer"); // expected-warning {{a temporary of 38 bytes is allocated for 'terminated' [escape-heap-temporary]}}
}
int to_what_needs_a_string() {
  return handed_on("a text that is longer than the buffer"); // expected-warning {{a temporary of 38 bytes is allocated for 'handed_on' [escape-heap-temporary]}}
}
int to_an_override(Base &base) {
  return base.of("a text that is longer than the buffer"); // expected-warning {{a temporary of 38 bytes is allocated for 'Base::of' [escape-heap-temporary]}}
}

// ---- and where it would ----

bool compared(const std::string &text) { // expected-warning {{'text' is made from a literal by every caller in this file}}
  return text == "b" || text.find('x') != std::string::npos || text[0] == 'c' || view(text);
}
bool to_what_compares() {
  return compared("a text that is longer than the buffer"); // expected-warning {{where 'std::string_view text' would need none}}
}

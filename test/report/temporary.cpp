// Temporaries: what they are called, and how long they live.
#include <initializer_list>
#include <string>
#include <string_view>

std::string make();

std::string_view returned(const std::string &a, const std::string &b) { // -m: a does not escape | b does not escape
  return a + b; // -m: a + b escapes: {result} outlives it | a + b escapes to {result}; may allocate (run-time length)
}

std::size_t usedAfter() {
  std::string_view v = make(); // -m: make() escapes: {local v} outlives it
  return v.size();
}

std::size_t usedBefore() {
  return std::string_view(make()).size();
}

std::size_t extended() {
  const std::string &s = make();
  return s.size();
}

const int &bound() {
  return 42; // -m: 42 escapes: {result} outlives it
}

std::initializer_list<int> list() {
  return {1, 2, 3}; // -m: {1, 2, 3} escapes: {result} outlives it
}

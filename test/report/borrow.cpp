// Where addresses come from: address-of, reference-binding, array-decay, view-of-owner, iterator-of-owner.
#include <string>
#include <string_view>
#include <vector>

int *g;

int *addressOf() {
  int x = 1; // -m: x escapes: {result} outlives it
  // -m -m: flow: {result} = &x | &x (address-of) at borrow.cpp:11:10 | &x (return) at borrow.cpp:11:10
  return &x;
}

int addressOfStays() {
  int x = 1; // -m: x does not escape
  int *p = &x;
  return *p;
}

int &reference() {
  int x = 1; // -m: x escapes: {result} outlives it
  // -m -m: x (reference-binding) at borrow.cpp:23:12 | r (return)
  int &r = x;
  return r;
}

int referenceStays() {
  int x = 1; // -m: x does not escape
  int &r = x;
  return r;
}

char *decay() {
  char text[8] = ""; // -m: text escapes: {result} outlives it
  // -m -m: text (array-decay) at borrow.cpp:36:10 | text (return)
  return text;
}

char decayStays() {
  char text[8] = ""; // -m: text does not escape
  char *p = text;
  return *p;
}

std::string_view view() {
  std::string s = "abc"; // -m: s escapes: {result} outlives it
  // -m -m: (view-of-owner)
  return s;
}

std::string copy() {
  std::string s = "abc";
  std::string_view v = s;
  return std::string(v); // -m: std::string(v) escapes to {result}; may allocate (run-time length)
}

std::vector<int>::iterator iterator() {
  std::vector<int> v; // -m: v escapes: {result} outlives it
  // -m -m: v.begin() (iterator-of-owner) at borrow.cpp:60:10
  return v.begin();
}

int iteratorStays() {
  std::vector<int> v;
  auto it = v.begin();
  return *it;
}

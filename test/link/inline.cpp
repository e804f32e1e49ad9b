// The way goes through functions of a header, which every file has.
// ---- inline.h
#include <string>
#include <string_view>
int *same(int *p);
inline int *through(int *p) { return same(p); }
inline int *reported_once() {
  int n = 0;
  return through(&n); // escape-return
}
inline std::string_view trimmed(std::string_view s) { return s.substr(1); }
template <class T> T *pass(T *p) { return through(p); }
struct Parser {
  std::string_view rest;
  void feed(std::string_view s) { rest = trimmed(s); }
};
void run(Parser &parser);
// ---- one.cpp
#include "inline.h"
int *same(int *p) { return p; }
int *first() {
  int n = 0;
  return through(&n); // escape-return
}
// ---- two.cpp
#include "inline.h"
int *second() {
  int n = 0;
  return pass(&n); // escape-return
}
void run(Parser &parser) {
  std::string text = "some text that is long enough";
  parser.feed(text); // escape-member
}
void run_alone() {
  std::string text = "some text that is long enough";
  Parser parser;
  parser.feed(text);
}
// ---- three.cpp
#include "inline.h"
std::string_view tail(const std::string &s);
std::string_view third() {
  std::string text = "some text that is long enough";
  return trimmed(text); // escape-return
}
// ---- four.cpp
#include "inline.h"
std::string_view tail(const std::string &s) { return trimmed(s); }

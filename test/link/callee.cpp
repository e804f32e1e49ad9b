// The callee is in another file.
// ---- keep.h
struct Watcher {
  int *seen = nullptr;
};
extern Watcher watcher;
void keep(Watcher &w, int *p);
void drop(Watcher &w);
void look(const int *p);
int *same(int *p);
int *other(int *p);
void both(Watcher &w, int *p, bool store);
int *twice(int *p);
int even(int n, int **out, int *p);
int odd(int n, int **out, int *p);
[[noreturn]] void stop(int *p);
struct Holder {
  int *at = nullptr;
  Holder() = default;
  explicit Holder(int *p);
  void put(int *p);
  void clear();
};
struct Guard {
  explicit Guard(int *p);
  ~Guard();
};
// ---- keep.cpp
#include "keep.h"
Watcher watcher;
void keep(Watcher &w, int *p) { w.seen = p; }
void drop(Watcher &w) { w.seen = nullptr; }
void look(const int *p) { (void)*p; }
int *same(int *p) { return p; }
int *other(int *) { return nullptr; }
void both(Watcher &w, int *p, bool store) {
  if (store)
    w.seen = p;
}
int even(int n, int **out, int *p) { return n == 0 ? (*out = p, 1) : odd(n - 1, out, p); }
void stop(int *p) {
  watcher.seen = p;
  throw 1;
}
Holder::Holder(int *p) : at(p) {}
void Holder::put(int *p) { at = p; }
void Holder::clear() { at = nullptr; }
Guard::Guard(int *p) { watcher.seen = p; }
Guard::~Guard() { watcher.seen = nullptr; }
// ---- use.cpp
#include "keep.h"
int *twice(int *p) { return same(same(p)); }
int odd(int n, int **out, int *p) { return n == 0 ? 0 : even(n - 1, out, p); }
void kept() {
  int n = 0;
  keep(watcher, &n); // escape-static
}
void kept_and_dropped() {
  int n = 0;
  keep(watcher, &n);
  drop(watcher);
}
void only_looked_at() {
  int n = 0;
  look(&n);
}
int *returned() {
  int n = 0;
  return same(&n); // escape-return
}
int *returned_twice() {
  int n = 0;
  return twice(&n); // escape-return
}
int *another_is_returned() {
  int n = 0;
  return other(&n);
}
void stored_when_asked() {
  int n = 0;
  both(watcher, &n, true); // escape-static
}
void not_stored_when_not_asked() {
  int n = 0;
  both(watcher, &n, false);
}
void through_a_cycle_of_files(int **out) {
  int n = 0;
  even(4, out, &n); // escape-param
}
void method(Holder &h) {
  int n = 0;
  h.put(&n); // escape-member
}
void method_and_cleared(Holder &h) {
  int n = 0;
  h.put(&n);
  h.clear();
}
Holder constructed() {
  int n = 0;
  return Holder(&n); // escape-return
}
void constructed_and_dropped() {
  int n = 0;
  Holder h(&n);
}
void destructor_takes_it_back() {
  int n = 0;
  Guard guard(&n);
}
void never_comes_back() {
  int n = 0;
  stop(&n);
}
void scope() {
  int *p = nullptr;
  {
    int n = 0;
    p = same(&n);
  }
  look(p); // escape-scope
}

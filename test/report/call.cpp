// Calls: what is passed, how the callee is known, and what comes back.
#include <algorithm>
#include <cstdarg>
#include <string>
#include <vector>

int *g;
void noBody(int *p);
void noBodyVariadic(const char *format, ...);
struct Reader {
  virtual ~Reader() = default;
  virtual int read(char *p, int n) = 0;
};
struct File : Reader {
  int read(char *p, int n) override; // has no body here
  int fd = 0;
};
struct Memory final : Reader {
  int read(char *p, int n) override { return p[0] = char(n); } // -m: this does not escape | p does not escape
};

void unseen() {
  int x = 1; // -m: x may escape: {unknown} (no body)
  // -m -m: flow: {unknown} = &x | &x (address-of) | noBody(&x) (call argument: no body visible) at call.cpp:25:3
  noBody(&x);
}

void pointed(void (*f)(int *)) {
  int x = 1; // -m: x may escape: {unknown} (function pointer)
  // -m -m: f(&x) (call argument: function pointer)
  f(&x);
}

void variadic() {
  int x = 1; // -m: x may escape: {unknown} (variadic callee)
  // -m -m: noBodyVariadic("%p", &x) (call argument: variadic)
  noBodyVariadic("%p", &x);
}

int through(Reader &r, char *p) { return r.read(p, 1); }
// -m: may leak param: r to {unknown} level=0 (open virtual call) | may leak param: p to {unknown} level=0 (open virtual call)
// -m -m: r.read(p, 1) (call argument: virtual call) at call.cpp:40:42

int interface() {
  char c = 0; // -m: c may escape: {unknown} (open virtual call)
  File file;  // -m: file may escape: {unknown} (open virtual call)
  // -m -m: file (interface-converted: File to Reader) at call.cpp:48:18 | flow: {unknown} = r | (call argument: virtual call)
  return through(file, &c);
}

int exact() {
  char c = 0; // -m: c does not escape
  Memory memory;
  return memory.read(&c, 1);
}

int *identity(int *p) { return p; } // -m: leaking param: p to {result} level=0
void keep(int *p) { g = p; }        // -m: leaking param: p to {static g} level=0
void fill(int **to, int *p) { *to = p; } // -m: to does not escape | leaking param: p to {param to} level=0
int look(const int *p) { return *p; }    // -m: p does not escape

int *result() {
  int x = 1; // -m: x escapes: {result} outlives it
  // -m -m: &x (address-of) | identity(&x) (call argument) at call.cpp:65:10 | flow: {result} = p | p (return) at call.cpp:57:32 | identity(&x) (call result) at call.cpp:65:10 | identity(&x) (return) at call.cpp:65:10
  return identity(&x);
}

void kept() {
  int x = 1; // -m: x escapes: {static g} outlives it
  // -m -m: &x (address-of) | keep(&x) (call argument) at call.cpp:71:3 | flow: {static g} = p | g = p (assign) at call.cpp:58:21
  keep(&x);
}

int *outParameter() {
  int x = 1; // -m: x escapes: {result} outlives it
  // -m -m: fill(&p, &x) (call argument) | *to = p (assign) | fill(&p, &x) (out-parameter)
  int *p; // -m: p does not escape
  fill(&p, &x);
  return p;
}

int looked() {
  int x = 1; // -m: x does not escape
  return look(&x);
}

int *recursive(int *p, int n) { return n ? recursive(p, n - 1) : p; } // -m: leaking param: p to {result} level=0

template <class T> T *same(T *p) { return p; } // -m: leaking param: p to {result} level=0
int *instantiated() {
  int x = 1; // -m: x escapes: {result} outlives it
  // -m -m: same(&x) (call argument: instantiated from same)
  return same(&x);
}
template <class T> T *unused(T *p) { T x{}; return &x; }

int library(std::vector<int> &v) { // -m: v does not escape
  return *std::max_element(v.begin(), v.end());
}

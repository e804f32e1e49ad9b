// The ways through members and pointers: dot, arrow, indirection, subscript, pointer-arithmetic, integer round trip.
#include <cstdint>

struct Node {
  int value;
  int *own;
  Node *next;
  int list[4];
};
int *g;

int *dot() {
  Node n{}; // -m: n escapes: {result} outlives it
  // -m -m: flow: {result} = &n.value | &n.value (address-of) | &n.value (return)
  return &n.value;
}

void dotValue(Node n) { // -m: leaking param: n to {static g} level=0
  // -m -m: n.own (dot) at access.cpp:20:7 | g = n.own (assign)
  g = n.own;
}

int *arrow(Node *n) { return n->own; } // -m: leaking param: n to {result} level=1
// -m -m: flow: {result} = n->own | n->own (arrow) at access.cpp:23:30 | n->own (return)

int arrowValue(Node *n) { return n->value; } // -m: n does not escape

int *indirection(int **p) { return *p; } // -m: leaking param: p to {result} level=1
// -m -m: *p (indirection) at access.cpp:28:36 | *p (return)

int *subscript(int **p, int i) { return p[i]; } // -m: leaking param: p to {result} level=1
// -m -m: p[i] (subscript) at access.cpp:31:41 | p[i] (return)

int *arithmetic(int *p, int n) { return p + n; } // -m: leaking param: p to {result} level=0
// -m -m: p + n (pointer-arithmetic) at access.cpp:34:41 | p + n (return)

long difference(int *p, int *q) { return p - q; } // -m: p does not escape | q does not escape

void *roundTrip(int *p) { // -m: leaking param: p to {result} level=0
  // -m -m: reinterpret_cast<std::uintptr_t>(p) (integer round trip) | reinterpret_cast<void *>(n) (integer round trip)
  std::uintptr_t n = reinterpret_cast<std::uintptr_t>(p) + 8;
  return reinterpret_cast<void *>(n);
}

bool aligned(int *p) { return reinterpret_cast<std::uintptr_t>(p) % 8 == 0; } // -m: p does not escape

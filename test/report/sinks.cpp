// Where addresses get out, and how the lines name it; with the silent twin of each.
#include <memory>

int *g;
thread_local int *t_local;
struct Box {
  int *p;
  int *&slot();
};

void toStatic(int v) { g = &v; } // -m: v escapes: {static g} outlives it
// -m -m: flow: {static g} = &v | &v (address-of) | g = &v (assign) at sinks.cpp:11:24
void toStaticReset(int v) { // -m: v does not escape
  g = &v;
  g = nullptr;
}

void toThreadLocal(int v) { t_local = &v; } // -m: v escapes: {static t_local} outlives it

void toLocalStatic() {
  static int *kept;
  int x = 1; // -m: x escapes: {static kept} outlives it
  kept = &x;
}

struct Keeps {
  int *p;
  void toMember() { // -m: this does not escape
    int x = 1;      // -m: x escapes: {this->p} outlives it
    p = &x;
  }
  void toMemberReset() { // -m: this does not escape
    int x = 1;           // -m: x does not escape
    p = &x;
    p = nullptr;
  }
};

void toParam(int **q) { // -m: q does not escape
  int x = 1;            // -m: x escapes: {param q} outlives it
  // -m -m: flow: {param q} = &x | &x (address-of) | *q = &x (assign)
  *q = &x;
}

void toOuterScope(bool more) {
  int *last = nullptr;
  while (more) {
    int x = 1; // -m: x escapes: {local last} outlives it
    // -m -m: flow: {local last} = &x | &x (address-of) | last = &x (assign)
    last = &x;
    more = false;
  }
  if (last)
    *last = 2;
}

void toOuterScopeUnused(bool more) {
  int *last = nullptr;
  while (more) {
    int x = 1; // -m: x does not escape
    last = &x;
    more = false;
  }
  last = nullptr;
}

void thrown() {
  int x = 1; // -m: x escapes: {exception} outlives it
  // -m -m: flow: {exception} = &x | &x (address-of) | &x (throw) at sinks.cpp:70:9
  throw &x;  // -m: throw &x escapes to {exception}; allocates 136 bytes
}

void thrownValue() {
  int x = 1;
  throw x;  // -m: throw x escapes to {exception}; allocates 132 bytes
}

Box *toHeap() {
  int x = 1; // -m: x escapes: {result} outlives it
  Box *box = new Box{&x}; // -m: new Box{&x} escapes to {result}; allocates 8 bytes
  return box;
}

int deleted() {
  int x = 1; // -m: x does not escape
  Box *box = new Box{&x}; // -m: new Box{&x} does not escape; allocates 8 bytes
  int y = *box->p;
  delete box;
  return y;
}

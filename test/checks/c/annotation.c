// escape-annotation in C.
#define NOESCAPE __attribute__((noescape))
#define BOUND __attribute__((lifetimebound))
static int *kept;
struct Node {
  int *p;
};

void stored(int *p NOESCAPE) {
  kept = p; // expected-warning {{parameter 'p' is declared 'noescape', but is stored in static 'kept' [escape-annotation]}}
}
int read_only(const int *p NOESCAPE) { return *p; }
void taken_back(int *p NOESCAPE) {
  kept = p;
  kept = 0;
}
void in_a_node(struct Node *node, int *p NOESCAPE) {
  node->p = p; // expected-warning {{parameter 'p' is declared 'noescape', but is stored through parameter 'node' [escape-annotation]}}
}
void in_a_local_node(int *p NOESCAPE) {
  struct Node node = {p};
  ++*node.p;
}
int *bound(int *p BOUND) { return p; }
int *bound_and_stored(int *p BOUND) {
  kept = p; // expected-warning {{parameter 'p' is declared only 'lifetimebound', but is stored in static 'kept' [escape-annotation]}}
  return p;
}
int *wrong(int *a, int *b BOUND) { // expected-warning {{parameter 'b' is declared 'lifetimebound', but the result never refers to it [escape-annotation]}}
  return *b ? a : 0;
}

// C: the same lines, without anything of C++.
// flags: -std=c11
#include <stdlib.h>
#include <string.h>

struct node {
  int *own;
  struct node *next;
};
static int *kept;

int *local(void) {
  int x = 1; // -m: x escapes: {result} outlives it
  // -m -m: &x (address-of) | &x (return)
  return &x;
}

void keep(int *p) { kept = p; } // -m: leaking param: p to {static kept} level=0

void stored(struct node *n) { // -m: n does not escape
  int x = 1;                  // -m: x escapes: {param n} outlives it
  n->own = &x;
}

struct node *made(int *own) { // -m: leaking param: own to {result} level=0
  struct node *n = malloc(sizeof *n); // -m: malloc(sizeof *n) escapes to {result}; allocates 16 bytes
  n->own = own;
  n->next = NULL;
  return n;
}

int copied(const char *text) { // -m: text does not escape
  char *copy = malloc(strlen(text) + 1); // -m: malloc(strlen(text) + 1) does not escape; allocates (non-constant size)
  strcpy(copy, text);
  int first = copy[0];
  free(copy);
  return first;
}

int compound(void) {
  int x = 1; // -m: x does not escape
  struct node *n = &(struct node){.own = &x};
  return *n->own;
}

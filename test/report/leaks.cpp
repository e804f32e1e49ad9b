// Parameters: leaking param, leaking param content, may leak, and what does not.
int *g;
int **gg;
struct Node {
  int *own;
  Node *next;
};
struct Visitor {
  virtual ~Visitor() = default;
  virtual void visit(int *p) = 0;
};

void toStatic(int *p) { g = p; } // -m: leaking param: p to {static g} level=0
void contentToStatic(int **p) { g = *p; } // -m: leaking param content: p to {static g}
void deeper(int ***p) { g = **p; } // -m: leaking param content: p to {static g}
int *toResult(int *p) { return p; } // -m: leaking param: p to {result} level=0
int *contentToResult(int **p) { return *p; } // -m: leaking param: p to {result} level=1
int *&referenceToResult(Node &n) { return n.own; } // -m: leaking param: n to {result} level=0
void toParam(int **to, int *from) { *to = from; } // -m: to does not escape | leaking param: from to {param to} level=0
void contentToParam(int **to, int **from) { *to = *from; } // -m: to does not escape | leaking param: from to {param to} level=1
void toException(int *p) { throw p; } // -m: leaking param: p to {exception} level=0 | throw p escapes to {exception}; allocates 136 bytes
int valueOnly(const int *p) { return *p; } // -m: p does not escape
void selfAssigned(Node *n) { n->own = n->next->own; } // -m: n does not escape
void mayLeak(Visitor &v, int *p) { v.visit(p); }
// -m: may leak param: v to {unknown} level=0 (open virtual call) | may leak param: p to {unknown} level=0 (open virtual call)
void mayLeakContent(void (*f)(int *), int **p) { f(*p); } // -m: may leak param content: p to {unknown} (function pointer)

struct Holder {
  int *p;
  int mine;
  int *own() { return &mine; } // -m: leaking param: this to {result} level=0
  int *held() { return p; }    // -m: leaking param: this to {result} level=1
  int value() { return mine; } // -m: this does not escape
  void set(int *q) { p = q; }  // -m: this does not escape | leaking param: q to {this->p} level=0
};

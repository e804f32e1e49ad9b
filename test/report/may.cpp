// Every kind of assumption, named in the line that rests on it.
int *g;
void noBody(int *p);
void printed(const char *format, ...);
struct Open {
  virtual void call(int *p) = 0;
};

void body() {
  int x = 1; // -m: x may escape: {unknown} (no body)
  noBody(&x);
}

void open(Open &o) { // -m: may leak param: o to {unknown} level=0 (open virtual call)
  int x = 1;         // -m: x may escape: {unknown} (open virtual call)
  o.call(&x);
}

void pointer(void (*f)(int *)) {
  int x = 1; // -m: x may escape: {unknown} (function pointer)
  f(&x);
}

void variadic() {
  int x = 1; // -m: x may escape: {unknown} (variadic callee)
  printed("%p", &x);
}

int *result() {
  int x = 1; // -m: x may escape: {unknown} (function pointer) | x may escape: {result} (function pointer)
  int *(*f)(int *) = nullptr;
  extern int *(*choose())(int *);
  f = choose();
  return f(&x);
}

template <class T> int *pattern(T) {
  int x = 1; // -m: x may escape: {result} (uninstantiated pattern)
  return &x;
}

int main() {
  int x = 1; // -m: x may escape: {static g} (main's own object)
  g = &x;
}

class Scratch {
public:
  void run() { // -m: this does not escape
    int n = 0; // -m: n may escape: {this->at_} (no visible reader)
    at_ = &n;
    step();
  }

private:
  void step() { *at_ = 1; } // -m: this does not escape
  int *at_ = nullptr;
};

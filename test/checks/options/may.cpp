// With `may`: what rests on an assumption is found, too, and the assumption is named.
// plugin: may
int *unknown(int *p);
struct Shape {
  virtual ~Shape() = default;
  virtual int *pick(int *p) { return p; }
};
int *not_visible() {
  int x = 1;
  return unknown(&x); // expected-warning {{address of local 'x' may be returned: 'x' ends with the function (no body) [escape-return]}}
}
int *open_virtual(Shape &s) {
  int x = 1;
  return s.pick(&x); // expected-warning {{address of local 'x' may be returned: 'x' ends with the function (open virtual call) [escape-return]}}
}
int *function_pointer(int *(*f)(int *)) {
  int x = 1;
  return f(&x); // expected-warning {{address of local 'x' may be returned: 'x' ends with the function (function pointer) [escape-return]}}
}
int *proven() {
  int x = 1;
  return &x; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *known(int *p) {
  Shape s;
  return s.pick(p);
}
int *keeps(int *p);
void promised(int *p [[clang::noescape]]) {
  keeps(p); // expected-warning {{parameter 'p' is declared 'noescape', but may be kept by code that is not visible (no body) [escape-annotation]}}
}
int *bound_and_passed(int *p [[clang::lifetimebound]]) {
  keeps(p);
  return p;
}
void fill(int *to);
int handed_out_and_deleted() { // what code that is not visible keeps is told in the report
  int *buffer = new int[2];
  fill(buffer);
  int first = buffer[0];
  delete[] buffer;
  return first;
}
int handed_back_and_deleted() {
  int *buffer = new int[2];
  int *part = unknown(buffer);
  delete[] buffer;
  return *part; // expected-warning {{local 'part' points to 'new int[2]' and may be used after 'delete' ended it (no body) [escape-invalidated]}}
}

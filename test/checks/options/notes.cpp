// The way is told: where it was borrowed, each step, where it ends.
int *pass(int *p) {
  return p; // expected-note {{then to the result (return)}}
}
int *way() {
  int x = 1;
  int *p = &x; // expected-note {{'x' is borrowed here}}
  int *q = pass(p);
  // expected-note@+1 {{'x' ends here}}
  return q; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}

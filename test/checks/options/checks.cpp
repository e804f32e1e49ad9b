// Globs act on top of the defaults.
// plugin: checks=-*,escape-static
int *global;
int *returned() {
  int x = 1;
  return &x;
}
void stored() {
  int x = 1;
  global = &x; // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
}

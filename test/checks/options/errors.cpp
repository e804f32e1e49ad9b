// plugin: warnings-as-errors=escape-static
// What is selected is an error, the rest a warning.
int *global;
void stored() {
  int x = 1;
  global = &x; // expected-error {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
}
int *returned() {
  int x = 1;
  return &x; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}

// A model file of the user's says what a function without a body does.
// plugin: models=@FOLDER@/../models/acme.json
namespace acme {
void watch(int *p);
void other(int *p);
} // namespace acme
void watched() {
  int x = 1;
  acme::watch(&x); // expected-warning {{address of local 'x' is stored in static 'acme watchers': 'x' ends with the function [escape-static]}}
}
void watched_static() {
  static int x = 1;
  acme::watch(&x);
}
void not_in_the_model() {
  int x = 1;
  acme::other(&x);
}

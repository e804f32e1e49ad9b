// Suppressions are clang-tidy's; one of ours that suppresses nothing is found.
int *global;
void bare() {
  int x = 1;
  global = &x; // NOLINT
}
void named() {
  int x = 1;
  global = &x; // NOLINT(escape-static)
}
void next_line() {
  int x = 1;
  // NOLINTNEXTLINE(escape-static)
  global = &x;
}
void glob() {
  int x = 1;
  global = &x; // NOLINT(escape-*)
}
// NOLINTBEGIN(escape-static)
void region() {
  int x = 1;
  global = &x;
}
// NOLINTEND(escape-static)
void another() {
  int x = 1;
  // expected-warning@+2 {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
  // expected-warning@+1 {{nothing to suppress here for 'escape-return' [escape-unused-nolint]}}
  global = &x; // NOLINT(escape-return)
}

// Used after the scope: goto and statement expressions.
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

int read(const int *p) { return *p; }
void set(int *&where, int &x) { where = &x; }
void set_view(std::string_view &where, const std::string &s) { where = s; }
int *pass(int *p) { return p; }
bool more();

class Cursor {
public:
  Cursor() = default;
  explicit Cursor(const int &n) : at(&n) {}
  void move_to(const int &n) { at = &n; }
  int get() const { return *at; }
  void stop() { at = nullptr; }
  bool stopped() const { return at == nullptr; }

private:
  const int *at = nullptr;
};

// ---- goto: one function ----

int goto_out() {
  int *p;
  {
    int x = 1;
    p = &x;
    goto out;
  }
out:
  return *p; // expected-warning {{local 'p' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
}
int goto_out_reset() {
  int y = 2;
  int *p;
  {
    int x = 1;
    p = &x;
    y = *p;
    p = &y;
    goto out;
  }
out:
  return *p;
}
int goto_out_of_two_loops(int n) {
  int *found = nullptr;
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j) {
      int x = i * j;
      if (x == 12) {
        found = &x;
        goto done;
      }
    }
done:
  return found ? *found : 0; // expected-warning {{local 'found' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
}
int goto_out_of_two_loops_copy(int n) {
  int found = 0;
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j) {
      int x = i * j;
      int *p = &x;
      if (*p == 12) {
        found = *p;
        goto done;
      }
    }
done:
  return found;
}
int goto_back_in_the_same_scope(int n) {
  int x = 0;
  int *p = nullptr;
again:
  if (p && *p > n)
    return *p;
  p = &x;
  ++x;
  goto again;
}
void goto_error_exit(int **out, bool ok) {
  int x = 1;
  *out = &x;
  if (!ok)
    goto fail;
  *out = nullptr;
  return;
fail:
  *out = nullptr;
}
void goto_wrong_error_exit(int **out, bool ok) {
  int x = 1;
  *out = &x; // expected-warning {{address of local 'x' is stored through parameter 'out': 'x' ends with the function [escape-param]}}
  if (!ok)
    goto fail;
  *out = nullptr;
fail:
  x = 2;
}

// ---- goto: two functions ----

int set_by_a_function_then_goto() {
  int *p;
  {
    int x = 1;
    set(p, x);
    goto out;
  }
out:
  return read(p); // expected-warning {{local 'p' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
}
int read_by_a_function_then_goto() {
  int *p;
  int r;
  {
    int x = 1;
    set(p, x);
    r = read(p);
    goto out;
  }
out:
  return r;
}
void fill(int **out, int *x, bool ok) {
  *out = x;
  if (ok)
    goto end;
  *out = nullptr;
end:;
}
void filled_by_a_function_with_goto(int **out) {
  int x = 1;
  fill(out, &x, true); // expected-warning {{address of local 'x' is stored through parameter 'out': 'x' ends with the function [escape-param]}}
}
void emptied_by_a_function_with_goto(int **out) {
  int x = 1;
  fill(out, &x, false);
}

// ---- goto: a class ----

int cursor_then_goto() {
  Cursor c;
  {
    int x = 1;
    c.move_to(x);
    goto out;
  }
out:
  return c.get(); // expected-warning {{local 'c' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
}
int cursor_stopped_then_goto() {
  Cursor c;
  {
    int x = 1;
    c.move_to(x);
    c.stop();
    goto out;
  }
out:
  return c.stopped() ? 0 : c.get();
}
struct Reader {
  const char *at = nullptr;
  bool read(bool ok) {
    char buffer[8] = "text";
    at = buffer;
    if (!ok)
      goto fail;
    at = nullptr;
    return true;
  fail:
    at = nullptr;
    return false;
  }
  bool read_wrong(bool ok) {
    char buffer[8] = "text";
    at = buffer; // expected-warning {{address of local 'buffer' is stored in 'this->at': 'buffer' ends with the function [escape-member]}}
    if (!ok)
      goto fail;
    at = nullptr;
    return true;
  fail:
    return false;
  }
};

// ---- statement expressions: one function ----

int statement_expression_value() {
  int r = ({
    int x = 1;
    int *p = &x;
    *p;
  });
  return r;
}
int statement_expression_assigns_outer() {
  int *p = nullptr;
  int r = ({
    int x = 1;
    p = &x;
    x;
  });
  return r + *p; // expected-warning {{local 'p' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
}
int statement_expression_of_outer() {
  int x = 1;
  int *p = ({
    int y = 2;
    (void)y;
    &x;
  });
  return *p;
}

// ---- statement expressions: two functions ----

int statement_expression_read_by_a_function() {
  return ({
    int x = 1;
    read(&x);
  });
}
int statement_expression_set_by_a_function() {
  int *p = nullptr;
  ({
    int x = 1;
    set(p, x);
  });
  return *p; // expected-warning {{local 'p' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
}
int statement_expression_passed_by_a_function() {
  int *p = ({
    int x = 1;
    pass(&x);
  });
  return *p; // expected-warning {{local 'p' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
}

// ---- statement expressions: a class ----

int statement_expression_of_cursor() {
  return ({
    int x = 1;
    Cursor c(x);
    c.get();
  });
}
int statement_expression_moves_cursor() {
  Cursor c;
  (void)({
    int x = 1;
    c.move_to(x);
    0;
  });
  return c.get(); // expected-warning {{local 'c' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
}
int statement_expression_is_a_cursor() {
  Cursor c = ({
    int x = 1;
    Cursor inner(x);
    inner;
  });
  return c.get(); // expected-warning {{local 'c' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
}

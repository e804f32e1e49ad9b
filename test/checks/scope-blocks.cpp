// Used after the scope: blocks, loops, init-statements, statement expressions, goto, from one iteration to the next.
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

// ---- blocks: one function ----

int block() {
  int *p;
  {
    int x = 1;
    p = &x;
  }
  return *p; // expected-warning {{local 'p' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
}
int block_read_inside() {
  int *p;
  int r;
  {
    int x = 1;
    p = &x;
    r = *p;
  }
  return r;
}
int two_blocks_deep() {
  int *p;
  {
    int *q;
    {
      int x = 1;
      q = &x;
    }
    p = q; // expected-warning {{local 'q' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
  }
  return *p; // expected-warning {{local 'p' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
}
int outer_of_two_blocks() {
  int r;
  {
    int x = 1;
    int *q;
    {
      int y = 2;
      q = &x;
      r = y;
    }
    r += *q;
  }
  return r;
}
int next_block_same_name() {
  int *p;
  {
    int x = 1;
    p = &x;
  }
  {
    int x = 2;
    return *p + x; // expected-warning {{local 'p' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
  }
}
char view_of_block() {
  std::string_view v;
  {
    std::string s = "text";
    v = s;
  }
  return v[0]; // expected-warning {{local 'v' holds a pointer into local 's' and is used after the scope of 's' ended [escape-scope]}}
}
char view_of_literal_in_block() {
  std::string_view v;
  {
    const char *s = "text";
    v = s;
  }
  return v[0];
}
char view_of_static_in_block() {
  std::string_view v;
  {
    static std::string s = "text";
    v = s;
  }
  return v[0];
}

// ---- blocks: two functions ----

int set_in_block_by_a_function() {
  int *p;
  {
    int x = 1;
    set(p, x);
  }
  return read(p); // expected-warning {{local 'p' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
}
int set_and_read_in_block_by_functions() {
  int *p;
  int r;
  {
    int x = 1;
    set(p, x);
    r = read(p);
  }
  return r;
}
char view_set_in_block_by_a_function() {
  std::string_view v;
  {
    std::string s = "text";
    set_view(v, s);
  }
  return v.front(); // expected-warning {{local 'v' holds a pointer into local 's' and is used after the scope of 's' ended [escape-scope]}}
}
char view_set_around_block_by_a_function() {
  std::string_view v;
  std::string s = "text";
  { set_view(v, s); }
  return v.front();
}
int passed_out_of_block() {
  int *p;
  {
    int x = 1;
    p = pass(&x);
  }
  return *p; // expected-warning {{local 'p' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
}

// ---- blocks: a class ----

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
int cursor_of_block() {
  Cursor c;
  {
    int x = 1;
    c.move_to(x);
  }
  return c.get(); // expected-warning {{local 'c' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
}
int cursor_read_in_block() {
  Cursor c;
  int r = 0;
  {
    int x = 1;
    c.move_to(x);
    r = c.get();
  }
  return r;
}
bool cursor_stopped_in_block() {
  Cursor c;
  {
    int x = 1;
    c.move_to(x);
    c.stop();
  }
  return c.stopped();
}
int cursor_assigned_in_block() {
  int outer = 0;
  Cursor c(outer);
  {
    int x = 1;
    c = Cursor(x);
  }
  return c.get(); // expected-warning {{local 'c' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
}
int cursor_assigned_back() {
  int outer = 0;
  Cursor c(outer);
  {
    int x = 1;
    c = Cursor(x);
  }
  c = Cursor(outer);
  return c.get();
}
struct UsesInDestructor {
  int sum = 0;
  int *p = &sum;
  ~UsesInDestructor() { sum += *p; }
};
void read_by_a_destructor_after_the_block() {
  UsesInDestructor u;
  {
    int x = 1;
    u.p = &x;
  }
} // expected-warning {{local 'u' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
void read_by_a_destructor_before() {
  int x = 1;
  UsesInDestructor u;
  u.p = &x;
}
void read_by_a_destructor_declared_first() {
  UsesInDestructor u;
  int x = 1;
  u.p = &x;
} // expected-warning {{local 'u' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}

// ---- loop bodies: one function ----

int for_body(int n) {
  int *last = nullptr;
  for (int i = 0; i < n; ++i) {
    int x = i;
    last = &x;
  }
  return last ? *last : 0; // expected-warning {{local 'last' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
}
int for_body_read_inside(int n) {
  int *last = nullptr;
  int sum = 0;
  for (int i = 0; i < n; ++i) {
    int x = i;
    last = &x;
    sum += *last;
  }
  return sum;
}
int loop_variable(int n) {
  int *last = nullptr;
  for (int i = 0; i < n; ++i)
    last = &i;
  return last ? *last : 0; // expected-warning {{local 'last' holds the address of local 'i' and is used after the scope of 'i' ended [escape-scope]}}
}
int do_body() {
  int *last;
  do {
    int x = 1;
    last = &x;
  } while (more());
  return *last; // expected-warning {{local 'last' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
}
int do_condition() {
  int *last;
  do {
    int x = 1;
    last = &x;
  } while (*last > 3); // expected-warning {{local 'last' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
  return 0;
}
int do_outside_variable() {
  int x;
  int *last;
  do {
    x = 1;
    last = &x;
  } while (*last > 3);
  return 0;
}
int range_for_copy(const std::vector<int> &v) {
  const int *largest = nullptr;
  for (int n : v)
    if (!largest || n > *largest) // expected-warning {{local 'largest' holds the address of local 'n' and is used after the scope of 'n' ended [escape-scope]}}
      largest = &n;
  return 0;
}
int range_for_reference(const std::vector<int> &v) {
  const int *largest = nullptr;
  for (const int &n : v)
    if (!largest || n > *largest)
      largest = &n;
  return largest ? *largest : 0;
}
int break_out_of_it(int n) {
  int *found = nullptr;
  while (true) {
    int x = n++;
    found = &x;
    if (x > 10)
      break;
  }
  return *found; // expected-warning {{local 'found' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
}
int break_out_with_a_copy(int n) {
  int found = 0;
  while (true) {
    int x = n++;
    int *p = &x;
    if (x > 10) {
      found = *p;
      break;
    }
  }
  return found;
}

// ---- loop bodies: two functions ----

int set_in_a_loop_by_a_function(int n) {
  int *last = nullptr;
  for (int i = 0; i < n; ++i) {
    int x = i;
    set(last, x);
  }
  return read(last); // expected-warning {{local 'last' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
}
int set_in_a_loop_to_outer_by_a_function(int n) {
  int x = 0;
  int *last = &x;
  for (int i = 0; i < n; ++i)
    set(last, x);
  return read(last);
}
const int *larger(const int *a, const int &b) { return a && *a > b ? a : &b; }
int kept_by_a_function(const std::vector<int> &v) {
  const int *largest = nullptr;
  for (auto n : v)
    largest = larger(largest, n); // expected-warning {{local 'largest' holds the address of local 'n' and is used after the scope of 'n' ended [escape-scope]}}
  return 0;
}
int kept_by_a_function_of_elements(const std::vector<int> &v) {
  const int *largest = nullptr;
  for (auto &n : v)
    largest = larger(largest, n);
  return largest ? *largest : 0;
}

// ---- loop bodies: a class ----

int cursor_of_loop_body(int n) {
  Cursor c;
  for (int i = 0; i < n; ++i) {
    int x = i;
    c.move_to(x);
  }
  return c.get(); // expected-warning {{local 'c' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
}
int cursor_in_loop_body(int n) {
  int sum = 0;
  for (int i = 0; i < n; ++i) {
    int x = i;
    Cursor c(x);
    sum += c.get();
  }
  return sum;
}
struct Longest {
  std::string_view best;
  void offer(std::string_view s) {
    if (s.size() > best.size())
      best = s;
  }
};
char longest_of_copies(const std::vector<std::string> &all) {
  Longest longest;
  for (std::string s : all)
    longest.offer(s);
  return longest.best[0]; // expected-warning {{local 'longest' holds a pointer into local 's' and is used after the scope of 's' ended [escape-scope]}}
}
char longest_of_elements(const std::vector<std::string> &all) {
  Longest longest;
  for (const std::string &s : all)
    longest.offer(s);
  return longest.best[0];
}

// ---- init-statements: one function ----

int if_init() {
  int *p = nullptr;
  if (int x = 1; x > 0)
    p = &x;
  return *p; // expected-warning {{local 'p' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
}
int if_init_read_inside() {
  int r = 0;
  if (int x = 1; x > 0) {
    int *p = &x;
    r = *p;
  } else {
    int *q = &x;
    r = *q;
  }
  return r;
}
int if_condition(int n) {
  int *p = nullptr;
  if (int x = n)
    p = &x;
  return p ? *p : 0; // expected-warning {{local 'p' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
}
int else_of_if_init() {
  int *p = nullptr;
  if (int x = 1; x > 1)
    ;
  else
    p = &x;
  return *p; // expected-warning {{local 'p' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
}
int switch_init(int n) {
  int *p = nullptr;
  switch (int x = n; x) {
  case 1:
    p = &x;
    break;
  default:
    return 0;
  }
  return *p; // expected-warning {{local 'p' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
}
int switch_init_read_inside(int n) {
  int r = 0;
  switch (int x = n; x) {
  case 1: {
    int *p = &x;
    r = *p;
    break;
  }
  default:
    break;
  }
  return r;
}
int for_init() {
  int *p = nullptr;
  for (int x = 3; p == nullptr;)
    p = &x;
  return *p; // expected-warning {{local 'p' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
}
int for_init_read_in_increment(int n) {
  int r = 0;
  for (int x = 3, *p = &x; r < n; r += *p)
    ++x;
  return r;
}

// ---- init-statements: two functions ----

int if_init_set_by_a_function() {
  int *p = nullptr;
  if (int x = 1; x > 0)
    set(p, x);
  return *p; // expected-warning {{local 'p' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
}
int if_init_set_and_read_by_functions() {
  int *p = nullptr;
  if (int x = 1; x > 0) {
    set(p, x);
    return read(p);
  }
  return 0;
}
int if_init_of_call() {
  static int n = 1;
  int *p = nullptr;
  if (int *q = pass(&n); q)
    p = q;
  return *p;
}
int switch_init_set_by_a_function(int n) {
  int *p = nullptr;
  switch (int x = n; x) {
  default:
    set(p, x);
  }
  return read(p); // expected-warning {{local 'p' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
}

// ---- init-statements: a class ----

int if_init_cursor() {
  Cursor c;
  if (int x = 1; x > 0)
    c.move_to(x);
  return c.get(); // expected-warning {{local 'c' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
}
int cursor_is_the_init() {
  int x = 1;
  if (Cursor c(x); !c.stopped())
    return c.get();
  return 0;
}
struct Lookup {
  std::string value;
  const std::string *find(bool b) const { return b ? &value : nullptr; }
};
char found_in_init_object() {
  const std::string *s = nullptr;
  if (Lookup l{"text"}; true)
    s = l.find(true);
  return (*s)[0]; // expected-warning {{local 's' holds the address of local 'l' and is used after the scope of 'l' ended [escape-scope]}}
}
char found_in_outer_object() {
  const std::string *s = nullptr;
  Lookup l{"text"};
  if (auto f = l.find(true); f)
    s = f;
  return s ? (*s)[0] : ' ';
}

// ---- from one iteration to the next: one function ----

int carried(int n) {
  int *before = nullptr;
  int sum = 0;
  for (int i = 0; i < n; ++i) {
    int x = i;
    if (before) // expected-warning {{local 'before' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
      sum += *before;
    before = &x;
  }
  return sum;
}
int carried_and_reset(int n) {
  int *before = nullptr;
  int sum = 0;
  for (int i = 0; i < n; ++i) {
    int x = i;
    if (before)
      sum += *before;
    before = &x;
    sum += *before;
    before = nullptr;
  }
  return sum;
}
int carried_outer(int n) {
  int x = 0;
  int *before = nullptr;
  int sum = 0;
  for (int i = 0; i < n; ++i) {
    if (before)
      sum += *before;
    before = &x;
  }
  return sum;
}
int carried_two_rounds(int n) {
  int y = 0;
  int *now = &y;
  int *before = &y;
  int sum = 0;
  for (int i = 0; i < n; ++i) {
    int x = i;
    sum += *before; // expected-warning {{local 'before' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
    before = now; // expected-warning {{local 'now' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
    now = &x;
  }
  return sum;
}
int carried_two_rounds_outer(int n) {
  int a = 0, b = 1;
  int *now = &a;
  int *before = &b;
  for (int i = 0; i < n; ++i) {
    *before += *now;
    std::swap(now, before);
  }
  return a;
}
int continue_skips_the_assignment(int n) {
  int y = 0;
  int *p = &y;
  int sum = 0;
  for (int i = 0; i < n; ++i) {
    int x = i;
    if (i > 3) {
      sum += *p; // expected-warning {{local 'p' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
      continue;
    }
    p = &x;
  }
  return sum;
}
int continue_after_the_assignment(int n) {
  int y = 0;
  int *p = &y;
  int sum = 0;
  for (int i = 0; i < n; ++i) {
    int x = i;
    p = &x;
    if (i > 3) {
      sum += *p;
      continue;
    }
    p = &y;
    sum += *p;
  }
  return sum;
}

// ---- from one iteration to the next: two functions ----

int carried_by_a_function(int n) {
  int *before = nullptr;
  int sum = 0;
  for (int i = 0; i < n; ++i) {
    int x = i;
    sum += before ? read(before) : 0; // expected-warning {{local 'before' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
    set(before, x);
  }
  return sum;
}
int set_before_read_by_functions(int n) {
  int *before = nullptr;
  int sum = 0;
  for (int i = 0; i < n; ++i) {
    int x = i;
    set(before, x);
    sum += read(before);
  }
  return sum;
}
char view_carried_by_a_function(const std::vector<std::string> &lines) {
  std::string_view last;
  char c = ' ';
  for (std::string line : lines) {
    if (!last.empty()) // expected-warning {{local 'last' holds a pointer into local 'line' and is used after the scope of 'line' ended [escape-scope]}}
      c = last[0];
    set_view(last, line);
  }
  return c;
}
char view_carried_of_elements(const std::vector<std::string> &lines) {
  std::string_view last;
  char c = ' ';
  for (const std::string &line : lines) {
    if (!last.empty())
      c = last[0];
    set_view(last, line);
  }
  return c;
}

// ---- from one iteration to the next: a class ----

int cursor_carried(int n) {
  Cursor c;
  int sum = 0;
  for (int i = 0; i < n; ++i) {
    int x = i;
    if (i > 0)
      sum += c.get(); // expected-warning {{local 'c' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
    c.move_to(x);
  }
  return sum;
}
int cursor_stopped_each_time(int n) {
  Cursor c;
  int sum = 0;
  for (int i = 0; i < n; ++i) {
    int x = i;
    if (!c.stopped())
      sum += c.get();
    c.move_to(x);
    sum += c.get();
    c.stop();
  }
  return sum;
}
struct Chain {
  int value = 0;
  Chain *next = nullptr;
};
int chain_over_iterations(int n) {
  Chain *head = nullptr;
  int sum = 0;
  for (int i = 0; i < n; ++i) {
    Chain c{i, head}; // expected-warning {{local 'head' holds the address of local 'c' and is used after the scope of 'c' ended [escape-scope]}}
    if (c.next)
      sum += c.next->value;
    head = &c;
  }
  return sum;
}
int chain_over_an_array(int n) {
  Chain all[8];
  Chain *head = nullptr;
  for (int i = 0; i < n && i < 8; ++i) {
    all[i].next = head;
    head = &all[i];
  }
  int sum = 0;
  for (; head; head = head->next)
    sum += head->value;
  return sum;
}

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

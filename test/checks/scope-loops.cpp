// Used after the scope: loops, and from one iteration to the next.
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
    before = now;
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

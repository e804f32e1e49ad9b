// Used after the scope: blocks.
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
    p = q; // passed on, not used
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

// escape-scope: kept in an outer variable and used after the inner scope ended.
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

void look(const int *p);
void look(std::string_view v);

// ---- one function ----

int block() {
  int *p = nullptr;
  {
    int x = 1;
    p = &x;
  }
  return *p; // expected-warning {{local 'p' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
}
int block_used_inside() {
  int *p = nullptr;
  int r;
  {
    int x = 1;
    p = &x;
    r = *p;
  }
  return r;
}
int block_assigned_anew() {
  int y = 2;
  int *p = nullptr;
  {
    int x = 1;
    p = &x;
  }
  p = &y;
  return *p;
}
void block_not_used_any_more() {
  int *p = nullptr;
  {
    int x = 1;
    p = &x;
    (void)*p;
  }
}
int loop() {
  int *last = nullptr;
  for (int i = 0; i < 3; ++i) {
    int x = i;
    last = &x;
  }
  return *last; // expected-warning {{local 'last' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
}
int loop_of_outer_array() {
  int a[3] = {1, 2, 3};
  int *last = a;
  for (int i = 0; i < 3; ++i)
    last = &a[i];
  return *last;
}
int next_iteration(int n) {
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
int same_iteration(int n) {
  int *current = nullptr;
  int sum = 0;
  for (int i = 0; i < n; ++i) {
    int x = i;
    current = &x;
    sum += *current;
  }
  return sum;
}
int loop_variable() {
  int *p = nullptr;
  for (int i = 0; i < 3; ++i)
    p = &i;
  return *p; // expected-warning {{local 'p' holds the address of local 'i' and is used after the scope of 'i' ended [escape-scope]}}
}
int while_loop(int n) {
  int *p = nullptr;
  while (n-- > 0) {
    int x = n;
    p = &x;
  }
  return p ? *p : 0; // expected-warning {{local 'p' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
}
int compared_with_null_only(int n) {
  int y = 0;
  int *p = &y;
  while (n-- > 0) {
    int x = n;
    p = &x;
    y += *p;
    p = &y;
  }
  return *p;
}
int condition_variable(int n) {
  int *p = nullptr;
  if (int x = n)
    p = &x;
  return p ? *p : 0; // expected-warning {{local 'p' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
}
int on_one_path(bool b) {
  int y = 1;
  int *p = &y;
  if (b) {
    int x = 2;
    p = &x;
  }
  return *p; // expected-warning {{local 'p' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
}
int path_that_leaves(bool b) {
  int y = 1;
  int *p = &y;
  if (b) {
    int x = 2;
    p = &x;
    return *p;
  }
  return *p;
}
int flag_tells(bool b) {
  int y = 1;
  int *p = nullptr;
  if (b) {
    int x = 2;
    p = &x;
  }
  if (!b)
    p = &y;
  if (!b)
    return *p;
  return 0;
}
int reference_member() {
  struct Ref {
    int *p;
  } ref{};
  {
    int x = 1;
    ref.p = &x;
  }
  return *ref.p; // expected-warning {{local 'ref' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
}
int array_element(int i) {
  int *slots[2] = {};
  {
    int x = 1;
    slots[i] = &x;
  }
  return *slots[i]; // expected-warning {{local 'slots' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
}
int copied_before(int i) {
  int value = 0;
  int *p = &value;
  {
    int x = i;
    p = &x;
    value = *p;
    p = &value;
  }
  return *p;
}
int switch_case(int n) {
  int *p = nullptr;
  switch (n) {
  case 0: {
    int x = 1;
    p = &x;
    break;
  }
  default:
    return 0;
  }
  return *p; // expected-warning {{local 'p' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
}
int caught() {
  int *p = nullptr;
  try {
    int x = 1;
    p = &x;
    throw 1;
  } catch (int) {
    return *p; // expected-warning {{local 'p' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
  }
}
int caught_address() {
  try {
    int x = 1;
    throw &x;
  } catch (int *p) {
    return *p; // expected-warning {{local 'p' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
  }
}
int caught_address_of_outer() {
  int x = 1;
  try {
    throw &x;
  } catch (int *p) {
    return *p;
  }
}
int caught_by_another() {
  int y = 2;
  int *p = &y;
  try {
    try {
      int x = 1;
      p = &x;
      throw 1;
    } catch (long) {
      return *p;
    }
  } catch (int) {
    p = &y;
  }
  return *p;
}
int passed_to_a_function() {
  int *p = nullptr;
  {
    int x = 1;
    p = &x;
  }
  look(p); // expected-warning {{local 'p' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
  return 0;
}

// ---- two functions ----

void set(int *&p, int &x) { p = &x; }
int read(const int *p) { return *p; }
int *pass(int *p) { return p; }
int set_by_a_function() {
  int *p = nullptr;
  {
    int x = 1;
    set(p, x);
  }
  return *p; // expected-warning {{local 'p' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
}
int set_by_a_function_and_read_inside() {
  int *p = nullptr;
  int r;
  {
    int x = 1;
    set(p, x);
    r = read(p);
  }
  return r;
}
int read_by_a_function() {
  int *p = nullptr;
  {
    int x = 1;
    p = pass(&x);
  }
  return read(p); // expected-warning {{local 'p' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
}
int set_by_a_lambda() {
  int *p = nullptr;
  auto keep = [&p](int &x) { p = &x; };
  {
    int x = 1;
    keep(x);
  }
  return *p; // expected-warning {{local 'p' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
}
template <class T> T template_block(T start) {
  T *p = &start;
  {
    T x = start;
    p = &x;
  }
  return *p; // expected-warning {{local 'p' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
}
void instantiate() {
  template_block(1);
  template_block(2L);
}

// ---- over a class ----

struct Cursor {
  const int *at = nullptr;
  void seek(const int &x) { at = &x; }
  int get() const { return *at; }
  void reset() { at = nullptr; }
};
int cursor() {
  Cursor c;
  {
    int x = 1;
    c.seek(x);
  }
  return c.get(); // expected-warning {{local 'c' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
}
int cursor_inside() {
  Cursor c;
  int r;
  {
    int x = 1;
    c.seek(x);
    r = c.get();
  }
  return r;
}
void cursor_destroyed_only() {
  Cursor c;
  {
    int x = 1;
    c.seek(x);
    (void)c.get();
  }
}
void cursor_reset() {
  Cursor c;
  {
    int x = 1;
    c.seek(x);
  }
  c.reset();
}
struct Guard {
  int *&p;
  ~Guard() { p = nullptr; }
};
bool reset_by_a_guard() {
  int *p = nullptr;
  {
    int x = 1;
    Guard guard{p};
    p = &x;
  }
  return p == nullptr;
}

// ---- the library ----

std::size_t view() {
  std::string_view v;
  {
    std::string s = "text";
    v = s;
  }
  return v.size() + v[0]; // expected-warning {{local 'v' holds a pointer into local 's' and is used after the scope of 's' ended [escape-scope]}}
}
std::size_t view_inside() {
  std::string_view v;
  std::size_t n;
  {
    std::string s = "text";
    v = s;
    n = v.size() + v[0];
  }
  return n;
}
int pushed() {
  std::vector<int *> v;
  {
    int x = 1;
    v.push_back(&x);
  }
  return *v[0]; // expected-warning {{the value used here holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
}
int pushed_and_cleared() {
  std::vector<int *> v;
  {
    int x = 1;
    v.push_back(&x);
    v.clear();
  }
  return v.empty();
}
int pushed_outer() {
  int x = 1;
  std::vector<int *> v;
  {
    v.push_back(&x);
  }
  return *v[0];
}
char optional() {
  std::optional<std::string_view> o;
  {
    std::string s = "text";
    o = std::string_view(s);
  }
  return (*o)[0]; // expected-warning {{local 'o' holds a pointer into local 's' and is used after the scope of 's' ended [escape-scope]}}
}
int owner_in_the_scope() {
  int *p = nullptr;
  {
    auto owner = std::make_unique<int>(1);
    p = owner.get();
  }
  return *p; // expected-warning {{local 'p' holds a pointer into local 'owner' and is used after the scope of 'owner' ended [escape-scope]}}
}
int owner_outside() {
  int *p = nullptr;
  std::unique_ptr<int> owner;
  {
    owner = std::make_unique<int>(1);
    p = owner.get();
  }
  return *p;
}
int iterator() {
  std::vector<int>::iterator it;
  {
    std::vector<int> v{1};
    it = v.begin();
  }
  return *it; // expected-warning {{local 'it' holds a pointer into local 'v' and is used after the scope of 'v' ended [escape-scope]}}
}
int view_of_map_element(bool b) {
  std::map<int, std::string> m;
  std::string_view v;
  if (b) {
    auto it = m.emplace(1, "text").first;
    v = it->second;
  }
  return v.empty() ? 0 : v[0];
}
int range_for() {
  const int *p = nullptr;
  for (const int &i : std::vector<int>{1, 2})
    p = &i;
  return *p; // expected-warning {{local 'p' holds a view of temporary 'std::vector<int>{1, 2}' and is used after the full-expression that made it [escape-temporary]}}
}

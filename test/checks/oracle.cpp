// What generated programs (test/oracle) showed, cut down to a few lines: beside each that fires, its silent twin.
#include <algorithm>
#include <array>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <vector>
#if __cplusplus >= 201703L
#include <string_view>
#endif

const int *pointer;
int total, kept = 3;

// ---- storage that went, while what outlives the function still points into it ----

struct Box {
  int *content;
  explicit Box(int x) : content(new int(x)) {}
  Box(Box &&from) : content(from.content) { from.content = nullptr; }
  Box &operator=(Box &&from) {
    delete content;
    content = from.content;
    from.content = nullptr;
    return *this;
  }
  ~Box() { delete content; }
  const int &get() const { return *content; }
};

const int &of_a_local_box() {
  Box box(2);
  return box.get(); // expected-warning {{pointer to 'box(2)' is left in the result after 'delete' ended it [escape-invalidated]}}
}
const int &of_a_moved_box() {
  Box box(2);
  Box other = std::move(box);
  return other.get(); // expected-warning {{pointer to 'box(2)' is left in the result after 'delete' ended it [escape-invalidated]}}
}
void box_left_in_a_static() {
  Box box(2);
  pointer = &box.get(); // expected-warning {{pointer to 'box(2)' is left in static 'pointer' after 'delete' ended it [escape-invalidated]}}
}
void box_taken_back() {
  Box box(2);
  pointer = &box.get();
  pointer = nullptr;
}
void box_assigned(Box &box) {
  pointer = &box.get(); // expected-warning {{pointer into the storage of 'box' is left in static 'pointer' after 'delete' ended it [escape-invalidated]}}
  box = Box(3);
}
void box_assigned_before(Box &box) {
  box = Box(3);
  pointer = &box.get();
}
const int &box_of_the_caller(Box &box) { return box.get(); }
std::vector<const int *> box_in_a_vector() {
  Box box(2);
  return std::vector<const int *>{&box.get()}; // expected-warning {{pointer to 'box(2)' is left in the result after 'delete' ended it [escape-invalidated]}}
}
std::vector<const int *> value_of_a_box_in_a_vector() {
  Box box(2);
  return std::vector<const int *>{box.get() ? &kept : nullptr};
}

std::vector<const int *> pointers;
void in_a_vector(std::vector<int> &v) {
  pointers = std::vector<const int *>{v.data(), &kept}; // expected-warning {{pointer into the storage of 'v' is left in static 'pointers' after 'push_back' ended it [escape-invalidated]}}
  v.push_back(7);
}
void in_a_vector_and_taken_back(std::vector<int> &v) {
  pointers = std::vector<const int *>{v.data(), &kept};
  v.push_back(7);
  pointers = {};
}

void deleted() {
  int *p = new int(1);
  pointer = p; // expected-warning {{pointer to 'new int(1)' is left in static 'pointer' after 'delete' ended it [escape-invalidated]}}
  delete p;
}
void deleted_and_taken_back() {
  int *p = new int(1);
  pointer = p;
  delete p;
  pointer = nullptr;
}
void grown(std::vector<int> &v) {
  pointer = v.data(); // expected-warning {{pointer into the storage of 'v' is left in static 'pointer' after 'push_back' ended it [escape-invalidated]}}
  v.push_back(1);
}
void grown_before(std::vector<int> &v) {
  v.push_back(1);
  pointer = v.data();
}
void owner_reset(std::unique_ptr<int> &u) {
  pointer = u.get(); // expected-warning {{pointer into the storage of 'u' is left in static 'pointer' after 'reset' ended it [escape-invalidated]}}
  u.reset(new int(1));
}
void local_owner_reset() {
  std::unique_ptr<int> u(new int(2));
  pointer = u.get(); // expected-warning {{is left in static 'pointer' after 'reset' ended it [escape-invalidated]}}
  u.reset();
}
void owner_reset_and_read_again(std::unique_ptr<int> &u) {
  pointer = u.get();
  u.reset(new int(1));
  pointer = u.get();
}
// What a member held before and was deleted is what destructors and close() do.
struct Handle {
  int *content = new int(1);
  void close() { delete content; }
  void replace() {
    delete content;
    content = new int(2);
  }
  void close_through_a_copy() {
    int *old = content;
    delete old;
  }
};

// ---- containers that are assigned nothing, whichever way they came by their storage ----

std::map<int, const int *> by_number;
std::vector<const int *> all;
std::array<const int *, 2> two;

void map_emptied(int k) {
  int n = 1;
  if (k)
    by_number = std::map<int, const int *>{{1, &n}};
  by_number = {};
}
void map_filled_again(int k) {
  int n = 1;
  by_number = {};
  if (k)
    by_number = std::map<int, const int *>{{1, &n}}; // expected-warning {{address of local 'n' is stored in static 'by_number': 'n' ends with the function [escape-static]}}
}
void vector_emptied() {
  for (int i = 2; i > 0; --i) {
    int t = 5;
    all = std::vector<const int *>{&t};
  }
  all = {};
}
void vector_inserted_into() {
  int t = 5;
  for (int i = 2; i > 0; --i)
    all = std::vector<const int *>{&t}; // expected-warning {{address of local 't' is stored in static 'all': 't' ends with the function [escape-static]}}
  all.insert(all.begin(), &kept);
}
void array_emptied() {
  int t = 5;
  two[0] = &t;
  two = {};
}
void array_assigned() {
  int t = 5;
  two[0] = &t;
  two = std::array<const int *, 2>{&kept, &kept};
}
void array_element_assigned() {
  int t = 5;
  two[0] = &t; // expected-warning {{address of local 't' is stored in static 'two': 't' ends with the function [escape-static]}}
  two[1] = &kept;
}

// ---- numbers read through a reference that dangles ----

void added() {
  const int &r = std::max(kept, 90);
  total += r; // expected-warning {{local 'r' holds the address of temporary '90' and is used after the full-expression that made it [escape-temporary]}}
}
void added_at_once() { total += std::max(kept, 90); }

struct Keep {
  const int &r;
  explicit Keep(const int &x) : r(x) {}
  int get() const { return r; }
};
void read_by_a_method() {
  std::vector<int> v{1};
  Keep keep(v[0]);
  v.push_back(1);
  total += keep.get(); // expected-warning {{local 'keep' points into the storage of 'v' and is used after 'push_back' ended it [escape-invalidated]}}
}
void read_as_a_member() {
  std::vector<int> v{1};
  Keep keep(v[0]);
  v.push_back(1);
  total += keep.r; // expected-warning {{local 'keep' points into the storage of 'v' and is used after 'push_back' ended it [escape-invalidated]}}
}
void read_before() {
  std::vector<int> v{1};
  Keep keep(v[0]);
  total += keep.get() + keep.r;
  v.push_back(1);
}
void read_in_a_closure() {
  std::vector<int> v{1};
  const int *p = &v[0];
  v.push_back(1);
  auto read = [&p] { return p ? *p : 0; };
  total += read(); // expected-warning {{local 'p' points into the storage of 'v' and is used after 'push_back' ended it [escape-invalidated]}}
}
void read_in_a_closure_of_the_new_place() {
  std::vector<int> v{1};
  const int *p = &v[0];
  v.push_back(1);
  auto read = [&p] { return p ? *p : 0; };
  p = &v[0];
  total += read();
}

// ---- conditions by order; loops that surely run ----

void reset_in_a_loop_of_constant_bound() {
  int n = 1;
  pointer = &n;
  for (int i = 3; i > 0; --i)
    pointer = nullptr;
}
void reset_in_a_loop_that_may_not_run(int k) {
  int n = 1;
  pointer = &n; // expected-warning {{address of local 'n' is stored in static 'pointer': 'n' ends with the function [escape-static]}}
  for (int i = k; i > 0; --i)
    pointer = nullptr;
}
void set_above_and_reset_above(int k) {
  int n = 1;
  if (k > 1)
    pointer = &n;
  if (k > 0)
    pointer = nullptr;
}
void set_above_and_reset_below(int k) {
  int n = 1;
  if (k > 1)
    pointer = &n; // expected-warning {{address of local 'n' is stored in static 'pointer': 'n' ends with the function [escape-static]}}
  if (k < 2)
    pointer = nullptr;
}
void set_at_and_reset_around(unsigned k) {
  int n = 1;
  if (k == 0)
    pointer = &n;
  if (k < 2)
    pointer = nullptr;
}
void below_what_was_left_out(unsigned k) {
  int n = 1;
  switch (k) {
  case 0:
  case 1:
    break;
  default:
    if (k < 2)
      pointer = &n;
  }
  if (k > 0)
    return;
  if (k != 0)
    pointer = &n;
}
void below_what_was_left_out_of_all_numbers(int k) {
  int n = 1;
  switch (k) {
  case 0:
  case 1:
    break;
  default:
    if (k < 2)
      pointer = &n; // expected-warning {{address of local 'n' is stored in static 'pointer': 'n' ends with the function [escape-static]}}
  }
}
void keep_from_two_on(const int *p, const int *q, unsigned k) {
  switch (k) {
  case 0:
    break;
  default:
    pointer = k == 2 ? p : q;
  }
}
void kept_from_two_on() {
  int n = 1;
  keep_from_two_on(&n, &n, 0);
}
void kept_at_two() {
  int n = 1;
  keep_from_two_on(&n, &kept, 2); // expected-warning {{address of local 'n' is stored in static 'pointer': 'n' ends with the function [escape-static]}}
}
void compared_as_unsigned(int k) {
  int n = 1;
  if (k < 0)
    pointer = &n; // expected-warning {{address of local 'n' is stored in static 'pointer': 'n' ends with the function [escape-static]}}
  if (k < 5u)
    pointer = nullptr;
}

// ---- one thing by two names ----

void set_and_read(const int *&one, const int *const &other) {
  pointer = one;
  total += other ? *other : 0;
}
void read_before_it_is_set() {
  int inner = 2;
  const int *p = &kept;
  {
    int n = 1;
    pointer = &n;
  }
  set_and_read(p, pointer); // it is set before it is read
  pointer = nullptr;
  total += inner;
}
void read_as_it_was() {
  const int *q;
  {
    int n = 1;
    q = &n;
  }
  const int *p = &kept;
  set_and_read(p, q); // expected-warning {{local 'q' holds the address of local 'n' and is used after the scope of 'n' ended [escape-scope]}}
  pointer = nullptr;
}

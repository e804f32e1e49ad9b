// What an owner had goes: grown, moved, swapped.
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

// ---- owner, grown: one function ----

int grown() {
  std::vector<int> v{1};
  int *p = &v.front();
  v.emplace_back(2);
  return *p; // expected-warning {{local 'p' points into the storage of 'v' and is used after 'emplace_back' ended it [escape-invalidated]}}
}
int grown_before() {
  std::vector<int> v{1};
  v.emplace_back(2);
  int *p = &v.front();
  return *p;
}
char string_grown() {
  std::string s = "text";
  std::string_view v = s;
  s += "more text that needs room";
  return v[0]; // expected-warning {{local 'v' points into the storage of 's' and is used after 'operator+=' ended it [escape-invalidated]}}
}
char string_read() {
  std::string s = "text";
  std::string_view v = s;
  (void)s.find('x');
  return v[0];
}
int grown_in_its_own_loop() {
  std::vector<int> v{1, 2};
  int sum = 0;
  for (int n : v) { // expected-warning {{the range-for points into the storage of 'v' and is used after 'push_back' ended it [escape-invalidated]}}
    sum += n;
    v.push_back(n);
  }
  return sum;
}
int grown_after_its_own_loop() {
  std::vector<int> v{1, 2};
  std::vector<int> more;
  for (int n : v)
    more.push_back(n);
  v.insert(v.end(), more.begin(), more.end());
  return v[0];
}
int index_instead_of_pointer() {
  std::vector<int> v{1};
  std::size_t i = 0;
  v.push_back(2);
  return v[i];
}
int rehashed_reference() {
  std::unordered_map<int, int> m;
  int &r = m[1];
  m.rehash(100);
  return r;
}

// ---- owner, grown: two functions ----

void grow(std::vector<int> &v) { v.push_back(1); }
void grow_other(std::vector<int> &, std::vector<int> &w) { w.push_back(1); }
int *first(std::vector<int> &v) { return v.data(); }
void append(std::string &s, std::string_view v) { s.append(v); }
int grown_by_a_function() {
  std::vector<int> v{1};
  int *p = first(v);
  grow(v);
  return *p; // expected-warning {{local 'p' points into the storage of 'v' and is used after 'push_back' ended it [escape-invalidated]}}
}
int other_grown_by_a_function() {
  std::vector<int> v{1};
  std::vector<int> w{1};
  int *p = first(v);
  grow_other(v, w);
  return *p;
}
int grown_then_taken_by_functions() {
  std::vector<int> v{1};
  grow(v);
  int *p = first(v);
  return *p;
}
char string_grown_by_a_function(std::string s) {
  const char *p = s.c_str();
  append(s, "x");
  return *p; // expected-warning {{local 'p' points into the storage of 's' and is used after 'append' ended it [escape-invalidated]}}
}
char other_string_grown_by_a_function(const std::string &s) {
  const char *p = s.c_str();
  std::string other;
  append(other, s);
  return *p;
}
int parameter_grown_by_a_function(std::vector<int> &v) {
  int &r = v[0];
  grow(v);
  return r; // expected-warning {{local 'r' points into the storage of 'v' and is used after 'push_back' ended it [escape-invalidated]}}
}

// ---- owner, grown: a class ----

class Table {
public:
  int &add(int n) {
    rows.push_back(n);
    return rows.back();
  }
  int &row(std::size_t i) { return rows[i]; }
  std::size_t size() const { return rows.size(); }
  int add_twice() {
    int &a = add(1);
    int &b = add(2);
    return a + b; // expected-warning {{local 'a' points into the storage of 'this' and is used after 'push_back' ended it [escape-invalidated]}}
  }
  int add_and_read() {
    int &a = add(1);
    return a + static_cast<int>(size());
  }

private:
  std::vector<int> rows;
};
int table_grown() {
  Table t;
  int &a = t.add(1);
  t.add(2);
  return a; // expected-warning {{local 'a' points into the storage of 't' and is used after 'push_back' ended it [escape-invalidated]}}
}
int table_measured() {
  Table t;
  int &a = t.add(1);
  (void)t.size();
  return a;
}
int two_tables() {
  Table t;
  Table u;
  int &a = t.add(1);
  u.add(2);
  return a;
}

// ---- owner, moved: one function ----

int unique_moved_pointer_follows() {
  auto p = std::make_unique<int>(1);
  int *raw = p.get();
  auto q = std::move(p);
  return *raw;
}
int unique_moved_and_ended() {
  auto p = std::make_unique<int>(1);
  int *raw = p.get();
  {
    auto q = std::move(p);
  }
  return *raw; // expected-warning {{local 'raw' holds a pointer into local 'q' and is used after the scope of 'q' ended [escape-scope]}}
}
int vector_moved_pointer_follows() {
  std::vector<int> v{1};
  int &r = v[0];
  std::vector<int> w = std::move(v);
  return r;
}
int vector_moved_and_ended() {
  std::vector<int> v{1};
  int &r = v[0];
  { std::vector<int> w = std::move(v); }
  return r; // expected-warning {{local 'r' holds a pointer into local 'w' and is used after the scope of 'w' ended [escape-scope]}}
}
int moved_twice() {
  auto p = std::make_unique<int>(1);
  int *raw = p.get();
  auto q = std::move(p);
  auto r = std::move(q);
  r = nullptr;
  return *raw; // expected-warning {{local 'raw' points into the storage of 'r' and is used after 'operator=' ended it [escape-invalidated]}}
}
int moved_twice_read_before() {
  auto p = std::make_unique<int>(1);
  int *raw = p.get();
  auto q = std::move(p);
  auto r = std::move(q);
  int n = *raw;
  r = nullptr;
  return n;
}
int moved_then_assigned_again() {
  std::vector<int> v{1};
  std::vector<int> w = std::move(v);
  v = {2};
  return v[0];
}

// ---- owner, moved: two functions ----

void sink(std::unique_ptr<int>) {}
void sink_reference(std::unique_ptr<int> &&) {}
std::unique_ptr<int> through(std::unique_ptr<int> p) { return p; }
void store(std::vector<std::unique_ptr<int>> &v, std::unique_ptr<int> p) { v.push_back(std::move(p)); }
int moved_reference_not_taken() {
  auto p = std::make_unique<int>(1);
  int *raw = p.get();
  sink_reference(std::move(p));
  return *raw;
}
int moved_through_a_function() {
  auto p = std::make_unique<int>(1);
  int *raw = p.get();
  auto q = through(std::move(p));
  return *raw;
}
int moved_into_a_container() {
  std::vector<std::unique_ptr<int>> all;
  auto p = std::make_unique<int>(1);
  int *raw = p.get();
  store(all, std::move(p));
  return *raw;
}
int moved_into_a_container_cleared() {
  std::vector<std::unique_ptr<int>> all;
  auto p = std::make_unique<int>(1);
  int *raw = p.get();
  store(all, std::move(p));
  all.clear();
  return *raw; // expected-warning {{local 'raw' points into the storage of 'all' and is used after 'std::vector::clear' ended it [escape-invalidated]}}
}

// ---- owner, moved: a class ----

class Owner {
public:
  Owner() = default;
  explicit Owner(std::unique_ptr<int> p) : p(std::move(p)) {}
  int *get() { return p.get(); }
  std::unique_ptr<int> take() { return std::move(p); }
  void give(std::unique_ptr<int> q) { p = std::move(q); }

private:
  std::unique_ptr<int> p;
};
int object_moved() {
  Owner a(std::make_unique<int>(1));
  int *raw = a.get();
  Owner b = std::move(a);
  return *raw;
}
int object_moved_and_ended() {
  Owner a(std::make_unique<int>(1));
  int *raw = a.get();
  {
    Owner b = std::move(a);
  }
  return *raw; // expected-warning {{local 'raw' holds a pointer into local 'b' and is used after the scope of 'b' ended [escape-scope]}}
}
int taken_from_the_object() {
  Owner a(std::make_unique<int>(1));
  int *raw = a.get();
  auto mine = a.take();
  return *raw;
}
int given_to_another_object() {
  Owner a(std::make_unique<int>(1));
  Owner b;
  int *raw = a.get();
  b.give(a.take());
  return *raw;
}
int given_over_the_old() {
  Owner a(std::make_unique<int>(1));
  int *raw = a.get();
  a.give(std::make_unique<int>(2));
  return *raw; // expected-warning {{local 'raw' points into the storage of 'a' and is used after 'Owner::give' ended it [escape-invalidated]}}
}

// ---- owner, swapped: one function ----

int vector_swapped() {
  std::vector<int> v{1};
  std::vector<int> w{2};
  int &r = v[0];
  v.swap(w);
  return r;
}
int vector_swapped_other_cleared() {
  std::vector<int> v{1};
  std::vector<int> w{2};
  int &r = v[0];
  v.swap(w);
  w.clear();
  return r; // expected-warning {{local 'r' points into the storage of 'w' and is used after 'clear' ended it [escape-invalidated]}}
}
int vector_swapped_own_cleared() {
  std::vector<int> v{1};
  std::vector<int> w{2};
  int &r = v[0];
  v.swap(w);
  v.clear();
  return r;
}
int unique_swapped_and_reset() {
  auto p = std::make_unique<int>(1);
  auto q = std::make_unique<int>(2);
  int *raw = p.get();
  std::swap(p, q);
  q.reset();
  return *raw; // expected-warning {{local 'raw' points into the storage of 'q' and is used after 'reset' ended it [escape-invalidated]}}
}
int unique_swapped_and_own_reset() {
  auto p = std::make_unique<int>(1);
  auto q = std::make_unique<int>(2);
  int *raw = p.get();
  std::swap(p, q);
  p.reset();
  return *raw;
}

// ---- owner, swapped: two functions ----

void exchange(std::vector<int> &a, std::vector<int> &b) { a.swap(b); }
int swapped_by_a_function() {
  std::vector<int> v{1};
  std::vector<int> w{2};
  int &r = v[0];
  exchange(v, w);
  return r;
}
int swapped_by_a_function_other_cleared() {
  std::vector<int> v{1};
  std::vector<int> w{2};
  int &r = v[0];
  exchange(v, w);
  w.clear();
  return r; // expected-warning {{local 'r' points into the storage of 'w' and is used after 'clear' ended it [escape-invalidated]}}
}
int swapped_by_a_function_own_cleared() {
  std::vector<int> v{1};
  std::vector<int> w{2};
  int &r = v[0];
  exchange(v, w);
  v.clear();
  return r;
}

// ---- owner, swapped: a class ----

class DoubleBuffer {
public:
  void flip() { front.swap(back); }
  const char *read() const { return front.data(); }
  void write(char c) { back.push_back(c); }
  char flipped_and_read() {
    const char *p = read();
    flip();
    return *p;
  }
  char flipped_and_written() {
    const char *p = read();
    flip();
    write('x');
    return *p; // expected-warning {{local 'p' points into the storage of 'this' and is used after 'push_back' ended it [escape-invalidated]}}
  }

private:
  std::vector<char> front, back;
};

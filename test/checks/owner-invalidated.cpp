// What an owner had goes: moved, swapped, released, reset, assigned, grown, erased, cleared.
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

// ---- owner, released: one function ----

int released_and_deleted() {
  auto p = std::make_unique<int>(1);
  int *raw = p.release();
  delete raw;
  return *raw; // expected-warning {{local 'raw' points to 'std::make_unique<int>(1)' and is used after 'delete' ended it [escape-invalidated]}}
}
int released_and_deleted_last() {
  auto p = std::make_unique<int>(1);
  int *raw = p.release();
  int n = *raw;
  delete raw;
  return n;
}
int released_owner_reset() {
  auto p = std::make_unique<int>(1);
  int *raw = p.release();
  p.reset(new int(2));
  int n = *raw;
  delete raw;
  return n;
}
int not_released_owner_reset() {
  auto p = std::make_unique<int>(1);
  int *raw = p.get();
  p.reset(new int(2));
  return *raw; // expected-warning {{local 'raw' points into the storage of 'p' and is used after 'reset' ended it [escape-invalidated]}}
}
int released_owner_ends() {
  int *raw;
  {
    auto p = std::make_unique<int>(1);
    raw = p.release();
  }
  int n = *raw;
  delete raw;
  return n;
}
int owner_ends() {
  int *raw;
  {
    auto p = std::make_unique<int>(1);
    raw = p.get();
  }
  return *raw; // expected-warning {{local 'raw' holds a pointer into local 'p' and is used after the scope of 'p' ended [escape-scope]}}
}

// ---- owner, released: two functions ----

int *give_up(std::unique_ptr<int> &p) { return p.release(); }
int *lend(std::unique_ptr<int> &p) { return p.get(); }
void drop(std::unique_ptr<int> &p) { p.reset(); }
int released_by_a_function() {
  auto p = std::make_unique<int>(1);
  int *raw = give_up(p);
  drop(p);
  int n = *raw;
  delete raw;
  return n;
}
int lent_by_a_function() {
  auto p = std::make_unique<int>(1);
  int *raw = lend(p);
  drop(p);
  return *raw; // expected-warning {{local 'raw' points into the storage of 'p' and is used after 'reset' ended it [escape-invalidated]}}
}
int *released_and_returned() {
  auto p = std::make_unique<int>(1);
  return give_up(p);
}
int *lent_and_returned() {
  auto p = std::make_unique<int>(1);
  return lend(p); // expected-warning {{pointer into local 'p' is returned: 'p' ends with the function [escape-return]}}
}

// ---- owner, released: a class ----

class Handle {
public:
  Handle() : p(new int(1)) {}
  ~Handle() { delete p; }
  Handle(const Handle &) = delete;
  int *get() { return p; }
  int *release() {
    int *q = p;
    p = nullptr;
    return q;
  }

private:
  int *p;
};
int *handle_released() {
  Handle h;
  return h.release();
}
int *handle_not_released() {
  Handle h;
  return h.get(); // expected-warning {{pointer to 'h' is left in the result after 'delete' ended it [escape-invalidated]}}
}
int handle_released_and_read() {
  int *raw;
  {
    Handle h;
    raw = h.release();
  }
  int n = *raw;
  delete raw;
  return n;
}
int handle_ended_and_read() {
  int *raw;
  {
    Handle h;
    raw = h.get();
  }
  return *raw; // expected-warning {{local 'raw' points to 'h' and is used after 'delete' ended it [escape-invalidated]}}
}

// ---- owner, reset: one function ----

int unique_reset() {
  auto p = std::make_unique<int>(1);
  int &r = *p;
  p.reset();
  return r; // expected-warning {{local 'r' points into the storage of 'p' and is used after 'reset' ended it [escape-invalidated]}}
}
int unique_reset_after() {
  auto p = std::make_unique<int>(1);
  int &r = *p;
  int n = r;
  p.reset();
  return n;
}
int shared_reset_last_owner() {
  auto p = std::make_shared<int>(1);
  int *raw = p.get();
  p.reset();
  return *raw; // expected-warning {{local 'raw' points into the storage of 'p' and is used after 'std::__shared_ptr::reset' ended it [escape-invalidated]}}
}
int shared_reset_another_owner() {
  auto p = std::make_shared<int>(1);
  auto q = p;
  int *raw = p.get();
  p.reset();
  return *raw + *q;
}

// ---- owner, reset: two functions ----

void reset(std::unique_ptr<int> &p) { p.reset(); }
void look(const std::unique_ptr<int> &p) { (void)*p; }
int reset_by_a_function() {
  auto p = std::make_unique<int>(1);
  int *raw = p.get();
  reset(p);
  return *raw; // expected-warning {{local 'raw' points into the storage of 'p' and is used after 'reset' ended it [escape-invalidated]}}
}
int looked_at_by_a_function() {
  auto p = std::make_unique<int>(1);
  int *raw = p.get();
  look(p);
  return *raw;
}
int another_reset_by_a_function() {
  auto p = std::make_unique<int>(1);
  auto q = std::make_unique<int>(2);
  int *raw = p.get();
  reset(q);
  return *raw;
}

// ---- owner, reset: a class ----

class Connection {
public:
  Connection() : buffer(new char[16]()) {}
  const char *data() const { return buffer.get(); }
  void close() { buffer.reset(); }
  bool open() const { return buffer != nullptr; }
  void reopen() { buffer.reset(new char[16]()); }

private:
  std::unique_ptr<char[]> buffer;
};
char closed() {
  Connection c;
  const char *p = c.data();
  c.close();
  return *p; // expected-warning {{local 'p' points into the storage of 'c' and is used after 'reset' ended it [escape-invalidated]}}
}
char closed_after() {
  Connection c;
  const char *p = c.data();
  char r = *p;
  c.close();
  return r;
}
char reopened() {
  Connection c;
  const char *p = c.data();
  c.reopen();
  return *p; // expected-warning {{local 'p' points into the storage of 'c' and is used after 'reset' ended it [escape-invalidated]}}
}
char asked() {
  Connection c;
  const char *p = c.data();
  return c.open() ? *p : ' ';
}

// ---- owner, assigned: one function ----

char string_assigned() {
  std::string s = "text";
  const char *p = s.data();
  s = "another text that needs room";
  return *p; // expected-warning {{local 'p' points into the storage of 's' and is used after 'operator=' ended it [escape-invalidated]}}
}
char string_assigned_before() {
  std::string s = "text";
  s = "another text that needs room";
  const char *p = s.data();
  return *p;
}
int vector_assigned() {
  std::vector<int> v{1};
  auto it = v.begin();
  v = std::vector<int>{2, 3};
  return *it; // expected-warning {{local 'it' points into the storage of 'v' and is used after it ended [escape-invalidated]}}
}
int unique_assigned() {
  auto p = std::make_unique<int>(1);
  int *raw = p.get();
  p = std::make_unique<int>(2);
  return *raw; // expected-warning {{local 'raw' points into the storage of 'p' and is used after it ended [escape-invalidated]}}
}
int unique_assigned_other() {
  auto p = std::make_unique<int>(1);
  auto q = std::make_unique<int>(1);
  int *raw = p.get();
  q = std::make_unique<int>(2);
  return *raw;
}
char view_assigned_not_the_string() {
  std::string s = "text";
  std::string_view v = s;
  std::string_view w = v;
  v = "other";
  return w[0];
}

// ---- owner, assigned: two functions ----

void set(std::string &s, const char *t) { s = t; }
void set_number(int &n) { n = 2; }
char assigned_by_a_function() {
  std::string s = "text";
  std::string_view v = s;
  set(s, "other");
  return v[0]; // expected-warning {{local 'v' points into the storage of 's' and is used after 'operator=' ended it [escape-invalidated]}}
}
char another_assigned_by_a_function() {
  std::string s = "text";
  std::string t;
  std::string_view v = s;
  set(t, "other");
  return v[0];
}
int number_assigned_by_a_function() {
  int n = 1;
  int &r = n;
  set_number(n);
  return r;
}

// ---- owner, assigned: a class ----

class Person {
public:
  void rename(const std::string &n) { name = n; }
  void grow_older() { ++age; }
  std::string_view first() const { return name; }

private:
  std::string name;
  int age = 0;
};
char renamed() {
  Person p;
  std::string_view v = p.first();
  p.rename("other");
  return v[0]; // expected-warning {{local 'v' points into the storage of 'p' and is used after 'Person::rename' ended it [escape-invalidated]}}
}
char grown_older() {
  Person p;
  std::string_view v = p.first();
  p.grow_older();
  return v[0];
}
char whole_person_assigned() {
  Person p;
  std::string_view v = p.first();
  p = Person();
  return v[0]; // expected-warning {{local 'v' points into the storage of 'p' and is used after it ended [escape-invalidated]}}
}

// ---- owner, erased: one function ----

int map_erased() {
  std::map<int, int> m{{1, 1}};
  auto it = m.begin();
  m.erase(it);
  return it->second; // expected-warning {{local 'it' points into the storage of 'm' and is used after 'erase' ended it [escape-invalidated]}}
}
int map_erased_next_kept() {
  std::map<int, int> m{{1, 1}, {2, 2}};
  auto it = m.begin();
  it = m.erase(it);
  return it->second;
}
int list_erased() {
  std::list<int> l{1};
  auto it = l.begin();
  l.erase(it);
  return *it; // expected-warning {{local 'it' points into the storage of 'l' and is used after 'erase' ended it [escape-invalidated]}}
}
int list_other_added() {
  std::list<int> l{1};
  auto it = l.begin();
  l.push_back(2);
  l.push_front(3);
  return *it;
}
int popped_copy() {
  std::list<int> l{1};
  int r = l.back();
  l.pop_back();
  return r;
}
int vector_erased_at_begin() {
  std::vector<int> v{1, 2};
  auto it = v.begin();
  v.erase(it);
  return *it; // expected-warning {{local 'it' points into the storage of 'v' and is used after 'erase' ended it [escape-invalidated]}}
}
int vector_erased_and_taken() {
  std::vector<int> v{1, 2};
  auto it = v.begin();
  it = v.erase(it);
  return *it;
}

// ---- owner, erased: two functions ----

void forget(std::list<int> &l, std::list<int>::iterator it) { l.erase(it); }
std::list<int>::iterator next_of(std::list<int> &l, std::list<int>::iterator it) { return l.erase(it); }
int erased_by_a_function_next_kept() {
  std::list<int> l{1, 2};
  auto it = l.begin();
  it = next_of(l, it);
  return *it;
}
int value(std::list<int>::iterator it) { return *it; }
int erased_and_read_by_a_function() {
  std::list<int> l{1};
  auto it = l.begin();
  l.erase(it);
  return value(it); // expected-warning {{local 'it' points into the storage of 'l' and is used after 'erase' ended it [escape-invalidated]}}
}
int read_by_a_function_and_erased() {
  std::list<int> l{1};
  auto it = l.begin();
  int n = value(it);
  l.erase(it);
  return n;
}

// ---- owner, erased: a class ----

class Index {
public:
  using Entries = std::map<std::string, std::string>;
  Entries::iterator add(const std::string &k) { return entries.emplace(k, k).first; }
  void remove(Entries::iterator it) { entries.erase(it); }
  std::size_t size() const { return entries.size(); }
  char removed_here() {
    auto it = add("key");
    entries.erase(it);
    return it->second[0]; // expected-warning {{local 'it' points into the storage of 'this' and is used after 'erase' ended it [escape-invalidated]}}
  }
  char counted() {
    auto it = add("key");
    (void)size();
    add("other");
    return it->second[0];
  }

private:
  Entries entries;
};

// ---- owner, cleared: one function ----

int vector_cleared() {
  std::vector<int> v{1};
  int &r = v[0];
  v.clear();
  return r; // expected-warning {{local 'r' points into the storage of 'v' and is used after 'clear' ended it [escape-invalidated]}}
}
int vector_cleared_and_filled() {
  std::vector<int> v{1};
  v.clear();
  v.push_back(2);
  int &r = v[0];
  return r;
}
int map_cleared() {
  std::map<int, int> m;
  int &r = m[1];
  m.clear();
  return r; // expected-warning {{local 'r' points into the storage of 'm' and is used after 'clear' ended it [escape-invalidated]}}
}
int another_map_cleared() {
  std::map<int, int> m, n;
  int &r = m[1];
  n.clear();
  return r;
}

// ---- owner, cleared: two functions ----

void clear(std::set<int> &s) { s.clear(); }
void count(const std::set<int> &s) { (void)s.size(); }
int set_cleared_by_a_function() {
  std::set<int> s{1};
  const int &r = *s.begin();
  clear(s);
  return r; // expected-warning {{local 'r' points into the storage of 's' and is used after 'clear' ended it [escape-invalidated]}}
}
int set_counted_by_a_function() {
  std::set<int> s{1};
  const int &r = *s.begin();
  count(s);
  return r;
}

// ---- owner, cleared: a class ----

class Scratch {
public:
  char *line() { return text.data(); }
  void next() { text.clear(); }
  void same() const {}

private:
  std::vector<char> text{'a'};
};
char scratch_cleared() {
  Scratch s;
  char *p = s.line();
  s.next();
  return *p; // expected-warning {{local 'p' points into the storage of 's' and is used after 'clear' ended it [escape-invalidated]}}
}
char scratch_kept() {
  Scratch s;
  char *p = s.line();
  s.same();
  return *p;
}

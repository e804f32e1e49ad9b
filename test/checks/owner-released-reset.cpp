// What an owner had goes: released, reset, assigned.
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

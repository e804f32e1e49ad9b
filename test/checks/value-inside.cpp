// What lies inside an optional or variant ends though the object around it lives; iterators that growth moves.
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

// ---- values inside end: one function ----

char reset() {
  std::optional<std::string> o("x");
  const std::string &s = *o;
  o.reset();
  return s[0]; // expected-warning {{local 's' points into the storage of 'o' and is used after 'reset' ended it [escape-invalidated]}}
}
char reset_before() {
  std::optional<std::string> o("x");
  o.reset();
  o.emplace("y");
  const std::string &s = *o;
  return s[0];
}
int reset_number() {
  std::optional<int> o(1);
  int *p = &*o;
  o.reset();
  return *p; // expected-warning {{local 'p' points into the storage of 'o' and is used after 'reset' ended it [escape-invalidated]}}
}
int read_before_reset() {
  std::optional<int> o(1);
  int *p = &*o;
  int n = *p;
  o.reset();
  return n;
}
int pointed_to_again() {
  std::optional<int> o(1);
  int *p = &*o;
  o.reset();
  o = 2;
  p = &*o;
  return *p;
}
int set_to_nothing() {
  std::optional<int> o(1);
  int &r = o.value();
  o = std::nullopt;
  return r; // expected-warning {{local 'r' points into the storage of 'o' and is used after 'operator=' ended it [escape-invalidated]}}
}
int assigned_in_place() {
  std::optional<int> o(1);
  int &r = *o;
  o = 2;
  return r;
}
char emplaced() {
  std::optional<std::string> o("x");
  std::string *s = &*o;
  o.emplace("y");
  return (*s)[0]; // expected-warning {{local 's' points into the storage of 'o' and is used after 'emplace' ended it [escape-invalidated]}}
}
char variant_emplaced() {
  std::variant<int, std::string> v(std::string("x"));
  std::string *s = std::get_if<std::string>(&v);
  v.emplace<int>(3);
  return (*s)[0]; // expected-warning {{local 's' points into the storage of 'v' and is used after 'emplace' ended it [escape-invalidated]}}
}
char variant_read_before() {
  std::variant<int, std::string> v(std::string("x"));
  char c = std::get<std::string>(v)[0];
  v.emplace<int>(3);
  return c;
}
int other_optional() {
  std::optional<int> a(1), b(2);
  int *p = &*a;
  b.reset();
  return *p;
}

// ---- values inside end: two functions ----

void drop(std::optional<int> &o) { o.reset(); }
void drop_perhaps(std::optional<int> &o, int n) {
  if (n % 3 == 0)
    o.reset();
}
int &value_of(std::optional<int> &o) { return *o; }
int dropped_elsewhere() {
  std::optional<int> o(1);
  int *p = &*o;
  drop(o);
  return *p; // expected-warning {{local 'p' points into the storage of 'o' and is used after 'reset' ended it [escape-invalidated]}}
}
int referred_elsewhere() {
  std::optional<int> o(1);
  int &r = value_of(o);
  o.reset();
  return r; // expected-warning {{local 'r' points into the storage of 'o' and is used after 'reset' ended it [escape-invalidated]}}
}
int dropped_perhaps() {
  std::optional<int> o(1);
  int *p = &*o;
  drop_perhaps(o, 2);
  return *p;
}
int another_dropped() {
  std::optional<int> o(1), q(2);
  int *p = &*o;
  drop(q);
  return *p;
}

// ---- values inside end: a class ----

struct Cache {
  std::optional<std::string> last;
  std::optional<int> count;
  void clear() { last.reset(); }
  const std::string &get() { return *last; }
  char read_after_clear() {
    const std::string &s = get();
    clear();
    return s[0]; // expected-warning {{is used after 'reset' ended it [escape-invalidated]}}
  }
  char read_before_clear() {
    char c = get()[0];
    clear();
    return c;
  }
  int read_the_other() {
    int &n = *count;
    clear();
    return n;
  }
};

// ---- iterators that growth moves: one function ----

int deque_iterator() {
  std::deque<int> d{1};
  auto it = d.begin();
  d.push_back(2);
  return *it; // expected-warning {{local 'it' points into the storage of 'd' and is used after 'push_back' ended it [escape-invalidated]}}
}
int deque_reference() {
  std::deque<int> d{1};
  int &r = d.front();
  d.push_back(2);
  return r;
}
int deque_iterator_again() {
  std::deque<int> d{1};
  auto it = d.begin();
  d.push_back(2);
  it = d.begin();
  return *it;
}

// ---- iterators that growth moves: two functions ----

void grow(std::deque<int> &d) { d.push_front(1); }
int deque_grown_elsewhere() {
  std::deque<int> d{1};
  auto it = d.begin();
  grow(d);
  return *it; // expected-warning {{local 'it' points into the storage of 'd' and is used after 'push_front' ended it [escape-invalidated]}}
}
int deque_reference_elsewhere() {
  std::deque<int> d{1};
  int &r = d.front();
  grow(d);
  return r;
}

// ---- iterators that growth moves: a class ----

struct Queue {
  std::deque<int> items;
  void add(int n) { items.push_back(n); }
  int iterator_after_add() {
    auto it = items.begin();
    add(1);
    return *it; // expected-warning {{is used after 'push_back' ended it [escape-invalidated]}}
  }
  int reference_after_add() {
    int &first = items.front();
    add(1);
    return first;
  }
};

// What an owner had goes: erased, cleared.
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

// The element is not the owner; nodes that stay; shared_ptr that owns another, or nothing.
#include <array>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

std::string make() { return "a text that is long"; }
std::string_view trim(std::string_view v) { return v.substr(1); }
std::string_view last_word(std::string_view v) { return trim(trim(v)); }

// ---- the element is not the owner: one function ----

int *element_of_local_vector(int &n) {
  std::vector<int *> v{&n};
  return v[0];
}
int **slot_of_local_vector(int &n) {
  std::vector<int *> v{&n};
  return &v[0]; // expected-warning {{pointer into local 'v' is returned: 'v' ends with the function [escape-return]}}
}
std::string_view view_in_local_vector(std::string_view s) {
  std::vector<std::string_view> v{s};
  return v.back();
}
std::string_view string_in_local_vector(std::string_view s) {
  std::vector<std::string> v{std::string(s)};
  return v.back(); // expected-warning {{view of local 'v' is returned: 'v' ends with the function [escape-return]}}
}
const char *mapped_pointer() {
  std::map<int, const char *> m{{1, "one"}};
  return m[1];
}
const char *mapped_string() {
  std::map<int, std::string> m{{1, "one"}};
  return m[1].c_str(); // expected-warning {{view of local 'm' is returned: 'm' ends with the function [escape-return]}}
}
int pointer_outlives_grown_vector() {
  int n = 1;
  std::vector<int *> v{&n};
  int *p = v[0];
  v.push_back(nullptr);
  return *p;
}
int slot_of_grown_vector() {
  int n = 1;
  std::vector<int *> v{&n};
  int *&p = v[0];
  v.push_back(nullptr);
  return *p; // expected-warning {{local 'p' points into the storage of 'v' and is used after 'push_back' ended it [escape-invalidated]}}
}
int owned_by_pointers_in_vector() {
  std::vector<std::unique_ptr<int>> v;
  v.push_back(std::make_unique<int>(1));
  int *p = v[0].get();
  v.push_back(nullptr);
  return *p;
}
int owned_by_pointers_in_cleared_vector() {
  std::vector<std::unique_ptr<int>> v;
  v.push_back(std::make_unique<int>(1));
  int *p = v[0].get();
  v.clear();
  return *p; // expected-warning {{local 'p' points into the storage of 'v' and is used after 'std::vector::clear' ended it [escape-invalidated]}}
}

// ---- the element is not the owner: two functions ----

template <class T> const T &last(const std::vector<T> &v) { return v.back(); }
int *last_pointer(int &n) {
  std::vector<int *> v{&n};
  return last(v);
}
int *const &last_slot(int &n) {
  std::vector<int *> v{&n};
  return last(v); // expected-warning {{reference to local 'v' is returned: 'v' ends with the function [escape-return]}}
}
std::string_view last_view(std::string_view s) {
  std::vector<std::string_view> v{s};
  return last(v);
}
std::string_view last_string(std::string_view s) {
  std::vector<std::string> v{std::string(s)};
  return last(v); // expected-warning {{reference to local 'v' is returned: 'v' ends with the function [escape-return]}}
}
void clear(std::vector<std::string_view> &v) { v.clear(); }
char view_of_cleared_vector(std::string_view s) {
  std::vector<std::string_view> v{s};
  std::string_view w = v[0];
  clear(v);
  return w[0];
}
char reference_to_view_of_cleared_vector(std::string_view s) {
  std::vector<std::string_view> v{s};
  std::string_view &w = v[0];
  clear(v);
  return w[0]; // expected-warning {{local 'w' points into the storage of 'v' and is used after 'clear' ended it [escape-invalidated]}}
}

// ---- the element is not the owner: a class ----

class Pool {
public:
  void add(int *p) { pointers.push_back(p); }
  int *get() const { return pointers.back(); }
  int *const &slot() const { return pointers.back(); }

private:
  std::vector<int *> pointers;
};
int *from_a_local_pool(int &n) {
  Pool pool;
  pool.add(&n);
  return pool.get();
}
int *const &slot_of_a_local_pool(int &n) {
  Pool pool;
  pool.add(&n);
  return pool.slot(); // expected-warning {{pointer into local 'pool' is returned: 'pool' ends with the function [escape-return]}}
}
int pool_grown(int &n) {
  Pool pool;
  pool.add(&n);
  int *p = pool.get();
  pool.add(nullptr);
  return *p;
}
int slot_of_grown_pool(int &n) {
  Pool pool;
  pool.add(&n);
  int *const &p = pool.slot();
  pool.add(nullptr);
  return *p; // expected-warning {{local 'p' points into the storage of 'pool' and is used after 'push_back' ended it [escape-invalidated]}}
}

// ---- node-based containers: one function ----

int list_nodes_stay() {
  std::list<int> l{1};
  int &r = l.front();
  l.push_back(2);
  l.push_front(3);
  l.sort();
  return r;
}
int list_nodes_go() {
  std::list<int> l{1};
  int &r = l.front();
  l.clear();
  return r; // expected-warning {{local 'r' points into the storage of 'l' and is used after 'clear' ended it [escape-invalidated]}}
}
int map_nodes_stay() {
  std::map<int, int> m;
  int &r = m[1];
  m[2] = 3;
  m.emplace(4, 5);
  return r;
}
int map_nodes_go() {
  std::map<int, int> m;
  int &r = m[1];
  m = {};
  return r; // expected-warning {{local 'r' points into the storage of 'm' and is used after 'operator=' ended it [escape-invalidated]}}
}
int unordered_references_stay() {
  std::unordered_map<int, int> m;
  int &r = m[1];
  m[2] = 3;
  return r;
}
int list_spliced() {
  std::list<int> a{1}, b;
  int &r = a.front();
  b.splice(b.end(), a);
  return r;
}
int list_spliced_and_old_cleared() {
  std::list<int> a{1}, b;
  int &r = a.front();
  b.splice(b.end(), a);
  a.clear();
  return r;
}
int node_extracted() {
  std::map<int, int> m{{1, 1}};
  int &r = m[1];
  auto node = m.extract(1);
  return r;
}

// ---- node-based containers: two functions ----

void insert(std::map<int, int> &m, int n) { m[n] = n; }
void forget_all(std::map<int, int> &m) { m.clear(); }
int node_stays_over_a_function() {
  std::map<int, int> m;
  int &r = m[1];
  insert(m, 2);
  return r;
}
int node_goes_in_a_function() {
  std::map<int, int> m;
  int &r = m[1];
  forget_all(m);
  return r; // expected-warning {{local 'r' points into the storage of 'm' and is used after 'clear' ended it [escape-invalidated]}}
}
int &look_up(std::map<int, int> &m, int k) { return m[k]; }
int two_looked_up() {
  std::map<int, int> m;
  int &a = look_up(m, 1);
  int &b = look_up(m, 2);
  return a + b;
}

// ---- node-based containers: a class ----

class Interner {
public:
  const std::string &intern(std::string s) { return *strings.insert(std::move(s)).first; }
  void reset() { strings.clear(); }

private:
  std::set<std::string> strings;
};
char interned() {
  Interner interner;
  const std::string &a = interner.intern("a");
  const std::string &b = interner.intern("b");
  return a[0] + b[0];
}
char interned_and_reset() {
  Interner interner;
  const std::string &a = interner.intern("a");
  interner.reset();
  return a[0]; // expected-warning {{local 'a' points into the storage of 'interner' and is used after 'clear' ended it [escape-invalidated]}}
}
std::string_view interned_and_returned() {
  Interner interner;
  return interner.intern("a"); // expected-warning {{view of local 'interner' is returned: 'interner' ends with the function [escape-return]}}
}
std::string_view interned_in_a_static() {
  static Interner interner;
  return interner.intern("a");
}

// ---- shared_ptr aliasing: one function ----

struct Whole {
  int part = 1;
};
std::shared_ptr<int> part_of_shared() {
  auto whole = std::make_shared<Whole>();
  return std::shared_ptr<int>(whole, &whole->part);
}
std::shared_ptr<int> part_of_local() {
  auto other = std::make_shared<Whole>();
  Whole whole;
  return std::shared_ptr<int>(other, &whole.part); // expected-warning {{address of local 'whole' is returned: 'whole' ends with the function [escape-return]}}
}
int part_kept_alive() {
  std::shared_ptr<int> part;
  {
    auto whole = std::make_shared<Whole>();
    part = std::shared_ptr<int>(whole, &whole->part);
  }
  return *part;
}
int raw_part_not_kept_alive() {
  int *part;
  {
    auto whole = std::make_shared<Whole>();
    part = &whole->part;
  }
  return *part; // expected-warning {{local 'part' holds a pointer into local 'whole' and is used after the scope of 'whole' ended [escape-scope]}}
}

// ---- shared_ptr aliasing: two functions ----

std::shared_ptr<int> part_of(const std::shared_ptr<Whole> &w) { return std::shared_ptr<int>(w, &w->part); }
std::shared_ptr<int> part_by_a_function() { return part_of(std::make_shared<Whole>()); }
std::shared_ptr<int> part_of_reference(const std::shared_ptr<Whole> &owner, Whole &w) {
  return std::shared_ptr<int>(owner, &w.part);
}
std::shared_ptr<int> part_of_reference_to_local() {
  Whole w;
  return part_of_reference(nullptr, w); // expected-warning {{reference to local 'w' is returned: 'w' ends with the function [escape-return]}}
}

// ---- shared_ptr aliasing: a class ----

class Model {
public:
  Model() : whole(std::make_shared<Whole>()) {}
  std::shared_ptr<int> part() const { return {whole, &whole->part}; }
  std::shared_ptr<int> own() { return {whole, &number}; }

private:
  std::shared_ptr<Whole> whole;
  int number = 1;
};
std::shared_ptr<int> part_of_local_model() {
  Model m;
  return m.part();
}
std::shared_ptr<int> number_of_local_model() {
  Model m;
  return m.own(); // expected-warning {{address of local 'm' is returned: 'm' ends with the function [escape-return]}}
}

// ---- no-op deleters: one function ----

std::shared_ptr<int> no_deleter() {
  int n = 1;
  return std::shared_ptr<int>(&n, [](int *) {}); // expected-warning {{address of local 'n' is returned: 'n' ends with the function [escape-return]}}
}
std::shared_ptr<int> no_deleter_of_static() {
  static int n = 1;
  return std::shared_ptr<int>(&n, [](int *) {});
}
int no_deleter_in_scope() {
  int n = 1;
  std::shared_ptr<int> p(&n, [](int *) {});
  return *p;
}
struct Nothing {
  void operator()(int *) const {}
};
std::unique_ptr<int, Nothing> unique_with_no_deleter() {
  int n = 1;
  return std::unique_ptr<int, Nothing>(&n); // expected-warning {{address of local 'n' is returned: 'n' ends with the function [escape-return]}}
}
std::unique_ptr<int, Nothing> unique_with_no_deleter_of_parameter(int &n) {
  return std::unique_ptr<int, Nothing>(&n);
}

// ---- no-op deleters: two functions ----

std::shared_ptr<int> share(int &n) { return std::shared_ptr<int>(&n, [](int *) {}); }
std::shared_ptr<int> shared_by_a_function() {
  int n = 1;
  return share(n); // expected-warning {{reference to local 'n' is returned: 'n' ends with the function [escape-return]}}
}
int shared_by_a_function_in_scope() {
  int n = 1;
  return *share(n);
}
void forget(int *) {}
std::shared_ptr<int> shared_with_a_function_as_deleter() {
  int n = 1;
  return std::shared_ptr<int>(&n, forget); // expected-warning {{address of local 'n' is returned: 'n' ends with the function [escape-return]}}
}

// ---- no-op deleters: a class ----

class Observer {
public:
  void watch(int &n) { watched.reset(&n, Nothing()); }
  void stop() { watched.reset(); }
  void watch_local() {
    int n = 1;
    watch(n); // expected-warning {{reference to local 'n' is stored in 'this->watched': 'n' ends with the function [escape-member]}}
  }
  void watch_local_and_stop() {
    int n = 1;
    watch(n);
    stop();
  }

private:
  std::shared_ptr<int> watched;
};

// escape-invalidated: used after the owner's storage went.
#include <algorithm>
#include <any>
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

// ---- one function ----

int growth() {
  std::vector<int> v{1};
  int &first = v[0];
  v.push_back(2);
  return first; // expected-warning {{local 'first' points into the storage of 'v' and is used after 'push_back' ended it [escape-invalidated]}}
}
int taken_after_growth() {
  std::vector<int> v{1};
  v.push_back(2);
  int &first = v[0];
  return first;
}
int taken_anew() {
  std::vector<int> v{1};
  int *first = &v[0];
  v.push_back(2);
  first = &v[0];
  return *first;
}
void not_used_after() {
  std::vector<int> v{1};
  int &first = v[0];
  first = 2;
  v.push_back(2);
}
int copy_used_after() {
  std::vector<int> v{1};
  int first = v[0];
  v.push_back(2);
  return first;
}
int iterator_after_growth() {
  std::vector<int> v{1};
  auto it = v.begin();
  v.insert(v.end(), 2);
  return *it; // expected-warning {{local 'it' points into the storage of 'v' and is used after 'insert' ended it [escape-invalidated]}}
}
int iterator_returned_by_insert() {
  std::vector<int> v{1};
  auto it = v.begin();
  it = v.insert(it, 2);
  return *it;
}
int data_after_resize() {
  std::vector<int> v{1};
  int *p = v.data();
  v.resize(100);
  return *p; // expected-warning {{local 'p' points into the storage of 'v' and is used after 'resize' ended it [escape-invalidated]}}
}
int after_reserve() {
  std::vector<int> v{1};
  int *p = v.data();
  v.reserve(100);
  return *p; // expected-warning {{local 'p' points into the storage of 'v' and is used after 'reserve' ended it [escape-invalidated]}}
}
int after_clear() {
  std::vector<int> v{1};
  int &first = v.front();
  v.clear();
  return first; // expected-warning {{local 'first' points into the storage of 'v' and is used after 'clear' ended it [escape-invalidated]}}
}
int after_assignment() {
  std::vector<int> v{1}, w{2};
  int &first = v.front();
  v = w;
  return first; // expected-warning {{local 'first' points into the storage of 'v' and is used after it ended [escape-invalidated]}}
}
int after_move_assignment() {
  std::vector<int> v{1}, w{2};
  int &first = v.front();
  v = std::move(w);
  return first; // expected-warning {{local 'first' points into the storage of 'v' and is used after it ended [escape-invalidated]}}
}
int of_the_moved_one() {
  std::vector<int> v{1};
  int &first = v.front();
  std::vector<int> w = std::move(v);
  return first + w[0];
}
int after_swap_it_lives_on() {
  std::vector<int> v{1}, w{2};
  int &first = v.front();
  v.swap(w);
  return first;
}
int in_a_loop(std::vector<int> &v) {
  int sum = 0;
  for (auto it = v.begin(); it != v.end(); ++it) // expected-warning {{local 'it' points into the storage of 'v' and is used after 'push_back' ended it [escape-invalidated]}}
    if (*it == 3)
      v.push_back(4);
  return sum;
}
int in_a_range_for(std::vector<int> &v) {
  int sum = 0;
  for (int i : v) { // expected-warning {{the range-for points into the storage of 'v' and is used after 'push_back' ended it [escape-invalidated]}}
    sum += i;
    v.push_back(i);
  }
  return sum;
}
int in_a_range_for_then_left(std::vector<int> &v) {
  int sum = 0;
  for (int i : v) {
    sum += i;
    v.push_back(i);
    break;
  }
  return sum;
}
int another_container_in_a_range_for(const std::vector<int> &v) {
  std::vector<int> w;
  int sum = 0;
  for (int i : v) {
    sum += i;
    w.push_back(i);
  }
  return sum;
}
int erase_the_usual_way(std::vector<int> &v) {
  int n = 0;
  for (auto it = v.begin(); it != v.end();) {
    if (*it == 3)
      it = v.erase(it);
    else
      ++it;
    ++n;
  }
  return n;
}
int erase_in_a_loop(std::vector<int> &v) {
  for (auto it = v.begin(); it != v.end(); ++it) // expected-warning {{local 'it' points into the storage of 'v' and is used after 'erase' ended it [escape-invalidated]}}
    if (*it == 3)
      v.erase(it);
  return 0;
}
int on_one_path(bool b) {
  std::vector<int> v{1};
  int &first = v[0];
  if (b)
    v.push_back(2);
  return first; // expected-warning {{local 'first' points into the storage of 'v' and is used after 'push_back' ended it [escape-invalidated]}}
}
int path_that_leaves(bool b) {
  std::vector<int> v{1};
  int &first = v[0];
  if (b) {
    v.push_back(2);
    return 0;
  }
  return first;
}
int of_a_parameter(std::vector<int> &v) {
  int &first = v[0];
  v.push_back(2);
  return first; // expected-warning {{local 'first' points into the storage of 'v' and is used after 'push_back' ended it [escape-invalidated]}}
}

// ---- strings ----

char string_appended() {
  std::string s = "text";
  const char *p = s.c_str();
  s += "more";
  return *p; // expected-warning {{local 'p' points into the storage of 's' and is used after 'operator+=' ended it [escape-invalidated]}}
}
char string_view_of_assigned() {
  std::string s = "text";
  std::string_view v = s;
  s = "other";
  return v[0]; // expected-warning {{local 'v' points into the storage of 's' and is used after 'operator=' ended it [escape-invalidated]}}
}
char string_view_taken_anew() {
  std::string s = "text";
  std::string_view v = s;
  s = "other";
  v = s;
  return v[0];
}
char string_cleared() {
  std::string s = "text";
  char &c = s[0];
  s.clear();
  return c; // expected-warning {{local 'c' points into the storage of 's' and is used after 'clear' ended it [escape-invalidated]}}
}
char view_reassigned(std::string_view w) {
  std::string s = "text";
  std::string_view v = s;
  v = w;
  s.clear();
  return v[0];
}
char const_methods_keep() {
  std::string s = "text";
  const char *p = s.c_str();
  (void)s.size();
  (void)s.find('x');
  return *p;
}

// ---- node containers keep their elements ----

int map_element_kept() {
  std::map<int, int> m;
  int &e = m[1];
  m[2] = 3;
  m.emplace(4, 5);
  return e;
}
int map_element_erased_all() {
  std::map<int, int> m;
  int &e = m[1];
  m.clear();
  return e; // expected-warning {{local 'e' points into the storage of 'm' and is used after 'clear' ended it [escape-invalidated]}}
}
int map_iterator_erased() {
  std::map<int, int> m{{1, 2}};
  auto it = m.begin();
  m.erase(it);
  return it->second; // expected-warning {{local 'it' points into the storage of 'm' and is used after 'erase' ended it [escape-invalidated]}}
}
int map_iterator_from_erase() {
  std::map<int, int> m{{1, 2}};
  auto it = m.begin();
  it = m.erase(it);
  return it == m.end() ? 0 : it->second;
}
int list_element_kept() {
  std::list<int> l{1};
  int &e = l.front();
  l.push_back(2);
  l.push_front(3);
  return e;
}
int unordered_element_kept() {
  std::unordered_map<int, int> m;
  int &e = m[1];
  m[2] = 3;
  return e;
}
int deque_element_kept() {
  std::deque<int> d{1};
  int &e = d.front();
  d.push_back(2);
  return e;
}
int set_cleared() {
  std::set<int> s{1};
  const int &e = *s.begin();
  s.clear();
  return e; // expected-warning {{local 'e' points into the storage of 's' and is used after 'clear' ended it [escape-invalidated]}}
}

// ---- smart pointers, optional, variant, any ----

int unique_reset() {
  auto p = std::make_unique<int>(1);
  int *raw = p.get();
  p.reset();
  return *raw; // expected-warning {{local 'raw' points into the storage of 'p' and is used after 'reset' ended it [escape-invalidated]}}
}
int unique_assigned() {
  auto p = std::make_unique<int>(1);
  int &raw = *p;
  p = std::make_unique<int>(2);
  return raw; // expected-warning {{local 'raw' points into the storage of 'p' and is used after it ended [escape-invalidated]}}
}
int unique_null() {
  auto p = std::make_unique<int>(1);
  int &raw = *p;
  p = nullptr;
  return raw; // expected-warning {{local 'raw' points into the storage of 'p' and is used after 'operator=' ended it [escape-invalidated]}}
}
int unique_moved_lives_on() {
  auto p = std::make_unique<int>(1);
  int *raw = p.get();
  auto q = std::move(p);
  return *raw + *q;
}
int unique_moved_and_reset() {
  auto p = std::make_unique<int>(1);
  int *raw = p.get();
  auto q = std::move(p);
  q.reset();
  return *raw; // expected-warning {{local 'raw' points into the storage of 'q' and is used after 'reset' ended it [escape-invalidated]}}
}
int shared_reset_may_have_others(const std::shared_ptr<int> &other) {
  std::shared_ptr<int> p = other;
  int *raw = p.get();
  p.reset();
  return *raw;
}
int deleted() {
  int *p = new int(1);
  int *q = p;
  delete p;
  return *q; // expected-warning {{local 'q' points to 'new int(1)' and is used after 'delete' ended it [escape-invalidated]}}
}
int deleted_and_anew() {
  int *p = new int(1);
  delete p;
  p = new int(2);
  int r = *p;
  delete p;
  return r;
}
int deleted_element(int **all) {
  int *first = all[0];
  delete all[0];
  return *first; // expected-warning {{local 'first' points into the storage of 'all' and is used after 'delete' ended it [escape-invalidated]}}
}
int deleted_other_elements(int **all, int n) {
  int *first = all[0];
  for (int i = 1; i < n; ++i)
    delete all[i];
  return *first;
}
int optional_kept() {
  std::optional<int> o = 1;
  int &r = *o;
  *o = 2;
  return r;
}
char optional_string_reset() {
  std::optional<std::string> o = "text";
  std::string_view v = *o;
  o = std::nullopt;
  return v[0]; // expected-warning {{local 'v' points into the storage of 'o' and is used after 'std::optional::operator=' ended it [escape-invalidated]}}
}
int any_reset() {
  std::any a = 1;
  int *p = std::any_cast<int>(&a);
  a.reset();
  return *p; // expected-warning {{local 'p' points into the storage of 'a' and is used after 'reset' ended it [escape-invalidated]}}
}

// ---- two functions ----

void grow(std::vector<int> &v) { v.push_back(1); }
void grow_twice(std::vector<int> &v) {
  grow(v);
  grow(v);
}
void look(const std::vector<int> &v) { (void)v.size(); }
int &first_of(std::vector<int> &v) { return v.front(); }
int grown_by_a_function() {
  std::vector<int> v{1};
  int &first = v[0];
  grow(v);
  return first; // expected-warning {{local 'first' points into the storage of 'v' and is used after 'push_back' ended it [escape-invalidated]}}
}
int grown_by_two_functions() {
  std::vector<int> v{1};
  int &first = v[0];
  grow_twice(v);
  return first; // expected-warning {{local 'first' points into the storage of 'v' and is used after 'push_back' ended it [escape-invalidated]}}
}
int looked_at_by_a_function() {
  std::vector<int> v{1};
  int &first = v[0];
  look(v);
  return first;
}
int taken_by_a_function() {
  std::vector<int> v{1};
  int &first = first_of(v);
  v.clear();
  return first; // expected-warning {{local 'first' points into the storage of 'v' and is used after 'clear' ended it [escape-invalidated]}}
}
int grown_by_a_lambda() {
  std::vector<int> v{1};
  int &first = v[0];
  auto add = [&v] { v.push_back(2); };
  add();
  return first; // expected-warning {{local 'first' points into the storage of 'v' and is used after 'push_back' ended it [escape-invalidated]}}
}
int lambda_not_called() {
  std::vector<int> v{1};
  int &first = v[0];
  auto add = [&v] { v.push_back(2); };
  (void)add;
  return first;
}
void consume(std::unique_ptr<int> p) { (void)p; }
void destroy(int *p) { delete p; }
int destroyed_by_a_function() {
  int *p = new int(1);
  destroy(p);
  return *p; // expected-warning {{local 'p' points to 'new int(1)' and is used after 'delete' ended it [escape-invalidated]}}
}
template <class C> void append(C &c) { c.push_back(1); }
int grown_by_a_template() {
  std::vector<int> v{1};
  int &first = v[0];
  append(v);
  return first; // expected-warning {{local 'first' points into the storage of 'v' and is used after 'push_back' ended it [escape-invalidated]}}
}
int list_grown_by_a_template() {
  std::list<int> l{1};
  int &first = l.front();
  append(l);
  return first;
}

// ---- over a class ----

class Table {
  std::vector<std::string> rows;

public:
  const std::string &row(int i) const { return rows[i]; }
  void add(const char *text) { rows.push_back(text); }
  std::size_t size() const { return rows.size(); }
};
std::size_t table_grows() {
  Table t;
  t.add("a");
  const std::string &r = t.row(0);
  t.add("b");
  return r.size(); // expected-warning {{local 'r' points into the storage of 't' and is used after 'push_back' ended it [escape-invalidated]}}
}
std::size_t table_looked_at() {
  Table t;
  t.add("a");
  const std::string &r = t.row(0);
  return r.size() + t.size();
}
struct Holder {
  std::unique_ptr<int> owned;
  void renew() { owned = std::make_unique<int>(2); }
  int *get() const { return owned.get(); }
};
int holder_renewed() {
  Holder h;
  h.renew();
  int *p = h.get();
  h.renew();
  return *p; // expected-warning {{local 'p' points into the storage of 'h' and is used after 'Holder::renew' ended it [escape-invalidated]}}
}
int unique_released() {
  auto p = std::make_unique<int>(1);
  int *raw = p.get();
  std::unique_ptr<int> next(p.release());
  return *raw + *next;
}
int unique_released_and_deleted() {
  auto p = std::make_unique<int>(1);
  int *raw = p.get();
  delete p.release();
  return *raw; // expected-warning {{local 'raw'}}
}
int holder_renewed_before() {
  Holder h;
  h.renew();
  int *p = h.get();
  return *p;
}
struct Cache {
  std::vector<int> values;
  int *last = nullptr;
  void add(int v) {
    values.push_back(v);
    last = &values.back();
  }
  int use_after_growth() {
    int *kept = &values.back();
    values.push_back(1);
    return *kept; // expected-warning {{local 'kept' points into the storage of 'this' and is used after 'push_back' ended it [escape-invalidated]}}
  }
};
char stream_text() {
  std::ostringstream out;
  out << 1;
  std::string s = out.str();
  const char *p = s.c_str();
  out << 2;
  return *p;
}

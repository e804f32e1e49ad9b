// escape-return: containers, their adaptors and iterators.
#include <array>
#include <deque>
#include <iterator>
#include <list>
#include <map>
#include <queue>
#include <set>
#include <stack>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

int &element() {
  std::vector<int> v{1, 2};
  return v[0]; // expected-warning {{pointer into local 'v' is returned: 'v' ends with the function [escape-return]}}
}
int element_copy() {
  std::vector<int> v{1, 2};
  return v[0];
}
const int &element_of_parameter(const std::vector<int> &v) { return v[0]; }
int *data() {
  std::vector<int> v{1, 2};
  return v.data(); // expected-warning {{view of local 'v' is returned: 'v' ends with the function [escape-return]}}
}
std::vector<int>::iterator iterator() {
  std::vector<int> v{1, 2};
  return v.begin(); // expected-warning {{iterator into local 'v' is returned: 'v' ends with the function [escape-return]}}
}
std::vector<int>::const_iterator iterator_of_parameter(const std::vector<int> &v) { return v.end(); }
std::vector<int>::iterator moved_iterator() {
  std::vector<int> v{1, 2};
  auto it = v.begin();
  ++it;
  return it + 1; // expected-warning {{iterator into local 'v' is returned: 'v' ends with the function [escape-return]}}
}
int &through_iterator() {
  std::vector<int> v{1, 2};
  auto it = v.begin();
  return *it; // expected-warning {{iterator into local 'v' is returned: 'v' ends with the function [escape-return]}}
}
int through_iterator_copy() {
  std::vector<int> v{1, 2};
  auto it = v.begin();
  return *it;
}
std::vector<int> container_itself() {
  std::vector<int> v{1, 2};
  return v;
}
std::vector<int *> container_of_addresses() {
  int x = 1;
  std::vector<int *> v;
  v.push_back(&x);
  return v; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int container_of_addresses_stays() {
  int x = 1;
  std::vector<int *> v;
  v.push_back(&x);
  return *v[0];
}
std::vector<int *> initializer_list_of_addresses() {
  int x = 1;
  return {&x}; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
std::vector<std::string_view> container_of_views() {
  std::string s = "text";
  std::vector<std::string_view> v;
  v.emplace_back(s);
  return v; // expected-warning {{pointer into local 's' is returned: 's' ends with the function [escape-return]}}
}
std::vector<std::string> container_of_copies() {
  std::string s = "text";
  std::vector<std::string> v;
  v.emplace_back(s);
  return v;
}
std::string_view view_from_container(const std::vector<std::string_view> &v) { return v[0]; }
std::string_view element_view_outlives_container(std::string_view in) {
  std::vector<std::string_view> v{in};
  return v[0];
}
std::vector<std::vector<int *>> nested_containers() {
  int x = 1;
  std::vector<std::vector<int *>> v;
  v.push_back({&x});
  return v; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}

std::array<int *, 2> array_of_addresses() {
  int x = 1;
  return {&x, nullptr}; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int &element_of_array() {
  std::array<int, 2> a{1, 2};
  return a[1]; // expected-warning {{address of local 'a' is returned: 'a' ends with the function [escape-return]}}
}
int &element_of_array_parameter(std::array<int, 2> &a) { return a[1]; }

int &element_of_deque() {
  std::deque<int> d{1};
  return d.front(); // expected-warning {{pointer into local 'd' is returned: 'd' ends with the function [escape-return]}}
}
std::deque<int *> deque_of_addresses() {
  int x = 1;
  std::deque<int *> d;
  d.push_front(&x);
  return d; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
std::list<int>::iterator list_iterator() {
  std::list<int> l{1};
  return std::next(l.begin()); // expected-warning {{iterator into local 'l' is returned: 'l' ends with the function [escape-return]}}
}
std::list<int *> list_of_addresses() {
  int x = 1;
  std::list<int *> l;
  l.insert(l.end(), &x);
  return l; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
std::map<int, int *> map_of_addresses() {
  int x = 1;
  std::map<int, int *> m;
  m[1] = &x;
  return m; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
std::map<int, int> map_of_values() {
  int x = 1;
  std::map<int, int> m;
  m[1] = x;
  return m;
}
int &mapped() {
  std::map<int, int> m;
  return m[1]; // expected-warning {{pointer into local 'm' is returned: 'm' ends with the function [escape-return]}}
}
int &mapped_of_parameter(std::map<int, int> &m) { return m.at(1); }
const std::string &found() {
  std::map<int, std::string> m;
  auto it = m.find(1);
  return it->second; // expected-warning {{iterator into local 'm' is returned: 'm' ends with the function [escape-return]}}
}
std::string found_copy() {
  std::map<int, std::string> m;
  auto it = m.find(1);
  return it->second;
}
std::map<std::string_view, int> map_of_view_keys() {
  std::string s = "text";
  std::map<std::string_view, int> m;
  m.emplace(s, 1);
  return m; // expected-warning {{reference to local 's' is returned: 's' ends with the function [escape-return]}}
}
std::unordered_map<int, const char *> inserted_pair() {
  char text[] = "text";
  std::unordered_map<int, const char *> m;
  m.insert({1, text});
  return m; // expected-warning {{reference to local 'text' is returned: 'text' ends with the function [escape-return]}}
}
std::unordered_map<int, const char *> inserted_or_assigned() {
  char text[] = "text";
  std::unordered_map<int, const char *> m;
  m.insert_or_assign(1, text);
  return m; // expected-warning {{reference to local 'text' is returned: 'text' ends with the function [escape-return]}}
}
std::set<std::string_view> set_of_views() {
  std::string s = "text";
  std::set<std::string_view> set;
  set.insert(s);
  return set; // expected-warning {{pointer into local 's' is returned: 's' ends with the function [escape-return]}}
}
std::set<std::string> set_of_copies() {
  std::string s = "text";
  std::set<std::string> set;
  set.insert(s);
  return set;
}
const std::string &returned_by_insert() {
  std::set<std::string> set;
  return *set.insert("text").first; // expected-warning {{pointer into local 'set' is returned: 'set' ends with the function [escape-return]}}
}
std::stack<int *> stack_of_addresses() {
  int x = 1;
  std::stack<int *> s;
  s.push(&x);
  return s; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
std::queue<int *> queue_of_addresses() {
  int x = 1;
  std::queue<int *> q;
  q.push(&x);
  return q; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int queue_stays() {
  int x = 1;
  std::queue<int *> q;
  q.push(&x);
  return *q.front();
}
int &top() {
  std::priority_queue<int> q;
  q.push(1);
  return const_cast<int &>(q.top()); // expected-warning {{pointer into local 'q' is returned: 'q' ends with the function [escape-return]}}
}
std::vector<int *> back_inserted(const std::vector<int> &in) {
  int x = in[0];
  std::vector<int *> v;
  *std::back_inserter(v) = &x;
  return v; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}

// Loops.
int &last_in_range_for() {
  std::vector<int> v{1, 2};
  int *last = nullptr;
  for (int &e : v)
    last = &e;
  return *last; // expected-warning {{reference to local 'v' is returned: 'v' ends with the function [escape-return]}}
}
int *last_in_range_for_of_parameter(std::vector<int> &v) {
  int *last = nullptr;
  for (int &e : v)
    last = &e;
  return last;
}
const std::string &binding_in_range_for() {
  std::map<int, std::string> m{{1, "text"}};
  for (const auto &[key, value] : m)
    return value; // expected-warning {{reference to local 'm' is returned: 'm' ends with the function [escape-return]}}
  static std::string none;
  return none;
}
const std::string &binding_in_range_for_of_parameter(const std::map<int, std::string> &m) {
  for (const auto &[key, value] : m)
    return value;
  static std::string none;
  return none;
}

// Moves: the storage goes along.
std::vector<int> moved_container() {
  std::vector<int> v{1};
  std::vector<int> w = std::move(v);
  return w;
}
std::vector<int *> moved_container_of_addresses() {
  int x = 1;
  std::vector<int *> v{&x};
  std::vector<int *> w = std::move(v);
  return w; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}

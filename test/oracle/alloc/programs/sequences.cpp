// vector, deque, list and their like: construction, copies, growth, what allocates when empty.
#include <array>
#include <deque>
#include <forward_list>
#include <list>
#include <numeric>
#include <queue>
#include <stack>
#include <string>
#include <vector>

struct Big {
  char bytes[100] = {};
};
std::vector<int> global;
struct Owner {
  std::vector<int> values;
  void fill(int n) { values.assign(n, 1); } // goes: {this->values}
  void put(int n) { values.push_back(n); } // goes: {this->values}
};
int sum(const std::vector<int> &values) { return std::accumulate(values.begin(), values.end(), 0); }
int sumByValue(std::vector<int> values) { return int(values.size()); }

void vectors(std::size_t n, std::size_t zero) {
  std::vector<int> a;
  std::vector<char> b(n);                                   // goes: confined
  std::vector<int> c(4, 1);                                 // goes: confined
  std::vector<int> d{1, 2, 3};                              // goes: confined
  std::vector<int> e = {1, 2, 3, 4};
  std::vector<int> f(0);
  std::vector<int> g(zero); // zero
  std::vector<int> h{};
  std::vector<Big> i(3);
  std::vector<int> j(c.begin(), c.end());
  const int raw[5] = {1, 2, 3, 4, 5};
  std::vector<int> k(raw, raw + 5);
  std::vector<int> l(std::begin(raw), std::end(raw));
  std::vector<bool> m(100);
  std::vector<bool> o;
  std::vector<std::string> p(2);
  std::vector<std::string> q{"one", "two"};
  std::vector<std::string> r{"one that is longer than the buffer"};
  std::vector<std::vector<int>> s(2, std::vector<int>(3));
  std::array<int, 100> t{};
  std::vector<int> u(n + 1, int(t[0]));
}
void copies(const std::vector<int> &full, const std::vector<int> &empty) {
  std::vector<int> a = full;                                // goes: confined
  std::vector<int> b = empty; // zero
  std::vector<int> c = std::move(a);
  std::vector<int> d;
  d = full;
  d = full;
  d = std::move(c);
  d = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22};
  sum({1, 2, 3});
  sum(full);
  sumByValue(full);
  sumByValue(std::move(d));
  Owner e{full};
  Owner f = e;
  Owner g = std::move(e);
  f = g;
}
void growth(int n) {
  std::vector<int> a;
  a.push_back(1);
  a.push_back(2);
  a.push_back(3);
  a.push_back(4);
  a.emplace_back(5);
  std::vector<int> b;
  b.reserve(10);                                            // goes: confined
  b.push_back(1);
  b.push_back(2);
  b.reserve(0);
  b.reserve(5);
  std::vector<int> c;
  c.resize(20);
  c.resize(5);
  c.resize(n);
  c.clear();
  c.push_back(1);
  c.shrink_to_fit();
  std::vector<int> d;
  d.insert(d.begin(), 4);
  d.insert(d.end(), 5, 1);
  d.insert(d.end(), {7, 8, 9});
  d.insert(d.end(), c.begin(), c.end());
  d.assign(30, 2);
  d.assign({1, 2});
  std::vector<int> e;
  for (int i = 0; i != n; ++i)
    e.push_back(i);
  std::vector<int> f;
  f.reserve(n);
  for (int i = 0; i != n; ++i)
    f.push_back(i);
  e.pop_back();
  e.erase(e.begin());
  std::vector<int>().swap(e);
  std::vector<std::string> g;
  g.push_back("a text that is longer than the buffer");
  g.emplace_back("short");
  std::vector<Big> h;
  h.emplace_back();
}
void nodes() {
  std::deque<int> a;                                        // goes: confined
  std::deque<int> b(10);
  std::deque<Big> c;
  a.push_back(1);
  a.push_front(2);
  for (int i = 0; i != 1000; ++i)
    a.push_back(i);
  std::deque<int> d = std::move(a);
  std::list<int> e;
  e.push_back(1);                                           // goes: confined
  e.push_front(2);
  e.emplace_back(3);
  e.insert(e.begin(), 4);
  std::list<int> f(5);
  std::list<int> g{1, 2, 3};
  std::list<int> h = g;
  std::list<int> i = std::move(g);
  i.splice(i.begin(), h);
  std::forward_list<int> j;
  j.push_front(1);
  j.insert_after(j.begin(), 3);
  std::queue<int> k;
  k.push(1);
  std::stack<int> l;
  l.push(1);
  std::stack<int, std::vector<int>> m;
  m.push(1);
  std::priority_queue<int> o;
  o.push(3);
  o.emplace(4);
  std::list<Big> p(1);
  e.pop_back();
  e.clear();
}
std::vector<int> made(int n) { return std::vector<int>(n); } // goes: {result}
std::vector<int> filled(int n) {
  std::vector<int> values;
  for (int i = 0; i != n; ++i)
    values.push_back(i); // goes: {result}
  return values;
}
std::vector<int> emptyOut() { return {}; }
void stored() { global = std::vector<int>(4); } // goes: {static global}
void pushed(std::vector<int> &out) { out.push_back(1); } // goes: {param out}
int inside(int n) {
  std::vector<int> values = filled(n);
  return sum(values);
}

int main(int argc, char **) {
  vectors(argc + 10, argc - 1);
  copies({1, 2, 3}, {});
  growth(argc + 30);
  nodes();
  Owner owner;
  owner.fill(argc + 3);
  owner.put(argc);
  made(argc + 4);
  filled(argc + 4);
  emptyOut();
  stored();
  std::vector<int> out;
  pushed(out);
  inside(argc + 2);
}

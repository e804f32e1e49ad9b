// map, set and their unordered forms: nodes, buckets, keys that exist, handles, copies and moves.
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

struct Big {
  char bytes[100] = {};
};
std::map<int, int> global;
struct Registry {
  std::map<std::string, int> ids;
  std::unordered_map<int, std::string> names;
  void add(const std::string &name) { ids[name] = 1; }
  void name(int id) { names.emplace(id, "a name longer than the inline buffer"); }
  int find(const std::string &name) const { return ids.count(name) ? ids.at(name) : 0; }
};

void maps(int key) {
  std::map<int, int> a;
  a[key] = 1;                                        // goes: confined
  a[key] = 2;
  a.insert({key + 1, 3});                            // goes: confined
  a.insert(std::make_pair(key + 1, 4));
  a.emplace(key + 2, 5);
  a.try_emplace(key + 3, 6);
  a.insert_or_assign(key + 4, 7);
  a.insert_or_assign(key + 4, 8);
  a.emplace_hint(a.end(), key + 5, 9);
  a.insert(a.begin(), a.end());
  std::map<int, int> b = a;
  std::map<int, int> c = std::move(a);
  std::map<int, int> d{{1, 2}, {3, 4}};
  std::map<int, int> e;
  e = d;
  e = std::move(d);
  e.at(1) = 3;
  e.find(3);
  e.count(9);
  e.erase(1);
  auto node = e.extract(3);
  e.insert(std::move(node));
  e.merge(c);
  std::map<std::string, int> f;
  f["short"] = 1;
  f["a key that is longer than the inline buffer"] = 2;
  f["a key that is longer than the inline buffer"] = 3;
  f.emplace("another key that is longer than the buffer", 4);
  f.find("a key that is looked for, longer than the buffer");
  std::map<std::string, int, std::less<>> g;
  g.find("a key that is looked for, longer than the buffer");
  std::map<int, Big> h;
  h[key];
  std::multimap<int, char> i;
  i.insert({key, 'a'});
  i.emplace(key, 'b');
  std::map<int, std::vector<int>> j;
  j[key].push_back(1);
  for (int n = 0; n != 10; ++n)
    b[n % 4] += n;
  std::map<int, int>().swap(b);
}
void sets(int key) {
  std::set<int> a;
  a.insert(key);
  a.insert(key);
  a.emplace(key + 1);
  std::set<int> b{1, 2, 3};
  std::set<int> c(b.begin(), b.end());
  std::set<int> d = b;
  std::multiset<int> e;
  e.insert(key);
  e.insert(key);
  std::set<std::string> f;
  f.insert("short");
  f.insert("an element that is longer than the buffer");
  std::set<Big *> g;
  g.insert(nullptr);
  a.erase(key);
  a.clear();
  std::set<int> h;
  for (int n = 0; n != 5; ++n)
    h.insert(n % 2);
  std::map<int, int> i;
  for (int n = 0; n != 5; ++n)
    i[n % 2] = n;
  for (int n = 0; n != 5; ++n) {
    std::set<int> j;
    j.insert(n);
  }
}
void hashed(int key) {
  std::unordered_map<int, int> a;
  a[key] = 1;
  a[key] = 2;
  a.insert({key + 1, 2});
  a.emplace(key + 2, 3);
  a.try_emplace(key + 3, 4);
  std::unordered_map<int, int> b;
  b.reserve(100);
  b[key] = 1;
  b.rehash(500);
  std::unordered_map<int, int> c = a;
  std::unordered_map<int, int> d = std::move(a);
  std::unordered_set<int> e;
  e.insert(key);
  e.insert(key);
  std::unordered_set<int> f{1, 2, 3};
  std::unordered_map<std::string, int> g;
  g["short"] = 1;
  g["a key that is longer than the inline buffer"] = 2;
  g.find("a key that is looked for, longer than the buffer");
  std::unordered_map<int, int> h(64);
  std::unordered_multimap<int, int> i;
  i.emplace(key, 1);
  for (int n = 0; n != 30; ++n)
    d[n] = n;
  d.erase(3);
  d.clear();
}
std::map<int, int> made(int key) {
  std::map<int, int> map;
  map[key] = 1; // goes: {result}
  return map;
}
void stored(int key) { global[key] = 1; } // goes: {static global}
void given(std::map<int, int> &out, int key) { out.insert({key, 1}); } // goes: {param out}

int main(int argc, char **) {
  maps(argc);
  sets(argc);
  hashed(argc);
  Registry registry;
  registry.add("a name that is longer than the inline buffer");
  registry.name(argc);
  registry.find("a name that is longer than the inline buffer");
  made(argc);
  stored(argc);
  std::map<int, int> out;
  given(out, argc);
}

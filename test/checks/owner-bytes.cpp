// A constructor that registers this; pointers copied byte by byte.
#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// ---- this registered by a constructor: one function ----

struct Registered;
std::vector<Registered *> all_registered;
struct Registered {
  int n = 1;
  Registered() { all_registered.push_back(this); }
};
void registered_local() {
  Registered r; // expected-warning {{address of local 'r' is stored in static 'all_registered': 'r' ends with the function [escape-static]}}
}
struct Unregisters;
std::vector<Unregisters *> all_unregisters;
struct Unregisters {
  Unregisters() { all_unregisters.push_back(this); }
  ~Unregisters() { all_unregisters.pop_back(); }
};
void unregistered_local() { Unregisters u; }
struct ErasesItself;
std::vector<ErasesItself *> all_erasing;
struct ErasesItself {
  ErasesItself() { all_erasing.push_back(this); }
  ~ErasesItself() { all_erasing.erase(std::remove(all_erasing.begin(), all_erasing.end(), this), all_erasing.end()); }
};
void erased_local() { ErasesItself e; }
void registered_static() { static Registered r; }

// ---- this registered by a constructor: two functions ----

struct Listener {
  virtual ~Listener() = default;
  virtual void call() = 0;
};
Listener *current;
void announce(Listener *l) { current = l; }
void withdraw(Listener *l) {
  if (current == l)
    current = nullptr;
}
struct Announced : Listener {
  Announced() { announce(this); }
  void call() override {}
};
struct Withdrawn : Listener {
  Withdrawn() { announce(this); }
  ~Withdrawn() override { withdraw(this); }
  void call() override {}
};
void announced_local() {
  Announced a; // expected-warning {{address of local 'a' is stored in static 'current': 'a' ends with the function [escape-static]}}
}
std::unique_ptr<Announced> announced_on_the_heap() { return std::make_unique<Announced>(); }

// ---- this registered by a constructor: a class ----

class Bus {
public:
  void add(Listener *l) { listeners.push_back(l); }
  void remove(Listener *l) { listeners.erase(std::find(listeners.begin(), listeners.end(), l)); }

private:
  std::vector<Listener *> listeners;
};
class BusMember : Listener {
public:
  explicit BusMember(Bus &bus) : bus(bus) { bus.add(this); }
  void call() override {}

private:
  Bus &bus;
};
class GoodBusMember : Listener {
public:
  explicit GoodBusMember(Bus &bus) : bus(bus) { bus.add(this); }
  ~GoodBusMember() override { bus.remove(this); }
  void call() override {}

private:
  Bus &bus;
};
void member_of_a_bus(Bus &bus) {
  BusMember m(bus); // expected-warning {{address of local 'm' is stored in a member reached through parameter 'bus': 'm' ends with the function [escape-member]}}
}
void good_member_of_a_bus(Bus &bus) { GoodBusMember m(bus); }
void member_of_a_local_bus() {
  Bus bus;
  BusMember m(bus);
}

// ---- copied byte by byte: one function ----

int *copied_by_memcpy() {
  int x = 1;
  int *p = &x;
  int *q;
  std::memcpy(&q, &p, sizeof(p));
  return q; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *copied_by_memcpy_of_parameter(int *p) {
  int *q;
  std::memcpy(&q, &p, sizeof(p));
  return q;
}
int value_copied_by_memcpy() {
  int x = 1;
  int y;
  std::memcpy(&y, &x, sizeof(x));
  return y;
}
struct Pair {
  int *p;
  int n;
};
Pair struct_copied_by_memcpy() {
  int x = 1;
  Pair a{&x, 1};
  Pair b;
  std::memcpy(&b, &a, sizeof(a));
  return b; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
Pair struct_copied_by_memcpy_overwritten() {
  int x = 1;
  Pair a{&x, 1};
  Pair b;
  std::memcpy(&b, &a, sizeof(a));
  b.p = nullptr;
  return b;
}
int *through_an_integer() {
  int x = 1;
  auto n = reinterpret_cast<std::size_t>(&x);
  return reinterpret_cast<int *>(n); // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *through_an_integer_of_parameter(int *p) {
  auto n = reinterpret_cast<std::size_t>(p);
  return reinterpret_cast<int *>(n);
}

// ---- copied byte by byte: two functions ----

void copy_bytes(void *to, const void *from, std::size_t n) { std::memcpy(to, from, n); }
int *copied_by_a_function_of_parameter(int *p) {
  int *q = nullptr;
  copy_bytes(&q, &p, sizeof(p));
  return q;
}
void copy_pointer(int **to, int *const *from) { std::memcpy(to, from, sizeof(*to)); }
int *copied_by_a_function_of_pointers() {
  int x = 1;
  int *p = &x;
  int *q = nullptr;
  copy_pointer(&q, &p);
  return q; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
std::size_t hide(int *p) { return reinterpret_cast<std::size_t>(p); }
int *show(std::size_t n) { return reinterpret_cast<int *>(n); }
int *hidden_and_shown_of_parameter(int *p) { return show(hide(p)); }

// ---- copied byte by byte: a class ----

class Variant {
public:
  void set(int *p) { u.p = p; }
  void set(std::size_t n) { u.n = n; }
  int *get() const { return u.p; }

private:
  union {
    int *p;
    std::size_t n;
  } u;
};
int *from_a_union_in_a_class() {
  int x = 1;
  Variant v;
  v.set(&x);
  return v.get(); // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
class Slot {
public:
  template <class T> void put(const T &t) { std::memcpy(bytes, &t, sizeof(t)); }
  template <class T> T get() const {
    T t;
    std::memcpy(&t, bytes, sizeof(t));
    return t;
  }

private:
  alignas(void *) unsigned char bytes[sizeof(void *)] = {};
};
int *from_a_slot() {
  int x = 1;
  Slot s;
  s.put(&x);
  return s.get<int *>(); // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int value_from_a_slot() {
  int x = 1;
  Slot s;
  s.put(x);
  return s.get<int>();
}

// Fields that are arrays, and arrays of structs: what one holds does not taint the other.
#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

struct Pair {
  int *p = nullptr;
  int *q = nullptr;
};
struct Nest {
  Pair a;
  Pair b;
  int number = 0;
};
Pair global_pair;
Nest global_nest;
int static_number;

// ---- arrays: one function ----

struct Slots {
  int *slots[2] = {};
  int *other = nullptr;
};
Slots array_in_a_struct() {
  int x = 1;
  Slots s;
  s.slots[1] = &x;
  return s; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
Slots array_in_a_struct_of_static() {
  Slots s;
  s.slots[1] = &static_number;
  return s;
}
int *beside_an_array() {
  int x = 1;
  Slots s;
  s.slots[1] = &x;
  return s.other;
}
Pair array_of_structs(int i) {
  int x = 1;
  Pair all[2];
  all[0].p = &x;
  return all[0]; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *array_of_structs_harmless() {
  int x = 1;
  Pair all[2];
  all[0].p = &x;
  return all[0].q;
}
std::array<int *, 2> array_aggregate() {
  int x = 1;
  return {&x, nullptr}; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
std::array<int *, 2> array_aggregate_of_static() { return {&static_number, nullptr}; }
int *array_initialised() {
  int x = 1;
  int *all[] = {&x, &x};
  return all[1]; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *array_initialised_of_statics() {
  int *all[] = {&static_number, nullptr};
  return all[1];
}

// ---- arrays: two functions ----

int *pick(int *const *all, int i) { return all[i]; }
void put(Slots &s, int i, int *p) { s.slots[i] = p; }
int *picked() {
  int x = 1;
  int *all[] = {&x};
  return pick(all, 0); // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *picked_of_statics() {
  int *all[] = {&static_number};
  return pick(all, 0);
}
Slots put_by_a_function(int i) {
  int x = 1;
  Slots s;
  put(s, i, &x);
  return s; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *put_by_a_function_harmless(int i) {
  int x = 1;
  Slots s;
  put(s, i, &x);
  return s.other;
}

// ---- arrays: a class ----

class Ring {
public:
  void push(int *p) { items[next++ % 4] = p; }
  int *get(int i) const { return items[i]; }
  void push_local() {
    int x = 1;
    push(&x); // expected-warning {{address of local 'x' is stored in 'this->items': 'x' ends with the function [escape-member]}}
  }
  void push_static() { push(&static_number); }

private:
  int *items[4] = {};
  int next = 0;
};
int *ring_of_local(int i) {
  int x = 1;
  Ring r;
  r.push(&x);
  return r.get(i); // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *ring_of_static(int i) {
  Ring r;
  r.push(&static_number);
  return r.get(i);
}

// ---- several elements, of which some dangle: which one is read is not told ----

int other_element() {
  static int kept = 1;
  int *both[2] = {&kept, nullptr};
  {
    int gone = 3;
    both[1] = &gone;
  }
  return *both[0];
}
int every_element() {
  int *both[2] = {nullptr, nullptr};
  {
    int gone = 3, too = 4;
    both[0] = &gone;
    both[1] = &too;
  }
  return *both[0]; // expected-warning 2 {{and is used after the scope of}}
}
int other_of_container() {
  static int kept = 1;
  std::vector<int *> all;
  all.push_back(&kept);
  {
    int gone = 3;
    all.push_back(&gone);
  }
  return *all.front();
}
int every_of_container() {
  std::vector<int *> all;
  {
    int gone = 3;
    all.push_back(&gone);
  }
  return *all.front(); // expected-warning {{and is used after the scope of 'gone' ended [escape-scope]}}
}
int of_member_array() {
  struct {
    int *at[3];
  } row{};
  static int kept = 1;
  row.at[2] = &kept;
  {
    int gone = 3;
    row.at[0] = &gone;
  }
  return *row.at[2];
}

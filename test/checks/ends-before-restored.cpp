// What held it is restored by a guard; or it is stored on some way only.
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

int *global;
int *other_global;
std::string_view global_view;
std::function<int()> global_callback;
std::unique_ptr<int *> global_owner;
std::optional<int *> global_optional;
std::vector<int *> global_list;
int static_number;

void set_global(int *p) { global = p; }
void forget() { global = nullptr; }

// ---- restored by a guard: one function ----

void restored_by_hand() {
  int x = 1;
  int *saved = global;
  global = &x;
  global = saved;
}
void saved_too_late() {
  int x = 1;
  global = &x;
  int *saved = global;
  global = saved; // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
}
void restored_by_a_local_class(bool b) {
  struct Restore {
    int *saved = global;
    ~Restore() { global = saved; }
  } restore;
  int x = 1;
  global = &x;
  if (b)
    return;
  ++x;
}
void local_class_looks_only(bool b) {
  struct Look {
    int *saved = global;
    ~Look() { (void)saved; }
  } looks;
  int x = 1;
  global = &x; // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
  if (b)
    return;
  ++x;
}

// ---- restored by a guard: two functions ----

struct RestorePointer {
  int *&where;
  int *saved;
  explicit RestorePointer(int *&w) : where(w), saved(w) {}
  ~RestorePointer() { where = saved; }
};
void add_one() {
  if (global)
    ++*global;
}
void restored_around_a_call() {
  RestorePointer restore(global);
  int x = 1;
  global = &x;
  add_one();
}
void another_restored_around_a_call() {
  RestorePointer restore(other_global);
  int x = 1;
  global = &x; // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
  add_one();
}
void set_and_restore_guarded(int *p) {
  RestorePointer restore(global);
  global = p;
  add_one();
}
void restored_by_the_callee() {
  int x = 1;
  set_and_restore_guarded(&x);
}
void set_and_restore_too_early(int *p) {
  { RestorePointer restore(global); }
  global = p;
  add_one();
}
void restored_too_early_by_the_callee() {
  int x = 1;
  set_and_restore_too_early(&x); // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
}

// ---- restored by a guard: a class ----

template <class T> class Save {
public:
  Save(T &where, T value) : where(&where), saved(std::exchange(where, value)) {}
  Save(const Save &) = delete;
  ~Save() { *where = saved; }

private:
  T *where;
  T saved;
};
template <class T> class SaveNothing {
public:
  SaveNothing(T &where, T value) : where(&where), saved(std::exchange(where, value)) {}
  SaveNothing(const SaveNothing &) = delete;
  ~SaveNothing() { (void)saved; }

private:
  T *where;
  T saved;
};
struct Visitor {
  int *current = nullptr;
  void enter() {
    int depth = 1;
    Save<int *> save(current, &depth);
    add_one();
  }
  void enter_without_restoring() {
    int depth = 1;
    SaveNothing<int *> save(current, &depth); // expected-warning {{address of local 'depth' is stored in 'this->current': 'depth' ends with the function [escape-member]}}
    add_one();
  }
};
void set_by_the_guard() {
  int x = 1;
  Save<int *> save(global, &x);
}
void set_by_a_guard_that_does_nothing() {
  int x = 1;
  SaveNothing<int *> save(global, &x); // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
}
template <class F> struct Finally {
  F f;
  ~Finally() { f(); }
};
template <class F> Finally(F) -> Finally<F>;
void restored_by_a_finally() {
  int x = 1;
  Finally finally{[] { global = nullptr; }};
  global = &x;
}
void finally_for_another() {
  int x = 1;
  Finally finally{[] { other_global = nullptr; }};
  global = &x; // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
}

// ---- on some way only: one function ----

void stored_on_one_way(bool b) {
  int x = 1;
  if (b)
    global = &x; // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
}
void stored_on_one_way_and_reset_there(bool b) {
  int x = 1;
  if (b) {
    global = &x;
    global = nullptr;
  }
}
int *returned_on_one_way(int n) {
  int x = n;
  int *p = &static_number;
  if (n > 10)
    p = &x;
  return p; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *overwritten_on_every_way(int n) {
  int x = n;
  int *p = &x;
  if (n > 10)
    p = &static_number;
  else
    p = nullptr;
  return p;
}
void stored_in_one_case(int n) {
  int x = n;
  switch (n) {
  case 1:
    global = &static_number;
    break;
  case 2:
    global = &x; // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
    break;
  default:
    break;
  }
}
void stored_in_one_case_reset_behind(int n) {
  int x = n;
  switch (n) {
  case 1:
    global = &x;
    break;
  default:
    break;
  }
  global = nullptr;
}

// ---- on some way only: two functions ----

void set_when_positive(int n, int *p) {
  if (n > 0)
    set_global(p);
}
void stored_on_one_way_of_the_callee(int n) {
  int x = n;
  set_when_positive(n, &x); // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
}
void stored_on_one_way_of_the_callee_and_reset(int n) {
  int x = n;
  set_when_positive(n, &x);
  forget();
}
int *pick(bool b, int *p, int *q) { return b ? p : q; }
int *picked_on_one_way(bool b) {
  int x = 1;
  return pick(b, &x, &static_number); // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *picked_of_two_that_live(bool b) { return pick(b, &other_global[0], &static_number); }

// ---- on some way only: a class ----

struct Cache {
  const std::string *last = nullptr;
  bool enabled = false;
  void remember(const std::string &s) {
    if (enabled)
      last = &s;
  }
  void remembered() {
    std::string s = "text";
    remember(s); // expected-warning {{reference to local 's' is stored in 'this->last': 's' ends with the function [escape-member]}}
  }
  void remembered_and_forgotten() {
    std::string s = "text";
    remember(s);
    last = nullptr;
  }
  void remembered_and_forgotten_when(bool b) {
    std::string s = "text";
    remember(s); // expected-warning {{reference to local 's' is stored in 'this->last': 's' ends with the function [escape-member]}}
    if (b)
      last = nullptr;
  }
};

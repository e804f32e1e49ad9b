// What is inside a std::function is followed: where it is called, and what it read there is gone.
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

int *global;
void keep(int *p) { global = p; }
void drop(int *p) { (void)p; }

// ---- called through std::function: one function ----

void closure_stores() {
  int x = 0;
  std::function<void()> f = [&x] { global = &x; };
  f(); // expected-warning {{reference to local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
}
void closure_stores_and_resets() {
  int x = 0;
  std::function<void()> f = [&x] { global = &x; };
  f();
  global = nullptr;
}
void closure_never_called() {
  int x = 0;
  std::function<void()> f = [&x] { global = &x; };
  (void)f;
}
void argument_stored() {
  int x = 0;
  std::function<void(int *)> f = [](int *p) { global = p; };
  f(&x); // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
}
void argument_dropped() {
  int x = 0;
  std::function<void(int *)> f = [](int *p) { (void)p; };
  f(&x);
}
int *result_dangles() {
  int x = 0;
  std::function<int *()> f = [&x] { return &x; };
  return f(); // expected-warning {{reference to local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *result_lives() {
  static int s = 0;
  int x = 0;
  std::function<int *()> f = [x] {
    (void)x;
    return &s;
  };
  return f();
}
void put_in_later() {
  int x = 0;
  std::function<void(int *)> f = [](int *p) { global = p; };
  f = [](int *p) { (void)p; };
  f(&x);
}

// ---- called through std::function: two functions ----

void function_stores() {
  int x = 0;
  const std::function<void(int *)> f = keep;
  f(&x); // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
}
void function_drops() {
  int x = 0;
  const std::function<void(int *)> f = drop;
  f(&x);
}
void closure_calls_another() {
  int x = 0;
  std::function<void()> f = [&x] { keep(&x); };
  f(); // expected-warning {{reference to local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
}
void closure_calls_one_that_drops() {
  int x = 0;
  std::function<void()> f = [&x] { drop(&x); };
  f();
}

// ---- called through std::function: a class ----

struct Model {
  int *selected = nullptr;
  void select_badly() {
    int x = 0;
    std::function<void(int *)> f = [this](int *p) { selected = p; };
    f(&x); // expected-warning {{address of local 'x' is stored in 'this->selected': 'x' ends with the function [escape-member]}}
  }
  void look_at() {
    int x = 0;
    std::function<bool(int *)> f = [this](int *p) { return selected == p; };
    (void)f(&x);
  }
};

// ---- registries that call: one function ----

int called_in_another_scope() {
  std::function<int()> f;
  {
    int x = 0;
    f = [&x] { return x; };
  }
  return f(); // expected-warning {{local 'x' is captured by reference in a closure that is used after 'x' ended [escape-capture]}}
}
int called_in_its_scope() {
  std::function<int()> f;
  int n = 0;
  {
    int x = 0;
    f = [&x] { return x; };
    n = f();
  }
  return n;
}

// ---- registries that call: two functions ----

void run(const std::function<void()> &f) { f(); }
void run_all(const std::vector<std::function<void()>> &all) {
  for (const std::function<void()> &f : all)
    f();
}
void run_after_its_scope() {
  std::function<void()> f;
  {
    int x = 0;
    f = [&x] { ++x; };
  }
  run(f); // expected-warning {{local 'x' is captured by reference in a closure that is used after 'x' ended [escape-capture]}}
}
void run_in_its_scope() {
  int x = 0;
  std::function<void()> f = [&x] { ++x; };
  run(f);
}
void all_run_after_their_scope() {
  std::vector<std::function<void()>> all;
  {
    int x = 0;
    all.push_back([&x] { ++x; });
  }
  run_all(all); // expected-warning {{local 'x' is captured by reference in a closure that is used after 'x' ended [escape-capture]}}
}
void all_run_in_their_scope() {
  std::vector<std::function<void()>> all;
  int x = 0;
  all.push_back([&x] { ++x; });
  run_all(all);
}

// ---- registries that call: a class ----

struct Bus {
  std::vector<std::function<void()>> subscribers;
  void on(std::function<void()> f) { subscribers.push_back(std::move(f)); }
  void fire() {
    for (auto &f : subscribers)
      f();
  }
};
void fired_after_the_scope() {
  Bus bus;
  {
    int x = 0;
    bus.on([&x] { ++x; });
  }
  bus.fire(); // expected-warning {{local 'x' is captured by reference in a closure that is used after 'x' ended [escape-capture]}}
}
void fired_in_the_scope() {
  Bus bus;
  int x = 0;
  bus.on([&x] { ++x; });
  bus.fire();
}
void never_fired() {
  Bus bus;
  {
    int x = 0;
    bus.on([&x] { ++x; });
  }
}
void fired_with_values() {
  Bus bus;
  {
    int x = 0;
    bus.on([x] { (void)x; });
  }
  bus.fire();
}

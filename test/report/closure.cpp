// Closures: captured by reference, by value, this; type-erased; task start; callback registration.
#include <cstdlib>
#include <functional>
#include <future>
#include <thread>
#include <vector>

std::function<int()> g_fn;
int *g;

auto byReference() {
  int n = 0; // -m: n escapes: {result} outlives it
  // -m -m: flow: {result} = &n | n (captured by reference) at closure.cpp:14:12
  return [&n] { return ++n; };
}

auto byValue(int n) {
  return [n] { return n + 1; };
}

auto pointerByValue() {
  int n = 0; // -m: n escapes: {result} outlives it
  // -m -m: &n (address-of) at closure.cpp:24:12 | p (captured by value)
  int *p = &n;
  return [p] { return *p; };
}

struct Button {
  int clicks = 0;
  auto handler() { return [this] { return ++clicks; }; } // -m: leaking param: this to {result} level=0
  // -m -m: this (captured this) at closure.cpp:30:28
  auto copied() { return [*this] { return clicks; }; } // -m: this does not escape
};

int called() {
  int n = 1; // -m: n does not escape
  auto f = [&] { return n + 1; }; // -m: f does not escape
  return f();
}

int calledDirectly() {
  int n = 1; // -m: n does not escape
  return [&] { return n + 1; }(); // -m: [lambda at closure.cpp:43:10] does not escape
}

template <class F> int apply(F &&f) { return f(3); } // -m: f does not escape
int passed() {
  int t = 0; // -m: t does not escape
  return apply([&](int v) { return t += v; }); // -m: [lambda at closure.cpp:49:16] does not escape
}

void erased() {
  int n = 1; // -m: n escapes: {static g_fn} outlives it
  // -m -m: flow: [lambda at closure.cpp:55:10] = &n | n (captured by reference) | (type-erased into std::function)
  g_fn = [&] { return n; };
}

void erasedValue(int n) {
  g_fn = [n] { return n; };
}

void detached() {
  int n = 1; // -m: n escapes: {task} outlives it
  // -m -m: n (captured by reference) at closure.cpp:65:23 | (task start)
  std::thread t([&] { n++; });  // -m: std::thread([&] { n++; }) escapes to {task}; allocates (type-erased)
  t.detach();
}

int joined() {
  int n = 1; // -m: n does not escape
  std::thread t([&] { n++; }); // -m: [lambda at closure.cpp:71:17] does not escape | std::thread([&] { n++; }) escapes to {task}; allocates (type-erased)
  t.join();
  return n;
}

std::future<int> async() {
  int n = 1; // -m: n escapes: {task} outlives it
  // -m -m: (captured by reference) | (task start)
  return std::async(std::launch::async, [&] { return n; });  // -m: std::async(std::launch::async, [&] { return n; }) escapes to {task}; allocates (shared control block)
}

int waited() {
  int n = 1; // -m: n does not escape
  auto f = std::async(std::launch::async, [&] { return n; }); // -m: [lambda at closure.cpp:84:43] does not escape | std::async(std::launch::async, [&] { return n; }) escapes to {task}; allocates (shared control block)
  return f.get();
}

// A callable is stored, called, or handed on in another file.
// ---- callback.h
#include <functional>
struct Bus {
  std::function<void()> handler;
  void on(std::function<void()> f);
  void now(const std::function<void()> &f);
  void off();
};
extern Bus bus;
void each(int n, const std::function<void(int)> &f);
// ---- bus.cpp
#include "callback.h"
#include <utility>
Bus bus;
void Bus::on(std::function<void()> f) { handler = std::move(f); }
void Bus::now(const std::function<void()> &f) { f(); }
void Bus::off() { handler = nullptr; }
void each(int n, const std::function<void(int)> &f) {
  for (int i = 0; i < n; ++i)
    f(i);
}
// ---- app.cpp
#include "callback.h"
void registered() {
  int n = 0;
  bus.on([&n] { ++n; }); // escape-capture
}
void called_at_once() {
  int n = 0;
  bus.now([&n] { ++n; });
}
void by_value() {
  int n = 0;
  bus.on([n] { (void)n; });
}
int summed() {
  int sum = 0;
  each(3, [&sum](int i) { sum += i; });
  return sum;
}

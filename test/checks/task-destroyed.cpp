// Tasks that wait where they are destroyed: before what they use, or after it.
// standards: 20 23
#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

std::thread global_thread;
std::future<void> global_future;

// ---- destroyed in order: one function ----

void thread_declared_last() {
  int n = 0;
  std::jthread t([&n] { ++n; });
}
void thread_declared_first() {
  std::jthread t;
  int n = 0;
  t = std::jthread([&n] { ++n; }); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}
void thread_declared_first_joined() {
  std::jthread t;
  int n = 0;
  t = std::jthread([&n] { ++n; });
  t.join();
}
void threads_declared_last() {
  int n = 0;
  std::vector<std::jthread> all;
  for (int i = 0; i < 3; ++i)
    all.emplace_back([&n] { ++n; });
}
void threads_cleared() {
  std::vector<std::jthread> all;
  int n = 0;
  for (int i = 0; i < 3; ++i)
    all.emplace_back([&n] { ++n; });
  all.clear();
}
void thread_of_an_outer_scope(bool b) {
  std::jthread t;
  if (b) {
    int n = 0;
    t = std::jthread([&n] { ++n; }); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
  }
}
void thread_of_the_same_scope(bool b) {
  if (b) {
    int n = 0;
    std::jthread t = std::jthread([&n] { ++n; });
  }
}

// ---- destroyed in order: two functions ----

std::jthread run(int &n) {
  return std::jthread([&n] { ++n; });
}
void made_last_by_a_function() {
  int n = 0;
  auto t = run(n);
}
void made_first_by_a_function() {
  std::jthread t;
  int n = 0;
  t = run(n); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}
void run_in(std::vector<std::jthread> &all, int &n) {
  all.emplace_back([&n] { ++n; });
}
void added_by_a_function() {
  int n = 0;
  std::vector<std::jthread> all;
  run_in(all, n);
}

// ---- destroyed in order: a class ----

struct GoodOrder {
  int n = 0;
  std::jthread t{[this] { ++n; }};
};
class Pump {
public:
  void start(int &n) {
    t = std::jthread([&n] { ++n; });
  }

private:
  std::jthread t;
};
void pump_declared_last() {
  int n = 0;
  Pump pump;
  pump.start(n);
}
void pump_declared_first() {
  Pump pump;
  int n = 0;
  pump.start(n); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}
void pump_of_a_parameter(Pump &pump) {
  int n = 0;
  pump.start(n); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}

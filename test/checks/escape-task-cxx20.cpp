// escape-task: jthread.
// standards: 20 23
#include <functional>
#include <stop_token>
#include <thread>
#include <utility>

void joined_by_its_destructor() {
  int n = 0;
  std::jthread t([&n] { ++n; });
}
void temporary_joins_at_once() {
  int n = 0;
  std::jthread([&n] { ++n; });
}
void detached() {
  int n = 0;
  std::jthread t([&n] { ++n; });
  t.detach(); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}
std::jthread returned() {
  int n = 0;
  return std::jthread([&n] { ++n; }); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}
std::jthread returned_by_value() {
  int n = 0;
  return std::jthread([n] { (void)n; });
}
void with_stop_token() {
  int n = 0;
  std::jthread t([&n](std::stop_token stop) {
    while (!stop.stop_requested())
      ++n;
  });
}
void declared_after_what_it_uses() {
  int n = 0;
  std::jthread t;
  t = std::jthread([&n] { ++n; });
}
std::jthread global_thread;
void in_a_global() {
  int n = 0;
  global_thread = std::jthread([&n] { ++n; }); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}
struct Pool {
  std::jthread worker;
  void start() {
    int n = 0;
    worker = std::jthread([&n] { ++n; }); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
  }
  void start_and_wait() {
    int n = 0;
    worker = std::jthread([&n] { ++n; });
    worker.join();
  }
};

// ---- the order in which variables end ----

void declared_before_what_it_uses() {
  std::jthread t;
  int n = 0;
  t = std::jthread([&n] { ++n; }); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}
void declared_before_and_joined() {
  std::jthread t;
  int n = 0;
  t = std::jthread([&n] { ++n; });
  t.join();
}
void start_in(std::jthread &t, int &n) {
  t = std::jthread([&n] { ++n; });
}
void started_elsewhere_before() {
  std::jthread t;
  int n = 0;
  start_in(t, n); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}
void started_elsewhere_after() {
  int n = 0;
  std::jthread t;
  start_in(t, n);
}
struct Runner {
  std::jthread worker;
  void run(int &n) {
    worker = std::jthread([&n] { ++n; });
  }
};
void runner_before() {
  Runner r;
  int n = 0;
  r.run(n); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}
void runner_after() {
  int n = 0;
  Runner r;
  r.run(n);
}
void in_an_inner_scope(bool b) {
  std::jthread t;
  if (b) {
    int n = 0;
    t = std::jthread([&n] { ++n; }); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
  }
}

// A task that uses it is waited for on every way, or is not.
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

// ---- thread joined: one function ----

void joined() {
  int n = 0;
  std::thread t([&n] { ++n; });
  t.join();
}
void detached() {
  int n = 0;
  std::thread t([&n] { ++n; });
  t.detach(); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}
void joined_on_both_ways(bool b) {
  int n = 0;
  std::thread t([&n] { ++n; });
  if (b) {
    t.join();
    return;
  }
  ++n;
  t.join();
}
void joined_or_detached(bool b) {
  int n = 0;
  std::thread t([&n] { ++n; });
  if (b)
    t.join();
  else
    t.detach(); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}
void joined_when_joinable() {
  int n = 0;
  std::thread t([&n] { ++n; });
  if (t.joinable())
    t.join();
}
void moved_to_a_global() {
  int n = 0;
  std::thread t([&n] { ++n; });
  global_thread = std::move(t); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}
void moved_to_a_global_and_joined() {
  int n = 0;
  std::thread t([&n] { ++n; });
  global_thread = std::move(t);
  global_thread.join();
}
void joined_before_the_scope_ends() {
  std::thread t;
  {
    int n = 0;
    t = std::thread([&n] { ++n; });
    t.join();
  }
}
void joined_after_the_scope_ended() {
  std::thread t;
  {
    int n = 0;
    t = std::thread([&n] { ++n; }); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
  }
  t.join();
}
void all_joined() {
  int n = 0;
  std::vector<std::thread> all;
  for (int i = 0; i < 3; ++i)
    all.emplace_back([&n] { ++n; });
  for (auto &t : all)
    t.join();
}
void all_detached() {
  int n = 0;
  std::vector<std::thread> all;
  for (int i = 0; i < 3; ++i)
    all.emplace_back([&n] { ++n; });
  for (auto &t : all)
    t.detach(); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}

// ---- thread joined: two functions ----

void wait_for(std::thread &t) { t.join(); }
void let_go(std::thread &t) { t.detach(); }
std::thread start(int &n) {
  return std::thread([&n] { ++n; });
}
void joined_by_a_function() {
  int n = 0;
  std::thread t([&n] { ++n; });
  wait_for(t);
}
void detached_by_a_function() {
  int n = 0;
  std::thread t([&n] { ++n; });
  let_go(t); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}
void started_by_a_function_joined() {
  int n = 0;
  std::thread t = start(n);
  t.join();
}
void started_by_a_function_detached() {
  int n = 0;
  std::thread t = start(n);
  t.detach(); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}
void started_and_joined_by_functions() {
  int n = 0;
  auto t = start(n);
  wait_for(t);
}
void work_and_wait(int &n) {
  std::thread t([&n] { ++n; });
  t.join();
}
void work_in_the_background(int &n) {
  std::thread t([&n] { ++n; });
  t.detach();
}
void waited_for_in_the_callee() {
  int n = 0;
  work_and_wait(n);
}
void not_waited_for_in_the_callee() {
  int n = 0;
  work_in_the_background(n); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}
void consume(std::thread t) { t.join(); }
void abandon(std::thread t) { t.detach(); }
void handed_to_a_function_that_joins() {
  int n = 0;
  consume(std::thread([&n] { ++n; }));
}
void handed_to_a_function_that_detaches() {
  int n = 0;
  abandon(std::thread([&n] { ++n; })); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}

// ---- thread joined: a class ----

class Joiner {
public:
  explicit Joiner(std::thread t) : t(std::move(t)) {}
  ~Joiner() {
    if (t.joinable())
      t.join();
  }

private:
  std::thread t;
};
class Detacher {
public:
  explicit Detacher(std::thread t) : t(std::move(t)) {}
  ~Detacher() { t.detach(); }

private:
  std::thread t;
};
void joined_by_a_destructor() {
  int n = 0;
  Joiner j(std::thread([&n] { ++n; }));
}
void detached_by_a_destructor() {
  int n = 0;
  Detacher d(std::thread([&n] { ++n; }));
} // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
class Engine {
public:
  void start() {
    worker = std::thread([this] { ++ticks; });
  }
  void stop() { worker.join(); }
  void run_once() {
    int n = 0;
    worker = std::thread([&n] { ++n; });
    stop();
  }
  void run_on() {
    int n = 0;
    worker = std::thread([&n] { ++n; }); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
  }

private:
  std::thread worker;
  int ticks = 0;
};
void engine_stopped() {
  Engine e;
  e.start();
  e.stop();
}
class Daemon {
public:
  void start() {
    std::thread([this] { ++ticks; }).detach();
  }

private:
  int ticks = 0;
};
void daemon_of_a_local() {
  Daemon d;
  d.start(); // expected-warning {{address of local 'd' reaches a task that nothing waits for: 'd' ends with the function [escape-task]}}
}
void daemon_of_a_static() {
  static Daemon d;
  d.start();
}

// ---- future got: one function ----

int got() {
  int n = 1;
  std::future<int> f = std::async(std::launch::async, [&n] { return n; });
  return f.get();
}
std::future<int> not_got() {
  int n = 1;
  std::future<int> f = std::async(std::launch::async, [&n] { return n; });
  return f; // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}
void moved_away_not_got() {
  int n = 1;
  auto f = std::async(std::launch::async, [&n] { ++n; });
  global_future = std::move(f); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}
void moved_away_and_got() {
  int n = 1;
  auto f = std::async(std::launch::async, [&n] { ++n; });
  global_future = std::move(f);
  global_future.get();
}
void waited_for() {
  int n = 1;
  global_future = std::async(std::launch::async, [&n] { ++n; });
  global_future.wait();
}
void waited_for_a_moment_only() {
  int n = 1;
  global_future = std::async(std::launch::async, [&n] { ++n; }); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
  global_future.wait_for(std::chrono::seconds(0));
}
void shared_and_got() {
  int n = 1;
  std::shared_future<void> f = std::async(std::launch::async, [&n] { ++n; }).share();
  f.get();
}
void future_destroyed_before() {
  int n = 1;
  auto f = std::async(std::launch::async, [&n] { ++n; });
}
void future_destroyed_too_late() {
  std::future<void> f;
  int n = 1;
  f = std::async(std::launch::async, [&n] { ++n; }); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}

// ---- future got: two functions ----

std::future<void> begin(int &n) {
  return std::async(std::launch::async, [&n] { ++n; });
}
void end(std::future<void> &f) { f.get(); }
void look(std::future<void> &f) { (void)f.valid(); }
void begun_and_got() {
  int n = 1;
  begin(n).get();
}
void begun_and_kept() {
  int n = 1;
  global_future = begin(n); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}
void begun_and_ended_by_functions() {
  int n = 1;
  global_future = begin(n);
  end(global_future);
}
void begun_and_looked_at_by_functions() {
  int n = 1;
  global_future = begin(n); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
  look(global_future);
}
void finish(std::future<void> f) { f.wait(); }
void handed_to_a_function_that_waits() {
  int n = 1;
  finish(begin(n));
}
void keep(std::future<void> f) { global_future = std::move(f); }
void handed_to_a_function_that_keeps() {
  int n = 1;
  keep(begin(n)); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}

// ---- future got: a class ----

class Loader {
public:
  void load(int &n) {
    pending = std::async(std::launch::async, [&n] { ++n; });
  }
  void wait() { pending.get(); }
  bool busy() const { return pending.valid(); }
  void now() {
    int n = 1;
    load(n);
    wait();
  }
  void later() {
    int n = 1;
    load(n); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
    (void)busy();
  }

private:
  std::future<void> pending;
};
void loaded(Loader &loader) {
  int n = 1;
  loader.load(n);
  loader.wait();
}
void loading(Loader &loader) {
  int n = 1;
  loader.load(n); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}
void local_loader() {
  int n = 1;
  Loader loader;
  loader.load(n);
}
void local_loader_declared_first() {
  Loader loader;
  int n = 1;
  loader.load(n); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}

// Pools, queues, registries of callbacks, timers.
// standards: 20 23
#include <algorithm>
#include <condition_variable>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <pthread.h>
#include <queue>
#include <string>
#include <thread>
#include <utility>
#include <vector>

// ---- pools: one function ----

std::queue<std::function<void()>> work;
std::mutex work_mutex;
void queued_lambda() {
  int n = 0;
  std::lock_guard<std::mutex> lock(work_mutex);
  work.push([&n] { ++n; }); // expected-warning {{local 'n' is captured by reference in a closure that is stored in static 'work': 'n' ends with the function [escape-capture]}}
}
void queued_lambda_by_value() {
  int n = 0;
  std::lock_guard<std::mutex> lock(work_mutex);
  work.push([n] { (void)n; });
}
void queued_and_taken_out() {
  int n = 0;
  work.push([&n] { ++n; });
  work.pop();
}
int local_queue() {
  int n = 0;
  std::queue<std::function<void()>> q;
  q.push([&n] { ++n; });
  while (!q.empty()) {
    q.front()();
    q.pop();
  }
  return n;
}

// ---- pools: two functions ----

void post(std::function<void()> f) {
  std::lock_guard<std::mutex> lock(work_mutex);
  work.push(std::move(f));
}
void run_now(const std::function<void()> &f) { f(); }
void posted() {
  int n = 0;
  post([&n] { ++n; }); // expected-warning {{local 'n' is captured by reference in a closure that is stored in static 'work': 'n' ends with the function [escape-capture]}}
}
void posted_by_value() {
  int n = 0;
  post([n] { (void)n; });
}
void run_at_once() {
  int n = 0;
  run_now([&n] { ++n; });
}
void posted_shared() {
  auto n = std::make_shared<int>(0);
  post([n] { ++*n; });
}

// ---- pools: a class ----

class Pool {
public:
  explicit Pool(int threads) {
    for (int i = 0; i < threads; ++i)
      workers.emplace_back([this] { loop(); });
  }
  ~Pool() {
    {
      std::lock_guard<std::mutex> lock(mutex);
      stop = true;
    }
    wake.notify_all();
    for (auto &w : workers)
      w.join();
  }
  template <class F> void submit(F f) {
    std::lock_guard<std::mutex> lock(mutex);
    tasks.emplace(std::move(f));
    wake.notify_one();
  }
  template <class F> void run_here(F &&f) { f(); }

private:
  void loop() {
    while (true) {
      std::function<void()> task;
      {
        std::unique_lock<std::mutex> lock(mutex);
        wake.wait(lock, [this] { return stop || !tasks.empty(); });
        if (tasks.empty())
          return;
        task = std::move(tasks.front());
        tasks.pop();
      }
      task();
    }
  }
  std::mutex mutex;
  std::condition_variable wake;
  std::queue<std::function<void()>> tasks;
  bool stop = false;
  std::vector<std::thread> workers;
};
void submitted(Pool &pool) {
  int n = 0;
  pool.submit([&n] { ++n; }); // expected-warning {{local 'n' is captured by reference in a closure that is stored through parameter 'pool': 'n' ends with the function [escape-capture]}}
}
void submitted_by_value(Pool &pool) {
  int n = 0;
  pool.submit([n] { (void)n; });
}
void run_in_place(Pool &pool) {
  int n = 0;
  pool.run_here([&n] { ++n; });
}
void local_pool_declared_last() {
  int n = 0;
  Pool pool(2);
  pool.submit([&n] { ++n; });
}

// ---- registries: one function ----

std::vector<std::function<void(int)>> listeners;
std::map<std::string, std::function<void()>> handlers;
void (*hook)(int *);
int *hook_argument;
void listener_added() {
  int n = 0;
  listeners.push_back([&n](int i) { n += i; }); // expected-warning {{local 'n' is captured by reference in a closure that is stored in static 'listeners': 'n' ends with the function [escape-capture]}}
}
void listener_added_and_removed() {
  int n = 0;
  listeners.push_back([&n](int i) { n += i; });
  listeners.pop_back();
}
void handler_added() {
  int n = 0;
  handlers["key"] = [&n] { ++n; }; // expected-warning {{local 'n' is captured by reference in a closure that is stored in static 'handlers': 'n' ends with the function [escape-capture]}}
}
void handler_added_and_erased() {
  int n = 0;
  handlers["key"] = [&n] { ++n; };
  handlers.erase("key");
}
void hook_with_argument() {
  int n = 0;
  hook = [](int *p) { ++*p; };
  hook_argument = &n; // expected-warning {{address of local 'n' is stored in static 'hook_argument': 'n' ends with the function [escape-static]}}
}
void hook_with_argument_taken_back() {
  int n = 0;
  hook = [](int *p) { ++*p; };
  hook_argument = &n;
  hook_argument = nullptr;
}

// ---- registries: two functions ----

void on_event(std::function<void(int)> f) { listeners.push_back(std::move(f)); }
void no_more_events() { listeners.clear(); }
void fire(int i) {
  for (auto &f : listeners)
    f(i);
}
void registered() {
  int n = 0;
  on_event([&n](int i) { n += i; }); // expected-warning {{local 'n' is captured by reference in a closure that is stored in static 'listeners': 'n' ends with the function [escape-capture]}}
  fire(1);
}
void registered_and_cleared() {
  int n = 0;
  on_event([&n](int i) { n += i; });
  fire(1);
  no_more_events();
}
void set_hook(void (*f)(int *), int *argument) {
  hook = f;
  hook_argument = argument;
}
void hook_set_by_a_function() {
  int n = 0;
  set_hook([](int *p) { ++*p; }, &n); // expected-warning {{address of local 'n' is stored in static 'hook_argument': 'n' ends with the function [escape-static]}}
}
void hook_set_and_unset_by_a_function() {
  int n = 0;
  set_hook([](int *p) { ++*p; }, &n);
  set_hook(nullptr, nullptr);
}

// ---- registries: a class ----

class Signal {
public:
  int connect(std::function<void()> f) {
    slots[next] = std::move(f);
    return next++;
  }
  void disconnect(int id) { slots.erase(id); }
  void disconnect_all() { slots.clear(); }
  void emit() const {
    for (auto &s : slots)
      s.second();
  }

private:
  std::map<int, std::function<void()>> slots;
  int next = 0;
};
class Connection {
public:
  Connection(Signal &s, std::function<void()> f) : signal(s), id(s.connect(std::move(f))) {}
  ~Connection() { signal.disconnect(id); }
  Connection(const Connection &) = delete;

private:
  Signal &signal;
  int id;
};
void connected(Signal &s) {
  int n = 0;
  s.connect([&n] { ++n; }); // expected-warning {{local 'n' is captured by reference in a closure that is stored through parameter 's': 'n' ends with the function [escape-capture]}}
  s.emit();
}
void connected_and_disconnected(Signal &s) {
  int n = 0;
  int id = s.connect([&n] { ++n; });
  s.emit();
  s.disconnect(id);
}
void connected_and_all_disconnected(Signal &s) {
  int n = 0;
  s.connect([&n] { ++n; });
  s.disconnect_all();
}
void connected_by_a_guard(Signal &s) {
  int n = 0;
  Connection c(s, [&n] { ++n; });
  s.emit();
}
void local_signal() {
  int n = 0;
  Signal s;
  s.connect([&n] { ++n; });
  s.emit();
}

// ---- timers: one function ----

struct Deadline {
  int at;
  std::function<void()> call;
};
std::vector<Deadline> deadlines;
void timer() {
  int n = 0;
  deadlines.push_back({10, [&n] { ++n; }}); // expected-warning {{local 'n' is captured by reference in a closure that is stored in static 'deadlines': 'n' ends with the function [escape-capture]}}
}
void timer_by_value() {
  int n = 0;
  deadlines.push_back({10, [n] { (void)n; }});
}
void timer_cancelled() {
  int n = 0;
  deadlines.push_back({10, [&n] { ++n; }});
  deadlines.pop_back();
}

// ---- timers: two functions ----

void call_later(int at, std::function<void()> f) { deadlines.push_back({at, std::move(f)}); }
void cancel_all() { deadlines.clear(); }
void called_later() {
  int n = 0;
  call_later(10, [&n] { ++n; }); // expected-warning {{local 'n' is captured by reference in a closure that is stored in static 'deadlines': 'n' ends with the function [escape-capture]}}
}
void called_later_by_value() {
  int n = 0;
  call_later(10, [n] { (void)n; });
}
void called_later_cancelled() {
  int n = 0;
  call_later(10, [&n] { ++n; });
  cancel_all();
}

// ---- timers: a class ----

class Timer {
public:
  void start(int after, std::function<void()> f) {
    delay = after;
    call = std::move(f);
  }
  void cancel() { call = nullptr; }
  void start_local() {
    int n = 0;
    start(1, [&n] { ++n; }); // expected-warning {{local 'n' is captured by reference in a closure that is stored in 'this->call': 'n' ends with the function [escape-capture]}}
  }
  void start_local_and_cancel() {
    int n = 0;
    start(1, [&n] { ++n; });
    cancel();
  }

private:
  int delay = 0;
  std::function<void()> call;
};
class Blinker {
public:
  explicit Blinker(Timer &t) : timer(t) {
    timer.start(1, [this] { on = !on; });
  }

private:
  Timer &timer;
  bool on = false;
};
class GoodBlinker {
public:
  explicit GoodBlinker(Timer &t) : timer(t) {
    timer.start(1, [this] { on = !on; });
  }
  ~GoodBlinker() { timer.cancel(); }

private:
  Timer &timer;
  bool on = false;
};
void blinker(Timer &t) {
  Blinker b(t); // expected-warning {{local 'b' is captured by reference in a closure that is stored through parameter 't': 'b' ends with the function [escape-capture]}}
}
void good_blinker(Timer &t) { GoodBlinker b(t); }

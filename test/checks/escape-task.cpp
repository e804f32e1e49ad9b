// escape-task: reaches a thread or task that can outlive it.
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

void work(int *p);
void work_on(int &r);
int compute(const int *p);

std::thread global_thread;
std::future<int> global_future;
std::vector<std::thread> global_threads;

// ---- one function ----

void detached_lambda() {
  int n = 0;
  std::thread([&n] { ++n; }).detach(); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}
void detached_lambda_by_value() {
  int n = 0;
  std::thread([n] { (void)n; }).detach();
}
void detached_variable() {
  int n = 0;
  std::thread t([&n] { ++n; });
  t.detach(); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}
int joined() {
  int n = 0;
  std::thread t([&n] { ++n; });
  t.join();
  return n;
}
int joined_on_every_path(bool b) {
  int n = 0;
  std::thread t([&n] { ++n; });
  if (b) {
    t.join();
    return 1;
  }
  t.join();
  return n;
}
void joined_on_one_path(bool b) {
  int n = 0;
  std::thread t([&n] { ++n; });
  if (b)
    t.join();
  else
    t.detach(); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}
void not_joined_terminates() {
  int n = 0;
  std::thread t([&n] { ++n; });
}
void with_arguments() {
  int n = 0;
  std::thread(work, &n).detach(); // expected-warning {{address of local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}
void with_reference_argument() {
  int n = 0;
  std::thread(work_on, std::ref(n)).detach(); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}
void with_copied_argument() {
  int n = 0;
  std::thread([](int m) { (void)m; }, n).detach();
}
void with_arguments_joined() {
  int n = 0;
  std::thread t(work, &n);
  t.join();
}
void of_a_parameter(int n) {
  std::thread([&n] { ++n; }).detach(); // expected-warning {{reference to parameter 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}
void of_a_reference_parameter(int &n) {
  std::thread([&n] { ++n; }).detach();
}
std::thread returned() {
  int n = 0;
  return std::thread([&n] { ++n; }); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}
std::thread returned_variable() {
  int n = 0;
  std::thread t(work, &n);
  return t; // expected-warning {{address of local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}
std::thread returned_by_value() {
  int n = 0;
  return std::thread([n] { (void)n; });
}
void in_a_global() {
  int n = 0;
  global_thread = std::thread([&n] { ++n; }); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}
void in_a_global_container() {
  int n = 0;
  global_threads.emplace_back([&n] { ++n; }); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}
void moved_and_joined() {
  int n = 0;
  std::thread t([&n] { ++n; });
  std::thread u = std::move(t);
  u.join();
}
void moved_and_detached() {
  int n = 0;
  std::thread t([&n] { ++n; });
  std::thread u = std::move(t);
  u.detach(); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}
int several_joined() {
  int n = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i)
    threads.emplace_back([&n] { ++n; });
  for (std::thread &t : threads)
    t.join();
  return n;
}

// ---- async ----

std::future<int> async_returned() {
  int n = 1;
  return std::async(std::launch::async, [&n] { return n; }); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}
std::future<int> async_by_value() {
  int n = 1;
  return std::async(std::launch::async, [n] { return n; });
}
int async_awaited() {
  int n = 1;
  std::future<int> f = std::async(std::launch::async, [&n] { return n; });
  return f.get();
}
int async_joined_by_its_destructor() {
  int n = 1;
  std::future<int> f = std::async(std::launch::async, [&n] { return n; });
  return 0;
}
void async_discarded_joins_at_once() {
  int n = 1;
  (void)std::async(std::launch::async, [&n] { return n; });
}
std::future<int> async_with_arguments() {
  int n = 1;
  return std::async(compute, &n); // expected-warning {{address of local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}
void async_in_a_global() {
  int n = 1;
  global_future = std::async(std::launch::async, [&n] { return n; }); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}

// ---- packaged_task, promise ----

int packaged_task_run_here() {
  int n = 1;
  std::packaged_task<int()> task([&n] { return n; });
  task();
  return task.get_future().get();
}
void packaged_task_detached() {
  int n = 1;
  std::packaged_task<int()> task([&n] { return n; });
  std::thread(std::move(task)).detach(); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}
void promise_in_a_detached_thread() {
  std::promise<int> promise;
  std::thread([&promise] { promise.set_value(1); }).detach(); // expected-warning {{reference to local 'promise' reaches a task that nothing waits for: 'promise' ends with the function [escape-task]}}
}
int promise_in_a_joined_thread() {
  std::promise<int> promise;
  std::thread t([&promise] { promise.set_value(1); });
  int r = promise.get_future().get();
  t.join();
  return r;
}
std::future<int *> promise_of_an_address() {
  int n = 1;
  std::promise<int *> promise;
  promise.set_value(&n);
  return promise.get_future(); // expected-warning {{address of local 'n' is returned: 'n' ends with the function [escape-return]}}
}

// ---- two functions ----

template <class F> void run(F f) { std::thread(f).detach(); }
template <class F> void run_and_wait(F f) {
  std::thread t(f);
  t.join();
}
void start(std::function<void()> f) { std::thread(std::move(f)).detach(); }
void start_on(int *p) { std::thread(work, p).detach(); }
void start_on_and_wait(int *p) {
  std::thread t(work, p);
  t.join();
}

void run_by_a_template() {
  int n = 0;
  run([&n] { ++n; }); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}
void run_by_a_template_that_waits() {
  int n = 0;
  run_and_wait([&n] { ++n; });
}
void started_by_a_function() {
  int n = 0;
  start([&n] { ++n; }); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}
void started_by_value() {
  int n = 0;
  start([n] { (void)n; });
}
void started_on_an_address() {
  int n = 0;
  start_on(&n); // expected-warning {{address of local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}
void started_on_an_address_and_waited() {
  int n = 0;
  start_on_and_wait(&n);
}
std::thread make_thread(int &n) { return std::thread(work_on, std::ref(n)); }
void thread_from_a_function_joined() {
  int n = 0;
  std::thread t = make_thread(n);
  t.join();
}
void thread_from_a_function_detached() {
  int n = 0;
  make_thread(n).detach(); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}

// ---- over a class ----

class Worker {
  std::thread thread;
  int state = 0;

public:
  void start(int &n) {
    thread = std::thread([this, &n] { n = state; });
  }
  void join() { thread.join(); }
};
class Joiner {
  std::thread thread;

public:
  explicit Joiner(std::thread t) : thread(std::move(t)) {}
  ~Joiner() { thread.join(); }
};
void worker_joined() {
  int n = 0;
  Worker w;
  w.start(n);
  w.join();
}
void joined_by_a_guard() {
  int n = 0;
  Joiner j(std::thread([&n] { ++n; }));
}
void worker_of_a_parameter(Worker &w) {
  int n = 0;
  w.start(n); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}
struct Service {
  int state = 0;
  void run_detached() {
    std::thread([this] { ++state; }).detach();
  }
  void run_local_detached() {
    int n = 0;
    std::thread([this, &n] { state = n; }).detach(); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
  }
};
void detached_method_of_a_local() {
  Service s;
  std::thread(&Service::run_detached, &s).detach(); // expected-warning {{address of local 's' reaches a task that nothing waits for: 's' ends with the function [escape-task]}}
}
void detached_method_of_a_copy() {
  Service s;
  std::thread(&Service::run_detached, s).detach();
}
void service_of_a_local() {
  Service s;
  s.run_detached(); // expected-warning {{address of local 's' reaches a task that nothing waits for: 's' ends with the function [escape-task]}}
}

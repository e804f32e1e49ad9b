// Coroutine frames that keep references, closures or this longer than they live.
// standards: 20 23
#include <coroutine>
#include <exception>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Starts suspended, goes on when told; the frame is destroyed with the object.
template <class T> class Task {
public:
  struct promise_type {
    T value{};
    Task get_return_object() { return Task(std::coroutine_handle<promise_type>::from_promise(*this)); }
    std::suspend_always initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_value(T v) { value = std::move(v); }
    void unhandled_exception() { std::terminate(); }
  };
  explicit Task(std::coroutine_handle<promise_type> h) : handle(h) {}
  Task(Task &&other) noexcept : handle(std::exchange(other.handle, nullptr)) {}
  ~Task() {
    if (handle)
      handle.destroy();
  }
  T get() {
    handle.resume();
    return handle.promise().value;
  }

private:
  std::coroutine_handle<promise_type> handle;
};

int read(const int *p) { return *p; }

// ---- coroutines, reference parameters: one function ----

Task<int> by_reference(const int &n) { co_return n; }
Task<int> by_value(int n) { co_return n; }
Task<char> by_view(std::string_view v) { co_return v[0]; }
Task<char> by_string(std::string s) { co_return s[0]; }
int given_a_temporary() {
  auto task = by_reference(1);
  return task.get(); // expected-warning {{reference to temporary '1' reaches a task that nothing waits for: '1' ends with the full-expression [escape-task]}}
}
int given_a_temporary_by_value() {
  auto task = by_value(1);
  return task.get();
}
int given_a_temporary_at_once() { return by_reference(1).get(); }
int given_a_local() {
  int n = 1;
  auto task = by_reference(n);
  return task.get();
}
Task<int> given_a_local_and_returned() {
  int n = 1;
  return by_reference(n); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}
Task<int> given_a_local_by_value_and_returned() {
  int n = 1;
  return by_value(n);
}
Task<int> given_a_parameter_and_returned(const int &n) { return by_reference(n); }
char given_a_temporary_string() {
  auto task = by_view(std::string("a text"));
  return task.get(); // expected-warning {{view of temporary 'std::string("a text")' reaches a task that nothing waits for: 'std::string("a text")' ends with the full-expression [escape-task]}}
}
char given_a_temporary_string_by_value() {
  auto task = by_string(std::string("a text"));
  return task.get();
}
char given_a_literal() {
  auto task = by_view("a text");
  return task.get();
}
Task<char> given_a_local_string_and_returned() {
  std::string s = "a text";
  return by_view(s); // expected-warning {{view of local 's' reaches a task that nothing waits for: 's' ends with the function [escape-task]}}
}

// ---- coroutines, reference parameters: two functions ----

Task<int> start(const int &n) { return by_reference(n); }
int run(Task<int> task) { return task.get(); }
Task<int> started_by_a_function() {
  int n = 1;
  return start(n); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}
int started_and_run_by_functions() {
  int n = 1;
  return run(start(n));
}
int started_by_a_function_on_a_temporary() {
  auto task = start(1);
  return task.get(); // expected-warning {{reference to temporary '1' reaches a task that nothing waits for: '1' ends with the full-expression [escape-task]}}
}
std::vector<Task<int>> queue;
void enqueue(Task<int> task) { queue.push_back(std::move(task)); }
void queued() {
  int n = 1;
  enqueue(by_reference(n)); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}
void queued_by_value() {
  int n = 1;
  enqueue(by_value(n));
}

// ---- coroutines, reference parameters: a class ----

class Scheduler {
public:
  void add(Task<int> task) { tasks.push_back(std::move(task)); }
  void run() {
    for (auto &t : tasks)
      t.get();
    tasks.clear();
  }
  void add_local() {
    int n = 1;
    add(by_reference(n)); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
  }
  void add_copy() {
    int n = 1;
    add(by_value(n));
  }

private:
  std::vector<Task<int>> tasks;
};
void scheduled(Scheduler &s) {
  int n = 1;
  s.add(by_reference(n)); // expected-warning {{reference to local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}
void scheduled_and_run(Scheduler &s) {
  int n = 1;
  s.add(by_reference(n));
  s.run();
}
void scheduled_by_value(Scheduler &s) {
  int n = 1;
  s.add(by_value(n));
}

// ---- coroutines, closures that are coroutines: one function ----

Task<int> capturing_by_reference() {
  int n = 1;
  auto f = [&n]() -> Task<int> { co_return n; };
  return f(); // expected-warning {{address of local 'f' reaches a task that nothing waits for: 'f' ends with the function [escape-task]}}
}
Task<int> capturing_by_value() {
  int n = 1;
  auto f = [n]() -> Task<int> { co_return n; };
  return f(); // expected-warning {{address of local 'f' reaches a task that nothing waits for: 'f' ends with the function [escape-task]}}
}
Task<int> capturing_nothing() {
  auto f = [](int n) -> Task<int> { co_return n; };
  return f(1);
}
int capturing_by_value_run_inside() {
  int n = 1;
  auto f = [n]() -> Task<int> { co_return n; };
  return f().get();
}
int temporary_closure() {
  int n = 1;
  auto task = [n]() -> Task<int> { co_return n; }();
  return task.get(); // expected-warning-re {{address of closure '[lambda at {{.*}}]' reaches a task that nothing waits for: '[lambda at {{.*}}]' ends with the full-expression [escape-task]}}
}
int temporary_closure_with_parameter() {
  int n = 1;
  auto task = [](int n) -> Task<int> { co_return n; }(n);
  return task.get();
}

// ---- coroutines, closures that are coroutines: two functions ----

template <class F> Task<int> call(F &f) { return f(); }
template <class F> Task<int> call_copy(F f) {
  return f(); // expected-warning {{address of parameter 'f' reaches a task that nothing waits for: 'f' ends with the function [escape-task]}}
}
Task<int> called_by_a_function() {
  int n = 1;
  auto f = [n]() -> Task<int> { co_return n; };
  return call(f); // expected-warning {{reference to local 'f' reaches a task that nothing waits for: 'f' ends with the function [escape-task]}}
}
int called_by_a_function_and_run() {
  int n = 1;
  auto f = [n]() -> Task<int> { co_return n; };
  return call(f).get();
}
void copied_into_a_function() {
  auto f = [n = 1]() -> Task<int> { co_return n; };
  (void)call_copy(f);
}

// ---- coroutines, closures that are coroutines: a class ----

class Job {
public:
  Task<int> start() {
    return [this]() -> Task<int> { co_return n; }(); // expected-warning-re {{address of closure '[lambda at {{.*}}]' reaches a task that nothing waits for: '[lambda at {{.*}}]' ends with the full-expression [escape-task]}}
  }
  Task<int> start_with_parameter() {
    return [](Job *self) -> Task<int> { co_return self->n; }(this);
  }

private:
  int n = 1;
};
int job(Job &j) { return j.start_with_parameter().get(); }

// ---- coroutines, this: one function ----

struct Counter {
  int n = 1;
  Task<int> count() { co_return n; }
  static Task<int> count_copy(Counter c) { co_return c.n; }
};
Task<int> method_of_local() {
  Counter c;
  return c.count(); // expected-warning {{address of local 'c' reaches a task that nothing waits for: 'c' ends with the function [escape-task]}}
}
Task<int> method_of_local_copy() {
  Counter c;
  return Counter::count_copy(c);
}
int method_of_local_run() {
  Counter c;
  return c.count().get();
}
Task<int> method_of_parameter(Counter &c) { return c.count(); }
int method_of_temporary() {
  auto task = Counter().count();
  return task.get(); // expected-warning {{address of temporary 'Counter()' reaches a task that nothing waits for: 'Counter()' ends with the full-expression [escape-task]}}
}
int method_of_temporary_at_once() { return Counter().count().get(); }

// ---- coroutines, this: two functions ----

Task<int> count_of(Counter &c) { return c.count(); }
Task<int> method_by_a_function() {
  Counter c;
  return count_of(c); // expected-warning {{reference to local 'c' reaches a task that nothing waits for: 'c' ends with the function [escape-task]}}
}
int method_by_a_function_run() {
  Counter c;
  return count_of(c).get();
}

// ---- coroutines, this: a class ----

class Server {
public:
  Task<int> serve() { return counter.count(); }

private:
  Counter counter;
};
Task<int> local_server() {
  Server s;
  return s.serve(); // expected-warning {{address of local 's' reaches a task that nothing waits for: 's' ends with the function [escape-task]}}
}
Task<int> parameter_server(Server &s) { return s.serve(); }
int local_server_run() {
  Server s;
  return s.serve().get();
}

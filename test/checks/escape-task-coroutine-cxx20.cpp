// escape-task: coroutines. A frame keeps what its coroutine was given for as long as somebody has the handle.
// standards: 20 23
#include <coroutine>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

template <class Start> struct Task {
  struct promise_type {
    Task get_return_object() { return Task{std::coroutine_handle<promise_type>::from_promise(*this)}; }
    Start initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  std::coroutine_handle<promise_type> handle;
  Task() = default;
  explicit Task(std::coroutine_handle<promise_type> h) : handle(h) {}
  Task(Task &&o) : handle(std::exchange(o.handle, {})) {}
  Task &operator=(Task &&o) {
    std::swap(handle, o.handle);
    return *this;
  }
  ~Task() {
    if (handle)
      handle.destroy();
  }
  void resume() {
    if (handle && !handle.done())
      handle.resume();
  }
  bool done() const { return handle.done(); }
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<>) { handle.resume(); }
  void await_resume() {}
};
using Lazy = Task<std::suspend_always>;
using Eager = Task<std::suspend_never>;

Lazy print(const std::string &s) {
  (void)s.size();
  co_return;
}
Lazy print_copy(std::string s) {
  (void)s.size();
  co_return;
}
Lazy print_view(std::string_view s) {
  (void)s.size();
  co_return;
}
Lazy print_two(const std::string &a, int n, const std::string &b) {
  (void)a.size(), (void)n, (void)b.size();
  co_return;
}
Lazy reads_nothing(const std::string &) { co_return; }
Lazy wait_for(Lazy other) { co_await other; }

// ---- temporaries ----

void temporary_resumed_later() {
  Lazy t = print(std::string("x"));
  t.resume(); // expected-warning {{reference to temporary 'std::string("x")' reaches a task that nothing waits for: 'std::string("x")' ends with the full-expression [escape-task]}}
}
void temporary_resumed_at_once() { print(std::string("x")).resume(); }
void temporary_never_resumed() {
  Lazy t = print(std::string("x"));
  (void)t.done();
}
void temporary_copied() {
  Lazy t = print_copy(std::string("x"));
  t.resume();
}
void temporary_by_view() {
  Lazy t = print_view(std::string("x"));
  t.resume(); // expected-warning {{view of temporary 'std::string("x")' reaches a task that nothing waits for: 'std::string("x")' ends with the full-expression [escape-task]}}
}
void literal_by_view() {
  Lazy t = print_view("x");
  t.resume();
}
void temporary_never_read() {
  Lazy t = reads_nothing(std::string("x"));
  t.resume();
}
void first_of_two() {
  std::string s;
  Lazy t = print_two(std::string("x"), 1, s);
  t.resume(); // expected-warning {{reference to temporary 'std::string("x")' reaches a task that nothing waits for: 'std::string("x")' ends with the full-expression [escape-task]}}
}
void second_of_two() {
  std::string s;
  Lazy t = print_two(s, 1, std::string("y"));
  t.resume(); // expected-warning {{reference to temporary 'std::string("y")' reaches a task that nothing waits for: 'std::string("y")' ends with the full-expression [escape-task]}}
}
void both_live() {
  std::string s;
  Lazy t = print_two(s, 1, s);
  t.resume();
}
void assigned() {
  Lazy t;
  t = print(std::string("x"));
  t.resume(); // expected-warning {{reference to temporary 'std::string("x")' reaches a task that nothing waits for: 'std::string("x")' ends with the full-expression [escape-task]}}
}
void assigned_again() {
  std::string s;
  Lazy t = print(std::string("x"));
  t = print(s);
  t.resume();
}

// ---- co_await ----

Lazy awaited_at_once() { co_await print(std::string("x")); }
Lazy awaited_later() {
  Lazy t = print(std::string("x"));
  co_await t; // expected-warning {{reference to temporary 'std::string("x")' reaches a task that nothing waits for: 'std::string("x")' ends with the full-expression [escape-task]}}
}
Lazy awaited_local() {
  std::string s;
  Lazy t = print(s);
  co_await t;
}
Lazy awaited_nested() {
  std::string s;
  co_await wait_for(print(s));
}
Lazy nested_returned() {
  std::string s;
  return wait_for(print(s)); // expected-warning {{reference to local 's' reaches a task that nothing waits for: 's' ends with the function [escape-task]}}
}

// ---- locals, over functions ----

void resume_given(Lazy t) { t.resume(); }
void resume_referenced(Lazy &t) { t.resume(); }

Lazy returned() {
  std::string s;
  return print(s); // expected-warning {{reference to local 's' reaches a task that nothing waits for: 's' ends with the function [escape-task]}}
}
Lazy returned_copy() {
  std::string s;
  return print_copy(s);
}
Lazy returned_view() {
  std::string s("x");
  return print_view(s); // expected-warning {{view of local 's' reaches a task that nothing waits for: 's' ends with the function [escape-task]}}
}
void handed_over() {
  Lazy t = print(std::string("x"));
  resume_given(std::move(t)); // expected-warning {{reference to temporary 'std::string("x")' reaches a task that nothing waits for: 'std::string("x")' ends with the full-expression [escape-task]}}
}
void handed_over_at_once() { resume_given(print(std::string("x"))); }
void resumed_by_another() {
  Lazy t = print(std::string("x"));
  resume_referenced(t); // expected-warning {{reference to temporary 'std::string("x")' reaches a task that nothing waits for: 'std::string("x")' ends with the full-expression [escape-task]}}
}
void collected() {
  std::vector<Lazy> tasks;
  for (int i = 0; i < 2; ++i) {
    std::string s;
    tasks.push_back(print(s));
  }
  for (Lazy &t : tasks)
    t.resume(); // expected-warning {{reference to local 's' reaches a task that nothing waits for: 's' ends with its scope [escape-task]}}
}
void collected_outside() {
  std::string s;
  std::vector<Lazy> tasks;
  for (int i = 0; i < 2; ++i)
    tasks.push_back(print(s));
  for (Lazy &t : tasks)
    t.resume();
}

// ---- closures and objects: the frame has `this` ----

void closure_gone() {
  int n = 0;
  Lazy t = [&n]() -> Lazy {
    ++n;
    co_return;
  }();
  t.resume(); // expected-warning-re {{address of closure '[lambda {{.*}}]' reaches a task that nothing waits for: {{.*}} ends with the full-expression [escape-task]}}
}
void closure_resumed_at_once() {
  int n = 0;
  [&n]() -> Lazy {
    ++n;
    co_return;
  }().resume();
}
void closure_lives() {
  int n = 0;
  auto f = [&n]() -> Lazy {
    ++n;
    co_return;
  };
  Lazy t = f();
  t.resume();
}
Lazy closure_is_local(int n) {
  auto f = [n]() -> Lazy {
    (void)n;
    co_return;
  };
  return f(); // expected-warning {{address of local 'f' reaches a task that nothing waits for: 'f' ends with the function [escape-task]}}
}
Lazy closure_without_captures() {
  auto f = []() -> Lazy { co_return; };
  return f();
}
Lazy closure_with_parameters(int n) {
  auto f = [](int m) -> Lazy {
    (void)m;
    co_return;
  };
  return f(n);
}
struct Connection {
  std::string name;
  Lazy run() {
    (void)name.size();
    co_return;
  }
  Lazy idle() { co_return; }
  Lazy start() { return run(); }
};
Lazy method_of_a_local() {
  Connection c;
  return c.start(); // expected-warning {{address of local 'c' reaches a task that nothing waits for: 'c' ends with the function [escape-task]}}
}
Lazy method_that_reads_nothing() {
  Connection c;
  return c.idle();
}
void method_of_a_temporary() {
  Lazy t = Connection().run();
  t.resume(); // expected-warning {{address of temporary 'Connection()' reaches a task that nothing waits for: 'Connection()' ends with the full-expression [escape-task]}}
}
void method_of_a_temporary_at_once() { Connection().run().resume(); }
void kept_by_the_caller(std::vector<Lazy> &tasks) {
  Connection c;
  tasks.push_back(c.run()); // expected-warning {{address of local 'c' reaches a task that nothing waits for: 'c' ends with the function [escape-task]}}
}
void kept_with_its_object(std::vector<Lazy> &tasks, Connection &c) { tasks.push_back(c.run()); }

// ---- coroutines that start at once ----

Eager done_at_once(const std::string &s) {
  (void)s.size();
  co_return;
}
Eager reads_then_waits(const std::string &s) {
  (void)s.size();
  co_await std::suspend_always{};
}
Eager waits_then_reads(const std::string &s) {
  co_await std::suspend_always{};
  (void)s.size();
}
Eager waits_in_a_loop(const std::string &s) {
  for (int i = 0; i < 2; ++i) {
    (void)s.size();
    co_await std::suspend_always{};
  }
}
Eager returned_done() {
  std::string s;
  return done_at_once(s);
}
Eager returned_waiting() {
  std::string s;
  return reads_then_waits(s);
}
Eager returned_before_it_reads() {
  std::string s;
  return waits_then_reads(s); // expected-warning {{reference to local 's' reaches a task that nothing waits for: 's' ends with the function [escape-task]}}
}
void resumed_after_it_waited() {
  Eager t = reads_then_waits(std::string("x"));
  t.resume();
}
void resumed_in_a_loop() {
  Eager t = waits_in_a_loop(std::string("x"));
  t.resume(); // expected-warning {{reference to temporary 'std::string("x")' reaches a task that nothing waits for: 'std::string("x")' ends with the full-expression [escape-task]}}
}

// ---- generators ----

struct Characters {
  struct promise_type {
    char value;
    Characters get_return_object() { return Characters{std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(char c) {
      value = c;
      return {};
    }
    void return_void() {}
    void unhandled_exception() {}
  };
  struct Iterator {
    std::coroutine_handle<promise_type> handle;
    bool operator!=(std::nullptr_t) { return !handle.done(); }
    void operator++() { handle.resume(); }
    char operator*() { return handle.promise().value; }
  };
  std::coroutine_handle<promise_type> handle;
  explicit Characters(std::coroutine_handle<promise_type> h) : handle(h) {}
  Characters(Characters &&o) : handle(std::exchange(o.handle, {})) {}
  ~Characters() {
    if (handle)
      handle.destroy();
  }
  Iterator begin() {
    handle.resume();
    return {handle};
  }
  std::nullptr_t end() { return nullptr; }
};
Characters characters(const std::string &s) {
  for (char c : s)
    co_yield c;
}
int of_a_temporary() {
  int n = 0;
  Characters all = characters(std::string("abc"));
  for (char c : all) // expected-warning {{reference to temporary 'std::string("abc")' reaches a task that nothing waits for: 'std::string("abc")' ends with the full-expression [escape-task]}}
    n += c;
  return n;
}
int of_a_local() {
  int n = 0;
  std::string s("abc");
  for (char c : characters(s))
    n += c;
  return n;
}
Characters through_a_generator() {
  std::string s("abc");
  for (char c : characters(s))
    co_yield c;
}
Characters generator_returned() {
  std::string s("abc");
  return characters(s); // expected-warning {{reference to local 's' reaches a task that nothing waits for: 's' ends with the function [escape-task]}}
}

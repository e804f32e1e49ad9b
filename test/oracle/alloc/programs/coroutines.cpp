// Coroutine frames: of tasks and generators, with the promise's own allocation, and none at all.
// flags: -std=c++20
#include <coroutine>
#include <cstdlib>
#include <exception>
#include <string>
#include <utility>
#include <vector>

struct Task {
  struct promise_type {
    int value = 0;
    Task get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_value(int given) { value = given; }
    void unhandled_exception() { std::terminate(); }
  };
  std::coroutine_handle<promise_type> handle;
  Task(std::coroutine_handle<promise_type> handle) : handle(handle) {}
  Task(Task &&other) : handle(std::exchange(other.handle, nullptr)) {}
  ~Task() {
    if (handle)
      handle.destroy();
  }
  int run() {
    handle.resume();
    return handle.promise().value;
  }
};
struct Generator {
  struct promise_type {
    int value = 0;
    Generator get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(int given) {
      value = given;
      return {};
    }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
  std::coroutine_handle<promise_type> handle;
  ~Generator() { handle.destroy(); }
  bool next() {
    handle.resume();
    return !handle.done();
  }
};
struct FromPool {
  struct promise_type {
    static inline char pool[4096];
    static void *operator new(std::size_t) { return pool; }
    static void operator delete(void *, std::size_t) {}
    FromPool get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
  std::coroutine_handle<promise_type> handle;
  ~FromPool() { handle.destroy(); }
};

Task answer(int n) {
  co_return n;
}
Task withLocals(std::string text, int n) {
  std::vector<int> values(n);
  co_return int(values.size() + text.size());
}
Generator count(int n) {
  for (int i = 0; i != n; ++i)
    co_yield i;
}
FromPool pooled(int n) {
  (void)n;
  co_return;
}
Task passedOn(int n) { return answer(n); }
int sum(int n) {
  int total = 0;
  Generator numbers = count(n);
  while (numbers.next())
    total += numbers.handle.promise().value;
  return total;
}

int main(int argc, char **) {
  answer(argc).run();
  withLocals("a text that is longer than the inline buffer", argc + 2).run();
  sum(argc + 4);
  pooled(argc).handle.resume();
  passedOn(argc).run();
}

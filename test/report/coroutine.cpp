// Coroutines keep what they are given in their frame: co_return, co_yield.
// flags: -std=c++20
#include <coroutine>

struct Generator {
  struct promise_type {
    int *current = nullptr;
    Generator get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(int *p) {
      current = p;
      return {};
    }
    void return_value(int *p) { current = p; }
    void unhandled_exception() {}
  };
  std::coroutine_handle<promise_type> handle;
};

Generator yields() {
  int x = 1;
  co_yield &x;
  co_return nullptr;
}

Generator returns() {
  int x = 1;
  co_return &x;
}

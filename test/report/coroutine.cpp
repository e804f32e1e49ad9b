// Coroutines keep what they are given in a frame that lives as long as their result: task start, co_return, co_yield.
// flags: -std=c++20
// unlisted stays: fine
#include <coroutine>

struct Generator {
  struct promise_type {
    int *current = nullptr;
    Generator get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(int *p) { // -m: leaking param: p to {this->current} level=0
      current = p;
      return {};
    }
    void return_value(int *p) { current = p; } // -m: leaking param: p to {this->current} level=0
    void unhandled_exception() {}
  };
  std::coroutine_handle<promise_type> handle;
};

// Whoever is given the address reads it while the coroutine waits, and x with it.
Generator yields() {  // -m: yields escapes to {result}; may allocate (elidable)
  int x = 1;
  co_yield &x;
  co_return nullptr;
}

Generator yieldsAllocation() {  // -m: yieldsAllocation escapes to {result}; may allocate (elidable)
  co_yield new int(1); // -m: new int(1) escapes to {result}; allocates 4 bytes
  // -m -m: new int(1) (init) | co_yield new int(1) (co_yield)
}

// The promise outlives the body.
Generator returns() {  // -m: returns escapes to {result}; may allocate (elidable)
  int x = 1; // -m: x escapes: {task} outlives it
  // -m -m: &x (address-of) | co_return &x (co_return)
  co_return &x;
}

Generator given(int &x) { // -m: leaking param: x to {task} level=0 | given escapes to {result}; may allocate (elidable)
  // -m -m: x (task start)
  co_yield &x;
}

Generator leaves() {
  int y = 1; // -m: y escapes: {task} outlives it
  return given(y);
}

void finishes() {
  int y = 1; // -m: y does not escape
  Generator g = given(y);
}

// A handle without fields of its own, moved by a constructor of its own.
struct Task {
  struct promise_type {
    Task get_return_object() { return {}; }
    std::suspend_always initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  Task() = default;
  Task(Task &&other) { (void)other; }
};

Task waits(const int &x) { // -m: leaking param: x to {task} level=0 | waits escapes to {result}; may allocate (elidable)
  (void)x;
  co_return;
}

Task moved() {
  int y = 1; // -m: y escapes: {task} outlives it
  Task t = waits(y);
  return t;
}

Task byValue(int y) { // -m: y escapes: {task} outlives it
  return waits(y);
}

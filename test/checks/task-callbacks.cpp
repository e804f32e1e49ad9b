// pthread, promises, and callbacks that are only called.
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

std::vector<std::function<void(int)>> listeners;

// ---- pthread: one function ----

void *increment(void *p) {
  ++*static_cast<int *>(p);
  return nullptr;
}
void pthread_not_joined() {
  int n = 0;
  pthread_t t;
  pthread_create(&t, nullptr, increment, &n);
} // expected-warning {{address of local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
void pthread_joined() {
  int n = 0;
  pthread_t t;
  pthread_create(&t, nullptr, increment, &n);
  pthread_join(t, nullptr);
}
void pthread_of_static() {
  static int n = 0;
  pthread_t t;
  pthread_create(&t, nullptr, increment, &n);
  pthread_detach(t);
}

// ---- pthread: two functions ----

pthread_t launch(int *p) {
  pthread_t t;
  pthread_create(&t, nullptr, increment, p);
  return t;
}
void await(pthread_t t) { pthread_join(t, nullptr); }
void launched_and_awaited() {
  int n = 0;
  await(launch(&n));
}
void launch_in(pthread_t &t, int *p) { pthread_create(&t, nullptr, increment, p); }
void launched_in() {
  int n = 0;
  pthread_t t;
  launch_in(t, &n);
} // expected-warning {{address of local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
void launched_in_and_awaited() {
  int n = 0;
  pthread_t t;
  launch_in(t, &n);
  await(t);
}
void launched_on_the_heap() { launch(new int(0)); }

// ---- pthread: a class ----

class Thread {
public:
  void start(void *(*f)(void *), void *argument) { pthread_create(&thread, nullptr, f, argument); }
  void join() { pthread_join(thread, nullptr); }
  void start_on_local() {
    int n = 0;
    start(increment, &n); // expected-warning {{address of local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
  }
  void start_on_local_and_join() {
    int n = 0;
    start(increment, &n);
    join();
  }

private:
  pthread_t thread;
};
void thread_left(Thread &t) {
  int n = 0;
  t.start(increment, &n); // expected-warning {{address of local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}
void thread_joined(Thread &t) {
  int n = 0;
  t.start(increment, &n);
  t.join();
}

// ---- promises: one function ----

std::future<int *> promise_of_address() {
  int n = 1;
  std::promise<int *> p;
  p.set_value(&n);
  return p.get_future(); // expected-warning {{address of local 'n' is returned: 'n' ends with the function [escape-return]}}
}
std::future<int> promise_of_value() {
  int n = 1;
  std::promise<int> p;
  p.set_value(n);
  return p.get_future();
}
int promise_of_address_got() {
  int n = 1;
  std::promise<int *> p;
  p.set_value(&n);
  return *p.get_future().get();
}
void promise_in_a_detached_thread() {
  std::promise<int> p;
  std::thread([&p] { p.set_value(1); }).detach(); // expected-warning {{reference to local 'p' reaches a task that nothing waits for: 'p' ends with the function [escape-task]}}
}
void promise_moved_into_a_detached_thread() {
  std::promise<int> p;
  std::thread([p = std::move(p)]() mutable { p.set_value(1); }).detach();
}

// ---- promises: two functions ----

void fulfil(std::promise<int *> &p, int *v) { p.set_value(v); }
void fulfilled_parameter(std::promise<int *> &p) {
  int n = 1;
  fulfil(p, &n); // expected-warning {{address of local 'n' is stored in a member reached through parameter 'p': 'n' ends with the function [escape-member]}}
}
void fulfilled_parameter_with_static(std::promise<int *> &p) {
  static int n = 1;
  fulfil(p, &n);
}
std::future<int> begin(std::promise<int> &p) { return p.get_future(); }
std::future<int> future_of_local_promise() {
  std::promise<int> p;
  return begin(p);
}

// ---- promises: a class ----

class Request {
public:
  void answer(const std::string &s) { result.set_value(&s); }
  void answer_nothing() { result.set_value(nullptr); }
  void answer_local() {
    std::string s = "text";
    answer(s); // expected-warning {{reference to local 's' is stored in 'this->result': 's' ends with the function [escape-member]}}
  }

private:
  std::promise<const std::string *> result;
};
void answered(Request &r) {
  std::string s = "text";
  r.answer(s); // expected-warning {{reference to local 's' is stored in a member reached through parameter 'r': 's' ends with the function [escape-member]}}
}
void answered_with_nothing(Request &r) { r.answer_nothing(); }

// ---- callbacks only called: one function ----

int sorted(std::vector<int> &v) {
  int comparisons = 0;
  std::sort(v.begin(), v.end(), [&comparisons](int a, int b) {
    ++comparisons;
    return a < b;
  });
  return comparisons;
}
int sorted_and_comparator_kept(std::vector<int> &v) {
  static std::function<bool(int, int)> comparator;
  int comparisons = 0;
  comparator = [&comparisons](int a, int b) { // expected-warning {{local 'comparisons' is captured by reference in a closure that is stored in static 'comparator': 'comparisons' ends with the function [escape-capture]}}
    ++comparisons;
    return a < b;
  };
  std::sort(v.begin(), v.end(), comparator);
  return comparisons;
}
int counted(const std::vector<int> &v, int limit) {
  return static_cast<int>(std::count_if(v.begin(), v.end(), [&](int n) { return n > limit; }));
}

// ---- callbacks only called: two functions ----

template <class F> void each(const std::vector<int> &v, F f) {
  for (int n : v)
    f(n);
}
void each_erased(const std::vector<int> &v, const std::function<void(int)> &f) {
  for (int n : v)
    f(n);
}
void each_and_kept(const std::vector<int> &v, std::function<void(int)> f) {
  for (int n : v)
    f(n);
  listeners.push_back(std::move(f));
}
void each_pointer(const std::vector<int> &v, void (*f)(int, void *), void *data) {
  for (int n : v)
    f(n, data);
}
int summed(const std::vector<int> &v) {
  int sum = 0;
  each(v, [&sum](int n) { sum += n; });
  return sum;
}
int summed_erased(const std::vector<int> &v) {
  int sum = 0;
  each_erased(v, [&sum](int n) { sum += n; });
  return sum;
}
int summed_and_kept(const std::vector<int> &v) {
  int sum = 0;
  each_and_kept(v, [&sum](int n) { sum += n; }); // expected-warning {{local 'sum' is captured by reference in a closure that is stored in static 'listeners': 'sum' ends with the function [escape-capture]}}
  return sum;
}
int summed_by_pointer(const std::vector<int> &v) {
  int sum = 0;
  each_pointer(v, [](int n, void *p) { *static_cast<int *>(p) += n; }, &sum);
  return sum;
}

// ---- callbacks only called: a class ----

struct Visitor {
  virtual ~Visitor() = default;
  virtual void visit(int n) = 0;
};
class Tree {
public:
  void accept(Visitor &v) const {
    for (int n : values)
      v.visit(n);
  }
  template <class F> void for_each(F &&f) const {
    for (int n : values)
      f(n);
  }
  void remember(Visitor &v) { last = &v; }

private:
  std::vector<int> values;
  Visitor *last = nullptr;
};
struct Sum final : Visitor {
  int sum = 0;
  void visit(int n) override { sum += n; }
};
int visited(const Tree &tree) {
  Sum sum;
  tree.accept(sum);
  return sum.sum;
}
int visited_by_lambda(const Tree &tree) {
  int sum = 0;
  tree.for_each([&](int n) { sum += n; });
  return sum;
}
void visitor_remembered(Tree &tree) {
  Sum sum;
  tree.remember(sum); // expected-warning {{address of local 'sum' is stored in a member reached through parameter 'tree': 'sum' ends with the function [escape-member]}}
}

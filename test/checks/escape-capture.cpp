// escape-capture: a closure or bind holds it by reference and outlives it.
#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using Callback = std::function<int()>;
Callback global_callback;
std::vector<Callback> global_callbacks;
std::map<int, Callback> global_handlers;

// ---- one function: lambdas ----

auto by_reference() {
  int n = 0;
  return [&n] { return ++n; }; // expected-warning {{local 'n' is captured by reference in a closure that is returned: 'n' ends with the function [escape-capture]}}
}
auto by_value() {
  int n = 0;
  return [n] { return n; };
}
auto by_default_reference() {
  int n = 0;
  return [&] { return ++n; }; // expected-warning {{local 'n' is captured by reference in a closure that is returned: 'n' ends with the function [escape-capture]}}
}
auto by_default_value() {
  int n = 0;
  return [=] { return n; };
}
auto default_reference_with_nothing_local() {
  return [&] { return global_callback ? 1 : 0; };
}
auto a_parameter(int n) {
  return [&n] { return n; }; // expected-warning {{parameter 'n' is captured by reference in a closure that is returned: 'n' ends with the function [escape-capture]}}
}
auto a_reference_parameter(int &n) {
  return [&n] { return n; };
}
auto an_address_by_value() {
  int n = 0;
  return [p = &n] { return *p; }; // expected-warning {{local 'n' is captured by reference in a closure that is returned: 'n' ends with the function [escape-capture]}}
}
auto an_address_from_outside(int *q) {
  return [p = q] { return *p; };
}
auto init_capture_by_reference() {
  int n = 0;
  return [&m = n] { return m; }; // expected-warning {{local 'n' is captured by reference in a closure that is returned: 'n' ends with the function [escape-capture]}}
}
auto init_capture_copies() {
  std::string s = "text";
  return [t = s] { return t.size(); };
}
auto init_capture_moves() {
  std::string s = "text";
  return [t = std::move(s)] { return t.size(); };
}
auto a_view_by_value() {
  std::string s = "text";
  return [v = std::string_view(s)] { return v.size(); }; // expected-warning {{local 's' is captured by reference in a closure that is returned: 's' ends with the function [escape-capture]}}
}
auto a_reference_by_value() {
  int n = 0;
  int &r = n;
  return [r] { return r; };
}
auto a_reference_by_reference() {
  int n = 0;
  int &r = n;
  return [&r] { return r; }; // expected-warning {{local 'n' is captured by reference in a closure that is returned: 'n' ends with the function [escape-capture]}}
}
int called_at_once() {
  int n = 1;
  return [&n] { return n + 1; }();
}
int kept_in_a_local() {
  int n = 1;
  auto f = [&n] { return n + 1; };
  auto g = f;
  return g();
}
auto through_a_variable() {
  int n = 1;
  auto f = [&n] { return n; };
  auto g = f;
  return g; // expected-warning {{local 'n' is captured by reference in a closure that is returned: 'n' ends with the function [escape-capture]}}
}
auto nested_lambda() {
  int n = 1;
  return [&] { return [&] { return n; }(); }; // expected-warning {{local 'n' is captured by reference in a closure that is returned: 'n' ends with the function [escape-capture]}}
}
auto lambda_in_a_lambda() {
  int n = 1;
  auto inner = [&n] { return n; };
  return [inner] { return inner(); }; // expected-warning {{local 'n' is captured by reference in a closure that is returned: 'n' ends with the function [escape-capture]}}
}
auto lambda_that_returns_a_lambda(int n) {
  return [n] { return [n] { return n; }; };
}
auto generic_lambda() {
  int n = 1;
  return [&n](auto m) { return n + m; }; // expected-warning {{local 'n' is captured by reference in a closure that is returned: 'n' ends with the function [escape-capture]}}
}
auto generic_lambda_by_value() {
  int n = 1;
  return [n](auto m) { return n + m; };
}
auto structured_binding() {
  std::pair<int, int> p{1, 2};
  auto &[a, b] = p;
  int *q = &a;
  return [q, c = b] { return *q + c; }; // expected-warning {{local 'p' is captured by reference in a closure that is returned: 'p' ends with the function [escape-capture]}}
}
auto mutable_copy() {
  int n = 0;
  return [n]() mutable { return ++n; };
}

// ---- this ----

struct Widget {
  int value = 1;
  Callback handler;
  auto captures_this() {
    return [this] { return value; };
  }
  auto captures_copy() {
    return [*this] { return value; };
  }
  static auto captures_this_of_a_local() {
    Widget w;
    return w.captures_this(); // expected-warning {{local 'w' is captured by reference in a closure that is returned: 'w' ends with the function [escape-capture]}}
  }
  static auto captures_copy_of_a_local() {
    Widget w;
    w.handler = nullptr;
    return w.value;
  }
  void sets_own_handler() {
    handler = [this] { return value; };
  }
  void captures_local_in_own_handler() {
    int n = 1;
    handler = [&n] { return n; }; // expected-warning {{local 'n' is captured by reference in a closure that is stored in 'this->handler': 'n' ends with the function [escape-capture]}}
  }
  void captures_parameter_in_own_handler(int n) {
    handler = [&] { return n + value; }; // expected-warning {{parameter 'n' is captured by reference in a closure that is stored in 'this->handler': 'n' ends with the function [escape-capture]}}
  }
  void captures_copy_in_own_handler(int n) {
    handler = [this, n] { return n + value; };
  }
  void resets_own_handler() {
    int n = 1;
    handler = [&n] { return n; };
    handler = nullptr;
  }
};

// ---- type-erased ----

Callback returned_function() {
  int n = 1;
  return [&n] { return n; }; // expected-warning {{local 'n' is captured by reference in a closure that is returned: 'n' ends with the function [escape-capture]}}
}
Callback returned_function_by_value() {
  int n = 1;
  return [n] { return n; };
}
Callback function_in_a_local() {
  int n = 1;
  Callback f = [&n] { return n; };
  return f; // expected-warning {{local 'n' is captured by reference in a closure that is returned: 'n' ends with the function [escape-capture]}}
}
int function_called() {
  int n = 1;
  Callback f = [&n] { return n; };
  return f();
}
void in_a_global() {
  int n = 1;
  global_callback = [&n] { return n; }; // expected-warning {{local 'n' is captured by reference in a closure that is stored in static 'global_callback': 'n' ends with the function [escape-capture]}}
}
void in_a_global_by_value() {
  int n = 1;
  global_callback = [n] { return n; };
}
void in_a_global_and_reset() {
  int n = 1;
  global_callback = [&n] { return n; };
  global_callback = nullptr;
}
void in_a_global_container() {
  int n = 1;
  global_callbacks.push_back([&n] { return n; }); // expected-warning {{local 'n' is captured by reference in a closure that is stored in static 'global_callbacks': 'n' ends with the function [escape-capture]}}
}
void emplaced_in_a_global_container() {
  int n = 1;
  global_callbacks.emplace_back([&n] { return n; }); // expected-warning {{local 'n' is captured by reference in a closure that is stored in static 'global_callbacks': 'n' ends with the function [escape-capture]}}
}
void in_a_global_container_by_value() {
  int n = 1;
  global_callbacks.push_back([n] { return n; });
}
void in_a_global_map() {
  int n = 1;
  global_handlers[1] = [&n] { return n; }; // expected-warning {{local 'n' is captured by reference in a closure that is stored in static 'global_handlers': 'n' ends with the function [escape-capture]}}
}
std::vector<Callback> in_a_returned_container() {
  std::vector<Callback> all;
  for (int i = 0; i < 3; ++i)
    all.push_back([&i] { return i; });
  return all; // expected-warning {{local 'i' is captured by reference in a closure that is returned: 'i' ends with the function [escape-capture]}}
}
std::vector<Callback> in_a_returned_container_by_value() {
  std::vector<Callback> all;
  for (int i = 0; i < 3; ++i)
    all.push_back([i] { return i; });
  return all;
}
std::unique_ptr<Callback> on_the_heap() {
  int n = 1;
  return std::make_unique<Callback>([&n] { return n; }); // expected-warning {{local 'n' is captured by reference in a closure that is returned: 'n' ends with the function [escape-capture]}}
}

// ---- two functions ----

int call(const Callback &f) { return f(); }
void keep(Callback f) { global_callback = std::move(f); }
Callback pass(Callback f) { return f; }
template <class F> int call_any(F &&f) { return f(); }
template <class F> void keep_any(F f) { global_callback = f; }
template <class F> auto wrap(F f) {
  return [f] { return f() + 1; };
}

int only_called() {
  int n = 1;
  return call([&n] { return n; });
}
void kept() {
  int n = 1;
  keep([&n] { return n; }); // expected-warning {{local 'n' is captured by reference in a closure that is stored in static 'global_callback': 'n' ends with the function [escape-capture]}}
}
void kept_by_value() {
  int n = 1;
  keep([n] { return n; });
}
Callback passed() {
  int n = 1;
  return pass([&n] { return n; }); // expected-warning {{local 'n' is captured by reference in a closure that is returned: 'n' ends with the function [escape-capture]}}
}
int only_called_by_a_template() {
  int n = 1;
  return call_any([&n] { return n; });
}
void kept_by_a_template() {
  int n = 1;
  keep_any([&n] { return n; }); // expected-warning {{local 'n' is captured by reference in a closure that is stored in static 'global_callback': 'n' ends with the function [escape-capture]}}
}
auto wrapped() {
  int n = 1;
  return wrap([&n] { return n; }); // expected-warning {{local 'n' is captured by reference in a closure that is returned: 'n' ends with the function [escape-capture]}}
}
auto wrapped_by_value() {
  int n = 1;
  return wrap([n] { return n; });
}
int in_an_algorithm(std::vector<int> &v) {
  int sum = 0;
  std::for_each(v.begin(), v.end(), [&](int i) { sum += i; });
  std::sort(v.begin(), v.end(), [&](int a, int b) { return a + sum < b; });
  return sum;
}

// ---- bind, ref, function objects ----

int add(int a, int b) { return a + b; }
int read_of(const int &r) { return r; }
auto bound_value() {
  int n = 1;
  return std::bind(add, n, std::placeholders::_1);
}
auto bound_reference() {
  int n = 1;
  return std::bind(read_of, std::ref(n)); // expected-warning {{local 'n' is captured by reference in a closure that is returned: 'n' ends with the function [escape-capture]}}
}
auto bound_address() {
  Widget w;
  return std::bind(&Widget::value, &w); // expected-warning {{local 'w' is captured by reference in a closure that is returned: 'w' ends with the function [escape-capture]}}
}
auto bound_copy() {
  Widget w;
  w.handler = nullptr;
  return std::bind(&Widget::value, w);
}
Callback bound_in_a_function() {
  int n = 1;
  return std::bind(read_of, std::cref(n)); // expected-warning {{local 'n' is captured by reference in a closure that is returned: 'n' ends with the function [escape-capture]}}
}
int invoked() {
  int n = 1;
  return std::invoke(read_of, std::ref(n));
}
Callback function_of_reference_wrapper() {
  auto f = [] { return 1; };
  return std::ref(f); // expected-warning {{local 'f' is captured by reference in a closure that is returned: 'f' ends with the function [escape-capture]}}
}

struct Counter {
  int &n;
  int operator()() const { return ++n; }
};
Callback function_object() {
  int n = 1;
  return Counter{n}; // expected-warning {{local 'n' is captured by reference in a closure that is returned: 'n' ends with the function [escape-capture]}}
}
Callback function_object_of_parameter(int &n) { return Counter{n}; }

// ---- through parameters ----

void subscribe(std::vector<Callback> &all) {
  int n = 1;
  all.push_back([&n] { return n; }); // expected-warning {{local 'n' is captured by reference in a closure that is stored through parameter 'all': 'n' ends with the function [escape-capture]}}
}
void subscribe_by_value(std::vector<Callback> &all) {
  int n = 1;
  all.push_back([n] { return n; });
}
void in_an_out_parameter(Callback *out) {
  int n = 1;
  *out = [&n] { return n; }; // expected-warning {{local 'n' is captured by reference in a closure that is stored through parameter 'out': 'n' ends with the function [escape-capture]}}
}
class Button {
  Callback on_click;

public:
  void click(Callback f) { on_click = std::move(f); }
};
void connect(Button &button) {
  int clicks = 0;
  button.click([&clicks] { return ++clicks; }); // expected-warning {{local 'clicks' is captured by reference in a closure that is stored through parameter 'button': 'clicks' ends with the function [escape-capture]}}
}
void connect_by_value(Button &button) {
  int clicks = 0;
  button.click([clicks]() mutable { return ++clicks; });
}
void connect_a_local_button() {
  int clicks = 0;
  Button button;
  button.click([&clicks] { return ++clicks; });
}

// ---- scopes inside a function ----

int used_after_the_scope() {
  Callback f;
  {
    int n = 1;
    f = [&n] { return n; };
  }
  return f(); // expected-warning {{local 'n' is captured by reference in a closure that is used after 'n' ended [escape-capture]}}
}
int used_inside_the_scope() {
  Callback f;
  int r;
  {
    int n = 1;
    f = [&n] { return n; };
    r = f();
  }
  return r;
}

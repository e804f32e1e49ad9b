// escape-heap-erased: what a type-erased wrapper has no room for goes to the heap.
// plugin: checks=escape-heap-erased
#include <any>
#include <functional>
#include <memory>
#include <string>

struct Big {
  int sum() const { return bytes[0]; }
  char bytes[100];
};
std::function<int()> kept;
int run(const std::function<int()> &f) { return f(); }
int unseen(const std::function<int()> &f);
void keep(std::function<int()> f) { kept = std::move(f); }

int handed_to_what_only_calls_it(Big big) {
  return run([big] { return big.sum(); }); // expected-warning {{a closure of 100 bytes is put on the heap: 'std::function<int ()>' has room for 16; 'run' does not keep it: std::ref of a named one, captures by reference, or a template parameter need no allocation [escape-heap-erased]}}
}
int by_reference(Big big) {
  return run([&big] { return big.sum(); });
}
int small(int n) {
  return run([n] { return n; });
}
int handed_to_code_that_is_not_seen(Big big) {
  return unseen([big] { return big.sum(); }); // expected-warning {{a closure of 100 bytes is put on the heap: 'std::function<int ()>' has room for 16 [escape-heap-erased]}}
}
void handed_to_what_keeps_it(Big big) {
  keep([big] { return big.sum(); }); // expected-warning {{a closure of 100 bytes is put on the heap: 'std::function<int ()>' has room for 16 [escape-heap-erased]}}
}
int not_trivially_copyable(std::shared_ptr<int> p) {
  return run([p] { return *p; }); // expected-warning {{a closure of 16 bytes is put on the heap: 'std::function<int ()>' has room for 16, but only for what is trivially copyable; 'run' does not keep it}}
}
int only_called(Big big) {
  std::function<int()> f = [big] { return big.sum(); }; // expected-warning {{a closure of 100 bytes is put on the heap: 'std::function<int ()>' has room for 16; it is only called: 'auto f' needs no wrapper}}
  return f();
}
int itself(Big big) {
  auto f = [big] { return big.sum(); };
  return f();
}
int set_again(Big big) {
  std::function<int()> f = [big] { return big.sum(); }; // expected-warning {{'std::function<int ()>' has room for 16 [escape-heap-erased]}}
  f = [] { return 1; };
  return f();
}
void any(Big big) {
  std::any a = big; // expected-warning {{'Big' of 100 bytes is put on the heap: 'std::any' has room for 8 [escape-heap-erased]}}
  std::any b = 1;
}
int called_by_itself(Big big) {
  std::function<int(int)> f = [big, &f](int n) { return n ? f(n - 1) : big.sum(); }; // expected-warning {{'std::function<int (int)>' has room for 16 [escape-heap-erased]}}
  return f(3);
}

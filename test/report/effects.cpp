// flags: -std=c++20
// unlisted stays: fine
#include <memory>
#include <string>
#include <vector>

struct Log {
  virtual void write(int n);
};
int add(int a, int b) { return a + b; } // -m: add does not allocate
std::unique_ptr<int> make(int n) { return std::make_unique<int>(n); } // -m: make allocates: via std::make_unique<int>(n) at effects.cpp:11:43 | std::make_unique<int>(n) escapes to {result}; allocates 4 bytes
int use(int n) { return *make(n); } // -m: use allocates: via make at effects.cpp:12:26
// -m -m: make(n) (call argument) at effects.cpp:12:26 | std::make_unique<int>(n) (owner-init) at effects.cpp:11:43
int often(int n) { // -m: often allocates: via use at effects.cpp:17:12, once per iteration
  int sum = 0;
  for (int i = 0; i < n; ++i)
    sum += use(i);
  return sum;
}
int once(int n) { // -m: once allocates: via use at effects.cpp:21:13
  int sum = use(n);
  for (int i = 0; i < n; ++i)
    sum += add(i, n);
  return sum;
}
int length(std::string text) { return int(text.size()); } // -m: length does not allocate
int copies(const std::string &text) { return length(text); } // -m: copies may allocate: via text (run-time length) | std::string(text) does not escape; may allocate (run-time length)
void open(Log &log) { log.write(1); } // -m: open may allocate: via Log::write (open virtual call) | may leak param: log to {unknown} level=0 (open virtual call)
void pointer(void (*f)()) { f(); } // -m: pointer may allocate: via f (function pointer)
int both(bool b, int n) { return b ? use(n) : add(n, n); } // -m: both allocates: via use at effects.cpp:30:38
int even(int n);
int odd(int n) { return n ? even(n - 1) : 0; } // -m: odd does not allocate
int even(int n) { return n ? odd(n - 1) : 1; } // -m: even does not allocate
int down(int n) { return n ? down(n - 1) + use(n) : 0; } // -m: down allocates: via use at effects.cpp:34:44
unsigned long notFound(bool b) { // -m: notFound does not allocate
  if (b)
    return ~0ul;
  return 3;
}

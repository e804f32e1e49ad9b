// escape-stack-large: more of the stack than there may be.
// plugin: checks=escape-stack-large
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <memory>
#include <vector>

void use(void *);

// ---- constant size ----

void large() {
  char big[2 << 20]; // expected-warning {{'big' takes 2097152 bytes of the stack [escape-stack-large]}}
  use(big);
}
void at_the_limit() {
  char big[1 << 20];
  use(big);
}
void in_a_class() {
  std::array<std::array<char, 2048>, 1024> big; // expected-warning {{'big' takes 2097152 bytes of the stack}}
  use(&big);
}
void on_the_heap() {
  auto big = std::make_unique<std::array<char, 2 << 20>>();
  use(big.get());
}
void is_static() {
  static char big[2 << 20];
  use(big);
}
void by_reference(char (&big)[2 << 20]) { use(big); }
template <std::size_t N> void in_a_template() {
  char big[N]; // expected-warning {{'big' takes 4194304 bytes of the stack}}
  use(big);
}
void instances() {
  in_a_template<4 << 20>();
  in_a_template<16>();
}

// ---- length known when it runs ----

void variable_length(int n) {
  char buffer[n]; // expected-warning {{'buffer' takes as much of the stack as it is told: nothing limits its size [escape-stack-large]}}
  use(buffer);
}
void compared(int n) {
  if (n > 100)
    return;
  char buffer[n];
  use(buffer);
}
void masked(int n) {
  char buffer[(n & 0xff) + 1];
  use(buffer);
}
void remainder(unsigned n) {
  char buffer[n % 64 + 1];
  use(buffer);
}
void least(std::size_t n) {
  const std::size_t size = std::min<std::size_t>(n, 64);
  char buffer[size];
  use(buffer);
}
void not_the_least(std::size_t n, std::size_t m) {
  const std::size_t size = n + m;
  char buffer[size]; // expected-warning {{'buffer' takes as much of the stack as it is told}}
  use(buffer);
}
void small_type(unsigned char n) {
  char buffer[n];
  use(buffer);
}
void two_dimensions(int n) {
  char buffer[4][n]; // expected-warning {{'buffer' takes as much of the stack}}
  use(buffer);
}
void vector(std::size_t n) {
  std::vector<char> buffer(n);
  use(buffer.data());
}

// ---- alloca ----

void asked_for(const char *text) {
  std::size_t size = std::strlen(text) + 1;
  use(__builtin_alloca(size)); // expected-warning {{'__builtin_alloca(size)' takes as much of the stack as it is told}}
}
void asked_for_a_little() { use(__builtin_alloca(64)); }
void asked_for_a_lot() {
  use(__builtin_alloca(2 << 20)); // expected-warning {{'__builtin_alloca(2 << 20)' takes 2097152 bytes of the stack}}
}
void asked_for_in_a_loop(int n) {
  for (int i = 0; i < n; ++i)
    use(__builtin_alloca(64)); // expected-warning {{'__builtin_alloca(64)' takes as much of the stack as it is told}}
}
void asked_for_after_a_test(std::size_t n) {
  if (n < 1024)
    use(__builtin_alloca(n));
}

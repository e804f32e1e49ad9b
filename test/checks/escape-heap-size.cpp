// escape-heap-size: only a size that is not constant keeps it on the heap.
// plugin: checks=escape-heap-size
#include <cstdlib>
#include <deque>
#include <memory>
#include <string_view>
#include <vector>

int vector(int n) {
  std::vector<int> v(n); // expected-warning {{'std::vector<int>(n)' allocates, since its size is not constant, what never leaves the function [escape-heap-size]}}
  return v[0];
}
std::vector<int> vector_returned(int n) {
  std::vector<int> v(n);
  return v;
}
int vector_of_constant_size() {
  std::vector<int> v(4);
  return v[0];
}
int deque() {
  std::deque<int> d; // libstdc++ asks for a first block, whatever comes
  return int(d.size());
}
int deque_of_some_length(int n) {
  std::deque<int> d(n); // expected-warning {{'std::deque<int>(n)' allocates, since its size is not constant}}
  return d[0];
}
int array(int n) {
  auto a = std::make_unique<int[]>(n); // expected-warning {{'std::make_unique<int[]>(n)' allocates, since its size is not constant}}
  return a[0];
}
int array_with_new(int n) {
  int *a = new int[n]; // expected-warning {{'new int[n]' allocates, since its size is not constant}}
  int first = a[0] = n;
  delete[] a;
  return first;
}
int in_a_loop(int n) {
  int sum = 0;
  for (int i = 1; i < n; ++i) {
    std::vector<int> v(i); // expected-warning {{what never leaves the function, in every round of a loop}}
    sum += v[0];
  }
  return sum;
}

// ---- what every caller makes the same ----

constexpr std::string_view Word = "word";
static int same(std::string_view word) {
  std::size_t size = word.size();
  std::vector<char> copy(size); // expected-warning {{'std::vector<char>(size)' allocates, since its size is not constant, what never leaves the function: every caller makes it the same, and 'std::array<char, Word.size()> copy{}' needs no allocation}}
  return copy[0];
}
static int number(int n) {
  std::vector<char> copy(n + 1); // expected-warning {{and 'std::array<char, 9> copy{}' needs no allocation}}
  return copy[0];
}
static int differs(int n) {
  std::vector<char> copy(n); // expected-warning {{what never leaves the function [escape-heap-size]}}
  return copy[0];
}
static int changed(int n) {
  n += 1;
  std::vector<char> copy(n); // expected-warning {{what never leaves the function [escape-heap-size]}}
  return copy[0];
}
int calls() { return same(Word) + same(Word) + number(8) + differs(1) + differs(2) + changed(1); }

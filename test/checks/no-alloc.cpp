// Functions that promise to ask for no memory: `// clang-escape: no-alloc`, nonallocating, nonblocking.
#include <cstring>
#include <map>
#include <memory>
#include <string>
#include <vector>

struct Frame {
  int samples[64];
};
Frame *fresh() { return new Frame; }
int first(const Frame &frame) { return frame.samples[0]; }
void unseen();

// ---- no-alloc: one function ----

// clang-escape: no-alloc
int makes_one() {
  Frame *frame = new Frame; // expected-warning {{'makes_one' is declared 'no-alloc', but allocates: via 'new Frame' [escape-annotation]}}
  int value = frame->samples[0];
  delete frame;
  return value;
}
int attribute() [[clang::nonallocating]] {
  std::unique_ptr<Frame> frame = std::make_unique<Frame>(); // expected-warning {{'attribute' is declared 'nonallocating', but allocates: via 'std::make_unique<Frame>()' [escape-annotation]}}
  return frame->samples[0];
}
int blocking() [[clang::nonblocking]] { // which is more
  std::vector<int> values(8); // expected-warning {{'blocking' is declared 'nonblocking', but allocates}}
  return values[0];
}
// clang-escape: no-alloc
void for_some_lengths(const std::string &text) {
  std::string copy = text; // expected-warning {{'for_some_lengths' is declared 'no-alloc', but allocates: via 'text' [escape-annotation]}}
}
// clang-escape: no-alloc
int in_the_frame() {
  Frame frame{};
  return first(frame);
}
// clang-escape: no-alloc
std::size_t short_text() {
  std::string text = "short";
  return text.size() + std::strlen(text.c_str());
}
int reads(const std::vector<int> &values) [[clang::nonallocating]] {
  int sum = 0;
  for (int value : values)
    sum += value;
  return sum;
}
int promises_nothing() { return fresh()->samples[0]; }
// What may stand in code that is not seen needs --may.
// clang-escape: no-alloc
void asks_elsewhere() { unseen(); }

// ---- no-alloc: two functions ----

// clang-escape: no-alloc
int by_a_call() {
  Frame *frame = fresh(); // expected-warning {{'by_a_call' is declared 'no-alloc', but allocates: via 'fresh' [escape-annotation]}}
  return frame->samples[0];
}
// clang-escape: no-alloc
int by_calls_of_calls() {
  return promises_nothing(); // expected-warning {{'by_calls_of_calls' is declared 'no-alloc', but allocates: via 'promises_nothing' [escape-annotation]}}
}
// clang-escape: no-alloc
int by_a_harmless_call(const Frame &frame) { return first(frame); }
int even(int n);
int odd(int n) { return n ? even(n - 1) : 0; }
// clang-escape: no-alloc
int even(int n) { return n ? odd(n - 1) : 1; }

// ---- no-alloc: a class ----

class Mixer {
public:
  // clang-escape: no-alloc
  int mix(int a) { return a + gain(a); }
  // clang-escape: no-alloc
  int remember(int a) {
    return seen[a]; // expected-warning {{'Mixer::remember' is declared 'no-alloc', but allocates: via 'seen[a]' [escape-annotation]}}
  }
  int gain(int a) const { return a * 2; }

private:
  std::map<int, int> seen;
};

// Every way to allocate that the report knows: where the object goes, and its size.
#include <any>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <vector>

struct Big {
  char bytes[100];
};
struct Owned {
  int value = 0;
  ~Owned() {} // -m: this does not escape
};
int *g;
std::function<int()> g_fn;
std::any g_any;
std::vector<int> g_vector;

int *made() { return new int(1); } // -m: new int(1) escapes to {result}; allocates 4 bytes
// -m -m: flow: {result} = new int(1) | (return)
int freed() {
  int *p = new int(1); // -m: new int(1) does not escape; allocates 4 bytes
  int x = *p;
  delete p;
  return x;
}
void stored() { g = new int(1); } // -m: new int(1) escapes to {static g}; allocates 4 bytes
int *array() { return new int[10]; } // -m: new int[10] escapes to {result}; allocates 40 bytes
int *array(int n) { return new int[n]; } // -m: new int[n] escapes to {result}; allocates (non-constant size)
Owned *withCookie() { return new Owned[3]; } // -m: new Owned[3] escapes to {result}; allocates 20 bytes
char *large() { return new char[4 << 20]; } // -m: new char[4 << 20] escapes to {result}; allocates 4194304 bytes (too large for the stack)

void unique(int n) {
  auto a = std::make_unique<Big>(); // -m: std::make_unique<Big>() does not escape; allocates 100 bytes
  auto b = std::make_unique<char[]>(n); // -m: std::make_unique<char[]>(n) does not escape; allocates (non-constant size)
  auto c = std::make_unique<int[]>(8); // -m: std::make_unique<int[]>(8) does not escape; allocates 32 bytes
}
std::unique_ptr<Big> uniqueOut() { return std::make_unique<Big>(); } // -m: std::make_unique<Big>() escapes to {result}; allocates 100 bytes
struct alignas(32) Aligned {
  char bytes[33];
};
void shared() {
  auto a = std::make_shared<Big>(); // -m: std::make_shared<Big>() does not escape; allocates 120 bytes (shared control block)
  auto b = std::make_shared<char>(); // -m: std::make_shared<char>() does not escape; allocates 24 bytes (shared control block)
  auto c = std::make_shared<Aligned>(); // -m: std::make_shared<Aligned>() does not escape; allocates 96 bytes (shared control block)
}
void *memory() { return std::malloc(16); } // -m: std::malloc(16) escapes to {result}; allocates 16 bytes
void memory(std::size_t n) {
  void *p = std::malloc(n); // -m: std::malloc(n) does not escape; allocates (non-constant size)
  std::free(p);
}

int vectors(std::size_t n) {
  std::vector<char> a(n); // -m: std::vector<char>(n) does not escape; allocates (non-constant size)
  std::vector<int> b(4, 1); // -m: std::vector<int>(4, 1) does not escape; allocates 16 bytes
  std::vector<int> c{1, 2, 3}; // -m: std::vector<int>{1, 2, 3} does not escape; allocates 12 bytes
  std::vector<int> d;
  return int(a.size() + b.size() + c.size() + d.size());
}
std::vector<int> vectorOut() {
  std::vector<int> v(4); // -m: std::vector<int>(4) escapes to {result}; allocates 16 bytes
  return v;
}
void vectorKept() { g_vector = std::vector<int>(4); } // -m: std::vector<int>(4) escapes to {static g_vector}; allocates 16 bytes

int strings(std::size_t n) {
  std::string a(n, 'x'); // -m: std::string(n, 'x') does not escape; may allocate (run-time length)
  std::string b(40, 'x'); // -m: std::string(40, 'x') does not escape; allocates 41 bytes
  std::string c(8, 'x');
  std::string d("a text that is longer than the buffer"); // -m: std::string("a text that is longer than the buffer") does not escape; allocates 38 bytes
  std::string e("short");
  return int(a.size() + b.size() + c.size() + d.size() + e.size());
}

void erased(Big big) {
  g_fn = [big] { return int(big.bytes[0]); }; // -m: g_fn = … escapes to {static g_fn}; allocates 100 bytes (type-erased (100 bytes > inline 16))
}
void erasedShared(std::shared_ptr<int> p) { // -m: leaking param: p to {static g_fn} level=0
  g_fn = [p] { return *p; }; // -m: g_fn = … escapes to {static g_fn}; allocates 16 bytes (type-erased (not trivially copyable))
}
void erasedSmall(int n) { g_fn = [n] { return n; }; }
void any(Big big) { g_any = big; } // -m: g_any = big escapes to {static g_any}; allocates 100 bytes (type-erased (100 bytes > inline 8))
void anySmall(int n) { g_any = n; }

struct alignas(64) Line {
  char bytes[64];
};
Line *aligned() { return new Line; } // -m: new Line escapes to {result}; allocates 64 bytes (over-aligned)

void noBody(int *p);
void handed() { noBody(new int(1)); } // -m: new int(1) may escape to {unknown} (no body); allocates 4 bytes
// -m -m: flow: {unknown} = new int(1) | noBody(new int(1)) (call argument: no body visible)

int stack() {
  char big[2 << 20]; // -m: big is 2097152 bytes: too large for the stack
  big[0] = 1;
  char small[1 << 10];
  small[0] = 1;
  return big[0] + small[0];
}

// checks: escape-heap-confined
// What never leaves its function, in every form that has edits.
#include "counter.h"

#include <cstring>
#include <memory>
#include <vector>

struct Big {
  explicit Big(int n = 0, int m = 0) : bytes{char(n), char(m)} {}
  int sum() const { return bytes[0] + bytes[1]; }
  char bytes[100];
};
struct Pair {
  int a, b;
};
struct Noisy {
  explicit Noisy(const char *name) : name(name) { std::printf("+%s\n", name); }
  ~Noisy() { std::printf("-%s\n", name); }
  const char *name;
};

static int use(const Big &big) { return big.sum(); }
static int look(const Big *big) { return big->sum(); }

static int objects(int n) {
  auto big = std::make_unique<Big>(n, 1);
  int k = use(*big);
  auto sum = [&] { return big->sum(); };
  std::unique_ptr<Pair> pair(new Pair{1, 2});
  auto number = std::make_unique<int>(7);
  auto zero = std::make_unique<Pair>();
  auto vexing = std::make_unique<Big>(int(3));
  return big->sum() + (*big).sum() + big.get()->sum() + look(big.get()) + k*-big->sum() + sum() + pair->a +
         *number+zero->b + vexing->sum();
}

static int pointers(int n) {
  Big *big = new Big(n);
  int sum = big->sum() + (*big).sum() + look(big);
  delete big;
  int *left = new int;
  *left = sum;
  sum += *left;
  delete left;
  return sum;
}

static int order() {
  auto first = std::make_unique<Noisy>("first");
  Noisy *second = new Noisy("second");
  Noisy *early = new Noisy("early");
  delete early; // its end is seen: no edit
  std::printf("%s %s\n", first->name, second->name);
  delete second;
  return 0;
}

static int arrays(int n) {
  auto a = std::make_unique<int[]>(8);
  char *b = new char[16]();
  std::unique_ptr<int[]> c(new int[4]);
  c[0] = 1;
  std::memset(b, n, 16);
  a[2] = n;
  int sum = a[2] + b[1] + *b + c[0];
  delete[] b;
  return sum;
}

constexpr int Count = 5;

static int vectors(int n) {
  std::vector<int> v(Count);
  const std::vector<int> w{1, 2, 3};
  std::vector<char> filled(16, 'x');
  v[0] = n;
  int sum = int(filled.size()) + filled[1];
  for (int x : v)
    sum += x;
  for (auto it = w.begin(); it != w.end(); ++it)
    sum += *it;
  return sum;
}

static int shared(bool early) {
  auto object = std::make_shared<Big>(1);
  std::shared_ptr<Big> pointer = std::make_shared<Big>(2);
  if (early)
    pointer.reset();
  return object->sum() + (pointer ? pointer->sum() : 0);
}

template <class T> int pattern(T n) {
  auto big = std::make_unique<Big>(n); // stands for several: no edit
  return big->sum();
}

#define MAKE(T, n) std::make_unique<T>(n)
static int macro() {
  auto big = MAKE(Big, 4); // not in the source as it is
  return big->sum();
}

int main() {
  std::printf("%d %d %d %d %d %d\n", objects(1), pointers(2), order(), arrays(3), vectors(4), shared(true));
  std::printf("%d %d %d\n", shared(false), pattern(1), macro());
}

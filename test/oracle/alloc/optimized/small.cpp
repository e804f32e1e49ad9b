// Allocations the optimizer removes and, beside each, its twin that it leaves. Called through a table, so that each
// function runs as it was compiled on its own.
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <vector>

struct Big {
  long words[16];
};
int *kept;
std::unique_ptr<int> keptOwner;
volatile int sum;

__attribute__((noinline)) int read(const int *p) { return *p + sum; }
inline int readInline(const int *p) { return *p + sum; }
__attribute__((noinline)) int readAll(const std::vector<int> &v) { return v[0] + sum; }

int pairOfNewAndDelete(int n) {
  int *p = new int(n); // -O1 -O2 -O3 -Os: removed
  int r = *p;
  delete p;
  return r;
}
int newThatIsKept(int n) {
  kept = new int(n); // -O1 -O2 -O3 -Os: stays
  return *kept;
}
int localOwner(int n) {
  std::unique_ptr<int> p(new int(n)); // -O1 -O2 -O3 -Os: removed
  return *p;
}
int localOwnerRead(int n) {
  std::unique_ptr<int> p(new int(n)); // -O1 -O2 -O3 -Os: stays
  return read(p.get());
}
int madeUnique(int n) {
  auto p = std::make_unique<int>(n); // -O1 -O2 -O3 -Os: removed
  return *p;
}
int madeUniqueKept(int n) {
  auto p = std::make_unique<int>(n); // -O1 -O2 -O3 -Os: stays
  keptOwner = std::move(p);
  return *keptOwner;
}
int madeUniqueReadInline(int n) {
  auto p = std::make_unique<int>(n); // -O2 -O3: removed
  return readInline(p.get());
}
int madeUniqueReadApart(int n) {
  auto p = std::make_unique<int>(n); // -O2 -O3: stays
  return read(p.get());
}
int array(int n) {
  int *p = new int[n]; // -O2 -O3: removed
  p[0] = n;
  int r = p[0];
  delete[] p;
  return r;
}
int arrayRead(int n) {
  int *p = new int[n]; // -O1 -O2 -O3 -Os: stays
  p[0] = n;
  int r = read(p);
  delete[] p;
  return r;
}
int fromMalloc(int n) {
  int *p = static_cast<int *>(std::malloc(sizeof(int))); // -O1 -O2 -O3 -Os: removed
  *p = n;
  int r = *p;
  std::free(p);
  return r;
}
int fromMallocRead(int n) {
  int *p = static_cast<int *>(std::malloc(sizeof(int))); // -O1 -O2 -O3 -Os: stays
  *p = n;
  int r = read(p);
  std::free(p);
  return r;
}
int smallVector(int n) {
  std::vector<int> v{n, 2, 3}; // -O2 -O3: removed
  return v[0];
}
int smallVectorRead(int n) {
  std::vector<int> v{n, 2, 3}; // -O1 -O2 -O3 -Os: stays
  return readAll(v);
}
int longText(int n) {
  std::string text("a text that is longer than the buffer"); // -O2 -O3: removed
  return text[0] + n;
}
int longTextRead(int n) {
  std::string text("a text that is longer than the buffer"); // -O1 -O2 -O3 -Os: stays
  return std::atoi(text.c_str()) + n;
}
int sharedLocal(int n) {
  auto p = std::make_shared<int>(n); // -O1 -O2 -O3 -Os: stays
  return *p;
}
int erased(int n) {
  Big big{{n}};
  std::function<int()> f = [big] { return int(big.words[0]); }; // -O2 -O3: removed
  return f();
}
int erasedKept(int n) {
  Big big{{n}};
  static std::function<int()> f;
  f = [big] { return int(big.words[0]); }; // -O1 -O2 -O3 -Os: stays
  return f();
}
struct Owned {
  void *operator new(std::size_t size) { return std::malloc(size); }
  void operator delete(void *p) { std::free(p); }
  int value = 1;
};
struct OwnedByName {
  void *operator new(std::size_t size) { return ::operator new(size); }
  void operator delete(void *p) { ::operator delete(p); }
  int value = 1;
};
int ownNewByName(int n) {
  auto *p = new OwnedByName; // -O2 -O3: stays
  int r = p->value + n;
  delete p;
  return r;
}
int ownNew(int n) {
  auto *p = new Owned; // -O2 -O3: removed
  int r = p->value + n;
  delete p;
  return r;
}
int ownNewKept(int n) {
  static Owned *last;
  last = new Owned; // -O2 -O3: stays
  return last->value + n;
}
int aCallInside(int n) {
  auto p = std::make_unique<int>(newThatIsKept(n)); // -O2 -O3: removed
  return *p;
}
int two(int n) {
  auto a = std::make_unique<int>(n), b = std::make_unique<int>(2); // -O1 -O2 -O3: removed
  return *a + *b;
}
int twoOneKept(int n) {
  int r = 0;
  {
    auto a = std::make_unique<int>(n); // -O1 -O2 -O3: removed
    r = *a;
  }
  keptOwner = std::make_unique<int>(2); // -O1 -O2 -O3: stays
  return r;
}
int thrown(int n) {
  try {
    throw n; // -O1 -O2 -O3 -Os: stays
  } catch (int caught) {
    return caught;
  }
}
// Two calls that become one, which has no place of its own any more: nothing may be said.
int oneOfTwo(int n) {
  int *p;
  if (n > 3)
    p = new int(1); // -O2 -O3: nothing
  else
    p = new int(2); // -O2 -O3: nothing
  kept = p;
  return *p;
}
int oneOfTwoOnALine(int n) {
  kept = n > 3 ? new int(1) : new int(2); // -O2 -O3: nothing
  return *kept;
}
template <class T> T ofType(T n) {
  auto p = std::make_unique<T>(n); // -O1 -O2 -O3 -Os: removed
  return *p;
}
int instantiated(int n) { return ofType(n) + int(ofType(double(n))); }

using Function = int (*)(int);
// Volatile: the compiler must not see which function is called.
Function volatile functions[] = {pairOfNewAndDelete,
                                 newThatIsKept,
                                 localOwner,
                                 localOwnerRead,
                                 madeUnique,
                                 madeUniqueKept,
                                 madeUniqueReadInline,
                                 madeUniqueReadApart,
                                 array,
                                 arrayRead,
                                 fromMalloc,
                                 fromMallocRead,
                                 smallVector,
                                 smallVectorRead,
                                 longText,
                                 longTextRead,
                                 sharedLocal,
                                 erased,
                                 erasedKept,
                                 ownNew,
                                 ownNewKept,
                                 aCallInside,
                                 two,
                                 twoOneKept,
                                 thrown,
                                 instantiated,
                                 ownNewByName,
                                 oneOfTwo,
                                 oneOfTwoOnALine};

int main() {
  for (Function volatile &function : functions)
    sum = sum + function(7);
}

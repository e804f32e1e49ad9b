// new and new[] in all forms: sizes, cookies, over-aligned, nothrow, placement, class-specific, and where they go.
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>

struct Plain {
  int values[3] = {};
};
struct WithDestructor {
  char bytes[5] = {};
  ~WithDestructor() {}
};
struct alignas(64) Aligned {
  char bytes[64] = {};
};
struct alignas(32) AlignedWithDestructor {
  char bytes[32] = {};
  ~AlignedWithDestructor() {}
};
struct Polymorphic {
  virtual ~Polymorphic() = default;
};
struct Derived : Polymorphic {
  long values[4] = {};
};
struct Sized {
  static void *operator new(std::size_t size) { return std::malloc(size); } // one malloc for each `new Sized`
  static void operator delete(void *memory) { std::free(memory); }
  int value = 0;
};
struct FromPool {
  static inline char pool[4096];
  static void *operator new(std::size_t) { return pool; }
  static void operator delete(void *) {}
  int value = 0;
};
struct WithArray {
  static void *operator new[](std::size_t size) { return std::malloc(size); }
  static void operator delete[](void *memory) { std::free(memory); }
  char bytes[3] = {};
};
struct Holder {
  Plain *kept = nullptr;
  void keep() { kept = new Plain; } // goes: {this->kept}
};

Plain *global;
void *no_size;

void single() {
  delete new int;                           // goes: confined
  delete new int(7);                        // goes: confined
  Plain *plain = new Plain;                 // goes: confined
  delete plain;
  Plain *braces = new Plain{};              // goes: confined
  delete braces;
  delete new WithDestructor;                // goes: confined
  delete new Aligned;                       // goes: confined
  Polymorphic *base = new Derived;          // goes: confined
  delete base;
  int *quiet = new (std::nothrow) int(3);   // goes: confined
  delete quiet;
  Aligned *quiet_aligned = new (std::nothrow) Aligned;
  delete quiet_aligned;
  auto *explicitly = new (std::align_val_t(128)) Plain;
  ::operator delete(explicitly, std::align_val_t(128));
}

void arrays(int n, int zero) {
  delete[] new int[10];                     // goes: confined
  delete[] new int[n];                      // goes: confined
  delete[] new int[n]();
  delete[] new int[3]{1, 2, 3};
  delete[] new int[]{1, 2, 3, 4};
  delete[] new WithDestructor[3];           // a cookie in front
  delete[] new WithDestructor[n];
  delete[] new AlignedWithDestructor[2];    // the cookie takes an alignment
  delete[] new (std::nothrow) int[6];
  delete[] new char[zero];                  // zero bytes are asked for
  delete[] new int[n][4];
  delete[] new Plain[2][3];
  const int constant = 12;
  delete[] new short[constant];
  int local = 9;
  delete[] new short[local];
}

void placement(int n) {
  alignas(16) char buffer[256];
  int *in_buffer = new (buffer) int(n);
  Plain *plain = new (buffer) Plain;
  int *array = new (buffer) int[4];
  *in_buffer = plain->values[0] + array[0];
  std::construct_at(reinterpret_cast<int *>(buffer), 4);
  void *raw = ::operator new(48);           // goes: confined
  Plain *built = new (raw) Plain;
  built->~Plain();
  ::operator delete(raw);
  void *raws = ::operator new[](n);
  ::operator delete[](raws);
}

void ofClass() {
  delete new Sized;
  delete new FromPool;
  delete ::new Sized;                       // goes: confined
  delete[] new WithArray[4];
  delete[] new Sized[4];                    // class-specific only for one object
}

Plain *made() { return new Plain; } // goes: {result}
Plain *madeArray(int n) { return new Plain[n]; } // goes: {result}
void stored() { global = new Plain; } // goes: {static global}
void given(Plain *&out) { out = new Plain; } // goes: {param out}
void givenPointer(Plain **out) { *out = new Plain; } // goes: {param out}
Plain *passed(Plain *plain) { return plain; }
Plain *madeThrough() { return passed(new Plain); } // goes: {result}
void consume(Plain *plain) { delete plain; }
void handedOver() { consume(new Plain); } // goes: confined
void ownedByUnique() { std::unique_ptr<Plain> owner(new Plain); } // goes: confined
void ownedByReset() {
  std::unique_ptr<Plain> owner;
  owner.reset(new Plain); // goes: confined
}
std::unique_ptr<Plain> ownedOut() { return std::unique_ptr<Plain>(new Plain); } // goes: {result}
Plain *conditional(bool yes) { return yes ? new Plain : nullptr; } // goes: {result}
void never(bool yes) {
  if (yes)
    delete new Plain;
}
void inLoop(int n) {
  for (int i = 0; i != n; ++i)
    delete new long(i); // goes: confined
}
template <typename T> T *templated(int n) { return new T[n]; }

int main(int argc, char **) {
  single();
  arrays(argc + 4, argc - 1);
  placement(argc + 10);
  ofClass();
  delete made();
  delete[] madeArray(argc + 1);
  stored();
  delete global;
  Plain *out = nullptr;
  given(out);
  delete out;
  givenPointer(&out);
  delete out;
  delete madeThrough();
  handedOver();
  ownedByUnique();
  ownedByReset();
  ownedOut();
  delete conditional(argc == 1);
  never(argc == 100);
  inLoop(argc + 3);
  Holder holder;
  holder.keep();
  delete holder.kept;
  delete[] templated<char>(argc + 30);
  delete[] templated<double>(argc + 3);
}

// The makers of smart pointers, their control blocks, and the malloc family.
// flags: -std=c++20 -D_GNU_SOURCE
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <malloc.h>
#include <memory>
#include <memory_resource>
#include <unistd.h>
#include <vector>

struct Big {
  char bytes[100] = {};
};
struct alignas(32) Aligned {
  char bytes[33] = {};
};
struct Self : std::enable_shared_from_this<Self> {
  int value = 0;
};
struct Deleter {
  void operator()(Big *big) const { delete big; }
};
struct Base {
  virtual ~Base() = default;
};
struct Derived : Base {
  int value[7] = {};
};
struct Member {
  std::unique_ptr<Big> owned;
  std::shared_ptr<Big> shared;
  void fill() {
    owned = std::make_unique<Big>();  // goes: {this->owned}
    shared = std::make_shared<Big>(); // goes: {this->shared}
  }
};
std::shared_ptr<Big> global;

void unique(int n) {
  auto a = std::make_unique<Big>();                    // goes: confined
  auto b = std::make_unique<char[]>(n);                // goes: confined
  auto c = std::make_unique<int[]>(8);
  auto d = std::make_unique_for_overwrite<Big>();
  auto e = std::make_unique_for_overwrite<int[]>(n);
  std::unique_ptr<Base> f = std::make_unique<Derived>();
  std::unique_ptr<Big> g;
  std::unique_ptr<Big> h = std::move(a);
  h = std::make_unique<Big>();
  h.reset(new Big);
  h.reset();
}
void shared(int n) {
  auto a = std::make_shared<Big>();                    // goes: confined
  auto b = std::make_shared<char>();
  auto c = std::make_shared<Aligned>();
  auto d = std::make_shared<Self>();
  auto e = std::make_shared<int[]>(n);
  auto f = std::make_shared<int[10]>();
  auto g = a;
  auto h = std::move(b);
  std::shared_ptr<Big> i(new Big);
  std::shared_ptr<Big> j(new Big, Deleter());
  std::shared_ptr<Big> k(std::make_unique<Big>());
  std::shared_ptr<Big> l;
  l.reset(new Big);
  std::shared_ptr<Big> m(nullptr);
  std::shared_ptr<Big> o(nullptr, Deleter());
  auto p = std::allocate_shared<Big>(std::allocator<Big>());
  std::weak_ptr<Big> q = a;
  auto r = q.lock();
  std::shared_ptr<char> s(a, a->bytes);
  std::shared_ptr<Base> t = std::make_shared<Derived>();
  auto u = std::static_pointer_cast<Derived>(t);
  auto v = d->shared_from_this();
  auto w = std::make_shared<std::vector<int>>(n);
  auto x = std::make_shared<std::vector<int>>();
}
std::unique_ptr<Big> uniqueOut() { return std::make_unique<Big>(); } // goes: {result}
std::shared_ptr<Big> sharedOut() { return std::make_shared<Big>(); } // goes: {result}
void sharedKept() { global = std::make_shared<Big>(); } // goes: {static global}
void take(std::unique_ptr<Big>) {}
void keep(std::shared_ptr<Big> big) { global = big; }
void handed() {
  take(std::make_unique<Big>()); // goes: confined
  keep(std::make_shared<Big>()); // goes: {static global}
}

void *mallocOut() { return std::malloc(16); } // goes: {result}
void mallocs(std::size_t n) {
  std::free(std::malloc(24));                          // goes: confined
  std::free(std::malloc(n));                           // goes: confined
  std::free(std::calloc(4, 8));
  std::free(std::calloc(n, 2));
  void *grown = std::malloc(10);
  grown = std::realloc(grown, 200);
  grown = std::realloc(grown, n * 3);
  std::free(grown);
  std::free(std::realloc(nullptr, 40));
  std::free(std::aligned_alloc(64, 128));
  void *aligned = nullptr;
  if (posix_memalign(&aligned, 64, 256) == 0)
    std::free(aligned);
  std::free(memalign(32, 96));
  std::free(reallocarray(nullptr, 3, 7));
  auto *typed = static_cast<Big *>(std::malloc(sizeof(Big)));
  std::free(typed);
}
void texts(const char *name) {
  std::free(strdup("a literal"));
  std::free(strdup(name));
  std::free(strndup(name, 3));
  char *printed = nullptr;
  if (asprintf(&printed, "%s and %d", name, 42) > 0)
    std::free(printed);
  std::free(realpath("/", nullptr));
  char resolved[4096];
  realpath("/", resolved);
  std::free(getcwd(nullptr, 0));
  char *line = nullptr;
  std::size_t held = 0;
  FILE *file = std::fopen("/etc/passwd", "r");
  if (getline(&line, &held, file) > 0)
    std::free(line);
  std::fclose(file);
}
void resources(int n) {
  char buffer[1024];
  std::pmr::monotonic_buffer_resource arena(buffer, sizeof buffer);
  std::pmr::vector<int> inside(&arena);
  inside.resize(20);
  std::pmr::vector<int> outside(n);
  std::allocator<Big> allocator;
  Big *raw = allocator.allocate(3);
  allocator.deallocate(raw, 3);
}

int main(int argc, char **arguments) {
  unique(argc + 20);
  shared(argc + 20);
  uniqueOut();
  sharedOut();
  sharedKept();
  handed();
  Member member;
  member.fill();
  std::free(mallocOut());
  mallocs(argc + 30);
  texts(arguments[0]);
  resources(argc + 5);
}

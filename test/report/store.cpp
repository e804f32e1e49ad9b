// How values move: init, assign, owner-init, owner-release, move, aggregate element, constructor argument, member-init,
// element, inserted, range-for, structured binding, cast, library model.
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

struct Pair {
  int *a, *b;
};
struct View {
  const std::string &r;
  explicit View(const std::string &s) : r(s) {} // -m: this does not escape | leaking param: s to {this->r} level=0
  // -m -m: flow: {this->r} = s | r(s) (member-init) at store.cpp:14:41
};
struct Base {};
struct Derived : Base {};

int *init(int *p) { // -m: leaking param: p to {result} level=0
  // -m -m: flow: q = p | p (init) at store.cpp:22:8 | flow: {result} = q | q (return)
  int *q = p;
  return q;
}

int *assign(int *p) { // -m: leaking param: p to {result} level=0
  // -m -m: q = p (assign) at store.cpp:29:3 | q (return)
  int *q;
  q = p;
  return q;
}

int *overwritten(int *p, int *q) { // -m: p does not escape | leaking param: q to {result} level=0
  p = q;
  return p;
}

std::unique_ptr<int> ownerInit() {
  std::unique_ptr<int> p(new int(1)); // -m: new int(1) escapes to {result}; allocates 4 bytes
  // -m -m: (owner-init)
  return p;
}

int *ownerRelease() {
  auto p = std::make_unique<int>(1); // -m: std::make_unique<int>(1) escapes to {result}; allocates 4 bytes
  // -m -m: p.release() (owner-release)
  return p.release();
}

int ownerStays() {
  auto p = std::make_unique<int>(1); // -m: std::make_unique<int>(1) does not escape; allocates 4 bytes
  return *p;
}

std::unique_ptr<int> moved() {
  auto p = std::make_unique<int>(1); // -m: std::make_unique<int>(1) escapes to {result}; allocates 4 bytes
  // -m -m: (move)
  std::unique_ptr<int> q = std::move(p);
  return q;
}

Pair aggregate(int *a) { // -m: leaking param: a to {result} level=0
  // -m -m: a (aggregate element) at store.cpp:64:15
  return Pair{a, nullptr};
}

int *otherField(int *a, int *b) { // -m: a does not escape | leaking param: b to {result} level=0
  Pair p{a, b};
  return p.b;
}

View constructed(const std::string &s) { // -m: leaking param: s to {result} level=0
  // -m -m: View(s) (constructor argument) at store.cpp:74:10 | flow: {this->r} = s | r(s) (member-init) at store.cpp:14:41
  return View(s);
}

std::vector<int *> inserted() {
  int x = 1; // -m: x escapes: {result} outlives it
  // -m -m: v.push_back(&x) (inserted) at store.cpp:81:3 | v (return)
  std::vector<int *> v;
  v.push_back(&x);  // -m: v.push_back(&x) escapes to {result}; allocates (growth)
  return v;
}

int insertedStays() {
  int x = 1; // -m: x does not escape
  std::vector<int *> v;
  v.push_back(&x);  // -m: v.push_back(&x) does not escape; allocates (growth)
  return *v[0];
}

int *element(std::vector<int *> &v) { return v[0]; } // -m: leaking param: v to {result} level=2
// -m -m: v[0] (element) at store.cpp:92:46

int *rangeFor(std::vector<int> &v) { // -m: leaking param: v to {result} level=1
  // -m -m: (range-for)
  for (int &x : v)
    if (x)
      return &x;
  return nullptr;
}

int *structured(Pair p) { // -m: leaking param: p to {result} level=0
  // -m -m: (structured binding) | a (return)
  auto [a, b] = p;
  return a;
}

int *structuredReference() {
  std::pair<int, int> p{1, 2}; // -m: p escapes: {result} outlives it
  auto &[a, b] = p;
  return &a;
}

void *cast(int *p) { return static_cast<void *>(p); } // -m: leaking param: p to {result} level=0
// -m -m: static_cast<void *>(p) (cast)

Derived *down(Base *b) { return static_cast<Derived *>(b); } // -m: leaking param: b to {result} level=0
// -m -m: static_cast<Derived *>(b) (cast)

// escape-heap-confined: what never leaves its function could be a local. test/fix/ compiles and runs what is offered.
// plugin: checks=escape-heap-confined
#include <cstring>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

struct Big {
  explicit Big(int n = 0, int m = 0) : bytes{char(n), char(m)} {}
  int sum() const { return bytes[0] + bytes[1]; }
  char bytes[100];
};
struct Shape {
  virtual ~Shape() = default;
  virtual int area() const { return 0; }
};
struct Square final : Shape {
  int area() const override { return side * side; }
  int side = 1;
};
struct Pooled {
  void *operator new(std::size_t);
  void operator delete(void *);
  int n = 0;
};
struct Self : std::enable_shared_from_this<Self> {
  int n = 0;
};
struct Deleter {
  void operator()(Big *) const;
};
static int read(const Big &big) { return big.sum(); }
static void destroy(Big *big) { delete big; }
int unseen(const Big &big);
Big *global;

// ---- unique_ptr ----

int made(int n) {
  auto big = std::make_unique<Big>(n, 1); // expected-warning {{'std::make_unique<Big>(n, 1)' allocates 100 bytes for an object that never leaves the function: 'Big big(n, 1)' needs no allocation [escape-heap-confined]}}
  return big->sum() + read(*big) + big.get()->sum();
}
std::unique_ptr<Big> returned(int n) {
  auto big = std::make_unique<Big>(n, 1);
  big->bytes[0] = 2;
  return big;
}
void stored(int n) {
  auto big = std::make_unique<Big>(n);
  global = big.release();
}
int moved(int n) {
  auto big = std::make_unique<Big>(n, 1);
  auto other = std::move(big); // which of two it is in, only the owner tells
  return other->sum();
}
int swapped(int n) {
  auto big = std::make_unique<Big>(n), other = std::make_unique<Big>(1);
  big.swap(other);
  return big->sum();
}
int handed_to_code_that_is_not_seen(int n) {
  auto big = std::make_unique<Big>(n);
  return unseen(*big);
}
int wrapped() {
  std::unique_ptr<Big> big(new Big{1, 2}); // expected-warning {{'Big big{1, 2}' needs no allocation}}
  return big->sum();
}
int with_a_deleter() {
  std::unique_ptr<Big, Deleter> big(new Big(1));
  return big->sum();
}
int from_an_operator_new_of_its_own() {
  auto p = std::make_unique<Pooled>();
  return p->n;
}
int as_its_base() {
  std::unique_ptr<Shape> shape = std::make_unique<Square>(); // deleted and called through the base
  return shape->area();
}
int as_itself() {
  auto square = std::make_unique<Square>(); // expected-warning {{'Square square{}' needs no allocation}}
  return square->area();
}
int in_a_loop(int n) {
  int sum = 0;
  for (int i = 0; i < n; ++i) {
    auto big = std::make_unique<Big>(i); // expected-warning {{'std::make_unique<Big>(i)' allocates 100 bytes in every round of a loop for an object}}
    sum += big->sum();
  }
  return sum;
}
int captured_by_reference(int n) {
  auto big = std::make_unique<Big>(n); // expected-warning {{'Big big(n)' needs no allocation}}
  auto sum = [&] { return big->sum(); };
  return sum();
}
int captured_by_move(int n) {
  auto big = std::make_unique<Big>(n);
  auto sum = [mine = std::move(big)] { return mine->sum(); };
  return sum();
}
std::function<int()> leaves_in_a_closure(int n) {
  std::shared_ptr<Big> big = std::make_shared<Big>(n);
  return [big] { return big->sum(); };
}
template <class T> int in_a_template(T n) {
  auto big = std::make_unique<Big>(n); // expected-warning {{'Big big(n)' needs no allocation}}
  return big->sum();
}
int instance = in_a_template(1);

// ---- empty before or after ----

int reset_early(bool b) {
  auto big = std::make_unique<Big>(1); // expected-warning {{'std::make_unique<Big>(1)' allocates 100 bytes for an object that never leaves the function: a 'std::optional<Big>' needs no allocation}}
  int sum = big->sum();
  big.reset();
  return sum + b;
}
int set_again(int n) {
  auto big = std::make_unique<Big>(1); // expected-warning {{a 'std::optional<Big>' needs no allocation}}
  if (n)
    big = std::make_unique<Big>(2);
  return big->sum();
}
int array_reset_early() {
  auto values = std::make_unique<int[]>(4);
  values.reset();
  return 0;
}

// ---- plain pointers ----

int deleted(int n) {
  Big *big = new Big(n); // expected-warning {{'new Big(n)' allocates 100 bytes for an object that never leaves the function: 'Big big(n)' needs no allocation}}
  int sum = big->sum();
  delete big;
  return sum;
}
int deleted_elsewhere(int n) {
  Big *big = new Big(n);
  int sum = big->sum();
  destroy(big);
  return sum;
}
int deleted_on_one_way(int n) {
  Big *big = new Big(n);
  int sum = big->sum();
  if (n)
    delete big;
  return sum;
}
struct Registered {
  explicit Registered(int n); // may keep `this`
  ~Registered();
  int n = 0;
};
int made_by_code_that_is_not_seen(int n) {
  Registered *registered = new Registered(n);
  int sum = registered->n;
  delete registered;
  return sum;
}
int copied_pointer(int n) {
  Big *big = new Big(n);
  Big *same = big;
  int sum = same->sum();
  delete big;
  return sum;
}

// ---- arrays ----

int arrays(int n) {
  auto a = std::make_unique<int[]>(8); // expected-warning {{'std::make_unique<int[]>(8)' allocates 32 bytes for an object that never leaves the function: 'std::array<int, 8> a{}' needs no allocation}}
  char *b = new char[16]; // expected-warning {{'std::array<char, 16> b' needs no allocation}}
  std::memset(b, n, 16);
  a[2] = n;
  int sum = a[2] + b[1];
  delete[] b;
  return sum;
}
int array_of_a_length_not_known(int n) {
  auto a = std::make_unique<int[]>(n);
  a[0] = n;
  return a[0];
}
int array_that_just_fits() {
  auto a = std::make_unique<char[]>(64 << 10); // expected-warning {{allocates 65536 bytes}}
  a[0] = 1;
  return a[0];
}
int array_too_large() {
  auto a = std::make_unique<char[]>((64 << 10) + 1);
  a[0] = 1;
  return a[0];
}

// ---- vectors of a constant length ----

constexpr int Count = 5;
int vector(int n) {
  std::vector<int> v(Count); // expected-warning {{'std::vector<int>(Count)' allocates 20 bytes for an object that never leaves the function: 'std::array<int, Count> v{}' needs no allocation}}
  const std::vector<int> w{1, 2, 3}; // expected-warning {{'const std::array<int, 3> w{1, 2, 3}' needs no allocation}}
  v[0] = n;
  int sum = int(v.size());
  for (int x : w)
    sum += x;
  return sum + *v.begin();
}
int vector_grows(int n) {
  std::vector<int> v(Count);
  v.push_back(n);
  return v[5];
}
int vector_handed_over(int n) {
  std::vector<int> v(Count);
  auto sum = [](const std::vector<int> &all) { return all[0]; };
  return sum(v) + n;
}
std::vector<int> vector_returned() {
  std::vector<int> v(Count);
  v[0] = 1;
  return v;
}
int vector_of_bits() {
  std::vector<bool> v(Count);
  return v[0];
}

// ---- what others may keep ----

int filled(int n) {
  auto big = std::make_unique<Big>(n); // expected-warning {{never leaves the function}}
  std::function<void(Big *)> fill = [](Big *other) { other->bytes[0] = 2; };
  fill(big.get());
  return big->sum();
}
int given_to_a_callback(const std::function<void(Big *)> &fill, int n) {
  auto big = std::make_unique<Big>(n);
  fill(big.get());
  return big->sum();
}
struct Filler {
  std::function<void(Big *)> fill;
  int given_to_a_member(int n) {
    auto big = std::make_unique<Big>(n);
    fill(big.get());
    return big->sum();
  }
};
void unseen_pointers(Big **);
int given_in_an_array(int n) {
  auto big = std::make_unique<Big>(n);
  Big *all[] = {big.get()};
  unseen_pointers(all);
  return big->sum();
}
static int first(Big **all) { return all[0]->sum(); }
int read_in_an_array(int n) {
  auto big = std::make_unique<Big>(n); // expected-warning {{never leaves the function}}
  Big *all[] = {big.get()};
  return first(all);
}

// ---- shared_ptr that nobody shares ----

int shared_object(int n) {
  auto big = std::make_shared<Big>(n); // expected-warning {{'std::make_shared<Big>(n)' allocates 120 bytes for an object that never leaves the function: 'Big big(n)' needs no allocation}}
  return big->sum();
}
int shared_pointer(int n) {
  auto big = std::make_shared<Big>(1); // expected-warning {{'std::make_shared<Big>(1)' allocates 120 bytes for an object that nobody shares: a 'std::unique_ptr<Big>' needs no reference count}}
  if (n)
    big.reset();
  return big ? big->sum() : 0;
}
int shared(int n) {
  auto big = std::make_shared<Big>(n);
  auto other = big;
  return other->sum();
}
int shared_by_a_closure(int n) {
  auto big = std::make_shared<Big>(n);
  auto sum = [=] { return big->sum(); };
  return sum();
}
int shared_by_itself() {
  auto self = std::make_shared<Self>();
  return self->shared_from_this()->n;
}
int watched(int n) {
  auto big = std::make_shared<Big>(n);
  std::weak_ptr<Big> watch = big;
  return watch.lock()->sum();
}

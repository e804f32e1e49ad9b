// escape-annotation: what the body does contradicts noescape, lifetimebound or lifetime_capture_by of the declaration.
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#define NOESCAPE [[clang::noescape]]
#define BOUND [[clang::lifetimebound]]
#define CAPTURED_BY(...) [[clang::lifetime_capture_by(__VA_ARGS__)]]

int *kept;
thread_local int *kept_by_thread;
std::string_view kept_view;
std::function<void()> kept_callback;
void not_visible(int *p);

// ---- noescape: one function ----

void stored_in_a_static(int *p NOESCAPE) {
  kept = p; // expected-warning {{parameter 'p' is declared 'noescape', but is stored in static 'kept' [escape-annotation]}}
}
void not_promised(int *p) { kept = p; }
void only_read(int *p NOESCAPE) { ++*p; }
void value_stored(int *p NOESCAPE) {
  static int value;
  value = *p;
}
void taken_back(int *p NOESCAPE) {
  kept = p;
  ++*kept;
  kept = nullptr;
}
void taken_back_on_one_path(int *p NOESCAPE, bool b) {
  kept = p; // expected-warning {{parameter 'p' is declared 'noescape', but is stored in static 'kept' [escape-annotation]}}
  if (b)
    kept = nullptr;
}
void on_one_path(int *p NOESCAPE, bool b) {
  if (b)
    kept = p; // expected-warning {{parameter 'p' is declared 'noescape', but is stored in static 'kept' [escape-annotation]}}
}
void on_no_path(int *p NOESCAPE) {
  bool b = false;
  if (b)
    kept = p;
}
void by_thread(int *p NOESCAPE) {
  kept_by_thread = p; // expected-warning {{parameter 'p' is declared 'noescape', but is stored in thread-local 'kept_by_thread' [escape-annotation]}}
}
int *returned(int *p NOESCAPE) {
  return p + 1; // expected-warning {{parameter 'p' is declared 'noescape', but is returned [escape-annotation]}}
}
int returned_value(int *p NOESCAPE) { return p[1]; }
int *returned_other(int *p NOESCAPE, int *q) { return *p ? q : nullptr; }
int *what_it_points_to(int **p NOESCAPE) { return *p; }
void static_from_what_it_points_to(int **p NOESCAPE) { kept = *p; }
std::string_view of_an_owner(const std::string &s NOESCAPE) {
  return s; // expected-warning {{parameter 's' is declared 'noescape', but is returned [escape-annotation]}}
}
std::string copied_owner(const std::string &s NOESCAPE) { return s; }
std::string_view of_a_view(const std::string_view &s NOESCAPE) { return s; }
struct Pair {
  int first, second;
};
int *member_of(Pair &p NOESCAPE) {
  return &p.second; // expected-warning {{parameter 'p' is declared 'noescape', but is returned [escape-annotation]}}
}
void through_a_parameter(int &x NOESCAPE, std::vector<int *> &all) {
  all.push_back(&x); // expected-warning {{parameter 'x' is declared 'noescape', but is stored through parameter 'all' [escape-annotation]}}
}
void in_a_local_container(int &x NOESCAPE) {
  std::vector<int *> all;
  all.push_back(&x);
  ++*all.front();
}
std::function<void()> in_a_closure(int &x NOESCAPE) {
  return [&x] { ++x; }; // expected-warning {{parameter 'x' is declared 'noescape', but is returned [escape-annotation]}}
}
void in_a_local_closure(int &x NOESCAPE) {
  auto add = [&x] { ++x; };
  add();
}
void in_a_detached_thread(int &x NOESCAPE) {
  std::thread([&x] { ++x; }).detach(); // expected-warning {{parameter 'x' is declared 'noescape', but is handed to a task that goes on [escape-annotation]}}
}
void in_a_joined_thread(int &x NOESCAPE) {
  std::thread t([&x] { ++x; });
  t.join();
}
void thrown(int *p NOESCAPE) {
  throw p; // expected-warning {{parameter 'p' is declared 'noescape', but is thrown [escape-annotation]}}
}
void thrown_value(int *p NOESCAPE) { throw *p; }
void stored_in_itself(struct Ring *r NOESCAPE);
struct Ring {
  Ring *next;
};
void stored_in_itself(Ring *r NOESCAPE) { r->next = r; }
void not_known(int *p NOESCAPE) { not_visible(p); }

// ---- noescape: over two functions ----

void keep(int *p) { kept = p; }
void only_look(int *p) { ++*p; }
int *same(int *p) { return p; }
void over_a_call(int *p NOESCAPE) {
  keep(p); // expected-warning {{parameter 'p' is declared 'noescape', but is stored in static 'kept' [escape-annotation]}}
}
void over_a_harmless_call(int *p NOESCAPE) {
  only_look(p);
  only_look(same(p));
}
void keep_and_drop(int *p NOESCAPE) {
  keep(p);
  keep(nullptr);
}
int *over_a_result(int *p NOESCAPE) {
  return same(p); // expected-warning {{parameter 'p' is declared 'noescape', but is returned [escape-annotation]}}
}
void promised_too(int *p NOESCAPE);
void over_a_promise(int *p NOESCAPE) { promised_too(p); }
int *bound_to(int *p BOUND);
int *over_a_bound(int *p NOESCAPE) {
  return bound_to(p); // expected-warning {{parameter 'p' is declared 'noescape', but is returned [escape-annotation]}}
}
void captures(int *p CAPTURED_BY(global));
void over_a_capture(int *p NOESCAPE) {
  captures(p); // expected-warning {{parameter 'p' is declared 'noescape', but is stored in static 'lifetime_capture_by(global)' [escape-annotation]}}
}

// ---- noescape: classes, templates, overrides, redeclarations ----

struct Holder {
  int *p = nullptr;
  std::string_view view;
  Holder *next = nullptr;

  void set(int *q NOESCAPE) {
    p = q; // expected-warning {{parameter 'q' is declared 'noescape', but is stored in 'this->p' [escape-annotation]}}
  }
  void set_for_a_while(int *q NOESCAPE) {
    p = q;
    ++*p;
    p = nullptr;
  }
  void set_and_restore(int *q NOESCAPE) {
    struct Restore {
      Holder &holder;
      int *old;
      ~Restore() { holder.p = old; }
    } restore{*this, p};
    p = q;
    ++*p;
  }
  void over_a_method(int *q NOESCAPE) {
    set(q); // expected-warning {{parameter 'q' is declared 'noescape', but is stored in 'this->p' [escape-annotation]}}
  }
  Holder() = default;
  explicit Holder(int &x NOESCAPE)
      : p(&x) {} // expected-warning {{parameter 'x' is declared 'noescape', but is stored in 'this->p' [escape-annotation]}}
  explicit Holder(int &x NOESCAPE, int *q) : p(x ? q : nullptr) {}
};

template <class T> void in_a_template(T *p NOESCAPE) {
  static T *last;
  last = p; // expected-warning {{parameter 'p' is declared 'noescape', but is stored in static 'last' [escape-annotation]}}
}
template <class F> void call_in_a_template(F &&f NOESCAPE) { f(); }
void instantiate(int *p, double *d) {
  in_a_template(p);
  in_a_template(d);
  call_in_a_template([&] { ++*p; });
}

struct Sink {
  virtual void put(int *p NOESCAPE) = 0;
  virtual ~Sink();
};
struct KeepingSink : Sink {
  int *last = nullptr;
  void put(int *p) override {
    last = p; // expected-warning {{parameter 'p' is declared 'noescape', but is stored in 'this->last' [escape-annotation]}}
  }
};
struct CountingSink : Sink {
  int sum = 0;
  void put(int *p) override { sum += *p; }
};

void declared_before(int *p NOESCAPE);
void declared_before(int *p NOESCAPE) {
  kept = p; // expected-warning {{parameter 'p' is declared 'noescape', but is stored in static 'kept' [escape-annotation]}}
}
auto promising_lambda = [](int *p NOESCAPE) {
  kept = p; // expected-warning {{parameter 'p' is declared 'noescape', but is stored in static 'kept' [escape-annotation]}}
};
auto harmless_lambda = [](int *p NOESCAPE) { ++*p; };

// ---- lifetimebound that says too little ----

int *bound(int *p BOUND) { return p; }
int *bound_and_stored(int *p BOUND) {
  kept = p; // expected-warning {{parameter 'p' is declared only 'lifetimebound', but is stored in static 'kept' [escape-annotation]}}
  return p;
}
int *not_bound_and_stored(int *p) {
  kept = p;
  return p;
}
int *bound_and_stored_for_a_while(int *p BOUND) {
  kept = p;
  ++*kept;
  kept = nullptr;
  return p;
}
int *bound_and_stored_over_a_call(int *p BOUND) {
  keep(p); // expected-warning {{parameter 'p' is declared only 'lifetimebound', but is stored in static 'kept' [escape-annotation]}}
  return p;
}
int *bound_and_looked_at(int *p BOUND) {
  only_look(p);
  not_visible(p);
  return p;
}
std::string_view bound_owner(const std::string &s BOUND) {
  kept_view = s; // expected-warning {{parameter 's' is declared only 'lifetimebound', but is stored in static 'kept_view' [escape-annotation]}}
  return s;
}
std::string_view bound_view(std::string_view v BOUND) {
  kept_view = v; // expected-warning {{parameter 'v' is declared only 'lifetimebound', but is stored in static 'kept_view' [escape-annotation]}}
  return v.substr(1);
}
std::string bound_copy;
std::string_view bound_copied(const std::string &s BOUND) {
  bound_copy = s;
  return s;
}
int *declared_bound(int *p BOUND);
int *declared_bound(int *p) {
  kept = p; // expected-warning {{parameter 'p' is declared only 'lifetimebound', but is stored in static 'kept' [escape-annotation]}}
  return p;
}
int *bound_and_captured(int *p BOUND CAPTURED_BY(global)) {
  kept = p;
  return p;
}

struct Chain {
  int *p = nullptr;
  std::vector<int *> all;

  int *set(int *q BOUND) {
    p = q; // expected-warning {{parameter 'q' is declared only 'lifetimebound', but is stored in 'this->p' [escape-annotation]}}
    return q;
  }
  int *set_and_say_so(int *q BOUND CAPTURED_BY(this)) {
    p = q;
    return q;
  }
  Chain &set_and_go_on(int *q BOUND) { // the result refers to what refers to *q
    p = q;
    return *this;
  }
  Chain &operator+=(int &x BOUND) {
    all.push_back(&x);
    return *this;
  }
  Chain() = default;
  Chain(int &x BOUND) : p(&x) {}
  Chain(int *q BOUND, int) : p(q) {
    kept = q; // expected-warning {{parameter 'q' is declared only 'lifetimebound', but is stored in static 'kept' [escape-annotation]}}
  }
  Chain(int *q BOUND, Chain &other) : p(q) {
    other.p = q; // expected-warning {{parameter 'q' is declared only 'lifetimebound', but is stored through parameter 'other' [escape-annotation]}}
  }

  static Chain *last;
  Chain &me() BOUND { return *this; }
  Chain &me_and_last() BOUND {
    last = this; // expected-warning {{'*this' is declared only 'lifetimebound', but is stored in static 'last' [escape-annotation]}}
    return *this;
  }
};

template <class T> T *bound_template(T *p BOUND) {
  static T *last;
  last = p; // expected-warning {{parameter 'p' is declared only 'lifetimebound', but is stored in static 'last' [escape-annotation]}}
  return p;
}
int *use_bound_template(int *p) { return bound_template(p); }

struct Interned {
  virtual std::string_view intern(const std::string &s BOUND);
  virtual ~Interned();
};
struct KeepingInterned : Interned {
  std::string_view last;
  std::string_view intern(const std::string &s) override {
    last = s; // expected-warning {{parameter 's' is declared only 'lifetimebound', but is stored in 'this->last' [escape-annotation]}}
    return s;
  }
};

// ---- lifetimebound that the body contradicts ----

int some;
int *wrong_parameter(int *a, int *b BOUND) { // expected-warning {{parameter 'b' is declared 'lifetimebound', but the result never refers to it [escape-annotation]}}
  return *b ? a : nullptr;
}
int *right_parameter(int *a BOUND, int *b) { return *b ? a : nullptr; }
int *either(int *a BOUND, int *b BOUND, bool c) { return c ? a : b; }
int *a_static(int *p BOUND) { // expected-warning {{parameter 'p' is declared 'lifetimebound', but the result never refers to it [escape-annotation]}}
  ++*p;
  return &some;
}
int *one_of_two(int *a BOUND, int *b BOUND) { return *b ? a : nullptr; }
int *sometimes_a_static(int *p BOUND) { return *p ? p : &some; }
int *over_a_call_to_a_static(int *p BOUND) { // expected-warning {{parameter 'p' is declared 'lifetimebound', but the result never refers to it [escape-annotation]}}
  int *q = a_static(p);
  return q;
}
int *not_visible_result(int *p);
int *result_not_known(int *p BOUND) { return not_visible_result(p); }
int *a_stub(int *p BOUND) { return nullptr; }
std::string_view an_empty_view(const std::string &s BOUND) { return {}; }
const char *unnamed(BOUND const char *, const char *text) { return text; }
struct Lock {
  int state;
  ~Lock();
};
int &guarded(const Lock &lock BOUND) { return some; } // as long as the lock is held
struct Entry {
  int index;
  int &value() BOUND { return table[index]; } // as long as the entry is
  static int table[10];
};
struct Reference {
  const int *p;
  long size = 1;
  Reference(const int &x BOUND) : p(&x) {}
  Reference(const int &x BOUND, const int &y) // expected-warning {{parameter 'x' is declared 'lifetimebound', but the result never refers to it [escape-annotation]}}
      : p(&y) {}
  Reference(const int *begin BOUND, const int *end BOUND) : p(begin), size(end - begin) {}
  Reference other(const Reference &r BOUND) const { return r; }
  const int *get() const BOUND { return p; }
};
struct Data {
  std::vector<int> numbers;
  int *own() BOUND { return &numbers[0]; }
  int *given(int *p) BOUND { // expected-warning {{'*this' is declared 'lifetimebound', but the result never refers to it [escape-annotation]}}
    return p;
  }
  virtual int *given_here(int *p) BOUND { return p; }
  virtual ~Data();
};
template <class T> T *wrong_in_a_template(T *a, T *b BOUND) {
  if constexpr (sizeof(T) == 1)
    return b;
  return a;
}
int *use_wrong_in_a_template(int *a, int *b) { return wrong_in_a_template(a, b); }

// ---- lifetime_capture_by ----

struct Set {
  int *p = nullptr;
  std::vector<std::string_view> views;

  void add(int *q CAPTURED_BY(this)) { p = q; }
  void add_view(const std::string &s CAPTURED_BY(this)) { views.push_back(s); }
  void add_to(Set &other, int *q CAPTURED_BY(other)) { other.p = q; }
  void add_here(Set &other, int *q CAPTURED_BY(other)) {
    p = q; // expected-warning {{parameter 'q' is declared only 'lifetime_capture_by(other)', but is stored in 'this->p' [escape-annotation]}}
  }
  void add_to_both(Set &other, int *q CAPTURED_BY(other)) {
    other.p = q;
    p = q; // expected-warning {{parameter 'q' is declared only 'lifetime_capture_by(other)', but is stored in 'this->p' [escape-annotation]}}
  }
  void add_to_both_and_say_so(Set &other, int *q CAPTURED_BY(this, other)) {
    other.p = q;
    p = q;
  }
  void add_over_a_call(Set &other, int *q CAPTURED_BY(this)) {
    other.add(q); // expected-warning {{parameter 'q' is declared only 'lifetime_capture_by(this)', but is stored through parameter 'other' [escape-annotation]}}
  }
  void add_anywhere(Set &other, int *q CAPTURED_BY(unknown)) { other.p = p = kept = q; }
  void add_to_a_static(int *q CAPTURED_BY(this)) {
    kept = q; // expected-warning {{parameter 'q' is declared only 'lifetime_capture_by(this)', but is stored in static 'kept' [escape-annotation]}}
  }
  int *add_and_return(int *q CAPTURED_BY(this)) { return p = q; }
  void add_the_other(int *q CAPTURED_BY(this), int *r) { // expected-warning {{parameter 'q' is declared 'lifetime_capture_by(this)', but is never captured there [escape-annotation]}}
    p = *q ? r : nullptr;
  }
  void add_one(int *q CAPTURED_BY(this), int *r CAPTURED_BY(this)) { p = *q ? r : nullptr; }
  void add_nothing(int *q CAPTURED_BY(this)) {}
  Set() = default;
  Set(Set &other, int &x CAPTURED_BY(other)) {
    p = &x; // expected-warning {{parameter 'x' is declared only 'lifetime_capture_by(other)', but is stored in 'this->p' [escape-annotation]}}
  }
  Set(Set &other, int *q CAPTURED_BY(other, this)) {
    p = q;
    other.p = q;
  }
};
void insert(Set &set, int *q CAPTURED_BY(set)) { set.add(q); }
void insert_elsewhere(Set &set, Set &other, int *q CAPTURED_BY(set)) {
  other.add(q); // expected-warning {{parameter 'q' is declared only 'lifetime_capture_by(set)', but is stored through parameter 'other' [escape-annotation]}}
}
template <class T> void insert_template(std::vector<T *> &all, T &x CAPTURED_BY(all)) {
  static T *last;
  all.push_back(&x);
  last = &x; // expected-warning {{parameter 'x' is declared only 'lifetime_capture_by(all)', but is stored in static 'last' [escape-annotation]}}
}
void use_insert_template(std::vector<int *> &all, int &x) { insert_template(all, x); }

// ---- views and owners of the user's ----

struct [[gsl::Owner(int)]] Buffer {
  int *data;
  ~Buffer();
};
struct [[gsl::Pointer(int)]] View {
  View(const Buffer &b NOESCAPE);
  View();
};
View view_of_an_owner(const Buffer &b NOESCAPE) {
  return b; // expected-warning {{parameter 'b' is declared 'noescape', but is returned [escape-annotation]}}
}
int view_used_here(const Buffer &b NOESCAPE) {
  View view = b;
  return sizeof view;
}
View wrong_view(const Buffer &a, const Buffer &b BOUND) { // expected-warning {{parameter 'b' is declared 'lifetimebound', but the result never refers to it [escape-annotation]}}
  return a;
}
View right_view(const Buffer &a BOUND, const Buffer &b) { return a; }

// ---- where the attribute may stand ----

struct Registry {
  Registry *last = nullptr;
  int *p = nullptr;
  void enter(Registry &r) [[clang::lifetime_capture_by(r)]] { r.last = this; }
  void enter_elsewhere(Registry &r, Registry &other) [[clang::lifetime_capture_by(r)]] {
    other.last = this; // expected-warning {{'*this' is declared only 'lifetime_capture_by(r)', but is stored through parameter 'other' [escape-annotation]}}
  }
  static void put(Registry &r, int *q CAPTURED_BY(r)) { r.p = q; }
  static void put_elsewhere(Registry &r, Registry &other, int *q CAPTURED_BY(r)) {
    other.p = q; // expected-warning {{parameter 'q' is declared only 'lifetime_capture_by(r)', but is stored through parameter 'other' [escape-annotation]}}
  }
};
template <class T> struct Slot {
  T *p = nullptr;
  void set(T &x CAPTURED_BY(this));
  void set_and_keep(T &x CAPTURED_BY(this));
  T &get(T &x BOUND);
};
template <class T> void Slot<T>::set(T &x) { p = &x; }
template <class T> void Slot<T>::set_and_keep(T &x) {
  p = &x;
  kept = &x; // expected-warning {{parameter 'x' is declared only 'lifetime_capture_by(this)', but is stored in static 'kept' [escape-annotation]}}
}
template <class T> T &Slot<T>::get(T &x) {
  p = &x; // expected-warning {{parameter 'x' is declared only 'lifetimebound', but is stored in 'this->p' [escape-annotation]}}
  return x;
}
void use_slot(Slot<int> &slot, int &x) {
  slot.set(x);
  slot.set_and_keep(x);
  slot.get(x);
}
struct Shape {
  int *area = nullptr;
  virtual int *get() BOUND = 0;
  virtual ~Shape();
};
Shape *shape;
struct Circle : Shape {
  int *get() override {
    shape = this; // expected-warning {{'*this' is declared only 'lifetimebound', but is stored in static 'shape' [escape-annotation]}}
    return area;
  }
};
struct Square : Shape {
  int *get() override { return area; }
};

// What attributes on declarations without bodies say: parts of objects, views by contract, captures.
#include <string>
#include <string_view>

void read(const void *);
std::string make();

// ---- the argument itself, or what it owns ----

const std::string &same(const std::string &s [[clang::lifetimebound]]);
std::string_view view_of(const std::string &s [[clang::lifetimebound]]);

std::string_view view_of_the_same() {
  return same(make()); // expected-warning {{reference to temporary 'make()' is returned: 'make()' ends with the full-expression [escape-return]}}
}
std::string_view view_of_the_same_given(const std::string &s) { return same(s); }
std::string copy_of_the_same() { return same(make()); }

// ---- a part inside an object nobody shows ----

template <typename T> class Maybe {
public:
  Maybe();
  Maybe(const Maybe &);
  ~Maybe();
  const T &get() const [[clang::lifetimebound]];
  const T *operator->() const [[clang::lifetimebound]];
  const T &elsewhere() const;
};
struct Named {
  std::string_view name;
  std::string own;
};
Maybe<std::string> find();
Maybe<Named> named();

std::string_view view_of_a_part(Maybe<std::string> m) {
  return m.get(); // expected-warning {{view of parameter 'm' is returned: 'm' ends with the function [escape-return]}}
}
std::string_view view_that_is_a_part(Maybe<std::string_view> m) { return m.get(); }
std::string_view view_in_a_part(Maybe<Named> m) { return m->name; }
std::string_view view_of_an_owner_in_a_part(Maybe<Named> m) {
  return m->own; // expected-warning {{view of parameter 'm' is returned: 'm' ends with the function [escape-return]}}
}
std::string_view no_contract(Maybe<std::string> m) { return m.elsewhere(); }
std::string copy_of_a_part(Maybe<std::string> m) { return m.get(); }
Maybe<std::string> copy_of_the_whole(Maybe<std::string> m) { return m; }

// ---- an owner of owners ----

template <typename T> struct [[gsl::Owner]] Box {
  Box();
  Box(const Box &);
  ~Box();
  const T &value() const [[clang::lifetimebound]];
};
std::string_view view_of_an_owned_owner(Box<std::string> b) {
  return b.value(); // expected-warning {{view of parameter 'b' is returned: 'b' ends with the function [escape-return]}}
}
std::string_view owned_view(Box<std::string_view> b) { return b.value(); }

// ---- a class that holds an address by contract ----

class Watcher {
public:
  Watcher();
  explicit Watcher(const int &n [[clang::lifetimebound]]);
  void watch(const int &n [[clang::lifetime_capture_by(this)]]);
  int read() const;
};
Watcher watcher_of_a_local() {
  int n = 1;
  return Watcher(n); // expected-warning {{reference to local 'n' is returned: 'n' ends with the function [escape-return]}}
}
Watcher watcher_of_a_parameter(const int &n) { return Watcher(n); }
Watcher watcher_that_was_told() {
  Watcher w;
  int n = 1;
  w.watch(n);
  return w; // expected-warning {{reference to local 'n' is returned: 'n' ends with the function [escape-return]}}
}
int watcher_that_stays() {
  int n = 1;
  Watcher w(n);
  return w.read();
}

struct Word {
  explicit Word(const std::string &s [[clang::lifetimebound]]);
};
void heap_object_nobody_can_come_by() {
  new Word(make()); // expected-warning {{reference to temporary 'make()' is stored in an object on the heap: 'make()' ends with the full-expression [escape-member]}}
}
void heap_object_of_a_variable() {
  static std::string s = make();
  new Word(s);
}

// ---- captures ----

struct Registry {
} registry;
struct Listener {
  void listen(Registry &r) [[clang::lifetime_capture_by(r)]];
  void forget(Registry &r);
};
struct Event {
  const int &level;
};
void keep(Registry &r, const int &n [[clang::lifetime_capture_by(r)]]);
void keep(Event e [[clang::lifetime_capture_by(r)]], Registry &r);

void listener_goes_first() {
  Listener l;
  l.listen(registry); // expected-warning {{address of local 'l' is stored in static 'registry': 'l' ends with the function [escape-static]}}
}
void listener_only_forgets() {
  Listener l;
  l.forget(registry);
}
void first_of_a_function_is_no_this() {
  int n = 1;
  keep(registry, n); // expected-warning {{reference to local 'n' is stored in static 'registry': 'n' ends with the function [escape-static]}}
}
void what_an_event_holds() {
  int n = 1;
  keep(Event{n}, registry); // expected-warning {{address of local 'n' is stored in static 'registry': 'n' ends with the function [escape-static]}}
}
void what_an_event_was_given(const int &n) { keep(Event{n}, registry); }

// ---- the frame is gone when a tail call runs ----

int tail(int *p);
int tail_with_a_local(int *given) {
  int n = 1;
  [[clang::musttail]] return tail(&n); // expected-warning {{the value used here holds the address of local 'n' and is used after the scope of 'n' ended [escape-scope]}}
}
int tail_with_what_was_given(int *given) { [[clang::musttail]] return tail(given); }
int no_tail_call(int *given) {
  int n = 1;
  return tail(&n);
}

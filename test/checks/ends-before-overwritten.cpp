// What held it is overwritten or reset before it ends, or is not.
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

int *global;
int *other_global;
std::string_view global_view;
std::function<int()> global_callback;
std::unique_ptr<int *> global_owner;
std::optional<int *> global_optional;
std::vector<int *> global_list;
int static_number;

// ---- overwritten: one function ----

void global_overwritten() {
  int x = 1;
  global = &x;
  global = &static_number;
}
void global_overwritten_before() {
  int x = 1;
  global = &static_number;
  global = &x; // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
}
void another_global_overwritten() {
  int x = 1;
  global = &x; // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
  other_global = &static_number;
}
void global_overwritten_by_another_local() {
  int x = 1;
  int y = 2;
  global = &x;
  global = &y; // expected-warning {{address of local 'y' is stored in static 'global': 'y' ends with the function [escape-static]}}
}
void out_parameter_overwritten(int **out) {
  int x = 1;
  *out = &x;
  *out = &static_number;
}
void out_parameter_overwritten_through_a_copy(int **out) {
  int x = 1;
  int **same = out;
  *out = &x;
  *same = &static_number;
}
void another_out_parameter_overwritten(int **out, int **other) {
  int x = 1;
  *out = &x; // expected-warning {{address of local 'x' is stored through parameter 'out': 'x' ends with the function [escape-param]}}
  *other = &static_number;
}
void overwritten_on_both_ways(bool b) {
  int x = 1;
  global = &x;
  if (b)
    global = &static_number;
  else
    global = nullptr;
}
void overwritten_on_one_way(bool b) {
  int x = 1;
  global = &x; // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
  if (b)
    global = &static_number;
}
void overwritten_in_a_loop_that_may_not_run(int n) {
  int x = 1;
  global = &x; // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
  for (int i = 0; i < n; ++i)
    global = &static_number;
}
void overwritten_in_a_loop_that_runs(int n) {
  int x = 1;
  global = &x;
  do
    global = &static_number;
  while (--n > 0);
}

// ---- overwritten: two functions ----

void set_global(int *p) { global = p; }
void set_other(int *p) { other_global = p; }
void put(int **where, int *p) { *where = p; }
void overwritten_by_a_function() {
  int x = 1;
  set_global(&x);
  set_global(&static_number);
}
void set_by_a_function_overwritten_here() {
  int x = 1;
  set_global(&x);
  global = &static_number;
}
void another_overwritten_by_a_function() {
  int x = 1;
  set_global(&x); // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
  set_other(&static_number);
}
void out_overwritten_by_a_function(int **out) {
  int x = 1;
  put(out, &x);
  put(out, &static_number);
}
void another_out_overwritten_by_a_function(int **out, int **other) {
  int x = 1;
  put(out, &x); // expected-warning {{address of local 'x' is stored through parameter 'out': 'x' ends with the function [escape-param]}}
  put(other, &static_number);
}
void set_global_if(bool b, int *p) {
  if (b)
    global = p;
}
void perhaps_overwritten_by_a_function(bool b) {
  int x = 1;
  set_global(&x); // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
  set_global_if(b, &static_number);
}

// ---- overwritten: a class ----

struct Holder {
  int *p = nullptr;
  int *q = nullptr;
  void set(int *value) { p = value; }
  void set_other(int *value) { q = value; }
  void member_overwritten() {
    int x = 1;
    p = &x;
    p = &static_number;
  }
  void member_overwritten_by_a_method() {
    int x = 1;
    set(&x);
    set(&static_number);
  }
  void another_member_overwritten() {
    int x = 1;
    p = &x; // expected-warning {{address of local 'x' is stored in 'this->p': 'x' ends with the function [escape-member]}}
    q = &static_number;
  }
  void another_member_overwritten_by_a_method() {
    int x = 1;
    set(&x); // expected-warning {{address of local 'x' is stored in 'this->p': 'x' ends with the function [escape-member]}}
    set_other(&static_number);
  }
};
void whole_object_overwritten(Holder &holder) {
  int x = 1;
  holder.p = &x;
  holder = Holder();
}
void whole_object_overwritten_before(Holder &holder) {
  int x = 1;
  holder = Holder();
  holder.p = &x; // expected-warning {{address of local 'x' is stored in a member reached through parameter 'holder': 'x' ends with the function [escape-member]}}
}
struct Saved : Holder {
  void overwritten_in_a_derived_class() {
    int x = 1;
    p = &x;
    Holder::set(nullptr);
  }
  void overwritten_in_another_object(Saved &other) {
    int x = 1;
    p = &x; // expected-warning {{address of local 'x' is stored in 'this->p': 'x' ends with the function [escape-member]}}
    other.set(nullptr);
  }
};

// ---- reset: one function ----

void pointer_reset() {
  int x = 1;
  global = &x;
  global = nullptr;
}
void pointer_reset_before() {
  int x = 1;
  global = nullptr;
  global = &x; // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
}
void view_reset() {
  std::string s = "text";
  global_view = s;
  global_view = {};
}
void view_shortened_only() {
  std::string s = "text";
  global_view = s; // expected-warning {{view of local 's' is stored in static 'global_view': 's' ends with the function [escape-static]}}
  global_view.remove_prefix(1);
}
void callback_reset() {
  int x = 1;
  global_callback = [&] { return x; };
  global_callback = nullptr;
}
void callback_only_called() {
  int x = 1;
  global_callback = [&] { return x; }; // expected-warning {{local 'x' is captured by reference in a closure that is stored in static 'global_callback': 'x' ends with the function [escape-capture]}}
  (void)global_callback();
}
void owner_of_it_reset() {
  int x = 1;
  global_owner = std::make_unique<int *>(&x);
  global_owner.reset();
}
void owner_of_it_not_reset() {
  int x = 1;
  global_owner = std::make_unique<int *>(&x); // expected-warning {{address of local 'x' is stored in static 'global_owner': 'x' ends with the function [escape-static]}}
}
void optional_of_it_reset() {
  int x = 1;
  global_optional = &x;
  global_optional = std::nullopt;
}
void optional_of_it_only_asked() {
  int x = 1;
  global_optional = &x; // expected-warning {{address of local 'x' is stored in static 'global_optional': 'x' ends with the function [escape-static]}}
  (void)global_optional.has_value();
}

// ---- reset: two functions ----

void forget() { global = nullptr; }
void forget_through(int **where) { *where = nullptr; }
void forget_view(std::string_view &view) { view = std::string_view(); }
void look() { (void)*global; }
void reset_by_a_function() {
  int x = 1;
  global = &x;
  forget();
}
void only_looked_at_by_a_function() {
  int x = 1;
  global = &x; // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
  look();
}
void reset_through_its_address() {
  int x = 1;
  global = &x;
  forget_through(&global);
}
void another_reset_through_its_address() {
  int x = 1;
  global = &x; // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
  forget_through(&other_global);
}
void view_reset_by_a_function() {
  std::string s = "text";
  global_view = s;
  forget_view(global_view);
}
void copy_of_view_reset_by_a_function() {
  std::string s = "text";
  global_view = s; // expected-warning {{view of local 's' is stored in static 'global_view': 's' ends with the function [escape-static]}}
  std::string_view copy = global_view;
  forget_view(copy);
}
void finish() {
  forget();
  look();
}
void reset_two_calls_down() {
  int x = 1;
  set_global(&x);
  finish();
}
void forget_if(bool b) {
  if (b)
    forget();
}
void perhaps_reset_two_calls_down(bool b) {
  int x = 1;
  set_global(&x); // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
  forget_if(b);
}

// ---- reset: a class ----

struct Session {
  const int *data = nullptr;
  std::function<void()> on_end;
  void open(const int *d) { data = d; }
  void close() { data = nullptr; }
  int read() const { return *data; }
  int opened_and_closed() {
    int x = 1;
    open(&x);
    int r = read();
    close();
    return r;
  }
  int opened_and_read() {
    int x = 1;
    open(&x); // expected-warning {{address of local 'x' is stored in 'this->data': 'x' ends with the function [escape-member]}}
    return read();
  }
  void callback_cleared() {
    int x = 1;
    on_end = [&x] { ++x; };
    on_end();
    on_end = {};
  }
  void callback_kept() {
    int x = 1;
    on_end = [&x] { ++x; }; // expected-warning {{local 'x' is captured by reference in a closure that is stored in 'this->on_end': 'x' ends with the function [escape-capture]}}
    on_end();
  }
};
int session_of_a_parameter_closed(Session &session) {
  int x = 1;
  session.open(&x);
  int r = session.read();
  session.close();
  return r;
}
int session_of_a_parameter_left_open(Session &session) {
  int x = 1;
  session.open(&x); // expected-warning {{address of local 'x' is stored in a member reached through parameter 'session': 'x' ends with the function [escape-member]}}
  return session.read();
}
struct SessionUser {
  Session session;
  Session spare;
  void closed_two_deep() {
    int x = 1;
    session.open(&x);
    session.close();
  }
  void the_wrong_one_closed() {
    int x = 1;
    session.open(&x); // expected-warning {{address of local 'x' is stored in 'this->session': 'x' ends with the function [escape-member]}}
    spare.close();
  }
};

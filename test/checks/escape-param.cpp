// escape-param: stored through an out-parameter.
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

// ---- one function ----

void through_a_pointer(int **out) {
  int x = 1;
  *out = &x; // expected-warning {{address of local 'x' is stored through parameter 'out': 'x' ends with the function [escape-param]}}
}
void through_a_reference(int *&out) {
  int x = 1;
  out = &x; // expected-warning {{address of local 'x' is stored through parameter 'out': 'x' ends with the function [escape-param]}}
}
void to_a_value_parameter(int *out) {
  int x = 1;
  out = &x;
}
void value_through_a_pointer(int *out) {
  int x = 1;
  *out = x;
}
void from_another_parameter(int **out, int *in) { *out = in; }
void of_a_value_parameter(int **out, int in) {
  *out = &in; // expected-warning {{address of parameter 'in' is stored through parameter 'out': 'in' ends with the function [escape-param]}}
}
void through_an_array(int *out[], int i) {
  int x = 1;
  out[i] = &x; // expected-warning {{address of local 'x' is stored through parameter 'out': 'x' ends with the function [escape-param]}}
}
void through_two_pointers(int ***out) {
  int x = 1;
  **out = &x; // expected-warning {{address of local 'x' is stored through parameter 'out': 'x' ends with the function [escape-param]}}
}
void reset_before_the_end(int **out) {
  int x = 1;
  *out = &x;
  *out = nullptr;
}
void reset_on_one_path(int **out, bool b) {
  int x = 1;
  *out = &x; // expected-warning {{address of local 'x' is stored through parameter 'out': 'x' ends with the function [escape-param]}}
  if (b)
    *out = nullptr;
}
void only_when_given(int **out) {
  int x = 1;
  if (out)
    *out = &x; // expected-warning {{address of local 'x' is stored through parameter 'out': 'x' ends with the function [escape-param]}}
}
bool wrong_when_it_fails(int **out, bool ok) {
  int x = 1;
  *out = &x; // expected-warning {{address of local 'x' is stored through parameter 'out': 'x' ends with the function [escape-param]}}
  if (!ok)
    return false;
  *out = nullptr;
  return true;
}
void to_a_local_first(int **out) {
  int x = 1;
  int *p = &x;
  int *q = p + 0;
  *out = q; // expected-warning {{address of local 'x' is stored through parameter 'out': 'x' ends with the function [escape-param]}}
}
void to_a_local_only(int **out) {
  int x = 1;
  int *p = &x;
  int **local = &p;
  *local = &x;
  *out = nullptr;
}
void through_a_local_pointer_to_it(int *&out) {
  int x = 1;
  int **where = &out;
  *where = &x; // expected-warning {{address of local 'x' is stored through parameter 'out': 'x' ends with the function [escape-param]}}
}
void character_pointer(const char **end) {
  char buffer[8] = "text";
  *end = buffer + 4; // expected-warning {{address of local 'buffer' is stored through parameter 'end': 'buffer' ends with the function [escape-param]}}
}

// ---- two functions ----

void put(int **out, int *in) { *out = in; }
void put_null(int **out) { *out = nullptr; }
int *pass(int *p) { return p; }
void by_a_function(int **out) {
  int x = 1;
  put(out, &x); // expected-warning {{address of local 'x' is stored through parameter 'out': 'x' ends with the function [escape-param]}}
}
void by_a_function_to_a_local() {
  int x = 1;
  int *local = nullptr;
  put(&local, &x);
}
void put_and_reset(int **out) {
  int x = 1;
  put(out, &x);
  put_null(out);
}
void from_a_function(int **out) {
  int x = 1;
  *out = pass(&x); // expected-warning {{address of local 'x' is stored through parameter 'out': 'x' ends with the function [escape-param]}}
}
void recursively(int **out, int *in, int n) {
  if (n == 0)
    *out = in;
  else
    recursively(out, in, n - 1);
}
void by_recursion(int **out) {
  int x = 1;
  recursively(out, &x, 3); // expected-warning {{address of local 'x' is stored through parameter 'out': 'x' ends with the function [escape-param]}}
}
template <class T> void put_any(T *&out, T &in) { out = &in; }
void by_a_template(int *&out) {
  int x = 1;
  put_any(out, x); // expected-warning {{reference to local 'x' is stored through parameter 'out': 'x' ends with the function [escape-param]}}
}
void by_a_template_from_parameter(int *&out, int &in) { put_any(out, in); }
void by_a_lambda(int *&out) {
  int x = 1;
  auto set = [&out](int *p) { out = p; };
  set(&x); // expected-warning {{address of local 'x' is stored through parameter 'out': 'x' ends with the function [escape-param]}}
}
void by_a_lambda_to_its_copy(int *out) {
  int x = 1;
  auto set = [out](int *p) mutable { out = p; };
  set(&x);
}
template <class T> void once_a_line(T **out, T value) {
  *out = &value; // expected-warning {{address of parameter 'value' is stored through parameter 'out': 'value' ends with the function [escape-param]}}
}
void instantiate() {
  int *i = nullptr;
  long *l = nullptr;
  once_a_line(&i, 1);
  once_a_line(&l, 2L);
}

// ---- over a class ----

struct Cursor {
  int *p = nullptr;
  void store(int **out) const { *out = p; }
};
void from_a_method(int **out) {
  int x = 1;
  Cursor c{&x};
  c.store(out); // expected-warning {{address of local 'x' is stored through parameter 'out': 'x' ends with the function [escape-param]}}
}
void from_a_method_of_parameter(int **out, const Cursor &c) { c.store(out); }
struct Local {
  int value = 1;
  void store(int **out) { *out = &value; }
};
void own_member_of_a_local(int **out) {
  Local l;
  l.store(out); // expected-warning {{address of local 'l' is stored through parameter 'out': 'l' ends with the function [escape-param]}}
}
void own_member_of_a_parameter(int **out, Local &l) { l.store(out); }
struct Out {
  int *&slot;
  Out &operator=(int *p) {
    slot = p;
    return *this;
  }
};
void by_an_operator(int *&slot) {
  int x = 1;
  Out out{slot};
  out = &x; // expected-warning {{address of local 'x' is stored through parameter 'slot': 'x' ends with the function [escape-param]}}
}
struct AtTheEnd {
  int *&slot;
  int *what;
  ~AtTheEnd() { slot = what; }
};
void by_a_destructor(int *&slot) {
  int x = 1;
  AtTheEnd at{slot, &x};
} // expected-warning {{address of local 'x' is stored through parameter 'slot': 'x' ends with the function [escape-param]}}
void by_a_destructor_to_a_local() {
  int x = 1;
  int *slot = nullptr;
  AtTheEnd at{slot, &x};
}

// ---- the library ----

void view(std::string_view &out) {
  std::string s = "text";
  out = s; // expected-warning {{view of local 's' is stored through parameter 'out': 's' ends with the function [escape-param]}}
}
void view_of_parameter(std::string_view &out, const std::string &s) { out = s; }
void string(std::string &out) {
  std::string s = "text";
  out = s;
}
void pushed(std::vector<int *> &out) {
  int x = 1;
  out.push_back(&x); // expected-warning {{address of local 'x' is stored through parameter 'out': 'x' ends with the function [escape-param]}}
}
void pushed_to_pointer(std::vector<int *> *out) {
  int x = 1;
  out->push_back(&x); // expected-warning {{address of local 'x' is stored through parameter 'out': 'x' ends with the function [escape-param]}}
}
void pushed_value(std::vector<int> &out) {
  int x = 1;
  out.push_back(x);
}
void pushed_views(std::vector<std::string_view> &out) {
  std::string line = "a,b";
  out.push_back(std::string_view(line).substr(0, 1)); // expected-warning {{pointer into local 'line' is stored through parameter 'out': 'line' ends with the function [escape-param]}}
}
void pushed_views_of_parameter(std::vector<std::string_view> &out, std::string_view line) {
  out.push_back(line.substr(0, 1));
}
void inserted(std::vector<const char *> &out) {
  char text[] = "text";
  out.insert(out.begin(), text); // expected-warning {{address of local 'text' is stored through parameter 'out': 'text' ends with the function [escape-param]}}
}
void element(std::vector<int *> &out) {
  int x = 1;
  out[0] = &x; // expected-warning {{address of local 'x' is stored through parameter 'out': 'x' ends with the function [escape-param]}}
}
void through_an_iterator(std::vector<int *>::iterator out) {
  int x = 1;
  *out = &x; // expected-warning {{address of local 'x' is stored through parameter 'out': 'x' ends with the function [escape-param]}}
}
void through_back_inserter(std::back_insert_iterator<std::vector<int *>> out) {
  int x = 1;
  *out = &x; // expected-warning {{address of local 'x' is stored through parameter 'out': 'x' ends with the function [escape-param]}}
}
void swapped(std::vector<int *> &out) {
  int x = 1;
  std::vector<int *> v{&x};
  std::swap(v, out); // expected-warning {{address of local 'x' is stored through parameter 'out': 'x' ends with the function [escape-param]}}
}
void optional(std::optional<std::string_view> &out) {
  std::string s = "text";
  out = s; // expected-warning {{reference to local 's' is stored through parameter 'out': 's' ends with the function [escape-param]}}
}
void pair(std::pair<int *, int> &out) {
  int x = 1;
  out.first = &x; // expected-warning {{address of local 'x' is stored in a member reached through parameter 'out': 'x' ends with the function [escape-member]}}
}
void tied(int *&out, int &n) {
  int x = 1;
  std::tie(out, n) = std::make_tuple(&x, 1); // expected-warning {{address of local 'x' is stored through parameter 'out': 'x' ends with the function [escape-param]}}
}
void tied_from_parameter(int *&out, int &n, int *in) { std::tie(out, n) = std::make_tuple(in, 1); }
void owner(std::unique_ptr<int *> &out) {
  int x = 1;
  *out = &x; // expected-warning {{address of local 'x' is stored through parameter 'out': 'x' ends with the function [escape-param]}}
}
void owner_made(std::unique_ptr<int> &out) { out = std::make_unique<int>(1); }
void owner_in_a_local(std::unique_ptr<int> &out) {
  auto p = std::make_unique<int>(1);
  out = std::move(p);
}

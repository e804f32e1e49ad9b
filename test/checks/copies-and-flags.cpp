// Only a copy was assigned or got out; ways that a flag or a null test rules out; what helpers do.
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

int *global;
int global_number;
std::string global_string;
std::vector<int> global_numbers;
std::vector<std::string> global_strings;
std::function<int()> global_callback;
int static_number;
bool condition();

struct Pair {
  int *p = nullptr;
  int number = 0;
};
Pair global_pair;

// ---- a by-value copy was assigned: one function ----

void pointer_parameter_assigned(int *p) {
  int x = 1;
  p = &x;
  *p = 2;
}
void behind_pointer_parameter_assigned(int **p) {
  int x = 1;
  *p = &x; // expected-warning {{address of local 'x' is stored through parameter 'p': 'x' ends with the function [escape-param]}}
}
void struct_parameter_assigned(Pair pair) {
  int x = 1;
  pair.p = &x;
}
void struct_reference_parameter_assigned(Pair &pair) {
  int x = 1;
  pair.p = &x; // expected-warning {{address of local 'x' is stored in a member reached through parameter 'pair': 'x' ends with the function [escape-member]}}
}
void copy_of_a_global_assigned() {
  int x = 1;
  Pair copy = global_pair;
  copy.p = &x;
}
void reference_to_a_global_assigned() {
  int x = 1;
  Pair &same = global_pair;
  same.p = &x; // expected-warning {{address of local 'x' is stored in static 'global_pair': 'x' ends with the function [escape-static]}}
}
void container_parameter_filled(std::vector<int *> v) {
  int x = 1;
  v.push_back(&x);
}
void container_reference_parameter_filled(std::vector<int *> &v) {
  int x = 1;
  v.push_back(&x); // expected-warning {{address of local 'x' is stored through parameter 'v': 'x' ends with the function [escape-param]}}
}
void auto_copy_in_a_loop(std::vector<Pair> &pairs) {
  int x = 1;
  for (auto pair : pairs)
    pair.p = &x;
}
void auto_reference_in_a_loop(std::vector<Pair> &pairs) {
  int x = 1;
  for (auto &pair : pairs)
    pair.p = &x; // expected-warning {{address of local 'x' is stored in a member reached through parameter 'pairs': 'x' ends with the function [escape-member]}}
}

// ---- a by-value copy was assigned: two functions ----

void assign_copy(int *p, int *q) { p = q; }
void assign_through(int **p, int *q) { *p = q; }
void copy_assigned_by_a_function() {
  int x = 1;
  assign_copy(global, &x);
}
void global_assigned_by_a_function() {
  int x = 1;
  assign_through(&global, &x); // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
}
void set_in_copy(Pair pair, int *q) { pair.p = q; }
void set_in_reference(Pair &pair, int *q) { pair.p = q; }
void struct_copy_set_by_a_function() {
  int x = 1;
  set_in_copy(global_pair, &x);
}
void struct_set_by_a_function() {
  int x = 1;
  set_in_reference(global_pair, &x); // expected-warning {{address of local 'x' is stored in static 'global_pair': 'x' ends with the function [escape-static]}}
}
Pair with_pointer(Pair pair, int *q) {
  pair.p = q;
  return pair;
}
void copy_returned_by_a_function_dropped() {
  int x = 1;
  with_pointer(global_pair, &x);
}
void copy_returned_by_a_function_kept() {
  int x = 1;
  global_pair = with_pointer(global_pair, &x); // expected-warning {{address of local 'x' is stored in static 'global_pair': 'x' ends with the function [escape-static]}}
}

// ---- a by-value copy was assigned: a class ----

class Config {
public:
  Pair values() const { return pair; }
  Pair &mutable_values() { return pair; }
  Config with(int *p) const {
    Config copy = *this;
    copy.pair.p = p;
    return copy;
  }
  void copy_of_own_changed() {
    int x = 1;
    auto &&copy = values();
    copy.p = &x;
  }
  void own_changed() {
    int x = 1;
    mutable_values().p = &x; // expected-warning {{address of local 'x' is stored in 'this->pair': 'x' ends with the function [escape-member]}}
  }
  void copy_of_this_changed() {
    int x = 1;
    Config other = with(&x);
    (void)*other.pair.p;
  }
  void this_replaced() {
    int x = 1;
    *this = with(&x); // expected-warning {{address of local 'x' is stored in 'this->pair': 'x' ends with the function [escape-member]}}
  }

private:
  Pair pair;
};
void copy_of_a_parameter_changed(Config &config) {
  int x = 1;
  auto copy = config.values();
  copy.p = &x;
}
void parameter_changed(Config &config) {
  int x = 1;
  config.mutable_values().p = &x; // expected-warning {{address of local 'x' is stored in a member reached through parameter 'config': 'x' ends with the function [escape-member]}}
}

// ---- only a copy of the value got out: one function ----

void value_copied_to_a_global() {
  int x = 1;
  int *p = &x;
  global_number = *p;
}
void pointer_copied_to_a_global() {
  int x = 1;
  int *p = &x;
  global = p; // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
}
void string_copied_to_a_global() {
  std::string s = "text";
  std::string_view v = s;
  global_string = v;
}
int value_through_references() {
  int x = 1;
  int &r = x;
  int &r2 = r;
  return r2;
}
int *address_through_references() {
  int x = 1;
  int &r = x;
  int &r2 = r;
  return &r2; // expected-warning {{reference to local 'x' is returned: 'x' ends with the function [escape-return]}}
}
auto closure_with_a_copy() {
  int x = 1;
  int &r = x;
  return [r] { return r; };
}
auto closure_with_a_reference() {
  int x = 1;
  int &r = x;
  return [&r] { return r; }; // expected-warning {{local 'x' is captured by reference in a closure that is returned: 'x' ends with the function [escape-capture]}}
}
std::vector<std::string> strings_of_views() {
  std::string s = "a b";
  std::vector<std::string_view> views{s};
  return {views.begin(), views.end()};
}
std::vector<std::string_view> views_of_views() {
  std::string s = "a b";
  std::vector<std::string_view> views{s};
  return {views.begin(), views.end()}; // expected-warning {{pointer into local 's' is returned: 's' ends with the function [escape-return]}}
}

// ---- only a copy of the value got out: two functions ----

int load(const int *p) { return *p; }
int *same(int *p) { return p; }
void store_value(const int &r) { global_number = r; }
void store_address(int &r) { global = &r; }
int loaded() {
  int x = 1;
  return load(&x);
}
int *passed() {
  int x = 1;
  return same(&x); // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
void value_stored_by_a_function() {
  int x = 1;
  store_value(x);
}
void address_stored_by_a_function() {
  int x = 1;
  store_address(x); // expected-warning {{reference to local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
}
void append_value(std::vector<int> &v, const int &r) { v.push_back(r); }
void append_address(std::vector<int *> &v, int &r) { v.push_back(&r); }
void value_appended(std::vector<int> &v) {
  int x = 1;
  append_value(v, x);
}
void address_appended(std::vector<int *> &v) {
  int x = 1;
  append_address(v, x); // expected-warning {{reference to local 'x' is stored through parameter 'v': 'x' ends with the function [escape-param]}}
}
std::string upper(std::string_view v) { return std::string(v); }
std::string_view trim(std::string_view v) { return v.substr(1); }
std::string copy_made_by_a_function() {
  std::string s = "text";
  return upper(s);
}
std::string_view view_made_by_a_function() {
  std::string s = "text";
  return trim(s); // expected-warning {{view of local 's' is returned: 's' ends with the function [escape-return]}}
}

// ---- only a copy of the value got out: a class ----

class Label {
public:
  explicit Label(const std::string &s) : text(s) {}
  const std::string &get() const { return text; }

private:
  std::string text;
};
class LabelView {
public:
  explicit LabelView(const std::string &s) : text(s) {}
  const std::string &get() const { return text; }

private:
  const std::string &text;
};
Label label_copies() {
  std::string s = "text";
  return Label(s);
}
LabelView label_refers() {
  std::string s = "text";
  return LabelView(s); // expected-warning {{reference to local 's' is returned: 's' ends with the function [escape-return]}}
}
struct Total {
  int sum = 0;
  int *largest = nullptr;
  void add(int &n) { sum += n; }
  void add_largest(int &n) { largest = &n; }
  void count() {
    int n = 1;
    add(n);
  }
  void count_largest() {
    int n = 1;
    add_largest(n); // expected-warning {{reference to local 'n' is stored in 'this->largest': 'n' ends with the function [escape-member]}}
  }
};
Total total_of_copies() {
  int n = 1;
  Total total;
  total.add(n);
  return total;
}
Total total_with_address() {
  int n = 1;
  Total total;
  total.add_largest(n);
  return total; // expected-warning {{reference to local 'n' is returned: 'n' ends with the function [escape-return]}}
}

// ---- impossible ways: one function ----

int null_test_rules_out(bool b) {
  int *p = nullptr;
  if (b) {
    int x = 1;
    p = &x;
    (void)*p;
    p = nullptr;
  }
  if (p)
    return *p;
  return 0;
}
int null_test_does_not_rule_out(bool b) {
  int *p = nullptr;
  if (b) {
    int x = 1;
    p = &x;
    (void)*p;
  }
  if (p) // expected-warning {{local 'p' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
    return *p;
  return 0;
}
void never_stored() {
  int x = 1;
  int *p = nullptr;
  if (p)
    global = &x;
}
void stored_because_null() {
  int x = 1;
  int *p = nullptr;
  if (!p)
    global = &x; // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
}
int same_flag_twice(bool b) {
  int y = 1;
  int *p = &y;
  if (b) {
    int x = 1;
    p = &x;
    y = *p;
  }
  if (!b)
    return *p;
  return 0;
}
int same_flag_twice_the_other_way(bool b) {
  int y = 1;
  int *p = &y;
  if (b) {
    int x = 1;
    p = &x;
    y = *p;
  }
  if (b)
    return *p; // expected-warning {{local 'p' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
  return 0;
}
int same_number_twice(int n) {
  int y = 1;
  int *p = &y;
  if (n == 3) {
    int x = 1;
    p = &x;
  }
  if (n != 3)
    return *p;
  return 0;
}
int another_number(int n) {
  int y = 1;
  int *p = &y;
  if (n == 3) {
    int x = 1;
    p = &x;
  }
  if (n != 4)
    return *p; // expected-warning {{local 'p' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
  return 0;
}
int flag_is_set_beside(bool b) {
  int *p = nullptr;
  bool valid = true;
  if (b) {
    int x = 1;
    p = &x;
    valid = false;
  } else {
    p = &static_number;
  }
  return valid ? *p : 0;
}
int flag_is_set_wrongly(bool b) {
  int *p = nullptr;
  bool valid = true;
  if (b) {
    int x = 1;
    p = &x;
  } else {
    p = &static_number;
    valid = false;
  }
  return valid ? *p : 0; // expected-warning {{local 'p' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
}
void reset_under_the_same_flag(bool b) {
  int x = 1;
  if (b)
    global = &x;
  ++x;
  if (b)
    global = nullptr;
}
void reset_under_another_flag(bool b, bool c) {
  int x = 1;
  if (b)
    global = &x; // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
  ++x;
  if (c)
    global = nullptr;
}
void constant_rules_out() {
  int x = 1;
  const bool debug = false;
  if (debug)
    global = &x;
}

// ---- impossible ways: two functions ----

void keep_if(bool b, int *p) {
  if (b)
    global = p;
}
void not_kept() {
  int x = 1;
  keep_if(false, &x);
}
void kept() {
  int x = 1;
  keep_if(true, &x); // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
}
void keep_if_given(int **where, int *p) {
  if (where)
    *where = p;
}
void given_nothing() {
  int x = 1;
  keep_if_given(nullptr, &x);
}
void given_a_place() {
  int x = 1;
  keep_if_given(&global, &x); // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
}
int *choose(bool own, int *p) { return own ? p : &static_number; }
int *own_chosen() {
  int x = 1;
  return choose(true, &x); // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}

// ---- impossible ways: a class ----

enum class Mode { Copy, Share };
class Sink {
public:
  void write(Mode mode, const std::string &s) {
    if (mode == Mode::Share)
      shared = &s;
    else
      own = s;
  }
  void release(bool b) {
    if (b)
      shared = nullptr;
  }

private:
  const std::string *shared = nullptr;
  std::string own;
};
void written_shared(Sink &sink) {
  std::string s = "text";
  sink.write(Mode::Share, s); // expected-warning {{reference to local 's' is stored in a member reached through parameter 'sink': 's' ends with the function [escape-member]}}
}
void written_shared_and_not_released(Sink &sink) {
  std::string s = "text";
  sink.write(Mode::Share, s); // expected-warning {{reference to local 's' is stored in a member reached through parameter 'sink': 's' ends with the function [escape-member]}}
  sink.release(false);
}
struct Parser {
  const char *text = nullptr;
  bool parse(bool ok) {
    char buffer[4] = "abc";
    text = buffer;
    if (!ok) {
      text = nullptr;
      return false;
    }
    text = nullptr;
    return true;
  }
  bool parse_wrong(bool ok) {
    char buffer[4] = "abc";
    text = buffer; // expected-warning {{address of local 'buffer' is stored in 'this->text': 'buffer' ends with the function [escape-member]}}
    if (!ok)
      return false;
    text = nullptr;
    return true;
  }
};

// ---- done by helpers: one function ----

void reset_by_a_lambda() {
  int x = 1;
  auto drop = [] { global = nullptr; };
  global = &x;
  drop();
}
void reset_by_a_lambda_not_called() {
  int x = 1;
  auto drop = [] { global = nullptr; };
  global = &x; // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
  (void)drop;
}
int grown_by_a_lambda() {
  std::vector<int> v{1};
  auto grow = [&v] { v.push_back(2); };
  int &first = v[0];
  grow();
  return first; // expected-warning {{local 'first' points into the storage of 'v' and is used after 'push_back' ended it [escape-invalidated]}}
}
int read_by_a_lambda() {
  std::vector<int> v{1};
  auto read = [&v] { return v[0]; };
  int &first = v[0];
  (void)read();
  return first;
}
void registered_by_a_lambda() {
  int x = 1;
  auto add = [](int *p) { global = p; };
  add(&x); // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
}
void registered_by_a_lambda_and_taken_back() {
  int x = 1;
  auto set = [](int *p) { global = p; };
  set(&x);
  set(nullptr);
}

// ---- done by helpers: two functions ----

void drop() { global = nullptr; }
void add(int *p) { global = p; }
void grow(std::vector<int> &v) { v.push_back(2); }
void read(const std::vector<int> &v) { (void)v[0]; }
void dropped_by_a_helper() {
  int x = 1;
  add(&x);
  drop();
}
void added_by_a_helper() {
  int x = 1;
  drop();
  add(&x); // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
}
int grown_by_a_helper() {
  std::vector<int> v{1};
  int &first = v[0];
  grow(v);
  return first; // expected-warning {{local 'first' points into the storage of 'v' and is used after 'push_back' ended it [escape-invalidated]}}
}
int read_by_a_helper() {
  std::vector<int> v{1};
  int &first = v[0];
  read(v);
  return first;
}
int another_grown_by_a_helper() {
  std::vector<int> v{1};
  std::vector<int> w{1};
  int &first = v[0];
  grow(w);
  return first;
}

// ---- done by helpers: a class ----

class Buffer {
public:
  void add(char c) { data.push_back(c); }
  const char *begin() const { return data.data(); }
  std::size_t size() const { return data.size(); }
  void release() { data.clear(); }
  void on_change(std::function<void()> f) { changed = std::move(f); }
  void silence() { changed = nullptr; }

private:
  std::vector<char> data;
  std::function<void()> changed;
};
char buffer_grown() {
  Buffer buffer;
  buffer.add('a');
  const char *p = buffer.begin();
  buffer.add('b');
  return *p; // expected-warning {{local 'p' points into the storage of 'buffer' and is used after 'push_back' ended it [escape-invalidated]}}
}
char buffer_measured() {
  Buffer buffer;
  buffer.add('a');
  const char *p = buffer.begin();
  (void)buffer.size();
  return *p;
}
void buffer_watched(Buffer &buffer) {
  int n = 0;
  buffer.on_change([&n] { ++n; }); // expected-warning {{local 'n' is captured by reference in a closure that is stored through parameter 'buffer': 'n' ends with the function [escape-capture]}}
  buffer.add('a');
}
void buffer_watched_and_silenced(Buffer &buffer) {
  int n = 0;
  buffer.on_change([&n] { ++n; });
  buffer.add('a');
  buffer.silence();
}

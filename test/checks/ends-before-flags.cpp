// Ways that a flag or a null test rules out; what helpers do.
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

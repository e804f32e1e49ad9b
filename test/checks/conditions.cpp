// Conditions that are understood: switches with a way past all cases; what is not known of a class is not guessed.
#include <cstdint>
#include <iterator>
#include <vector>

int *global;
void read(int);

void set_in_a_case_and_tested_for_another(int mode) {
  int safe = 0;
  int *p = &safe;
  switch (mode) {
  case 1: {
    int inner = 1;
    p = &inner;
    break;
  }
  case 2:
    p = &safe;
    break;
  }
  if (mode == 2)
    read(*p);
}
void set_in_a_case_and_tested_for_it(int mode) {
  int safe = 0;
  int *p = &safe;
  switch (mode) {
  case 1: {
    int inner = 1;
    p = &inner;
    break;
  }
  case 2:
    p = &safe;
    break;
  }
  if (mode == 1)
    read(*p); // expected-warning {{local 'p' holds the address of local 'inner' and is used after the scope of 'inner' ended [escape-scope]}}
}
void set_by_default(int mode) {
  int n = 0;
  switch (mode) {
  case 1:
  case 2:
    break;
  case 3:
    global = nullptr;
    break;
  default:
    global = &n; // expected-warning {{address of local 'n' is stored in static 'global': 'n' ends with the function [escape-static]}}
  }
}
void set_by_default_and_reset(int mode) {
  int n = 0;
  switch (mode) {
  case 3:
  case 4:
    break;
  case 5:
    break;
  default:
    global = &n;
  }
  if (mode != 5 && mode != 4 && mode != 3)
    global = nullptr;
}

struct Unknown {
  Unknown();
  std::vector<int>::iterator begin();
  std::vector<int>::iterator end();
};
std::vector<int>::iterator begin_of_something() {
  Unknown u;
  return std::begin(u); // nobody says that its elements are inside
}
int *begin_of_an_array() {
  int a[3];
  return std::begin(a); // expected-warning {{reference to local 'a' is returned: 'a' ends with the function [escape-return]}}
}

struct Handle {
  operator intptr_t() const { return reinterpret_cast<intptr_t>(this); }
  int number() const { return 3; }
};
intptr_t address_as_a_number() {
  Handle h;
  return h; // expected-warning {{address of local 'h' is returned: 'h' ends with the function [escape-return]}}
}
intptr_t just_a_number() {
  Handle h;
  return h.number();
}

// ---- a pointer compared with a buffer ----

void put(int *);
void freed_unless_the_buffer(unsigned n) {
  int buffer[16];
  int *p = n > 16 ? new int[n] : buffer;
  put(p);
  if (p != buffer)
    delete[] p;
}
int *kept_unless_the_buffer(unsigned n) {
  int buffer[16];
  int *p = n > 16 ? new int[n] : buffer;
  if (p == buffer)
    return nullptr;
  return p;
}
int *kept_if_the_buffer(unsigned n) {
  int buffer[16];
  int *p = n > 16 ? new int[n] : buffer;
  if (p == buffer)
    return p; // expected-warning {{address of local 'buffer' is returned: 'buffer' ends with the function [escape-return]}}
  delete[] p;
  return nullptr;
}
struct Small {
  Small() : at(inside) {}
  Small(Small &&other) { take(other); }
  ~Small() { put(at); }
  void take(Small &other) {
    int *from = other.at;
    if (from == other.inside) {
      at = inside;
    } else {
      at = from;
      other.at = other.inside;
    }
  }
  int *at;
  int inside[4];
};
int moved_with_its_buffer() {
  Small a;
  Small b(static_cast<Small &&>(a));
  return *b.at;
}
int *outlived_by_its_buffer() {
  Small a;
  return a.at; // expected-warning {{address of local 'a' is returned: 'a' ends with the function [escape-return]}}
}

// ---- bounds of integers ----

void reset_under_a_weaker_bound(int k) {
  int *p = nullptr;
  if (k > 1) {
    int inner = 1;
    p = &inner;
  }
  if (k > 0)
    p = nullptr;
  if (p)
    read(*p);
}
void kept_under_a_stronger_bound(int k) {
  int *p = nullptr;
  if (k > 1) {
    int inner = 1;
    p = &inner;
  }
  if (k > 2)
    p = nullptr;
  if (p) // expected-warning {{local 'p' holds the address of local 'inner' and is used after the scope of 'inner' ended [escape-scope]}}
    read(*p);
}
void the_same_bound_written_backwards(unsigned k) {
  int *p = nullptr;
  if (k >= 4) {
    int inner = 1;
    p = &inner;
  }
  if (4 <= k)
    return;
  if (p)
    read(*p);
}
void reset_in_a_loop_that_runs() {
  int n = 1;
  global = &n;
  for (int i = 0; i < 3; ++i)
    global = nullptr;
}
void reset_in_a_loop_that_may_not(int count) {
  int n = 1;
  global = &n; // expected-warning {{address of local 'n' is stored in static 'global': 'n' ends with the function [escape-static]}}
  for (int i = 0; i < count; ++i)
    global = nullptr;
}

// ---- what a caller chooses ----

enum class Mode { Keep, Copy };
int kept;
void put_by_mode(Mode mode, int *p) {
  if (mode == Mode::Keep)
    global = p;
  else
    kept = *p;
}
void chosen_to_copy() {
  int n = 1;
  put_by_mode(Mode::Copy, &n);
}
void chosen_to_keep() {
  int n = 1;
  put_by_mode(Mode::Keep, &n); // expected-warning {{address of local 'n' is stored in static 'global': 'n' ends with the function [escape-static]}}
}
int *choose(int which, int *a, int *b) {
  switch (which) {
  case 0:
    return a;
  case 1:
    return b;
  }
  return nullptr;
}
int *chosen_what_was_given(int *given) {
  int n = 1;
  return choose(1, &n, given);
}
int *chosen_what_ends(int *given) {
  int n = 1;
  return choose(0, &n, given); // expected-warning {{address of local 'n' is returned: 'n' ends with the function [escape-return]}}
}
struct Sink {
  void write(int size, const int *p) {
    if (size > 16)
      at = p;
    else
      last = *p;
  }
  const int *at;
  int last;
};
void small_enough(Sink &s) {
  int n = 1;
  s.write(4, &n);
}
void too_large(Sink &s) {
  int n = 1;
  s.write(400, &n); // expected-warning {{address of local 'n' is stored in a member reached through parameter 's': 'n' ends with the function [escape-member]}}
}

// ---- what a helper does under what it is given ----

void reset_above(int n) {
  if (n > 3)
    global = nullptr;
}
void grow_above(std::vector<int> &v, int n) {
  if (n > 3)
    v.push_back(1);
}
void reset_by_a_helper() {
  int n = 1;
  global = &n;
  reset_above(5);
}
void not_reset_by_a_helper() {
  int n = 1;
  global = &n; // expected-warning {{address of local 'n' is stored in static 'global': 'n' ends with the function [escape-static]}}
  reset_above(2);
}
void perhaps_reset_by_a_helper(int count) {
  int n = 1;
  global = &n; // expected-warning {{address of local 'n' is stored in static 'global': 'n' ends with the function [escape-static]}}
  reset_above(count);
}
int not_grown_by_a_helper(std::vector<int> &v) {
  int &first = v[0];
  grow_above(v, 2);
  return first;
}
int grown_by_a_helper(std::vector<int> &v) {
  int &first = v[0];
  grow_above(v, 5);
  return first; // expected-warning {{local 'first' points into the storage of 'v' and is used after 'push_back' ended it [escape-invalidated]}}
}

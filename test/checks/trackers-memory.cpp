// Cases that the issue trackers of other tools are full of, in words of our own: arenas, links, out-parameters, arrays.
#include <alloca.h>
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <new>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

int static_number;

struct Frame {
  int id = 0;
  Frame *up = nullptr;
};

// ---- arenas and pools, a class ----

class Arena {
public:
  void *allocate(std::size_t n) {
    if (used + n > sizeof(block))
      throw std::bad_alloc();
    void *p = block + used;
    used += n;
    return p;
  }
  template <class T> T *make() { return new (allocate(sizeof(T))) T(); }
  void reset() { used = 0; }

private:
  alignas(std::max_align_t) unsigned char block[1024];
  std::size_t used = 0;
};
class HeapArena {
public:
  template <class T> T *make() {
    blocks.push_back(std::make_unique<unsigned char[]>(sizeof(T)));
    return new (blocks.back().get()) T();
  }

private:
  std::vector<std::unique_ptr<unsigned char[]>> blocks;
};
Frame *from_a_given_arena(Arena &a) { return a.make<Frame>(); }
Frame *from_a_local_arena() {
  Arena a;
  return a.make<Frame>(); // expected-warning {{address of local 'a' is returned: 'a' ends with the function [escape-return]}}
}
int from_a_local_arena_read() {
  Arena a;
  return a.make<Frame>()->id;
}
Frame *linked_in_a_given_arena(Arena &a) {
  Frame *f = a.make<Frame>();
  f->up = a.make<Frame>();
  return f;
}
Frame *from_a_local_heap_arena() {
  HeapArena a;
  return a.make<Frame>(); // expected-warning {{pointer into local 'a' is returned: 'a' ends with the function [escape-return]}}
}
Frame *from_a_given_heap_arena(HeapArena &a) { return a.make<Frame>(); }
class FreeList {
public:
  Frame *take() {
    if (!free)
      return new Frame;
    Frame *f = free;
    free = f->up;
    return f;
  }
  void give_back(Frame *f) {
    f->up = free;
    free = f;
  }

private:
  Frame *free = nullptr;
};
void given_back(FreeList &l) {
  Frame *f = l.take();
  f->id = 1;
  l.give_back(f);
}
void local_given_back(FreeList &l) {
  Frame f;
  l.give_back(&f); // expected-warning {{address of local 'f' is stored in a member reached through parameter 'l': 'f' ends with the function [escape-member]}}
}

// ---- intrusive lists, a class ----

struct Link {
  Link *next = this;
  Link *previous = this;
  Link() = default;
  Link(const Link &) = delete;
  void insert_after(Link &l) {
    next = l.next;
    previous = &l;
    l.next->previous = this;
    l.next = this;
  }
  void remove() {
    previous->next = next;
    next->previous = previous;
    next = previous = this;
  }
};
struct ScopedLink : Link {
  explicit ScopedLink(Link &l) { insert_after(l); }
  ~ScopedLink() { remove(); }
};
void linked_and_removed(Link &head) {
  Link l;
  l.insert_after(head);
  l.remove();
}
void linked_only(Link &head) {
  Link l;
  l.insert_after(head); // expected-warning {{address of local 'l' is stored in a member reached through parameter 'head': 'l' ends with the function [escape-member]}}
}
void linked_scoped(Link &head) { ScopedLink l(head); }
struct Waiter {
  Waiter *next = nullptr;
};
class WaitQueue {
public:
  void add(Waiter &w) {
    w.next = first;
    first = &w;
  }
  void remove(Waiter &w) {
    Waiter **p = &first;
    while (*p && *p != &w)
      p = &(*p)->next;
    if (*p)
      *p = w.next;
  }
  void wait() {
    Waiter w;
    add(w);
    remove(w);
  }
  void wait_for_ever() {
    Waiter w;
    add(w); // expected-warning {{reference to local 'w' is stored in 'this->first': 'w' ends with the function [escape-member]}}
  }

private:
  Waiter *first = nullptr;
};

// ---- an out-parameter set, then cleared on the error path ----

bool parse(const char **error, bool ok) {
  char message[16] = "wrong";
  *error = message;
  if (!ok) {
    *error = "literal";
    return false;
  }
  *error = nullptr;
  return true;
}
bool parse_wrong(const char **error, bool ok) {
  char message[16] = "wrong";
  *error = message; // expected-warning {{address of local 'message' is stored through parameter 'error': 'message' ends with the function [escape-param]}}
  if (!ok)
    return false;
  *error = nullptr;
  return true;
}
bool parse_result(std::string_view *result, bool ok) {
  std::string s = "text";
  if (result)
    *result = s;
  if (result)
    *result = ok ? "good" : "bad";
  return ok;
}

// ---- an out-parameter set, then cleared on the error path, two functions ----

bool try_parse(const int **out, const int &n) {
  *out = &n;
  if (n > 3) {
    *out = nullptr;
    return false;
  }
  return true;
}
bool tried(const int **out) {
  int n = 1;
  if (try_parse(out, n)) {
    *out = &static_number;
    return true;
  }
  *out = nullptr;
  return false;
}
bool tried_wrong(const int **out) {
  int n = 1;
  return try_parse(out, n); // expected-warning {{reference to local 'n' is stored through parameter 'out': 'n' ends with the function [escape-param]}}
}

// ---- alloca and arrays ----

char *from_alloca(std::size_t n) {
  char *p = static_cast<char *>(alloca(n));
  return p; // expected-warning {{address of local 'alloca(n)' is returned: 'alloca(n)' ends with the function [escape-return]}}
}
char from_alloca_read(std::size_t n) {
  char *p = static_cast<char *>(alloca(n));
  p[0] = 'a';
  return p[0];
}
int *variable_length_array(int n) {
  int a[n];
  a[0] = 1;
  return a; // expected-warning {{address of local 'a' is returned: 'a' ends with the function [escape-return]}}
}
int variable_length_array_read(int n) {
  int a[n];
  a[0] = 1;
  return a[0];
}
char *from_builtin_alloca() { return static_cast<char *>(__builtin_alloca(8)); } // expected-warning {{address of local '__builtin_alloca(8)' is returned: '__builtin_alloca(8)' ends with the function [escape-return]}}
char *from_malloc() { return static_cast<char *>(std::malloc(8)); }

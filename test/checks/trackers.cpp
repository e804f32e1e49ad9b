// Cases that the issue trackers of other tools are full of, in words of our own.
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

// ---- a list head pushed and popped ----

struct Frame {
  int id = 0;
  Frame *up = nullptr;
};
Frame *top;
void work(const Frame *) {}
void pushed_and_popped() {
  Frame f;
  f.up = top;
  top = &f;
  work(top);
  top = f.up;
}
void pushed_only() {
  Frame f;
  f.up = top;
  top = &f; // expected-warning {{address of local 'f' is stored in static 'top': 'f' ends with the function [escape-static]}}
  work(top);
}
void popped_on_one_way(bool b) {
  Frame f;
  f.up = top;
  top = &f; // expected-warning {{address of local 'f' is stored in static 'top': 'f' ends with the function [escape-static]}}
  if (b)
    return;
  top = f.up;
}
void popped_through_the_head() {
  Frame f{1, top};
  top = &f;
  top = top->up;
}

// ---- a list head pushed and popped, two functions ----

void push(Frame &f) {
  f.up = top;
  top = &f;
}
void pop() { top = top->up; }
void pop(Frame &f) { top = f.up; }
void pushed_and_popped_by_functions() {
  Frame f;
  push(f);
  work(&f);
  pop(f);
}
void pushed_and_popped_through_the_head_by_functions() {
  Frame f;
  push(f);
  work(&f);
  pop();
}
void pushed_by_a_function_only() {
  Frame f;
  push(f); // expected-warning {{reference to local 'f' is stored in static 'top': 'f' ends with the function [escape-static]}}
  work(&f);
}
void two_pushed_one_popped() {
  Frame f;
  Frame g;
  push(f);
  push(g);
  pop(g); // expected-warning {{reference to local 'f' is stored in static 'top': 'f' ends with the function [escape-static]}}
}
void two_pushed_two_popped() {
  Frame f;
  Frame g;
  push(f);
  push(g);
  pop(g);
  pop(f);
}

// ---- a list head pushed and popped, a class ----

class ScopedFrame {
public:
  ScopedFrame() : up(head) { head = this; }
  ~ScopedFrame() { head = up; }
  ScopedFrame(const ScopedFrame &) = delete;
  static ScopedFrame *head;

private:
  ScopedFrame *up;
};
ScopedFrame *ScopedFrame::head;
class LeakedFrame {
public:
  LeakedFrame() : up(head) { head = this; }
  ~LeakedFrame() { (void)up; }
  LeakedFrame(const LeakedFrame &) = delete;
  static LeakedFrame *head;

private:
  LeakedFrame *up;
};
LeakedFrame *LeakedFrame::head;
void scoped_frame(bool b) {
  ScopedFrame f;
  if (b)
    return;
  ScopedFrame g;
}
void leaked_frame() {
  LeakedFrame f; // expected-warning {{address of local 'f' is stored in static 'LeakedFrame::head': 'f' ends with the function [escape-static]}}
}
class Interpreter {
public:
  struct Scope {
    Scope(Interpreter &i, Frame &f) : interpreter(i) {
      f.up = interpreter.frames;
      interpreter.frames = &f;
    }
    ~Scope() { interpreter.frames = interpreter.frames->up; }
    Interpreter &interpreter;
  };
  void call() {
    Frame f;
    Scope s(*this, f);
    work(frames);
  }
  void call_wrong() {
    Frame f;
    { Scope s(*this, f); }
    f.up = frames;
    frames = &f; // expected-warning {{address of local 'f' is stored in 'this->frames': 'f' ends with the function [escape-member]}}
  }

private:
  Frame *frames = nullptr;
};

// ---- reset in a destructor ----

void reset_in_destructor() {
  static const int *watched;
  struct Guard {
    ~Guard() { watched = nullptr; }
  };
  int x = 1;
  Guard g;
  watched = &x;
}
void not_reset_in_destructor() {
  static const int *watched;
  struct Guard {
    ~Guard() { (void)watched; }
  };
  int x = 1;
  Guard g;
  watched = &x; // expected-warning {{address of local 'x' is stored in static 'watched': 'x' ends with the function [escape-static]}}
}

// ---- reset in a destructor, two functions ----

const int *seen;
void see(const int *p) { seen = p; }
struct Blind {
  ~Blind() { see(nullptr); }
};
struct Seeing {
  ~Seeing() { see(seen); }
};
void seen_and_blinded() {
  int x = 1;
  Blind b;
  see(&x);
}
void seen_and_seen() {
  int x = 1;
  Seeing s;
  see(&x); // expected-warning {{address of local 'x' is stored in static 'seen': 'x' ends with the function [escape-static]}}
}

// ---- reset in a destructor, a class ----

class Model {
public:
  void attach(const std::string *s) { text = s; }
  void detach() { text = nullptr; }

private:
  const std::string *text = nullptr;
};
class View {
public:
  View(Model &m, const std::string &s) : model(m) { model.attach(&s); }
  ~View() { model.detach(); }

private:
  Model &model;
};
class LazyView {
public:
  LazyView(Model &m, const std::string &s) : model(m) { model.attach(&s); }
  ~LazyView() = default;

private:
  Model &model;
};
void viewed(Model &m) {
  std::string s = "text";
  View v(m, s);
}
void lazily_viewed(Model &m) {
  std::string s = "text";
  LazyView v(m, s); // expected-warning {{reference to local 's' is stored in a member reached through parameter 'm': 's' ends with the function [escape-member]}}
}
void view_ends_before(Model &m) {
  std::string s = "text";
  { View v(m, s); }
  m.attach(&s); // expected-warning {{address of local 's' is stored in a member reached through parameter 'm': 's' ends with the function [escape-member]}}
}

// ---- a pointer parameter assigned anew ----

std::size_t walk(const char *s) {
  char buffer[2] = "a";
  if (!s)
    s = buffer;
  std::size_t n = 0;
  while (*s++)
    ++n;
  return n;
}
const char *walk_and_return(const char *s) {
  char buffer[2] = "a";
  if (!s)
    s = buffer;
  return s; // expected-warning {{address of local 'buffer' is returned: 'buffer' ends with the function [escape-return]}}
}

// ---- a pointer parameter assigned anew, two functions ----

void advance(const char *p, const char *q) { p = q; }
void advance_for_real(const char *&p, const char *q) { p = q; }
const char *advanced(const char *s) {
  char buffer[2] = "a";
  advance(s, buffer);
  return s;
}
const char *advanced_for_real(const char *s) {
  char buffer[2] = "a";
  advance_for_real(s, buffer);
  return s; // expected-warning {{address of local 'buffer' is returned: 'buffer' ends with the function [escape-return]}}
}

// ---- a pointer parameter assigned anew, a class ----

class Lexer {
public:
  void skip(const char *p) {
    char local = ' ';
    if (!p)
      p = &local;
    last = *p;
  }
  void stay(const char *p) {
    char local = ' ';
    if (!p)
      p = &local;
    at = p; // expected-warning {{address of local 'local' is stored in 'this->at': 'local' ends with the function [escape-member]}}
  }

private:
  char last = 0;
  const char *at = nullptr;
};

// ---- views of rvalue parameters ----

std::size_t view_in_place(std::string &&s) {
  std::string_view v = s;
  return v.size();
}
std::string_view view_of_rvalue(std::string &&s) {
  std::string_view v = s;
  return v;
}
char view_of_rvalue_at_the_caller() {
  std::string_view v = view_of_rvalue(std::string("text"));
  return v[0]; // expected-warning {{local 'v' holds a view of temporary 'std::string("text")' and is used after the full-expression that made it [escape-temporary]}}
}
char view_of_rvalue_at_once() { return view_of_rvalue(std::string("text"))[0]; }
std::string_view view_of_moved(std::string &&s) {
  std::string mine = std::move(s);
  std::string_view v = mine;
  return v; // expected-warning {{view of local 'mine' is returned: 'mine' ends with the function [escape-return]}}
}

// ---- annotated views of views ----

class Lines {
public:
  Lines(const std::vector<std::string_view> &v [[clang::lifetimebound]]) : lines(&v) {}
  std::string_view first() const;
  const std::vector<std::string_view> &all() const [[clang::lifetimebound]];

private:
  const std::vector<std::string_view> *lines;
};
std::string_view line_of_parameter(std::string_view s) {
  std::vector<std::string_view> v{s};
  Lines lines(v);
  return lines.first();
}
std::string_view first_line(const std::vector<std::string_view> &v [[clang::lifetimebound]]);
Lines lines_of_local(std::string_view s) {
  std::vector<std::string_view> v{s};
  return Lines(v); // expected-warning {{reference to local 'v' is returned: 'v' ends with the function [escape-return]}}
}
Lines lines_of_parameter(const std::vector<std::string_view> &v) { return Lines(v); }

// ---- a reference from a call that took a temporary view ----

struct Dictionary {
  std::map<std::string, int, std::less<>> words;
  const int &at(std::string_view key) const { return words.find(key)->second; }
  int &operator[](std::string_view key) { return words[std::string(key)]; }
};
int found_by_temporary_view(const Dictionary &d) {
  const int &n = d.at(std::string_view("key"));
  return n;
}
int found_by_temporary_string(Dictionary &d) {
  int &n = d[std::string("key")];
  return n;
}
int found_in_temporary_dictionary() {
  const int &n = Dictionary().at("key");
  return n; // expected-warning {{local 'n' holds a view of temporary 'Dictionary()' and is used after the full-expression that made it [escape-temporary]}}
}
const std::string_view &longer(const std::string_view &a, const std::string_view &b) {
  return a.size() > b.size() ? a : b;
}
char longer_of_temporary_views(std::string_view s) {
  const std::string_view &v = longer(s, "literal");
  return v[0]; // expected-warning {{local 'v' holds the address of temporary '"literal"' and is used after the full-expression that made it [escape-temporary]}}
}
char longer_of_temporary_views_copied(std::string_view s) {
  std::string_view v = longer(s, "literal");
  return v[0];
}

// ---- comparators and visitors ----

void sorted_by_index(std::vector<int> &order, const std::vector<std::string> &names) {
  std::sort(order.begin(), order.end(), [&](int a, int b) { return names[a] < names[b]; });
}
using Compare = std::function<bool(int, int)>;
Compare comparator_of_local() {
  std::vector<std::string> names;
  return [&](int a, int b) { return names[a] < names[b]; }; // expected-warning {{local 'names' is captured by reference in a closure that is returned: 'names' ends with the function [escape-capture]}}
}
Compare comparator_with_copy() {
  std::vector<std::string> names;
  return [names](int a, int b) { return names[a] < names[b]; };
}
std::size_t visited(const std::variant<int, std::string> &v) {
  std::size_t size = 0;
  std::visit([&size](const auto &x) { size = sizeof(x); }, v);
  return size;
}
const int *visitor_lets_out(int n) {
  const int *p = nullptr;
  auto visitor = [&p](const int &x) { p = &x; };
  visitor(n);
  return p; // expected-warning {{reference to parameter 'n' is returned: 'n' ends with the function [escape-return]}}
}
int map_with_comparator_stays() {
  bool up = true;
  std::map<int, int, Compare> m([&up](int a, int b) { return up ? a < b : b < a; });
  m[1] = 2;
  return m[1];
}

// ---- moved, then used after assigned again ----

std::string moved_and_assigned() {
  std::string s = "text";
  std::string t = std::move(s);
  s = "again";
  return s + t;
}
char moved_view_taken_before() {
  std::string s = "a text that is long";
  std::string_view v = s;
  std::string t = std::move(s);
  s = "again";
  t = "other";
  return v[0]; // expected-warning {{local 'v' points into the storage of 't' and is used after 'operator=' ended it [escape-invalidated]}}
}
char moved_view_taken_after() {
  std::string s = "a text that is long";
  std::string t = std::move(s);
  s = "again";
  std::string_view v = s;
  t = "other";
  return v[0];
}
std::vector<int> moved_in_a_loop(int n) {
  std::vector<int> all;
  std::vector<int> part;
  for (int i = 0; i < n; ++i) {
    part.push_back(i);
    if (part.size() > 3) {
      all = std::move(part);
      part.clear();
    }
  }
  return all;
}

// ---- static scratch buffers ----

const char *static_scratch() {
  static thread_local char buffer[32];
  buffer[0] = 'a';
  return buffer;
}
const char *local_scratch() {
  char buffer[32];
  buffer[0] = 'a';
  return buffer; // expected-warning {{address of local 'buffer' is returned: 'buffer' ends with the function [escape-return]}}
}
const std::string &static_string_scratch() {
  static thread_local std::string buffer;
  buffer.assign("text");
  return buffer;
}
std::string_view static_view_scratch() {
  static std::vector<char> buffer;
  buffer.resize(4);
  return {buffer.data(), buffer.size()};
}
std::string_view local_view_scratch() {
  std::vector<char> buffer;
  buffer.resize(4);
  return {buffer.data(), buffer.size()}; // expected-warning {{view of local 'buffer' is returned: 'buffer' ends with the function [escape-return]}}
}

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

// ---- optional references ----

using Reference = std::optional<std::reference_wrapper<int>>;
Reference optional_reference(int &n) { return std::ref(n); }
Reference optional_reference_to_local() {
  int n = 1;
  return std::ref(n); // expected-warning {{reference to local 'n' is returned: 'n' ends with the function [escape-return]}}
}
int &optional_reference_get(int &n) {
  Reference r = std::ref(n);
  return r->get();
}
int &optional_reference_get_of_local() {
  int n = 1;
  Reference r = std::ref(n);
  return r->get(); // expected-warning {{reference to local 'n' is returned: 'n' ends with the function [escape-return]}}
}
int &wrapped_in_a_vector(int &n) {
  std::vector<std::reference_wrapper<int>> v{n};
  return v[0];
}
std::vector<std::reference_wrapper<int>> wrapped_locals() {
  int n = 1;
  std::vector<std::reference_wrapper<int>> v;
  v.push_back(n);
  return v; // expected-warning {{reference to local 'n' is returned: 'n' ends with the function [escape-return]}}
}

// ---- structured bindings ----

const std::string &bound_by_reference(const std::pair<int, std::string> &p) {
  const auto &[n, s] = p;
  return s;
}
const std::string &bound_by_value(const std::pair<int, std::string> &p) {
  const auto [n, s] = p;
  return s; // expected-warning {{reference to local '[' is returned: '[' ends with the function [escape-return]}}
}
int *bound_pointer(std::pair<int *, int> p) {
  auto [a, b] = p;
  return a;
}
int *bound_number(std::pair<int *, int> p) {
  auto &[a, b] = p;
  return &b; // expected-warning {{address of parameter 'p' is returned: 'p' ends with the function [escape-return]}}
}
char bound_in_a_loop(const std::map<int, std::string> &m) {
  const std::string *last = nullptr;
  for (const auto &[k, v] : m)
    last = &v;
  return last ? (*last)[0] : ' ';
}
char bound_copy_in_a_loop(const std::map<int, std::string> &m) {
  const std::string *last = nullptr;
  for (const auto [k, v] : m)
    last = &v;
  return last ? (*last)[0] : ' '; // expected-warning {{local 'last' holds the address of local '[' and is used after the scope of '[' ended [escape-scope]}}
}
std::tuple<int &, std::string> bound_tuple(int &n) {
  auto [a, s] = std::tuple<int &, std::string>(n, "text");
  return {a, s};
}

// ---- initializer lists, a class ----

struct ListKept {
  std::initializer_list<int> list;
  ListKept() { list = {1, 2, 3}; } // expected-warning {{view of temporary '{1, 2, 3}' is stored in 'this->list': '{1, 2, 3}' ends with the full-expression [escape-member]}}
};
struct ListGiven {
  std::initializer_list<int> list;
  ListGiven(std::initializer_list<int> l) : list(l) {}
};
struct ListCopied {
  std::vector<int> all;
  ListCopied(std::initializer_list<int> l) : all(l) {}
};
int list_given_a_temporary() {
  ListGiven l{1, 2, 3};
  return *l.list.begin(); // expected-warning {{local 'l' holds the address of temporary '{1, 2, 3}' and is used after the full-expression that made it [escape-temporary]}}
}
int list_copied() {
  ListCopied l{1, 2, 3};
  return l.all[0];
}
std::initializer_list<int> list_returned(int a) {
  return {a, 2, 3}; // expected-warning {{view of temporary '{a, 2, 3}' is returned: '{a, 2, 3}' ends with the full-expression [escape-return]}}
}
int list_used_at_once() { return std::max({1, 2, 3}); }

// ---- literals and constants ----

const char *literal() { return "text"; }
std::string_view literal_view() { return "text"; }
const char *constant() {
  static constexpr char text[] = "text";
  return text;
}
const char *not_static_constant() {
  constexpr char text[] = "text";
  return text; // expected-warning {{address of local 'text' is returned: 'text' ends with the function [escape-return]}}
}
const int &static_constant() {
  static const int n = 1;
  return n;
}
const int &local_constant() {
  const int n = 1;
  return n; // expected-warning {{address of local 'n' is returned: 'n' ends with the function [escape-return]}}
}
const char *name_of(int n) {
  static const char *const names[] = {"a", "b"};
  return names[n];
}
const char *name_of_local_table(int n) {
  const char *names[] = {"a", "b"};
  return names[n];
}
std::string_view view_name_of_local_table(int n) {
  const std::string_view names[] = {"a", "b"};
  return names[n];
}
const std::string_view &reference_name_of_local_table(int n) {
  const std::string_view names[] = {"a", "b"};
  return names[n]; // expected-warning {{address of local 'names' is returned: 'names' ends with the function [escape-return]}}
}
const char *function_name() { return __func__; }

// ---- literals and constants, two functions ----

const char *choose(bool b) { return b ? literal() : constant(); }
const char *keep_or(const char *s, const char *fallback) { return s ? s : fallback; }
const char *with_fallback(const char *s) { return keep_or(s, "fallback"); }
const char *with_local_fallback(const char *s) {
  char fallback[] = "fallback";
  return keep_or(s, fallback); // expected-warning {{address of local 'fallback' is returned: 'fallback' ends with the function [escape-return]}}
}

// Cases that the issue trackers of other tools are full of, in words of our own: what is registered and taken back.
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

// Owners that are given by value and end inside the function that was called; and what a function frees for its caller.
#include <memory>
#include <string>
#include <utility>
#include <vector>

std::vector<std::unique_ptr<int>> kept;
void take(std::unique_ptr<int> &&p);

void drop(std::unique_ptr<int>) {}
void read(std::unique_ptr<int> p) {
  if (p)
    *p = 1;
}
void keep(std::unique_ptr<int> p) { kept.push_back(std::move(p)); }
void keep_perhaps(std::unique_ptr<int> p, bool yes) {
  if (yes)
    kept.push_back(std::move(p));
}
void keep_unless(std::unique_ptr<int> p, bool no) {
  if (no)
    return;
  kept.push_back(std::move(p));
}
void hand_on(std::unique_ptr<int> p) { take(std::move(p)); }
void drop_in_the_end(std::unique_ptr<int> p) { drop(std::move(p)); }
void give_up(std::unique_ptr<int> p) { p.release(); }
void exchange(std::unique_ptr<int> p) {
  static std::unique_ptr<int> other;
  other.swap(p);
}
void by_reference(std::unique_ptr<int> &&) {}
std::unique_ptr<int> through(std::unique_ptr<int> p) { return p; }
void drop_all(std::vector<int>) {}
void drop_text(std::string) {}
template <class T> void forward_to_drop(T &&p) { drop(std::forward<T>(p)); }

// ---- handed over by value: one function ----

int to_a_closure() {
  auto p = std::make_unique<int>(1);
  int *r = p.get();
  auto end = [](std::unique_ptr<int>) {};
  end(std::move(p));
  return *r; // expected-warning-re {{local 'r' points to 'std::make_unique<int>(1)' and is used after {{.*}} ended it [escape-invalidated]}}
}
int to_a_closure_that_keeps_it() {
  auto p = std::make_unique<int>(1);
  int *r = p.get();
  auto end = [](std::unique_ptr<int> q) { kept.push_back(std::move(q)); };
  end(std::move(p));
  return *r;
}

// ---- handed over by value: two functions ----

int dropped() {
  auto p = std::make_unique<int>(1);
  int *r = p.get();
  drop(std::move(p));
  return *r; // expected-warning {{local 'r' points to 'std::make_unique<int>(1)' and is used after 'drop' ended it [escape-invalidated]}}
}
int dropped_before() {
  auto p = std::make_unique<int>(1);
  int r = *p;
  drop(std::move(p));
  return r;
}
int read_and_dropped() {
  auto p = std::make_unique<int>(1);
  int *r = p.get();
  read(std::move(p));
  return *r; // expected-warning {{local 'r' points to 'std::make_unique<int>(1)' and is used after 'read' ended it [escape-invalidated]}}
}
int dropped_by_the_next() {
  auto p = std::make_unique<int>(1);
  int *r = p.get();
  drop_in_the_end(std::move(p));
  return *r; // expected-warning {{local 'r' points to 'std::make_unique<int>(1)' and is used after 'drop' ended it [escape-invalidated]}}
}
int dropped_by_a_template() {
  auto p = std::make_unique<int>(1);
  int *r = p.get();
  forward_to_drop(std::move(p));
  return *r; // expected-warning {{local 'r' points to 'std::make_unique<int>(1)' and is used after 'drop' ended it [escape-invalidated]}}
}
int dropped_parameter(std::unique_ptr<int> p) {
  int *r = p.get();
  drop(std::move(p));
  return *r; // expected-warning {{local 'r' points into the storage of 'p' and is used after 'drop' ended it [escape-invalidated]}}
}
int elements_dropped() {
  std::vector<int> v{1};
  int &r = v[0];
  drop_all(std::move(v));
  return r; // expected-warning {{local 'r' points into the storage of 'v' and is used after 'drop_all' ended it [escape-invalidated]}}
}
int elements_copied() {
  std::vector<int> v{1};
  int &r = v[0];
  drop_all(v);
  return r;
}
char text_dropped() {
  std::string s(64, 'x');
  const char *r = s.data();
  drop_text(std::move(s));
  return *r; // expected-warning {{local 'r' points into the storage of 's' and is used after 'drop_text' ended it [escape-invalidated]}}
}
int kept_alive() {
  auto p = std::make_unique<int>(1);
  int *r = p.get();
  keep(std::move(p));
  return *r;
}
int kept_on_one_way() {
  auto p = std::make_unique<int>(1);
  int *r = p.get();
  keep_perhaps(std::move(p), true);
  return *r;
}
int kept_on_the_other() {
  auto p = std::make_unique<int>(1);
  int *r = p.get();
  keep_unless(std::move(p), false);
  return *r;
}
int handed_on() {
  auto p = std::make_unique<int>(1);
  int *r = p.get();
  hand_on(std::move(p));
  return *r;
}
int given_up() {
  auto p = std::make_unique<int>(1);
  int *r = p.get();
  give_up(std::move(p));
  return *r;
}
int exchanged() {
  auto p = std::make_unique<int>(1);
  int *r = p.get();
  exchange(std::move(p));
  return *r;
}
int only_referenced() {
  auto p = std::make_unique<int>(1);
  int *r = p.get();
  by_reference(std::move(p));
  return *r;
}
int given_back() {
  auto p = std::make_unique<int>(1);
  int *r = p.get();
  auto q = through(std::move(p));
  return *r;
}

// ---- handed over by value: a class ----

struct Message {
  std::unique_ptr<int> body;
  std::string subject;
};
void drop_message(Message) {}
void keep_message(Message m) { kept.push_back(std::move(m.body)); }
struct Sink {
  explicit Sink(std::unique_ptr<int>) {}
};
struct Keeper {
  std::unique_ptr<int> member;
  explicit Keeper(std::unique_ptr<int> p) : member(std::move(p)) {}
  void set(std::unique_ptr<int> p) { member = std::move(p); }
  int get() const { return *member; }
  int give_away() {
    int *r = member.get();
    drop(std::move(member));
    return *r; // expected-warning {{is used after 'drop' ended it [escape-invalidated]}}
  }
};
int message_dropped() {
  Message m;
  m.body = std::make_unique<int>(1);
  int *r = m.body.get();
  drop_message(std::move(m));
  return *r; // expected-warning {{local 'r' points to 'std::make_unique<int>(1)' and is used after 'drop_message' ended it [escape-invalidated]}}
}
int message_kept() {
  Message m;
  m.body = std::make_unique<int>(1);
  int *r = m.body.get();
  keep_message(std::move(m));
  return *r;
}
int dropped_by_a_constructor() {
  auto p = std::make_unique<int>(1);
  int *r = p.get();
  Sink s(std::move(p));
  return *r; // expected-warning {{local 'r' points to 'std::make_unique<int>(1)' and is used after 'Sink::Sink' ended it [escape-invalidated]}}
}
int kept_by_a_constructor() {
  auto p = std::make_unique<int>(1);
  int *r = p.get();
  Keeper k(std::move(p));
  return *r + k.get();
}
int kept_by_a_method(Keeper &k) {
  auto p = std::make_unique<int>(1);
  int *r = p.get();
  k.set(std::move(p));
  return *r;
}

// ---- freed parameters: one function ----

struct Node {
  int value;
  Node *next;
};
int read_after_delete(Node *n) {
  delete n;
  return n->value; // expected-warning {{what 'n' points to is used after 'delete' ended it [escape-invalidated]}}
}
int read_before_delete(Node *n) {
  int v = n->value;
  delete n;
  return v;
}
bool compared_after_delete(Node *n) {
  delete n;
  return n == nullptr; // expected-warning {{what 'n' points to is used after 'delete' ended it [escape-invalidated]}}
}
int tested_after_delete(Node *n) {
  delete n;
  if (!n) // expected-warning {{what 'n' points to is used after 'delete' ended it [escape-invalidated]}}
    return 1;
  return 3;
}
Node *set_after_delete(Node *n) {
  delete n;
  n = nullptr;
  return n;
}
void all_of_a_list(Node *n) {
  while (n) {
    Node *next = n->next;
    delete n;
    n = next;
  }
}

// ---- freed parameters: two functions ----

void end(Node *n) { delete n; }
void end_perhaps(Node *n) {
  if (n->value == 0)
    delete n;
}
int read_after_end(Node *n) {
  end(n);
  return n->value; // expected-warning {{what 'n' points to is used after 'delete' ended it [escape-invalidated]}}
}
int read_before_end(Node *n) {
  int v = n->value;
  end(n);
  return v;
}
int read_after_it_ended_perhaps(Node *n) {
  end_perhaps(n);
  return n->value;
}
bool compared_after_end() {
  Node *n = new Node;
  end(n);
  return n != nullptr; // expected-warning {{local 'n' points to 'new Node' and is used after 'delete' ended it [escape-invalidated]}}
}

// ---- freed parameters: a class ----

struct List {
  Node *head = nullptr;
  int clear_badly() {
    delete head;
    return head->value; // expected-warning {{is used after 'delete' ended it [escape-invalidated]}}
  }
  void clear() {
    delete head;
    head = nullptr;
  }
  bool clear_and_tell() {
    delete head;
    return head == nullptr; // expected-warning {{is used after 'delete' ended it [escape-invalidated]}}
  }
  ~List() { delete head; }
};

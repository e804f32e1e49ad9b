// What holds it ends, is cleared or erased first; or lives on.
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

std::vector<int *> global_list;
std::map<int, int *> global_map;
std::list<int *> global_nodes;
std::vector<std::function<int()>> global_callbacks;
std::optional<std::string_view> global_optional;
int static_number;

// ---- holder ends first: one function ----

int local_container_of_addresses() {
  int x = 1;
  std::vector<int *> v;
  v.push_back(&x);
  return *v[0];
}
std::vector<int *> container_of_addresses_lives_on() {
  int x = 1;
  std::vector<int *> v;
  v.push_back(&x);
  return v; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int container_declared_first() {
  std::vector<int *> v;
  int x = 1;
  v.push_back(&x);
  return static_cast<int>(v.size());
}
int container_of_an_outer_scope() {
  std::vector<int *> v;
  {
    int x = 1;
    v.push_back(&x);
  }
  return *v[0]; // expected-warning {{the value used here holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
}
int container_of_an_outer_scope_counted() {
  std::vector<int *> v;
  {
    int x = 1;
    v.push_back(&x);
  }
  return static_cast<int>(v.size());
}
int closure_ends_first() {
  int x = 1;
  auto add = [&x](int n) { return x + n; };
  return add(1);
}
auto closure_lives_on() {
  int x = 1;
  auto add = [&x](int n) { return x + n; };
  return add; // expected-warning {{local 'x' is captured by reference in a closure that is returned: 'x' ends with the function [escape-capture]}}
}
int object_on_the_heap_ends_first() {
  int x = 1;
  auto box = std::make_unique<int *>(&x);
  return **box;
}
std::unique_ptr<int *> object_on_the_heap_lives_on() {
  int x = 1;
  auto box = std::make_unique<int *>(&x);
  return box; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int deleted_before_the_end() {
  int x = 1;
  int **box = new int *(&x);
  int r = **box;
  delete box;
  return r;
}
int **not_deleted() {
  int x = 1;
  int **box = new int *(&x);
  return box; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}

// ---- holder ends first: two functions ----

struct Node {
  int *p = nullptr;
  Node *next = nullptr;
};
void fill(Node &node, int *p) { node.p = p; }
void fill_all(std::vector<int *> &v, int *p) { v.push_back(p); }
int filled_local() {
  int x = 1;
  Node node;
  fill(node, &x);
  return *node.p;
}
void filled_parameter(Node &node) {
  int x = 1;
  fill(node, &x); // expected-warning {{address of local 'x' is stored in a member reached through parameter 'node': 'x' ends with the function [escape-member]}}
}
int filled_local_container() {
  int x = 1;
  std::vector<int *> v;
  fill_all(v, &x);
  return *v.front();
}
void filled_parameter_container(std::vector<int *> &v) {
  int x = 1;
  fill_all(v, &x); // expected-warning {{address of local 'x' is stored through parameter 'v': 'x' ends with the function [escape-param]}}
}
int fill_and_read(int *p) {
  Node node;
  fill(node, p);
  return *node.p;
}
int holder_ends_in_the_callee() {
  int x = 1;
  return fill_and_read(&x);
}
Node fill_and_return(int *p) {
  Node node;
  fill(node, p);
  return node;
}
Node holder_is_returned() {
  int x = 1;
  return fill_and_return(&x); // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}

// ---- holder ends first: a class ----

class Stack {
public:
  void push(int *p) { items.push_back(p); }
  int *top() const { return items.back(); }
  int sum() const {
    int s = 0;
    for (int *p : items)
      s += *p;
    return s;
  }

private:
  std::vector<int *> items;
};
int local_stack() {
  int x = 1;
  Stack stack;
  stack.push(&x);
  return stack.sum();
}
int outer_stack() {
  Stack stack;
  {
    int x = 1;
    stack.push(&x);
  }
  return stack.sum(); // expected-warning {{the value used here holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
}
int outer_stack_not_read() {
  Stack stack;
  int r = 0;
  {
    int x = 1;
    stack.push(&x);
    r = stack.sum();
  }
  return r;
}
Stack stack_returned() {
  int x = 1;
  Stack stack;
  stack.push(&x);
  return stack; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
struct Machine {
  Stack stack;
  void own_stack() {
    int x = 1;
    stack.push(&x); // expected-warning {{address of local 'x' is stored in 'this->stack': 'x' ends with the function [escape-member]}}
  }
  int local_stack() {
    int x = 1;
    Stack stack;
    stack.push(&x);
    return stack.sum();
  }
};

// ---- cleared: one function ----

void list_cleared() {
  int x = 1;
  global_list.push_back(&x);
  global_list.clear();
}
void list_cleared_before() {
  int x = 1;
  global_list.clear();
  global_list.push_back(&x); // expected-warning {{address of local 'x' is stored in static 'global_list': 'x' ends with the function [escape-static]}}
}
void another_list_cleared() {
  int x = 1;
  global_list.push_back(&x); // expected-warning {{address of local 'x' is stored in static 'global_list': 'x' ends with the function [escape-static]}}
  global_nodes.clear();
}
void map_cleared() {
  int x = 1;
  global_map[1] = &x;
  global_map.clear();
}
void map_only_counted() {
  int x = 1;
  global_map[1] = &x; // expected-warning {{address of local 'x' is stored in static 'global_map': 'x' ends with the function [escape-static]}}
  (void)global_map.size();
}
void list_assigned_anew() {
  int x = 1;
  global_list = {&x};
  global_list = {};
}
void list_swapped_with_an_empty_one() {
  int x = 1;
  global_list = {&x};
  std::vector<int *>().swap(global_list);
}
void list_swapped_with_a_full_one() {
  int x = 1;
  std::vector<int *> mine{&x};
  mine.swap(global_list); // expected-warning {{address of local 'x' is stored in static 'global_list': 'x' ends with the function [escape-static]}}
}
void callbacks_cleared() {
  int x = 1;
  global_callbacks.push_back([&] { return x; });
  global_callbacks.clear();
}
void callbacks_only_called() {
  int x = 1;
  global_callbacks.push_back([&] { return x; }); // expected-warning {{local 'x' is captured by reference in a closure that is stored in static 'global_callbacks': 'x' ends with the function [escape-capture]}}
  for (auto &f : global_callbacks)
    (void)f();
}
void optional_reset() {
  std::string s = "text";
  global_optional = s;
  global_optional.reset();
}
void optional_reset_before() {
  std::string s = "text";
  global_optional.reset();
  global_optional = s; // expected-warning {{reference to local 's' is stored in static 'global_optional': 's' ends with the function [escape-static]}}
}

// ---- cleared: two functions ----

void clear_all() { global_list.clear(); }
void clear_these(std::vector<int *> &v) { v.clear(); }
void count_these(const std::vector<int *> &v) { (void)v.size(); }
void list_cleared_by_a_function() {
  int x = 1;
  global_list.push_back(&x);
  clear_all();
}
void list_counted_by_a_function() {
  int x = 1;
  global_list.push_back(&x); // expected-warning {{address of local 'x' is stored in static 'global_list': 'x' ends with the function [escape-static]}}
  count_these(global_list);
}
void out_list_cleared_by_a_function(std::vector<int *> &out) {
  int x = 1;
  out.push_back(&x);
  clear_these(out);
}
void another_list_cleared_by_a_function(std::vector<int *> &out, std::vector<int *> &other) {
  int x = 1;
  out.push_back(&x); // expected-warning {{address of local 'x' is stored through parameter 'out': 'x' ends with the function [escape-param]}}
  clear_these(other);
}
void add_these(std::vector<int *> &v, int *p) { v.push_back(p); }
void added_and_cleared_by_functions(std::vector<int *> &out) {
  int x = 1;
  add_these(out, &x);
  clear_these(out);
}
void cleared_and_added_by_functions(std::vector<int *> &out) {
  int x = 1;
  clear_these(out);
  add_these(out, &x); // expected-warning {{address of local 'x' is stored through parameter 'out': 'x' ends with the function [escape-param]}}
}

// ---- cleared: a class ----

class Batch {
public:
  void add(const std::string &s) { items.push_back(s); }
  void flush() { items.clear(); }
  std::size_t size() const { return items.size(); }
  void one() {
    std::string s = "text";
    add(s);
    flush();
  }
  void one_more() {
    std::string s = "text";
    add(s); // expected-warning {{reference to local 's' is stored in 'this->items': 's' ends with the function [escape-member]}}
    (void)size();
  }

private:
  std::vector<std::string_view> items;
};
void batch_flushed(Batch &batch) {
  std::string s = "text";
  batch.add(s);
  batch.flush();
}
void batch_flushed_before(Batch &batch) {
  std::string s = "text";
  batch.flush();
  batch.add(s); // expected-warning {{reference to local 's' is stored in a member reached through parameter 'batch': 's' ends with the function [escape-member]}}
}

// ---- erased: one function ----

void taken_from_the_back() {
  int x = 1;
  global_list.push_back(&x);
  global_list.pop_back();
}
void taken_from_the_back_before() {
  int x = 1;
  global_list.pop_back();
  global_list.push_back(&x); // expected-warning {{address of local 'x' is stored in static 'global_list': 'x' ends with the function [escape-static]}}
}
void node_erased() {
  int x = 1;
  auto place = global_nodes.insert(global_nodes.begin(), &x);
  global_nodes.erase(place);
}
void node_not_erased() {
  int x = 1;
  auto place = global_nodes.insert(global_nodes.begin(), &x); // expected-warning {{address of local 'x' is stored in static 'global_nodes': 'x' ends with the function [escape-static]}}
  (void)place;
}
void key_erased() {
  int x = 1;
  global_map.emplace(1, &x);
  global_map.erase(1);
}
void key_only_looked_up() {
  int x = 1;
  global_map.emplace(1, &x); // expected-warning {{address of local 'x' is stored in static 'global_map': 'x' ends with the function [escape-static]}}
  (void)global_map.count(1);
}

// ---- erased: two functions ----

void push(int *p) { global_list.push_back(p); }
void pop() { global_list.pop_back(); }
void peek() { (void)*global_list.back(); }
void pushed_and_popped_by_functions() {
  int x = 1;
  push(&x);
  pop();
}
void pushed_and_peeked_by_functions() {
  int x = 1;
  push(&x); // expected-warning {{address of local 'x' is stored in static 'global_list': 'x' ends with the function [escape-static]}}
  peek();
}
void enter(int id, int *p) { global_map[id] = p; }
void leave(int id) { global_map.erase(id); }
void entered_and_left(int id) {
  int x = 1;
  enter(id, &x);
  leave(id);
}
void entered(int id) {
  int x = 1;
  enter(id, &x); // expected-warning {{address of local 'x' is stored in static 'global_map': 'x' ends with the function [escape-static]}}
}

// ---- erased: a class ----

class Scopes {
public:
  struct Scope {
    int depth;
  };
  void push(Scope *s) { stack.push_back(s); }
  void pop() { stack.pop_back(); }
  void inside() {
    Scope scope{1};
    push(&scope);
    pop();
  }
  void left_inside() {
    Scope scope{1};
    push(&scope); // expected-warning {{address of local 'scope' is stored in 'this->stack': 'scope' ends with the function [escape-member]}}
  }

private:
  std::vector<Scope *> stack;
};
class ScopeGuard {
public:
  ScopeGuard(Scopes &scopes, Scopes::Scope &scope) : scopes(scopes) { scopes.push(&scope); }
  ~ScopeGuard() { scopes.pop(); }

private:
  Scopes &scopes;
};
class ScopeNoGuard {
public:
  ScopeNoGuard(Scopes &scopes, Scopes::Scope &scope) : scopes(scopes) { scopes.push(&scope); }

private:
  Scopes &scopes;
};
void guarded_scope(Scopes &scopes) {
  Scopes::Scope scope{1};
  ScopeGuard guard(scopes, scope);
}
void unguarded_scope(Scopes &scopes) {
  Scopes::Scope scope{1};
  ScopeNoGuard guard(scopes, scope); // expected-warning {{reference to local 'scope' is stored in a member reached through parameter 'scopes': 'scope' ends with the function [escape-member]}}
}

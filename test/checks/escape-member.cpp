// escape-member: stored in *this, in an object reached through a parameter, or in a heap object that lives on.
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// ---- one function ----

struct Node {
  int *p = nullptr;
  const char *text = nullptr;
  Node *next = nullptr;
  int *slots[4] = {};
  std::string_view view;
  std::string string;

  void in_a_member() {
    int x = 1;
    p = &x; // expected-warning {{address of local 'x' is stored in 'this->p': 'x' ends with the function [escape-member]}}
  }
  void value_in_a_member() {
    int x = 1;
    *p = x;
  }
  void from_a_parameter(int *q) { p = q; }
  void of_a_value_parameter(int x) {
    this->p = &x; // expected-warning {{address of parameter 'x' is stored in 'this->p': 'x' ends with the function [escape-member]}}
  }
  void reset_before_the_end() {
    int x = 1;
    p = &x;
    p = nullptr;
  }
  void reset_on_one_path(bool b) {
    int x = 1;
    p = &x; // expected-warning {{address of local 'x' is stored in 'this->p': 'x' ends with the function [escape-member]}}
    if (b)
      p = nullptr;
  }
  void in_an_array(int i) {
    int x = 1;
    slots[i] = &x; // expected-warning {{address of local 'x' is stored in 'this->slots': 'x' ends with the function [escape-member]}}
  }
  void behind_a_member() {
    int x = 1;
    next->p = &x; // expected-warning {{address of local 'x' is stored in 'this->next': 'x' ends with the function [escape-member]}}
  }
  void local_node() {
    int x = 1;
    Node node;
    node.p = &x;
  }
  void local_node_linked() {
    Node node;
    next = &node; // expected-warning {{address of local 'node' is stored in 'this->next': 'node' ends with the function [escape-member]}}
  }
  void array_decays() {
    char buffer[8] = "text";
    text = buffer; // expected-warning {{address of local 'buffer' is stored in 'this->text': 'buffer' ends with the function [escape-member]}}
  }
  void view_of_local() {
    std::string s = "text";
    view = s; // expected-warning {{view of local 's' is stored in 'this->view': 's' ends with the function [escape-member]}}
  }
  void view_of_member() { view = string; }
  void copy_of_local() {
    std::string s = "text";
    string = s;
  }
  void view_of_temporary() {
    view = string + "more"; // expected-warning {{view of temporary 'string + "more"' is stored in 'this->view': 'string + "more"' ends with the full-expression [escape-member]}}
  }
  void itself() { next = this; }
};

// Constructors.
struct Keeps {
  const int &r;
  explicit Keeps(int x) : r(x) {} // expected-warning {{address of parameter 'x' is stored in 'this->r': 'x' ends with the function [escape-member]}}
};
struct KeepsReference {
  const int &r;
  explicit KeepsReference(const int &x) : r(x) {}
};
struct KeepsView {
  std::string_view view;
  explicit KeepsView(std::string s) : view(s) {} // expected-warning {{view of parameter 's' is stored in 'this->view': 's' ends with the function [escape-member]}}
};
struct KeepsString {
  std::string string;
  explicit KeepsString(std::string s) : string(std::move(s)) {}
};
struct KeepsLocal {
  int *p;
  KeepsLocal() {
    int x = 1;
    p = &x; // expected-warning {{address of local 'x' is stored in 'this->p': 'x' ends with the function [escape-member]}}
  }
};

// ---- through parameters ----

void in_a_member_of_a_parameter(Node &node) {
  int x = 1;
  node.p = &x; // expected-warning {{address of local 'x' is stored in a member reached through parameter 'node': 'x' ends with the function [escape-member]}}
}
void in_a_member_behind_a_pointer(Node *node) {
  int x = 1;
  node->p = &x; // expected-warning {{address of local 'x' is stored in a member reached through parameter 'node': 'x' ends with the function [escape-member]}}
}
void in_a_member_of_a_value_parameter(Node node) {
  int x = 1;
  node.p = &x;
}
void deep(Node *node) {
  int x = 1;
  node->next->p = &x; // expected-warning {{address of local 'x' is stored in a member reached through parameter 'node': 'x' ends with the function [escape-member]}}
}
void through_a_local_reference(Node &node) {
  int x = 1;
  Node &same = node;
  same.p = &x; // expected-warning {{address of local 'x' is stored in a member reached through parameter 'node': 'x' ends with the function [escape-member]}}
}
void through_a_local_copy(Node &node) {
  int x = 1;
  Node copy = node;
  copy.p = &x;
}
void reset_in_parameter(Node &node) {
  int x = 1;
  node.p = &x;
  node.p = nullptr;
}

// ---- two functions ----

void set(Node &node, int *p) { node.p = p; }
void set_next(Node &node, int *p) { set(*node.next, p); }
void clear(Node &node) { node.p = nullptr; }
void by_a_function(Node &node) {
  int x = 1;
  set(node, &x); // expected-warning {{address of local 'x' is stored in a member reached through parameter 'node': 'x' ends with the function [escape-member]}}
}
void by_a_function_in_a_local() {
  int x = 1;
  Node node;
  set(node, &x);
}
void by_two_functions(Node &node) {
  int x = 1;
  set_next(node, &x); // expected-warning {{address of local 'x' is stored in a member reached through parameter 'node': 'x' ends with the function [escape-member]}}
}
void set_and_cleared(Node &node) {
  int x = 1;
  set(node, &x);
  clear(node);
}

// ---- over a class ----

class Parser {
public:
  void attach(const char *text) { text_ = text; }
  void detach() { text_ = nullptr; }
  void parse() {
    char buffer[8] = "text";
    attach(buffer); // expected-warning {{address of local 'buffer' is stored in 'this->text_': 'buffer' ends with the function [escape-member]}}
  }
  void parse_and_detach() {
    char buffer[8] = "text";
    attach(buffer);
    detach();
  }

private:
  const char *text_ = nullptr;
};
class Base {
protected:
  const int *kept = nullptr;
  void keep(const int &x) { kept = &x; }
};
class Derived : Base {
public:
  void in_a_base_member() {
    int x = 1;
    kept = &x; // expected-warning {{address of local 'x' is stored in 'this->kept': 'x' ends with the function [escape-member]}}
  }
  void by_a_base_method() {
    int x = 1;
    keep(x); // expected-warning {{reference to local 'x' is stored in 'this->kept': 'x' ends with the function [escape-member]}}
  }
  void by_a_base_method_from_outside(const int &x) { keep(x); }
};
struct Scope {
  Node &node;
  int *saved;
  explicit Scope(Node &node) : node(node), saved(node.p) {}
  ~Scope() { node.p = saved; }
};
void restored_by_a_guard(Node &node) {
  int x = 1;
  Scope scope(node);
  node.p = &x;
}
struct Chain {
  int *p = nullptr;
  Chain &with(int *q) {
    p = q;
    return *this;
  }
};
void chained(Chain &chain) {
  int x = 1;
  chain.with(nullptr).with(&x); // expected-warning {{address of local 'x' is stored in a member reached through parameter 'chain': 'x' ends with the function [escape-member]}}
}
void chained_away(Chain &chain) {
  int x = 1;
  chain.with(&x).with(nullptr);
}

// ---- containers and pointers in members ----

struct Owner {
  std::vector<int *> addresses;
  std::vector<std::string> strings;
  std::vector<std::string_view> views;
  std::map<int, int *> map;
  std::unique_ptr<Node> owned;
  std::shared_ptr<Node> shared;
  std::optional<std::string_view> optional;

  void pushed() {
    int x = 1;
    addresses.push_back(&x); // expected-warning {{address of local 'x' is stored in 'this->addresses': 'x' ends with the function [escape-member]}}
  }
  void pushed_parameter(int *p) { addresses.push_back(p); }
  void pushed_and_popped() {
    int x = 1;
    addresses.clear();
    addresses.push_back(&x);
    addresses.clear();
  }
  void pushed_copy() {
    std::string s = "text";
    strings.push_back(s);
  }
  void pushed_view() {
    std::string s = "text";
    views.push_back(s); // expected-warning {{pointer into local 's' is stored in 'this->views': 's' ends with the function [escape-member]}}
  }
  void mapped() {
    int x = 1;
    map[1] = &x; // expected-warning {{address of local 'x' is stored in 'this->map': 'x' ends with the function [escape-member]}}
  }
  void behind_an_owner() {
    int x = 1;
    owned->p = &x; // expected-warning {{address of local 'x' is stored in 'this->owned': 'x' ends with the function [escape-member]}}
  }
  void behind_a_shared_owner() {
    int x = 1;
    shared->p = &x; // expected-warning {{address of local 'x' is stored in 'this->shared': 'x' ends with the function [escape-member]}}
  }
  void optional_view() {
    std::string s = "text";
    optional = s; // expected-warning {{reference to local 's' is stored in 'this->optional': 's' ends with the function [escape-member]}}
  }
};
void pushed_to_parameter(std::vector<int *> &v) {
  int x = 1;
  Owner owner;
  owner.addresses.push_back(&x);
  (void)v;
}

// ---- heap objects that live on ----

Node *heap_object_returned() {
  int x = 1;
  Node *node = new Node;
  node->p = &x;
  return node; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int heap_object_deleted() {
  int x = 1;
  Node *node = new Node;
  node->p = &x;
  int r = *node->p;
  delete node;
  return r;
}
void heap_object_kept(Node &list) {
  int x = 1;
  list.next = new Node;
  list.next->p = &x; // expected-warning {{address of local 'x' is stored in a member reached through parameter 'list': 'x' ends with the function [escape-member]}}
}

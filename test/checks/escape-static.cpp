// escape-static: globals, statics and thread-locals that still hold it when the frame ends.
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

int *global;
static int *file_static;
thread_local int *per_thread;
namespace space {
int *in_namespace;
}
struct Pair {
  int *a;
  int *b;
};
Pair global_pair;
int *global_array[4];
const char *global_text;
std::string_view global_view;
std::vector<int *> global_addresses;
std::vector<std::string_view> global_views;
std::map<int, int *> global_map;
std::set<std::string_view> global_set;
std::optional<std::string_view> global_optional;
std::unique_ptr<Pair> global_unique;
std::shared_ptr<int> global_shared;
std::vector<std::string> global_strings;

// ---- one function ----

void in_a_global() {
  int x = 1;
  global = &x; // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
}
void value_in_a_global() {
  int x = 1;
  *global = x;
}
void in_a_global_from_parameter(int *p) { global = p; }
void of_a_value_parameter(int p) {
  global = &p; // expected-warning {{address of parameter 'p' is stored in static 'global': 'p' ends with the function [escape-static]}}
}
void in_a_file_static() {
  int x = 1;
  file_static = &x; // expected-warning {{address of local 'x' is stored in static 'file_static': 'x' ends with the function [escape-static]}}
}
void in_a_thread_local() {
  int x = 1;
  per_thread = &x; // expected-warning {{address of local 'x' is stored in thread-local 'per_thread': 'x' ends with the function [escape-static]}}
}
void in_a_namespace() {
  int x = 1;
  space::in_namespace = &x; // expected-warning {{address of local 'x' is stored in static 'in_namespace': 'x' ends with the function [escape-static]}}
}
void in_a_local_static() {
  static int *kept;
  int x = 1;
  kept = &x; // expected-warning {{address of local 'x' is stored in static 'kept': 'x' ends with the function [escape-static]}}
}
void initializer_of_a_local_static(int n) {
  static const int *kept = &n; // expected-warning {{address of parameter 'n' is stored in static 'kept': 'n' ends with the function [escape-static]}}
}
void initializer_of_a_local_static_from_static() {
  static int x = 1;
  static const int *kept = &x;
}
void in_a_member_of_a_global() {
  int x = 1;
  global_pair.b = &x; // expected-warning {{address of local 'x' is stored in static 'global_pair': 'x' ends with the function [escape-static]}}
}
void whole_struct() {
  int x = 1;
  global_pair = Pair{&x, nullptr}; // expected-warning {{address of local 'x' is stored in static 'global_pair': 'x' ends with the function [escape-static]}}
}
void struct_without_it(int *p) {
  int x = 1;
  Pair pair{&x, p};
  global_pair = Pair{pair.b, nullptr};
}
void in_an_array(int i) {
  int x = 1;
  global_array[i] = &x; // expected-warning {{address of local 'x' is stored in static 'global_array': 'x' ends with the function [escape-static]}}
}
void array_decays() {
  char text[] = "text";
  global_text = text; // expected-warning {{address of local 'text' is stored in static 'global_text': 'text' ends with the function [escape-static]}}
}
void literal() { global_text = "text"; }

// Put back before the frame ends.
void reset_before_the_end() {
  int x = 1;
  global = &x;
  global = nullptr;
}
void restored_before_the_end() {
  int x = 1;
  int *saved = global;
  global = &x;
  global = saved;
}
void reset_on_one_path_only(bool b) {
  int x = 1;
  global = &x; // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
  if (b)
    global = nullptr;
}
void reset_on_every_path(bool b) {
  int x = 1;
  global = &x;
  if (b) {
    global = nullptr;
    return;
  }
  global = global_pair.a;
}
int reset_but_early_return(int n) {
  int x = 1;
  global = &x; // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
  if (n > 3)
    return n;
  global = nullptr;
  return x;
}
struct Restore {
  int *&where;
  int *saved;
  explicit Restore(int *&where) : where(where), saved(where) {}
  ~Restore() { where = saved; }
};
void restored_by_a_guard(bool b) {
  int x = 1;
  Restore restore(global);
  global = &x;
  if (b)
    return;
  *global = 2;
}
void guard_of_another(bool b) {
  int x = 1;
  Restore restore(file_static);
  global = &x; // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
  if (b)
    return;
  *global = 2;
}
[[noreturn]] void stop();
void does_not_end(bool b) {
  int x = 1;
  global = &x;
  if (b)
    stop();
  global = nullptr;
}

// ---- two functions ----

void keep(int *p) { global = p; }
void keep_reference(int &r) { keep(&r); }
void drop() { global = nullptr; }
void look(const int *p) { (void)*p; }
void keep_through(int **where, int *p) { *where = p; }

void by_a_function() {
  int x = 1;
  keep(&x); // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
}
void by_two_functions() {
  int x = 1;
  keep_reference(x); // expected-warning {{reference to local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
}
void only_looked_at() {
  int x = 1;
  look(&x);
}
void kept_and_dropped() {
  int x = 1;
  keep(&x);
  drop();
}
void through_its_address() {
  int x = 1;
  keep_through(&global, &x); // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
}
int *&slot() { return global; }
void through_a_returned_reference() {
  int x = 1;
  slot() = &x; // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
}
int *&other_slot(int *&own) { return own; }
void through_a_returned_reference_to_a_local() {
  int x = 1;
  int *own = nullptr;
  other_slot(own) = &x;
}
void keep_if(bool b, int *p) {
  if (b)
    global = p;
}
void kept_on_a_condition() {
  int x = 1;
  keep_if(true, &x); // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
}
void keep_at_depth(int n, int *p) {
  if (n == 0)
    global = p;
  else
    keep_at_depth(n - 1, p);
}
void kept_by_recursion() {
  int x = 1;
  keep_at_depth(3, &x); // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
}
template <class T> void keep_any(T &value) { global = &value; }
void kept_by_a_template() {
  int x = 1;
  keep_any(x); // expected-warning {{reference to local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
}
void kept_by_a_lambda() {
  int x = 1;
  auto set = [](int *p) { global = p; };
  set(&x); // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
}
void kept_by_a_capturing_lambda() {
  int x = 1;
  int *p = &x;
  auto set = [p] { global = p; };
  set(); // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
}
void kept_by_a_generic_lambda() {
  int x = 1;
  [](auto *p) { global = p; }(&x); // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
}
void looked_at_by_a_lambda() {
  int x = 1;
  [](auto *p) { look(p); }(&x);
}
void kept_by_a_function_pointer() {
  int x = 1;
  void (*f)(int *) = keep;
  f(&x); // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
}

// ---- a class ----

struct Registry {
  static int *last;
  int *current = nullptr;
  static void add(int *p) { last = p; }
  static void clear() { last = nullptr; }
  static Registry &get() {
    static Registry registry;
    return registry;
  }
  void set(int *p) { current = p; }
};
int *Registry::last;
void static_member() {
  int x = 1;
  Registry::last = &x; // expected-warning {{address of local 'x' is stored in static 'last': 'x' ends with the function [escape-static]}}
}
void static_method() {
  int x = 1;
  Registry::add(&x); // expected-warning {{address of local 'x' is stored in static 'Registry::last': 'x' ends with the function [escape-static]}}
}
void static_method_cleared() {
  int x = 1;
  Registry::add(&x);
  Registry::clear();
}
void singleton() {
  int x = 1;
  Registry::get().set(&x); // expected-warning {{address of local 'x' is stored in static 'registry': 'x' ends with the function [escape-static]}}
}
void local_object_of_the_same_class() {
  int x = 1;
  Registry own;
  own.set(&x);
}
struct Announces {
  static Announces *last;
  int value = 1;
  Announces() { last = this; }
};
Announces *Announces::last;
struct AnnouncesAndLeaves {
  static AnnouncesAndLeaves *last;
  AnnouncesAndLeaves() { last = this; }
  ~AnnouncesAndLeaves() { last = nullptr; }
};
AnnouncesAndLeaves *AnnouncesAndLeaves::last;
void constructor_announces() {
  Announces a; // expected-warning {{address of local 'a' is stored in static 'Announces::last': 'a' ends with the function [escape-static]}}
}
void destructor_takes_it_back() { AnnouncesAndLeaves a; }
struct LeavesAnnounced {
  int value = 1;
  ~LeavesAnnounced() { global = &value; }
};
void destructor_announces() {
  LeavesAnnounced l;
} // expected-warning {{address of local 'l' is stored in static 'global': 'l' ends with the function [escape-static]}}
struct Links {
  Links *next;
  static Links *head;
  Links() : next(head) { head = this; }
  ~Links() { head = next; }
};
Links *Links::head;
void linked_and_unlinked() {
  Links l;
  Links m;
}

// ---- the library ----

void view() {
  std::string s = "text";
  global_view = s; // expected-warning {{view of local 's' is stored in static 'global_view': 's' ends with the function [escape-static]}}
}
void view_of_temporary(const std::string &s) {
  global_view = s + "more"; // expected-warning {{view of temporary 's + "more"' is stored in static 'global_view': 's + "more"' ends with the full-expression [escape-static]}}
}
void view_of_parameter(const std::string &s) { global_view = s; }
void pushed() {
  int x = 1;
  global_addresses.push_back(&x); // expected-warning {{address of local 'x' is stored in static 'global_addresses': 'x' ends with the function [escape-static]}}
}
void pushed_and_popped() {
  int x = 1;
  global_addresses.clear();
  global_addresses.push_back(&x);
  global_addresses.clear();
}
void pushed_copy() {
  std::string s = "text";
  global_strings.push_back(s);
}
void pushed_view() {
  std::string s = "text";
  global_views.push_back(s); // expected-warning {{pointer into local 's' is stored in static 'global_views': 's' ends with the function [escape-static]}}
}
void assigned_container() {
  int x = 1;
  std::vector<int *> v{&x};
  global_addresses = v; // expected-warning {{address of local 'x' is stored in static 'global_addresses': 'x' ends with the function [escape-static]}}
}
void moved_container() {
  int x = 1;
  std::vector<int *> v{&x};
  global_addresses = std::move(v); // expected-warning {{address of local 'x' is stored in static 'global_addresses': 'x' ends with the function [escape-static]}}
}
void swapped_container() {
  int x = 1;
  std::vector<int *> v{&x};
  v.swap(global_addresses); // expected-warning {{address of local 'x' is stored in static 'global_addresses': 'x' ends with the function [escape-static]}}
}
void mapped() {
  int x = 1;
  global_map[1] = &x; // expected-warning {{address of local 'x' is stored in static 'global_map': 'x' ends with the function [escape-static]}}
}
void mapped_by_emplace() {
  int x = 1;
  global_map.emplace(1, &x); // expected-warning {{address of local 'x' is stored in static 'global_map': 'x' ends with the function [escape-static]}}
}
void mapped_by_try_emplace() {
  int x = 1;
  global_map.try_emplace(1, &x); // expected-warning {{address of local 'x' is stored in static 'global_map': 'x' ends with the function [escape-static]}}
}
void set_of_views() {
  std::string s = "text";
  global_set.insert(s); // expected-warning {{pointer into local 's' is stored in static 'global_set': 's' ends with the function [escape-static]}}
}
void looked_up() {
  std::string s = "text";
  (void)global_set.count(s);
}
void optional() {
  std::string s = "text";
  global_optional = s; // expected-warning {{reference to local 's' is stored in static 'global_optional': 's' ends with the function [escape-static]}}
}
void optional_reset() {
  std::string s = "text";
  global_optional = s;
  global_optional.reset();
}
void on_the_heap() {
  int x = 1;
  global_unique = std::make_unique<Pair>(Pair{&x, nullptr}); // expected-warning {{address of local 'x' is stored in static 'global_unique': 'x' ends with the function [escape-static]}}
}
void shared_without_owning() {
  int x = 1;
  global_shared = std::shared_ptr<int>(&x, [](int *) {}); // expected-warning {{address of local 'x' is stored in static 'global_shared': 'x' ends with the function [escape-static]}}
}
void shared_owning() { global_shared = std::make_shared<int>(1); }
void exchanged() {
  int x = 1;
  std::exchange(global, &x); // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
}
void exchanged_back() {
  int x = 1;
  int *before = std::exchange(global, &x);
  std::exchange(global, before);
}

// Used after the full-expression; lifetime extension and where it does not reach; range-for over a member of a temporary.
// standards: 17 20
#include <algorithm>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

std::string make() { return "a text that is long"; }
std::vector<int> numbers() { return {1, 2, 3}; }
const std::string &pick(const std::string &a, const std::string &b) { return a.size() < b.size() ? a : b; }
int read(const int *p) { return *p; }
const int *address_of(const int &n) { return &n; }
std::string_view trim(std::string_view v) { return v.substr(1); }
std::size_t length(std::string_view v) { return v.size(); }

// ---- full-expression: one function ----

char view_of_call() {
  std::string_view v = make();
  return v[0]; // expected-warning {{local 'v' holds a view of temporary 'make()' and is used after the full-expression that made it [escape-temporary]}}
}
char view_of_call_at_once() { return std::string_view(make())[0]; }
char string_of_call() {
  std::string s = make();
  std::string_view v = s;
  return v[0];
}
char characters_of_call() {
  const char *p = make().c_str();
  return *p; // expected-warning {{local 'p' holds a view of temporary 'make()' and is used after the full-expression that made it [escape-temporary]}}
}
char characters_of_call_at_once() { return *make().c_str(); }
char view_of_sum(const std::string &a) {
  std::string_view v = a + "more";
  return v[0]; // expected-warning {{local 'v' holds a view of temporary 'a + "more"' and is used after the full-expression that made it [escape-temporary]}}
}
char view_of_sum_copied(const std::string &a) {
  std::string v = a + "more";
  return v[0];
}
char view_of_conditional(bool b, const std::string &a) {
  std::string_view v = b ? a : "literal";
  return v[0]; // expected-warning {{local 'v' holds a view of temporary 'b ? a : "literal"' and is used after the full-expression that made it [escape-temporary]}}
}
char view_of_conditional_of_views(bool b, std::string_view a) {
  std::string_view v = b ? a : "literal";
  return v[0];
}
int iterator_of_call() {
  auto it = numbers().begin();
  return *it; // expected-warning {{local 'it' holds a view of temporary 'numbers()' and is used after the full-expression that made it [escape-temporary]}}
}
int element_of_call() {
  int n = numbers()[0];
  return n;
}
int assigned_in_an_expression(int a) {
  const int *p;
  p = &static_cast<const int &>(a + 1);
  return *p; // expected-warning {{local 'p' holds the address of temporary 'a + 1' and is used after the full-expression that made it [escape-temporary]}}
}
int comma(int a) {
  const int *p;
  return p = &static_cast<const int &>(a + 1), *p;
}

// ---- full-expression: two functions ----

int address_from_a_function(int a) {
  const int *p = address_of(a + 1);
  return *p; // expected-warning {{local 'p' holds the address of temporary 'a + 1' and is used after the full-expression that made it [escape-temporary]}}
}
int address_from_a_function_at_once(int a) { return *address_of(a + 1); }
int address_from_a_function_read_by_another(int a) { return read(address_of(a + 1)); }
char view_from_a_function() {
  std::string_view v = trim(make());
  return v[0]; // expected-warning {{local 'v' holds a view of temporary 'make()' and is used after the full-expression that made it [escape-temporary]}}
}
std::size_t view_from_a_function_at_once() { return length(trim(make())); }
char view_from_two_functions() {
  std::string s = make();
  std::string_view v = trim(trim(s));
  return v[0];
}
char picked() {
  const std::string &s = pick(make(), "other");
  return s[0]; // expected-warning {{local 's' holds the address of temporary '"other"' and is used after the full-expression that made it [escape-temporary]}} expected-warning {{local 's' holds the address of temporary 'make()' and is used after the full-expression that made it [escape-temporary]}}
}
char picked_copied() {
  std::string s = pick(make(), "other");
  return s[0];
}
char picked_of_locals() {
  std::string a = make();
  std::string b = "other";
  const std::string &s = pick(a, b);
  return s[0];
}

// ---- full-expression: a class ----

class Text {
public:
  explicit Text(std::string_view v) : view(v) {}
  char first() const { return view[0]; }
  std::string_view get() const { return view; }
  Text &skip() {
    view.remove_prefix(1);
    return *this;
  }

private:
  std::string_view view;
};
class Document {
public:
  Document() : title("title") {}
  const std::string &name() const { return title; }
  Document &rename(const std::string &s) {
    title = s;
    return *this;
  }
  std::string take() && { return std::move(title); }

private:
  std::string title;
};
char object_keeps_a_view() {
  Text t(make());
  return t.first(); // expected-warning {{local 't' holds a view of temporary 'make()' and is used after the full-expression that made it [escape-temporary]}}
}
char object_keeps_a_view_at_once() { return Text(make()).first(); }
char object_keeps_a_view_of_a_local() {
  std::string s = make();
  Text t(s);
  return t.first();
}
char method_chain() {
  const std::string &s = Document().rename("x").name();
  return s[0]; // expected-warning {{local 's' holds the address of temporary 'Document()' and is used after the full-expression that made it [escape-temporary]}}
}
char method_chain_copied() {
  std::string s = Document().rename("x").name();
  return s[0];
}
char method_chain_reference() {
  Document &d = Document().rename("x");
  return d.name()[0]; // expected-warning {{local 'd' holds the address of temporary 'Document()' and is used after the full-expression that made it [escape-temporary]}}
}
char method_chain_taken() {
  const std::string &s = Document().take();
  return s[0];
}
char view_outlives_the_object_that_gave_it() {
  std::string s = make();
  std::string_view v = Text(s).skip().get();
  return v[0];
}
char view_of_what_the_object_owns() {
  std::string_view v = Document().name();
  return v[0]; // expected-warning {{local 'v' holds a view of temporary 'Document()' and is used after the full-expression that made it [escape-temporary]}}
}

// ---- lifetime extension: one function ----

char extended() {
  const std::string &s = make();
  return s[0];
}
char extended_by_rvalue_reference() {
  std::string &&s = make();
  return s[0];
}
int extended_member() {
  struct Pair {
    int a, b;
  };
  const int &r = Pair{1, 2}.a;
  return r;
}
int extended_subscript() {
  using Array = int[3];
  int &&r = Array{1, 2, 3}[1];
  return r;
}
int extended_in_braces() {
  struct Holds {
    const int &r;
  };
  Holds h{1};
  return h.r;
}
int not_extended_in_parentheses_of_a_constructor() {
  struct Holds {
    const int &r;
    explicit Holds(const int &n) : r(n) {}
  };
  Holds h(1);
  return h.r; // expected-warning {{local 'h' holds the address of temporary '1' and is used after the full-expression that made it [escape-temporary]}}
}
int extended_conditional(bool b) {
  const int &r = b ? 1 : 2;
  return r;
}
int extended_cast() {
  const int &r = static_cast<const int &>(1);
  return r;
}
int not_extended_by_assignment() {
  const int *p = nullptr;
  {
    const int &r = 1;
    p = &r;
  }
  return *p; // expected-warning {{local 'p' holds the address of temporary '1' and is used after the full-expression that made it [escape-temporary]}}
}
int extended_list() {
  std::initializer_list<int> list = {1, 2, 3};
  return *list.begin();
}
int not_extended_list() {
  std::initializer_list<int> list;
  list = {1, 2, 3};
  return *list.begin(); // expected-warning {{local 'list' holds the address of temporary '{1, 2, 3}' and is used after the full-expression that made it [escape-temporary]}}
}
int extended_to_the_end_of_the_block() {
  const int *p;
  {
    int &&r = 1 + 1;
    p = &r;
  }
  return *p; // expected-warning {{local 'p' holds the address of temporary '1 + 1' and is used after the full-expression that made it [escape-temporary]}}
}
int not_extended_by_new() {
  struct Holds {
    const int &r;
  };
  auto *h = new Holds{1};
  int n = h->r; // expected-warning {{the value used here holds the address of temporary '1' and is used after the full-expression that made it [escape-temporary]}}
  delete h;
  return n;
}

// ---- lifetime extension: two functions ----

const std::string &same(const std::string &s) { return s; }
std::string copy(const std::string &s) { return s; }
std::string &&moved(std::string &&s) { return std::move(s); }
char not_extended_through_a_function() {
  const std::string &s = same(make());
  return s[0]; // expected-warning {{local 's' holds the address of temporary 'make()' and is used after the full-expression that made it [escape-temporary]}}
}
char extended_result_of_a_function() {
  const std::string &s = copy(make());
  return s[0];
}
char not_extended_through_a_moving_function() {
  std::string &&s = moved(make());
  return s[0]; // expected-warning {{local 's' holds the address of temporary 'make()' and is used after the full-expression that made it [escape-temporary]}}
}
char moved_into_an_object() {
  std::string s = moved(make());
  return s[0];
}
int not_extended_through_max(int a) {
  const int &r = std::max(a, 3);
  return r; // expected-warning {{local 'r' holds the address of temporary '3' and is used after the full-expression that made it [escape-temporary]}}
}
int value_of_max(int a) {
  int r = std::max(a, 3);
  return r;
}
int not_extended_through_get() {
  int &&r = std::get<0>(std::pair<int, int>(1, 2));
  return r; // expected-warning {{local 'r' holds the address of temporary 'std::pair<int, int>(1, 2)' and is used after the full-expression that made it [escape-temporary]}}
}

// ---- lifetime extension: a class ----

struct Record {
  std::string name = "name";
  std::vector<int> values{1, 2};
  const std::string &get() const { return name; }
  const std::string &operator*() const { return name; }
};
Record make_record() { return {}; }
char extended_by_its_member() {
  const std::string &s = make_record().name;
  return s[0];
}
char not_extended_by_its_method() {
  const std::string &s = make_record().get();
  return s[0]; // expected-warning {{local 's' holds the address of temporary 'make_record()' and is used after the full-expression that made it [escape-temporary]}}
}
char not_extended_by_its_operator() {
  const std::string &s = *make_record();
  return s[0]; // expected-warning {{local 's' holds the address of temporary 'make_record()' and is used after the full-expression that made it [escape-temporary]}}
}
int extended_by_its_member_not_by_element() {
  const int &r = make_record().values[0];
  return r; // expected-warning {{local 'r' holds a view of temporary 'make_record()' and is used after the full-expression that made it [escape-temporary]}}
}
struct Base {
  std::string name = "name";
};
struct Derived : Base {};
char extended_through_the_base() {
  const Base &b = Derived();
  return b.name[0];
}
struct KeepsReference {
  explicit KeepsReference(const std::string &s) : name(s) {}
  const std::string &name;
};
struct KeepsReferenceInBase : KeepsReference {
  explicit KeepsReferenceInBase(const std::string &s) : KeepsReference(s) {}
};
char not_extended_by_a_base_class() {
  KeepsReferenceInBase k("literal");
  return k.name[0]; // expected-warning {{local 'k' holds the address of temporary '"literal"' and is used after the full-expression that made it [escape-temporary]}}
}
char kept_by_a_base_class(const std::string &s) {
  KeepsReferenceInBase k(s);
  return k.name[0];
}

// ---- range-for over a part of a temporary: one function ----

struct Table {
  std::vector<int> rows{1, 2};
  std::vector<int> &get() { return rows; }
  const std::vector<int> &all() const { return rows; }
  std::vector<int> copy() const { return rows; }
};
Table make_table() { return {}; }
std::optional<std::vector<int>> perhaps() { return std::vector<int>{1}; }
int over_a_member() {
  int sum = 0;
  for (int n : make_table().rows)
    sum += n;
  return sum;
}
int over_a_reference_from_a_method() {
  int sum = 0;
  for (int n : make_table().all()) // expected-warning {{the range-for holds the address of temporary 'make_table()' and is used after the full-expression that made it [escape-temporary]}}
    sum += n;
  return sum;
}
int over_a_copy_from_a_method() {
  int sum = 0;
  for (int n : make_table().copy())
    sum += n;
  return sum;
}
int over_a_named_one() {
  int sum = 0;
  auto table = make_table();
  for (int n : table.all())
    sum += n;
  return sum;
}
int over_an_optional() {
  int sum = 0;
  for (int n : *perhaps()) // expected-warning {{the range-for holds the address of temporary 'perhaps()' and is used after the full-expression that made it [escape-temporary]}}
    sum += n;
  return sum;
}
int over_an_optional_with_init() {
  int sum = 0;
  auto o = perhaps();
  for (int n : *o)
    sum += n;
  return sum;
}

// ---- range-for over a part of a temporary: two functions ----

const std::vector<int> &rows_of(const Table &t) { return t.rows; }
std::vector<int> copy_of(const Table &t) { return t.rows; }
int over_a_reference_from_a_function() {
  int sum = 0;
  for (int n : rows_of(make_table())) // expected-warning {{the range-for holds the address of temporary 'make_table()' and is used after the full-expression that made it [escape-temporary]}}
    sum += n;
  return sum;
}
int over_a_copy_from_a_function() {
  int sum = 0;
  for (int n : copy_of(make_table()))
    sum += n;
  return sum;
}

// ---- range-for over a part of a temporary: a class ----

class View {
public:
  explicit View(const std::vector<int> &v) : v(v) {}
  auto begin() const { return v.begin(); }
  auto end() const { return v.end(); }

private:
  const std::vector<int> &v;
};
View view(const std::vector<int> &v) { return View(v); }
int over_a_view_of_a_temporary() {
  int sum = 0;
  for (int n : view(numbers())) // expected-warning {{the value used here holds the address of temporary 'numbers()' and is used after the full-expression that made it [escape-temporary]}}
    sum += n;
  return sum;
}
int over_a_view_of_a_local() {
  int sum = 0;
  auto v = numbers();
  for (int n : view(v))
    sum += n;
  return sum;
}
int over_a_view_of_a_temporary_directly() {
  int sum = 0;
  for (int n : View(numbers())) // expected-warning {{the value used here holds the address of temporary 'numbers()' and is used after the full-expression that made it [escape-temporary]}}
    sum += n;
  return sum;
}

// Owners and views of the user's, by shape or by annotation.
#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// ---- user-defined owners: one function ----

class Array {
public:
  explicit Array(std::size_t n) : data(new int[n]()), count(n) {}
  ~Array() { delete[] data; }
  Array(const Array &) = delete;
  Array &operator=(const Array &) = delete;
  Array(Array &&other) noexcept : data(std::exchange(other.data, nullptr)), count(std::exchange(other.count, 0)) {}
  int &operator[](std::size_t i) { return data[i]; }
  int *begin() { return data; }
  int *end() { return data + count; }
  std::size_t size() const { return count; }
  void resize(std::size_t n) {
    int *fresh = new int[n]();
    std::copy(data, data + std::min(n, count), fresh);
    delete[] data;
    data = fresh;
    count = n;
  }
  int *release() { return std::exchange(data, nullptr); }

private:
  int *data;
  std::size_t count;
};
int *begin_of_local_array() {
  Array a(3);
  return a.begin(); // expected-warning {{pointer to 'a(3)' is left in the result after 'delete' ended it [escape-invalidated]}}
}
int element_of_local_array() {
  Array a(3);
  return *a.begin();
}
int *begin_of_parameter_array(Array &a) { return a.begin(); }
int array_resized() {
  Array a(3);
  int &r = a[0];
  a.resize(4);
  return r; // expected-warning {{local 'r' points to 'a(3)' and is used after 'delete' ended it [escape-invalidated]}}
}
int array_measured() {
  Array a(3);
  int &r = a[0];
  return r + static_cast<int>(a.size());
}
int array_in_block() {
  int *p;
  {
    Array a(3);
    p = a.begin();
  }
  return *p; // expected-warning {{local 'p' points to 'a(3)' and is used after 'delete' ended it [escape-invalidated]}}
}
Array array_returned() {
  Array a(3);
  a[0] = 1;
  return a;
}
int array_moved() {
  Array a(3);
  int *p = a.begin();
  Array b(std::move(a));
  return *p;
}
int *array_released() {
  Array a(3);
  return a.release();
}

// ---- user-defined owners: two functions ----

int *first_of(Array &a) { return &a[0]; }
void grow(Array &a) { a.resize(a.size() + 1); }
int *first_of_local_array() {
  Array a(3);
  return first_of(a); // expected-warning {{pointer to 'a(3)' is left in the result after 'delete' ended it [escape-invalidated]}}
}
int *first_of_parameter_array(Array &a) { return first_of(a); }
int array_grown_by_a_function() {
  Array a(3);
  int *p = first_of(a);
  grow(a);
  return *p; // expected-warning {{local 'p' points to 'a(3)' and is used after 'delete' ended it [escape-invalidated]}}
}
int array_grown_before_by_a_function() {
  Array a(3);
  grow(a);
  int *p = first_of(a);
  return *p;
}

// ---- user-defined owners: a class ----

class Matrix {
public:
  Matrix() : cells(9) {}
  int *row(std::size_t i) { return &cells[i * 3]; }
  void extend() { cells.resize(cells.size() + 3); }
  int extended() {
    int *r = row(0);
    extend();
    return *r; // expected-warning {{local 'r' points into the storage of 'this' and is used after 'delete' ended it [escape-invalidated]}}
  }
  int not_extended() {
    int *r = row(0);
    return *r;
  }

private:
  Array cells;
};
int *row_of_local_matrix() {
  Matrix m;
  return m.row(0); // expected-warning {{pointer to 'm' is left in the result after 'delete' ended it [escape-invalidated]}}
}
int row_of_local_matrix_read() {
  Matrix m;
  return *m.row(0);
}
class Box {
public:
  Box() : value(new std::string("text")) {}
  ~Box() { free(value); }
  Box(const Box &) = delete;
  std::string &operator*() { return *value; }
  std::string *operator->() { return value; }

private:
  static void free(std::string *s) { delete s; }
  std::string *value;
};
std::string &box_content() {
  Box b;
  return *b; // expected-warning {{pointer to 'b' is left in the result after 'delete' ended it [escape-invalidated]}}
}
std::string box_content_copied() {
  Box b;
  return *b;
}

// ---- user-defined views: one function ----

class IntSpan {
public:
  IntSpan() = default;
  IntSpan(const int *p, std::size_t n) : data(p), count(n) {}
  IntSpan(const std::vector<int> &v) : data(v.data()), count(v.size()) {}
  const int *begin() const { return data; }
  const int *end() const { return data + count; }
  const int &operator[](std::size_t i) const { return data[i]; }
  IntSpan drop(std::size_t n) const { return IntSpan(data + n, count - n); }
  std::size_t size() const { return count; }

private:
  const int *data = nullptr;
  std::size_t count = 0;
};
IntSpan span_of_local() {
  std::vector<int> v{1};
  return v; // expected-warning {{reference to local 'v' is returned: 'v' ends with the function [escape-return]}}
}
IntSpan span_of_parameter(const std::vector<int> &v) { return v; }
IntSpan span_of_array() {
  int a[3] = {1, 2, 3};
  return IntSpan(a, 3); // expected-warning {{address of local 'a' is returned: 'a' ends with the function [escape-return]}}
}
std::size_t span_measured() {
  int a[3] = {1, 2, 3};
  return IntSpan(a, 3).size();
}
const int *begin_of_local_span(const std::vector<int> &v) {
  IntSpan s(v);
  return s.begin();
}
int span_of_temporary() {
  IntSpan s = std::vector<int>{1, 2};
  return s[0]; // expected-warning {{local 's' holds a view of temporary 'std::vector<int>{1, 2}' and is used after the full-expression that made it [escape-temporary]}}
}
int span_of_temporary_at_once() { return IntSpan(std::vector<int>{1, 2})[0]; }
int span_of_grown() {
  std::vector<int> v{1};
  IntSpan s = v;
  v.push_back(2);
  return s[0]; // expected-warning {{local 's' points into the storage of 'v' and is used after 'push_back' ended it [escape-invalidated]}}
}
int span_taken_after_growth() {
  std::vector<int> v{1};
  IntSpan s = v;
  v.push_back(2);
  s = v;
  return s[0];
}

// ---- user-defined views: two functions ----

IntSpan tail(IntSpan s) { return s.drop(1); }
int sum(IntSpan s) {
  int n = 0;
  for (int i : s)
    n += i;
  return n;
}
IntSpan tail_of_local() {
  std::vector<int> v{1};
  return tail(v); // expected-warning {{reference to local 'v' is returned: 'v' ends with the function [escape-return]}}
}
IntSpan tail_of_parameter(const std::vector<int> &v) { return tail(tail(v)); }
int sum_of_temporary() { return sum(tail(std::vector<int>{1, 2})); }
int sum_of_grown() {
  std::vector<int> v{1};
  IntSpan s = tail(v);
  v.clear();
  return sum(s); // expected-warning {{local 's' points into the storage of 'v' and is used after 'clear' ended it [escape-invalidated]}}
}
int sum_before_growth() {
  std::vector<int> v{1};
  IntSpan s = tail(v);
  int n = sum(s);
  v.clear();
  return n;
}

// ---- user-defined views: a class ----

class Reader {
public:
  explicit Reader(IntSpan s) : rest(s) {}
  int next() {
    int n = rest[0];
    rest = rest.drop(1);
    return n;
  }
  IntSpan remaining() const { return rest; }

private:
  IntSpan rest;
};
IntSpan remaining_of_local() {
  std::vector<int> v{1, 2};
  Reader r(v);
  r.next();
  return r.remaining(); // expected-warning {{reference to local 'v' is returned: 'v' ends with the function [escape-return]}}
}
IntSpan remaining_of_parameter(const std::vector<int> &v) {
  Reader r(v);
  r.next();
  return r.remaining();
}
int reader_of_temporary() {
  Reader r(std::vector<int>{1, 2});
  return r.next(); // expected-warning {{local 'r' holds a view of temporary 'std::vector<int>{1, 2}' and is used after the full-expression that made it [escape-temporary]}}
}
int reader_of_local() {
  std::vector<int> v{1, 2};
  Reader r(v);
  return r.next();
}

// ---- annotated owners and views: one function ----

class [[gsl::Owner(int)]] Store {
public:
  Store();
  ~Store();
  int &get();
  int *begin();
  int *end();
};
class [[gsl::Pointer(int)]] StoreView {
public:
  StoreView(const Store &s);
  int &operator*() const;
  int *data() const;
};
StoreView view_of_local_store() {
  Store s;
  return s; // expected-warning {{reference to local 's' is returned: 's' ends with the function [escape-return]}}
}
StoreView view_of_parameter_store(const Store &s) { return s; }
StoreView copy_of_view_of_local_store() {
  Store s;
  StoreView v = s;
  return v; // expected-warning {{reference to local 's' is returned: 's' ends with the function [escape-return]}}
}
int *data_of_local_view(const Store &s) {
  StoreView v = s;
  return v.data();
}
int view_of_temporary_store() {
  StoreView v = Store();
  return *v; // expected-warning {{local 'v' holds a view of temporary 'Store()' and is used after the full-expression that made it [escape-temporary]}}
}
int view_of_temporary_store_at_once() { return *StoreView(Store()); }

// ---- annotated owners and views: two functions ----

StoreView view_of(const Store &s) { return s; }
StoreView view_by_a_function() {
  Store s;
  return view_of(s); // expected-warning {{reference to local 's' is returned: 's' ends with the function [escape-return]}}
}
StoreView view_by_a_function_of_parameter(const Store &s) { return view_of(s); }
int view_by_a_function_of_temporary() {
  StoreView v = view_of(Store());
  return *v; // expected-warning {{local 'v' holds a view of temporary 'Store()' and is used after the full-expression that made it [escape-temporary]}}
}
int view_by_a_function_at_once() { return *view_of(Store()); }

// ---- annotated owners and views: a class ----

class KeepsStore {
public:
  StoreView view() const { return store; }

private:
  Store store;
};
StoreView view_of_member_of_local() {
  KeepsStore k;
  return k.view(); // expected-warning {{pointer into local 'k' is returned: 'k' ends with the function [escape-return]}}
}
int view_of_member_read() {
  KeepsStore k;
  return *k.view();
}
class KeepsView {
public:
  explicit KeepsView(const Store &s) : v(s) {}
  int *data() const { return v.data(); }
  StoreView view() const { return v; }

private:
  StoreView v;
};
StoreView view_in_a_class_of_local_store() {
  Store s;
  KeepsView k(s);
  return k.view(); // expected-warning {{reference to local 's' is returned: 's' ends with the function [escape-return]}}
}
int *view_in_a_class(const Store &s) {
  KeepsView k(s);
  return k.data();
}

// escape-return: the language itself. Library types have files of their own.

// ---- one function ----

int *local() {
  int x = 1;
  return &x; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *local_static() {
  static int x = 1;
  return &x;
}

int *by_value_parameter(int p) {
  return &p; // expected-warning {{address of parameter 'p' is returned: 'p' ends with the function [escape-return]}}
}
int *by_reference_parameter(int &p) { return &p; }

int &reference_to_local() {
  int x = 1;
  int &r = x;
  return r; // expected-warning {{reference to local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int value_of_local() {
  int x = 1;
  int &r = x;
  return r;
}

int *through_a_variable() {
  int x = 1;
  int *p = &x;
  int *q = p;
  return q; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *overwritten_before(int *in) {
  int x = 1;
  int *p = &x;
  p = in;
  return p;
}

int *array_element() {
  int a[4] = {1, 2, 3, 4};
  return a + 2; // expected-warning {{address of local 'a' is returned: 'a' ends with the function [escape-return]}}
}
int array_value() {
  int a[4] = {1, 2, 3, 4};
  return *(a + 2);
}

const char *array_decays() {
  char text[] = "text";
  return text; // expected-warning {{address of local 'text' is returned: 'text' ends with the function [escape-return]}}
}
const char *literal() {
  const char *text = "text";
  return text;
}

int *one_branch(bool b, int *in) {
  int x = 1;
  int *p = in;
  if (b)
    p = &x;
  return p; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *branch_that_does_not_return(bool b, int *in) {
  int x = 1;
  int *p = in;
  if (b) {
    p = &x;
    return in;
  }
  return p;
}

int *conditional_operator(bool b, int *in) {
  int x = 1;
  return b ? in : &x; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *conditional_operator_of_values(bool b, int *in) {
  int x = 1;
  int y = b ? *in : x;
  in[0] = y;
  return in;
}

int *comma(int *in) {
  int x = 1;
  return (*in = 2, &x); // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *comma_drops_the_first(int *in) {
  int x = 1;
  return (&x, in);
}

int *in_a_loop(int n) {
  int *p = nullptr;
  int a[3] = {1, 2, 3};
  for (int i = 0; i < n; ++i)
    p = &a[i % 3];
  return p; // expected-warning {{address of local 'a' is returned: 'a' ends with the function [escape-return]}}
}
int *reset_after_the_loop(int n) {
  int *p = nullptr;
  int a[3] = {1, 2, 3};
  for (int i = 0; i < n; ++i)
    p = &a[i % 3];
  p = nullptr;
  return p;
}

int *in_a_switch(int n, int *in) {
  int x = 1;
  switch (n) {
  case 0:
    return in;
  case 1:
    return &x; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
  default:
    return nullptr;
  }
}

unsigned long round_trip_as_integer() {
  int x = 1;
  unsigned long bits = reinterpret_cast<unsigned long>(&x);
  return bits + 8; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
unsigned long a_number_is_no_address() {
  int x = 1;
  unsigned long bits = static_cast<unsigned long>(x);
  return bits + 8;
}

void *as_void() {
  int x = 1;
  void *p = static_cast<void *>(&x);
  return p; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}

// ---- structs ----

struct Pair {
  int *a;
  int *b;
};

Pair in_an_aggregate(int *in) {
  int x = 1;
  return Pair{in, &x}; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
Pair aggregate_of_parameters(int *a, int *b) { return Pair{a, b}; }

Pair in_a_member() {
  int x = 1;
  Pair p{};
  p.b = &x;
  return p; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *the_other_member(int *in) {
  int x = 1;
  Pair p{&x, in};
  return p.b;
}
int *this_member(int *in) {
  int x = 1;
  Pair p{&x, in};
  return p.a; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}

struct Holder {
  Pair pair;
  int number;
};
Holder nested() {
  int x = 1;
  Holder h{{&x, nullptr}, 1};
  return h; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int nested_number() {
  int x = 1;
  Holder h{{&x, nullptr}, 1};
  return h.number;
}

int *part_of_a_local() {
  Holder h{};
  return &h.number; // expected-warning {{address of local 'h' is returned: 'h' ends with the function [escape-return]}}
}
int *part_of_a_parameter(Holder &h) { return &h.number; }

struct Base {
  int base_number = 1;
};
struct Derived : Base {
  int derived_number = 2;
};
Base *as_its_base() {
  Derived d;
  Base *b = &d;
  return b; // expected-warning {{address of local 'd' is returned: 'd' ends with the function [escape-return]}}
}
Base sliced() {
  Derived d;
  return d;
}

union Either {
  int *pointer;
  long number;
};
Either in_a_union() {
  int x = 1;
  Either e;
  e.pointer = &x;
  return e; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}

auto structured_binding() {
  int x = 1;
  Pair p{&x, nullptr};
  auto [first, second] = p;
  return first; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
auto the_other_binding() {
  int x = 1;
  Pair p{&x, nullptr};
  auto [first, second] = p;
  return second;
}

// ---- temporaries ----

struct Number {
  int value = 1;
  const int &ref() const { return value; }
  const int *address() const { return &value; }
  int get() const { return value; }
};
Number make_number();

const int &of_a_temporary() {
  return make_number().ref(); // expected-warning {{address of temporary 'make_number()' is returned: 'make_number()' ends with the full-expression [escape-return]}}
}
int value_of_a_temporary() { return make_number().get(); }

const int &bound_to_a_temporary() {
  return 1 + 2; // expected-warning {{address of temporary '1 + 2' is returned: '1 + 2' ends with the full-expression [escape-return]}}
}
const int &life_extended_but_returned() {
  const int &r = make_number().get();
  return r; // expected-warning {{reference to temporary 'make_number().get()' is returned: 'make_number().get()' ends with the full-expression [escape-return]}}
}

// ---- two functions ----

int *identity(int *p) { return p; }
int &identity_ref(int &r) { return r; }
int *first_of(int *a, int *) { return a; }
int *second_of(int *, int *b);
void put(int **where, int *what) { *where = what; }
void put_null(int **where) { *where = nullptr; }

int *through_a_function() {
  int x = 1;
  return identity(&x); // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *through_a_function_in(int &in) { return identity(&in); }

int &through_two_functions() {
  int x = 1;
  return *identity(&identity_ref(x)); // expected-warning {{reference to local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *the_argument_it_returns(int *in) {
  int x = 1;
  return first_of(&x, in); // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *the_argument_it_drops(int *in) {
  int x = 1;
  return first_of(in, &x);
}
int *through_an_out_parameter() {
  int x = 1;
  int *p = nullptr;
  put(&p, &x);
  return p; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *reset_by_a_function() {
  int x = 1;
  int *p = &x;
  put_null(&p);
  return p;
}
int *not_visible_is_not_proven(int *in) {
  int x = 1;
  return second_of(in, &x);
}
int *annotated([[clang::lifetimebound]] int *p);
int *by_annotation() {
  int x = 1;
  return annotated(&x); // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
[[clang::noescape]] int *dummy;
int *defined_below(int *p);
int *order_does_not_matter() {
  int x = 1;
  return defined_below(&x); // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *defined_below(int *p) { return p; }

// ---- recursion ----

int *recursive(int *p, int n) { return n == 0 ? p : recursive(p, n - 1); }
int *through_recursion() {
  int x = 1;
  return recursive(&x, 3); // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *recursive_other(int *p, int *q, int n) { return n == 0 ? p : recursive_other(p, q, n - 1); }
int *through_the_other(int *in) {
  int x = 1;
  return recursive_other(in, &x, 3);
}
int *even(int *p, int n);
int *odd(int *p, int n) { return n == 0 ? nullptr : even(p, n - 1); }
int *even(int *p, int n) { return n == 0 ? p : odd(p, n - 1); }
int *through_mutual_recursion() {
  int x = 1;
  return even(&x, 4); // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}

// ---- function pointers with one known target ----

int *through_a_known_pointer() {
  int x = 1;
  int *(*f)(int *) = identity;
  return f(&x); // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *through_an_unknown_pointer(int *(*f)(int *)) {
  int x = 1;
  return f(&x);
}

// ---- templates: once a line ----

template <class T> T *address_of_copy(T value) {
  return &value; // expected-warning {{address of parameter 'value' is returned: 'value' ends with the function [escape-return]}}
}
template <class T> T *address_of(T &value) { return &value; }
void instantiate() {
  int i = 1;
  long l = 2;
  address_of_copy(i);
  address_of_copy(l);
  address_of(i);
  address_of(l);
}
template <class T> struct Box {
  T value{};
  T *address() { return &value; }
  static T *of_nothing() {
    Box box;
    return box.address(); // expected-warning {{address of local 'box' is returned: 'box' ends with the function [escape-return]}}
  }
};
void instantiate_box() {
  Box<int>::of_nothing();
  Box<char>::of_nothing();
}

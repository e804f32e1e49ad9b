// escape-return: special members, operators, conversions, inheritance, virtual calls.

struct View {
  const int *p;
  explicit View(const int &r) : p(&r) {}
};
struct Copied {
  int value;
  explicit Copied(const int &r) : value(r) {}
};

View constructor_keeps() {
  int x = 1;
  return View(x); // expected-warning {{reference to local 'x' is returned: 'x' ends with the function [escape-return]}}
}
Copied constructor_copies() {
  int x = 1;
  return Copied(x);
}
View constructor_from_outside(const int &in) { return View(in); }

struct Assigned {
  const int *p = nullptr;
  void set(const int &r) { p = &r; }
  void clear() { p = nullptr; }
};
Assigned method_keeps() {
  int x = 1;
  Assigned a;
  a.set(x);
  return a; // expected-warning {{reference to local 'x' is returned: 'x' ends with the function [escape-return]}}
}
Assigned method_clears() {
  int x = 1;
  Assigned a;
  a.set(x);
  a.clear();
  return a;
}

// Members that are defaulted: they copy what they copy.
struct Defaulted {
  const int *p = nullptr;
  Defaulted() = default;
  Defaulted(const Defaulted &) = default;
  Defaulted &operator=(const Defaulted &) = default;
};
Defaulted copied_by_default() {
  int x = 1;
  Defaulted a;
  a.p = &x;
  Defaulted b(a);
  return b; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
Defaulted assigned_by_default() {
  int x = 1;
  Defaulted a, b;
  a.p = &x;
  b = a;
  return b; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
Defaulted assigned_over() {
  int x = 1;
  Defaulted a, b;
  b.p = &x;
  b = a;
  return b;
}

// Inherited members and constructors.
struct Inherits : Assigned {};
struct InheritsConstructor : View {
  using View::View;
};
Inherits inherited_method() {
  int x = 1;
  Inherits i;
  i.set(x);
  return i; // expected-warning {{reference to local 'x' is returned: 'x' ends with the function [escape-return]}}
}
InheritsConstructor inherited_constructor() {
  int x = 1;
  return InheritsConstructor(x); // expected-warning {{reference to local 'x' is returned: 'x' ends with the function [escape-return]}}
}
struct DerivesBase : View {
  explicit DerivesBase(const int &r) : View(r) {}
};
DerivesBase base_initializer() {
  int x = 1;
  return DerivesBase(x); // expected-warning {{reference to local 'x' is returned: 'x' ends with the function [escape-return]}}
}
struct Delegates : View {
  explicit Delegates(const int &r) : View(r) {}
  Delegates(const int &a, const int &) : Delegates(a) {}
};
Delegates delegating_constructor(const int &in) {
  int x = 1;
  return Delegates(x, in); // expected-warning {{reference to local 'x' is returned: 'x' ends with the function [escape-return]}}
}
Delegates delegating_constructor_drops(const int &in) {
  int x = 1;
  return Delegates(in, x);
}

// Operators.
struct Pointer {
  int *p;
  int &operator*() const { return *p; }
  int *operator->() const { return p; }
  int &operator[](int i) const { return p[i]; }
  Pointer operator+(int i) const { return Pointer{p + i}; }
  Pointer &operator+=(int i) {
    p += i;
    return *this;
  }
  int *operator()() const { return p; }
};
int &dereference_operator() {
  int x = 1;
  Pointer p{&x};
  return *p; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int &subscript_operator() {
  int a[2] = {1, 2};
  Pointer p{a};
  return p[1]; // expected-warning {{address of local 'a' is returned: 'a' ends with the function [escape-return]}}
}
int subscript_value() {
  int a[2] = {1, 2};
  Pointer p{a};
  return p[1];
}
Pointer plus_operator() {
  int a[2] = {1, 2};
  return Pointer{a} + 1; // expected-warning {{address of local 'a' is returned: 'a' ends with the function [escape-return]}}
}
Pointer &compound_operator() {
  int a[2] = {1, 2};
  Pointer p{a};
  return p += 1; // expected-warning {{address of local 'p' is returned: 'p' ends with the function [escape-return]}}
}
int *call_operator() {
  int x = 1;
  Pointer p{&x};
  return p(); // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
Pointer *operator_of_parameter(Pointer &p) { return &(p += 1); }

// Conversion operators.
struct Converts {
  int value = 1;
  operator int *() { return &value; }
  operator int() const { return value; }
};
int *conversion_operator() {
  Converts c;
  return c; // expected-warning {{address of local 'c' is returned: 'c' ends with the function [escape-return]}}
}
int conversion_to_value() {
  Converts c;
  return c;
}
int *conversion_of_parameter(Converts &c) { return c; }

struct FromPointer {
  const int *p;
  FromPointer(const int *p) : p(p) {}
};
FromPointer converting_constructor() {
  int x = 1;
  return &x; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}

// Own members.
struct Owner {
  int value = 1;
  int *address() { return &value; }
  Owner &self() { return *this; }
  Owner copy() const { return *this; }
};
int *member_of_local() {
  Owner o;
  return o.address(); // expected-warning {{address of local 'o' is returned: 'o' ends with the function [escape-return]}}
}
Owner &local_itself() {
  Owner o;
  return o.self().self(); // expected-warning {{address of local 'o' is returned: 'o' ends with the function [escape-return]}}
}
Owner copy_of_local() {
  Owner o;
  return o.self().copy();
}
int *member_of_parameter(Owner &o) { return o.self().address(); }
int *member_of_value_parameter(Owner o) {
  return o.address(); // expected-warning {{address of parameter 'o' is returned: 'o' ends with the function [escape-return]}}
}

// Virtual calls: exact where the type is known.
struct Shape {
  virtual ~Shape() = default;
  virtual const int *pick(const int *p) const { return p; }
};
struct Square : Shape {
  const int *pick(const int *) const override { return nullptr; }
};
struct Circle final : Shape {
  const int *pick(const int *p) const override { return p; }
};
const int *known_type() {
  int x = 1;
  Shape s;
  return s.pick(&x); // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
const int *known_type_that_drops() {
  int x = 1;
  Square s;
  return s.pick(&x);
}
const int *final_class(const Circle &c) {
  int x = 1;
  return c.pick(&x); // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
const int *open_call_is_not_proven(const Shape &s) {
  int x = 1;
  return s.pick(&x);
}
const int *dynamic_type_is_known() {
  int x = 1;
  Square square;
  const Shape &s = square;
  return s.pick(&x);
}

// Destructors: a guard that resets.
struct Reset {
  int *&where;
  ~Reset() { where = nullptr; }
};
struct Keep {
  int *&where;
  ~Keep() {}
};
int *global_result;
int *reset_by_destructor() {
  int x = 1;
  int *p = &x;
  {
    Reset reset{p};
  }
  return p;
}
int *kept_by_destructor() {
  int x = 1;
  int *p = &x;
  {
    Keep keep{p};
  }
  return p; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}

// new: what is on the heap is not on the stack, what it holds may be.
struct Link {
  const int *p;
};
Link *heap_object() { return new Link{nullptr}; }
int *heap_int() { return new int(1); }
int placement_free() {
  int x = 1;
  Link *l = new Link{&x};
  int r = *l->p;
  delete l;
  return r;
}

// Static members and functions.
struct Statics {
  static int shared;
  static int *address() { return &shared; }
  static int *pass(int *p) { return p; }
};
int *static_member() { return Statics::address(); }
int *static_function() {
  int x = 1;
  return Statics::pass(&x); // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}

// Pointers to members.
int member_pointer() {
  Owner o;
  int Owner::*m = &Owner::value;
  return o.*m;
}
int *member_pointer_address() {
  Owner o;
  int Owner::*m = &Owner::value;
  return &(o.*m); // expected-warning {{address of local 'o' is returned: 'o' ends with the function [escape-return]}}
}

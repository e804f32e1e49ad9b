"""The kinds of variables, their types, and what the programs' own types look like."""
from dataclasses import dataclass

# kind: (type, what it is when it holds nothing, or None where it cannot)
TYPES = {
    "int": ("int", None),
    "rec": ("Rec", None),
    "arr": ("std::array<int, 3>", None),
    "ptr": ("const int *", "nullptr"),
    "str": ("std::string", None),
    "sv": ("std::string_view", "{}"),
    "cstr": ("const char *", "nullptr"),
    "vec": ("std::vector<int>", None),
    "list": ("std::list<int>", None),
    "deq": ("std::deque<int>", None),
    "map": ("std::map<int, int>", None),
    "vstr": ("std::vector<std::string>", None),
    "uptr": ("std::unique_ptr<int>", None),
    "sptr": ("std::shared_ptr<int>", None),
    "box": ("Box", None),
    "span": ("std::span<const int>", "{}"),
    "slice": ("Slice", "{}"),
    "keep": ("Keep", None),
    "holder": ("Holder", "{}"),
    "outer": ("Outer", "{}"),
    "widget": ("Widget", "Widget()"),
    "fn": ("std::function<int()>", "nullptr"),
    "vptr": ("std::vector<const int *>", "{}"),
    "vsv": ("std::vector<std::string_view>", "{}"),
    "mptr": ("std::map<int, const int *>", "{}"),
    "aptr": ("std::array<const int *, 2>", "{}"),
    "optptr": ("std::optional<const int *>", "std::nullopt"),
    "optsv": ("std::optional<std::string_view>", "std::nullopt"),
}

# What can be assigned an address and holds it.
SINKS = ["ptr", "sv", "cstr", "span", "slice", "holder", "outer", "widget", "fn", "vptr", "vsv", "mptr", "aptr", "optptr", "optsv"]
# Objects of which addresses are taken.
OBJECTS = ["int", "rec", "arr", "str", "vec", "list", "deq", "map", "vstr", "uptr", "sptr", "box"]

FIELDS = {
    "rec": [("a", "int"), ("b", "int")],
    "holder": [("p", "ptr"), ("name", "sv")],
    "widget": [("base", "ptr"), ("m", "ptr"), ("label", "sv"), ("call", "fn"), ("h", "holder")],
    "outer": [("in", "holder"), ("rec", "rec"), ("q", "ptr")],
}

TAGS = {
    "ptr": "pointers", "sv": "views", "cstr": "views", "span": "views", "slice": "views", "str": "owners",
    "vec": "owners", "list": "containers", "deq": "containers", "map": "containers", "vstr": "containers",
    "uptr": "owners", "sptr": "owners", "box": "owners", "keep": "fields", "holder": "fields", "outer": "fields", "widget": "fields",
    "fn": "lambdas", "vptr": "containers", "vsv": "containers", "mptr": "containers", "aptr": "containers",
    "optptr": "optionals", "optsv": "optionals", "rec": "fields", "ref": "references",
}

# The programs' own types, each written only where it is used. (name, other types it needs, text, how to read it)
STRUCTS = {
    "Rec": ((), ["struct Rec {", "  int a = 1;", "  int b = 2;", "};"],
            "[[maybe_unused]] static void visit(const Rec &x) { oracle::probe(x.a); oracle::probe(x.b); }"),
    "Holder": ((), ["struct Holder {", "  const int *p = nullptr;", "  std::string_view name;", "};"],
               "[[maybe_unused]] static void visit(const Holder &x) { oracle::probe(x.p); oracle::probe(x.name); }"),
    "Outer": (("Holder", "Rec"),
              ["struct Outer {", "  Holder in;", "  Rec rec;", "  const int *q = nullptr;", "};"],
              "[[maybe_unused]] static void visit(const Outer &x) { oracle::probe(x.in); oracle::probe(x.q); }"),
    "Slice": ((), ["struct Slice {", "  const int *data = nullptr;", "  int size = 0;",
                   "  int first() const { return data ? *data : 0; }", "};"],
              "[[maybe_unused]] static void visit(const Slice &x) { oracle::probe(x.data); }"),
    "Keep": ((), ["struct Keep {", "  const int &r;", "  explicit Keep(const int &x) : r(x) {}",
                  "  int get() const { return r; }", "};"],
             "[[maybe_unused]] static void visit(const Keep &x) { oracle::probe(x.r); }"),
    "Base": ((), ["struct Base {", "  const int *base = nullptr;", "};"], ""),
    "First": ((), ["struct First {", "  virtual ~First() = default;",
                   "  virtual const int *pick(const int &x, const int &) { return &x; }", "};"], ""),
    "Second": (("First",), ["struct Second : First {",
                            "  const int *pick(const int &, const int &y) override { return &y; }", "};"], ""),
    "Restore": ((), ["struct Restore {", "  const int *&slot;", "  const int *old;",
                     "  explicit Restore(const int *&to) : slot(to), old(to) {}",
                     "  ~Restore() { slot = ⟦old|touch(old)⟧; }", "};"], ""),
    "Scoped": ((), ["struct Scoped {", "  const int *&slot;", "  const int *old;",
                    "  Scoped(const int *&to, const int *now) : slot(to), old(to) { to = now; }",
                    "  ~Scoped() { slot = ⟦old|touch(old)⟧; }", "};"], ""),
    "Clear": ((), ["struct Clear {", "  const int *&slot;", "  explicit Clear(const int *&to) : slot(to) {}",
                   "  ~Clear() { slot = nullptr; }", "};"], ""),
    "Box": ((), ["struct Box {", "  int *p;", "  explicit Box(int x) : p(new int(x)) {}",
                 "  Box(Box &&from) : p(from.p) { from.p = nullptr; }",
                 "  Box &operator=(Box &&from) {", "    delete p;", "    p = from.p;", "    from.p = nullptr;",
                 "    return *this;", "  }",
                 "  ~Box() { delete p; }", "  const int &get() const { return *p; }", "};"],
            "[[maybe_unused]] static void visit(const Box &x) { oracle::probe(x.p); }"),
    "Widget": (("Base", "Holder"),
               ["struct Widget : Base {", "  const int *m = nullptr;", "  std::string_view label;",
                "  std::function<int()> call;", "  Holder h;", "  Widget() = default;",
                "  explicit Widget(const int &x) : m(&x) {}",
                "  Widget(const int &x, std::string_view text) : Widget(x) { label = text; }",
                "  void set(const int *p) { m = p; }", "  void setBase(const int &x) { base = &x; }",
                "  void name(std::string_view text) { label = text; }",
                "  void react(std::function<int()> what) { call = std::move(what); }",
                "  void clear() { *this = Widget(); }",
                "  int read() const { return (m ? *m : 0) + (base ? *base : 0); }", "};"],
               "[[maybe_unused]] static void visit(const Widget &x) { oracle::probe(x.base); oracle::probe(x.m); "
               "oracle::probe(x.label); oracle::probe(x.call); oracle::probe(x.h); }"),
}


def spelled(kind):
    return TYPES[kind][0]


def declared(kind, name):
    """`const int *p`, `int n`: without initialiser."""
    text = spelled(kind)
    return f"{text}{name}" if text.endswith("*") else f"{text} {name}"


def empty(kind):
    return TYPES[kind][1]


@dataclass
class Var:
    """Something with a name that a program can use at some point."""
    text: str
    kind: str
    depth: int  # of the scope it lives in; 0 outlives the function
    loops: int = 0  # how many loops are around its declaration
    holds: int = 0  # depth of the shortest-lived object it may hold the address of, as far as the generator knows
    local: bool = True  # can be captured
    plain: bool = True  # declared in the function and of no interest to a closure: can be moved from
    constant: bool = False


@dataclass
class Expr:
    text: str
    depth: int = 0
    tags: frozenset = frozenset()
    pins: tuple = ()  # variables that a closure refers to
    outs: tuple = ()  # places given to a callee to write

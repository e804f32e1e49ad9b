// More bugs of this tool that code in use showed: a callee goes the way that its caller has chosen for it.

int *shared;
int other;

// ---- by a member of what it is given ----

struct Options {
  bool keep = false;
};
struct Node {
  int *value = nullptr;
  bool linked = false;
};
Node *low;
void put(const Options &options, int *p) {
  if (options.keep)
    shared = p;
}
void put_by(const Options &options, int *p) { put(options, p); }
void link(Node *node) {
  if (node->linked)
    low = node;
}
void default_says_no() {
  int x = 0;
  Options options;
  put(options, &x);
}
void temporary_says_no() {
  int x = 0;
  put({}, &x);
}
void said_no_through_another() {
  int x = 0;
  Options options;
  put_by(options, &x);
}
void node_says_no() {
  Node node;
  link(&node);
}
void callers_options(const Options &options) {
  int x = 0;
  put(options, &x); // expected-warning {{address of local 'x' is stored in static 'shared': 'x' ends with the function [escape-static]}}
}
void callers_options_through_another(const Options &options) {
  int x = 0;
  put_by(options, &x); // expected-warning {{address of local 'x' is stored in static 'shared': 'x' ends with the function [escape-static]}}
}
void put_anyway(const Options &options, int *p) {
  shared = p;
  if (options.keep)
    ++other;
}
void asked_for_something_else() {
  int x = 0;
  Options options;
  put_anyway(options, &x); // expected-warning {{address of local 'x' is stored in static 'shared': 'x' ends with the function [escape-static]}}
}

// ---- by its own state ----

class Registry {
  bool enabled = false;

public:
  void add(int *p) {
    if (enabled)
      shared = p;
  }
  void enable() { enabled = true; }
  void add_always(int *p) { shared = p; }
};
void own_registry() {
  int x = 0;
  Registry registry;
  registry.add(&x);
}
void own_registry_adds_always() {
  int x = 0;
  Registry registry;
  registry.add_always(&x); // expected-warning {{address of local 'x' is stored in static 'shared': 'x' ends with the function [escape-static]}}
}
void callers_registry(Registry &registry) {
  int x = 0;
  registry.add(&x); // expected-warning {{address of local 'x' is stored in static 'shared': 'x' ends with the function [escape-static]}}
}

// ---- by a number ----

enum class Mode { Share, Copy, Drop };
void put_mode(Mode mode, int *p) {
  switch (mode) {
  case Mode::Share:
    shared = p;
    break;
  case Mode::Copy:
    other = *p;
    break;
  default:
    break;
  }
}
void copied() {
  int x = 0;
  put_mode(Mode::Copy, &x);
}
void shared_by_mode() {
  int x = 0;
  put_mode(Mode::Share, &x); // expected-warning {{address of local 'x' is stored in static 'shared': 'x' ends with the function [escape-static]}}
}
void mode_of_the_caller(Mode mode) {
  int x = 0;
  put_mode(mode, &x); // expected-warning {{address of local 'x' is stored in static 'shared': 'x' ends with the function [escape-static]}}
}

// ---- members of a union are one ----

union Either {
  int *p;
  long n;
};
int *overwritten_by_a_number() {
  int x = 0;
  Either either;
  either.p = &x;
  either.n = 0;
  return either.p;
}
int *overwritten_before() {
  int x = 0;
  Either either;
  either.n = 0;
  either.p = &x;
  return either.p; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}

// ---- by a number that is handed on ----

struct Block {
  Block *next;
  int size;
};
struct Arena {
  Block *top;
};
void attach(Block *block, Arena *arena) {
  block->next = arena->top;
  arena->top = block;
}
void block_init(Block *block, Arena *arena, bool automatic) {
  block->size = 0;
  if (automatic)
    attach(block, arena);
  else
    block->next = nullptr;
}
void vector_init(Block *block, int size, Arena *arena, bool automatic) {
  if (size < 0)
    return;
  block_init(block, arena, automatic);
  block->size = size;
}
void not_automatic(Arena *arena) {
  Block mine;
  vector_init(&mine, 3, arena, false);
}
void automatic(Arena *arena) {
  Block mine;
  vector_init(&mine, 3, arena, true); // expected-warning {{address of local 'mine' is stored in a member reached through parameter 'arena': 'mine' ends with the function [escape-member]}}
}
void automatic_as_the_caller_says(Arena *arena, bool automatic) {
  Block mine;
  vector_init(&mine, 3, arena, automatic); // expected-warning {{address of local 'mine' is stored in a member reached through parameter 'arena': 'mine' ends with the function [escape-member]}}
}

// ---- deleted, and the object thrown away with an exception ----

struct Policy {};
struct Writer {
  Policy *policy, *other;
  void deinit() { delete policy; }
  void init(bool bad) {
    policy = new Policy;
    if (bad) {
      deinit();
      throw 1;
    }
  }
  void init_and_go_on(bool bad) {
    other = new Policy; // expected-warning {{pointer to 'new Policy' is left in 'this->other' after 'delete' ended it [escape-invalidated]}}
    if (bad)
      delete other;
  }
};

// ---- pointers that differ ----

struct Query {
  virtual ~Query();
  virtual Query *rewrite();
  Query *made();
};
Query *rewritten(Query *original) {
  Query *query = original, *last = original;
  for (Query *next = query->rewrite(); next != query; next = query->rewrite()) {
    query = next;
    if (query != last && last != original)
      delete last;
    last = query;
  }
  return original->made();
}
Query *deleted_where_it_is_the_same(Query *original, Query *last, bool same) {
  if (same)
    last = original;
  if (last == original)
    delete last;
  return original->made(); // expected-warning {{is used after 'delete' ended it [escape-invalidated]}}
}

// Bugs of this tool that code in use showed, each cut down to a few lines, with a case beside it that must fire.
// standards: 14 17 20 23
#include <condition_variable>
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

// ---- a stack of contexts whose last node is taken out by a method without body (jsoncpp) ----

struct Context {
  int id;
  Context *next;
};
struct Result {
  Context *tail;
  Context root;
  void push(Context &context) {
    tail->next = &context;
    tail = &context;
  }
  Result &pop();
};
struct Tester {
  Result *result;
  void popped() {
    Context context{1, nullptr};
    result->tail->next = &context;
    result->tail = &context;
    result->pop();
  }
  void stays() {
    Context context{1, nullptr};
    result->tail->next = &context; // expected-warning {{address of local 'context' is stored in 'this->result': 'context' ends with the function [escape-member]}}
    result->tail = &context;
  }
  void pushed_by_a_method_popped() {
    Context context{1, nullptr};
    result->push(context);
    result->pop();
  }
  void pushed_by_a_method_stays() {
    Context context{1, nullptr};
    result->push(context); // expected-warning {{reference to local 'context' is stored in 'this->result': 'context' ends with the function [escape-member]}}
  }
};

// ---- maps are given temporary strings (ninja) ----

struct Files {
  std::map<std::string, std::string> contents;
  std::map<std::string, int> times;
  std::map<std::string, const std::string *> names;
  std::string &operator_with_literal() { return contents["out"]; }
  void operator_with_temporary() { times[std::string("a name that is long enough for the heap")] = 1; }
  void operator_with_moved(std::string name) { times[std::move(name)] = 1; }
  void emplaced() { times.emplace(std::string("out"), 1); }
  void emplaced_moved(std::string name) { times.emplace(std::move(name), 1); }
  void inserted() { times.insert({std::string("out"), 1}); }
  void address_of_local() {
    std::string name("out");
    names["out"] = &name; // expected-warning {{address of local 'name' is stored in 'this->names': 'name' ends with the function [escape-member]}}
  }
};
#if __cplusplus >= 201703L
struct NewerFiles {
  std::map<std::string, std::string> contents;
  std::map<std::string, const std::string *> names;
  void assigned() { contents.insert_or_assign(std::string("out"), std::string("text")); }
  void tried() { contents.try_emplace("out", std::string("text")); }
  void address_of_local() {
    std::string name("out");
    names.insert_or_assign(std::string("out"), &name); // expected-warning {{address of local 'name' is stored in 'this->names': 'name' ends with the function [escape-member]}}
  }
};
#endif

// ---- insert at the end, in a loop (ninja) ----

void inserted_in_a_loop(std::vector<int> *nodes, const std::vector<int> &more) {
  for (int i = 0; i < 3; ++i)
    nodes->insert(nodes->end(), more.begin(), more.end());
}
void inserted_in_a_loop_of_a_local() {
  std::vector<int> v;
  for (int i = 0; i < 3; ++i)
    v.insert(v.end(), i);
}
void inserted_in_a_loop_reads_an_old_iterator() {
  std::vector<int> v(1);
  auto first = v.begin();
  for (int i = 0; i < 3; ++i)
    v.insert(v.end(), *first); // expected-warning {{local 'first' points into the storage of 'v' and is used after 'insert' ended it [escape-invalidated]}}
}

// ---- temporaries that no compiler makes: before C++17 the copy is in the tree (fmt, pugixml) ----

struct Buffer {
  char *data;
  char store[16];
  Buffer() : data(store) {}
  Buffer(const Buffer &other);
};
char built_in_place() {
  auto buffer = Buffer();
  return *buffer.data;
}
char used_after_its_scope() {
  const char *data;
  {
    auto buffer = Buffer();
    data = buffer.data;
  }
  return *data; // expected-warning {{local 'data' holds the address of local 'buffer' and is used after the scope of 'buffer' ended [escape-scope]}}
}

struct PlainBuffer {
  char *data;
  char store[16];
  PlainBuffer() : data(store) {}
};
char plain_built_in_place() {
  auto buffer = PlainBuffer();
  return *buffer.data;
}
char plain_copied() {
  auto buffer = PlainBuffer();
  {
    PlainBuffer other;
    buffer = other;
  }
  return *buffer.data; // expected-warning {{local 'buffer' holds the address of local 'other' and is used after the scope of 'other' ended [escape-scope]}}
}

// ---- a queue of waiting writers, taken out by another thread (leveldb) ----

struct Writer {
  bool done = false;
  std::condition_variable ready;
};
struct Request {
  bool done = false;
};
struct Database {
  std::mutex mutex;
  std::deque<Writer *> writers;
  std::deque<Request *> requests;
  void write() {
    Writer writer;
    std::unique_lock<std::mutex> lock(mutex);
    writers.push_back(&writer);
    while (!writer.done && &writer != writers.front())
      writer.ready.wait(lock);
  }
  void request() {
    Request request;
    std::unique_lock<std::mutex> lock(mutex);
    requests.push_back(&request); // expected-warning {{address of local 'request' is stored in 'this->requests': 'request' ends with the function [escape-member]}}
  }
};

// ---- reset on all ways when it is still mine (leveldb) ----

struct Manual {
  int level;
};
struct Compaction {
  Manual *current = nullptr;
  void wait();
  void reset_when_mine() {
    Manual mine{1};
    current = &mine;
    wait();
    if (current == &mine)
      current = nullptr;
  }
  void reset_when_another(Manual *other) {
    Manual mine{1};
    current = &mine; // expected-warning {{address of local 'mine' is stored in 'this->current': 'mine' ends with the function [escape-member]}}
    if (current == other)
      current = nullptr;
  }
};

// ---- a list's node is handed on to the next (fmt) ----

struct Node {
  virtual ~Node() = default;
  std::unique_ptr<Node> next;
};
template <class T> struct TypedNode : Node {
  T value;
  TypedNode(const T &value) : value(value) {}
};
struct List {
  std::unique_ptr<Node> head;
  template <class T> const T &push(const T &value) {
    auto node = std::unique_ptr<TypedNode<T>>(new TypedNode<T>(value));
    auto &stored = node->value;
    node->next = std::move(head);
    head = std::move(node);
    return stored;
  }
};
char value_of_a_node_handed_on() {
  List list;
  const char *name = list.push(std::string("a")).c_str();
  list.push(1);
  return *name;
}
char value_of_a_node_dropped() {
  List list;
  const char *name = list.push(std::string("a")).c_str();
  list.head.reset();
  return *name; // expected-warning {{local 'name' points into the storage of 'list' and is used after 'std::unique_ptr::reset' ended it [escape-invalidated]}}
}

// ---- kept only when a bool parameter says so (tinyxml2) ----

struct Pair {
  const char *text = nullptr;
  std::string own;
  void set(const char *given, bool keep = false) {
    if (keep) {
      text = given;
    } else {
      own = given;
      text = nullptr;
    }
  }
};
void copied_by_default(Pair &pair) {
  char buffer[16] = "text";
  pair.set(buffer);
}
void copied_as_told(Pair &pair) {
  char buffer[16] = "text";
  pair.set(buffer, false);
}
void kept_as_told(Pair &pair) {
  char buffer[16] = "text";
  pair.set(buffer, true); // expected-warning {{address of local 'buffer' is stored in a member reached through parameter 'pair': 'buffer' ends with the function [escape-member]}}
}
void kept_literal(Pair &pair) { pair.set("text", true); }

// ---- freed when nobody refers to it any more, then compared with null (leveldb) ----

struct Handle {
  Handle *next = nullptr;
  int references = 2;
};
struct Cache {
  Handle *list = nullptr;
  void unref(Handle *handle) {
    if (--handle->references == 0)
      delete handle;
  }
  bool erase(Handle *handle) {
    if (handle != nullptr)
      unref(handle);
    return handle != nullptr;
  }
  void unref_all() {
    for (Handle *handle = list; handle != nullptr;) {
      Handle *next = handle->next;
      unref(handle);
      handle = next;
    }
  }
  void drop(Handle *handle) { delete handle; }
};
bool compared_after_unref(Cache &cache) {
  Handle *handle = new Handle;
  cache.unref(handle);
  return handle != nullptr;
}
int read_after_drop(Cache &cache) {
  Handle *handle = new Handle;
  cache.drop(handle);
  return handle->references; // expected-warning {{local 'handle' points to 'new Handle' and is used after 'delete' ended it [escape-invalidated]}}
}

// ---- taken out of the container again ----

struct Pending {
  std::deque<int *> queue;
  std::list<int *> list;
  std::vector<int *> stack;
  void pop_front() {
    int local = 1;
    queue.push_back(&local);
    queue.pop_front();
  }
  void pop_back() {
    int local = 1;
    stack.push_back(&local);
    stack.pop_back();
  }
  void erase() {
    int local = 1;
    auto place = list.insert(list.end(), &local);
    list.erase(place);
  }
  void not_taken_out() {
    int local = 1;
    queue.push_back(&local); // expected-warning {{address of local 'local' is stored in 'this->queue': 'local' ends with the function [escape-member]}}
    stack.pop_back();
  }
};

// ---- a switch, and the same variable tested later (clang) ----

enum Mode { Quiet, Loud };
int tested_for_another_value(Mode mode) {
  int outer = 0;
  int *p = &outer;
  switch (mode) {
  case Quiet: {
    int local = 1;
    p = &local;
    break;
  }
  case Loud:
    outer = 2;
    break;
  }
  if (mode == Loud)
    return *p;
  return 0;
}
int tested_for_the_same_value(Mode mode) {
  int outer = 0;
  int *p = &outer;
  switch (mode) {
  case Quiet: {
    int local = 1;
    p = &local;
    break;
  }
  case Loud:
    outer = 2;
    break;
  }
  if (mode == Quiet)
    return *p; // expected-warning {{local 'p' holds the address of local 'local' and is used after the scope of 'local' ended [escape-scope]}}
  return 0;
}

// ---- released in one arm only (protobuf) ----

struct Kind {
  int number;
};
struct Answer {
  const Kind *kind;
  explicit Answer(const Kind *k) : kind(k) {}
  explicit Answer(int) : kind(nullptr) {}
};
int resolve(Kind *kind);
Answer released_or_not() {
  std::unique_ptr<Kind> kind(new Kind);
  int status = resolve(kind.get());
  Answer answer = status == 0 ? Answer(kind.release()) : Answer(status);
  return answer;
}
Answer got_or_not() {
  std::unique_ptr<Kind> kind(new Kind);
  int status = resolve(kind.get());
  Answer answer = status == 0 ? Answer(kind.get()) : Answer(status);
  return answer; // expected-warning {{view of local 'kind' is returned: 'kind' ends with the function [escape-return]}}
}
int kept_or_freed(int n) {
  Kind *kind = new Kind;
  Kind *mine = nullptr, *theirs = nullptr;
  if (resolve(kind) == n)
    theirs = kind;
  else
    mine = kind;
  delete mine;
  return theirs ? theirs->number : 0;
}
Kind kept_and_freed(int n) {
  Kind *kind = new Kind;
  Kind *other = nullptr;
  if (resolve(kind) == n)
    other = kind;
  delete kind;
  return *other; // expected-warning {{local 'other' points to 'new Kind' and is used after 'delete' ended it [escape-invalidated]}}
}

// ---- an owner of something unseen, which might be what a member points to (protobuf) ----

struct Prototype {
  virtual ~Prototype();
  virtual Prototype *make() const = 0;
};
struct Finder {
  virtual ~Finder();
  virtual const Prototype *find(int number) const;
};
struct Printer {
  const Finder *finder;
  void print(const Prototype &prototype) const;
  bool print_any(int number) const {
    const Prototype *found = finder ? finder->find(number) : nullptr;
    if (!found)
      return false;
    std::unique_ptr<Prototype> made(found->make());
    if (!made->make())
      return false;
    print(*made);
    return true;
  }
};
void Printer::print(const Prototype &prototype) const {
  if (prototype.make())
    print_any(1);
}
struct Plain : Prototype {
  Prototype *make() const override { return new Plain; }
};
struct Keeper {
  const Prototype *kept;
  void keep_any() {
    std::unique_ptr<Prototype> made(Plain().make());
    kept = made.get(); // expected-warning {{view of local 'made' is stored in 'this->kept': 'made' ends with the function [escape-member]}}
  }
};

// ---- a branch on a private option that nothing ever switches on (protobuf) ----

class NeverRepairs {
public:
  NeverRepairs() : repairs(false) {}
  void finish(const std::string &rest) {
    std::unique_ptr<std::string> repaired;
    if (repairs && !rest.empty()) {
      repaired.reset(new std::string);
      current = repaired->data();
    } else {
      current = rest.data();
    }
  }
  char next() { return *current; }

private:
  friend class NeverRepairsTest;
  bool repairs;
  const char *current = "";
};
class MayRepair {
public:
  MayRepair() : repairs(false) {}
  void repair(bool really) { repairs = really; }
  void finish(const std::string &rest) {
    std::unique_ptr<std::string> repaired;
    if (repairs && !rest.empty()) {
      repaired.reset(new std::string);
      current = repaired->data(); // expected-warning {{view of local 'repaired' is stored in 'this->current': 'repaired' ends with the function [escape-member]}}
    } else {
      current = rest.data();
    }
  }
  char next() { return *current; }

private:
  bool repairs;
  const char *current = "";
};
class BuiltElsewhere {
public:
  BuiltElsewhere();
  const int *get() {
    int local = 1;
    return repairs ? &local : nullptr; // expected-warning {{address of local 'local' is returned: 'local' ends with the function [escape-return]}}
  }

private:
  bool repairs = false;
};
class AlwaysRepairs {
public:
  const int *get() {
    int local = 1;
    if (!never)
      return &local; // expected-warning {{address of local 'local' is returned: 'local' ends with the function [escape-return]}}
    return nullptr;
  }
  const int *fine() {
    int local = 1;
    return never ? &local : nullptr;
  }

private:
  bool never = false;
};

// ---- what an atomic operation stores: not what it compares with (capnproto) ----

struct Gate {
  unsigned state;
  int *owner;
};
bool expected_is_compared(Gate *gate) {
  unsigned free = 0;
  return __atomic_compare_exchange_n(&gate->state, &free, 1u, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED);
}
int *desired_is_stored(Gate *gate) {
  int mine = 0;
  return __atomic_exchange_n(&gate->owner, &mine, __ATOMIC_ACQUIRE); // expected-warning {{address of local 'mine' is stored in a member reached through parameter 'gate': 'mine' ends with the function [escape-member]}}
}
void generic_stores_what_it_points_to(Gate *gate) {
  int mine = 0;
  int *value = &mine;
  __atomic_store(&gate->owner, &value, __ATOMIC_RELEASE); // expected-warning {{address of local 'mine' is stored in a member reached through parameter 'gate': 'mine' ends with the function [escape-member]}}
}
int *generic_loads_into(Gate *gate) {
  int *value;
  __atomic_load(&gate->owner, &value, __ATOMIC_ACQUIRE);
  return value;
}
int *exchanged_and_put_back(Gate *gate) {
  int mine = 0;
  int *before = __atomic_exchange_n(&gate->owner, &mine, __ATOMIC_ACQ_REL);
  mine = *before;
  __atomic_store_n(&gate->owner, before, __ATOMIC_RELEASE);
  return before;
}

// ---- what an attribute lends may be taken out of the object by what is not seen (capnproto) ----

struct Bytes {
  ~Bytes();
  char *bytes;
};
struct Text {
  Text(const char *);
  ~Text();
  Bytes release();
  int size() const;

private:
  Bytes bytes;
};
struct TextRef {
  TextRef(const Text &text [[clang::lifetimebound]]);
  const char *bytes;
};
void keep(Bytes &&buffer);
TextRef taken_out_first() {
  Text copy("text");
  TextRef ref = copy;
  keep(copy.release());
  return ref;
}
TextRef only_asked(TextRef other) {
  Text copy("text");
  TextRef ref = copy;
  if (copy.size())
    return ref; // expected-warning {{reference to local 'copy' is returned: 'copy' ends with the function [escape-return]}}
  return other;
}

// ---- counters of references, by the compiler's own atomic functions (taglib) ----

struct Counted {
  int references = 0;
  int *owner = nullptr;
  void ref() { __sync_fetch_and_add(&references, 1); }
  bool deref() { return __sync_sub_and_fetch(&references, 1) == 0; }
  bool take(int *candidate) { return __sync_lock_test_and_set(&owner, candidate) == nullptr; }
};
Counted counted_once() {
  Counted object;
  object.ref();
  object.deref();
  return object;
}
void taken_by_a_local(Counted &counted) {
  int local = 0;
  counted.take(&local); // expected-warning {{address of local 'local' is stored in a member reached through parameter 'counted': 'local' ends with the function [escape-member]}}
}

// ---- a protected member of a class that only this file knows (rlottie) ----

struct Composition {
  int version = 0;
};
class Importer {
public:
  int import(int version) {
    Composition composition;
    current = &composition;
    return version ? item() : 0;
  }
  int item() { return current->version; }

protected:
  Composition *current = nullptr;
};
int import_all(int version) {
  Importer importer;
  return importer.import(version);
}
class OpenImporter {
public:
  int import(int version) {
    Composition composition;
    current = &composition; // expected-warning {{address of local 'composition' is stored in 'this->current': 'composition' ends with the function [escape-member]}}
    return version ? item() : 0;
  }
  int item() { return current->version; }

protected:
  Composition *current = nullptr;
};
int import_and_look(int version) {
  OpenImporter importer;
  return importer.import(version) + importer.item();
}

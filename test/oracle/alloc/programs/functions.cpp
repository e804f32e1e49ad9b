// Allocations over function borders: made here and kept there, members, default arguments, implicit copies, templates.
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stack>
#include <string>
#include <utility>
#include <vector>

struct Node {
  int value = 0;
  std::unique_ptr<Node> next;
  std::string name;
};
struct Record {
  std::string text;
  std::vector<int> numbers;
};
struct WithDefaults {
  std::vector<int> numbers = {1, 2, 3};
  std::string text = "a default member initializer of some length";
};
struct WithList {
  std::vector<int> numbers;
  std::unique_ptr<int> owned;
  explicit WithList(int n) : numbers(n), owned(std::make_unique<int>(n)) {} // goes: {this->numbers}
};
struct Base {
  explicit Base(std::string text) : text(std::move(text)) {}
  virtual ~Base() = default;
  virtual std::unique_ptr<Base> clone() const { return std::make_unique<Base>(*this); }
  std::string text;
};
struct Derived : Base {
  using Base::Base;
  std::unique_ptr<Base> clone() const override { return std::make_unique<Derived>(*this); } // goes: {result}
};
struct List {
  std::unique_ptr<Node> head;
  void push(int value) {
    auto node = std::make_unique<Node>(); // goes: {this->head}
    node->value = value;
    node->next = std::move(head);
    head = std::move(node);
  }
};
struct Buffer {
  explicit Buffer(std::size_t size) : bytes(new char[size]), size(size) {}
  Buffer(const Buffer &other) : Buffer(other.size) {}
  ~Buffer() { delete[] bytes; }
  char *bytes;
  std::size_t size;
};
struct Cache {
  std::map<int, std::string> lines;
  const std::string &get(int key) {
    auto found = lines.find(key);
    if (found == lines.end())
      found = lines.emplace(key, std::to_string(key)).first;
    return found->second;
  }
};
// Members that allocate when nobody mentions them.
struct WithDeque {
  std::deque<int> values;
  int count;
  WithDeque() : count(0) {}
};
template <typename T> struct Walker {
  std::stack<T> pending;
  int depth;
  Walker() { depth = 0; }
  virtual ~Walker() = default;
};
struct IntWalker : Walker<int> {
  IntWalker() {}
};
struct Implicit {
  std::deque<int> values;
};
Cache *filledCache(int n) {
  Cache *made = new Cache; // goes: {result}
  made->lines.insert({n, "a line that goes to the result, long enough"}); // goes: {result}
  made->lines[n + 1] = "short"; // goes: {result}
  return made;
}
Cache *filledInLoop(int n) {
  Cache *made = new Cache; // goes: {result}
  for (int i = 0; i != n + 2; ++i)
    made->lines.emplace(i, "short"); // goes: {result}
  return made;
}
Record *filledRecord(int n) {
  auto made = std::make_unique<Record>(); // goes: {result}
  made->numbers.push_back(n); // goes: {result}
  Record *raw = made.release();
  raw->text.assign(n + 30, 'x'); // goes: {result}
  return raw;
}

// Arguments written inside of macros.
#define EXPECT(condition)                                                                                              \
  do {                                                                                                                 \
    if (!(condition))                                                                                                  \
      fail();                                                                                                          \
  } while (0)
#define SAME(one, other) same((one), (other))
void fail() {}
bool same(const std::string &one, const std::string &other) { return one == other; }
bool holds(std::string text) { return !text.empty(); }
void macros(const std::string &given) {
  EXPECT(holds("a literal inside of a macro's argument"));
  EXPECT(holds(given));
  EXPECT(holds("short"));
  EXPECT(same(given, "another literal inside of a macro"));
  SAME("a literal that a macro hands on to a function", given);
  SAME("short", given);
}
std::vector<std::unique_ptr<Node>> registry;
std::vector<Record> records;

std::unique_ptr<Node> makeNode(int value) {
  auto node = std::make_unique<Node>(); // goes: {result}
  node->value = value;
  return node;
}
void registerNode(std::unique_ptr<Node> node) { registry.push_back(std::move(node)); }
int useNode(const Node &node) { return node.value; }
int confined(int n) {
  auto node = makeNode(n);
  return useNode(*node);
}
void kept(int n) { registerNode(makeNode(n)); }
void keptDirectly(int n) {
  registry.push_back(std::make_unique<Node>()); // goes: {static registry}
  registry.back()->value = n;
}
int withDefault(std::vector<int> values = {1, 2, 3, 4}) { return int(values.size()); }
int withText(const std::string &text = "a default argument that is a long text") { return int(text.size()); }
Record makeRecord(int n) {
  Record record;
  record.numbers.resize(n);
  record.text = "a record's text that is longer than the buffer";
  return record;
}
Record copyRecord(const Record &record) { return record; }
Record passRecord(Record record) { return record; }
template <typename T, typename... A> std::unique_ptr<T> build(A &&...arguments) {
  return std::make_unique<T>(std::forward<A>(arguments)...);
}
template <typename F> auto apply(F &&function) { return function(); }
int recursive(int n) {
  if (n == 0)
    return 0;
  auto held = std::make_unique<int>(n); // goes: confined
  return *held + recursive(n - 1);
}
std::optional<Record> perhaps(int n) {
  if (n < 0)
    return std::nullopt;
  return makeRecord(n);
}
int scratch(int n) {
  std::vector<int> values;
  values.reserve(n); // goes: confined
  for (int i = 0; i != n; ++i)
    values.push_back(i);
  int total = 0;
  for (int value : values)
    total += value;
  return total;
}
const std::vector<int> &table() {
  static const std::vector<int> values{1, 2, 3}; // once; goes: {static values}
  return values;
}
int select(bool first) {
  std::vector<int> values = first ? std::vector<int>(3) : std::vector<int>(5);
  return int(values.size());
}
void swapped(std::vector<int> &out, int n) {
  std::vector<int> values(n); // goes: {param out}
  out.swap(values);
}
void movedInto(std::vector<int> &out, int n) {
  std::vector<int> values(n); // goes: {param out}
  out = std::move(values);
}
void lambdas(int n) {
  auto make = [n] { return std::vector<int>(n); };
  std::vector<int> made = make();
  auto count = [&made] { return made.size(); };
  count();
  auto holds = [made] { return made.size(); };
  auto again = holds;
  again();
  std::vector<int> applied = apply([&] { return std::vector<int>(made); });
}

int main(int argc, char **) {
  macros("a text that is given to macros, long enough");
  WithDeque with_deque;
  IntWalker walker;
  Implicit implicit;
  Implicit braces{};
  auto heap_implicit = std::make_unique<Implicit>();
  delete filledCache(argc);
  delete filledInLoop(argc);
  delete filledRecord(argc);
  confined(argc);
  kept(argc);
  keptDirectly(argc);
  withDefault();
  withText();
  Record record = makeRecord(argc + 2);
  copyRecord(record);
  passRecord(record);
  passRecord(std::move(record));
  records.push_back(makeRecord(argc + 1));
  WithDefaults defaults;
  WithDefaults same = defaults;
  WithList list(argc + 3);
  Derived derived("a text that goes to the base, long enough");
  auto cloned = derived.clone();
  List nodes;
  nodes.push(argc);
  Buffer buffer(argc + 10);
  Buffer copy = buffer;
  Cache cache;
  cache.get(argc);
  cache.get(argc);
  build<int>(argc);
  build<Node>();
  recursive(argc + 3);
  perhaps(argc);
  perhaps(-argc);
  scratch(argc + 5);
  table();
  table();
  select(argc == 1);
  std::vector<int> out;
  swapped(out, argc + 3);
  movedInto(out, argc + 4);
  lambdas(argc + 4);
}

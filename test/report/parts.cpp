// What the library makes of arguments by itself, and what objects ask for without an argument.
// flags: -std=c++20
// unlisted stays: fine
#include <any>
#include <deque>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <iostream>
#include <memory>
#include <optional>
#include <queue>
#include <regex>
#include <set>
#include <sstream>
#include <stack>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>
#include <valarray>
#include <vector>

void pairs(const std::string &text) {
  std::pair<int, std::string> a(1, "a text that is longer than the buffer"); // -m: std::basic_string<char>("a text that is longer than the buf… does not escape; allocates 38 bytes
  std::pair<int, std::string> b(1, "short");
  auto c = std::make_pair(std::string("short"), 1);
  std::tuple<std::string, int> d("a text that is longer than the buffer", 2); // -m: std::basic_string<char>("a text that is longer than the buf… does not escape; allocates 38 bytes
  std::tuple<std::string, int> e("short", 2);
  std::pair<std::string, int> f(text, 1); // -m: std::basic_string<char>(text) does not escape; may allocate (run-time length)
}
void optionals() {
  std::optional<std::string> a("a text that is longer than the buffer"); // -m: std::basic_string<char>("a text that is longer than the buf… does not escape; allocates 38 bytes
  std::optional<std::string> b("short");
  b.emplace("a text that is longer than the buffer"); // -m: b.emplace("a text that is longer than the buffer") does not escape; allocates 38 bytes
}
void elements(int n) {
  std::vector<std::string> a(2, "a text that is longer than the buffer"); // -m: std::basic_string<char>("a text that is longer than the buf… does not escape; allocates 38 bytes | std::vector<std::string>(2, "a text that is longer than the… does not escape; allocates 64 bytes | std::basic_string<char>("a text that is longer than the buf… does not escape; allocates 38 bytes
  std::map<std::string, int> b;
  b["a text that is longer than the buffer"] = 1; // -m: b["a text that is longer than the buffer"] does not escape; allocates 72 bytes (node) | std::basic_string<char>("a text that is longer than the buf… does not escape; allocates 38 bytes
  std::map<std::string, int> c;
  c["short"] = n; // -m: c["short"] does not escape; allocates 72 bytes (node)
  std::set<std::string> d;
  d.insert("a text that is longer than the buffer"); // -m: d.insert("a text that is longer than the buffer") does not escape; allocates 64 bytes (node) | std::basic_string<char>("a text that is longer than the buf… does not escape; allocates 38 bytes
}

void byDefault(const std::string &text = "a text that is longer than the buffer"); // -m: "a text that is longer than the buffer" may escape: {unknown} (no body)
void byDefaultShort(const std::string &text = "short"); // -m: "short" may escape: {unknown} (no body)
void calls() {
  byDefault(); // -m: std::string("a text that is longer than the buffer") does not escape; allocates 38 bytes
  byDefaultShort();
}

struct Named {
  std::string name = "a text that is longer than the buffer"; // -m: std::string("a text that is longer than the buffer") escapes to {this->name}; allocates 38 bytes
  std::string code = "short";
};
void members() { Named named; }

struct Queued {
  std::deque<int> values;
};
struct Stored {
  std::vector<int> values;
};
void implicitly() {
  Queued a; // -m: Queued() does not escape; allocates (non-constant size)
  auto b = std::make_unique<Queued>(); // -m: std::make_unique<Queued>() does not escape; allocates (non-constant size) | std::make_unique<Queued>() does not escape; allocates 80 bytes
  Stored c;
}

void caught() {
  try {
    throw 2; // -m: throw 2 does not escape; allocates 132 bytes
  } catch (int) {
  }
}
void thrown() { throw 2; } // -m: throw 2 escapes to {exception}; allocates 132 bytes
void message() {
  std::runtime_error error("made before it is thrown"); // -m: std::runtime_error("made before it is thrown") escapes to {exception}; allocates (non-constant size)
  throw error; // -m: throw error escapes to {exception}; allocates 144 bytes
}
std::runtime_error messageOut() {
  std::runtime_error error("made before it is returned"); // -m: std::runtime_error("made before it is returned") escapes to {result}; allocates (non-constant size)
  return error;
}
void messageStays() { std::runtime_error error("made, and that is all"); } // -m: std::runtime_error("made, and that is all") does not escape; allocates (non-constant size)

struct Big {
  char bytes[100];
};
void erased(Big big, int n) {
  std::any a;
  a.emplace<Big>(big); // -m: a.emplace<Big>(big) does not escape; allocates 100 bytes (type-erased (100 bytes > inline 8))
  a.emplace<int>(n);
  std::function<int()> b = [big] { return int(big.bytes[0]); }; // -m: std::function<int ()>([big] { return int(big.bytes[0]); }) does not escape; allocates 100 bytes (type-erased (100 bytes > inline 16))
  std::function<int()> c = b; // -m: std::function<int ()>(b) does not escape; allocates 100 bytes (type-erased (100 bytes > inline 16))
  std::function<int()> d = [n] { return n; };
  std::function<int()> e = d;
}

void adapters() {
  std::queue<int> a; // -m: std::queue<int>() does not escape; allocates (non-constant size)
  std::stack<int> b; // -m: std::stack<int>() does not escape; allocates (non-constant size)
  std::priority_queue<int> c;
  std::stack<int, std::vector<int>> d;
}

void streams(int n, const std::string &text) {
  std::ostringstream a;
  a << n; // -m: a << n does not escape; may allocate (growth)
  std::stringstream b("a text that is longer than the buffer"); // -m: std::basic_string<char>("a text that is longer than the buf… does not escape; allocates 38 bytes
  std::istringstream c(text); // -m: std::istringstream(text) does not escape; may allocate (run-time length)
  std::ofstream d("/dev/null"); // -m: std::ofstream("/dev/null") does not escape; may allocate (library branch)
  std::ofstream e;
}

void writes(std::ostream &out, int n) { out << "n: " << n << '\n'; } // -m: out << "n: " << n << '\n' escapes to {param out}; may allocate (library branch)
struct Writer {
  std::ostream *to;
  std::ostringstream own;
  std::regex name;
  Writer() : to(&std::cout), name("a+") {} // -m: std::regex("a+") escapes to {this->name}; allocates (non-constant size)
  void write(int n) {
    *to << n; // -m: *to << n escapes to {this->to}; may allocate (library branch)
    own << n << "x"; // -m: own << n << "x" escapes to {this->own}; may allocate (growth)
  }
};
void prints(int n) { std::cout << "n: " << n << '\n'; }
double reads(std::istream &in) {
  double d = 0;
  int n = 0;
  in >> n;
  in >> d; // -m: in >> d does not escape; allocates (non-constant size)
  return d + n;
}
struct Piece {
  operator std::string_view() const { return {}; }
};
std::string converted(const Piece &piece) { return std::string(piece); } // -m: std::string(piece) escapes to {result}; may allocate (run-time length)
std::string empty() { return std::string(std::allocator<char>()); }
char *allocated(int n) { return std::allocator<char>().allocate(n); } // -m: std::allocator<char>().allocate(n) escapes to {result}; allocates (non-constant size)

void others(const char *name) {
  std::valarray<int> a(10); // -m: std::valarray<int>(10) does not escape; allocates 40 bytes
  std::valarray<int> b;
  std::regex c("a+"); // -m: std::regex("a+") does not escape; allocates (non-constant size)
  bool found = std::regex_search(name, c); // -m: std::regex_search(name, c) does not escape; allocates (non-constant size)
  std::filesystem::path d(name); // -m: std::filesystem::path(name) does not escape; may allocate (run-time length)
}

void loops(int n) {
  std::set<int> a;
  for (int i = 0; i < n; ++i)
    a.insert(i); // -m: a.insert(i) does not escape; may allocate 40 bytes (key may exist)
  for (int i = 0; i < n; ++i) {
    std::set<int> b;
    b.insert(i); // -m: b.insert(i) does not escape; allocates 40 bytes (node)
  }
}
void notYetChanged() {
  std::string text = "a text that is longer than the buffer"; // -m: std::string("a text that is longer than the buffer") does not escape; allocates 38 bytes
  std::string a = text; // -m: std::string(text) does not escape; allocates 38 bytes
  text += "x"; // -m: text += "x" does not escape; may allocate (growth)
  std::string b = text; // -m: std::string(text) does not escape; may allocate (run-time length)
}

struct Cache {
  std::vector<int> values;
};
Cache *filledInLoop(int n) {
  Cache *made = new Cache; // -m: new Cache escapes to {result}; allocates 24 bytes
  for (int i = 0; i < n; ++i)
    made->values.push_back(i); // -m: made->values.push_back(i) escapes to {result}; allocates (growth)
  return made;
}

void read(const int *p);
void deleted() {
  int *p = new int(1); // -m: new int(1) does not escape; allocates 4 bytes
  read(p);
  delete p;
}
void take(std::string text);
void take(std::unique_ptr<int> p);
void look(const std::string &text);
void handedOver() {
  take("a text that is longer than the buffer"); // -m: std::string("a text that is longer than the buffer") may escape to {unknown} (no body); allocates 38 bytes
  take(std::make_unique<int>(1)); // -m: std::make_unique<int>(1) may escape to {unknown} (no body); allocates 4 bytes
  look("a text that is longer than the buffer"); // -m: "a text that is longer than the buffer" may escape: {unknown} (no body) | std::string("a text that is longer than the buffer") does not escape; allocates 38 bytes
}

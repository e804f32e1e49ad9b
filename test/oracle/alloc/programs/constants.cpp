// Lengths and room the source tells: through names, constant functions and members, ranges, choices, and what was done to
// an object before.
#include <algorithm>
#include <bitset>
#include <cstdlib>
#include <iterator>
#include <map>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

struct Table {
  std::vector<int> rows;
  std::string title;
  std::string note = "a default that is longer than any buffer";
};
class Sized {
public:
  Sized() {}
  explicit Sized(int other) : least(other) {}
  std::string padded() const { return std::string(width, ' '); }
  std::string open(char with) const { return std::string(least, with); }

private:
  const std::size_t width = 60;
  const std::size_t least = 4;
};
struct Counted {
  static void *operator new(std::size_t size) {
    void *memory = std::malloc(size);
    if (!memory)
      throw std::bad_alloc();
    return memory;
  }
  static void operator delete(void *memory) { std::free(memory); }
  long values[3] = {};
};
static int handed;
struct Cached {
  static void *operator new(std::size_t size) { return handed++ ? spare : std::malloc(size); }
  static void operator delete(void *) {}
  static inline char spare[64];
};
static std::size_t lengthOfLine() { return 80; }
static const char *name() { return "a name that a function always gives"; }
static const char *tag() { return "tag"; }

void names(bool first) {
  std::string a(lengthOfLine(), '-'); // goes: confined
  std::string b = name();
  std::string c = tag();
  std::string d = first ? "one of two that are both too long" : "another one of two that are too long";
  std::string e = first ? "short" : "tiny";
  std::string f = first ? "short" : "a text that is longer than the inline buffer";
  Sized sized;
  std::string g = sized.padded();
  std::string h = sized.open('x');
  const std::size_t count = 50;
  std::string i(count, 'x');
  std::string j(i.begin(), i.end());
  std::string k = i.substr(2);
  std::string l = i.substr(2, 5);
  std::string m = i.substr(48);
  std::string n = std::to_string(-1234567890123456789LL) + std::to_string(1234567890123456789LL);
  std::string o = std::to_string(7);
  std::string p = std::bitset<64>(5).to_string();
  std::string q = std::bitset<8>(5).to_string();
}
void read(std::size_t count) {
  std::string a(60, 'x');
  a[0] = 'y';
  for (char &each : a)
    each = 'z';
  std::sort(a.begin(), a.end());
  std::string b = a;                  // still as long
  a.resize(3);
  std::string c = a;
  std::vector<char> d(40, 'y');
  d.front() = 'x';
  std::string e(d.begin(), d.end());
  d.resize(count);
  std::string f(d.begin(), d.end());
}
void room(const std::vector<int> &given, int n) {
  std::vector<int> a = given;
  a.push_back(1); // there is room for what was copied
  a.push_back(2);
  std::vector<int> b{1, 2, 3};
  for (int &each : b)
    each = n;
  b.insert(b.begin(), 4);
  std::vector<int> c(5);
  c.pop_back();
  c.push_back(1);
  std::vector<int> d = std::move(c);
  d.push_back(1);
  std::vector<int> e = given;
  e.insert(e.end(), {}); // nothing comes
}
void members(int n) {
  Table a;
  a.rows.push_back(n);
  a.title = "a title that is longer than the buffer";
  a.note = "short";
  auto b = std::make_unique<Table>();
  b->title = "a title that is longer than the buffer";
  b->rows.push_back(n); // goes: confined
  auto *c = new Table;
  c->rows.resize(n);
  delete c;
  std::map<int, std::vector<int>> d;
  d[n].push_back(1);
  d[n].push_back(2);
}
void joined(const std::string &given, int n) {
  std::string a = "an introduction to " + std::to_string(n) + " things";
  std::string b = std::string("a name of its own, of some length: ") + "more";
  std::string c = std::to_string(n) + "!";
  std::string d = std::string("x") + given;
  std::string e = "x" + std::string(given);
}
void inserted(const std::vector<int> &given) {
  std::vector<int> a;
  std::copy(given.begin(), given.end(), std::back_inserter(a));
  std::copy(given.begin(), given.end(), std::back_inserter(a));
  std::vector<int> b;
  std::transform(given.begin(), given.end(), std::back_inserter(b), [](int value) { return value + 1; });
  std::string c;
  std::transform(given.begin(), given.end(), std::back_inserter(c), [](int value) { return char('a' + value); });
}

int main(int argc, char **) {
  names(argc == 1);
  read(argc + 2);
  room({1, 2, 3, 4}, argc);
  members(argc + 3);
  joined("given, which is long enough to count", argc);
  inserted({1, 2, 3});
  delete new Counted;
  delete new Cached;
  delete new Cached;
  Sized other(argc + 30);
  other.open('y');
}

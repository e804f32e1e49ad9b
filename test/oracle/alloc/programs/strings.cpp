// Strings: short and long, from all sources, copies and moves, growth, and the temporaries nobody wrote.
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

std::string global;
struct Named {
  std::string name;
  std::string title = "a default title longer than any inline buffer";
  explicit Named(const std::string &text) : name(text) {}
  void rename(std::string text) { name = std::move(text); }
};
std::size_t length(const std::string &text) { return text.size(); }
std::size_t viewed(std::string_view text) { return text.size(); }
std::size_t taken(std::string text) { return text.size(); }

void literals() {
  std::string a("short");
  std::string b("a text that is longer than the buffer");            // goes: confined
  std::string c = "another text that is longer than the buffer";     // goes: confined
  std::string d = "exactly fifteen";
  std::string e = "exactly sixteen!!";
  std::string f = "exactly twenty two ch.";
  std::string g{"in braces, and longer than the buffer"};
  auto h = std::string("written as a temporary, of some length");
  using namespace std::string_literals;
  auto i = "a literal of its own kind, also long"s;
  auto j = "short"s;
  const char *text = "known through a pointer that never changes";
  std::string k(text);
  constexpr std::string_view view = "a view that is known when compiling";
  std::string l(view);
  std::wstring m(L"wide and too long");
  std::u16string n(u"sixteen bits");
  std::u32string o(U"abc");
  std::u32string p(U"thirty-two bits each");
  std::string q;
  std::string r{};
  std::string s("");
}
void counted(std::size_t n) {
  std::string a(40, 'x');                                            // goes: confined
  std::string b(8, 'x');
  std::string c(n, 'x');                                             // goes: confined
  std::string d("a literal that is cut short here", 4);
  std::string e("a literal that is cut, but not by much", 30);
  std::string f(a, 2, 5);
  std::string g(a.begin(), a.end());
  std::vector<char> chars(30, 'y');
  std::string h(chars.begin(), chars.end());
  std::string i{'a', 'b', 'c'};
  std::string j = a.substr(1);
  std::string k = a.substr(0, 3);
  std::string l = std::to_string(12345);
  std::string m = std::to_string(-1);
  std::string o = std::to_string(3.25e60);
}
void copies(const std::string &longer, const std::string &shorter) {
  std::string a = longer;                                            // goes: confined
  std::string b = shorter;
  std::string c = std::move(a);
  std::string d(longer + "x");
  std::string e;
  e = longer;
  e = shorter;
  e = "a literal assigned that is longer than the buffer of it all";
  std::string f = std::move(b);
  std::string g = std::exchange(c, {});
  f.swap(g);
  std::pair<std::string, int> h(longer, 1);
  std::vector<std::string> i(2);
  i[0] = longer;
  std::string j[2] = {longer, shorter};
}
void growth(const std::string &longer) {
  std::string a;
  a += "short";
  a += longer;
  a.append("more text to be added at the end");
  a.push_back('x');
  std::string b;
  b.reserve(100);
  b += longer;
  b.append(3, 'x');
  std::string c;
  c.reserve(0);
  std::string d;
  d.resize(50);
  d.resize(10);
  std::string e = longer + " and " + longer;                         // goes: confined
  std::string f = "a" + std::string("b");
  std::string g = std::string("some longer text in front of ") + 'x';
  std::string h("x");
  h.insert(0, longer);
  h.insert(h.begin(), 'y');
  h.replace(0, 1, longer);
  h.assign(60, 'z');
  h.assign("short");
  h.erase(0, 10);
  h.clear();
  h.shrink_to_fit();
  for (int i = 0; i != 100; ++i)
    h += 'x';
}
void temporaries(const char *given) {
  length("a literal that becomes a temporary string");               // goes: confined
  length("short");
  length(given);
  viewed("a literal that becomes a view, however long it is");
  taken("a literal that becomes a parameter, again long");
  taken(std::string("moved into the parameter, not copied at all"));
  const std::string &bound = "bound to a reference, and longer than the buffer";
  bool same = bound == "a literal compared, which makes no temporary";
  Named named("a name that goes through a temporary");
  named.rename("another name, moved into the member");
  Named other = named;
  const char *back = other.name.c_str();
  std::string_view view(back);
  std::string again(view);
  std::string ternary = same ? "the one long alternative of the two" : "the other long alternative of them";
}
void streams(int n) {
  std::ostringstream a;
  a << "short " << n;
  std::string b = a.str();
  a << "and a text that does not fit into the buffer, and so on and on";
  std::string c = a.str();
  std::istringstream d("word another-word-that-is-longer-than-the-buffer");
  std::string e;
  d >> e;
  d >> e;
  std::stringstream f;
  f << 12345;
  int g = 0;
  f >> g;
  std::istringstream h("a line that is longer than the inline buffer\nnext");
  std::string i;
  std::getline(h, i);
}
std::string made(int n) { return "made with a number: " + std::to_string(n); } // goes: {result}
std::string literalOut() { return "a long literal that is the result"; } // goes: {result}
std::string shortOut() { return "short"; }
std::string localOut() {
  std::string text = "a local that is the result, elided"; // goes: {result}
  return text;
}
void stored() { global = "a literal that goes to a global string"; } // goes: {static global}
void given(std::string &out) { out = "a literal that goes to a parameter's string"; } // goes: {param out}
void nothing() {
  std::string a;
  std::string b("tiny");
  std::string c = b;
  std::string d = std::move(c);
  a.clear();
  d.reserve(0);
}

int main(int argc, char **) {
  literals();
  counted(argc + 30);
  counted(argc + 3);
  copies("a copied text that is long enough", "short");
  growth("a text that grows and is long enough");
  temporaries("given at run time, which is long enough");
  temporaries("given");
  streams(argc);
  made(argc);
  literalOut();
  shortOut();
  localOut();
  stored();
  std::string out;
  given(out);
  nothing();
}

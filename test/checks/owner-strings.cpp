// Strings: every change may move the characters, erase, pop_back and swap among them; and members that a destructor ends.
#include <string>
#include <utility>
#include <vector>

void read(const char *);

void after_erase() {
  std::string s = "hello";
  const char *p = s.c_str();
  s.erase(0, 2);
  read(p); // expected-warning {{local 'p' points into the storage of 's' and is used after 'erase' ended it [escape-invalidated]}}
}
void after_pop_back(std::string s) {
  const char *p = s.c_str();
  s.pop_back();
  read(p); // expected-warning {{local 'p' points into the storage of 's' and is used after 'pop_back' ended it [escape-invalidated]}}
}
void after_swap() {
  std::string a, b;
  const char *p = a.data();
  a.swap(b);
  read(p); // expected-warning {{local 'p' points into the storage of 'a' and is used after 'swap' ended it [escape-invalidated]}}
}
void taken_again() {
  std::string s = "hello";
  const char *p = s.c_str();
  s.erase(0, 2);
  p = s.c_str();
  read(p);
}
void only_asked() {
  std::string s = "hello";
  const char *p = s.c_str();
  if (s.find('l') != std::string::npos && s.size() > 2)
    read(p);
}
int vectors_keep_what_they_swap(std::vector<int> &a, std::vector<int> &b) {
  int &first = a.front();
  a.swap(b);
  return first; // in b now
}
void swapped_round_a_loop(std::vector<std::string> *out, int n) {
  std::string path, unescaped;
  while (n-- > 0) {
    unescaped = "x";
    unescaped.swap(path);
    out->push_back(std::move(path));
  }
}

struct Named {
  std::string name;
  const char *text() const { return name.c_str(); }
  ~Named() {}
};
void after_an_explicit_destructor() {
  Named n;
  const char *p = n.text();
  n.~Named();
  read(p); // expected-warning {{local 'p' points into the storage of 'n' and is used after '~Named' ended it [escape-invalidated]}}
  new (&n) Named;
}
void before_an_explicit_destructor() {
  Named n;
  read(n.text());
  n.~Named();
  new (&n) Named;
  read(n.text());
}

// Calls of functions whose bodies cannot be seen: what the caller allocates for them, and that they may keep it.
#include "apart.h"

#include <cstdlib>

#define EXPECT(condition)                                                                                              \
  if (!(condition))                                                                                                    \
  std::abort()
#define SAME(one, other) same((one), (other))

struct Big {
  char bytes[100] = {};
};

void references(const std::string &given, const Big &big, int n) {
  holds("a literal that becomes a temporary string");
  holds("short");
  holds(given);
  EXPECT(holds("a literal inside of a macro's argument"));
  EXPECT(holds("short"));
  SAME("a literal that a macro hands on to a function", given);
  SAME(given, "short");
  sum({1, 2, 3});
  call([n] { return n; });
  call([big] { return int(big.bytes[0]); });
}
void values(const std::string &given, const std::vector<int> &numbers, const Big &big, int n) {
  keepText("a literal that becomes a parameter, kept there");
  keepText(given);
  keepText("short");
  keepValues(numbers);
  keepValues({1, 2, 3, 4});
  keepOwned(std::make_unique<int>(n));
  keepOwned(nullptr);
  keepShared(std::make_shared<int>(n));
  keepCallback([n] { return n; });
  keepCallback([big] { return int(big.bytes[0]); });
  std::string text = "a text that is moved into the parameter";
  keepText(std::move(text));
  EXPECT((keepText("a literal inside of a macro, kept"), true));
}
void results(int n) {
  std::string text = makeText(n);
  std::string copy = text;
  std::vector<int> made = makeValues(n);
  std::vector<int> same = made;
  fill(made, n);
  made.push_back(n);
}

int main(int argc, char **) {
  Big big;
  references("a text that is given and long enough", big, argc);
  values("another text that is given and long enough", {1, 2, 3}, big, argc);
  results(argc + 30);
}

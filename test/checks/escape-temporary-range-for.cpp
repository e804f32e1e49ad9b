// escape-temporary: until C++23 the range of a range-for does not extend what it was made from.
// standards: 17 20
#include <string>
#include <vector>

struct Document {
  std::vector<std::string> lines;
  const std::vector<std::string> &all() const { return lines; }
  std::vector<std::string> copy() const { return lines; }
};
Document make();

int reference_into_a_temporary() {
  int n = 0;
  for (const std::string &line : make().all()) // expected-warning {{the range-for holds the address of temporary 'make()' and is used after the full-expression that made it [escape-temporary]}}
    n += line.size();
  return n;
}
int value_of_a_temporary() {
  int n = 0;
  for (const std::string &line : make().copy())
    n += line.size();
  return n;
}
int member_of_a_temporary() {
  int n = 0;
  for (const std::string &line : make().lines)
    n += line.size();
  return n;
}
int local() {
  int n = 0;
  Document document = make();
  for (const std::string &line : document.all())
    n += line.size();
  return n;
}

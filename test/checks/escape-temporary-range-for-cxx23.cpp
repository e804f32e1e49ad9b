// escape-temporary: from C++23 on, temporaries in the range of a range-for live as long as the loop.
// standards: 23
// expected-no-diagnostics
#include <string>
#include <vector>

struct Document {
  std::vector<std::string> lines;
  const std::vector<std::string> &all() const { return lines; }
};
Document make();

int reference_into_a_temporary() {
  int n = 0;
  for (const std::string &line : make().all())
    n += line.size();
  return n;
}

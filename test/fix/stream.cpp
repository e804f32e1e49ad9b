// checks: escape-interface
// checks: escape-heap-confined
// checks: escape-heap-size
// The program of test/example as first written: it allocates twice a call. Read from the Buffer itself instead of through
// the interface, the Buffer goes nowhere; then it can be a local; and so can buf, since its length is always the same.
#include "counter.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

class Reader {
public:
  virtual ~Reader() = default;
  virtual std::size_t read(char *p, std::size_t n) = 0;
};

class Buffer : public Reader {
public:
  explicit Buffer(std::string_view data) : data(data) {}

  std::size_t read(char *p, std::size_t n) override {
    n = std::min(n, data.size() - at);
    std::copy_n(data.data() + at, n, p);
    at += n;
    return n;
  }

private:
  std::string_view data;
  std::size_t at = 0;
};

static std::size_t readFull(Reader &r, char *p, std::size_t n) {
  std::size_t done = 0;
  while (done < n) {
    std::size_t got = r.read(p + done, n - done);
    if (got == 0)
      break;
    done += got;
  }
  return done;
}

constexpr std::string_view Find = "elvis";
constexpr std::string_view Replace = "Elvis";

static void algOne(std::string_view data, std::string_view find, std::string_view replace, std::string &out) {
  auto input = std::make_unique<Buffer>(data);
  std::size_t size = find.size(), end = size - 1;
  std::vector<char> buf(size);
  if (std::size_t n = readFull(*input, buf.data(), end); n < end) {
    out.append(buf.data(), n);
    return;
  }
  while (readFull(*input, buf.data() + end, 1) == 1) {
    if (std::memcmp(buf.data(), find.data(), size) == 0) {
      out.append(replace);
      if (std::size_t n = readFull(*input, buf.data(), end); n < end) {
        out.append(buf.data(), n);
        return;
      }
      continue;
    }
    out.push_back(buf[0]);
    std::memmove(buf.data(), buf.data() + 1, end);
  }
  out.append(buf.data(), end);
}

int main() {
  constexpr std::string_view Data = "abcelvisaElvisabcelviseelvisaelvisaabeeeelvise l v i saa bb e l v i saa elvi";
  std::string out;
  out.reserve(200); // the only allocation that is left in the end
  for (int i = 0; i < 10; ++i) {
    out.clear();
    algOne(Data, Find, Replace, out);
  }
  std::printf("%s\n", out.c_str());
}

#ifndef EXAMPLE_STREAM_H
#define EXAMPLE_STREAM_H

#include <algorithm>
#include <cstddef>
#include <string_view>

/// Something to read bytes from.
class Reader {
public:
  virtual ~Reader() = default;
  /// Reads up to `n` bytes into `p` and says how many it were; 0 at the end.
  virtual std::size_t read(char *p, std::size_t n) = 0;
};

/// Reads from memory.
class Buffer final : public Reader {
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

/// Reads until `n` bytes are there or `r` has no more.
inline std::size_t readFull(Reader &r, char *p, std::size_t n) {
  std::size_t done = 0;
  while (done < n) {
    std::size_t got = r.read(p + done, n - done);
    if (got == 0)
      break;
    done += got;
  }
  return done;
}

#endif // EXAMPLE_STREAM_H

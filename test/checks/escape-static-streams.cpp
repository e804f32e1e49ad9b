// escape-static: streams of the library that keep a local buffer.
#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>
#include <streambuf>

void redirected() {
  std::ostringstream out;
  std::cout.rdbuf(out.rdbuf()); // expected-warning {{address of local 'out' is stored in static 'cout': 'out' ends with the function [escape-static]}}
}
void redirected_and_restored() {
  std::ostringstream out;
  std::streambuf *before = std::cout.rdbuf(out.rdbuf());
  std::cout << 1;
  std::cout.rdbuf(before);
}
void own_stream_redirected() {
  std::stringbuf buffer;
  std::ostream out(nullptr);
  out.rdbuf(&buffer);
  out << 1;
}
struct Redirect {
  std::streambuf *before;
  explicit Redirect(std::streambuf *to) : before(std::cout.rdbuf(to)) {}
  ~Redirect() { std::cout.rdbuf(before); }
};
void restored_by_a_guard() {
  std::ostringstream out;
  Redirect redirect(out.rdbuf());
  std::cout << 1;
}
void tied() {
  std::ostringstream out;
  std::cin.tie(&out); // expected-warning {{address of local 'out' is stored in static 'cin': 'out' ends with the function [escape-static]}}
}
void tied_back() {
  std::ostringstream out;
  std::ostream *before = std::cin.tie(&out);
  std::cin.tie(before);
}
void standard_buffer() {
  char buffer[64];
  std::setvbuf(stdout, buffer, _IOFBF, sizeof buffer); // expected-warning {{address of local 'buffer' is stored in static 'stdout': 'buffer' ends with the function [escape-static]}}
}
void standard_buffer_reset() {
  char buffer[64];
  std::setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
  std::setvbuf(stdout, nullptr, _IONBF, 0);
}
std::ofstream log_file;
void file_buffer() {
  static char kept[64];
  log_file.rdbuf()->pubsetbuf(kept, sizeof kept);
}

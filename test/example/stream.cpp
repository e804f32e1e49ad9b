// Replaces "elvis" by "Elvis" in a stream of bytes: three versions of one algorithm. The first allocates twice a call;
// what clang-escape -m -m says about it leads to the second, and that to the third, which allocates nothing.
#include "stream.h"

#include <array>
#include <cstring>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

constexpr std::string_view Find = "elvis";
constexpr std::string_view Replace = "Elvis";

// As first written. Where does the Buffer go, and why is it on the heap? readFull takes any Reader, so the call of read
// in it may end anywhere: the report shows the way. The length of buf is known at run time only.
void algOne(std::string_view data, std::string_view find, std::string_view replace, std::string &out) {
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

// First fix: read from the Buffer itself, not through the interface. The call is exact, the Buffer goes nowhere, and
// the report says so: it need not be on the heap.
void algOneDirect(std::string_view data, std::string_view find, std::string_view replace, std::string &out) {
  auto input = std::make_unique<Buffer>(data);
  std::size_t size = find.size(), end = size - 1;
  std::vector<char> buf(size);
  if (std::size_t n = input->read(buf.data(), end); n < end) {
    out.append(buf.data(), n);
    return;
  }
  while (input->read(buf.data() + end, 1) == 1) {
    if (std::memcmp(buf.data(), find.data(), size) == 0) {
      out.append(replace);
      if (std::size_t n = input->read(buf.data(), end); n < end) {
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

// Second fix: a constant size. With both, Buffer and buf are automatic objects, and nothing is allocated.
void algOneConstant(std::string_view data, std::string_view replace, std::string &out) {
  Buffer input(data);
  constexpr std::size_t size = Find.size(), end = size - 1;
  std::array<char, size> buf;
  if (std::size_t n = input.read(buf.data(), end); n < end) {
    out.append(buf.data(), n);
    return;
  }
  while (input.read(buf.data() + end, 1) == 1) {
    if (std::memcmp(buf.data(), Find.data(), size) == 0) {
      out.append(replace);
      if (std::size_t n = input.read(buf.data(), end); n < end) {
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
  std::string first, second, third;
  algOne(Data, Find, Replace, first);
  algOneDirect(Data, Find, Replace, second);
  algOneConstant(Data, Replace, third);
  std::cout << first << "\n" << second << "\n" << third << "\n";
  return first == second && second == third ? 0 : 1;
}

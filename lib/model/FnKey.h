//===- FnKey.h - the name of a function in the whole program ----*- C++ -*-===//
//
// 128-bit hash of the mangled name for external linkage; else of relative main
// file + name + ordinal of the closure or local entity in its function. Clang's
// USR does not do: two lambdas of one inline function share one, and so do
// equal statics of two files.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_MODEL_FNKEY_H
#define ESCAPE_MODEL_FNKEY_H

#include <compare>
#include <cstdint>
#include <functional>
#include <string_view>

namespace escape {

struct FnKey {
  uint64_t high = 0;
  uint64_t low = 0;
  bool valid() const { return high || low; }
  auto operator<=>(const FnKey &) const = default;

  static FnKey of(std::string_view name);
};

} // namespace escape

template <> struct std::hash<escape::FnKey> {
  size_t operator()(const escape::FnKey &k) const noexcept { return k.low ^ (k.high * 0x9E3779B97F4A7C15ull); }
};

#endif // ESCAPE_MODEL_FNKEY_H

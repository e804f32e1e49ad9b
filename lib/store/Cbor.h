//===- Cbor.h - values ↔ bytes (RFC 8949), as a stream ----------*- C++ -*-===//
//
// A graph of a function has hundreds of small numbers, and a link reads those of
// a whole program: there is no tree in between, as a JSON library would build.
// Structs are arrays of their members in the order of model/Fields.h; any CBOR
// tool prints them.
//
//   bool  false, true        number, id, enumeration   integer (an id that is not valid: null)
//   optional  null or value  string  text              vector, pair, map, struct  array
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_STORE_CBOR_H
#define ESCAPE_STORE_CBOR_H

#include "model/Fields.h"
#include <map>
#include <string>
#include <string_view>
#include <type_traits>

namespace escape {

class CborWriter {
public:
  std::string take() { return std::move(out); }

  template <class... T> void operator()(T &...members) {
    begin(sizeof...(members));
    (member(members), ...);
  }
  void begin(size_t count) { head(4, count); }
  void variableOr(bool, uint32_t &index) { head(0, index); }

  template <class T> void member(T &x) {
    if constexpr (std::is_same_v<T, bool>)
      out += x ? char(0xf5) : char(0xf4);
    else if constexpr (std::is_enum_v<T>)
      head(0, uint64_t(x));
    else if constexpr (std::is_integral_v<T>)
      integer(x);
    else
      fields(*this, x);
  }
  template <class Tag> void member(Id<Tag> &x) { x.valid() ? head(0, x.value) : null(); }
  void member(std::string &x) {
    head(3, x.size());
    out += x;
  }
  void member(Steps &x) {
    begin(x.size());
    for (FieldId step : x)
      member(step);
  }
  template <class T> void member(std::optional<T> &x) { x ? member(*x) : null(); }
  template <class T> void member(std::vector<T> &x) {
    begin(x.size());
    for (T &item : x)
      member(item);
  }
  template <class A, class B> void member(std::pair<A, B> &x) {
    begin(2);
    member(const_cast<std::remove_const_t<A> &>(x.first));
    member(x.second);
  }
  template <class K, class T> void member(std::map<K, T> &x) {
    begin(x.size());
    for (auto &item : x)
      member(item);
  }

private:
  void null() { out += char(0xf6); }
  void head(unsigned major, uint64_t number);
  template <class T> void integer(T x) { x < 0 ? head(1, uint64_t(-(int64_t(x) + 1))) : head(0, uint64_t(x)); }

  std::string out;
};

/// Reads what CborWriter wrote. Bytes that are something else make it fail, once and for good: then nothing that was
/// read counts. It never reads past the end, and never makes more elements than there are bytes left.
class CborReader {
public:
  explicit CborReader(std::string_view bytes) : bytes(bytes) {}
  bool failed() const { return broken; }
  bool atEnd() const { return at == bytes.size(); }
  void fail() { broken = true; }

  template <class... T> void operator()(T &...members) {
    begin(sizeof...(members));
    (member(members), ...);
  }
  void begin(size_t count) {
    if (array() != count)
      fail();
  }
  void variableOr(bool, uint32_t &index) { member(index); }

  template <class T> void member(T &x) {
    if (broken)
      return;
    if constexpr (std::is_same_v<T, bool>)
      x = boolean();
    else if constexpr (std::is_enum_v<T>)
      x = T(number(std::underlying_type_t<T>(-1)));
    else if constexpr (std::is_unsigned_v<T>)
      x = T(number(T(-1)));
    else if constexpr (std::is_integral_v<T>)
      x = T(integer());
    else
      fields(*this, x);
  }
  template <class Tag> void member(Id<Tag> &x) { x = isNull() ? Id<Tag>() : Id<Tag>(size_t(number(UINT32_MAX - 1))); }
  void member(std::string &x) { x = text(); }
  void member(Steps &x) {
    x = {};
    for (uint64_t count = array(); count && !broken; --count) {
      FieldId step;
      member(step);
      if (!x.push(step))
        fail();
    }
  }
  template <class T> void member(std::optional<T> &x) {
    x.reset();
    if (!isNull())
      member(x.emplace());
  }
  template <class T> void member(std::vector<T> &x) {
    x.clear();
    uint64_t count = array();
    x.reserve(std::min<uint64_t>(count, 4096)); // a number is no promise
    for (; count && !broken; --count)
      member(x.emplace_back());
  }
  template <class A, class B> void member(std::pair<A, B> &x) {
    begin(2);
    member(x.first);
    member(x.second);
  }
  template <class K, class T> void member(std::map<K, T> &x) {
    x.clear();
    for (uint64_t count = array(); count && !broken; --count) {
      std::pair<K, T> item;
      member(item);
      x.insert(std::move(item));
    }
  }

private:
  /// The major type and number of the next item; fails (0) at the end.
  uint64_t head(unsigned &major);
  uint64_t number(uint64_t most);
  int64_t integer();
  uint64_t array();
  bool boolean();
  bool isNull();
  std::string_view text();

  std::string_view bytes;
  size_t at = 0;
  bool broken = false;
};

} // namespace escape

#endif // ESCAPE_STORE_CBOR_H

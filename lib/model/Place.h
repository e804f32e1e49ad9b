//===- Place.h - a location and the way from it -----------------*- C++ -*-===//
//
//   x          Place(x)
//   p->f       Place(p) Deref f
//   v[0]       Place(v) Storage Deref Element       (std::vector v)
//   *up        Place(up) Storage Deref              (std::unique_ptr up)
//   sv         the view itself; its pointer is      Place(sv) Storage
//   a[i]       Place(a) Element                     (int *a[4])
//   opt->f     Place(opt) Element f
//
// Bases at any offset add no step; all members of a union are one.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_MODEL_PLACE_H
#define ESCAPE_MODEL_PLACE_H

#include "model/Ids.h"
#include "model/Type.h"
#include <algorithm>
#include <array>
#include <cassert>

namespace escape {

/// Up to Capacity steps, Deref among them. `push` returns false (and leaves the
/// steps alone) when there is no room: the caller then goes through a slot.
class Steps {
public:
  static constexpr unsigned Capacity = 8;
  bool push(FieldId step) {
    if (count == Capacity)
      return false;
    items[count++] = step;
    return true;
  }
  void pop() { assert(count), --count; }
  unsigned size() const { return count; }
  bool empty() const { return count == 0; }
  FieldId operator[](unsigned i) const { return items[i]; }
  FieldId back() const { return items[count - 1]; }
  const FieldId *begin() const { return items.data(); }
  const FieldId *end() const { return items.data() + count; }
  unsigned derefs() const {
    unsigned n = 0;
    for (FieldId s : *this)
      n += s == step::Deref;
    return n;
  }
  bool operator==(const Steps &o) const { return std::equal(begin(), end(), o.begin(), o.end()); }
  auto operator<=>(const Steps &o) const {
    return std::lexicographical_compare_three_way(begin(), end(), o.begin(), o.end());
  }

private:
  std::array<FieldId, Capacity> items{};
  uint8_t count = 0;
};

struct Place {
  LocationId base;
  Steps steps;

  Place() = default;
  explicit Place(LocationId base) : base(base) {}
  bool valid() const { return base.valid(); }
  bool hasDeref() const { return steps.derefs() != 0; }
  /// The place one step further. Asserts when there is no room: ask `full()` first.
  [[nodiscard]] Place operator/(FieldId step) const {
    Place p = *this;
    [[maybe_unused]] bool fits = p.steps.push(step);
    assert(fits && "place has no room for another step");
    return p;
  }
  bool full() const { return steps.size() == Steps::Capacity; }
  bool operator==(const Place &) const = default;
  auto operator<=>(const Place &) const = default;
};

} // namespace escape

#endif // ESCAPE_MODEL_PLACE_H

#include "model/Relation.h"

#include <limits>
#include <utility>

namespace escape {

const char *words(Relation relation) {
  switch (relation) {
  case Relation::Equal:
    return " == ";
  case Relation::NotEqual:
    return " != ";
  case Relation::AtLeast:
    return " >= ";
  case Relation::AtMost:
    return " <= ";
  }
  return "";
}

bool holds(int64_t value, Relation relation, int64_t constant) {
  switch (relation) {
  case Relation::Equal:
    return value == constant;
  case Relation::NotEqual:
    return value != constant;
  case Relation::AtLeast:
    return value >= constant;
  case Relation::AtMost:
    return value <= constant;
  }
  return true;
}

/// The values that pass a test, as one interval; NotEqual has none.
static std::pair<int64_t, int64_t> interval(Relation relation, int64_t constant) {
  constexpr int64_t Lowest = std::numeric_limits<int64_t>::min(), Highest = std::numeric_limits<int64_t>::max();
  return {relation == Relation::AtMost ? Lowest : constant, relation == Relation::AtLeast ? Highest : constant};
}

bool contradict(Relation a, int64_t x, Relation b, int64_t y) {
  if (a == Relation::NotEqual || b == Relation::NotEqual)
    return x == y && (a == Relation::Equal || b == Relation::Equal);
  auto [low, high] = interval(a, x);
  auto [otherLow, otherHigh] = interval(b, y);
  return high < otherLow || otherHigh < low;
}

bool implies(Relation a, int64_t x, Relation b, int64_t y) {
  if (a == Relation::NotEqual)
    return b == Relation::NotEqual && x == y;
  auto [low, high] = interval(a, x);
  if (b == Relation::NotEqual)
    return y < low || high < y;
  auto [otherLow, otherHigh] = interval(b, y);
  return otherLow <= low && high <= otherHigh;
}

} // namespace escape

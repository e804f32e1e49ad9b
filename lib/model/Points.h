//===- Points.h - the control flow ------------------------------*- C++ -*-===//
#ifndef ESCAPE_MODEL_POINTS_H
#define ESCAPE_MODEL_POINTS_H

#include "model/Ids.h"
#include "model/Place.h"
#include "model/Relation.h"
#include <optional>
#include <vector>

namespace escape {

/// What must hold on an edge, in the plain cases only: a variable that no
/// reference or address was taken of, against a constant.
///   if (p)        Truth edge: {p, NotEqual, 0};  false edge: {p, Equal, 0}
///   if (n == 3)   {n, Equal, 3} / {n, NotEqual, 3}
///   if (n > 3)    {n, AtLeast, 4} / {n, AtMost, 3}
///   if (p == &x)  {p, Equal, object x} / {p, NotEqual, object x}
struct Condition {
  Place place; ///< a variable, or a place of one whose value is tested (null tests)
  bool equal = true;
  int64_t constant = 0;
  bool pointer = false;               ///< null test of a pointer, owner or view
  Place object = {};                  ///< valid: `place` is compared with the address of this, not with the constant
  std::vector<int64_t> others = {};   ///< not equal to these either: the default of a switch
  bool natural = false;               ///< the variable is unsigned: never below 0
  std::optional<Relation> order = {}; ///< AtLeast, AtMost: of an integer, instead of `equal`

  Relation relation() const { return order.value_or(equal ? Relation::Equal : Relation::NotEqual); }
};

struct Edge {
  BlockId to;
  bool back = false; ///< to a block that comes earlier in order
  std::optional<Condition> condition;
};

/// Events [first, last) of FunctionFlow::events run in order.
struct Block {
  uint32_t first = 0;
  uint32_t last = 0;
  std::vector<Edge> successors;
  bool exit = false;     ///< the frame ends here (one block; throws that leave the function lead here too)
  bool noReturn = false; ///< ends in a call that does not return: has no successors
};

} // namespace escape

#endif // ESCAPE_MODEL_POINTS_H

//===- Lengths.h - how long strings and sequences are -----------*- C++ -*-===//
//
// Lengths and numbers the source tells: of literals, of what is made of them, of
// numbers that are constant. Nothing is run; what is not told has no upper bound.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_FLOW_LENGTHS_H
#define ESCAPE_FLOW_LENGTHS_H

#include "flow/Context.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace escape {

/// A number known between bounds, both included.
struct Bounds {
  uint64_t least = 0;
  std::optional<uint64_t> most; ///< none: nothing is known

  static Bounds exactly(uint64_t number) { return {number, number}; }
  static Bounds exactly(std::optional<uint64_t> number) { return number ? exactly(*number) : Bounds(); }
  std::optional<uint64_t> exact() const { return most && least == *most ? most : std::nullopt; }
  bool known() const { return least || most; }
};
Bounds operator+(Bounds a, Bounds b);
Bounds operator*(Bounds a, Bounds b);
/// One of them.
Bounds either(Bounds a, Bounds b);

/// What one function knows of the values in it.
struct KnownValues {
  /// What a name that never changes, or a call that gives a constant, stands for; any other expression: itself.
  llvm::function_ref<const clang::Expr *(const clang::Expr *)> unchanging;
  /// Of what library functions gave, by their calls.
  const llvm::DenseMap<const clang::Expr *, Bounds> &lengths;
};

/// The value of an integer; none: not constant.
std::optional<uint64_t> constantValue(Context &context, const clang::Expr *expr, const KnownValues &known);

/// Characters or elements: of literals, braces, and what names, calls and constructors make of them.
Bounds lengthOf(Context &context, const clang::Expr *expr, const KnownValues &known);

/// Elements between two iterators: of `x.begin(), x.end()`.
Bounds lengthBetween(Context &context, const clang::Expr *first, const clang::Expr *last, const KnownValues &known);

/// Objects of this class are nothing but what they are given, one after the other: no set, no path.
bool isSequence(Context &context, clang::QualType type);

/// Characters std::to_string makes of a number.
Bounds digitsOf(Context &context, const clang::Expr *expr, const KnownValues &known);

} // namespace escape

#endif // ESCAPE_FLOW_LENGTHS_H

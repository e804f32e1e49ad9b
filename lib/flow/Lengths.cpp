#include "flow/Lengths.h"
#include "llvm/Support/MathExtras.h"
#include <cstdio>

using namespace clang;

namespace escape {

Bounds operator+(Bounds a, Bounds b) {
  Bounds sum;
  sum.least = llvm::SaturatingAdd(a.least, b.least);
  if (a.most && b.most)
    sum.most = llvm::SaturatingAdd(*a.most, *b.most);
  return sum;
}

Bounds operator*(Bounds a, Bounds b) {
  Bounds product;
  product.least = llvm::SaturatingMultiply(a.least, b.least);
  if (a.most == 0 || b.most == 0)
    product.most = 0;
  else if (a.most && b.most)
    product.most = llvm::SaturatingMultiply(*a.most, *b.most);
  return product;
}

Bounds either(Bounds a, Bounds b) {
  Bounds one;
  one.least = std::min(a.least, b.least);
  if (a.most && b.most)
    one.most = std::max(*a.most, *b.most);
  return one;
}

std::optional<uint64_t> constantValue(Context &context, const Expr *expr, const KnownValues &known) {
  Expr::EvalResult result;
  expr = known.unchanging(expr);
  if (expr->isValueDependent() || !expr->getType()->isIntegralOrEnumerationType() ||
      !expr->EvaluateAsInt(result, context.ast))
    return std::nullopt;
  const llvm::APSInt &value = result.Val.getInt();
  return value.isNegative() ? std::nullopt : value.tryZExtValue();
}

/// The characters of it that are read as a C string.
static uint64_t literalLength(const StringLiteral *literal) {
  return literal->getCharByteWidth() == 1 ? std::min<uint64_t>(literal->getString().find('\0'), literal->getLength())
                                          : literal->getLength();
}

/// `x.begin(), x.end()`: x; null: anything else.
static const Expr *wholeRange(const Expr *first, const Expr *last) {
  auto objectOf = [](const Expr *expr, llvm::StringRef name) -> const DeclRefExpr * {
    auto *call = dyn_cast<CXXMemberCallExpr>(expr->IgnoreUnlessSpelledInSource());
    const CXXMethodDecl *method = call ? call->getMethodDecl() : nullptr;
    if (!method || !inStandardNamespace(method) || !method->getDeclName().isIdentifier())
      return nullptr;
    llvm::StringRef called = method->getName();
    called.consume_front("c");
    return called == name ? dyn_cast<DeclRefExpr>(call->getImplicitObjectArgument()->IgnoreParenImpCasts()) : nullptr;
  };
  const DeclRefExpr *from = objectOf(first, "begin"), *to = objectOf(last, "end");
  return from && to && from->getDecl() == to->getDecl() ? from : nullptr;
}

bool isSequence(Context &context, QualType type) {
  auto *record = type->getAsCXXRecordDecl();
  const TypeModel *model = record ? context.types.modelOf(record) : nullptr;
  return model && (model->cls == TypeClass::View || (!model->inlineSize.empty() && model->element >= 0) ||
                   llvm::is_contained(model->like, "sequence"));
}

static Bounds madeLength(Context &context, const CXXConstructExpr *made, const KnownValues &known) {
  const CXXConstructorDecl *constructor = made->getConstructor();
  if (!inStandardNamespace(constructor->getParent()) || made->getConstructor()->isMoveConstructor())
    return {};
  unsigned count = made->getNumArgs();
  while (count && isa<CXXDefaultArgExpr>(made->getArg(count - 1)))
    --count;
  if (!count && constructor->isDefaultConstructor() && isSequence(context, made->getType()))
    return Bounds::exactly(0);
  if (!count || count > 2)
    return {};
  const Expr *first = made->getArg(0), *second = count == 2 ? made->getArg(1) : nullptr;
  if (!isSequence(context, made->getType())) {
    // Classes around one string, a path.
    bool text = count == 1 && isa<StringLiteral>(first->IgnoreUnlessSpelledInSource());
    return text ? lengthOf(context, first, known) : Bounds();
  }
  bool number = first->getType()->isIntegralOrEnumerationType();
  if (!second)
    return number ? Bounds::exactly(constantValue(context, first, known)) : lengthOf(context, first, known);
  if (number) // how often, and what
    return Bounds::exactly(constantValue(context, first, known));
  if (second->getType()->isIntegralOrEnumerationType()) // from where, and how much
    return first->getType()->isPointerType() ? Bounds::exactly(constantValue(context, second, known)) : Bounds();
  return lengthBetween(context, first, second, known);
}

Bounds lengthBetween(Context &context, const Expr *first, const Expr *last, const KnownValues &known) {
  const Expr *range = wholeRange(first, last);
  return range && isSequence(context, range->getType()) ? lengthOf(context, range, known) : Bounds();
}

Bounds lengthOf(Context &context, const Expr *expr, const KnownValues &known) {
  const Expr *bare = known.unchanging(expr)->IgnoreUnlessSpelledInSource();
  if (auto *braces = dyn_cast<CXXStdInitializerListExpr>(bare))
    bare = braces->getSubExpr()->IgnoreUnlessSpelledInSource();
  if (auto it = known.lengths.find(bare); it != known.lengths.end())
    return it->second;
  if (auto *literal = dyn_cast<StringLiteral>(bare))
    return Bounds::exactly(literalLength(literal));
  if (auto *list = dyn_cast<InitListExpr>(bare))
    return Bounds::exactly(list->getNumInits());
  if (auto *choice = dyn_cast<AbstractConditionalOperator>(bare); choice && !isa<BinaryConditionalOperator>(choice))
    return either(lengthOf(context, choice->getTrueExpr(), known), lengthOf(context, choice->getFalseExpr(), known));
  if (auto *made = dyn_cast<CXXConstructExpr>(bare))
    return madeLength(context, made, known);
  return {};
}

Bounds digitsOf(Context &context, const Expr *expr, const KnownValues &known) {
  const Expr *number = known.unchanging(expr)->IgnoreParenImpCasts();
  QualType type = number->getType();
  if (number->isValueDependent())
    return {};
  if (type->isRealFloatingType() && !context.ast.getLangOpts().CPlusPlus26) {
    // As `%f` prints it. On the way there the library may ask for more than that.
    llvm::APFloat value(0.0);
    bool lossy = false;
    if (!number->EvaluateAsFloat(value, context.ast))
      return {};
    value.convert(llvm::APFloat::IEEEdouble(), llvm::APFloat::rmNearestTiesToEven, &lossy);
    int printed = std::snprintf(nullptr, 0, "%f", value.convertToDouble());
    return printed > 0 && !lossy ? Bounds{uint64_t(printed), std::nullopt} : Bounds();
  }
  if (!type->isIntegralOrEnumerationType())
    return {};
  if (Expr::EvalResult result; number->EvaluateAsInt(result, context.ast)) {
    llvm::SmallString<40> text;
    result.Val.getInt().toString(text, 10);
    return Bounds::exactly(text.size());
  }
  constexpr double DigitsPerBit = 0.30103;
  uint64_t bits = context.ast.getTypeSize(type);
  return {1, uint64_t(double(bits) * DigitsPerBit) + 1 + (type->isSignedIntegerOrEnumerationType() ? 1 : 0)};
}

} // namespace escape

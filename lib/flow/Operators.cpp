// Operators.
#include "flow/Function.h"

using namespace clang;

namespace escape {

/// A value made out of another one: held in a slot of its own, so that the step is told.
Val FunctionBuilder::derived(const Expr *expr, const Val &operand, Reason reason, std::string detail) {
  if (!operand || operand.kind == Val::Null)
    return operand;
  Place place(slot(expr));
  if (operand.kind == Val::Address)
    borrow(place, operand.place, operand.reason.value_or(reason), operand.span.valid() ? operand.span : spanOf(expr),
           fn.at(place.base).type, operand.detail);
  Place from = operand.kind == Val::Address ? place : operand.place;
  if (operand.kind == Val::Address) {
    Place next(slot(expr));
    copy(next, from, fn.at(next.base).type, reason, spanOf(expr), std::move(detail));
    return Val::value(next);
  }
  copy(place, from, fn.at(place.base).type, reason, spanOf(expr), std::move(detail));
  return Val::value(place);
}

Val FunctionBuilder::unary(const UnaryOperator *expr) {
  const Expr *operand = expr->getSubExpr();
  switch (expr->getOpcode()) {
  case UO_AddrOf: {
    Val value = eval(operand);
    if (value.kind != Val::LValue)
      return {};
    return Val::address(value.place, Reason::AddressOf, spanOf(expr));
  }
  case UO_Deref:
    return dereference(operand);
  case UO_PreInc:
  case UO_PreDec:
  case UO_PostInc:
  case UO_PostDec: {
    Val value = eval(operand);
    if (auto *ref = dyn_cast<DeclRefExpr>(operand->IgnoreParens()))
      if (auto *variable = dyn_cast<VarDecl>(ref->getDecl()))
        noteConstant(variable, nullptr, spanOf(expr));
    if (expr->isGLValue())
      return value;
    return value.kind == Val::LValue && holdsAddress(expr->getType()) ? Val::value(value.place) : Val();
  }
  case UO_Extension:
  case UO_Plus:
  case UO_Real:
  case UO_Imag:
    return eval(operand);
  default:
    return {};
  }
}

Val FunctionBuilder::binary(const BinaryOperator *expr) {
  if (expr->isAssignmentOp())
    return assignment(expr);
  switch (expr->getOpcode()) {
  case BO_Comma:
    return eval(expr->getRHS());
  case BO_PtrMemD:
  case BO_PtrMemI: {
    // A member chosen at run time: any field of the object.
    Val base = expr->getOpcode() == BO_PtrMemI ? dereference(expr->getLHS()) : eval(expr->getLHS());
    return base;
  }
  case BO_Add:
  case BO_Sub:
  case BO_And:
  case BO_Or:
  case BO_Xor: {
    bool pointer = expr->getType()->isPointerType();
    if (!pointer && !isTrackedInteger(expr->getType()))
      return {};
    for (const Expr *operand : {expr->getLHS(), expr->getRHS()}) {
      if (pointer && !operand->getType()->isPointerType())
        continue;
      if (!pointer && !isTrackedInteger(operand->getType()))
        continue;
      if (Val value = eval(operand); value.kind == Val::Value || value.kind == Val::Address)
        return derived(expr, value, Reason::PointerArithmetic);
    }
    return {};
  }
  default:
    return {};
  }
}

Val FunctionBuilder::assignment(const BinaryOperator *expr) {
  const Expr *left = expr->getLHS(), *right = expr->getRHS();
  Val target = eval(left);
  if (auto *ref = dyn_cast<DeclRefExpr>(left->IgnoreParens()))
    if (auto *variable = dyn_cast<VarDecl>(ref->getDecl()))
      noteConstant(variable, expr->getOpcode() == BO_Assign ? right : nullptr, spanOf(expr));
  if (expr->getOpcode() == BO_Assign && target.kind == Val::LValue &&
      (holdsAddress(left->getType()) || isTrackedInteger(left->getType()))) {
    Val value = eval(right);
    store(target.place, value, left->getType(), Reason::Assign, spanOf(expr));
  } else if (auto *member = dyn_cast<MemberExpr>(left->IgnoreParens());
             member && expr->getOpcode() == BO_Assign && target.kind == Val::LValue) {
    if (auto *field = dyn_cast<FieldDecl>(member->getMemberDecl()); field && field->getParent()->isUnion())
      kill(target.place, false, spanOf(expr)); // a number, where an address may have been
  }
  if (expr->isGLValue())
    return target;
  return target.kind == Val::LValue ? Val::value(target.place) : Val(); // C
}

Val FunctionBuilder::conditional(const AbstractConditionalOperator *expr) {
  // Both arms have written the merged place in blocks of their own (statement()).
  if (auto it = merged.find(expr); it != merged.end())
    return expr->isGLValue() ? Val::lvalue(it->second / step::Deref) : Val::value(it->second);
  // Neither arm is an element of the graph, or one was pruned: take what is there.
  for (const Expr *arm : {expr->getTrueExpr(), expr->getFalseExpr()})
    if (auto it = values.find(strip(arm)); it != values.end() && it->second)
      return it->second;
  Val yes = eval(expr->getTrueExpr());
  return yes ? yes : eval(expr->getFalseExpr());
}

/// Keeps what is known of the variables that conditions test.
void FunctionBuilder::noteConstant(const VarDecl *variable, const Expr *value, Span at) {
  const VarDecl *canonical = variable->getCanonicalDecl();
  if (!tested.contains(canonical) || addressTaken.contains(canonical) || !variable->hasLocalStorage() ||
      !variable->getType()->isIntegralOrEnumerationType())
    return;
  Event &event = emit(EventKind::Constant, Reason::Assign, at);
  event.to = Place(locationOf(variable));
  Expr::EvalResult result;
  if (value && !value->isValueDependent() && !value->HasSideEffects(context.ast) &&
      value->EvaluateAsInt(result, context.ast))
    event.constant = int64_t(result.Val.getInt().extOrTrunc(64).getZExtValue());
}

} // namespace escape

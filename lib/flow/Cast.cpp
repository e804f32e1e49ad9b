// Casts.
#include "flow/Function.h"

using namespace clang;

namespace escape {

Val FunctionBuilder::castExpr(const CastExpr *expr) {
  const Expr *operand = expr->getSubExpr();
  switch (expr->getCastKind()) {
  case CK_LValueToRValue:
    return load(expr, operand);
  case CK_ArrayToPointerDecay: {
    Val array = eval(operand);
    if (array.kind != Val::LValue && array.kind != Val::Value)
      return {};
    return Val::address(extend(array.place, step::Element, expr), Reason::ArrayDecay, spanOf(expr));
  }
  case CK_FunctionToPointerDecay:
  case CK_BuiltinFnToFnPtr:
    return {};
  case CK_NullToPointer:
    return Val::null();
  case CK_IntegralToPointer: {
    Val value = eval(operand);
    return value.kind == Val::Value ? derived(expr, value, Reason::IntegerRoundTrip) : Val();
  }
  case CK_PointerToIntegral: {
    Val value = eval(operand);
    if (value.kind != Val::Value && value.kind != Val::Address)
      return {};
    return derived(expr, value, Reason::IntegerRoundTrip);
  }
  case CK_IntegralCast:
    return isTrackedInteger(expr->getType()) ? eval(operand) : Val();
  case CK_DerivedToBase:
  case CK_UncheckedDerivedToBase: {
    Val value = eval(operand);
    QualType target = expr->getType()->isPointerType() ? expr->getType()->getPointeeType() : expr->getType();
    auto *record = target->getAsCXXRecordDecl();
    if (value && record && record->hasDefinition() && record->isPolymorphic() && !value.reason) {
      QualType source = operand->getType()->isPointerType() ? operand->getType()->getPointeeType() : operand->getType();
      std::string detail = context.types.info(source).spelling + " to " + context.types.info(target).spelling;
      if (value.kind == Val::LValue && !isa<CXXThisExpr>(operand->IgnoreParenCasts())) {
        value.reason = Reason::InterfaceConverted;
        value.detail = std::move(detail);
        value.span = spanOf(expr);
      } else if (value.kind == Val::Value && !isa<CXXThisExpr>(operand->IgnoreParenCasts()) &&
                 expr->getType()->isPointerType()) {
        return derived(expr, value, Reason::InterfaceConverted, std::move(detail));
      }
    }
    return value;
  }
  case CK_ToVoid: {
    Val value = eval(operand);
    if (value.kind == Val::LValue && holdsAddress(operand->getType())) {
      const Type &type = context.types.info(operand->getType());
      if (type.cls == TypeClass::Pointer)
        use(value.place, spanOf(operand));
      else if (type.cls == TypeClass::View && !value.place.full())
        use(value.place / step::Storage, spanOf(operand));
    }
    return {};
  }
  case CK_ConstructorConversion:
  case CK_UserDefinedConversion:
  case CK_NoOp:
  case CK_BitCast:
  case CK_LValueBitCast:
  case CK_LValueToRValueBitCast:
  case CK_BaseToDerived:
  case CK_Dynamic:
  case CK_ToUnion:
  case CK_AddressSpaceConversion:
  case CK_AtomicToNonAtomic:
  case CK_NonAtomicToAtomic:
  case CK_CPointerToObjCPointerCast:
  case CK_AnyPointerToBlockPointerCast: {
    Val value = eval(operand);
    if (expr->getCastKind() == CK_LValueToRValueBitCast)
      return value.kind == Val::LValue ? Val::value(value.place) : value;
    // Casts somebody wrote are steps; those the language adds are not.
    if (auto *written = dyn_cast<ExplicitCastExpr>(expr);
        written && expr->getType()->isPointerType() && value.kind == Val::Value &&
        !context.ast.hasSameUnqualifiedType(written->getSubExprAsWritten()->getType(), expr->getType())) {
      Val result = derived(expr, value, Reason::Cast);
      if (const FieldDecl *field = untypedMember(operand); field && context.untypedMembers.holdsSeveral(field))
        fn.events.back().assumption =
            context.assume(AssumptionKind::PathUndecided, spanOf(expr), field->getNameAsString());
      return result;
    }
    return value;
  }
  default:
    return {};
  }
}

} // namespace escape

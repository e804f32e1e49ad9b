// Where the objects that prvalues make come to live: told once before the control flow graph is read (Prepare.cpp).
#include "flow/Function.h"

using namespace clang;

namespace escape {

void FunctionBuilder::prepareTemporary(const MaterializeTemporaryExpr *expr) {
  StorageDuration duration = expr->getStorageDuration();
  LocationKind kind = duration == SD_Static || duration == SD_Thread ? LocationKind::Constant : LocationKind::Temp;
  LocationId id = addLocation(kind, expr->getType(), spanOf(expr));
  temporaries[expr] = id;
  destine(expr->getSubExpr(), Place(id), Reason::Init);
}

/// Temporaries end in the opposite order of that in which they were made, which is that of these calls.
void FunctionBuilder::endLater(const MaterializeTemporaryExpr *expr, const void *fullExpression) {
  StorageDuration duration = expr->getStorageDuration();
  if (duration == SD_FullExpression)
    endings[fullExpression].push_back(expr);
  else if (auto *variable = dyn_cast_or_null<VarDecl>(expr->getExtendingDecl()); variable && duration == SD_Automatic)
    extended[variable->getCanonicalDecl()].push_back(expr);
}

void FunctionBuilder::prepareNew(const CXXNewExpr *expr) {
  const Expr *init = expr->getInitializer();
  bool placement = expr->getNumPlacementArgs() == 1 && expr->getPlacementArg(0)->getType()->isPointerType();
  if (placement) {
    Place pointer(
        addLocation(LocationKind::Slot, expr->getPlacementArg(0)->getType(), spanOf(expr->getPlacementArg(0))));
    if (init) {
      placements[strip(init)] = {expr, pointer};
      destine(init, pointer / step::Deref, Reason::Init);
    }
    placements[expr] = {expr, pointer};
    return;
  }
  AllocId id = addAllocation(expr->getAllocatedType(), expr);
  news[expr] = id;
  if (!init)
    return;
  Place object(fn.allocations[id.value].location);
  destine(init, object, Reason::Init);
}

/// Before C++17 a copy of a temporary was written down and then left out, by every compiler: what it would have copied,
/// built right in its place; else null.
const Expr *FunctionBuilder::elided(const Expr *expr) {
  auto *copy = dyn_cast<CXXConstructExpr>(expr);
  if (!copy || !copy->isElidable() || copy->getNumArgs() != 1)
    return nullptr;
  auto *made = dyn_cast<MaterializeTemporaryExpr>(copy->getArg(0)->IgnoreImpCasts());
  if (!made)
    return nullptr;
  const Expr *source = strip(made->getSubExpr());
  while (auto *conversion = dyn_cast<CastExpr>(source)) {
    if (conversion->getCastKind() != CK_NoOp)
      break;
    source = strip(conversion->getSubExpr());
  }
  return source->isPRValue() && source->getType().getCanonicalType().getUnqualifiedType() ==
                                    copy->getType().getCanonicalType().getUnqualifiedType()
             ? source
             : nullptr;
}

/// Says where the object that a prvalue of class or array type makes comes to live.
void FunctionBuilder::destine(const Expr *expr, Place place, Reason reason) {
  expr = strip(expr);
  if (!expr->isPRValue() || place.full() || !(expr->getType()->isRecordType() || expr->getType()->isArrayType()))
    return;
  destinations[expr] = {place, reason};
  if (const Expr *made = elided(expr)) {
    destine(made, place, reason);
  } else if (auto *conversion = dyn_cast<CastExpr>(expr)) {
    switch (conversion->getCastKind()) {
    case CK_NoOp:
    case CK_ConstructorConversion:
    case CK_UserDefinedConversion:
      destine(conversion->getSubExpr(), place, reason);
      break;
    default:
      break;
    }
  } else if (auto *choice = dyn_cast<AbstractConditionalOperator>(expr)) {
    destine(choice->getTrueExpr(), place, reason);
    destine(choice->getFalseExpr(), place, reason);
  } else if (auto *comma = dyn_cast<BinaryOperator>(expr); comma && comma->isCommaOp()) {
    destine(comma->getRHS(), place, reason);
  } else if (auto *list = dyn_cast<InitListExpr>(expr)) {
    if (list->isSyntacticForm() && list->getSemanticForm())
      list = list->getSemanticForm();
    destinations[list] = {place, reason};
    if (list->isTransparent())
      destine(list->getInit(0), place, reason);
    else
      destineElements(expr->getType(), list->inits(), place);
  } else if (auto *list = dyn_cast<CXXParenListInitExpr>(expr)) {
    destineElements(expr->getType(), list->getInitExprs(), place);
  }
}

/// The elements of an array, the bases and fields of an aggregate.
void FunctionBuilder::destineElements(QualType type, llvm::ArrayRef<const Expr *> inits, Place place) {
  if (type->isArrayType())
    for (const Expr *init : inits)
      destine(init, place / step::Element, Reason::AggregateElement);
  auto *record = type->getAsRecordDecl();
  if (!record)
    return;
  size_t index = 0;
  if (auto *cxx = dyn_cast<CXXRecordDecl>(record))
    for ([[maybe_unused]] const CXXBaseSpecifier &base : cxx->bases())
      if (index < inits.size())
        destine(inits[index++], place, Reason::AggregateElement);
  if (record->isUnion()) {
    if (!inits.empty())
      destine(inits[0], place / step::Element, Reason::AggregateElement);
    return;
  }
  for (const FieldDecl *field : record->fields()) {
    if (field->isUnnamedBitField())
      continue;
    if (index >= inits.size())
      break;
    const Expr *init = inits[index++];
    if (!field->getType()->isReferenceType())
      destine(init, context.types.isWhole(field) ? place : place / context.types.step(field), Reason::AggregateElement);
  }
}

} // namespace escape

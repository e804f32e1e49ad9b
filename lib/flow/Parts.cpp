// What the library makes of an argument by itself: an element of a container, a key, a part of a pair. No call of the
// user's shows it.
#include "flow/Function.h"
#include "flow/Sizes.h"

using namespace clang;

namespace escape {

void FunctionBuilder::allocateForPart(const AllocationModel &model, const CallSite &site, const FunctionDecl *callee,
                                      const Expr *given, const Expr *expr) {
  QualType type = namedType(model.constructs, callee, dyn_cast<CallExpr>(expr));
  if (type.isNull() || type->isDependentType() || !type->isRecordType() || isa<CXXDefaultArgExpr>(given))
    return;
  Place object = placeAt(model.at, site, expr);
  if (!object.valid())
    return;
  size_t before = fn.allocations.size();
  bool perhaps = onlyPerhaps || (model.may && !(model.grows && isStillEmpty(expr)));
  std::swap(onlyPerhaps, perhaps);
  allocateForMaking(object, type.getUnqualifiedType(), given, expr);
  onlyPerhaps = perhaps;
  for (size_t i = before; i < fn.allocations.size(); ++i) {
    fn.allocations[i].made = context.types.info(type.getCanonicalType()).spelling; // not `value_type`
    fn.allocations[i].arguments = spanOf(given);
  }
}

/// `T(given)`, as the library writes it. Constructors of the user's tell themselves.
void FunctionBuilder::allocateForMaking(Place object, QualType type, const Expr *given, const Expr *expr) {
  auto *constructor = dyn_cast_or_null<CXXConstructorDecl>(
      context.constructorFor(type, const_cast<Expr *>(given), given->getExprLoc()));
  if (!constructor || (constructor->isUserProvided() && !inStandardNamespace(constructor)))
    return;
  if (constructor->isCopyConstructor()) {
    if (given->isLValue())
      allocateForCopy(object, type, given, expr);
    return;
  }
  if (constructor->isMoveConstructor()) {
    allocateForEmpty(object, type, expr); // what is left behind has to be valid
    return;
  }
  CallSite made;
  made.span = spanOf(expr);
  made.callee = context.nameOf(constructor);
  made.selfType = context.types.of(type);
  if (constructor->getNumParams())
    made.arguments.push_back(argument(given, constructor->getParamDecl(0)->getType()));
  LocationId self = addLocation(LocationKind::Slot, context.ast.getPointerType(type), made.span);
  borrow(Place(self), object, Reason::AddressOf, made.span, fn.at(self).type);
  made.self = Place(self);
  noteArguments(given);
  resolve(made, constructor, nullptr);
  std::optional<FunctionModel> model = std::move(pendingModel);
  pendingModel.reset();
  if (!model || made.knowledge != Knowledge::Model)
    return;
  for (const AllocationModel &asked : model->allocates)
    allocate(asked, *model, made, constructor, given, expr);
}

} // namespace escape

// new and delete.
#include "flow/Function.h"
#include "clang/Basic/TargetInfo.h"

using namespace clang;

namespace escape {

static bool isParameter(const Expr *expr, const ParmVarDecl *parameter) {
  auto *name = dyn_cast<DeclRefExpr>(expr->IgnoreParenImpCasts());
  return name && name->getDecl()->getCanonicalDecl() == parameter->getCanonicalDecl();
}

/// `malloc(size)`, `::operator new(size)`: how much is asked for; null: another expression.
static const Expr *askedOf(const Expr *expr) {
  auto *call = dyn_cast<CallExpr>(expr->IgnoreParenCasts());
  const FunctionDecl *callee = call ? call->getDirectCallee() : nullptr;
  if (!callee || !call->getNumArgs())
    return nullptr;
  bool asks = callee->isReplaceableGlobalAllocationFunction() || callee->getBuiltinID() == Builtin::BImalloc;
  return asks ? call->getArg(0) : nullptr;
}

static unsigned countReturns(const Stmt *stmt) {
  if (!stmt || isa<LambdaExpr>(stmt))
    return 0;
  unsigned count = isa<ReturnStmt>(stmt);
  for (const Stmt *child : stmt->children())
    count += countReturns(child);
  return count;
}

/// How much an `operator new` asks for when all it can give is one new piece: `return malloc(size);`, or a local that
/// was initialised so and is given back at the end. Null: who knows.
static const Expr *asksAlways(const FunctionDecl *from) {
  const FunctionDecl *definition = nullptr;
  auto *body = from->getBody(definition) ? dyn_cast<CompoundStmt>(definition->getBody()) : nullptr;
  auto *last = body && !body->body_empty() ? dyn_cast<ReturnStmt>(body->body_back()) : nullptr;
  if (!last || !last->getRetValue() || countReturns(body) != 1)
    return nullptr;
  if (const Expr *asked = askedOf(last->getRetValue()))
    return asked;
  auto *name = dyn_cast<DeclRefExpr>(last->getRetValue()->IgnoreParenCasts());
  auto *variable = name ? dyn_cast<VarDecl>(name->getDecl()) : nullptr;
  for (const Stmt *stmt : body->body())
    if (auto *declared = dyn_cast<DeclStmt>(stmt); declared && declared->isSingleDecl() && variable)
      if (declared->getSingleDecl() == variable && variable->getInit())
        return askedOf(variable->getInit());
  return nullptr;
}

Val FunctionBuilder::newExpr(const CXXNewExpr *expr) {
  const Expr *init = expr->getInitializer();
  QualType allocated = expr->getAllocatedType();
  if (auto it = placements.find(expr); it != placements.end()) {
    Place pointer = it->second.pointer;
    if (!init || !(allocated->isRecordType() || allocated->isArrayType()))
      store(pointer, eval(expr->getPlacementArg(0)), expr->getPlacementArg(0)->getType(), Reason::CallArgument,
            spanOf(expr));
    if (init && holdsAddress(allocated))
      initObject(pointer / step::Deref, allocated, init, Reason::Init, spanOf(init));
    return Val::value(pointer);
  }
  auto it = news.find(expr);
  if (it == news.end()) {
    prepareNew(expr);
    it = news.find(expr);
  }
  Allocation &allocation = fn.allocations[it->second.value];
  LocationId object = allocation.location;
  if (!context.types.hasLayout(allocated))
    return Val::address(Place(object), Reason::Init, spanOf(expr));
  uint64_t size = context.ast.getTypeSizeInChars(allocated).getQuantity();
  if (expr->isArray()) {
    fn.locations[object.value].array = true;
    const Expr *length = expr->getArraySize().value_or(nullptr);
    Expr::EvalResult count;
    uint64_t cookie = 0;
    if (auto *record = context.ast.getBaseElementType(allocated)->getAsCXXRecordDecl();
        record && !record->hasTrivialDestructor())
      cookie = std::max<uint64_t>(context.ast.getTypeSizeInChars(context.ast.getSizeType()).getQuantity(),
                                  context.ast.getTypeAlignInChars(allocated).getQuantity());
    if (length && !length->isValueDependent() && length->EvaluateAsInt(count, context.ast))
      allocation.bytes = count.Val.getInt().getZExtValue() * size + cookie;
    else
      allocation.reason = AllocReason::NonConstantSize;
  } else {
    allocation.bytes = size;
  }
  if (allocation.bytes && *allocation.bytes > context.options.stackLimit)
    allocation.reason = AllocReason::TooLarge;
  else if (context.ast.getTypeAlignInChars(allocated).getQuantity() >
           int64_t(context.ast.getTargetInfo().getNewAlign() / 8))
    allocation.reason = AllocReason::OverAligned;
  if (const FunctionDecl *from = expr->getOperatorNew(); from && !from->isReplaceableGlobalAllocationFunction()) {
    // A class's own, an arena's: only its body knows.
    const Expr *asked = asksAlways(from);
    allocation.may = !asked;
    if (!asked)
      allocation.reason = AllocReason::LibraryBranch;
    else if (!isParameter(asked, from->getDefinition()->getParamDecl(0)))
      allocation.bytes.reset();
  }
  Place place(object);
  if (init && holdsAddress(allocated))
    initObject(place, allocated, init, Reason::Init, spanOf(init));
  if (expr->getNumPlacementArgs()) // nothrow, allocators: arguments of a user's operator new
    for (const Expr *argument : expr->placement_arguments())
      eval(argument);
  return Val::address(place, Reason::Init, spanOf(expr));
}

void FunctionBuilder::deleteExpr(const CXXDeleteExpr *expr) {
  Val pointer = eval(expr->getArgument());
  if (pointer.kind != Val::Value && pointer.kind != Val::Address)
    return;
  Place holder = hold(pointer, expr->getArgument());
  QualType type = expr->getDestroyedType();
  if (!type.isNull() && !type->isDependentType() && !holder.full())
    destroy(holder / step::Deref, type, spanOf(expr));
  Event &event = emit(EventKind::Free, Reason::Assign, spanOf(expr));
  event.from = holder;
  event.detail = "delete";
}

} // namespace escape

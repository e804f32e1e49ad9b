// What the language's run time asks for: exceptions and coroutine frames.
#include "flow/Function.h"
#include "clang/Basic/TargetInfo.h"

using namespace clang;

namespace escape {

/// The object that is thrown, and the runtime's own head before it.
void FunctionBuilder::allocateException(const CXXThrowExpr *expr) {
  const Expr *operand = expr->getSubExpr();
  if (!operand || !context.options.allocations)
    return;
  // sizeof(__cxa_refcounted_exception) of the Itanium ABI, alike in libsupc++ and libc++abi on 64-bit targets.
  constexpr uint64_t Head = 128;
  const TargetInfo &target = context.ast.getTargetInfo();
  AllocId id = addAllocation({}, expr);
  Allocation &allocation = fn.allocations[id.value];
  allocation.reason = AllocReason::NonConstantSize;
  if (context.types.hasLayout(operand->getType()) && target.getCXXABI().isItaniumFamily() &&
      target.getPointerWidth(LangAS::Default) == 64) {
    allocation.bytes = context.ast.getTypeSizeInChars(operand->getType()).getQuantity() + Head;
    allocation.reason = AllocReason::None;
  }
  exceptionEvents[expr] = fn.events.size();
  storageOf(Place(fn.exception), id, spanOf(expr));
}

/// Nothing that stands here can keep the exception: no `throw`, and no call that gives back a box (`exception_ptr`).
static bool lets(Context &context, const Stmt *stmt) {
  if (!stmt)
    return true;
  auto *expr = dyn_cast<Expr>(stmt);
  if (expr && (isa<CXXThrowExpr, LambdaExpr>(expr) ||
               (expr->getType()->isRecordType() && context.types.info(expr->getType()).cls == TypeClass::Box)))
    return false;
  return llvm::all_of(stmt->children(), [&](const Stmt *child) { return lets(context, child); });
}

/// What is caught in the same function, and not kept there, goes nowhere.
void FunctionBuilder::confineException(const CXXThrowExpr *thrown, const CXXCatchStmt *handler) {
  auto event = exceptionEvents.find(thrown);
  if (event == exceptionEvents.end() || !handler || !lets(context, handler->getHandlerBlock()))
    return;
  LocationId kept = addLocation(LocationKind::Slot, QualType(), fn.events[event->second].span);
  fn.events[event->second].to = Place(kept);
}

/// The frame, which the caller may be able to keep in its own (Clang's coro_elide). Its size is the optimizer's.
void FunctionBuilder::allocateFrame() {
  if (!context.options.allocations || !function)
    return;
  AllocId id = addAllocation({}, nullptr);
  Allocation &allocation = fn.allocations[id.value];
  allocation.span = fn.span;
  fn.locations[allocation.location.value].span = fn.span;
  allocation.reason = AllocReason::Elidable;
  allocation.may = true;
  storageOf(Place(fn.result), id, fn.span);
}

} // namespace escape

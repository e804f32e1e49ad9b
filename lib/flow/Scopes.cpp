// What ends, where, and what runs then: scopes, full-expressions, frames of functions.
#include "flow/Function.h"
#include "clang/Analysis/CFG.h"

using namespace clang;

namespace escape {

void FunctionBuilder::endObject(LocationId object, QualType type, Span at) {
  if (!type.isNull())
    destroy(Place(object), type, at);
  emit(EventKind::End, Reason::Assign, at).to = Place(object);
}

void FunctionBuilder::endVariable(const VarDecl *variable, Span at) {
  if (!variable->hasLocalStorage())
    return;
  emit(EventKind::End, Reason::Assign, at).to = Place(locationOf(variable));
  if (auto it = extended.find(variable->getCanonicalDecl()); it != extended.end())
    for (const MaterializeTemporaryExpr *temporary : llvm::reverse(it->second))
      endObject(temporaries[temporary], temporary->getType(), at);
}

void FunctionBuilder::endTemporaries(const void *fullExpression, Span at) {
  auto it = endings.find(fullExpression);
  if (it == endings.end())
    return;
  for (const MaterializeTemporaryExpr *temporary : llvm::reverse(it->second))
    endObject(temporaries[temporary], temporary->getType(), at);
}

/// Where a destructor runs: the brace that closes the scope, or the statement that leaves it.
Span FunctionBuilder::scopeEnd(const Stmt *trigger) {
  bool leaves = isa<Expr, ReturnStmt, BreakStmt, ContinueStmt, GotoStmt>(trigger);
  return leaves ? spanOf(trigger) : context.sources.token(trigger->getEndLoc());
}

/// Calls the destructor when its body is known, or may be in another file; what types do by themselves (free, join)
/// belongs to End.
void FunctionBuilder::destroy(Place object, QualType type, Span at) {
  type = context.ast.getBaseElementType(type);
  const CXXRecordDecl *record = type->getAsCXXRecordDecl();
  if (!record || !record->hasDefinition() || record->hasTrivialDestructor())
    return;
  const CXXDestructorDecl *destructor = record->getDestructor();
  if (!destructor)
    return;
  const bool here = context.require(destructor);
  const bool elsewhere = !here && context.options.others && destructor->isUserProvided() &&
                         destructor->isExternallyVisible() && !context.sources.isSystem(destructor->getLocation()) &&
                         !inStandardNamespace(destructor);
  if (!here && !elsewhere)
    return;
  CallSite site;
  site.knowledge = Knowledge::Body; // of a destructor that nobody has, nothing is assumed
  site.callee = context.nameOf(destructor);
  if (here)
    site.candidates = {context.keyOf(destructor)};
  else
    site.elsewhere = context.keyOf(destructor);
  site.span = at;
  site.selfType = context.types.of(type);
  LocationId self = addLocation(LocationKind::Slot, context.ast.getPointerType(type), at);
  borrow(Place(self), object, Reason::AddressOf, at);
  site.self = Place(self);
  fn.calls.push_back(std::move(site));
  emit(EventKind::Call, Reason::CallArgument, at).call = CallId(fn.calls.size() - 1);
}

/// What the exit block still ends: by-value parameters, and whatever a throw skipped.
void FunctionBuilder::finishFrame() {
  for (size_t i = fn.locations.size(); i-- > 0;)
    if (fn.locations[i].automatic())
      fn.frame.push_back(LocationId(i));
}

} // namespace escape

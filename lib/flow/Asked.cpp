// Calls whose result decides where the function goes on: `if (!insert(p))`, `Status s = insert(p); if (s.ok())`.
// What their callees do on some ways only, they do on those that the result tells of.
#include "flow/Function.h"

using namespace clang;

namespace escape {

/// A condition, with all that is named and called in it.
void FunctionBuilder::noteAsked(const Stmt *condition) {
  if (!condition)
    return;
  if (isa<CallExpr>(condition))
    askedCalls.insert(strip(cast<Expr>(condition)));
  if (auto *ref = dyn_cast<DeclRefExpr>(condition))
    if (auto *variable = dyn_cast<VarDecl>(ref->getDecl()); variable && variable->hasLocalStorage())
      asked.insert(variable->getCanonicalDecl());
  if (isa<LambdaExpr>(condition))
    return;
  for (const Stmt *child : condition->children())
    noteAsked(child);
}

/// `variable` gets `value`.
void FunctionBuilder::noteGiven(const VarDecl *variable, const Expr *value) {
  value = strip(value->IgnoreImplicit());
  if (isa<CallExpr>(value))
    givenTo[value] = variable->getCanonicalDecl();
}

bool FunctionBuilder::isAsked(const Expr *call) const {
  call = strip(call);
  return askedCalls.contains(call) || asked.contains(givenTo.lookup(call));
}

} // namespace escape

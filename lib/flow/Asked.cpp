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
  if (auto *ref = dyn_cast<DeclRefExpr>(condition)) {
    const ValueDecl *named = ref->getDecl();
    if (auto *binding = dyn_cast<BindingDecl>(named); binding && binding->getDecomposedDecl())
      named = binding->getDecomposedDecl(); // `auto [at, inserted] = …; if (inserted)`
    if (auto *variable = dyn_cast<VarDecl>(named); variable && variable->hasLocalStorage())
      asked.insert(variable->getCanonicalDecl());
  }
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
  if (askedCalls.contains(call) || asked.contains(givenTo.lookup(call)))
    return true;
  // `add(p, &ok); if (!ok) …`
  auto *site = dyn_cast<CallExpr>(call);
  return site && llvm::any_of(site->arguments(), [&](const Expr *argument) {
           auto *address = dyn_cast<UnaryOperator>(strip(argument)->IgnoreParenImpCasts());
           if (!address || address->getOpcode() != UO_AddrOf)
             return false;
           auto *ref = dyn_cast<DeclRefExpr>(strip(address->getSubExpr()));
           auto *variable = ref ? dyn_cast<VarDecl>(ref->getDecl()) : nullptr;
           return variable && variable->getType()->isIntegralOrEnumerationType() &&
                  asked.contains(variable->getCanonicalDecl());
         });
}

} // namespace escape

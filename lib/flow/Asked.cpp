// Calls whose result decides where the function goes on: `if (!insert(p))`, `Status s = insert(p); if (s.ok())`.
// What their callees do on some ways only, they do on those that the result tells of.
#include "flow/Function.h"

using namespace clang;

namespace escape {

/// The parameter that is asked for by its value, or of which a member is.
static const ParmVarDecl *askedParameter(const Stmt *stmt) {
  const Expr *object = nullptr;
  if (auto *member = dyn_cast<MemberExpr>(stmt))
    object = member->getBase();
  else if (auto *ref = dyn_cast<DeclRefExpr>(stmt); ref && ref->getType()->isIntegralOrEnumerationType())
    object = ref;
  while (object) {
    object = object->IgnoreParenImpCasts();
    if (auto *deref = dyn_cast<UnaryOperator>(object); deref && deref->getOpcode() == UO_Deref)
      object = deref->getSubExpr();
    else if (auto *outer = dyn_cast<MemberExpr>(object))
      object = outer->getBase();
    else if (auto *arrow = dyn_cast<CXXOperatorCallExpr>(object); arrow && arrow->getNumArgs() == 1)
      object = arrow->getArg(0); // of an iterator, a smart pointer
    else
      break;
  }
  auto *ref = dyn_cast_or_null<DeclRefExpr>(object);
  return ref ? dyn_cast<ParmVarDecl>(ref->getDecl()) : nullptr;
}

/// A condition, with all that is named and called in it.
void FunctionBuilder::noteAsked(const Stmt *condition) {
  if (!condition)
    return;
  if (const ParmVarDecl *parameter = askedParameter(condition))
    askedParameters.insert(parameter->getCanonicalDecl());
  askedSelf |= isa<CXXThisExpr>(condition);
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

void FunctionBuilder::noteAsksOf() {
  for (const ParmVarDecl *parameter : function->parameters())
    if (askedParameters.contains(parameter->getCanonicalDecl()))
      fn.asksOf.push_back(locationOf(parameter));
  if (askedSelf && fn.self.valid() && !fn.lambda)
    fn.asksOf.push_back(fn.self);
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

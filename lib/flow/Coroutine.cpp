// Coroutines: what their frames keep, and what runs them on.
#include "flow/Function.h"
#include "clang/AST/Attr.h"

using namespace clang;

namespace escape {

namespace {

/// What the body of a coroutine still reads once it has waited for the first time.
class ReadLate {
public:
  /// `lazy`: it waits before the first statement.
  explicit ReadLate(bool lazy) : waited(lazy) {}

  void scan(const Stmt *stmt) {
    if (!stmt)
      return;
    if (auto *suspend = dyn_cast<CoroutineSuspendExpr>(stmt)) {
      scan(suspend->getOperand());
      waited = true;
      return;
    }
    if (auto *closure = dyn_cast<LambdaExpr>(stmt)) { // its body runs by itself; what it captures is read here
      for (const Expr *init : closure->capture_inits())
        scan(init);
      return;
    }
    if (auto *ref = dyn_cast<DeclRefExpr>(stmt); ref && waited) {
      variables.insert(ref->getDecl()->getCanonicalDecl());
      self |= ref->refersToEnclosingVariableOrCapture();
    } else if (isa<CXXThisExpr>(stmt)) {
      self |= waited;
    }
    // The second round of a loop reads what stands before the place where the first one waited.
    unsigned rounds = !waited && isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(stmt) ? 2 : 1;
    for (unsigned i = 0; i < rounds; ++i)
      for (const Stmt *child : stmt->children())
        scan(child);
    if (auto *declaration = dyn_cast<DeclStmt>(stmt))
      for (const Decl *decl : declaration->decls())
        if (auto *decomposition = dyn_cast<DecompositionDecl>(decl))
          for (const BindingDecl *binding : decomposition->bindings())
            if (const VarDecl *holding = binding->getHoldingVar())
              scan(holding->getInit());
  }

  llvm::DenseSet<const Decl *> variables;
  bool self = false;

private:
  bool waited;
};

} // namespace

/// Does it run up to its first co_await when it is called? It does when initial_suspend() gives std::suspend_never.
static bool startsAtOnce(const CoroutineBodyStmt *body) {
  auto *first = dyn_cast_or_null<Expr>(body->getInitSuspendStmt());
  if (!first)
    return false;
  auto *suspend = dyn_cast<CoroutineSuspendExpr>(first->IgnoreImplicit());
  const CXXRecordDecl *record =
      suspend && suspend->getOperand() ? suspend->getOperand()->getType()->getAsCXXRecordDecl() : nullptr;
  return record && record->getDeclName().isIdentifier() && record->getName() == "suspend_never" &&
         inStandardNamespace(record);
}

/// A coroutine keeps what it is given in a frame of its own, which whoever has its result keeps alive: references,
/// pointers and views of the caller's, tasks it is to wait for, and `this` (also a closure's). What it does not read
/// any more once it has waited does no harm there.
void FunctionBuilder::coroutineFrame() {
  allocateFrame();
  ReadLate late(!startsAtOnce(coroutine));
  late.scan(coroutine->getBody());
  auto keep = [&](LocationId id) {
    const Type &type = context.unit.at(fn.at(id).type);
    Place from(id);
    if (type.cls == TypeClass::Task)
      from = from / step::Task;
    else if (type.cls != TypeClass::Pointer && type.cls != TypeClass::View && type.cls != TypeClass::Record)
      return;
    Event &event = emit(EventKind::StartTask, Reason::TaskStart, fn.at(id).span);
    event.to = Place(fn.result);
    event.from = from;
    event.type = type.cls == TypeClass::Task ? TypeId() : fn.at(id).type;
  };
  // A class that says so of all its coroutines is believed.
  auto *result = function->getReturnType()->getAsCXXRecordDecl();
  bool all = result && result->hasAttr<CoroLifetimeBoundAttr>();
  for (const ParmVarDecl *param : function->parameters())
    if (LocationId id = variables.lookup(param);
        fn.at(id).type.valid() && (all || late.variables.contains(param->getCanonicalDecl())))
      keep(id);
  if (fn.self.valid() && (all || late.self) && !(fn.lambda && captures.empty() && !capturedThis))
    keep(fn.self);
}

/// return_value, yield_value and the like of this coroutine's promise.
bool FunctionBuilder::isPromise(const FunctionDecl *callee) const {
  auto *method = dyn_cast_or_null<CXXMethodDecl>(callee);
  const VarDecl *promise = coroutine ? coroutine->getPromiseDecl() : nullptr;
  const CXXRecordDecl *record = promise ? promise->getType()->getAsCXXRecordDecl() : nullptr;
  return method && record &&
         (record->getCanonicalDecl() == method->getParent()->getCanonicalDecl() ||
          record->isDerivedFrom(method->getParent()));
}

bool FunctionBuilder::isCoroutineResult(QualType type) {
  const Type &info = context.types.info(type);
  return info.cls == TypeClass::Task && !info.joins && !info.terminates && !info.leaves;
}

/// `co_await task`: the task goes on, and reads what its frame keeps.
void FunctionBuilder::useAwaited(const Expr *awaited) {
  if (!awaited || !isCoroutineResult(awaited->getType()))
    return;
  if (Val value = eval(awaited); (value.kind == Val::LValue || value.kind == Val::Value) && !value.place.full())
    use(value.place / step::Task, spanOf(awaited));
}

/// `handle.resume()`, where the handle is a member of the task.
void FunctionBuilder::useResumed(const CallExpr *expr, const FunctionDecl *callee) {
  auto *method = dyn_cast_or_null<CXXMethodDecl>(callee);
  if (!method || !inStandardNamespace(method))
    return;
  const CXXRecordDecl *record = method->getParent();
  bool resumes = method->getOverloadedOperator() == OO_Call ||
                 (method->getDeclName().isIdentifier() && method->getName() == "resume");
  if (!resumes || !record->getDeclName().isIdentifier() || record->getName() != "coroutine_handle")
    return;
  const Expr *object = nullptr;
  if (auto *memberCall = dyn_cast<CXXMemberCallExpr>(expr))
    object = memberCall->getImplicitObjectArgument();
  else if (isa<CXXOperatorCallExpr>(expr) && expr->getNumArgs())
    object = expr->getArg(0);
  auto *member = object ? dyn_cast<MemberExpr>(object->IgnoreParenImpCasts()) : nullptr;
  if (!member)
    return;
  QualType holder = member->getBase()->getType();
  if (!isCoroutineResult(member->isArrow() ? holder->getPointeeType() : holder))
    return;
  Val task = member->isArrow() ? dereference(member->getBase()) : eval(member->getBase());
  if ((task.kind == Val::LValue || task.kind == Val::Value) && !task.place.full())
    use(task.place / step::Task, spanOf(expr));
}

} // namespace escape

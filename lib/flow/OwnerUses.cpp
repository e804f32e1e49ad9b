#include "flow/OwnerUses.h"
#include "clang/AST/DynamicRecursiveASTVisitor.h"
#include "clang/Basic/Builtins.h"

using namespace clang;

namespace escape {

const Stmt *parentOf(const Stmt *stmt, ParentMap &parents) {
  const Stmt *parent = parents.getParent(stmt);
  while (isa_and_nonnull<ParenExpr, ImplicitCastExpr, FullExpr>(parent))
    parent = parents.getParent(parent);
  return parent;
}

const Expr *bare(const Expr *expr) {
  for (;;) {
    const Expr *next = expr->IgnoreParenImpCasts();
    if (auto *full = dyn_cast<FullExpr>(next))
      next = full->getSubExpr();
    else if (auto *bound = dyn_cast<CXXBindTemporaryExpr>(next))
      next = bound->getSubExpr();
    else if (auto *temporary = dyn_cast<MaterializeTemporaryExpr>(next))
      next = temporary->getSubExpr();
    else if (auto *cast = dyn_cast<CXXFunctionalCastExpr>(next))
      next = cast->getSubExpr();
    else if (auto *copy = dyn_cast<CXXConstructExpr>(next); copy && copy->isElidable() && copy->getNumArgs() == 1)
      next = copy->getArg(0);
    else if (auto *list = dyn_cast<InitListExpr>(next); list && list->getNumInits() == 1)
      next = list->getInit(0);
    if (next == expr)
      return expr;
    expr = next;
  }
}

namespace {

class Collector : public DynamicRecursiveASTVisitor {
public:
  Collector(ParentMap &parents, const llvm::DenseSet<const VarDecl *> &wanted) : parents(parents), wanted(wanted) {}

  bool VisitDeclRefExpr(DeclRefExpr *name) override {
    auto *variable = dyn_cast<VarDecl>(name->getDecl());
    if (!variable || !wanted.contains(variable->getCanonicalDecl()))
      return true;
    Use use = variable->getType()->isPointerType() ? ofPointer(name) : ofObject(name);
    use.name = name;
    if (!use.whole)
      use.whole = name;
    uses[variable->getCanonicalDecl()].push_back(use);
    return true;
  }

  /// What a closure copies is not in the source when it is captured by default.
  bool VisitLambdaExpr(LambdaExpr *lambda) override {
    for (const LambdaCapture &capture : lambda->captures())
      if (capture.capturesVariable() && capture.getCaptureKind() == LCK_ByCopy)
        if (auto *variable = dyn_cast<VarDecl>(capture.getCapturedVar());
            variable && wanted.contains(variable->getCanonicalDecl()))
          uses[variable->getCanonicalDecl()].push_back({});
    return true;
  }

  OwnerUses uses;

private:
  static bool isNull(const Expr *expr) { return isa<CXXNullPtrLiteralExpr>(expr->IgnoreParenImpCasts()); }

  /// Through copies that C++14 writes down: `p = std::make_unique<T>()` moves from a temporary.
  Use ofObject(const DeclRefExpr *name) {
    const Stmt *parent = parentOf(name, parents);
    if (auto *op = dyn_cast_or_null<CXXOperatorCallExpr>(parent)) {
      bool first = op->getArg(0)->IgnoreParenImpCasts() == name;
      switch (op->getOperator()) {
      case OO_Arrow: {
        auto *member = dyn_cast_or_null<MemberExpr>(parentOf(op, parents));
        return {first && member && member->isArrow() ? OwnerUse::Arrow : OwnerUse::Other, name, op};
      }
      case OO_Star:
        return {op->getNumArgs() == 1 ? OwnerUse::Star : OwnerUse::Other, name, op};
      case OO_Subscript:
        return {first ? OwnerUse::Index : OwnerUse::Other, name, op};
      case OO_Call:
        return {first ? OwnerUse::Call : OwnerUse::Other, name, op};
      case OO_EqualEqual:
      case OO_ExclaimEqual:
        return {op->getNumArgs() == 2 && isNull(op->getArg(first ? 1 : 0)) ? OwnerUse::Test : OwnerUse::Other, name,
                op};
      case OO_Equal:
        if (!first)
          return {};
        return {isNull(op->getArg(1)) ? OwnerUse::Reset : OwnerUse::Assign, name, op};
      default:
        return {};
      }
    }
    if (auto *member = dyn_cast_or_null<MemberExpr>(parent); member && !member->isArrow()) {
      auto *call = dyn_cast_or_null<CXXMemberCallExpr>(parentOf(member, parents));
      auto *method = dyn_cast<CXXMethodDecl>(member->getMemberDecl());
      if (!call || !method || call->getCallee()->IgnoreParenImpCasts() != member)
        return {};
      if (auto *conversion = dyn_cast<CXXConversionDecl>(method))
        return {conversion->getConversionType()->isBooleanType() ? OwnerUse::Test : OwnerUse::Other, name, call};
      if (!method->getDeclName().isIdentifier())
        return {};
      if (method->getName() == "get")
        return {OwnerUse::Get, name, call};
      if (method->getName() == "reset") {
        bool empty = call->getNumArgs() == 0 || isNull(call->getArg(0)) || isa<CXXDefaultArgExpr>(call->getArg(0));
        return {empty ? OwnerUse::Reset : OwnerUse::Assign, name, call};
      }
      if (method->getName() == "release" || method->getName() == "swap")
        return {};
      return {OwnerUse::Method, name, call};
    }
    // `auto &&__range = v;`
    if (auto *declaration = dyn_cast_or_null<DeclStmt>(parent))
      if (auto *loop = dyn_cast_or_null<CXXForRangeStmt>(parents.getParent(declaration));
          loop && loop->getRangeStmt() == declaration)
        return {OwnerUse::Range, name, name};
    return {};
  }

  Use ofPointer(const DeclRefExpr *name) {
    // Only its value: whatever else wants the variable itself.
    auto *load = dyn_cast_or_null<ImplicitCastExpr>(parents.getParentIgnoreParens(name));
    if (!load || load->getCastKind() != CK_LValueToRValue)
      return {};
    const Stmt *parent = parentOf(load, parents);
    if (auto *member = dyn_cast_or_null<MemberExpr>(parent))
      return {member->isArrow() ? OwnerUse::Arrow : OwnerUse::Other, name, name};
    if (auto *op = dyn_cast_or_null<UnaryOperator>(parent)) {
      if (op->getOpcode() == UO_Deref)
        return {OwnerUse::Star, name, op};
      return {op->getOpcode() == UO_LNot ? OwnerUse::Test : OwnerUse::Other, name, op};
    }
    if (auto *subscript = dyn_cast_or_null<ArraySubscriptExpr>(parent))
      return {subscript->getBase()->IgnoreParenImpCasts() == name ? OwnerUse::Index : OwnerUse::Other, name, subscript};
    if (auto *gone = dyn_cast_or_null<CXXDeleteExpr>(parent))
      return {OwnerUse::Delete, name, gone};
    if (auto *call = dyn_cast_or_null<CallExpr>(parent))
      return {onlyReads(call, name) ? OwnerUse::Value : OwnerUse::Other, name, name};
    return {};
  }

  /// The callee cannot free what it gets: it is told not to change it, or known not to.
  bool onlyReads(const CallExpr *call, const DeclRefExpr *name) {
    const FunctionDecl *callee = call->getDirectCallee();
    if (!callee || isa<CXXOperatorCallExpr>(call))
      return false;
    for (unsigned i = 0; i < call->getNumArgs() && i < callee->getNumParams(); ++i) {
      if (call->getArg(i)->IgnoreParenImpCasts() != name)
        continue;
      QualType type = callee->getParamDecl(i)->getType();
      if (!type->isPointerType())
        return false;
      if (type->getPointeeType().isConstQualified())
        return true;
      unsigned builtin = callee->getBuiltinID(); // memset, snprintf, …
      return builtin && builtin != Builtin::BIfree && builtin != Builtin::BIrealloc;
    }
    return false;
  }

  ParentMap &parents;
  const llvm::DenseSet<const VarDecl *> &wanted;
};

} // namespace

OwnerUses collectUses(Stmt *body, ParentMap &parents, const llvm::DenseSet<const VarDecl *> &wanted) {
  Collector collector(parents, wanted);
  collector.TraverseStmt(body);
  return std::move(collector.uses);
}

} // namespace escape

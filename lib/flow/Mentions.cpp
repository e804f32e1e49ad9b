#include "flow/Mentions.h"
#include "flow/Context.h"

using namespace clang;

namespace escape {

/// What an arrow goes through: a pointer, or the owner whose `operator->` is called.
static const Expr *arrowBase(const Expr *base) {
  base = base->IgnoreParenImpCasts();
  auto *op = dyn_cast<CXXOperatorCallExpr>(base);
  return op && op->getOperator() == OO_Arrow && op->getNumArgs() ? op->getArg(0)->IgnoreParenImpCasts() : base;
}

NamedPath pathOf(const Expr *expr) {
  NamedPath path;
  for (expr = expr->IgnoreParenImpCasts();;) {
    if (auto *name = dyn_cast<DeclRefExpr>(expr)) {
      auto *variable = dyn_cast<VarDecl>(name->getDecl());
      if (variable && variable->hasLocalStorage() && !name->refersToEnclosingVariableOrCapture())
        path.name = name;
      std::reverse(path.fields.begin(), path.fields.end());
      return path;
    }
    auto *member = dyn_cast<MemberExpr>(expr);
    auto *field = member ? dyn_cast<FieldDecl>(member->getMemberDecl()) : nullptr;
    if (!field || field->getParent()->isUnion() || field->getType()->isReferenceType())
      return {};
    path.fields.push_back(field);
    path.indirect |= member->isArrow();
    expr = member->isArrow() ? arrowBase(member->getBase()) : member->getBase()->IgnoreParenImpCasts();
    // Beyond a second pointer anybody may be.
    if (member->isArrow() && !isa<DeclRefExpr>(expr))
      return {};
  }
}

/// One is the other, or a part of it.
static bool overlap(const NamedPath &a, const NamedPath &b) {
  size_t common = std::min(a.fields.size(), b.fields.size());
  return std::equal(a.fields.begin(), a.fields.begin() + common, b.fields.begin());
}

/// Asks for elements: there is one for const objects as well, which does the same.
static bool leavesLength(const CXXMethodDecl *method) {
  if (!method || !inStandardNamespace(method) || method->isStatic())
    return false;
  return method->isConst() ||
         llvm::any_of(method->getParent()->lookup(method->getDeclName()), [&](const NamedDecl *other) {
           auto *same = dyn_cast<CXXMethodDecl>(other->getUnderlyingDecl());
           return same && same->isConst() && same->getNumParams() == method->getNumParams();
         });
}

/// What stands under this is named in order to be read.
void Mentions::noteReading(const Stmt *stmt) {
  const Expr *object = nullptr;
  if (auto *cast = dyn_cast<ImplicitCastExpr>(stmt)) {
    if (cast->getCastKind() == CK_LValueToRValue ||
        (cast->getCastKind() == CK_NoOp && cast->getType().isConstQualified()))
      object = cast->getSubExpr();
  } else if (auto *call = dyn_cast<CXXMemberCallExpr>(stmt)) {
    if (leavesLength(call->getMethodDecl()))
      object = call->getImplicitObjectArgument();
  } else if (auto *op = dyn_cast<CXXOperatorCallExpr>(stmt)) {
    if (op->getNumArgs() && leavesLength(dyn_cast_or_null<CXXMethodDecl>(op->getDirectCallee())))
      object = op->getArg(0);
  } else if (auto *range = dyn_cast<CXXForRangeStmt>(stmt)) {
    object = range->getRangeInit();
  }
  if (object)
    reading.insert(object->IgnoreParens());
}

void Mentions::visit(const Stmt *stmt, const Stmt *loop) {
  if (!stmt)
    return;
  jumps |= isa<LabelStmt>(stmt);
  noteReading(stmt);
  if (auto *declared = dyn_cast<DeclStmt>(stmt))
    for (const Decl *decl : declared->decls())
      if (auto *variable = dyn_cast<VarDecl>(decl))
        loops[variable->getCanonicalDecl()] = loop;
  if (isa<DeclRefExpr, MemberExpr>(stmt))
    if (NamedPath path = pathOf(cast<Expr>(stmt)); path.name) {
      const VarDecl *variable = path.variable();
      bool keeps = reading.contains(cast<Expr>(stmt)) &&
                   llvm::none_of(path.fields, [](const FieldDecl *field) { return field->isMutable(); });
      mentions[variable].push_back({path, !jumps && loops.lookup(variable) == loop, keeps});
      return;
    }
  // By a lambda, too: what it captures is named where it is written.
  if (auto *name = dyn_cast<DeclRefExpr>(stmt))
    if (auto *variable = dyn_cast<VarDecl>(name->getDecl()); variable && variable->hasLocalStorage()) {
      NamedPath captured;
      captured.name = name;
      mentions[variable->getCanonicalDecl()].push_back({captured, false, false});
    }
  auto *counted = dyn_cast<ForStmt>(stmt);
  bool repeats = counted || isa<WhileStmt, DoStmt, CXXForRangeStmt>(stmt);
  for (const Stmt *child : stmt->children())
    visit(child, repeats && !(counted && child == counted->getInit()) ? stmt : loop);
}

bool Mentions::isAsMade(const NamedPath &path, bool everyRound) const {
  auto it = mentions.find(path.variable());
  if (it == mentions.end())
    return false;
  for (const Mention &mention : it->second) {
    if (mention.path.name == path.name)
      return mention.everyRound || !everyRound;
    if (overlap(mention.path, path) && (!mention.keeps || path.indirect || mention.path.indirect))
      return false;
  }
  return false;
}

} // namespace escape

// How much of the stack a function takes: objects of constant size, and arrays whose length the program computes.
#include "flow/Function.h"
#include "clang/AST/DynamicRecursiveASTVisitor.h"

using namespace clang;

namespace escape {

namespace {

/// The variables that some comparison sets a limit to.
class Compared : public DynamicRecursiveASTVisitor {
public:
  bool VisitBinaryOperator(BinaryOperator *op) override {
    if (op->isRelationalOp() || op->isEqualityOp()) {
      add(op->getLHS());
      add(op->getRHS());
    }
    return true;
  }
  bool VisitSwitchStmt(SwitchStmt *choice) override {
    add(choice->getCond());
    return true;
  }
  llvm::DenseSet<const ValueDecl *> variables;

private:
  void add(const Stmt *stmt) {
    if (!stmt)
      return;
    if (auto *name = dyn_cast<DeclRefExpr>(stmt))
      variables.insert(name->getDecl());
    if (auto *member = dyn_cast<MemberExpr>(stmt))
      variables.insert(member->getMemberDecl());
    for (const Stmt *child : stmt->children())
      add(child);
  }
};

/// Whether a length has a limit that can be seen. Any comparison with a part of it counts: whether it comes in time is
/// not looked at.
class Limits {
public:
  Limits(ASTContext &ast, const Stmt *body) : ast(ast) { compared.TraverseStmt(const_cast<Stmt *>(body)); }

  bool limited(const Expr *expr, unsigned depth = 0) {
    expr = expr->IgnoreParens();
    if (auto *full = dyn_cast<FullExpr>(expr))
      return limited(full->getSubExpr(), depth + 1);
    if (depth > 8 || expr->isValueDependent() || expr->isEvaluatable(ast))
      return true;
    if (expr->getType()->isIntegerType() && ast.getTypeSize(expr->getType()) <= 16)
      return true; // at most 64 KiB of whatever it counts
    if (auto *cast = dyn_cast<CastExpr>(expr))
      return limited(cast->getSubExpr(), depth + 1);
    if (auto *choice = dyn_cast<AbstractConditionalOperator>(expr))
      return limited(choice->getTrueExpr(), depth + 1) && limited(choice->getFalseExpr(), depth + 1);
    if (auto *op = dyn_cast<BinaryOperator>(expr)) {
      bool left = limited(op->getLHS(), depth + 1), right = limited(op->getRHS(), depth + 1);
      switch (op->getOpcode()) {
      case BO_And:
        return left || right;
      case BO_Rem:
      case BO_Shl:
        return right && (op->getOpcode() == BO_Rem || left);
      case BO_Div:
      case BO_Shr:
      case BO_Sub:
        return left;
      default:
        return left && right;
      }
    }
    if (auto *name = dyn_cast<DeclRefExpr>(expr)) {
      if (compared.variables.contains(name->getDecl()))
        return true;
      auto *variable = dyn_cast<VarDecl>(name->getDecl());
      // What it was made from, if it stays that.
      return variable && variable->getType().isConstQualified() && variable->getInit() &&
             limited(variable->getInit(), depth + 1);
    }
    if (auto *member = dyn_cast<MemberExpr>(expr))
      return compared.variables.contains(member->getMemberDecl());
    // std::min and everything like it: one limited argument among those of the result's own type.
    if (auto *call = dyn_cast<CallExpr>(expr)) {
      const FunctionDecl *callee = call->getDirectCallee();
      bool least = callee && callee->getDeclName().isIdentifier() && callee->getName().contains_insensitive("min");
      bool clamps = callee && callee->getDeclName().isIdentifier() && callee->getName().contains_insensitive("clamp");
      if (clamps)
        return true;
      if (least)
        for (const Expr *arg : call->arguments())
          if (limited(arg, depth + 1))
            return true;
    }
    if (auto *temporary = dyn_cast<MaterializeTemporaryExpr>(expr))
      return limited(temporary->getSubExpr(), depth + 1);
    return false;
  }

private:
  ASTContext &ast;
  Compared compared;
};

} // namespace

/// A variable of the function's frame.
void FunctionBuilder::noteStackSize(const VarDecl *variable, LocationId id) {
  QualType type = variable->getType();
  if (!variable->hasLocalStorage() || type->isReferenceType())
    return;
  if (fn.at(id).bytes && *fn.at(id).bytes > context.options.stackLimit)
    fn.tooLarge.push_back({id, fn.at(id).bytes});
  if (!context.options.allocations)
    return;
  while (auto *array = context.ast.getAsVariableArrayType(type)) {
    if (array->getSizeExpr() && !Limits(context.ast, body()).limited(array->getSizeExpr())) {
      fn.tooLarge.push_back({id, std::nullopt});
      return;
    }
    type = array->getElementType();
  }
}

/// Memory of the frame that is asked for by a call. What a loop asks for stays until the function ends.
void FunctionBuilder::noteStackCall(const CallExpr *expr, LocationId id) {
  if (!context.options.allocations || !expr->getNumArgs())
    return;
  Expr::EvalResult value;
  const Expr *size = expr->getArg(0);
  if (!size->isValueDependent() && size->EvaluateAsInt(value, context.ast)) {
    uint64_t bytes = value.Val.getInt().getZExtValue();
    if (bytes > context.options.stackLimit)
      fn.tooLarge.push_back({id, bytes});
    else if (inLoop.contains(expr))
      fn.tooLarge.push_back({id, std::nullopt});
  } else if (inLoop.contains(expr) || !Limits(context.ast, body()).limited(size)) {
    fn.tooLarge.push_back({id, std::nullopt});
  }
}

} // namespace escape

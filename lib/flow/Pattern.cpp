// Templates nobody instantiates: what does not depend on their parameters is looked at in source order. Everything
// found this way rests on that assumption (FunctionFlow::pattern).
#include "flow/Function.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;

namespace escape {

static bool depends(const Expr *expr) { return !expr || expr->isInstantiationDependent() || expr->containsErrors(); }

/// Operands before what uses them, as a control flow graph has them.
void FunctionBuilder::patternExpr(const Expr *expr) {
  for (const Stmt *child : expr->children())
    if (auto *operand = dyn_cast_or_null<Expr>(child))
      patternExpr(operand);
  statement(expr);
}

void FunctionBuilder::endPatternBlock(bool returns) {
  Block block;
  block.first = fn.blocks.empty() ? 0 : fn.blocks.back().last;
  block.last = fn.events.size();
  // Whether a return is reached is not known: what stands below it counts as well.
  block.successors.push_back({.to = BlockId(fn.blocks.size() + 1), .back = false, .condition = std::nullopt});
  if (returns)
    patternReturns.push_back(fn.blocks.size());
  fn.blocks.push_back(std::move(block));
}

void FunctionBuilder::patternStmt(const Stmt *stmt) {
  if (!stmt || isa<CoroutineBodyStmt>(stmt))
    return;
  if (auto *expr = dyn_cast<Expr>(stmt)) {
    if (depends(expr))
      return;
    prepareExpr(expr, true, strip(expr));
    patternExpr(expr);
    return;
  }
  if (auto *declaration = dyn_cast<DeclStmt>(stmt)) {
    for (const Decl *decl : declaration->decls()) {
      auto *declared = dyn_cast<VarDecl>(decl);
      if (!declared || isa<DecompositionDecl>(declared) || declared->getType()->isDependentType() ||
          (declared->getInit() && depends(declared->getInit())))
        continue;
      prepareVariable(declared, true);
      if (declared->getInit())
        patternExpr(declared->getInit());
      variable(declared);
    }
    return;
  }
  if (auto *returned = dyn_cast<ReturnStmt>(stmt)) {
    const Expr *value = returned->getRetValue();
    if (value && !depends(value) && !function->getReturnType()->isDependentType() &&
        !function->getReturnType()->isUndeducedType()) {
      prepareStmt(returned, true, nullptr);
      patternExpr(value);
      returnStmt(returned);
    }
    endPatternBlock(true);
    return;
  }
  for (const Stmt *child : stmt->children())
    patternStmt(child);
}

std::optional<FunctionFlow> FunctionBuilder::buildPattern() {
  fn.pattern = true;
  patternStmt(function->getBody());
  if (invalid || fn.events.empty())
    return std::nullopt;
  endPatternBlock(false);
  BlockId exit(fn.blocks.size());
  for (size_t block : patternReturns)
    if (BlockId next = fn.blocks[block].successors.front().to; next != exit)
      fn.blocks[block].successors.push_back({.to = exit, .back = false, .condition = std::nullopt});
  Block last;
  last.first = last.last = fn.events.size();
  last.exit = true;
  fn.blocks.push_back(std::move(last));
  finishFrame();
  return std::move(fn);
}

} // namespace escape

// One walk over the body before the control flow graph is read: an operand is
// evaluated before the expression that uses it, but an object of class type is
// built right where it will live, which only the user of the operand tells.
#include "flow/Function.h"
#include "clang/AST/Attr.h"
#include "clang/AST/StmtObjC.h"
#include "llvm/ADT/ScopeExit.h"

using namespace clang;

namespace escape {

bool FunctionBuilder::prepare() {
  if (global) {
    prepareVariable(global, false);
    return !invalid;
  }
  if (auto *constructor = dyn_cast<CXXConstructorDecl>(function))
    prepareConstructor(constructor);
  coroutine = dyn_cast_or_null<CoroutineBodyStmt>(body());
  fn.isCoroutine = coroutine != nullptr;
  prepareStmt(body(), false, nullptr);
  return !invalid;
}

void FunctionBuilder::prepareConstructor(const CXXConstructorDecl *constructor) {
  Place object = Place(fn.self) / step::Deref;
  for (const CXXCtorInitializer *init : constructor->inits()) {
    if (init->isAnyMemberInitializer()) {
      const FieldDecl *field = init->getAnyMember();
      if (!field->getType()->isReferenceType())
        destine(init->getInit(), object / context.types.step(field), Reason::MemberInit);
    } else {
      destine(init->getInit(), object, Reason::ConstructorArgument);
    }
    prepareExpr(init->getInit(), false, init);
  }
}

void FunctionBuilder::prepareStmt(const Stmt *stmt, bool loop, const void *fullExpression) {
  if (!stmt)
    return;
  if (auto *expr = dyn_cast<Expr>(stmt)) {
    prepareExpr(expr, loop, fullExpression ? fullExpression : strip(expr));
    return;
  }
  if (auto *declaration = dyn_cast<DeclStmt>(stmt)) {
    for (const Decl *decl : declaration->decls())
      if (auto *variable = dyn_cast<VarDecl>(decl)) {
        prepareVariable(variable, loop);
        if (variable->hasLocalStorage())
          alive.push_back(variable);
      }
    return;
  }
  llvm::scope_exit leave([this, outer = alive.size()] { alive.resize(outer); });
  switch (stmt->getStmtClass()) {
  case Stmt::AttributedStmtClass:
    if (hasSpecificAttr<MustTailAttr>(cast<AttributedStmt>(stmt)->getAttrs()))
      if (auto *returned = dyn_cast<ReturnStmt>(cast<AttributedStmt>(stmt)->getSubStmt()); returned->getRetValue())
        tailCalls.insert(strip(returned->getRetValue()));
    break;
  case Stmt::CXXTryStmtClass:
    aliveBefore[cast<CXXTryStmt>(stmt)] = alive.size();
    break;
  case Stmt::CXXCatchStmtClass:
    if (const VarDecl *caught = cast<CXXCatchStmt>(stmt)->getExceptionDecl())
      locationOf(caught); // older than what the handler declares
    {
      auto *outer = std::exchange(handler, cast<CXXCatchStmt>(stmt));
      prepareChildren(stmt, loop, nullptr);
      handler = outer;
    }
    return;
  case Stmt::ReturnStmtClass:
    if (const Expr *value = cast<ReturnStmt>(stmt)->getRetValue()) {
      if (!function->getReturnType()->isReferenceType())
        destine(value, Place(fn.result), Reason::Return);
      prepareExpr(value, loop, stmt);
    }
    return;
  case Stmt::IfStmtClass:
    noteCondition(cast<IfStmt>(stmt)->getCond());
    break;
  case Stmt::SwitchStmtClass:
    noteCondition(cast<SwitchStmt>(stmt)->getCond());
    break;
  case Stmt::WhileStmtClass:
    noteCondition(cast<WhileStmt>(stmt)->getCond());
    loop = true;
    break;
  case Stmt::DoStmtClass:
    noteCondition(cast<DoStmt>(stmt)->getCond());
    loop = true;
    break;
  case Stmt::ForStmtClass:
    prepareStmt(cast<ForStmt>(stmt)->getInit(), loop, nullptr);
    if (const Expr *condition = cast<ForStmt>(stmt)->getCond())
      noteCondition(condition);
    prepareStmt(cast<ForStmt>(stmt)->getConditionVariableDeclStmt(), true, nullptr);
    prepareStmt(cast<ForStmt>(stmt)->getCond(), true, nullptr);
    prepareStmt(cast<ForStmt>(stmt)->getInc(), true, nullptr);
    prepareStmt(cast<ForStmt>(stmt)->getBody(), true, nullptr);
    return;
  case Stmt::CXXForRangeStmtClass: {
    auto *range = cast<CXXForRangeStmt>(stmt);
    if (range->getColonLoc().isValid() && range->getRangeInit())
      rangeSpans[range->getColonLoc()] = context.sources.span(range->getRangeInit()->getSourceRange());
    prepareStmt(range->getInit(), loop, nullptr);
    prepareStmt(range->getRangeStmt(), loop, nullptr);
    prepareStmt(range->getBeginStmt(), loop, nullptr);
    prepareStmt(range->getEndStmt(), loop, nullptr);
    prepareStmt(range->getCond(), true, nullptr);
    prepareStmt(range->getInc(), true, nullptr);
    prepareStmt(range->getLoopVarStmt(), true, nullptr);
    prepareStmt(range->getBody(), true, nullptr);
    return;
  }
  case Stmt::CoroutineBodyStmtClass:
    prepareStmt(cast<CoroutineBodyStmt>(stmt)->getBody(), loop, nullptr);
    return;
  default:
    break;
  }
  prepareChildren(stmt, loop, nullptr);
}

void FunctionBuilder::prepareChildren(const Stmt *stmt, bool loop, const void *fullExpression) {
  for (const Stmt *child : stmt->children())
    prepareStmt(child, loop, fullExpression);
}

void FunctionBuilder::prepareVariable(const VarDecl *variable, bool loop) {
  if (variable->isInvalidDecl())
    invalid = true;
  LocationId id = locationOf(variable);
  if (auto *decomposition = dyn_cast<DecompositionDecl>(variable))
    for (const BindingDecl *binding : decomposition->bindings())
      if (const VarDecl *holding = binding->getHoldingVar())
        prepareVariable(holding, loop);
  const Expr *init = variable->getInit();
  if (!init)
    return;
  noteGiven(variable, init);
  if (!variable->getType()->isReferenceType())
    destine(init, Place(id), initReason(variable));
  prepareExpr(init, loop, variable);
}

/// `intptr_t`, `uintptr_t`: integers meant for addresses, of whoever calls.
static bool isAddressInteger(QualType type) {
  auto *alias = type->getAs<TypedefType>();
  return alias && (alias->getDecl()->getName() == "intptr_t" || alias->getDecl()->getName() == "uintptr_t");
}

void FunctionBuilder::prepareExpr(const Expr *expr, bool loop, const void *fullExpression) {
  if (!expr)
    return;
  if (expr->containsErrors() || isa<RecoveryExpr>(expr)) {
    invalid = true;
    return;
  }
  if (const Expr *made = elided(expr)) {
    elidedTemporaries.insert(cast<CXXConstructExpr>(expr)->getArg(0)->IgnoreImpCasts());
    prepareExpr(made, loop, fullExpression);
    return;
  }
  switch (expr->getStmtClass()) {
  case Stmt::UnaryExprOrTypeTraitExprClass:
  case Stmt::CXXTypeidExprClass:
  case Stmt::CXXNoexceptExprClass:
  case Stmt::RequiresExprClass:
    return; // not evaluated
  case Stmt::LambdaExprClass:
    for (const Expr *init : cast<LambdaExpr>(expr)->capture_inits())
      prepareExpr(init, loop, fullExpression);
    for (const LambdaCapture &capture : cast<LambdaExpr>(expr)->captures())
      if (capture.capturesVariable() && capture.getCaptureKind() == LCK_ByRef)
        if (auto *variable = dyn_cast<VarDecl>(capture.getCapturedVar())) {
          addressTaken.insert(variable->getCanonicalDecl());
          ++changes[variable->getCanonicalDecl()];
        }
    return;
  case Stmt::BlockExprClass:
    return;
  case Stmt::StmtExprClass: {
    const CompoundStmt *body = cast<StmtExpr>(expr)->getSubStmt();
    if (auto *last = body->body_empty() ? nullptr : dyn_cast_or_null<Expr>(body->body_back());
        last && last->isPRValue() && !last->getType()->isVoidType())
      blockResults.insert(strip(last));
    prepareStmt(body, loop, nullptr);
    return;
  }
  case Stmt::CXXDefaultArgExprClass:
    prepareExpr(cast<CXXDefaultArgExpr>(expr)->getExpr(), loop, fullExpression);
    return;
  case Stmt::CXXDefaultInitExprClass:
    prepareExpr(cast<CXXDefaultInitExpr>(expr)->getExpr(), loop, fullExpression);
    return;
  case Stmt::OpaqueValueExprClass:
    return; // its source stands elsewhere in the tree
  case Stmt::MaterializeTemporaryExprClass:
    prepareTemporary(cast<MaterializeTemporaryExpr>(expr));
    prepareChildren(expr, loop, fullExpression);
    endLater(cast<MaterializeTemporaryExpr>(expr), fullExpression); // those inside it are made before and end after it
    return;
  case Stmt::CXXNewExprClass:
    if (loop)
      inLoop.insert(expr);
    prepareNew(cast<CXXNewExpr>(expr));
    break;
  case Stmt::CXXThrowExprClass:
    fn.tellsOutcome = true;
    aliveAt[cast<CXXThrowExpr>(expr)] = alive;
    if (!cast<CXXThrowExpr>(expr)->getSubExpr() && handler)
      rethrows[cast<CXXThrowExpr>(expr)] = handler;
    if (const Expr *operand = cast<CXXThrowExpr>(expr)->getSubExpr()) {
      destine(operand, Place(fn.exception), Reason::Throw);
      // One type of exception in the whole function: then it is known what its parts mean.
      TypeId type = context.types.of(operand->getType().getUnqualifiedType());
      severalThrown |= thrown.valid() && thrown != type;
      thrown = type;
      fn.locations[fn.exception.value].type = severalThrown ? TypeId() : type;
    }
    break;
  case Stmt::InitListExprClass: {
    auto *list = cast<InitListExpr>(expr);
    if (list->isSyntacticForm() && list->getSemanticForm())
      list = list->getSemanticForm();
    for (const Expr *init : list->inits())
      prepareExpr(init, loop, fullExpression);
    prepareExpr(list->getArrayFiller(), loop, fullExpression);
    return;
  }
  case Stmt::ConditionalOperatorClass:
  case Stmt::BinaryConditionalOperatorClass: {
    auto *choice = cast<AbstractConditionalOperator>(expr);
    if (auto *binary = dyn_cast<BinaryConditionalOperator>(choice))
      prepareExpr(binary->getCommon(), loop, fullExpression);
    noteCondition(choice->getCond());
    arms[strip(choice->getTrueExpr())] = choice;
    arms[strip(choice->getFalseExpr())] = choice;
    break;
  }
  case Stmt::DeclRefExprClass:
    // Whoever only reads or assigns it has not come here (below).
    if (auto *variable = dyn_cast<VarDecl>(cast<DeclRefExpr>(expr)->getDecl())) {
      addressTaken.insert(variable->getCanonicalDecl());
      ++changes[variable->getCanonicalDecl()];
    }
    return;
  case Stmt::CallExprClass:
  case Stmt::CXXMemberCallExprClass:
  case Stmt::CXXOperatorCallExprClass:
  case Stmt::CXXConstructExprClass:
  case Stmt::CXXTemporaryObjectExprClass:
    if (loop)
      inLoop.insert(expr);
    integersHoldAddresses |= isAddressInteger(expr->getType());
    break;
  default:
    break;
  }
  noteIndexed(expr);
  auto variableIn = [](const Expr *e) -> const VarDecl * {
    auto *ref = dyn_cast<DeclRefExpr>(e->IgnoreParens());
    auto *variable = ref ? dyn_cast<VarDecl>(ref->getDecl()) : nullptr;
    return variable ? variable->getCanonicalDecl() : nullptr;
  };
  if (auto *conversion = dyn_cast<CastExpr>(expr)) {
    if (conversion->getCastKind() == CK_PointerToIntegral)
      integersHoldAddresses = true;
    if (conversion->getCastKind() == CK_NoOp && conversion->getType().isConstQualified())
      if (const VarDecl *variable = variableIn(conversion->getSubExpr()))
        --changes[variable];
    if (conversion->getCastKind() == CK_LValueToRValue && variableIn(conversion->getSubExpr()))
      return;
  } else if (auto *op = dyn_cast<BinaryOperator>(expr); op && op->isAssignmentOp()) {
    if (const VarDecl *variable = variableIn(op->getLHS())) {
      reassigned.insert(variable);
      noteGiven(variable, op->getRHS());
      prepareExpr(op->getRHS(), loop, fullExpression);
      return;
    }
  } else if (auto *call = dyn_cast<CXXOperatorCallExpr>(expr); call && call->isAssignmentOp()) {
    if (const VarDecl *variable = variableIn(call->getArg(0)))
      noteGiven(variable, call->getArg(1));
  } else if (auto *op = dyn_cast<BinaryOperator>(expr); op && op->isLogicalOp()) {
    noteTested(op->getLHS());
    noteTested(op->getRHS());
  } else if (auto *op = dyn_cast<UnaryOperator>(expr); op && op->isIncrementDecrementOp()) {
    if (const VarDecl *variable = variableIn(op->getSubExpr())) {
      reassigned.insert(variable);
      return;
    }
  }
  prepareChildren(expr, loop, fullExpression);
}

/// Pointers that run over several objects: p[i], ++p, p + n.
void FunctionBuilder::noteIndexed(const Expr *expr) {
  QualType pointer;
  if (auto *subscript = dyn_cast<ArraySubscriptExpr>(expr)) {
    Expr::EvalResult index;
    bool first = !subscript->getIdx()->isValueDependent() && subscript->getIdx()->EvaluateAsInt(index, context.ast) &&
                 index.Val.getInt() == 0;
    if (!first && !subscript->getBase()->IgnoreParenImpCasts()->getType()->isArrayType())
      pointer = subscript->getBase()->getType();
  } else if (auto *op = dyn_cast<UnaryOperator>(expr); op && op->isIncrementDecrementOp()) {
    pointer = op->getType();
  } else if (auto *op = dyn_cast<BinaryOperator>(expr); op && (op->isAdditiveOp() || op->isCompoundAssignmentOp())) {
    bool array = op->getLHS()->IgnoreParenImpCasts()->getType()->isArrayType() ||
                 op->getRHS()->IgnoreParenImpCasts()->getType()->isArrayType();
    if (!array)
      pointer = op->getType();
  }
  if (pointer.isNull() || !pointer->isPointerType() || !holdsAddress(pointer->getPointeeType()))
    return;
  TypeId type = context.types.of(pointer->getPointeeType());
  auto at = std::lower_bound(fn.indexed.begin(), fn.indexed.end(), type);
  if (at == fn.indexed.end() || *at != type)
    fn.indexed.insert(at, type);
}

void FunctionBuilder::noteCondition(const Expr *condition) {
  noteTested(condition);
  noteAsked(condition);
}

/// Variables that a condition tests by themselves: `if (done)`, `while (n != 3)`.
void FunctionBuilder::noteTested(const Expr *condition) {
  if (!condition)
    return;
  condition = condition->IgnoreParenImpCasts();
  if (auto *op = dyn_cast<UnaryOperator>(condition); op && op->getOpcode() == UO_LNot)
    return noteTested(op->getSubExpr());
  if (auto *op = dyn_cast<BinaryOperator>(condition)) {
    if (op->isComparisonOp() || op->isLogicalOp()) {
      noteTested(op->getLHS());
      noteTested(op->getRHS());
    }
    if (op->getOpcode() == BO_Assign) // `if ((n = next()))`
      noteTested(op->getLHS());
    return;
  }
  if (auto *ref = dyn_cast<DeclRefExpr>(condition))
    if (auto *variable = dyn_cast<VarDecl>(ref->getDecl()); variable && variable->hasLocalStorage())
      tested.insert(variable->getCanonicalDecl());
}

} // namespace escape

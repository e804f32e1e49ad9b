// Where a block leads: conditions in the plain cases, switch labels, and throws to the handler that catches them.
#include "flow/Function.h"
#include "clang/Analysis/CFG.h"
#include <limits>

using namespace clang;

namespace escape {

/// An object of the type thrown here is caught by this handler; throw expressions say the exact type.
static bool catches(const CXXCatchStmt *handler, QualType thrown, ASTContext &ast) {
  QualType caught = handler->getCaughtType();
  if (caught.isNull()) // catch (...)
    return true;
  caught = caught.getNonReferenceType().getCanonicalType().getUnqualifiedType();
  thrown = thrown.getCanonicalType().getUnqualifiedType();
  bool pointers = caught->isPointerType() && thrown->isPointerType();
  if (pointers) {
    caught = caught->getPointeeType().getUnqualifiedType();
    thrown = thrown->getPointeeType().getUnqualifiedType();
    if (caught->isVoidType())
      return true;
  } else if (thrown->isNullPtrType() && caught->isPointerType()) {
    return true;
  }
  if (ast.hasSameType(caught, thrown))
    return true;
  auto *base = caught->getAsCXXRecordDecl();
  auto *derived = thrown->getAsCXXRecordDecl();
  return base && derived && base->hasDefinition() && derived->hasDefinition() && derived->isDerivedFrom(base);
}

/// The throw a block ends with, whose edges are then ours to choose: Clang's go to every handler and past them.
static const CXXThrowExpr *throwAtEnd(const CFGBlock *block) {
  for (const CFGElement &e : llvm::reverse(*block))
    if (auto stmt = e.getAs<CFGStmt>())
      if (auto *expr = dyn_cast<Expr>(stmt->getStmt())) {
        while (auto *full = dyn_cast<FullExpr>(expr))
          expr = full->getSubExpr();
        return dyn_cast<CXXThrowExpr>(expr);
      }
  return nullptr;
}

/// Where an exception thrown at the end of `block` is caught, and by whose try: the handler's block. Null block: not
/// told apart, null try: it leaves the function.
std::pair<const CFGBlock *, const CXXTryStmt *> FunctionBuilder::handlerOf(const CFGBlock *block,
                                                                           const CXXThrowExpr *thrown) {
  if (!thrown->getSubExpr() || block->succ_size() != 1)
    return {};
  const CFGBlock *dispatch = block->succ_begin()->getReachableBlock();
  while (dispatch) {
    auto *tried = dyn_cast_or_null<CXXTryStmt>(dispatch->getTerminatorStmt());
    if (!tried)
      return {dispatch, nullptr};
    const CFGBlock *past = nullptr, *found = nullptr;
    for (const CFGBlock::AdjacentBlock &adjacent : dispatch->succs()) {
      const CFGBlock *successor = adjacent.getReachableBlock();
      auto *handler = successor ? dyn_cast_or_null<CXXCatchStmt>(successor->getLabel()) : nullptr;
      bool own = false;
      for (unsigned i = 0; i < tried->getNumHandlers(); ++i)
        own |= tried->getHandler(i) == handler;
      if (!own)
        past = successor;
      else if (catches(handler, thrown->getSubExpr()->getType(), context.ast) &&
               (!found || handler->getBeginLoc() < found->getLabel()->getBeginLoc()))
        found = successor;
    }
    if (found)
      return {found, tried};
    dispatch = past;
  }
  return {};
}

std::vector<Edge> FunctionBuilder::edges(const CFGBlock *block, const llvm::DenseMap<unsigned, BlockId> &ids,
                                         BlockId self) {
  std::vector<Edge> result;
  if (const CXXThrowExpr *thrown = throwAtEnd(block))
    if (auto [target, tried] = handlerOf(block, thrown); target && ids.contains(target->getBlockID())) {
      if (tried)
        confineException(thrown, dyn_cast_or_null<CXXCatchStmt>(target->getLabel()));
      // The objects of the try block end before the handler begins; what a throw out of the function ends is the
      // frame's.
      auto alive = aliveAt.find(thrown);
      if (auto mark = aliveBefore.find(tried); tried && alive != aliveAt.end() && mark != aliveBefore.end())
        for (size_t i = alive->second.size(); i-- > mark->second;) {
          const VarDecl *variable = alive->second[i];
          if (!variable->getType()->isReferenceType())
            destroy(Place(locationOf(variable)), variable->getType(), spanOf(thrown));
          endVariable(variable, spanOf(thrown));
        }
      Edge edge;
      edge.to = ids.lookup(target->getBlockID());
      edge.back = edge.to <= self;
      result.push_back(edge);
      return result;
    }
  const Expr *test = nullptr;
  bool twoWay = block->succ_size() == 2 && block->getTerminator().isStmtBranch() &&
                !isa_and_nonnull<SwitchStmt>(block->getTerminatorStmt());
  if (twoWay)
    test = block->getLastCondition();
  const std::optional<bool> always = test ? decided(test) : std::nullopt;
  unsigned index = 0;
  for (const CFGBlock::AdjacentBlock &adjacent : block->succs()) {
    const CFGBlock *successor = adjacent.getReachableBlock();
    bool first = index++ == 0;
    auto id = successor ? ids.find(successor->getBlockID()) : ids.end();
    if (!successor || id == ids.end())
      continue;
    if (always && *always != first)
      continue;
    Edge edge;
    edge.to = id->second;
    edge.back = id->second <= self;
    if (test)
      edge.condition = condition(test, first);
    else if (auto *choice = dyn_cast_or_null<SwitchStmt>(block->getTerminatorStmt()))
      edge.condition = caseCondition(choice, successor->getLabel());
    result.push_back(edge);
  }
  return result;
}

/// `switch (mode) { case 2:` — on the edge to it mode is 2, on that past all cases or to `default` it is none of them.
/// Of labels that share a statement each has a block of its own, which falls into the next.
std::optional<Condition> FunctionBuilder::caseCondition(const SwitchStmt *choice, const Stmt *label) {
  auto *ref = dyn_cast<DeclRefExpr>(choice->getCond()->IgnoreParenImpCasts());
  auto *variable = ref ? dyn_cast<VarDecl>(ref->getDecl()) : nullptr;
  if (!variable || !variable->hasLocalStorage() || !variable->getType()->isIntegralOrEnumerationType() ||
      addressTaken.contains(variable->getCanonicalDecl()))
    return std::nullopt;
  auto valueOf = [&](const CaseStmt *one) -> std::optional<int64_t> {
    Expr::EvalResult value;
    if (one->getRHS() || one->getLHS()->isValueDependent() || !one->getLHS()->EvaluateAsInt(value, context.ast) ||
        !value.Val.getInt().isRepresentableByInt64())
      return std::nullopt;
    return value.Val.getInt().getExtValue();
  };
  Condition result;
  result.place = Place(locationOf(variable));
  if (auto *single = dyn_cast_or_null<CaseStmt>(label)) {
    std::optional<int64_t> value = valueOf(single);
    if (!value)
      return std::nullopt;
    result.constant = *value;
    return result;
  }
  constexpr size_t MostCases = 8; // more are no plain condition any more
  result.equal = false;
  std::vector<int64_t> cases;
  for (const SwitchCase *one = choice->getSwitchCaseList(); one && cases.size() < MostCases;
       one = one->getNextSwitchCase())
    if (auto *plain = dyn_cast<CaseStmt>(one))
      if (std::optional<int64_t> value = valueOf(plain))
        cases.push_back(*value);
  if (cases.empty())
    return std::nullopt;
  result.constant = cases.front();
  result.others.assign(cases.begin() + 1, cases.end());
  return result;
}

std::optional<bool> FunctionBuilder::decided(const Expr *expr) {
  expr = expr->IgnoreParenImpCasts();
  if (auto *full = dyn_cast<FullExpr>(expr))
    return decided(full->getSubExpr());
  auto *op = dyn_cast<UnaryOperator>(expr);
  if (op && op->getOpcode() == UO_LNot) {
    std::optional<bool> inner = decided(op->getSubExpr());
    return inner ? std::optional(!*inner) : std::nullopt;
  }
  if (auto *logical = dyn_cast<BinaryOperator>(expr); logical && logical->isLogicalOp())
    return decided(logical->getRHS()); // the block of its right side
  auto *member = dyn_cast<MemberExpr>(expr);
  auto *field = member ? dyn_cast<FieldDecl>(member->getMemberDecl()) : nullptr;
  std::optional<int64_t> value = field ? context.constantMembers.valueOf(field) : std::nullopt;
  return value ? std::optional(*value != 0) : std::nullopt;
}

/// `n > 3`, `3 >= n`: of an integer variable and a constant, as a bound on the variable.
template <typename OfValue>
std::optional<Condition> FunctionBuilder::orderCondition(const BinaryOperator *op, bool outcome, OfValue ofValue) {
  const Expr *left = op->getLHS(), *right = op->getRHS();
  BinaryOperatorKind kind = op->getOpcode();
  Expr::EvalResult value;
  auto constant = [&](const Expr *e) {
    return !e->isValueDependent() && e->getType()->isIntegralOrEnumerationType() &&
           e->EvaluateAsInt(value, context.ast) && value.Val.getInt().isRepresentableByInt64();
  };
  if (!constant(right)) {
    if (!constant(left))
      return std::nullopt;
    std::swap(left, right);
    kind = BinaryOperator::reverseComparisonOp(kind);
  }
  if (!outcome)
    kind = BinaryOperator::negateComparisonOp(kind);
  // What is negative before the operand is converted would be large behind it.
  QualType own = left->IgnoreParenImpCasts()->getType();
  if (!own->isIntegralOrEnumerationType() ||
      (left->getType()->isUnsignedIntegerOrEnumerationType() && own->isSignedIntegerOrEnumerationType()))
    return std::nullopt;
  int64_t bound = value.Val.getInt().getExtValue();
  if (bound == std::numeric_limits<int64_t>::min() || bound == std::numeric_limits<int64_t>::max())
    return std::nullopt;
  std::optional<Condition> result = ofValue(left, bound, true);
  if (!result || result->pointer)
    return std::nullopt;
  bool most = kind == BO_LT || kind == BO_LE;
  result->order = most ? Relation::AtMost : Relation::AtLeast;
  result->constant += kind == BO_LT ? -1 : kind == BO_GT ? 1 : 0;
  return result;
}

std::optional<Condition> FunctionBuilder::condition(const Expr *expr, bool outcome) {
  expr = expr->IgnoreParens();
  if (auto *full = dyn_cast<FullExpr>(expr))
    return condition(full->getSubExpr(), outcome);
  if (auto *op = dyn_cast<UnaryOperator>(expr); op && op->getOpcode() == UO_LNot)
    return condition(op->getSubExpr(), !outcome);
  auto ofValue = [&](const Expr *tested, int64_t constant, bool equal) -> std::optional<Condition> {
    tested = tested->IgnoreParenImpCasts();
    if (auto *op = dyn_cast<BinaryOperator>(tested); op && op->getOpcode() == BO_Assign) // `(n = next()) != 0`
      tested = op->getLHS()->IgnoreParenImpCasts();
    if (auto *call = dyn_cast<CXXMemberCallExpr>(tested);
        call && isa_and_nonnull<CXXConversionDecl>(call->getMethodDecl()))
      tested = call->getImplicitObjectArgument()->IgnoreParenImpCasts(); // `if (up)` of a smart pointer
    QualType type = tested->getType();
    if (!tested->isGLValue() || tested->HasSideEffects(context.ast))
      return std::nullopt;
    const Type &info = context.types.info(type);
    Condition result;
    result.equal = equal;
    result.constant = constant;
    result.pointer = info.cls == TypeClass::Pointer ||
                     ((info.cls == TypeClass::Owner || info.cls == TypeClass::Shared) && !info.container);
    // Wider numbers may be constants that have no place in a fact.
    result.natural = type->isUnsignedIntegerType() && context.ast.getTypeSize(type) < 64;
    auto *ref = dyn_cast<DeclRefExpr>(tested);
    auto *variable = ref ? dyn_cast<VarDecl>(ref->getDecl()) : nullptr;
    if (!result.pointer && (!variable || !variable->hasLocalStorage() || type->isReferenceType() ||
                            variable->getType()->isReferenceType() || !type->isIntegralOrEnumerationType() ||
                            addressTaken.contains(variable->getCanonicalDecl())))
      return std::nullopt;
    Val value = eval(tested);
    if (value.kind != Val::LValue)
      return std::nullopt;
    result.place = value.place;
    if (result.pointer && info.cls != TypeClass::Pointer) {
      if (result.place.full())
        return std::nullopt;
      result.place = result.place / step::Storage;
    }
    return result;
  };
  if (auto *op = dyn_cast<BinaryOperator>(expr)) {
    if (op->isLogicalOp())
      return condition(op->getRHS(), outcome); // the block of its right side
    if (op->isRelationalOp())
      return orderCondition(op, outcome, ofValue);
    if (op->getOpcode() == BO_Assign)
      return ofValue(op, 0, !outcome);
    if (!op->isEqualityOp())
      return std::nullopt;
    bool equal = (op->getOpcode() == BO_EQ) == outcome;
    const Expr *left = op->getLHS(), *right = op->getRHS();
    for (int i = 0; i < 2; ++i, std::swap(left, right)) {
      Expr::EvalResult constant;
      if (right->isValueDependent())
        return std::nullopt;
      if (right->isNullPointerConstant(context.ast, Expr::NPC_ValueDependentIsNotNull))
        return ofValue(left, 0, equal);
      if (right->getType()->isIntegralOrEnumerationType() && right->EvaluateAsInt(constant, context.ast) &&
          constant.Val.getInt().isRepresentableByInt64())
        return ofValue(left, int64_t(constant.Val.getInt().extOrTrunc(64).getZExtValue()), equal);
    }
    for (int i = 0; i < 2; ++i, std::swap(left, right)) { // `current == &mine`, `text != buffer`
      const Expr *bare = right->IgnoreParenCasts();
      // `last != original`: of objects that lie in no array.
      if (auto *ref = dyn_cast<DeclRefExpr>(bare); ref && !equal && isa<DeclRefExpr>(left->IgnoreParenCasts()))
        if (auto *record = bare->getType()->isPointerType() ? bare->getType()->getPointeeCXXRecordDecl() : nullptr;
            record && record->hasDefinition() && record->isPolymorphic()) {
          Val pointer = eval(bare);
          std::optional<Condition> result = ofValue(left->IgnoreParenCasts(), 0, equal);
          if (!result || pointer.kind != Val::LValue || !pointer.place.steps.empty())
            return std::nullopt;
          result->object = pointer.place / step::Deref;
          return result;
        }
      auto *address = dyn_cast<UnaryOperator>(bare);
      bool array = bare->getType()->isArrayType() && bare->isGLValue();
      if ((!array && (!address || address->getOpcode() != UO_AddrOf)) || !left->getType()->isPointerType() ||
          !left->IgnoreParenCasts()->getType()->isPointerType())
        continue;
      Val object = eval(array ? bare : address->getSubExpr());
      std::optional<Condition> result = ofValue(left->IgnoreParenCasts(), 0, equal);
      if (!result || object.kind != Val::LValue || object.place.full() || (!array && !object.place.steps.empty()))
        return std::nullopt;
      result->object = array ? object.place / step::Element : object.place;
      return result;
    }
    return std::nullopt;
  }
  QualType type = expr->IgnoreParenImpCasts()->getType();
  if (type->isIntegralOrEnumerationType() || type->isPointerType() || type->isRecordType())
    return ofValue(expr, 0, !outcome);
  return std::nullopt;
}

} // namespace escape

// What an expression gives, by its kind; names, members and loads are in Lvalue.cpp, the rest in the file of its name.
#include "flow/Function.h"

using namespace clang;

namespace escape {

static bool readsReference(const Expr *expr) {
  expr = expr->IgnoreParens();
  if (auto *ref = dyn_cast<DeclRefExpr>(expr))
    return ref->getDecl()->getType()->isReferenceType();
  auto *member = dyn_cast<MemberExpr>(expr);
  return member && (member->getMemberDecl()->getType()->isReferenceType() || readsReference(member->getBase()));
}

/// Expressions that do nothing by themselves: looked at when the expression that uses them asks.
bool FunctionBuilder::isLazy(const Expr *expr) {
  switch (expr->getStmtClass()) {
  case Stmt::DeclRefExprClass: {
    // Naming a reference is a use of it, whoever asks: `a + b` does not.
    auto *variable = dyn_cast<VarDecl>(cast<DeclRefExpr>(expr)->getDecl());
    return !variable || !variable->getType()->isReferenceType() || !variable->isLocalVarDecl() ||
           cast<DeclRefExpr>(expr)->refersToEnclosingVariableOrCapture();
  }
  case Stmt::MemberExprClass:
    return !cast<MemberExpr>(expr)->getMemberDecl()->getType()->isReferenceType();
  case Stmt::ArraySubscriptExprClass:
  case Stmt::CXXThisExprClass:
  case Stmt::IntegerLiteralClass:
  case Stmt::CharacterLiteralClass:
  case Stmt::FloatingLiteralClass:
  case Stmt::CXXBoolLiteralExprClass:
  case Stmt::StringLiteralClass:
  case Stmt::CXXNullPtrLiteralExprClass:
  case Stmt::UnaryExprOrTypeTraitExprClass:
  case Stmt::OpaqueValueExprClass:
  case Stmt::ImplicitValueInitExprClass:
    return true;
  case Stmt::ImplicitCastExprClass: {
    // A number that is read through a reference: the reference is.
    return cast<CastExpr>(expr)->getCastKind() != CK_LValueToRValue ||
           (!holdsAddress(expr->getType()) && !readsReference(cast<CastExpr>(expr)->getSubExpr()));
  }
  case Stmt::UnaryOperatorClass: {
    auto *op = cast<UnaryOperator>(expr);
    return !op->isIncrementDecrementOp();
  }
  case Stmt::BinaryOperatorClass:
    return !cast<BinaryOperator>(expr)->isAssignmentOp() && !cast<BinaryOperator>(expr)->isCommaOp();
  default:
    return false;
  }
}

Val FunctionBuilder::eval(const Expr *expr) {
  expr = strip(expr);
  if (auto it = values.find(expr); it != values.end())
    return it->second;
  Val value = visit(expr);
  values[expr] = value;
  return value;
}

Val FunctionBuilder::visit(const Expr *expr) {
  switch (expr->getStmtClass()) {
  case Stmt::DeclRefExprClass:
    return nameOf(cast<DeclRefExpr>(expr)->getDecl(), expr);
  case Stmt::MemberExprClass:
    return member(cast<MemberExpr>(expr));
  case Stmt::CXXThisExprClass: {
    if (!fn.lambda)
      return fn.self.valid() ? Val::value(Place(fn.self)) : Val();
    if (!capturedThis)
      return {};
    Place field = Place(fn.self) / step::Deref / context.types.step(capturedThis);
    if (capturedThis->getType()->isPointerType())
      return Val::value(field);
    return Val::address(field, Reason::CapturedThis, spanOf(expr)); // [*this]
  }
  case Stmt::ArraySubscriptExprClass: {
    auto *subscript = cast<ArraySubscriptExpr>(expr);
    return dereference(subscript->getBase());
  }
  case Stmt::UnaryOperatorClass:
    return unary(cast<UnaryOperator>(expr));
  case Stmt::BinaryOperatorClass:
  case Stmt::CompoundAssignOperatorClass:
    return binary(cast<BinaryOperator>(expr));
  case Stmt::ConditionalOperatorClass:
  case Stmt::BinaryConditionalOperatorClass:
    return conditional(cast<AbstractConditionalOperator>(expr));
  case Stmt::ImplicitCastExprClass:
  case Stmt::CStyleCastExprClass:
  case Stmt::CXXStaticCastExprClass:
  case Stmt::CXXReinterpretCastExprClass:
  case Stmt::CXXConstCastExprClass:
  case Stmt::CXXDynamicCastExprClass:
  case Stmt::CXXFunctionalCastExprClass:
  case Stmt::BuiltinBitCastExprClass:
  case Stmt::CXXAddrspaceCastExprClass:
    return castExpr(cast<CastExpr>(expr));
  case Stmt::CallExprClass:
  case Stmt::CXXMemberCallExprClass:
  case Stmt::CXXOperatorCallExprClass:
  case Stmt::UserDefinedLiteralClass:
    return call(cast<CallExpr>(expr));
  case Stmt::CXXConstructExprClass:
  case Stmt::CXXTemporaryObjectExprClass:
    return construct(cast<CXXConstructExpr>(expr));
  case Stmt::CXXInheritedCtorInitExprClass:
    return inheritedConstruct(cast<CXXInheritedCtorInitExpr>(expr));
  case Stmt::InitListExprClass: {
    auto *list = cast<InitListExpr>(expr);
    if (list->isSyntacticForm() && list->getSemanticForm())
      list = list->getSemanticForm();
    return initList(list, list->inits());
  }
  case Stmt::CXXParenListInitExprClass:
    return initList(expr, const_cast<CXXParenListInitExpr *>(cast<CXXParenListInitExpr>(expr))->getInitExprs());
  case Stmt::CXXStdInitializerListExprClass:
    return stdInitializerList(cast<CXXStdInitializerListExpr>(expr));
  case Stmt::LambdaExprClass:
    return closure(cast<LambdaExpr>(expr));
  case Stmt::BlockExprClass:
    return block(cast<BlockExpr>(expr));
  case Stmt::MaterializeTemporaryExprClass:
    return temporary(cast<MaterializeTemporaryExpr>(expr));
  case Stmt::CXXNewExprClass:
    return newExpr(cast<CXXNewExpr>(expr));
  case Stmt::CXXDeleteExprClass:
    deleteExpr(cast<CXXDeleteExpr>(expr));
    return {};
  case Stmt::CXXThrowExprClass: {
    auto *operand = cast<CXXThrowExpr>(expr)->getSubExpr();
    if (operand && holdsAddress(operand->getType()))
      initObject(Place(fn.exception), operand->getType(), operand, Reason::Throw, spanOf(operand));
    allocateException(cast<CXXThrowExpr>(expr));
    if (auto rethrow = rethrows.find(cast<CXXThrowExpr>(expr)); rethrow != rethrows.end())
      if (auto object = caught.find(rethrow->second); object != caught.end())
        copy(Place(fn.exception), object->second, fn.at(fn.exception).type, Reason::Throw, spanOf(expr));
    return {};
  }
  case Stmt::StmtExprClass: {
    auto *body = cast<StmtExpr>(expr)->getSubStmt();
    auto *last = body->body_empty() ? nullptr : dyn_cast_or_null<Expr>(body->body_back());
    return last && !expr->getType()->isVoidType() ? eval(last) : Val();
  }
  case Stmt::OpaqueValueExprClass: {
    auto *source = cast<OpaqueValueExpr>(expr)->getSourceExpr();
    return source ? eval(source) : Val();
  }
  case Stmt::PseudoObjectExprClass: {
    auto *result = cast<PseudoObjectExpr>(expr)->getResultExpr();
    return result ? eval(result) : Val();
  }
  case Stmt::ChooseExprClass:
    return eval(cast<ChooseExpr>(expr)->getChosenSubExpr());
  case Stmt::GenericSelectionExprClass:
    return eval(cast<GenericSelectionExpr>(expr)->getResultExpr());
  case Stmt::CXXRewrittenBinaryOperatorClass:
    return eval(cast<CXXRewrittenBinaryOperator>(expr)->getSemanticForm());
  case Stmt::ArrayInitLoopExprClass: {
    // Copies an array element by element; the common expression designates the whole array.
    Val common = eval(cast<ArrayInitLoopExpr>(expr)->getCommonExpr());
    return common;
  }
  case Stmt::CompoundLiteralExprClass: {
    auto *literal = cast<CompoundLiteralExpr>(expr);
    // In C it lives as long as its block, in C++ to the end of the full-expression; both end with the frame at the
    // latest.
    auto [it, isNew] = temporaries.try_emplace(expr, LocationId());
    if (isNew)
      it->second = addLocation(literal->isFileScope() || literal->getType().isConstQualified() ? LocationKind::Constant
                                                                                               : LocationKind::Temp,
                               literal->getType(), spanOf(expr));
    LocationId id = it->second;
    initObject(Place(id), literal->getType(), literal->getInitializer(), Reason::Init, spanOf(expr));
    return expr->isGLValue() ? Val::lvalue(Place(id)) : Val::value(Place(id));
  }
  case Stmt::StringLiteralClass:
  case Stmt::PredefinedExprClass:
  case Stmt::SourceLocExprClass:
  case Stmt::AddrLabelExprClass:
  case Stmt::CXXTypeidExprClass:
  case Stmt::CXXUuidofExprClass:
    return expr->isGLValue() ? Val::lvalue(Place(constantLocation(expr)))
                             : Val::address(Place(constantLocation(expr)), Reason::AddressOf, spanOf(expr));
  case Stmt::CXXNullPtrLiteralExprClass:
  case Stmt::GNUNullExprClass:
  case Stmt::ImplicitValueInitExprClass:
  case Stmt::CXXScalarValueInitExprClass:
    return Val::null();
  case Stmt::IntegerLiteralClass:
  case Stmt::CharacterLiteralClass:
  case Stmt::CXXBoolLiteralExprClass:
  case Stmt::FloatingLiteralClass:
  case Stmt::ImaginaryLiteralClass:
  case Stmt::UnaryExprOrTypeTraitExprClass:
  case Stmt::CXXNoexceptExprClass:
  case Stmt::TypeTraitExprClass:
  case Stmt::SizeOfPackExprClass:
  case Stmt::OffsetOfExprClass:
  case Stmt::RequiresExprClass:
  case Stmt::ConceptSpecializationExprClass:
  case Stmt::NoInitExprClass:
  case Stmt::CXXPseudoDestructorExprClass:
  case Stmt::ArrayTypeTraitExprClass:
  case Stmt::ExpressionTraitExprClass:
  case Stmt::ArrayInitIndexExprClass:
    return {};
  case Stmt::CoawaitExprClass:
  case Stmt::CoyieldExprClass: {
    auto *suspend = cast<CoroutineSuspendExpr>(expr);
    if (isa<CoawaitExpr>(expr))
      useAwaited(suspend->getOperand());
    return suspend->getResumeExpr() ? eval(suspend->getResumeExpr()) : Val();
  }
  case Stmt::ExtVectorElementExprClass:
  case Stmt::ShuffleVectorExprClass:
  case Stmt::ConvertVectorExprClass:
  case Stmt::MatrixSubscriptExprClass:
    return {};
  case Stmt::AtomicExprClass: {
    // __atomic_*: a store through the pointer, a load of what it points to. The expected value of a
    // compare-and-exchange is compared, not stored; the generic forms take pointers to their values, and __atomic_load
    // one to where its result goes.
    auto *atomic = cast<AtomicExpr>(expr);
    eval(atomic->getPtr());
    if (!holdsAddress(expr->getType()) && atomic->getNumSubExprs() < 3)
      return {};
    Place object = dereference(atomic->getPtr()).place;
    if (!object.valid())
      return {};
    Val result;
    if (holdsAddress(expr->getType())) { // what an exchange gives back
      result = Val::value(Place(slot(expr)));
      store(result.place, Val::value(object), expr->getType(), Reason::Assign, spanOf(expr));
    }
    if (atomic->getNumSubExprs() < 3 || atomic->getOp() == AtomicExpr::AO__atomic_load_n)
      return result;
    if (atomic->isCmpXChg())
      eval(atomic->getVal1());
    const Expr *stored = atomic->isCmpXChg() ? atomic->getVal2() : atomic->getVal1();
    Val value = eval(stored);
    const AtomicExpr::AtomicOp op = atomic->getOp();
    const bool load = op == AtomicExpr::AO__atomic_load;
    if (load || op == AtomicExpr::AO__atomic_store || op == AtomicExpr::AO__atomic_exchange ||
        op == AtomicExpr::AO__atomic_compare_exchange) {
      Place there = dereference(stored).place;
      QualType type = stored->getType()->getPointeeType();
      if (there.valid() && !type.isNull() && holdsAddress(type))
        store(load ? there : object, Val::value(load ? object : there), type, Reason::Assign, spanOf(expr));
    } else if (value && holdsAddress(stored->getType())) {
      store(object, value, stored->getType(), Reason::Assign, spanOf(expr));
      if (atomic->isCmpXChg()) // who is told that it was not stored, frees it
        fn.events.back().assumption = context.assume(AssumptionKind::PathUndecided, spanOf(expr), "");
    }
    return result;
  }
  default:
    return unmodelled(expr, expr->getType());
  }
}

/// A node we do not know is an assumption, counted by kind: never a crash and never silence.
Val FunctionBuilder::unmodelled(const Stmt *node, QualType type) {
  bool matters = !type.isNull() && !type->isDependentType() && (holdsAddress(type) || cast<Expr>(node)->isGLValue());
  if (!matters)
    return {};
  ++context.unit.unmodelled[node->getStmtClassName()];
  auto *expr = cast<Expr>(node);
  Place result(slot(expr));
  AssumptionId assumption = context.assume(AssumptionKind::UnknownNode, spanOf(node), node->getStmtClassName());
  kill(result, false, spanOf(node));
  for (const Stmt *child : node->children()) {
    auto *operand = dyn_cast_or_null<Expr>(child);
    if (!operand || operand->isTypeDependent())
      continue;
    Val value = eval(operand);
    if (value.kind == Val::LValue)
      borrow(result, value.place, Reason::Cast, spanOf(operand));
    else if (value.kind == Val::Value || value.kind == Val::Address)
      store(result, value, operand->getType(), Reason::Cast, spanOf(operand));
    else
      continue;
    fn.events.back().assumption = assumption;
  }
  return expr->isGLValue() ? Val::lvalue(result / step::Deref) : Val::value(result);
}

} // namespace escape

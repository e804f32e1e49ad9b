// Lvalues, loads, casts and operators.
#include "flow/Function.h"

using namespace clang;

namespace escape {

/// Expressions that do nothing by themselves: looked at when the expression that uses them asks.
bool FunctionBuilder::isLazy(const Expr *expr) {
  switch (expr->getStmtClass()) {
  case Stmt::DeclRefExprClass:
  case Stmt::MemberExprClass:
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
    return cast<CastExpr>(expr)->getCastKind() != CK_LValueToRValue || !holdsAddress(expr->getType());
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
    return suspend->getResumeExpr() ? eval(suspend->getResumeExpr()) : Val();
  }
  case Stmt::ExtVectorElementExprClass:
  case Stmt::ShuffleVectorExprClass:
  case Stmt::ConvertVectorExprClass:
  case Stmt::MatrixSubscriptExprClass:
    return {};
  case Stmt::AtomicExprClass: {
    // __atomic_*: a store through the pointer, a load of what it points to.
    auto *atomic = cast<AtomicExpr>(expr);
    Val pointer = eval(atomic->getPtr());
    if (!holdsAddress(expr->getType()) && atomic->getNumSubExprs() < 3)
      return {};
    Place object = dereference(atomic->getPtr()).place;
    if (atomic->getNumSubExprs() > 2 && atomic->getOp() != AtomicExpr::AO__atomic_load_n)
      if (Val value = eval(atomic->getVal1()); value && object.valid() && holdsAddress(atomic->getVal1()->getType()))
        store(object, value, atomic->getVal1()->getType(), Reason::Assign, spanOf(expr));
    return holdsAddress(expr->getType()) && object.valid() ? Val::value(object) : Val();
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

Val FunctionBuilder::nameOf(const ValueDecl *decl, const Expr *expr) {
  if (auto *ref = dyn_cast<DeclRefExpr>(expr); ref && fn.lambda && ref->refersToEnclosingVariableOrCapture())
    return captured(decl, expr);
  if (auto *binding = dyn_cast<BindingDecl>(decl)) {
    if (const VarDecl *holding = binding->getHoldingVar())
      return nameOf(holding, expr);
    if (const Expr *bound = binding->getBinding()) {
      Val value = eval(bound);
      return value;
    }
    return {};
  }
  if (auto *variable = dyn_cast<VarDecl>(decl)) {
    if (coroutine && variable == coroutine->getPromiseDecl()) // lives as long as whoever has the result likes
      return Val::lvalue(Place(fn.result) / step::Task);
    Place place(locationOf(variable));
    if (variable->getType()->isReferenceType()) {
      if (fn.at(place.base).kind == LocationKind::Local)
        use(place, spanOf(expr));
      return Val::lvalue(place / step::Deref);
    }
    return Val::lvalue(place);
  }
  if (isa<FunctionDecl, TemplateParamObjectDecl, MSGuidDecl, UnnamedGlobalConstantDecl>(decl))
    return Val::lvalue(Place(constantLocation(expr)));
  return {}; // enumerators
}

/// A variable of an enclosing function, inside a lambda: a field of the closure.
Val FunctionBuilder::captured(const ValueDecl *decl, const Expr *expr) {
  auto it = captures.find(cast<ValueDecl>(decl->getCanonicalDecl()));
  if (it == captures.end())
    return {}; // named without being captured: a constant or a static
  const FieldDecl *field = it->second;
  Place place = Place(fn.self) / step::Deref / context.types.step(field);
  if (field->getType()->isReferenceType()) {
    place = extend(place, step::Deref, expr);
  }
  return Val::lvalue(place);
}

Val FunctionBuilder::member(const MemberExpr *expr) {
  const ValueDecl *decl = expr->getMemberDecl();
  if (auto *variable = dyn_cast<VarDecl>(decl))
    return nameOf(variable, expr);
  auto *field = dyn_cast<FieldDecl>(decl);
  if (!field)
    return {}; // methods are looked at by their call; enumerators
  Val base = expr->isArrow() ? dereference(expr->getBase()) : eval(expr->getBase());
  if (base.kind != Val::LValue && base.kind != Val::Value)
    return {};
  Place place = base.place;
  // A nameless struct inside is no step of its own: its members are members of the object around it.
  bool transparent = field->isAnonymousStructOrUnion() && !field->getType()->getAsRecordDecl()->isUnion();
  if (!transparent) {
    FieldId step = context.types.step(field);
    place = extend(place, step, expr);
  }
  if (field->getType()->isReferenceType())
    place = extend(place, step::Deref, expr);
  return Val::lvalue(place);
}

/// `*pointer`, `pointer->`, `pointer[i]`
Val FunctionBuilder::dereference(const Expr *pointer) {
  Val value = eval(pointer);
  switch (value.kind) {
  case Val::Address:
    return Val::lvalue(value.place);
  case Val::Value:
    return Val::lvalue(extend(value.place, step::Deref, pointer));
  case Val::LValue: // vectors and the like
    return value;
  default: {
    // A null or unknown pointer: a place nobody else has.
    Place place(slot(pointer));
    kill(place, value.kind == Val::Null, spanOf(pointer));
    return Val::lvalue(place / step::Deref);
  }
  }
}

/// A value made out of another one: held in a slot of its own, so that the step is told.
Val FunctionBuilder::derived(const Expr *expr, const Val &operand, Reason reason, std::string detail) {
  if (!operand || operand.kind == Val::Null)
    return operand;
  Place place(slot(expr));
  if (operand.kind == Val::Address)
    borrow(place, operand.place, operand.reason.value_or(reason), operand.span.valid() ? operand.span : spanOf(expr),
           fn.at(place.base).type, operand.detail);
  Place from = operand.kind == Val::Address ? place : operand.place;
  if (operand.kind == Val::Address) {
    Place next(slot(expr));
    copy(next, from, fn.at(next.base).type, reason, spanOf(expr), std::move(detail));
    return Val::value(next);
  }
  copy(place, from, fn.at(place.base).type, reason, spanOf(expr), std::move(detail));
  return Val::value(place);
}

Val FunctionBuilder::unary(const UnaryOperator *expr) {
  const Expr *operand = expr->getSubExpr();
  switch (expr->getOpcode()) {
  case UO_AddrOf: {
    Val value = eval(operand);
    if (value.kind != Val::LValue)
      return {};
    return Val::address(value.place, Reason::AddressOf, spanOf(expr));
  }
  case UO_Deref:
    return dereference(operand);
  case UO_PreInc:
  case UO_PreDec:
  case UO_PostInc:
  case UO_PostDec: {
    Val value = eval(operand);
    if (auto *ref = dyn_cast<DeclRefExpr>(operand->IgnoreParens()))
      if (auto *variable = dyn_cast<VarDecl>(ref->getDecl()))
        noteConstant(variable, nullptr, spanOf(expr));
    if (expr->isGLValue())
      return value;
    return value.kind == Val::LValue && holdsAddress(expr->getType()) ? Val::value(value.place) : Val();
  }
  case UO_Extension:
  case UO_Plus:
  case UO_Real:
  case UO_Imag:
    return eval(operand);
  default:
    return {};
  }
}

Val FunctionBuilder::binary(const BinaryOperator *expr) {
  if (expr->isAssignmentOp())
    return assignment(expr);
  switch (expr->getOpcode()) {
  case BO_Comma:
    return eval(expr->getRHS());
  case BO_PtrMemD:
  case BO_PtrMemI: {
    // A member chosen at run time: any field of the object.
    Val base = expr->getOpcode() == BO_PtrMemI ? dereference(expr->getLHS()) : eval(expr->getLHS());
    return base;
  }
  case BO_Add:
  case BO_Sub:
  case BO_And:
  case BO_Or:
  case BO_Xor: {
    bool pointer = expr->getType()->isPointerType();
    if (!pointer && !isTrackedInteger(expr->getType()))
      return {};
    for (const Expr *operand : {expr->getLHS(), expr->getRHS()}) {
      if (pointer && !operand->getType()->isPointerType())
        continue;
      if (!pointer && !isTrackedInteger(operand->getType()))
        continue;
      if (Val value = eval(operand); value.kind == Val::Value || value.kind == Val::Address)
        return derived(expr, value, Reason::PointerArithmetic);
    }
    return {};
  }
  default:
    return {};
  }
}

Val FunctionBuilder::assignment(const BinaryOperator *expr) {
  const Expr *left = expr->getLHS(), *right = expr->getRHS();
  Val target = eval(left);
  if (auto *ref = dyn_cast<DeclRefExpr>(left->IgnoreParens()))
    if (auto *variable = dyn_cast<VarDecl>(ref->getDecl()))
      noteConstant(variable, expr->getOpcode() == BO_Assign ? right : nullptr, spanOf(expr));
  if (expr->getOpcode() == BO_Assign && target.kind == Val::LValue &&
      (holdsAddress(left->getType()) || isTrackedInteger(left->getType()))) {
    Val value = eval(right);
    store(target.place, value, left->getType(), Reason::Assign, spanOf(expr));
  }
  if (expr->isGLValue())
    return target;
  return target.kind == Val::LValue ? Val::value(target.place) : Val(); // C
}

Val FunctionBuilder::conditional(const AbstractConditionalOperator *expr) {
  // Both arms have written the merged place in blocks of their own (statement()).
  if (auto it = merged.find(expr); it != merged.end())
    return expr->isGLValue() ? Val::lvalue(it->second / step::Deref) : Val::value(it->second);
  // Neither arm is an element of the graph, or one was pruned: take what is there.
  for (const Expr *arm : {expr->getTrueExpr(), expr->getFalseExpr()})
    if (auto it = values.find(strip(arm)); it != values.end() && it->second)
      return it->second;
  Val yes = eval(expr->getTrueExpr());
  return yes ? yes : eval(expr->getFalseExpr());
}

/// Reads the object `from` designates.
Val FunctionBuilder::load(const Expr *expr, const Expr *from) {
  Val object = eval(from);
  if (object.kind != Val::LValue && object.kind != Val::Value)
    return object.kind == Val::Null ? object : Val();
  if (!holdsAddress(expr->getType()))
    return isTrackedInteger(expr->getType()) ? Val::value(object.place) : Val();
  Span at = spanOf(expr);
  use(object.place, at);
  if (object.place.steps.empty())
    return Val::value(object.place);
  // A load worth a line of its own in the flow.
  const Expr *bare = from->IgnoreParenCasts();
  Reason reason = Reason::Indirection;
  if (auto *member = dyn_cast<MemberExpr>(bare))
    reason = member->isArrow() ? Reason::Arrow : Reason::Dot;
  else if (isa<ArraySubscriptExpr>(bare))
    reason = Reason::Subscript;
  else if (auto *call = dyn_cast<CXXOperatorCallExpr>(bare); call && call->getOperator() == OO_Subscript)
    reason = Reason::Element;
  else if (isa<DeclRefExpr>(bare))
    return Val::value(object.place); // a reference or a capture: the name alone says it
  Place place(slot(expr));
  copy(place, object.place, context.types.of(expr->getType()), reason, at);
  return Val::value(place);
}

Val FunctionBuilder::castExpr(const CastExpr *expr) {
  const Expr *operand = expr->getSubExpr();
  switch (expr->getCastKind()) {
  case CK_LValueToRValue:
    return load(expr, operand);
  case CK_ArrayToPointerDecay: {
    Val array = eval(operand);
    if (array.kind != Val::LValue && array.kind != Val::Value)
      return {};
    return Val::address(extend(array.place, step::Element, expr), Reason::ArrayDecay, spanOf(expr));
  }
  case CK_FunctionToPointerDecay:
  case CK_BuiltinFnToFnPtr:
    return {};
  case CK_NullToPointer:
    return Val::null();
  case CK_IntegralToPointer: {
    Val value = eval(operand);
    return value.kind == Val::Value ? derived(expr, value, Reason::IntegerRoundTrip) : Val();
  }
  case CK_PointerToIntegral: {
    Val value = eval(operand);
    if (value.kind != Val::Value && value.kind != Val::Address)
      return {};
    return derived(expr, value, Reason::IntegerRoundTrip);
  }
  case CK_IntegralCast:
    return isTrackedInteger(expr->getType()) ? eval(operand) : Val();
  case CK_DerivedToBase:
  case CK_UncheckedDerivedToBase: {
    Val value = eval(operand);
    QualType target = expr->getType()->isPointerType() ? expr->getType()->getPointeeType() : expr->getType();
    auto *record = target->getAsCXXRecordDecl();
    if (value && record && record->hasDefinition() && record->isPolymorphic() && !value.reason) {
      QualType source = operand->getType()->isPointerType() ? operand->getType()->getPointeeType() : operand->getType();
      std::string detail = context.types.info(source).spelling + " to " + context.types.info(target).spelling;
      if (value.kind == Val::LValue && !isa<CXXThisExpr>(operand->IgnoreParenCasts())) {
        value.reason = Reason::InterfaceConverted;
        value.detail = std::move(detail);
        value.span = spanOf(expr);
      } else if (value.kind == Val::Value && !isa<CXXThisExpr>(operand->IgnoreParenCasts()) &&
                 expr->getType()->isPointerType()) {
        return derived(expr, value, Reason::InterfaceConverted, std::move(detail));
      }
    }
    return value;
  }
  case CK_ToVoid: {
    Val value = eval(operand);
    if (value.kind == Val::LValue && holdsAddress(operand->getType())) {
      const Type &type = context.types.info(operand->getType());
      if (type.cls == TypeClass::Pointer)
        use(value.place, spanOf(operand));
      else if (type.cls == TypeClass::View && !value.place.full())
        use(value.place / step::Storage, spanOf(operand));
    }
    return {};
  }
  case CK_ConstructorConversion:
  case CK_UserDefinedConversion:
  case CK_NoOp:
  case CK_BitCast:
  case CK_LValueBitCast:
  case CK_LValueToRValueBitCast:
  case CK_BaseToDerived:
  case CK_Dynamic:
  case CK_ToUnion:
  case CK_AddressSpaceConversion:
  case CK_AtomicToNonAtomic:
  case CK_NonAtomicToAtomic:
  case CK_CPointerToObjCPointerCast:
  case CK_AnyPointerToBlockPointerCast: {
    Val value = eval(operand);
    if (expr->getCastKind() == CK_LValueToRValueBitCast)
      return value.kind == Val::LValue ? Val::value(value.place) : value;
    // Casts somebody wrote are steps; those the language adds are not.
    if (auto *written = dyn_cast<ExplicitCastExpr>(expr);
        written && expr->getType()->isPointerType() && value.kind == Val::Value &&
        !context.ast.hasSameUnqualifiedType(written->getSubExprAsWritten()->getType(), expr->getType()))
      return derived(expr, value, Reason::Cast);
    return value;
  }
  default:
    return {};
  }
}

/// Keeps what is known of the variables that conditions test.
void FunctionBuilder::noteConstant(const VarDecl *variable, const Expr *value, Span at) {
  const VarDecl *canonical = variable->getCanonicalDecl();
  if (!tested.contains(canonical) || addressTaken.contains(canonical) || !variable->hasLocalStorage() ||
      !variable->getType()->isIntegralOrEnumerationType())
    return;
  Event &event = emit(EventKind::Constant, Reason::Assign, at);
  event.to = Place(locationOf(variable));
  Expr::EvalResult result;
  if (value && !value->isValueDependent() && !value->HasSideEffects(context.ast) &&
      value->EvaluateAsInt(result, context.ast))
    event.constant = int64_t(result.Val.getInt().extOrTrunc(64).getZExtValue());
}

} // namespace escape

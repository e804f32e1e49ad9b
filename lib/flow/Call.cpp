// Calls: arguments, the object, the result.
#include "flow/Function.h"
#include "clang/Basic/Builtins.h"

using namespace clang;

namespace escape {

/// Default arguments are written once and evaluated by every call.
void FunctionBuilder::forget(const Stmt *stmt) {
  if (auto *expr = dyn_cast_or_null<Expr>(stmt))
    values.erase(strip(expr));
  if (stmt)
    for (const Stmt *child : stmt->children())
      forget(child);
}

Argument FunctionBuilder::argument(const Expr *expr, QualType parameter) {
  Span outer = usedAt;
  if (auto *byDefault = dyn_cast<CXXDefaultArgExpr>(expr)) {
    forget(byDefault->getExpr());
    usedAt = calledAt;
  }
  Argument result;
  result.span = spanOf(expr);
  Val value = eval(expr);
  usedAt = outer;
  result.rvalue = !expr->isLValue();
  if (Expr::EvalResult constant; parameter->isIntegralOrEnumerationType() && !expr->isValueDependent() &&
                                 !expr->HasSideEffects(context.ast) && expr->EvaluateAsInt(constant, context.ast))
    result.constant = int64_t(constant.Val.getInt().extOrTrunc(64).getZExtValue());
  if (auto *ref = dyn_cast<DeclRefExpr>(expr->IgnoreParenImpCasts()); ref && parameter->isIntegralOrEnumerationType())
    if (auto *own = dyn_cast<ParmVarDecl>(ref->getDecl()); own && !reassigned.contains(own->getCanonicalDecl()))
      if (auto it = variables.find(own); it != variables.end() && fn.at(it->second).kind == LocationKind::Param)
        result.handedOn = fn.at(it->second).index;
  if (parameter->isReferenceType()) {
    result.reference = true;
    result.type = context.types.of(parameter->getPointeeType());
    if (value.kind == Val::LValue) {
      result.place = addressHolder(value, expr, Reason::ReferenceBinding);
    } else if (value.kind == Val::Value) { // a temporary nobody materialised
      result.place = addressHolder(Val::lvalue(value.place), expr, Reason::ReferenceBinding);
    } else {
      result.place = Place(slot(expr));
      kill(result.place, false, result.span);
    }
    result.object = extend(result.place, step::Deref, expr);
    // The object's own type says more than the parameter's: `Base &` may be given a Derived.
    if (value.kind == Val::LValue)
      result.type = context.types.of(expr->getType());
    return result;
  }
  result.type = context.types.of(expr->getType());
  if (!holdsAddress(expr->getType()) && !isTrackedInteger(expr->getType())) {
    result.place = Place(slot(expr));
    result.object = result.place;
    return result;
  }
  result.place = hold(value, expr);
  result.object = result.place;
  return result;
}

/// What the library adds by itself (allocators, deleters) holds nothing of the user's, and models do not count it.
void FunctionBuilder::dropLibraryDefaults(llvm::SmallVectorImpl<const Expr *> &args, const FunctionDecl *callee) {
  if (callee && inStandardNamespace(callee))
    while (!args.empty() && isa<CXXDefaultArgExpr>(args.back()))
      args.pop_back();
}

/// The place that holds the address of the object a method is called on.
Place FunctionBuilder::selfOf(const Expr *object, bool arrow, QualType &type) {
  type = object->getType();
  if (arrow)
    type = type->getPointeeType();
  Val value = eval(object);
  if (arrow)
    return value.kind == Val::None ? Place() : hold(value, object);
  if (value.kind != Val::LValue && value.kind != Val::Value)
    return {};
  return addressHolder(Val::lvalue(value.place), object, Reason::AddressOf);
}

/// Views and iterators that are handed over are read.
void FunctionBuilder::useArguments(const CallSite &site) {
  for (const Argument &argument : site.arguments)
    if (argument.type.valid() && context.unit.at(argument.type).cls == TypeClass::View && argument.object.valid() &&
        !argument.object.full())
      use(argument.object / step::Storage, argument.span);
}

Val FunctionBuilder::call(const CallExpr *expr) {
  const FunctionDecl *callee = expr->getDirectCallee();
  if (callee) {
    bool handled = false;
    Val value = builtin(expr, callee, handled);
    if (handled)
      return value;
  }
  CallSite site;
  site.span = spanOf(expr);
  QualType returned = expr->getCallReturnType(context.ast);
  llvm::SmallVector<const Expr *, 8> args(expr->arguments());
  const Expr *object = nullptr;
  bool arrow = false;
  auto *method = dyn_cast_or_null<CXXMethodDecl>(callee);
  if (auto *memberCall = dyn_cast<CXXMemberCallExpr>(expr)) {
    object = memberCall->getImplicitObjectArgument();
    auto *member = dyn_cast<MemberExpr>(memberCall->getCallee()->IgnoreParens());
    arrow = member ? member->isArrow() : object && object->getType()->isPointerType();
    if (!method) {
      method = memberCall->getMethodDecl();
      callee = method;
    }
    if (isa_and_nonnull<CXXDestructorDecl>(method)) { // p->~T()
      QualType type;
      Place self = selfOf(object, arrow, type);
      if (self.valid() && !self.full()) {
        destroy(self / step::Deref, type, site.span);
        if (holdsAddress(type)) { // its members are gone with it; the memory stays
          Event &gone = emit(EventKind::Kill, Reason::Assign, site.span);
          gone.to = self / step::Deref;
          gone.type = context.types.of(type);
          gone.detail = "~" + method->getParent()->getNameAsString();
        }
      }
      return {};
    }
  } else if (isa<CXXOperatorCallExpr>(expr) && method && method->isImplicitObjectMemberFunction() && !args.empty()) {
    object = args.front();
    args.erase(args.begin());
    if (method->getOverloadedOperator() == OO_Equal) {
      if (Val value = assignOperator(cast<CXXOperatorCallExpr>(expr), method))
        return value;
    }
  }
  if (object) {
    QualType type;
    site.self = selfOf(object, arrow, type);
    site.selfType = context.types.of(type);
    const Type &info = context.unit.at(site.selfType);
    if (site.self.valid() && !site.self.full()) {
      Place self = site.self / step::Deref;
      if (info.cls == TypeClass::View && !self.full())
        use(self / step::Storage, spanOf(object));
      else if (info.closure)
        for (const TypeField &field : info.fields)
          if (context.unit.at(field.type).reference && !self.full())
            use(self / field.field, spanOf(object));
    }
  }
  if (isa<CXXOperatorCallExpr>(expr) && method && method->isStatic() && !args.empty()) {
    eval(args.front()); // an object is named all the same
    args.erase(args.begin());
  }
  const FunctionProtoType *prototype = nullptr;
  dropLibraryDefaults(args, callee);
  if (callee) {
    prototype = callee->getType()->getAs<FunctionProtoType>();
  } else {
    QualType type = expr->getCallee()->getType();
    if (auto *pointer = type->getAs<clang::PointerType>())
      type = pointer->getPointeeType();
    else if (auto *blockPointer = type->getAs<BlockPointerType>())
      type = blockPointer->getPointeeType();
    prototype = type->getAs<FunctionProtoType>();
    eval(expr->getCallee());
  }
  Span outer = std::exchange(calledAt, site.span);
  for (unsigned i = 0; i < args.size(); ++i) {
    QualType parameter = prototype && i < prototype->getNumParams() ? prototype->getParamType(i) : args[i]->getType();
    site.arguments.push_back(argument(args[i], parameter));
  }
  calledAt = outer;
  noteArguments(args);
  operatorObject = isa<CXXOperatorCallExpr>(expr) ? object : nullptr;
  if (callee) {
    site.callee = context.nameOf(callee);
    resolve(site, callee, expr);
  } else if (const FunctionDecl *pointed = pointedFunction(expr->getCallee())) {
    site.callee = context.nameOf(pointed);
    resolve(site, pointed, expr);
  } else {
    site.kind = CallKind::Pointer;
    site.why = AssumptionKind::FunctionPointer;
    site.callee = std::string(context.unit.text(spanOf(expr->getCallee())));
  }
  useArguments(site);
  useResumed(expr, callee);
  return finishCall(std::move(site), expr, returned);
}

Val FunctionBuilder::finishCall(CallSite site, const Expr *expr, QualType returned) {
  const auto *callExpr = dyn_cast<CallExpr>(expr);
  const FunctionDecl *callee = callExpr ? callExpr->getDirectCallee() : nullptr;
  if (auto *memberCall = dyn_cast<CXXMemberCallExpr>(expr); memberCall && !callee)
    callee = memberCall->getMethodDecl();
  Val result;
  if (returned->isReferenceType()) {
    site.result = Place(slot(expr));
    fn.locations[site.result.base.value].type = context.types.of(returned);
    result = Val::lvalue(site.result / step::Deref);
  } else if (holdsAddress(returned) || isTrackedInteger(returned)) {
    site.result = returned->isRecordType() ? resultOf(strip(expr)) : Place(slot(expr));
    result = Val::value(site.result);
  } else if (returned->isRecordType()) {
    result = Val::value(resultOf(strip(expr)));
  }
  site.resultType = context.types.of(returned);
  Knowledge knowledge = site.knowledge;
  Reason reason = Reason::CallArgument;
  if (knowledge == Knowledge::Nothing)
    reason = site.why == AssumptionKind::OpenVirtual       ? Reason::CallArgumentVirtual
             : site.why == AssumptionKind::FunctionPointer ? Reason::CallArgumentPointer
             : site.why == AssumptionKind::Variadic        ? Reason::CallArgumentVariadic
                                                           : Reason::CallArgumentNoBody;
  else if (knowledge == Knowledge::Model)
    reason = Reason::LibraryModel;
  if (isPromise(callee)) {
    if (callee->getDeclName().isIdentifier() && callee->getName() == "return_value")
      reason = Reason::CoReturn;
    else if (callee->getDeclName().isIdentifier() && callee->getName() == "yield_value")
      reason = Reason::CoYield;
  }
  if (tailCalls.contains(strip(expr)))
    endBeforeTailCall(site);
  if (site.kind == CallKind::OpenVirtual && context.options.remedies)
    if (auto *member = dyn_cast<CXXMemberCallExpr>(expr))
      open.push_back({CallId(fn.calls.size()), member});
  site.asked = isAsked(expr);
  fn.calls.push_back(site);
  emit(EventKind::Call, reason, site.span).call = CallId(fn.calls.size() - 1);
  if (knowledge == Knowledge::Model && callee) {
    modelConsequences(site, callee, expr);
    eraseArgument(site, callee, callExpr);
  }
  return result;
}

/// The callee takes over the frame: what it is given of it is gone.
void FunctionBuilder::endBeforeTailCall(const CallSite &site) {
  for (size_t i = fn.locations.size(); i-- > 0;)
    if (LocationKind kind = fn.locations[i].kind; kind == LocationKind::Local || kind == LocationKind::Param)
      emit(EventKind::End, Reason::Assign, site.span).to = Place(LocationId(i));
  for (const Argument &argument : site.arguments)
    if (argument.place.valid())
      use(argument.place, argument.span);
}

/// Functions that only pass on what they get. No call is recorded: the step is the argument's own.
Val FunctionBuilder::builtin(const CallExpr *expr, const FunctionDecl *callee, bool &handled) {
  switch (callee->getBuiltinID()) {
  case Builtin::BImove:
  case Builtin::BIforward:
  case Builtin::BIas_const:
  case Builtin::BImove_if_noexcept:
  case Builtin::BIforward_like: {
    if (!expr->getNumArgs())
      return {};
    handled = true;
    return eval(expr->getArg(0));
  }
  case Builtin::BIaddressof:
  case Builtin::BI__addressof:
  case Builtin::BI__builtin_addressof: {
    handled = true;
    Val value = eval(expr->getArg(0));
    return value.kind == Val::LValue ? Val::address(value.place, Reason::AddressOf, spanOf(expr)) : Val();
  }
  case Builtin::BI__builtin_launder:
  case Builtin::BI__builtin_assume_aligned:
  case Builtin::BI__builtin_expect:
    handled = true;
    return eval(expr->getArg(0));
  case Builtin::BI__builtin_alloca:
  case Builtin::BI__builtin_alloca_with_align:
  case Builtin::BIalloca: {
    handled = true;
    // Memory of this frame, whatever block it was asked for in.
    LocationId id = addLocation(LocationKind::Local, QualType(), spanOf(expr));
    noteStackCall(expr, id);
    return Val::address(Place(id), Reason::AddressOf, spanOf(expr));
  }
  default:
    return {};
  }
}

/// Assignments whose meaning the type alone gives; none: an ordinary call.
Val FunctionBuilder::assignOperator(const CXXOperatorCallExpr *expr, const CXXMethodDecl *method) {
  const CXXRecordDecl *record = method->getParent();
  bool modelled = context.types.modelOf(record) || record->hasAttr<PointerAttr>() || record->hasAttr<OwnerAttr>();
  bool copies = method->isCopyAssignmentOperator() || method->isMoveAssignmentOperator();
  bool handle = isCoroutineResult(expr->getArg(0)->getType()); // as in constructInto()
  if (!copies || (method->isUserProvided() && !handle && (!modelled || context.bodyOf(method))))
    return {};
  Val target = eval(expr->getArg(0));
  Val source = eval(expr->getArg(1));
  if (target.kind != Val::LValue)
    return {};
  QualType type = expr->getArg(0)->getType();
  if (!holdsAddress(type) || (source.kind != Val::LValue && source.kind != Val::Value))
    return target;
  TypeId id = context.types.of(type);
  if (context.unit.at(id).cls == TypeClass::View && !source.place.full())
    use(source.place / step::Storage, spanOf(expr->getArg(1)));
  if (method->isMoveAssignmentOperator() || source.kind == Val::Value)
    transfer(target.place, source.place, id, Reason::Assign, spanOf(expr));
  else
    copy(target.place, source.place, id, Reason::Assign, spanOf(expr));
  if (method->isCopyAssignmentOperator() && source.kind == Val::LValue)
    allocateForCopy(target.place, type, expr->getArg(1), expr, /*assigned=*/true);
  return target;
}

} // namespace escape

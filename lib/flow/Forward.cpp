// What a library call does for the user besides its summary: it constructs objects of the user's types and
// calls the user's callables. Library bodies are not parsed; the user's function is found, and instantiated, through
// Sema.
#include "flow/Function.h"
#include "flow/Sizes.h"
#include "clang/Sema/Initialization.h"
#include "clang/Sema/Sema.h"

using namespace clang;

namespace escape {

/// `auto [at, inserted] = map.emplace(key, p); if (!inserted) delete p;`: where it was not, nothing was constructed.
void FunctionBuilder::forwardSometimes(const Forward &forward, const CallSite &site, const FunctionDecl *callee,
                                       const Expr *expr) {
  const size_t first = fn.events.size();
  forwardConstruct(forward, site, callee, expr);
  if (!forward.sometimes || !isAsked(expr))
    return;
  const AssumptionId undecided = context.assume(AssumptionKind::PathUndecided, spanOf(expr), site.callee);
  for (size_t i = first; i < fn.events.size(); ++i)
    if (!fn.events[i].assumption.valid())
      fn.events[i].assumption = undecided;
}

/// A constructor of the user's that the library calls: make_unique<T>(args), emplace_back(args).
void FunctionBuilder::forwardConstruct(const Forward &forward, const CallSite &site, const FunctionDecl *callee,
                                       const Expr *expr) {
  auto *call = dyn_cast<CallExpr>(expr);
  QualType type = namedType(forward.type, callee, call);
  if (type.isNull() || type->isDependentType() || type->isReferenceType())
    return;
  if (type->isArrayType())
    return;
  type = type.getUnqualifiedType();
  Place object = forward.at.root == RootKind::Fresh ? freshObject : placeAt(forward.at, site, expr);
  if (!object.valid())
    return;
  llvm::SmallVector<Expr *, 8> args;
  if (call) {
    unsigned first = forward.first + (isa<CXXOperatorCallExpr>(call) && site.self.valid() ? 1 : 0);
    for (unsigned i = first; i < call->getNumArgs(); ++i)
      if (!isa<CXXDefaultArgExpr>(call->getArg(i)))
        args.push_back(const_cast<Expr *>(call->getArg(i)));
  }
  if (!type->isRecordType()) {
    if (args.size() == 1 && holdsAddress(type)) {
      Val value = eval(args[0]);
      // Forwarded by reference: the object designated is read.
      if (value.kind == Val::LValue)
        value = Val::value(value.place);
      store(object, value, type, Reason::Inserted, spanOf(args[0]));
    }
    return;
  }
  if (!holdsAddress(type) && !context.types.hasUserConstructor(type)) {
    if (context.options.allocations && args.size() == 1)
      allocateForMaking(object, type, args[0], expr);
    return;
  }
  const FunctionDecl *function = context.constructorFor(type, args, expr->getExprLoc());
  llvm::SmallVector<const Expr *, 8> plain(args.begin(), args.end());
  if (auto *constructor = dyn_cast_or_null<CXXConstructorDecl>(function))
    constructInto(object, type, constructor, plain, expr, /*forwarded=*/true);
  else if (auto *conversion = dyn_cast_or_null<CXXConversionDecl>(function))
    convertInto(object, type, conversion, args[0]);
}

/// What the library hands on is converted only where it is used: make_unique<Token>(string) with Token(string_view).
/// The object that makes ends with the call: it is added to `made`.
Argument FunctionBuilder::forwardedArgument(const Expr *expr, QualType parameter,
                                            llvm::SmallVectorImpl<std::pair<LocationId, QualType>> &made) {
  QualType wanted = parameter.getNonReferenceType().getUnqualifiedType();
  QualType given = expr->getType().getUnqualifiedType();
  auto *to = wanted->getAsCXXRecordDecl();
  auto *from = given->getAsCXXRecordDecl();
  bool same = !to || (from && (from->getCanonicalDecl() == to->getCanonicalDecl() ||
                               (from->hasDefinition() && to->hasDefinition() && from->isDerivedFrom(to))));
  if (same || !holdsAddress(wanted))
    return argument(expr, parameter);
  Expr *operand = const_cast<Expr *>(expr);
  const FunctionDecl *function = context.constructorFor(wanted, operand, expr->getExprLoc());
  if (!function)
    return argument(expr, parameter);
  Argument result;
  result.span = spanOf(expr);
  result.type = context.types.of(wanted);
  result.rvalue = true;
  result.reference = parameter->isReferenceType();
  LocationId temporary = addLocation(LocationKind::Temp, wanted, result.span);
  made.push_back({temporary, wanted});
  result.object = Place(temporary);
  if (auto *constructor = dyn_cast<CXXConstructorDecl>(function))
    constructInto(result.object, wanted, constructor, expr, expr);
  else
    convertInto(result.object, wanted, cast<CXXConversionDecl>(function), expr);
  result.place =
      result.reference ? addressHolder(Val::lvalue(result.object), expr, Reason::ReferenceBinding) : result.object;
  return result;
}

/// An object the library makes with a conversion operator: emplace_back(string) into a vector of views.
void FunctionBuilder::convertInto(Place object, QualType type, const CXXConversionDecl *conversion, const Expr *from) {
  QualType fromType;
  CallSite site;
  site.span = spanOf(from);
  site.self = selfOf(from, false, fromType);
  if (!site.self.valid())
    return;
  site.selfType = context.types.of(fromType);
  site.result = object;
  site.resultType = context.types.of(type);
  site.callee = context.nameOf(conversion);
  noteArguments({});
  resolve(site, conversion, nullptr);
  pendingModel.reset(); // conversions allocate and forward nothing
  bool modelled = site.knowledge == Knowledge::Model;
  fn.calls.push_back(std::move(site));
  emit(EventKind::Call, modelled ? Reason::LibraryModel : Reason::Inserted, spanOf(from)).call =
      CallId(fn.calls.size() - 1);
}

/// A callable of the user's that the library calls before it returns: a comparator, a visitor, what is inside a
/// std::function.
void FunctionBuilder::forwardCall(const Forward &forward, const CallSite &site, const Expr *expr) {
  auto *callExpr = dyn_cast<CallExpr>(expr);
  unsigned shift = callExpr && isa<CXXOperatorCallExpr>(callExpr) && site.self.valid() ? 1 : 0;
  const Expr *callable = nullptr;
  Place object; // of the callable
  if (forward.at.root == RootKind::Argument && forward.at.index < site.arguments.size() && forward.at.steps.empty()) {
    if (callExpr && forward.at.index + shift < callExpr->getNumArgs())
      callable = callExpr->getArg(forward.at.index + shift);
    object = site.arguments[forward.at.index].object;
  } else if (forward.at.root == RootKind::This && shift && site.self.valid() && !site.self.full()) {
    callable = callExpr->getArg(0);
    object = site.self / step::Deref;
  }
  if (!callable)
    return;
  fn.calls.back().asksUnseen = true; // (`site` is a copy of it) until we know what is called
  bool box = context.types.info(callable->getType().getNonReferenceType()).cls == TypeClass::Box;
  if (box) {
    callable = wrapped(callable);
    if (!callable)
      return;
    object = extend(extend(object, step::Storage, callable), step::Deref, callable);
  } else if (forward.at.root == RootKind::This) {
    return;
  }
  QualType type = callable->getType().getNonReferenceType();
  CallSite inner;
  inner.span = spanOf(box ? expr : callable);
  const FunctionDecl *target = nullptr;
  std::vector<Place> objects;
  std::vector<const Expr *> exprs;
  if (forward.arguments.empty()) {
    for (unsigned i = forward.first; i < site.arguments.size(); ++i) {
      objects.push_back(site.arguments[i].object);
      exprs.push_back(callExpr && i + shift < callExpr->getNumArgs() ? callExpr->getArg(i + shift) : nullptr);
    }
  } else {
    for (const Endpoint &argument : forward.arguments) {
      objects.push_back(placeAt(argument, site, expr));
      exprs.push_back(argument.root == RootKind::Argument && argument.index + shift < callExpr->getNumArgs()
                          ? callExpr->getArg(argument.index + shift)
                          : nullptr);
    }
  }
  if (auto *record = type->getAsCXXRecordDecl(); record && record->hasDefinition()) {
    target = context.callOperatorFor(type, exprs, forward.arguments.empty(), callable->getExprLoc());
    if (!target)
      return;
    inner.self = !box && site.arguments[forward.at.index].reference
                     ? site.arguments[forward.at.index].place
                     : addressHolder(Val::lvalue(object), callable, Reason::CallArgument);
    inner.selfType = context.types.of(type);
  } else {
    target = pointedFunction(callable);
  }
  if (target && inStandardNamespace(target)) // std::less
    fn.calls.back().asksUnseen = false;
  if (!target || !context.require(target))
    return;
  inner.knowledge = Knowledge::Body;
  inner.candidates = {context.keyOf(target)};
  inner.callee = context.nameOf(target);
  for (unsigned i = 0; i < target->getNumParams() && i < objects.size(); ++i) {
    if (!objects[i].valid())
      return;
    Argument argument;
    QualType parameter = target->getParamDecl(i)->getType();
    argument.type = context.types.of(parameter.getNonReferenceType());
    argument.reference = parameter->isReferenceType();
    argument.span = inner.span;
    argument.object = objects[i];
    argument.place =
        argument.reference ? addressHolder(Val::lvalue(objects[i]), callable, Reason::CallArgument) : objects[i];
    inner.arguments.push_back(argument);
  }
  QualType returned = target->getReturnType();
  if (holdsAddress(returned)) {
    inner.result = Place(slot(callable));
    inner.resultType = context.types.of(returned);
  }
  Place result = inner.result;
  Span at = inner.span;
  fn.calls.back().asksUnseen = false;
  fn.calls.push_back(std::move(inner));
  emit(EventKind::Call, Reason::CallArgument, at).call = CallId(fn.calls.size() - 1);
  if (forward.result && result.valid())
    if (Place to = placeAt(*forward.result, site, expr); to.valid())
      copy(to, result, context.types.of(returned), Reason::CallResult, at);
}

} // namespace escape

// What a library call does for the user besides its summary: it allocates, constructs objects of the user's types and
// calls the user's callables. Library bodies are not parsed; the user's function is found, and instantiated, through
// Sema.
#include "flow/Function.h"
#include "flow/SharedBlock.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Sema/Initialization.h"
#include "clang/Sema/Sema.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace escape {

static QualType templateType(const FunctionDecl *callee, unsigned index) {
  const TemplateArgumentList *list = callee->getTemplateSpecializationArgs();
  if (!list || index >= list->size() || (*list)[index].getKind() != TemplateArgument::Type)
    return {};
  return (*list)[index].getAsType();
}

static QualType classTemplateType(const FunctionDecl *callee, unsigned index) {
  auto *method = dyn_cast<CXXMethodDecl>(callee);
  auto *special = method ? dyn_cast<ClassTemplateSpecializationDecl>(method->getParent()) : nullptr;
  if (!special || index >= special->getTemplateArgs().size() ||
      special->getTemplateArgs()[index].getKind() != TemplateArgument::Type)
    return {};
  return special->getTemplateArgs()[index].getAsType();
}

/// The type a model names by `T0`, `C0`, `element`, `pointee`.
static QualType namedType(const Context &context, const std::string &name, const FunctionDecl *callee,
                          const CallExpr *call) {
  if (name.size() == 2 && name[0] == 'T')
    return templateType(callee, name[1] - '0');
  if (name.size() == 2 && name[0] == 'C')
    return classTemplateType(callee, name[1] - '0');
  if (name == "element") {
    auto *method = dyn_cast<CXXMethodDecl>(callee);
    if (!method)
      return {};
    // value_type of maps is a pair, which the first template argument is not.
    for (const Decl *member : method->getParent()->decls())
      if (auto *alias = dyn_cast<TypedefNameDecl>(member); alias && alias->getName() == "value_type")
        return alias->getUnderlyingType().getCanonicalType();
    return classTemplateType(callee, 0);
  }
  if (name == "pointee" && call && call->getNumArgs())
    return call->getArg(0)->getType()->getPointeeType();
  (void)context;
  return {};
}

void FunctionBuilder::allocate(const AllocationModel &model, const FunctionModel &function, const CallSite &site,
                               const FunctionDecl *callee, const Expr *expr) {
  auto *call = dyn_cast<CallExpr>(expr);
  std::optional<uint64_t> bytes = 1;
  bool constant = true;
  llvm::SmallVector<llvm::StringRef, 3> factors;
  llvm::StringRef(model.size).split(factors, " * ", -1, false);
  if (factors.empty())
    bytes.reset();
  QualType objectType;
  auto argumentExpr = [&](unsigned index) -> const Expr * {
    if (call) {
      if (isa<CXXOperatorCallExpr>(call) && site.self.valid())
        ++index;
      return index < call->getNumArgs() ? call->getArg(index) : nullptr;
    }
    auto *made = dyn_cast<CXXConstructExpr>(expr);
    return made && index < made->getNumArgs() ? made->getArg(index) : nullptr;
  };
  for (llvm::StringRef factor : factors) {
    uint64_t value = 0;
    llvm::StringRef rest = factor;
    if (factor.getAsInteger(10, value)) {
      if (rest.consume_front("arg") || rest.consume_front("length")) {
        bool length = factor.starts_with("length");
        unsigned index = 0;
        rest.getAsInteger(10, index);
        const Expr *argument = argumentExpr(index);
        Expr::EvalResult result;
        if (argument && length) {
          const Expr *bare = argument->IgnoreUnlessSpelledInSource();
          if (auto *braces = dyn_cast<CXXStdInitializerListExpr>(bare))
            bare = braces->getSubExpr()->IgnoreUnlessSpelledInSource();
          if (auto *literal = dyn_cast<StringLiteral>(bare))
            value = literal->getLength();
          else if (auto *list = dyn_cast<InitListExpr>(bare))
            value = list->getNumInits();
          else
            constant = false;
        } else if (argument && !argument->isValueDependent() && argument->getType()->isIntegralOrEnumerationType() &&
                   argument->EvaluateAsInt(result, context.ast)) {
          value = result.Val.getInt().getZExtValue();
        } else {
          constant = false;
        }
      } else {
        QualType type;
        if (rest.consume_front("object")) {
          unsigned index = 0;
          rest.getAsInteger(10, index);
          if (const Expr *argument = argumentExpr(index))
            type = argument->getType().getNonReferenceType().getUnqualifiedType();
          objectType = type;
        } else {
          type = namedType(context, factor.str(), callee, call);
        }
        if (!type.isNull() && type->isArrayType())
          type = context.ast.getAsArrayType(type)->getElementType();
        if (type.isNull() || !context.types.hasLayout(type.getNonReferenceType()))
          constant = false;
        else
          value = context.ast.getTypeSizeInChars(type.getNonReferenceType()).getQuantity();
      }
    }
    if (constant && bytes)
      *bytes *= value;
  }
  if (!constant)
    bytes.reset();
  bool sized = !factors.empty();
  AllocReason reason = model.reason;
  if (reason == AllocReason::SharedBlock && bytes)
    bytes = sharedBlockBytes(context, expr->getType(), namedType(context, "T0", callee, call), expr->getBeginLoc());
  bool may = model.may;
  if (model.inlineBuffer) {
    std::optional<uint64_t> buffer = context.types.inlineBuffer(site.selfType);
    if (!buffer)
      return; // a class we cannot look into: nothing is claimed
    uint64_t room = *buffer;
    if (!objectType.isNull() && bytes) { // a type-erased object
      bool trivial = objectType.isTriviallyCopyableType(context.ast);
      bool needsTrivial = context.types.inlineNeedsTrivialCopy(site.selfType);
      if (*bytes <= room && (trivial || !needsTrivial))
        return;
      reason = *bytes <= room ? AllocReason::TypeErasedCopy : AllocReason::TypeErased;
    } else if (bytes) {
      if (*bytes <= room)
        return;
      *bytes += 1; // characters and their terminator
    } else if (sized) {
      reason = AllocReason::RunTimeLength;
      may = true;
    }
  } else if (sized && !bytes && reason == AllocReason::None) {
    reason = AllocReason::NonConstantSize;
  } else if (bytes && *bytes == 0) {
    return; // nothing is asked for
  }
  QualType made;
  for (const Forward &forward : function.forwards)
    if (forward.kind == Forward::Kind::Constructs && forward.at.root == RootKind::Fresh && forward.at.steps.empty())
      made = namedType(context, forward.type, callee, call);
  if (!made.isNull() && (made->isArrayType() || made->isDependentType()))
    made = QualType();
  AllocId id = addAllocation(made.isNull() ? made : made.getUnqualifiedType(), expr);
  Allocation &allocation = fn.allocations[id.value];
  allocation.bytes = bytes;
  allocation.reason = reason;
  allocation.may = may;
  if (auto *written = dyn_cast<CXXConstructExpr>(expr);
      written && written->getParenOrBraceRange().isValid() && !allocation.span.macro) {
    PrintingPolicy policy(context.ast.getLangOpts());
    allocation.made = written->getType().getUnqualifiedType().getAsString(policy); // as written: std::string
    allocation.arguments = context.sources.span(written->getParenOrBraceRange());
  }
  if (!objectType.isNull()) {
    allocation.objectBytes = context.ast.getTypeSizeInChars(objectType).getQuantity();
    allocation.inlineBytes = context.types.inlineBuffer(site.selfType).value_or(0);
  }
  Place object(allocation.location);
  freshObject = object;
  if (model.at.root == RootKind::Fresh) {
    for (const Flow &flow : function.summary.flows)
      if (flow.from.root == RootKind::Fresh) {
        Place from = object;
        for (unsigned i = 0; i < flow.from.steps.size(); ++i)
          from = extend(from, flow.from.steps[i], expr);
        if (Place to = placeAt(flow.to, site, expr); to.valid())
          borrow(to, from, Reason::OwnerInit, site.span);
      }
    return;
  }
  Endpoint holder = model.at; // `this*.storage*`: the pointer to it is one step before
  if (!holder.steps.empty() && holder.steps.back() == step::Deref) {
    holder.steps.pop();
    if (Place to = placeAt(holder, site, expr); to.valid()) {
      CallSite &recorded = fn.calls.back(); // `site` is a copy of it
      recorded.allocation = id;
      recorded.holder = to;
    }
  }
}

/// A constructor of the user's that the library calls: make_unique<T>(args), emplace_back(args).
void FunctionBuilder::forwardConstruct(const Forward &forward, const CallSite &site, const FunctionDecl *callee,
                                       const Expr *expr) {
  auto *call = dyn_cast<CallExpr>(expr);
  QualType type = namedType(context, forward.type, callee, call);
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
  if (!holdsAddress(type) && !context.types.hasUserConstructor(type))
    return;
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
  fn.calls.push_back(std::move(inner));
  emit(EventKind::Call, Reason::CallArgument, at).call = CallId(fn.calls.size() - 1);
  if (forward.result && result.valid())
    if (Place to = placeAt(*forward.result, site, expr); to.valid())
      copy(to, result, context.types.of(returned), Reason::CallResult, at);
}

} // namespace escape

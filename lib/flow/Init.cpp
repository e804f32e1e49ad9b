// Objects that come to life: constructors, aggregates, closures, temporaries.
#include "flow/Function.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;

namespace escape {

Place FunctionBuilder::resultOf(const Expr *expr) {
  if (auto it = destinations.find(expr); it != destinations.end()) {
    // Memory somebody else gave: its address has to be known before the object is built in it.
    if (auto placement = placements.find(expr); placement != placements.end()) {
      const CXXNewExpr *owner = placement->second.expr;
      store(placement->second.pointer, eval(owner->getPlacementArg(0)), owner->getPlacementArg(0)->getType(),
            Reason::CallArgument, spanOf(owner));
    }
    return it->second.place;
  }
  LocationId id = slot(expr);
  destinations[expr] = {Place(id), Reason::Init};
  return Place(id);
}

/// `object` := the value of `init`, which may already have been built in place.
void FunctionBuilder::initObject(Place object, QualType type, const Expr *init, Reason reason, Span at) {
  const Expr *bare = strip(init);
  Val value = eval(bare);
  if (value.kind == Val::Value && value.place == object)
    return;
  if (!holdsAddress(type) && !isTrackedInteger(type))
    return;
  if (value.kind == Val::None && (type->isRecordType() || type->isArrayType()))
    return; // nothing in it holds an address yet
  if (value.kind == Val::None && isTrackedInteger(type) && !integersHoldAddresses)
    return;
  store(object, value, type, reason, at);
}

Val FunctionBuilder::construct(const CXXConstructExpr *expr) {
  if (const Expr *made = elided(expr)) {
    if (!destinations.contains(expr)) {
      Val value = eval(made);
      return value;
    }
    Place object = resultOf(expr);
    initObject(object, expr->getType(), made, destinations[expr].reason, spanOf(expr));
    return Val::value(object);
  }
  Place object = resultOf(expr);
  llvm::SmallVector<const Expr *, 8> args(expr->arguments());
  dropLibraryDefaults(args, expr->getConstructor());
  // Arguments passed by value have no end of their own: in a loop the object of the last round would still be there.
  if (object.steps.empty() && fn.at(object.base).kind == LocationKind::Slot)
    emit(EventKind::Begin, Reason::Init, spanOf(expr)).to = object;
  constructInto(object, expr->getType(), expr->getConstructor(), args, expr);
  return Val::value(object);
}

Val FunctionBuilder::inheritedConstruct(const CXXInheritedCtorInitExpr *expr) {
  // Inside an inheriting constructor: its own parameters are handed on.
  Place object = resultOf(expr);
  if (!context.require(expr->getConstructor()))
    return Val::value(object);
  CallSite site;
  site.knowledge = Knowledge::Body;
  site.callee = context.nameOf(expr->getConstructor());
  site.candidates = {context.keyOf(expr->getConstructor())};
  site.span = spanOf(expr);
  site.self = addressHolder(Val::lvalue(object), expr, Reason::AddressOf);
  site.selfType = context.types.of(expr->getType());
  for (LocationId param : fn.params) {
    Argument argument;
    argument.place = Place(param);
    argument.type = fn.at(param).type;
    argument.reference = context.unit.at(argument.type).reference;
    argument.object = argument.reference ? argument.place / step::Deref : argument.place;
    argument.span = site.span;
    site.arguments.push_back(argument);
  }
  fn.calls.push_back(std::move(site));
  emit(EventKind::Call, Reason::ConstructorArgument, spanOf(expr)).call = CallId(fn.calls.size() - 1);
  return Val::value(object);
}

/// A part of it has a copy (move) constructor of its own, that may copy what it points to: copying all pointers would
/// be something else. Of owners and views the type tells.
static bool partsCopyThemselves(TypeTable &types, const CXXRecordDecl *record, bool move) {
  auto itself = [&](QualType type) {
    type = record->getASTContext().getBaseElementType(type);
    const CXXRecordDecl *part = type->getAsCXXRecordDecl();
    if (!part || !part->hasDefinition() || types.info(type).cls != TypeClass::Record)
      return false;
    part = part->getDefinition();
    return llvm::any_of(part->ctors(),
                        [&](const CXXConstructorDecl *constructor) {
                          return constructor->isUserProvided() &&
                                 (move ? constructor->isMoveConstructor() : constructor->isCopyConstructor());
                        }) ||
           partsCopyThemselves(types, part, move);
  };
  return llvm::any_of(record->bases(), [&](const CXXBaseSpecifier &base) { return itself(base.getType()); }) ||
         llvm::any_of(record->fields(), [&](const FieldDecl *field) { return itself(field->getType()); });
}

void FunctionBuilder::constructInto(Place object, QualType type, const CXXConstructorDecl *constructor,
                                    llvm::ArrayRef<const Expr *> args, const Expr *expr, bool forwarded) {
  Span at = spanOf(expr);
  const CXXRecordDecl *record = constructor->getParent();
  bool modelled = context.types.modelOf(record) || record->hasAttr<PointerAttr>() || record->hasAttr<OwnerAttr>();
  bool copies = constructor->isCopyOrMoveConstructor() && !args.empty();
  TypeId typeId = context.types.of(type);
  Reason reason = Reason::Init;
  if (auto it = destinations.find(expr); it != destinations.end())
    reason = it->second.reason;
  // Copies whose meaning the type alone gives.
  bool handle = context.types.info(type).cls == TypeClass::Task; // a thread, a coroutine: it goes on elsewhere
  bool plain =
      !constructor->isUserProvided() &&
      !(context.bodyOf(constructor) && partsCopyThemselves(context.types, record, constructor->isMoveConstructor()));
  if (copies && (plain || handle || (modelled && !context.bodyOf(constructor)))) {
    Val source = eval(args[0]);
    if (source.kind != Val::LValue && source.kind != Val::Value)
      return;
    if (!holdsAddress(type))
      return;
    if (context.unit.at(typeId).cls == TypeClass::View && !source.place.full())
      use(source.place / step::Storage, at);
    if (constructor->isMoveConstructor() || source.kind == Val::Value)
      transfer(object, source.place, typeId, reason == Reason::Init ? Reason::Move : reason, at);
    else
      copy(object, source.place, typeId, reason, at);
    if (constructor->isCopyConstructor() && source.kind == Val::LValue)
      allocateForCopy(object, type, args[0], expr);
    else if (constructor->isMoveConstructor())
      allocateForEmpty(object, type, expr); // what is left behind has to be valid
    return;
  }
  if (constructor->isDefaultConstructor() && !constructor->isUserProvided() && !context.bodyOf(constructor)) {
    allocateForEmpty(object, type, expr);
    return;
  }
  CallSite site;
  site.callee = context.nameOf(constructor);
  site.span = at;
  site.selfType = typeId;
  llvm::SmallVector<std::pair<LocationId, QualType>, 1> made;
  Span outer = std::exchange(calledAt, at);
  for (unsigned i = 0; i < args.size(); ++i) {
    QualType parameter = i < constructor->getNumParams() ? constructor->getParamDecl(i)->getType() : args[i]->getType();
    site.arguments.push_back(forwarded ? forwardedArgument(args[i], parameter, made) : argument(args[i], parameter));
  }
  calledAt = outer;
  LocationId self = addLocation(LocationKind::Slot, context.ast.getPointerType(type.getUnqualifiedType()), at);
  borrow(Place(self), object, Reason::AddressOf, at, fn.at(self).type);
  site.self = Place(self);
  noteArguments(args);
  resolve(site, constructor, nullptr);
  if (site.knowledge == Knowledge::Nothing && inStandardNamespace(constructor)) {
    // Library objects keep nothing that no model tells (docs/models.md); but they may ask for memory.
    if (context.options.allocations)
      fn.calls.push_back(std::move(site));
    return;
  }
  useArguments(site);
  fn.calls.push_back(std::move(site));
  emit(EventKind::Call, Reason::ConstructorArgument, at).call = CallId(fn.calls.size() - 1);
  const CallSite done = fn.calls.back();
  if (done.knowledge == Knowledge::Model) {
    modelConsequences(done, constructor, expr);
    if (constructor->isDefaultConstructor() && args.empty())
      allocateForEmpty(object, type, expr);
  } else if (constructor->isDefaultConstructor() && !constructor->isUserProvided()) {
    allocateForEmpty(object, type, expr); // nobody wrote where its parts are made
  }
  for (auto &[object, type] : made)
    endObject(object, type, at);
}

Val FunctionBuilder::initList(const Expr *expr, llvm::ArrayRef<Expr *> inits) {
  QualType type = expr->getType();
  auto *list = dyn_cast<InitListExpr>(expr);
  if (expr->isGLValue() || (list && list->isTransparent()))
    return inits.empty() ? Val() : eval(inits[0]);
  if (!type->isRecordType() && !type->isArrayType())
    return inits.empty() ? Val::null() : eval(inits[0]);
  Place object = resultOf(expr);
  if (!holdsAddress(type)) {
    for (const Expr *init : inits)
      eval(init);
    return Val::value(object);
  }
  if (type->isArrayType()) {
    // One place stands for all elements, and a null in one of them takes nothing from the others.
    for (const Expr *init : inits)
      if (eval(strip(init)).kind != Val::Null)
        initObject(extend(object, step::Element, expr), init->getType(), init, Reason::AggregateElement, spanOf(init));
    return Val::value(object);
  }
  const RecordDecl *record = type->getAsRecordDecl();
  if (record->isUnion()) {
    if (!inits.empty())
      initObject(extend(object, step::Element, expr), inits[0]->getType(), inits[0], Reason::AggregateElement,
                 spanOf(inits[0]));
    return Val::value(object);
  }
  unsigned index = 0;
  if (auto *cxx = dyn_cast<CXXRecordDecl>(record))
    for ([[maybe_unused]] const CXXBaseSpecifier &base : cxx->bases())
      if (index < inits.size()) {
        initObject(object, inits[index]->getType(), inits[index], Reason::AggregateElement, spanOf(inits[index]));
        ++index;
      }
  for (const FieldDecl *field : record->fields()) {
    if (field->isUnnamedBitField())
      continue;
    if (index >= inits.size())
      break;
    const Expr *init = inits[index++];
    Span at = spanOf(init);
    Place place = context.types.isWhole(field) ? object : extend(object, context.types.step(field), expr);
    if (field->getType()->isReferenceType()) {
      if (Val value = eval(init); value.kind == Val::LValue)
        borrow(place, value.place, Reason::AggregateElement, at, context.types.of(field->getType()));
    } else {
      initObject(place, field->getType(), init, Reason::AggregateElement, at);
    }
  }
  return Val::value(object);
}

/// `{1, 2, 3}` as std::initializer_list: a view of a hidden array.
Val FunctionBuilder::stdInitializerList(const CXXStdInitializerListExpr *expr) {
  Place object = resultOf(expr);
  Val array = eval(expr->getSubExpr());
  if (array.kind != Val::LValue)
    return Val::value(object);
  FieldId step = context.types.info(expr->getType()).cls == TypeClass::View ? step::Storage : step::Element;
  borrow(extend(object, step, expr), extend(array.place, step::Element, expr), Reason::ViewOfOwner, spanOf(expr));
  return Val::value(object);
}

Val FunctionBuilder::closure(const LambdaExpr *expr) {
  Place object = resultOf(expr);
  if (fn.at(object.base).kind == LocationKind::Slot || fn.at(object.base).kind == LocationKind::Local ||
      fn.at(object.base).kind == LocationKind::Temp)
    fn.closures.push_back(object.base);
  const CXXRecordDecl *record = expr->getLambdaClass();
  if (CXXMethodDecl *method = record->getLambdaCallOperator()) {
    if (FunctionTemplateDecl *generic = method->getDescribedFunctionTemplate()) {
      for (FunctionDecl *instance : generic->specializations())
        context.require(instance);
    } else {
      context.require(method);
    }
  }
  auto field = record->field_begin();
  auto init = expr->capture_init_begin();
  for (const LambdaCapture &capture : expr->captures()) {
    if (field == record->field_end())
      break;
    const FieldDecl *member = *field++;
    const Expr *value = init != expr->capture_init_end() ? *init++ : nullptr;
    if (!value || capture.capturesVLAType())
      continue;
    Place place = extend(object, context.types.step(member), expr);
    context.types.nameCapture(member, capture);
    Span at = context.sources.token(capture.getLocation());
    QualType type = member->getType();
    if (capture.capturesThis()) {
      if (Val self = eval(value); type->isPointerType())
        store(place, self, type, Reason::CapturedThis, at);
      continue;
    }
    if (type->isReferenceType()) {
      if (Val v = eval(value); v.kind == Val::LValue)
        borrow(place, v.place, Reason::CapturedByReference, at, context.types.of(type));
      else if (v.kind == Val::Value)
        copy(place, v.place, context.types.of(type), Reason::CapturedByReference, at);
      continue;
    }
    if (holdsAddress(type) || isTrackedInteger(type)) {
      // Copies are written as constructor calls; look through to what is captured.
      const Expr *bare = strip(value);
      if (auto *made = dyn_cast<CXXConstructExpr>(bare); made && made->getNumArgs() &&
                                                         made->getConstructor()->isCopyOrMoveConstructor() &&
                                                         !context.bodyOf(made->getConstructor())) {
        Val source = eval(made->getArg(0));
        if (source.kind == Val::LValue || source.kind == Val::Value) {
          if (made->getConstructor()->isMoveConstructor())
            transfer(place, source.place, context.types.of(type), Reason::CapturedByValue, at);
          else
            copy(place, source.place, context.types.of(type), Reason::CapturedByValue, at);
          continue;
        }
      }
      initObject(place, type, value, Reason::CapturedByValue, at);
    }
  }
  return Val::value(object);
}

Val FunctionBuilder::block(const BlockExpr *expr) {
  // A block on the stack: `^{ … }` has an address of its own that dies with the scope unless it captures nothing.
  const BlockDecl *decl = expr->getBlockDecl();
  if (!decl->hasCaptures()) {
    return Val::address(Place(constantLocation(expr)), Reason::AddressOf, spanOf(expr));
  }
  auto [it, isNew] = temporaries.try_emplace(expr, LocationId());
  if (isNew)
    it->second = addLocation(LocationKind::Temp, expr->getType(), spanOf(expr));
  Place object(it->second);
  Place holder(slot(expr));
  borrow(extend(holder, step::Storage, expr), object, Reason::AddressOf, spanOf(expr));
  for (const BlockDecl::Capture &capture : decl->captures()) {
    const VarDecl *variable = capture.getVariable();
    Place field =
        extend(object, context.types.step(variable->getName(), "block capture " + variable->getNameAsString()), expr);
    if (capture.isByRef())
      borrow(field, Place(locationOf(variable)), Reason::CapturedByReference, spanOf(expr));
    else if (holdsAddress(variable->getType()))
      copy(field, Place(locationOf(variable)), context.types.of(variable->getType()), Reason::CapturedByValue,
           spanOf(expr));
  }
  return Val::value(holder);
}

Val FunctionBuilder::temporary(const MaterializeTemporaryExpr *expr) {
  auto it = temporaries.find(expr);
  if (it == temporaries.end()) { // only reachable through a default argument
    prepareTemporary(expr);
    endLater(expr, nullptr);
    it = temporaries.find(expr);
  }
  Place object(it->second);
  initObject(object, expr->getType(), expr->getSubExpr(), Reason::Init, spanOf(expr));
  return Val::lvalue(object);
}

} // namespace escape

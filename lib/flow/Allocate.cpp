// What asks for memory, besides `new` (Init.cpp): library functions as their models say, copies of owners, exceptions,
// coroutine frames.
#include "flow/Function.h"
#include "flow/SharedBlock.h"
#include "flow/Sizes.h"

using namespace clang;

namespace escape {

namespace {

/// Where local objects stand for the first time after their declaration, in the order of the source.
class FirstMentions {
public:
  explicit FirstMentions(llvm::DenseMap<const VarDecl *, FirstMention> &first) : first(first) {}

  void visit(const Stmt *stmt, const Stmt *loop) {
    if (!stmt)
      return;
    jumps |= isa<LabelStmt>(stmt);
    if (auto *declared = dyn_cast<DeclStmt>(stmt))
      for (const Decl *decl : declared->decls())
        if (auto *variable = dyn_cast<VarDecl>(decl))
          loops[variable->getCanonicalDecl()] = loop;
    if (auto *name = dyn_cast<DeclRefExpr>(stmt))
      if (auto *variable = dyn_cast<VarDecl>(name->getDecl()); variable && variable->hasLocalStorage())
        first.try_emplace(variable->getCanonicalDecl(),
                          FirstMention{name, !jumps && loops.lookup(variable->getCanonicalDecl()) == loop});
    auto *counted = dyn_cast<ForStmt>(stmt);
    bool repeats = counted || isa<WhileStmt, DoStmt, CXXForRangeStmt>(stmt);
    for (const Stmt *child : stmt->children())
      visit(child, repeats && !(counted && child == counted->getInit()) ? stmt : loop);
  }

private:
  llvm::DenseMap<const VarDecl *, FirstMention> &first;
  llvm::DenseMap<const VarDecl *, const Stmt *> loops; ///< around the declarations
  bool jumps = false;                                  ///< there is a label before: perhaps a loop
};

} // namespace

/// The first place after its declaration where the local object is named: until then it is as it was made.
bool FunctionBuilder::isFirstMention(const DeclRefExpr *name, bool everyRound) {
  auto *variable = dyn_cast<VarDecl>(name->getDecl());
  if (!variable || !variable->isLocalVarDecl() || !variable->hasLocalStorage() ||
      name->refersToEnclosingVariableOrCapture() || variable->getType()->isReferenceType() || !variable->getInit())
    return false;
  if (firstMention.empty())
    FirstMentions(firstMention).visit(body(), nullptr);
  FirstMention first = firstMention.lookup(variable->getCanonicalDecl());
  return first.name == name && (first.everyRound || !everyRound);
}

/// The object a member of the library is called on is a local one that was made empty and has not been named since. In
/// a loop it was when the loop began; `everyRound`: in each of them.
bool FunctionBuilder::isStillEmpty(const Expr *expr, bool everyRound) {
  const Expr *object = nullptr;
  if (auto *member = dyn_cast<CXXMemberCallExpr>(expr))
    object = member->getImplicitObjectArgument();
  else if (auto *op = dyn_cast<CXXOperatorCallExpr>(expr); op && op->getNumArgs())
    object = op->getArg(0);
  auto *name = object ? dyn_cast<DeclRefExpr>(object->IgnoreParenImpCasts()) : nullptr;
  if (!name || !isFirstMention(name, everyRound))
    return false;
  auto *made = dyn_cast<CXXConstructExpr>(cast<VarDecl>(name->getDecl())->getInit()->IgnoreUnlessSpelledInSource());
  return made && made->getConstructor()->isDefaultConstructor();
}

/// What a variable that never changes, or has not changed yet, was initialised with; any other expression: itself.
const Expr *FunctionBuilder::unchanging(const Expr *expr) {
  auto *name = dyn_cast<DeclRefExpr>(expr->IgnoreParenImpCasts());
  auto *variable = name ? dyn_cast<VarDecl>(name->getDecl()) : nullptr;
  if (!variable || isa<ParmVarDecl>(variable) || !variable->getAnyInitializer() ||
      variable->getAnyInitializer()->isValueDependent() || variable->getType()->isReferenceType())
    return expr;
  const VarDecl *canonical = variable->getCanonicalDecl();
  bool same = variable->getType().isConstQualified() ||
              (variable->isLocalVarDecl() && variable->hasLocalStorage() && changes.lookup(canonical) == 0 &&
               !reassigned.contains(canonical) && !addressTaken.contains(canonical)) ||
              (context.options.allocations && isFirstMention(name, /*everyRound=*/true));
  return same ? variable->getAnyInitializer() : expr;
}

namespace {

/// What is said of one allocation: for sure or perhaps, why, and how much. No reason and not sized: nothing is asked
/// for.
struct Verdict {
  bool asks = true;
  bool may = false;
  AllocReason reason = AllocReason::None;
  std::optional<uint64_t> bytes;
};

} // namespace

static constexpr Verdict Nothing{false, false, AllocReason::None, std::nullopt};

/// Only what does not fit the buffer of `room` characters is allocated.
static Verdict beyondBuffer(const AllocationModel &model, const Asked &asked, uint64_t room, bool empty,
                            uint64_t character) {
  bool definite = !model.grows || empty;
  switch (model.bound) {
  case AllocationModel::Bound::Least:
    if (asked.constant > room && definite)
      return {true, false, AllocReason::NonConstantSize, std::nullopt};
    break;
  case AllocationModel::Bound::Most:
    if (asked.bytes && *asked.bytes <= room && definite)
      return Nothing;
    break;
  case AllocationModel::Bound::Total:
    if (asked.bytes && *asked.bytes <= room)
      return Nothing;
    [[fallthrough]];
  case AllocationModel::Bound::Exact:
    if (!asked.bytes || !definite)
      break;
    if (*asked.bytes <= room)
      return Nothing;
    if (model.grows) // how much more than that is the library's own business
      return {true, false, AllocReason::Growth, std::nullopt};
    return {true, false, model.reason, (*asked.bytes + 1) * character}; // and a terminator
  }
  return {true, true, definite ? AllocReason::RunTimeLength : AllocReason::Growth, std::nullopt};
}

/// To what the library really asks for; just beyond the buffer some ask for more, so that the lengths differ.
void FunctionBuilder::roundUp(std::optional<uint64_t> &bytes, TypeId owner, uint64_t room) {
  uint64_t multiple = context.types.roundsTo(owner);
  if (bytes && multiple > 1)
    bytes = *bytes <= room + multiple ? std::nullopt : std::optional(llvm::alignTo(*bytes, multiple));
}

/// `out << a << b` asks perhaps, and so does `out << a`: one line tells.
bool FunctionBuilder::continuesChain(const Expr *expr, AllocReason reason) {
  auto *op = dyn_cast<CXXOperatorCallExpr>(expr);
  if (!op || !op->isLValue() || !op->getNumArgs())
    return false;
  auto inner = llvm::find(allocating, op->getArg(0)->IgnoreParenImpCasts());
  if (inner == allocating.end() || fn.allocations[inner - allocating.begin()].reason != reason)
    return false;
  *inner = expr;
  Allocation &allocation = fn.allocations[inner - allocating.begin()];
  allocation.span = fn.locations[allocation.location.value].span = spanOf(expr);
  return true;
}

/// False: nothing is made when the key is there already.
bool FunctionBuilder::allocate(const AllocationModel &model, const FunctionModel &function, const CallSite &site,
                               const FunctionDecl *callee, llvm::ArrayRef<const Expr *> args, const Expr *expr) {
  if (!model.constructs.empty()) {
    if (context.options.allocations && model.of < args.size())
      allocateForPart(model, site, callee, args[model.of], expr);
    return true;
  }
  bool handedOut = model.at.root == RootKind::Fresh &&
                   llvm::any_of(function.summary.flows, [](const Flow &f) { return f.from.root == RootKind::Fresh; });
  if (!handedOut && !context.options.allocations)
    return true; // nothing can point to it: only a report tells
  auto *call = dyn_cast<CallExpr>(expr);
  Asked asked =
      askedFor(context, model, callee, args, expr, [&](const Expr *argument) { return unchanging(argument); });
  auto *method = dyn_cast<CXXMethodDecl>(callee);
  QualType ownerType = method ? context.ast.getCanonicalTagType(method->getParent()) : QualType();
  bool node = model.reason == AllocReason::KeyMayExist; // only the first round makes one for sure
  bool empty =
      model.grows && isStillEmpty(expr, node) && !(method && allocatesEmpty(context, ownerType)); // that has room
  // Copies of elements that ask for memory themselves come on top.
  QualType element = llvm::StringRef(model.size).contains("length") ? namedType("element", callee, call) : QualType();
  if (!element.isNull() && !model.inlineBuffer && copyAllocates(context, element) != AllocReason::None)
    asked.bytes.reset();
  Verdict verdict{true, model.may, model.reason, asked.bytes};
  TypeId owner = model.at.root == RootKind::Result ? site.resultType : site.selfType;
  if (model.reason == AllocReason::SharedBlock && asked.bytes) {
    verdict.bytes = sharedBlockBytes(context, expr->getType(), namedType("T0", callee, call), expr->getBeginLoc());
  } else if (model.inlineBuffer) {
    std::optional<uint64_t> room = owner.valid() ? context.types.inlineBuffer(owner) : std::nullopt;
    if (!room) { // a class we cannot look into: nothing is claimed
      fn.calls.back().asksUnseen = true;
      return true;
    }
    if (!asked.object.isNull() && asked.bytes) { // a type-erased object
      uint64_t header = context.types.inlineHeader(owner);
      verdict.bytes = llvm::alignTo(*asked.bytes + header, std::max<uint64_t>(header, 1));
      if (*verdict.bytes <= *room && context.types.keepsInline(owner, asked.object))
        return true;
      verdict.reason = *verdict.bytes <= *room ? AllocReason::TypeErasedCopy : AllocReason::TypeErased;
    } else if (!model.may) {
      QualType character = namedType(model.at.root == RootKind::Result ? "R0" : "C0", callee, call);
      uint64_t width = character.isNull() || character->isDependentType()
                           ? 1
                           : context.ast.getTypeSizeInChars(character).getQuantity();
      verdict = beyondBuffer(model, asked, *room, empty, width);
      roundUp(verdict.bytes, owner, *room * width);
    }
  } else if (asked.bytes && *asked.bytes == 0) {
    return true; // nothing is asked for
  } else if (model.grows) {
    verdict.may = !empty;
    if (empty && model.reason == AllocReason::KeyMayExist)
      verdict.reason = AllocReason::Node;
    else if (!empty && model.reason == AllocReason::None)
      verdict.reason = AllocReason::Growth;
    if (!empty)
      verdict.bytes = model.reason == AllocReason::KeyMayExist ? asked.bytes : std::nullopt;
  }
  if (!verdict.asks)
    return true;
  if (method && hasOwnAllocator(context, ownerType))
    verdict = {true, true, AllocReason::LibraryBranch, std::nullopt};
  if (asked.sized && !asked.bytes && verdict.reason == AllocReason::None)
    verdict.reason = AllocReason::NonConstantSize;

  if (!handedOut && verdict.may && continuesChain(expr, verdict.reason))
    return true;

  QualType made;
  for (const Forward &forward : function.forwards)
    if (forward.kind == Forward::Kind::Constructs && forward.at.root == RootKind::Fresh && forward.at.steps.empty())
      made = namedType(forward.type, callee, call);
  if (!made.isNull() && (made->isArrayType() || made->isDependentType()))
    made = QualType();
  AllocId id = addAllocation(made.isNull() ? made : made.getUnqualifiedType(), expr);
  Allocation &allocation = fn.allocations[id.value];
  allocation.bytes = verdict.bytes;
  allocation.reason = verdict.reason;
  allocation.may = verdict.may || onlyPerhaps;
  nameConstruction(allocation, expr);
  if (!asked.object.isNull()) {
    allocation.objectBytes = context.ast.getTypeSizeInChars(asked.object).getQuantity();
    allocation.inlineBytes = context.types.inlineBuffer(owner).value_or(0);
    auto *erased = asked.object->getAsCXXRecordDecl();
    allocation.erased = erased && erased->isLambda() ? "closure" : context.types.info(asked.object).spelling;
    allocation.wrapper = context.unit.at(owner).spelling;
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
    return true;
  }
  Endpoint holder = model.at; // `this*.storage*`: the pointer to it is one step before
  if (!holder.steps.empty() && holder.steps.back() == step::Deref)
    holder.steps.pop();
  if (Place to = placeAt(holder, site, expr); to.valid())
    storageOf(to, id, site.span);
  return !(verdict.may && model.reason == AllocReason::KeyMayExist);
}

/// `buf(n)` in `std::vector<char> buf(n)` is no expression: it is told with its type.
void FunctionBuilder::nameConstruction(Allocation &allocation, const Expr *expr) {
  auto *written = dyn_cast<CXXConstructExpr>(expr);
  if (!written || spanOf(written).macro || isa<CXXTemporaryObjectExpr>(written))
    return;
  PrintingPolicy policy(context.ast.getLangOpts());
  QualType type = written->getType().getUnqualifiedType(); // as written: std::string
  if (auto *alias = type->getAs<TypedefType>(); alias && alias->getDecl()->getDeclContext()->isRecord())
    type = type.getCanonicalType(); // nobody wrote `value_type`
  allocation.made = type.getAsString(policy);
  if (written->getParenOrBraceRange().isValid()) {
    allocation.arguments = context.sources.span(written->getParenOrBraceRange());
  } else if (!written->getNumArgs()) {
    allocation.made += "()";
  } else if (auto *copied = dyn_cast<DeclRefExpr>(written->getArg(0)->IgnoreImplicit())) { // perhaps by a lambda's `=`
    allocation.made += "(" + copied->getDecl()->getNameAsString() + ")";
  } else {
    allocation.arguments = spanOf(written->getArg(0)->IgnoreImplicit());
  }
}

void FunctionBuilder::storageOf(Place holder, AllocId id, Span at) {
  Event &event = emit(EventKind::Allocate, Reason::OwnerInit, at);
  event.to = holder;
  event.allocation = id;
}

/// A copy that the class or the library makes of an object that owns.
void FunctionBuilder::allocateForCopy(Place object, QualType type, const Expr *source, const Expr *expr,
                                      bool assigned) {
  if (!context.options.allocations)
    return;
  AllocReason reason = copyAllocates(context, type);
  if (reason == AllocReason::None)
    return;
  bool constant = false;
  AllocReason erased = AllocReason::None;
  uint64_t heldBytes = 0, inlineBytes = 0;
  std::optional<uint64_t> bytes;
  if (const Expr *inside = reason == AllocReason::LibraryBranch && !assigned ? wrapped(source) : nullptr) {
    TypeId box = context.types.of(type);
    QualType held = inside->getType().getNonReferenceType();
    held = held->isFunctionType() ? context.ast.getDecayedType(held) : held.getUnqualifiedType();
    std::optional<uint64_t> room = context.types.inlineBuffer(box);
    if (room && context.types.hasLayout(held)) {
      uint64_t header = context.types.inlineHeader(box);
      bytes = llvm::alignTo(context.ast.getTypeSizeInChars(held).getQuantity() + header, std::max<uint64_t>(header, 1));
      if (*bytes <= *room && context.types.keepsInline(box, held))
        return;
      constant = true;
      erased = *bytes <= *room ? AllocReason::TypeErasedCopy : AllocReason::TypeErased;
      heldBytes = context.ast.getTypeSizeInChars(held).getQuantity();
      inlineBytes = *room;
    }
  }
  if (!assigned && reason == AllocReason::RunTimeLength) {
    std::optional<uint64_t> room = context.types.inlineBuffer(context.types.of(type));
    std::optional<uint64_t> length = constantLength(source, [&](const Expr *argument) { return unchanging(argument); });
    if (room && length && *length <= *room)
      return;
    constant = room && length;
    QualType character = templateArgument(type, 0);
    if (constant && !character.isNull() && !character->isDependentType()) {
      uint64_t width = context.ast.getTypeSizeInChars(character).getQuantity();
      bytes = (*length + 1) * width;
      roundUp(bytes, context.types.of(type), *room * width);
    }
  }
  AllocId id = addAllocation({}, expr);
  Allocation &allocation = fn.allocations[id.value];
  // What is assigned to may have room.
  bool room = assigned && !isStillEmpty(expr);
  allocation.bytes = bytes;
  allocation.reason = room ? AllocReason::Growth : constant ? erased : reason;
  allocation.objectBytes = heldBytes;
  allocation.inlineBytes = inlineBytes;
  allocation.may = onlyPerhaps || room || (!constant && reason != AllocReason::NonConstantSize);
  nameConstruction(allocation, expr);
  const Type &info = context.types.info(type);
  bool owns = info.cls == TypeClass::Owner || info.cls == TypeClass::Box;
  storageOf(owns && !object.full() ? object / step::Storage : object, id, spanOf(expr));
}

/// Whatever gives up storage in order to grow asks for more: an algorithm that writes through a back_inserter.
void FunctionBuilder::allocateForGrowth(const Summary &known, const CallSite &site, const Expr *expr) {
  if (!context.options.allocations)
    return;
  for (const Effect &effect : known.effects) {
    if (effect.kind != EffectKind::Invalidate || effect.how != Invalidation::Growth)
      continue;
    Place owner = placeAt(effect.at, site, expr);
    if (!owner.valid() || owner.full())
      continue;
    AllocId id = addAllocation({}, expr);
    fn.allocations[id.value].reason = AllocReason::Growth;
    fn.allocations[id.value].may = true;
    storageOf(owner / step::Storage, id, spanOf(expr));
  }
}

/// An object that holds nothing, and asks for memory all the same.
void FunctionBuilder::allocateForEmpty(Place object, QualType type, const Expr *expr) {
  if (!context.options.allocations || !allocatesEmpty(context, type))
    return;
  AllocId id = addAllocation({}, expr);
  fn.allocations[id.value].reason = AllocReason::NonConstantSize;
  fn.allocations[id.value].forEmpty = true;
  nameConstruction(fn.allocations[id.value], expr);
  bool owns = context.types.info(type).cls == TypeClass::Owner;
  storageOf(owns && !object.full() ? object / step::Storage : object, id, spanOf(expr));
}

/// The object that is thrown, and the runtime's own head before it.
void FunctionBuilder::allocateException(const CXXThrowExpr *expr) {
  const Expr *operand = expr->getSubExpr();
  if (!operand || !context.options.allocations)
    return;
  // sizeof(__cxa_refcounted_exception) of the Itanium ABI, alike in libsupc++ and libc++abi on 64-bit targets.
  constexpr uint64_t Head = 128;
  const TargetInfo &target = context.ast.getTargetInfo();
  AllocId id = addAllocation({}, expr);
  Allocation &allocation = fn.allocations[id.value];
  allocation.reason = AllocReason::NonConstantSize;
  if (context.types.hasLayout(operand->getType()) && target.getCXXABI().isItaniumFamily() &&
      target.getPointerWidth(LangAS::Default) == 64) {
    allocation.bytes = context.ast.getTypeSizeInChars(operand->getType()).getQuantity() + Head;
    allocation.reason = AllocReason::None;
  }
  exceptionEvents[expr] = fn.events.size();
  storageOf(Place(fn.exception), id, spanOf(expr));
}

/// Nothing that stands here can keep the exception: no `throw`, and no call that gives back a box (`exception_ptr`).
static bool lets(Context &context, const Stmt *stmt) {
  if (!stmt)
    return true;
  auto *expr = dyn_cast<Expr>(stmt);
  if (expr && (isa<CXXThrowExpr, LambdaExpr>(expr) ||
               (expr->getType()->isRecordType() && context.types.info(expr->getType()).cls == TypeClass::Box)))
    return false;
  return llvm::all_of(stmt->children(), [&](const Stmt *child) { return lets(context, child); });
}

/// What is caught in the same function, and not kept there, goes nowhere.
void FunctionBuilder::confineException(const CXXThrowExpr *thrown, const CXXCatchStmt *handler) {
  auto event = exceptionEvents.find(thrown);
  if (event == exceptionEvents.end() || !handler || !lets(context, handler->getHandlerBlock()))
    return;
  LocationId kept = addLocation(LocationKind::Slot, QualType(), fn.events[event->second].span);
  fn.events[event->second].to = Place(kept);
}

/// The frame, which the caller may be able to keep in its own (Clang's coro_elide). Its size is the optimizer's.
void FunctionBuilder::allocateFrame() {
  if (!context.options.allocations || !function)
    return;
  AllocId id = addAllocation({}, nullptr);
  Allocation &allocation = fn.allocations[id.value];
  allocation.span = fn.span;
  fn.locations[allocation.location.value].span = fn.span;
  allocation.reason = AllocReason::Elidable;
  allocation.may = true;
  storageOf(Place(fn.result), id, fn.span);
}

} // namespace escape

// What asks for memory, besides `new` (Init.cpp): library functions, as their models say.
#include "flow/Function.h"
#include "flow/SharedBlock.h"
#include "flow/Sizes.h"

using namespace clang;

namespace escape {

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
static Verdict beyondBuffer(const AllocationModel &model, Bounds length, uint64_t room, bool empty,
                            uint64_t character) {
  bool definite = !model.grows || empty;
  bool total = model.bound == AllocationModel::Bound::Total;
  if (model.bound == AllocationModel::Bound::Most)
    length.least = 0;
  if (model.bound == AllocationModel::Bound::Least)
    length.most.reset();
  if (length.most && *length.most <= room && (definite || total))
    return Nothing;
  if (!definite || length.least <= room)
    return {true, true, definite ? AllocReason::RunTimeLength : AllocReason::Growth, std::nullopt};
  if (model.grows) // how much more than that is the library's own business
    return {true, false, AllocReason::Growth, std::nullopt};
  if (std::optional<uint64_t> exact = length.exact())
    return {true, false, model.reason, (*exact + 1) * character}; // and a terminator
  return {true, false, AllocReason::NonConstantSize, std::nullopt};
}

/// To what the library really asks for; just beyond the buffer some ask for more, so that the lengths differ.
void FunctionBuilder::roundUp(std::optional<uint64_t> &bytes, TypeId owner, uint64_t room) {
  uint64_t multiple = context.types.roundsTo(owner);
  if (bytes && multiple > 1)
    bytes = *bytes <= room + multiple ? std::nullopt : std::optional(llvm::alignTo(*bytes, multiple));
}

/// `"text" + temporary`: the characters the temporaries among the arguments have room for, of which the result takes
/// over one. None: not known, an argument may have any.
std::optional<uint64_t> FunctionBuilder::reusedRoom(const FunctionDecl *callee, llvm::ArrayRef<const Expr *> args,
                                                    uint64_t room, uint64_t character) {
  uint64_t most = 0;
  auto known = [&](const Expr *argument) { return unchanging(argument); };
  for (unsigned i = 0; i < args.size() && i < callee->getNumParams(); ++i) {
    if (!callee->getParamDecl(i)->getType()->isRValueReferenceType())
      continue;
    // One that was moved may have been longer.
    auto *temporary = dyn_cast<MaterializeTemporaryExpr>(args[i]->IgnoreParens());
    if (!temporary)
      return std::nullopt;
    Bounds length = lengthOf(context, temporary->getSubExpr(), {known, lengths});
    if (length.most && *length.most <= room) {
      most = std::max(most, room);
      continue;
    }
    auto asked = llvm::find(allocating, temporary->getSubExpr()->IgnoreUnlessSpelledInSource());
    std::optional<uint64_t> bytes =
        asked == allocating.end() ? std::nullopt : fn.allocations[asked - allocating.begin()].bytes;
    if (!bytes)
      return std::nullopt;
    most = std::max(most, *bytes / character - 1); // without the terminator
  }
  return most;
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

/// What is erased is copied, and what it owns with it.
void FunctionBuilder::copyErased(Place object, const Asked &asked, const Expr *expr) {
  if (!asked.erased || !asked.erased->isLValue() || !asked.object->isRecordType())
    return;
  if (!object.valid())
    object = Place(addLocation(LocationKind::Slot, asked.object, spanOf(expr)));
  allocateForCopy(object, asked.object, asked.erased, expr);
}

/// `getline(&line, …)`: the pointer is null as it was made.
bool FunctionBuilder::isNullYet(const Expr *argument) {
  auto *address = dyn_cast<UnaryOperator>(argument->IgnoreParenImpCasts());
  NamedPath path = address && address->getOpcode() == UO_AddrOf ? pathOf(address->getSubExpr()) : NamedPath();
  return path.name && path.fields.empty() && isAsMade(path, /*everyRound=*/false) &&
         path.variable()->getInit()->isNullPointerConstant(context.ast, Expr::NPC_ValueDependentIsNotNull);
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
  auto known = [&](const Expr *argument) { return unchanging(argument); };
  Asked asked = askedFor(context, model, callee, args, expr, {known, lengths});
  if (model.at.root == RootKind::Result && model.inlineBuffer && asked.amount.known())
    lengths[expr] = asked.amount;
  auto *method = dyn_cast<CXXMethodDecl>(callee);
  QualType ownerType = method ? context.ast.getCanonicalTagType(method->getParent()) : QualType();
  bool node = model.reason == AllocReason::KeyMayExist; // only the first round makes one for sure
  bool empty =
      model.grows && isStillEmpty(expr, node) && !(method && allocatesEmpty(context, ownerType)); // that has room
  if (model.grows && model.at.root == RootKind::Fresh)
    empty = llvm::any_of(args, [&](const Expr *argument) { return isNullYet(argument); });
  else if (model.grows && model.at.root == RootKind::Argument)
    empty = model.at.index < args.size() && insertsFirst(args[model.at.index]);
  // Copies of elements that ask for memory themselves come on top.
  QualType element = llvm::StringRef(model.size).contains("length") ? namedType("element", callee, call) : QualType();
  if (!element.isNull() && !model.inlineBuffer && copyAllocates(context, element) != AllocReason::None)
    asked.amount = {std::min<uint64_t>(asked.amount.least, 1), std::nullopt};
  const std::optional<uint64_t> exact = asked.amount.exact();
  Verdict verdict{true, model.may, model.reason, exact};
  TypeId owner = model.at.root == RootKind::Result ? site.resultType : site.selfType;
  if (model.reason == AllocReason::SharedBlock && exact) {
    verdict.bytes = sharedBlockBytes(context, expr->getType(), namedType("T0", callee, call), expr->getBeginLoc());
  } else if (model.inlineBuffer) {
    std::optional<uint64_t> room = owner.valid() ? context.types.inlineBuffer(owner) : std::nullopt;
    if (!room) { // a class we cannot look into: nothing is claimed
      fn.calls.back().asksUnseen = true;
      return true;
    }
    if (!asked.object.isNull() && exact) { // a type-erased object
      uint64_t header = context.types.inlineHeader(owner);
      verdict.bytes = llvm::alignTo(*exact + header, std::max<uint64_t>(header, 1));
      if (*verdict.bytes <= *room && context.types.keepsInline(owner, asked.object)) {
        copyErased(Place(), asked, expr);
        return true;
      }
      verdict.reason = *verdict.bytes <= *room ? AllocReason::TypeErasedCopy : AllocReason::TypeErased;
    } else if (!model.may) {
      QualType character = namedType(model.at.root == RootKind::Result ? "R0" : "C0", callee, call);
      uint64_t width = character.isNull() || character->isDependentType()
                           ? 1
                           : context.ast.getTypeSizeInChars(character).getQuantity();
      verdict = beyondBuffer(model, asked.amount, *room, empty, width);
      roundUp(verdict.bytes, owner, *room * width);
      if (model.reuses && verdict.asks) {
        std::optional<uint64_t> reused = reusedRoom(callee, args, *room, width);
        verdict = {true, !reused || asked.amount.least <= *reused, AllocReason::Growth, std::nullopt};
      }
    }
  } else if (asked.sized && asked.amount.most == 0) {
    return true; // nothing is asked for
  } else if (model.grows) {
    bool full = !empty && model.adds && isStillFull(expr);
    if (empty && verdict.bytes && model.at.root != RootKind::Fresh && !isStillEmpty(expr, /*everyRound=*/true)) {
      verdict.reason = AllocReason::Growth; // of the loop's first round only
      verdict.bytes.reset();
    }
    verdict.may = !empty && !full;
    if (empty && model.reason == AllocReason::KeyMayExist)
      verdict.reason = AllocReason::Node;
    else if (!empty && model.reason == AllocReason::None)
      verdict.reason = AllocReason::Growth;
    if (!empty)
      verdict.bytes = model.reason == AllocReason::KeyMayExist ? exact : std::nullopt;
  }
  if (!verdict.asks)
    return true;
  if (method && hasOwnAllocator(context, ownerType))
    verdict = {true, true, AllocReason::LibraryBranch, std::nullopt};
  if (asked.sized && !exact && verdict.reason == AllocReason::None)
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
  copyErased(object, asked, expr); // `allocation` may be elsewhere now
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

} // namespace escape

// Copies of objects that own memory, owners that grow, and those that ask for memory when they are empty.
#include "flow/Function.h"
#include "flow/Sizes.h"

using namespace clang;

namespace escape {

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
    auto known = [&](const Expr *argument) { return unchanging(argument); };
    Bounds length = lengthOf(context, source, {known, lengths});
    if (room && length.most && *length.most <= *room && isSequence(context, type))
      return;
    constant = room && length.least > *room;
    QualType character = templateArgument(type, 0);
    std::optional<uint64_t> exact = length.exact();
    if (constant && exact && !character.isNull() && !character->isDependentType()) {
      uint64_t width = context.ast.getTypeSizeInChars(character).getQuantity();
      bytes = (*exact + 1) * width;
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

} // namespace escape

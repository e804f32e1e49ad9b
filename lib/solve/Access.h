//===- Access.h - what a place means for a graph without fields -*- C++ -*-===//
#ifndef ESCAPE_SOLVE_ACCESS_H
#define ESCAPE_SOLVE_ACCESS_H

#include "model/FunctionFlow.h"
#include "solve/Aliases.h"

namespace escape {

/// A node and the way from it, fields forgotten.
struct Access {
  uint32_t node = Aliases::None; ///< None: nowhere
  uint8_t pointers = 0;          ///< dereferences of what the object does not own
  uint8_t derefs = 0;            ///< all of them
  bool owned = false;            ///< lies in what an owner owns, with no pointer gone through since
  bool storage = false;          ///< ends at an owner's pointer to its storage
  TypeId type;                   ///< of what is there; invalid: not known

  bool valid() const { return node != Aliases::None; }
  /// Derefs of the edge when its value is copied, when its address is taken.
  int copied() const { return storage ? int(pointers) - 1 : int(pointers); }
  int borrowed() const { return int(pointers) - 1; }
};

/// Follows steps and their types. `fold` is called with the number of dereferences at which an owner lies.
template <class Fold> void follow(Access &access, const Unit &unit, const Steps &steps, Fold &&fold) {
  enum class At { Object, Owned, Viewed } at = access.storage ? At::Owned : At::Object;
  for (FieldId step : steps) {
    const Type *type = access.type.valid() ? &unit.at(access.type) : nullptr;
    access.storage = false;
    if (step == step::Deref) {
      ++access.derefs;
      access.pointers += at != At::Owned;
      access.owned &= at == At::Owned;
      const bool pointer = type && (at != At::Object || type->cls == TypeClass::Pointer);
      access.type = pointer ? type->target : TypeId();
      at = At::Object;
      continue;
    }
    at = At::Object;
    if (step == step::Storage) {
      at = type && (type->cls == TypeClass::View || type->cls == TypeClass::Pointer) ? At::Viewed : At::Owned;
      if (at == At::Owned) {
        fold(access.derefs);
        access.owned = access.storage = true;
      }
      continue;
    }
    if (step == step::Element) {
      // Elements of a container follow its Storage Deref, which has given the element's type already.
      if (type && type->cls == TypeClass::Inline)
        access.type = type->target;
      continue;
    }
    TypeId field;
    if (type && step != step::Task)
      for (const TypeField &candidate : type->fields)
        if (candidate.field == step)
          field = candidate.type;
    access.type = field;
  }
}

} // namespace escape

#endif // ESCAPE_SOLVE_ACCESS_H

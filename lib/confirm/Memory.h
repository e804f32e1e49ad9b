//===- Memory.h - objects, the cells in them, what they begin with -*- C++ -*-===//
//
// Memory is objects (Location) with cells inside. A cell is a location and a way
// without Deref: at most two fields or elements, Storage and Task steps not
// counted. What existed before the call is a tree of Pointee locations, made when
// first looked at; what an owner allocates by itself is a Storage location.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_CONFIRM_MEMORY_H
#define ESCAPE_CONFIRM_MEMORY_H

#include "confirm/Value.h"
#include "model/FunctionFlow.h"
#include "model/Summary.h"
#include <functional>

namespace escape::confirming {

/// Does the pointer in a Storage cell free what it points to?
enum class Ownership : uint8_t { None, Sole, Shared };

struct Cell {
  LocationId location;
  Steps path;
  CellId next;              ///< the next cell of the same location
  ValueId initial;          ///< what it holds before anything is written; invalid: not asked for yet
  TypeId type;              ///< invalid: not known
  bool weak = false;        ///< stands for several: an element, or in a location that is `many`
  bool ownsAtFirst = false; ///< `initial` is storage that goes with the object
};

/// Hidden step in a closure: its cell moves with every copy, so that we see where the closure itself goes.
inline constexpr FieldId Identity{size_t(UINT32_MAX - 1)};

class Memory {
public:
  Memory(const Unit &unit, const FunctionFlow &fn, Values &values);

  std::function<SetId()> chainSet; ///< what is said of objects that stand for a whole chain rests on this
  std::vector<Location> locations; ///< the function's, then ours
  std::vector<Place> parents;      ///< of ours

  CellId root(LocationId location) const {
    return CellId(location.value < facts.size() ? facts[location.value].first.value : 0);
  }
  /// One step inside. `cut`: there is no room; the cell itself then stands for what is below.
  CellId extend(CellId cell, FieldId step, bool &cut);
  /// The cell without its last step.
  CellId holder(CellId cell);
  const Cell &at(CellId id) const { return cells[id.value]; }
  const Location &location(LocationId id) const { return locations[id.value]; }
  const Location &locationOf(CellId id) const { return locations[cells[id.value].location.value]; }
  size_t cellCount() const { return cells.size(); }

  ValueId initial(CellId cell);
  /// The storage an owner gets in `storageCell` after it gave its first one away.
  CellId secondStorage(CellId storageCell);
  /// The storage an owner's Storage cell has by itself.
  CellId ownStorage(CellId storageCell);
  /// From now on the location stands for several objects.
  void makeMany(LocationId location);
  /// The heap object number `index` that the call at `event` makes.
  CellId fresh(EventId event, uint32_t index, Span span, TypeId type, bool many);
  /// The call that made a heap object of fresh(); invalid: it is none.
  EventId makerOf(LocationId location) const;
  CellId staticVariable(uint32_t id);
  /// What the Identity cell of a closure points to.
  CellId identity(LocationId closure);
  /// The closure whose identity this is; invalid: it is none.
  LocationId identified(LocationId location) const;

  const Type *type(TypeId id) const {
    return id.valid() && id.value < unit.types.size() ? &unit.types[id.value] : nullptr;
  }
  const Type *typeOf(CellId cell) const { return type(cells[cell.value].type); }
  Ownership ownership(CellId storageCell);
  /// The type of what a pointer in the cell points to; invalid: not known.
  TypeId pointedTo(CellId cell);

  /// Made by us for this cell (pointee or storage); invalid: no.
  CellId parent(LocationId location) const { return facts[location.value].parent; }
  /// It existed before the call: a static, or what a parameter, `this` or a static led to.
  bool outside(LocationId location) const { return facts[location.value].outside; }
  /// It is one of these objects, or what one of them leads to.
  bool leadsFrom(LocationId location, llvm::ArrayRef<LocationId> objects) const;
  /// The variable the chain of parents ends at.
  LocationId variable(LocationId location) const;
  /// It stands for all elements of an array or container.
  bool isElement(CellId cell) const;
  /// It is what a type-erasing object (std::function, any) holds.
  bool isErased(CellId cell);
  /// How a caller names the cell. `cut` when there was no room for all steps.
  Endpoint endpoint(CellId cell, bool &cut) const;

private:
  struct Facts {
    CellId first;
    CellId parent;
    CellId last;
    uint8_t depth = 0;
    bool outside = false;
  };
  CellId newCell(LocationId location, const Steps &path, TypeId type, bool weak);
  LocationId newLocation(LocationKind kind, CellId parent, TypeId type, bool outside, bool many);
  LocationId foldInto(CellId cell);
  /// A field that models give a library type, not one of a record.
  bool hiddenField(CellId cell);

  const Unit &unit;
  const FunctionFlow &fn;
  Values &values;
  std::vector<Cell> cells;
  std::vector<Facts> facts;
  llvm::DenseMap<uint32_t, uint32_t> storages[2];
  std::vector<std::pair<LocationId, LocationId>> identities; // (closure, identity)
  llvm::DenseMap<uint64_t, uint32_t> made;                   // fresh objects and statics
};

} // namespace escape::confirming

#endif // ESCAPE_CONFIRM_MEMORY_H

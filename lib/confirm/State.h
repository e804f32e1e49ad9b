//===- State.h - what is known at one point ---------------------*- C++ -*-===//
//
// Cell → value, and what is known of plain variables. A cell that is not there
// holds what it began with (Memory::initial).
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_CONFIRM_STATE_H
#define ESCAPE_CONFIRM_STATE_H

#include "confirm/Memory.h"
#include "model/Points.h"

namespace escape::confirming {

struct Entry {
  CellId cell;
  ValueId value;
  bool operator==(const Entry &) const = default;
};

/// `variable == constant`, `!=`, `>=` or `<=`.
struct Fact {
  LocationId variable;
  Relation relation = Relation::Equal;
  int64_t constant = 0;
  bool operator==(const Fact &) const = default;
};

class State {
public:
  std::vector<Entry> entries; ///< sorted by cell
  llvm::SmallVector<Fact, 2>
      facts; ///< sorted; of a variable one equality, or others that do not follow one from another
  /// Objects that are not there: a pointer the caller gave was found to be null, and this is what it would have led to.
  llvm::SmallVector<LocationId, 1> absent;
  /// Cells of which what they held at first was freed.
  llvm::SmallVector<CellId, 1> freed;
  /// Storage cells of owners with room left, as far as is told: their next growth may move nothing.
  llvm::SmallVector<CellId, 1> roomy;

  /// Invalid: not written.
  ValueId find(CellId cell) const {
    size_t i = lower(cell);
    return i < entries.size() && entries[i].cell == cell ? entries[i].value : ValueId();
  }
  void set(CellId cell, ValueId value);
  void erase(CellId cell);

  void setFact(const Fact &fact);
  void forget(LocationId variable);
  /// Is an edge with this condition possible, and if so, remember it. `natural`: the variable is never below 0.
  bool assume(const Fact &fact, bool natural = false);

private:
  size_t lower(CellId cell) const;
  bool leavesNothing(const Fact &fact, bool natural) const;
  void insert(const Fact &fact);
};

/// Adds `from` to `to`; true when `to` grew. Facts that differ are forgotten.
bool merge(State &to, const State &from, Memory &memory, Values &values);

/// The states that may hold at the start of one block, told apart by their facts, and at the exit by where they come
/// from: what one return ended is no business of what another gives back.
struct Arrivals {
  struct One {
    State state;
    bool dirty = true;
    uint32_t from = 0;
  };
  llvm::SmallVector<One, 1> states;
  /// True when something is new. `from`: the block that is left, or always the same number.
  /// `lost`: what then rests on it that facts were given up for want of room.
  bool add(State &&state, uint32_t from, unsigned limit, llvm::function_ref<SetId()> lost, Memory &memory,
           Values &values);
};

} // namespace escape::confirming

#endif // ESCAPE_CONFIRM_STATE_H

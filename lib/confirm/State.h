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

/// `variable == constant` or `variable != constant`.
struct Fact {
  LocationId variable;
  bool equal = true;
  int64_t constant = 0;
  bool operator==(const Fact &) const = default;
};

class State {
public:
  std::vector<Entry> entries;       ///< sorted by cell
  llvm::SmallVector<Fact, 2> facts; ///< sorted; of a variable one equality, or inequalities

  /// Invalid: not written.
  ValueId find(CellId cell) const {
    size_t i = lower(cell);
    return i < entries.size() && entries[i].cell == cell ? entries[i].value : ValueId();
  }
  void set(CellId cell, ValueId value);
  void erase(CellId cell);

  const Fact *fact(LocationId variable) const;
  void setFact(const Fact &fact);
  void forget(LocationId variable);
  /// Is an edge with this condition possible, and if so, remember it.
  bool assume(LocationId variable, bool equal, int64_t constant);

private:
  size_t lower(CellId cell) const;
  void insert(const Fact &fact);
};

/// Adds `from` to `to`; true when `to` grew. Facts that differ are forgotten.
bool merge(State &to, const State &from, Memory &memory, Values &values);

/// The states that may hold at the start of one block, told apart by their facts.
struct Arrivals {
  struct One {
    State state;
    bool dirty = true;
  };
  llvm::SmallVector<One, 1> states;
  /// True when something is new.
  bool add(State &&state, unsigned limit, Memory &memory, Values &values);
};

} // namespace escape::confirming

#endif // ESCAPE_CONFIRM_STATE_H

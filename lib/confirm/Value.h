//===- Value.h - what a cell may hold ---------------------------*- C++ -*-===//
//
// Cells, deaths, assumption sets and values are interned: a state is then an
// array of pairs of numbers, copied with memcpy and merged by comparing numbers.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_CONFIRM_VALUE_H
#define ESCAPE_CONFIRM_VALUE_H

#include "model/Assumption.h"
#include "model/Ids.h"
#include "model/Record.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include <string>
#include <unordered_map>
#include <vector>

namespace escape::confirming {

using CellId = Id<struct CellTag>;
using ValueId = Id<struct ValueTag>;
using DeathId = Id<struct DeathTag>;
using SetId = uint32_t; ///< an interned AssumptionSet; 0 is the empty one

/// Why an object is gone. One is made per (event, object that took it along, kind).
struct Death {
  enum class Kind : uint8_t { Scope, Invalidated };
  Kind kind = Kind::Scope;
  EventId event;    ///< invalid: the end of the frame
  LocationId ender; ///< what ended or was changed: the object itself, or the owner of the storage
  std::string operation;
  bool replaced = false; ///< by something new, in the same call: the owner lives on
  EventId readAt{};      ///< where the pointer it was freed by was last read from memory; invalid: nowhere
};

/// Somewhere a cell may point to.
struct Target {
  CellId cell;
  DeathId death; ///< invalid: alive
  SetId set = 0;
  RecordId record;
  bool alive() const { return !death.valid(); }
};

struct Value {
  llvm::SmallVector<Target, 2> targets; ///< sorted by (cell, death, set) once interned
  bool null = false;                    ///< may be null
  bool other = false;                   ///< may hold something that is no tracked address
};

/// Interned sets of assumptions.
class Sets {
public:
  Sets() { all.emplace_back(); }
  const AssumptionSet &at(SetId id) const { return all[id]; }
  SetId of(const AssumptionSet &set);
  SetId of(AssumptionId one) { return one.valid() ? of(AssumptionSet{one}) : 0; }
  SetId join(SetId a, SetId b);
  bool includes(SetId whole, SetId part) { return join(whole, part) == whole; }

private:
  std::vector<AssumptionSet> all;
  std::unordered_multimap<uint64_t, SetId> known;
  llvm::DenseMap<std::pair<SetId, SetId>, SetId> joined;
};

/// Interned values.
class Values {
public:
  explicit Values(Sets &sets, const Records &records) : sets(sets), records(records) { intern({}); }
  struct View {
    llvm::ArrayRef<Target> targets;
    bool null;
    bool other;
  };
  View at(ValueId id) const {
    const Row &r = rows[id.value];
    return {llvm::ArrayRef<Target>(store.data() + r.first, r.count), r.null, r.other};
  }
  /// A copy that survives later interning.
  Value copy(ValueId id) const {
    View v = at(id);
    return {{v.targets.begin(), v.targets.end()}, v.null, v.other};
  }
  static ValueId empty() { return ValueId(0); }
  /// Sorts, drops what other targets subsume and gives the number.
  ValueId intern(Value value);
  uint64_t work = 0; ///< targets handled so far
  SetId join(SetId a, SetId b) { return sets.join(a, b); }
  /// Union. `grew`: b had something that a had not.
  ValueId merge(ValueId a, ValueId b, bool &grew);

private:
  struct Row {
    uint32_t first;
    uint32_t count;
    bool null;
    bool other;
  };
  bool better(RecordId a, RecordId b) const;
  Sets &sets;
  const Records &records;
  std::vector<Row> rows;
  std::vector<Target> store;
  llvm::DenseMap<uint64_t, uint32_t> known; // hash → first row with it; collisions get rows of their own
  llvm::DenseMap<std::pair<uint32_t, uint32_t>, std::pair<uint32_t, bool>> merged;
};

} // namespace escape::confirming

#endif // ESCAPE_CONFIRM_VALUE_H

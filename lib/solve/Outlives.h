//===- Outlives.h - does a holder outlive an object? ------------*- C++ -*-===//
//
// One predicate, as Go's `outlives` (cmd/compile/internal/escape/solve.go). Go
// asks for loop depth and enclosing closures; here lives are events, and a holder
// counts as living longer if it can still be read when the object is gone.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_SOLVE_OUTLIVES_H
#define ESCAPE_SOLVE_OUTLIVES_H

#include "model/FunctionFlow.h"

namespace escape {

/// True for locations whose value lives on when the frame has ended, whatever the object: result, exception, task,
/// unknown, statics, thread-locals. A parameter is none (what it points to is); neither is a constant.
bool isSink(const Location &location);

/// Lives of one function's locations, from its events. Loops are taken whole: what ends inside one can be followed by
/// everything inside the outermost loop around it.
class Lives {
public:
  explicit Lives(const FunctionFlow &flow);

  /// The predicate: can `holder` be read after automatic object (or temporary, or the storage of owner) `object` has
  /// ended? May say yes without reason, never no: a holder whose address was taken can be read through a pointer at any
  /// time.
  bool outlives(LocationId holder, LocationId object) const;

  /// Ends (or its storage does) by an event of its own, and something is read afterwards or may keep it unread.
  bool endsEarly(LocationId object) const {
    return ends[object.value] < lastReadOfAll ||
           (flow.at(object).kind == LocationKind::Temp && ends[object.value] != Never);
  }

private:
  static constexpr uint32_t Never = UINT32_MAX;
  void readPlace(const Place &place, uint32_t position, bool whole);
  void visit(const FunctionFlow &flow, const Event &event, uint32_t position);

  const FunctionFlow &flow;
  std::vector<uint32_t> ends;     ///< first position from which the object may be gone; Never: the frame ends it
  std::vector<uint32_t> lastRead; ///< position + 1 of the last read; 0: none; Never: any time
  uint32_t lastReadOfAll = 0;
};

} // namespace escape

#endif // ESCAPE_SOLVE_OUTLIVES_H

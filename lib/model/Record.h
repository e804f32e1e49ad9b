//===- Record.h - how a value got somewhere ---------------------*- C++ -*-===//
//
// Immutable: one is written when a value first reaches a place (or reaches it on
// a shorter way), and points to the one before it. Following `parent` gives the
// whole way back to the loan; it cannot cycle, since parents are older.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_MODEL_RECORD_H
#define ESCAPE_MODEL_RECORD_H

#include "model/FnKey.h"
#include "model/Ids.h"
#include <vector>

namespace escape {

struct Record {
  EventId event;      ///< the step, in the function the table belongs to
  RecordId parent;    ///< the step before; invalid: the loan was issued by `event`
  RecordId earlier;   ///< the way the container came (a value reached through a loaded place); usually invalid
  FnKey callee;       ///< event is a call and the step was made inside this body; else zero
  RecordId inside;    ///< in callee's table: the last step inside it
  uint32_t depth = 1; ///< steps from the loan, callee's steps not counted
};

/// One table a function.
using Records = std::vector<Record>;

} // namespace escape

#endif // ESCAPE_MODEL_RECORD_H

//===- Confirm.h - what really gets out, over the control flow --*- C++ -*-===//
//
// Runs a function forward over its blocks with sets of addresses per place, and
// looks what is still held when the frame has ended. A fact without assumptions
// is proven: there is a way through the blocks on which it happens.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_CONFIRM_CONFIRM_H
#define ESCAPE_CONFIRM_CONFIRM_H

#include "model/Escape.h"
#include "model/FunctionFlow.h"
#include "model/SummarySource.h"

namespace escape {

struct ConfirmLimits {
  uint64_t work = 400'000; ///< entries of states looked at, copied or merged; more: given up
  unsigned disjuncts = 4;  ///< states kept apart per block by what is known of plain variables
  unsigned returns = 12;   ///< the same for the exit: one for each return
};

/// A callee whose summary `callees` does not have is a call to something unseen. `assumptions` appends to the table of
/// `unit`. Given up (ConfirmResult::gaveUp): nothing else in the result counts; what solve found stands, as may.
ConfirmResult confirm(const Unit &unit, const FunctionFlow &fn, const SummarySource &callees, Assumptions &assumptions,
                      const ConfirmLimits &limits = {});

} // namespace escape

#endif // ESCAPE_CONFIRM_CONFIRM_H

//===- Runs.h - functions that nobody is seen to run ------------*- C++ -*-===//
//
//   int *p = nullptr;
//   queue.then([&] { int n = 1; p = &n; });     // then() has no body: does it call the closure at all?
//
//   namespace { struct Test : Case { void run() override { if (last) ...; int n = 1; last = &n; } }; }
//                                               // only a second run would read what is left in the static `last`
//
// What such a function leaves behind is a fact, but an execution that shows it needs
// a call that is not there to be seen, so it is not said to be proven. Functions that
// code of other files can call by name need no such call.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_CONFIRM_RUNS_H
#define ESCAPE_CONFIRM_RUNS_H

#include "model/Assumption.h"
#include "model/Escape.h"
#include "model/FunctionFlow.h"
#include "llvm/ADT/ArrayRef.h"

namespace escape {

/// After all functions of the unit are confirmed, with `confirmed` by FunctionId. Proven findings get an assumption:
/// - what a closure leaves in a variable it captured by reference, when nobody in the unit calls the closure and it was
///   handed to code that is not visible: that of this call (`NoBody`, ...);
/// - what a function leaves in a static when neither has external linkage, nobody in the unit calls the function, and
/// no
///   other function reads the static: `NoReader`.
void doubtUnseenRuns(const Unit &unit, llvm::MutableArrayRef<ConfirmResult> confirmed, Assumptions &assumptions);

} // namespace escape

#endif // ESCAPE_CONFIRM_RUNS_H

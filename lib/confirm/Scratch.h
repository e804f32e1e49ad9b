//===- Scratch.h - members that only serve while a call runs -----*- C++ -*-===//
//
//   void Parser::parse(const string &s) {      // public
//     string copy = clean(s);
//     at = copy.data();                        // private: copy is gone when parse returns
//     list();                                  // private, reads at
//   }
//
// `at` dangles between two calls, and nobody can tell: every function that users can
// call sets it before it reads it. What is left there is a fact, but no defect that
// an execution could show, so it is not said to be proven.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_CONFIRM_SCRATCH_H
#define ESCAPE_CONFIRM_SCRATCH_H

#include "model/Assumption.h"
#include "model/Escape.h"
#include "model/FunctionFlow.h"
#include "llvm/ADT/ArrayRef.h"

namespace escape {

/// After all functions of the unit are confirmed: findings in a private member that is read somewhere, but by no
/// function that can be called from outside before it is set again, get the assumption `NoReader`. A member that nobody
/// reads at all is left alone: what it is there for is not in this unit. The same for any member, where the one call of
/// any method of a class that only this file can name is of the function that leaves it there. `confirmed` and `solved`
/// are by FunctionId.
void doubtScratchMembers(const Unit &unit, llvm::ArrayRef<SolveResult> solved,
                         llvm::MutableArrayRef<ConfirmResult> confirmed, Assumptions &assumptions);

} // namespace escape

#endif // ESCAPE_CONFIRM_SCRATCH_H

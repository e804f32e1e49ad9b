//===- Contract.h - what a declaration promises -----------------*- C++ -*-===//
//
// The attributes users write on parameters and on `this`. Where a body is visible
// they add nothing to what is known of it; they are kept to be compared with it.
//
//   void f(int *p [[clang::noescape]]);                    nothing refers to *p when f has returned
//   View f(Owner &o [[clang::lifetimebound]]);             the result may refer to o
//   Owner &get() [[clang::lifetimebound]];                 the result may refer to *this
//   V(Owner &o [[clang::lifetimebound]]);                  what is constructed may refer to o
//   void f(int *p [[clang::lifetime_capture_by(this)]]);   *this may refer to *p
//   void f() [[clang::nonallocating]];                     f asks for no memory
//   // clang-escape: no-alloc                              the same, in front of f
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_MODEL_CONTRACT_H
#define ESCAPE_MODEL_CONTRACT_H

#include "model/Ids.h"
#include "model/Span.h"
#include <string>
#include <vector>

namespace escape {

enum class ContractKind : uint8_t { NoEscape, LifetimeBound, CaptureBy, NoAlloc };

/// One attribute of one parameter, from whichever declaration of the function (or of one it overrides) has it.
struct Contract {
  ContractKind kind = ContractKind::NoEscape;
  LocationId param;                ///< parameter, or `this`; NoAlloc: invalid
  std::vector<LocationId> keepers; ///< CaptureBy: the parameters, and `this`, that may refer to it afterwards
  bool anyone = false;             ///< CaptureBy: `global` or `unknown`, so whatever keeps it
  /// LifetimeBound: by its types the result can refer to a part of what the parameter refers to. If not, the attribute
  /// says something else: that a lock has to be held, that a handle stands for an entry of a table.
  bool plausible = false;
  std::string words; ///< `noescape`, `lifetime_capture_by(this, set)`
  Span span;         ///< where it is written
};

} // namespace escape

#endif // ESCAPE_MODEL_CONTRACT_H

//===- Remarks.h - what the inliner says ------------------------*- C++ -*-===//
#ifndef ESCAPE_OPTIMIZER_REMARKS_H
#define ESCAPE_OPTIMIZER_REMARKS_H

#include "model/Optimized.h"
#include "optimizer/Code.h"
#include "optimizer/Written.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/IR/DiagnosticHandler.h"
#include <map>
#include <set>

namespace escape {

/// Everything the inliner told of, by mangled names.
struct Remarks {
  struct Call {
    CodePlace place;
    std::string callee, caller;
    auto operator<=>(const Call &) const = default;
  };
  std::map<Call, std::string> calls;                  ///< why not; empty: inlined. Only calls in the user's files
  llvm::StringMap<std::set<std::string>> inlinedInto; ///< callee → callers
  bool failed = false;                                ///< code could not be generated

  /// Functions that hold a copy of `function`, itself among them, directly or through others.
  std::set<std::string> copiesOf(llvm::StringRef function) const;
};

/// Hands the remarks of a context to `remarks`, and nothing to anybody else.
std::unique_ptr<llvm::DiagnosticHandler> makeRemarkHandler(Remarks &remarks, Places &places);

/// The remarks about calls the user wrote, in words. `before`: the functions each call is in, as it was written.
std::vector<InlineDecision> decide(const Remarks &remarks, const Written &written, const Places &places,
                                   const std::function<const clang::FunctionDecl *(llvm::StringRef)> &declOf);

/// How messages call a function: `std::vector<int>::push_back`, `lambda at line 8`.
std::string nameOf(const clang::FunctionDecl *decl, llvm::StringRef mangled);

} // namespace escape

#endif // ESCAPE_OPTIMIZER_REMARKS_H

//===- Callers.h - who calls a function of this unit ------------*- C++ -*-===//
//
// For remedies that change a function's parameters, or rest on what every caller
// passes. Only asked for where a check about allocations is selected.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_FLOW_CALLERS_H
#define ESCAPE_FLOW_CALLERS_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallVector.h"

namespace escape {

class Callers {
public:
  /// Reads the calls in a declaration and all it contains, each piece of source once: templates as they are written.
  void read(clang::Decl *decl);

  /// The calls that are visible, each with the function it stands in.
  struct Call {
    const clang::CallExpr *expr = nullptr;
    const clang::FunctionDecl *in = nullptr; ///< null: in the initialiser of a variable
  };
  llvm::ArrayRef<Call> of(const clang::FunctionDecl *function) const;

  /// No caller is hidden: the function cannot be named in another file, and here it is only called.
  bool allVisible(const clang::FunctionDecl *function) const;

  /// Some class of this unit inherits from it.
  bool hasDerived(const clang::CXXRecordDecl *record) const { return bases.contains(record->getCanonicalDecl()); }

private:
  friend class CallReader;
  llvm::DenseMap<const clang::FunctionDecl *, llvm::SmallVector<Call, 2>> calls;
  llvm::DenseSet<const clang::FunctionDecl *> named; ///< otherwise than to call it
  llvm::DenseSet<const clang::CXXRecordDecl *> bases;
};

} // namespace escape

#endif // ESCAPE_FLOW_CALLERS_H

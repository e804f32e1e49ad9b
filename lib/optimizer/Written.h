//===- Written.h - the calls the user wrote ---------------------*- C++ -*-===//
//
// The tree's part of the comparison: at which place the code of each expression
// of the report is found, and which calls stand in the user's source.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_OPTIMIZER_WRITTEN_H
#define ESCAPE_OPTIMIZER_WRITTEN_H

#include "model/Optimized.h"
#include "optimizer/Places.h"
#include "clang/AST/DeclBase.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"

namespace clang {
class FunctionDecl;
} // namespace clang

namespace escape {

/// What the report asks about at one place of the code.
struct AskedAt {
  /// Indices of sites. `made`: by a new or throw expression, whose call of the allocation function is at the place
  /// itself; `called`: by a call or construction, which allocates somewhere inside.
  llvm::SmallVector<unsigned, 1> made, called;
  bool makes = false; ///< a new or throw expression is here, asked about or not
};

struct Written {
  llvm::DenseMap<CodePlace, AskedAt> asked;
  /// Calls and constructions in the user's source, by place; null where the callee is not fixed (function pointer).
  llvm::DenseMap<CodePlace, llvm::SmallVector<const clang::FunctionDecl *, 1>> calls;
};

/// Reads the user's declarations, templates as they were instantiated.
Written readWritten(clang::ASTContext &context, llvm::ArrayRef<clang::Decl *> topLevel,
                    llvm::ArrayRef<AllocationSite> sites, Places &places);

} // namespace escape

#endif // ESCAPE_OPTIMIZER_WRITTEN_H

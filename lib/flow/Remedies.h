//===- Remedies.h - what could stand in place of allocations ----*- C++ -*-===//
//
// For each allocation that a local variable owns: may that variable be the object
// itself? The answer looks at the type, the size, and every use of the variable;
// that the object stays in the function is for confirm to say.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_FLOW_REMEDIES_H
#define ESCAPE_FLOW_REMEDIES_H

#include "flow/Context.h"
#include "flow/OwnerUses.h"
#include "model/FunctionFlow.h"

namespace escape {

/// An allocation and the local variable that owns it.
struct Owner {
  AllocId alloc;
  const clang::VarDecl *variable = nullptr;
  const clang::DeclStmt *statement = nullptr; ///< declares that variable and nothing else
  const clang::Expr *made = nullptr;          ///< the allocating expression
  clang::QualType object;                     ///< of an array its element
  bool shared = false;
  bool plain = false; ///< a plain pointer, and a `delete`
  bool array = false;
  bool vector = false;                ///< a vector: an array that keeps its length
  const clang::Expr *count = nullptr; ///< array: its length; null: as many as the initialisers
  uint64_t elements = 0;              ///< of a vector
};

/// The remedies for `allocations`, of which `exprs` are the allocating expressions in the same order.
std::vector<Remedy> findRemedies(Context &context, const clang::FunctionDecl *function,
                                 llvm::ArrayRef<Allocation> allocations, llvm::ArrayRef<const clang::Expr *> exprs);

/// Writes the edits of one remedy (Rewrite.cpp). Whatever cannot be written for certain leaves it without edits.
void rewrite(Remedy &remedy, const Owner &owner, llvm::ArrayRef<Use> uses, clang::ParentMap &parents, Context &context);

} // namespace escape

#endif // ESCAPE_FLOW_REMEDIES_H

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
  std::string length;                 ///< what to write for `count` when it is no constant as it stands
};

/// The remedies of all functions built (Context::built), into the unit.
void findRemedies(Context &context);
/// The virtual calls that would be exact if a parameter had the type of what it is given, into the unit (Exact.cpp).
void findExactCalls(Context &context);

/// What a conversion puts on the heap, into the unit (Conversions.cpp).
void findConversions(Context &context);

/// Writes the edits of one remedy (Rewrite.cpp). Whatever cannot be written for certain leaves it without edits.
void rewrite(Remedy &remedy, const Owner &owner, llvm::ArrayRef<Use> uses, clang::ParentMap &parents, Context &context);

} // namespace escape

#endif // ESCAPE_FLOW_REMEDIES_H

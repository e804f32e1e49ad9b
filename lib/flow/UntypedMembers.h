//===- UntypedMembers.h - one void pointer for several things ---*- C++ -*-===//
//
//   void *arena_or_elements_;                            // an arena while size_ == 0, else an array
//   Element *elements() { return static_cast<Element *>(arena_or_elements_); }
//   Arena *arena() { return size_ == 0 ? static_cast<Arena *>(arena_or_elements_) : elements()[-1].arena; }
//
// Which of the two is in there, other members tell. A cast that takes one for the
// other is never run, so that what is read through it is not known to be what was
// stored.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_FLOW_UNTYPEDMEMBERS_H
#define ESCAPE_FLOW_UNTYPEDMEMBERS_H

#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallVector.h"

namespace escape {

class UntypedMembers {
public:
  /// Is this a member of type `void *` that the methods of its class, as far as their bodies are in this file, cast to
  /// pointers to types that have nothing to do with each other?
  bool holdsSeveral(const clang::FieldDecl *field);

private:
  struct Scan;
  llvm::DenseMap<const clang::FieldDecl *, llvm::SmallVector<clang::QualType, 2>> casts;
  llvm::DenseSet<const clang::CXXRecordDecl *> seen;
};

/// The member whose value a cast of `operand` takes; null: it is something else.
const clang::FieldDecl *untypedMember(const clang::Expr *operand);

} // namespace escape

#endif // ESCAPE_FLOW_UNTYPEDMEMBERS_H

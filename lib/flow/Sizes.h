//===- Sizes.h - how much a library function asks for -----------*- C++ -*-===//
//
// Sizes come from the library's own types as the unit instantiates them, and from
// constants the call is written with; a model only says which of them count.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_FLOW_SIZES_H
#define ESCAPE_FLOW_SIZES_H

#include "flow/Lengths.h"

namespace escape {

/// The type a model names by `T0`, `C0`, `R0`, `element`, `pointee`; null: there is none.
clang::QualType namedType(llvm::StringRef name, const clang::FunctionDecl *callee, const clang::CallExpr *call);

/// Template argument `index` of a class, those of a pack counted one by one; null: no type.
clang::QualType templateArgument(clang::QualType type, unsigned index);

/// What the size of a model (AllocationModel::size) comes to in one call.
struct Asked {
  bool sized = false;                  ///< the model says how much
  Bounds amount;                       ///< bytes; characters where the model counts those
  clang::QualType object;              ///< `objectN`: the type that is erased
  const clang::Expr *erased = nullptr; ///< and the argument, where it is one
};

/// `args`: what the callee is given, without the object; `expr`: the call or construction it stands in.
Asked askedFor(Context &context, const AllocationModel &model, const clang::FunctionDecl *callee,
               llvm::ArrayRef<const clang::Expr *> args, const clang::Expr *expr, const KnownValues &known);

/// The library says that it asks for memory also when it holds nothing (libstdc++'s deque, and what is made of one).
bool allocatesEmpty(Context &context, clang::QualType type, unsigned depth = 0);

/// Gets its memory from an allocator that is not the library's default one: from where, only that knows.
bool hasOwnAllocator(Context &context, clang::QualType type);

/// Bytes of the node that holds one element of this container; none when the class does not tell.
std::optional<uint64_t> nodeBytes(Context &context, const clang::CXXRecordDecl *container, clang::SourceLocation at);

/// Whether a copy of such an object asks for memory, when its class or the library makes the copy: NonConstantSize (for
/// every length above 0), RunTimeLength, LibraryBranch (perhaps); None: it does not, or code of the user's copies it.
AllocReason copyAllocates(Context &context, clang::QualType type, unsigned depth = 0);

} // namespace escape

#endif // ESCAPE_FLOW_SIZES_H

//===- OwnerUses.h - how a variable that owns an object is used -*- C++ -*-===//
//
// For remedies: which uses of `p` would be written otherwise if `p` were the
// object itself. Anything not understood is `Other`.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_FLOW_OWNERUSES_H
#define ESCAPE_FLOW_OWNERUSES_H

#include "clang/AST/ExprCXX.h"
#include "clang/AST/ParentMap.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallVector.h"

namespace escape {

enum class OwnerUse : uint8_t {
  Arrow,  ///< `p->f()`
  Star,   ///< `*p`
  Index,  ///< `p[i]`
  Get,    ///< `p.get()`
  Method, ///< another method of the owner: `v.size()`
  Range,  ///< `for (x : v)`
  Value,  ///< a plain pointer's value, handed to a call that only reads through it
  Test,   ///< `if (p)`, `p == nullptr`
  Reset,  ///< `p.reset()`, `p = nullptr`
  Assign, ///< `p = owner`, `p.reset(new T)`
  Delete, ///< `delete p`
  Call,   ///< `f(1)` of a callable
  Other,
};

struct Use {
  OwnerUse kind = OwnerUse::Other;
  const clang::DeclRefExpr *name = nullptr;
  const clang::Expr *whole = nullptr; ///< the expression that is the use: `p->`, `*p`, `p.get()`, `delete p`
};

using OwnerUses = llvm::DenseMap<const clang::VarDecl *, llvm::SmallVector<Use, 4>>;

/// The uses of local variables (canonical declarations) in a body, those in its lambdas included, in source order.
/// `wanted` says of which.
OwnerUses collectUses(clang::Stmt *body, clang::ParentMap &parents,
                      const llvm::DenseSet<const clang::VarDecl *> &wanted);

/// The parent, past parentheses and implicit conversions.
const clang::Stmt *parentOf(const clang::Stmt *stmt, clang::ParentMap &parents);

/// What an initialiser or argument comes to, past conversions and the copies that C++14 writes down.
const clang::Expr *bare(const clang::Expr *expr);

} // namespace escape

#endif // ESCAPE_FLOW_OWNERUSES_H

//===- Mentions.h - where local objects are named ---------------*- C++ -*-===//
//
// An object is as it was made until it is named. Members count for themselves:
// `r.text` says nothing of `r.numbers`, whether r is the object or the only
// pointer to a new one.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_FLOW_MENTIONS_H
#define ESCAPE_FLOW_MENTIONS_H

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallVector.h"

namespace escape {

/// A local variable, and the members that lead from it to what is named.
struct NamedPath {
  const clang::DeclRefExpr *name = nullptr; ///< null: no such path
  llvm::SmallVector<const clang::FieldDecl *, 2> fields;
  bool indirect = false; ///< through a pointer or an owner

  const clang::VarDecl *variable() const { return llvm::cast<clang::VarDecl>(name->getDecl())->getCanonicalDecl(); }
};
/// `r.text`, and `p->text` of a pointer or an owner; other expressions have none.
NamedPath pathOf(const clang::Expr *expr);

class Mentions {
public:
  /// Reads a body. Without one nothing is known.
  explicit Mentions(const clang::Stmt *body) { visit(body, nullptr); }

  /// Nothing between its declaration and here can have given this object, a part or the whole of it another length or
  /// value; elements may have changed. `everyRound`: there is no loop between either.
  bool isAsMade(const NamedPath &path, bool everyRound) const;

private:
  struct Mention {
    NamedPath path;
    bool everyRound = false; ///< no loop between the declaration and it
    bool keeps = false;      ///< the object is read here, or asked for its elements
  };
  void noteReading(const clang::Stmt *stmt);
  void visit(const clang::Stmt *stmt, const clang::Stmt *loop);

  llvm::DenseMap<const clang::VarDecl *, llvm::SmallVector<Mention, 4>> mentions; ///< in the order of the source
  llvm::DenseMap<const clang::VarDecl *, const clang::Stmt *> loops;              ///< around the declarations
  llvm::DenseSet<const clang::Expr *> reading;                                    ///< names that are
  bool jumps = false; ///< there is a label before: perhaps a loop
};

} // namespace escape

#endif // ESCAPE_FLOW_MENTIONS_H

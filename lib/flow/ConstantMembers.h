//===- ConstantMembers.h - members that only ever have one value -*- C++ -*-===//
//
// A private flag that every constructor sets to the same constant and nothing
// sets again: the branch that asks for another value is dead (options that were
// planned, or are switched on in another edition of the code).
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_FLOW_CONSTANTMEMBERS_H
#define ESCAPE_FLOW_CONSTANTMEMBERS_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include <optional>

namespace escape {

class ConstantMembers {
public:
  explicit ConstantMembers(clang::ASTContext &ast) : ast(ast) {}

  /// The one value of a private integral, bool or enum member. None: it has several, or a member function or friend
  /// that could set it has no body in this file.
  std::optional<int64_t> valueOf(const clang::FieldDecl *field);

private:
  struct Values {
    std::optional<int64_t> constant;
    bool several = false;
    void set(std::optional<int64_t> value) {
      several |= !value || (constant && *constant != *value);
      constant = value;
    }
  };
  struct Scan;
  std::optional<int64_t> evaluate(const clang::Expr *expr) const;
  /// Looks through all that may set members of `record`.
  void look(const clang::CXXRecordDecl *record);

  clang::ASTContext &ast;
  llvm::DenseMap<const clang::FieldDecl *, Values> fields;
  llvm::DenseSet<const clang::CXXRecordDecl *> seen;
};

} // namespace escape

#endif // ESCAPE_FLOW_CONSTANTMEMBERS_H

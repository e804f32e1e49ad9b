//===- Context.h - what all functions of one unit share ---------*- C++ -*-===//
//
// Names, types, sources and knowledge of one translation unit while flow builds
// it, and the queue of functions still to build.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_FLOW_CONTEXT_H
#define ESCAPE_FLOW_CONTEXT_H

#include "flow/Callers.h"
#include "flow/ConstantMembers.h"
#include "flow/Sources.h"
#include "flow/Types.h"
#include "flow/UntypedMembers.h"
#include "model/Library.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Mangle.h"
#include "llvm/ADT/DenseSet.h"
#include <deque>

namespace escape {

class Context {
public:
  Context(Unit &unit, clang::ASTContext &ast, clang::Sema &sema, const Library &library, const FlowOptions &options);

  Unit &unit;
  clang::ASTContext &ast;
  clang::Sema &sema;
  const Library &library;
  const FlowOptions &options;
  Sources sources;
  TypeTable types;
  Assumptions assumptions;
  ConstantMembers constantMembers;
  std::string standardLibrary; ///< CallShape::standardLibrary
  UntypedMembers untypedMembers;

  FnKey keyOf(const clang::FunctionDecl *function);
  StaticId staticOf(const clang::VarDecl *variable);
  AssumptionId assume(AssumptionKind kind, Span span, std::string_view what) {
    return assumptions.intern(kind, span, what);
  }

  /// The definition of `function` when its body was parsed and stands outside of system headers; else null. Code in
  /// namespace std is library code wherever it stands.
  const clang::FunctionDecl *bodyOf(const clang::FunctionDecl *function);
  bool isUser(const clang::Decl *decl) { return sources.isUser(decl->getLocation()); }

  /// Queues a function to be built; does nothing the second time. False: it has no body that can be built.
  bool require(const clang::FunctionDecl *function);
  const clang::FunctionDecl *next();
  /// Whether something made from this template has been queued.
  bool instantiated(const clang::FunctionDecl *pattern);

  /// What remedies still want to know of a function that has been built; only kept with FlowOptions::remedies.
  struct Built {
    const clang::FunctionDecl *function;
    size_t index;                                                          ///< in unit.functions
    std::vector<const clang::Expr *> allocating;                           ///< the expressions of its allocations
    std::vector<std::pair<CallId, const clang::CXXMemberCallExpr *>> open; ///< its open virtual calls
  };
  std::vector<Built> built;
  Callers callers; ///< empty without FlowOptions::remedies

  KnownId known(Summary summary); ///< a new entry every time

  /// The constructor, or the conversion operator of the argument's, that `T(args)` would call, its body instantiated;
  /// null: none, or an aggregate.
  const clang::FunctionDecl *constructorFor(clang::QualType type, llvm::ArrayRef<clang::Expr *> args,
                                            clang::SourceLocation at);
  /// The operator() that `object(args...)` would call, instantiated. `direct`: the arguments themselves are passed,
  /// else what they (iterators, pointers) designate.
  const clang::FunctionDecl *callOperatorFor(clang::QualType object, llvm::ArrayRef<const clang::Expr *> args,
                                             bool direct, clang::SourceLocation at);

  /// `Stream::run`, `operator()` of a lambda as `lambda at FILE:LINE`… what messages call a function.
  std::string nameOf(const clang::FunctionDecl *function);

private:
  clang::ASTNameGenerator mangler;
  llvm::DenseMap<const clang::FunctionDecl *, FnKey> keys;
  llvm::StringMap<unsigned> ordinals; // of functions that share a local name
  llvm::DenseMap<const clang::VarDecl *, StaticId> statics;
  llvm::DenseSet<const clang::FunctionDecl *> seen;
  std::deque<const clang::FunctionDecl *> queue;
  llvm::DenseSet<const clang::FunctionDecl *> patterns; // of what has been queued
};

} // namespace escape

#endif // ESCAPE_FLOW_CONTEXT_H

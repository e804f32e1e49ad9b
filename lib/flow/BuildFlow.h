//===- BuildFlow.h - function AST → locations, events, points ---*- C++ -*-===//
//
// Stage 2. The only public function of flow. Clang ends here: the Unit that
// comes out has no pointer into the AST.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_FLOW_BUILDFLOW_H
#define ESCAPE_FLOW_BUILDFLOW_H

#include "model/FunctionFlow.h"
#include "model/Library.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <string>

namespace clang {
class ASTContext;
class Decl;
class Sema;
class SourceLocation;
} // namespace clang

namespace escape {

struct FlowOptions {
  std::string mainFile;             ///< as the user named it
  uint64_t stackLimit = 1U << 20;   ///< bytes; automatic objects above it are `too large for the stack`
  bool allocations = false;         ///< also those that no pointer leads to: for reports, and checks about them
  uint32_t functionLimit = 200'000; ///< events; a function above it is given up
  bool others = false;              ///< other files are looked at, too: what they may have to say is asked for
  bool remedies = false;            ///< also look for what could stand in place of allocations
  /// Is this user code: the main file or a header of the user's? Asked once a file, with a place in it.
  llvm::function_ref<bool(clang::SourceLocation)> isUser;
};

/// Builds the flow of every function of user code reachable from `topLevel`
/// (the groups HandleTopLevelDecl gave; the translation unit is never walked
/// whole, so that declarations a precompiled header holds stay unread).
/// Functions with invalid parts are left out. Instantiates what library
/// forwarders construct and call, through `sema`.
Unit buildFlow(clang::ASTContext &context, clang::Sema &sema, llvm::ArrayRef<clang::Decl *> topLevel,
               const Library &library, const FlowOptions &options);

} // namespace escape

#endif // ESCAPE_FLOW_BUILDFLOW_H

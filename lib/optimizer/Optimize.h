//===- Optimize.h - what the optimizer does to a file -----------*- C++ -*-===//
//
// Compiles a file in this process, down to optimized LLVM IR and no further, and
// compares the IR before and after: which calls that allocate are left, and
// which calls were inlined. Debug locations carry the way from an instruction to
// the line the user wrote, through everything that was inlined between.
//
//   in   the allocating expressions of the report (AllocationSite)
//   out  their fates and the inlining decisions at the user's calls (Optimized)
//
// Nothing is written, and of what cannot be told nothing is said.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_OPTIMIZER_OPTIMIZE_H
#define ESCAPE_OPTIMIZER_OPTIMIZE_H

#include "model/Optimized.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace clang {
class ASTConsumer;
class CompilerInstance;
class CompilerInvocation;
class SourceLocation;
} // namespace clang

namespace escape {

/// The flags that make a compile command that of the build asked for; they go behind the command's own. `level`: -O2, …
std::vector<std::string> optimizedBuildFlags(llvm::StringRef level);

/// One file's optimized build. Lives at least as long as the parse its consumer sees.
class OptimizedBuild {
public:
  using IsUser = std::function<bool(clang::SourceLocation)>;

  explicit OptimizedBuild(llvm::ArrayRef<AllocationSite> sites);
  ~OptimizedBuild();

  /// Takes out of the invocation what would write files or rename sources, and asks for locations.
  void prepare(clang::CompilerInvocation &invocation);
  /// Generates code, optimizes it and reads it at the end of the file. `isUser` must outlive the consumer.
  std::unique_ptr<clang::ASTConsumer> makeConsumer(clang::CompilerInstance &compiler, IsUser isUser);
  /// After the parse. Without fates and decisions when no code could be made.
  Optimized take();

private:
  struct State;
  std::unique_ptr<State> state;
};

} // namespace escape

#endif // ESCAPE_OPTIMIZER_OPTIMIZE_H

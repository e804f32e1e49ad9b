// One file: from its compile command to its syntax tree, which is lent to a function and then freed. Bodies of
// functions in system headers are not parsed: that saves about half the time, and nothing after this stage looks into
// them.
#pragma once

#include "frontend/Compilations.h"
#include "frontend/UserCode.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace clang {
class ASTConsumer;
class ASTContext;
class CompilerInstance;
class CompilerInvocation;
class Decl;
class Sema;
} // namespace clang

namespace escape {

/// What a parsed file is for the stages behind: valid during the callback only.
struct TranslationUnit {
  clang::ASTContext &Context;
  clang::Sema &Sema; ///< still able to instantiate
  /// The declarations at the top of the user's code, in source order, then instantiations as Clang made them: a
  /// namespace, class or function each. A namespace may hold declarations that are not the user's (an #include inside).
  llvm::ArrayRef<clang::Decl *> TopLevel;
  const UserCode &User;
};

using UnitCallback = std::function<void(const TranslationUnit &)>;

struct ParseOptions {
  bool FullBodies = false; ///< parse the bodies in system headers, too
  HeaderFilter Headers;
};

/// An error of Clang's about the user's file.
struct ClangError {
  std::string File;              ///< absolute
  unsigned Line = 0, Column = 0; ///< 1-based, column in bytes; 0 where the error has no place
  std::string Message;
};

/// "FILE:LINE:COLUMN: error: MESSAGE", with FILE relative to WorkingDirectory if it is below it.
std::string render(const ClangError &Error, llvm::StringRef WorkingDirectory);

struct ParseResult {
  bool Analysed = false; ///< the callback ran to its end
  bool Crashed = false;  ///< Clang or the callback did not survive this file
  /// Not warnings that Clang raised to errors (gcc accepts such code). The file is analysed all the same.
  std::vector<ClangError> Errors;
  unsigned MoreErrors = 0; ///< beyond those in Errors
  /// CPU seconds of this file without, and of, the callback.
  double ParseSeconds = 0, CallbackSeconds = 0;
};

/// Parses Unit on a thread of its own with a large stack and calls Callback there, once, when there is a tree to look
/// at. May be called from several threads at a time.
ParseResult parse(const Compilation &Unit, const ParseOptions &Options, const UnitCallback &Callback);

/// How a file is read for another purpose than the stages' (code generation).
struct OtherReading {
  std::function<void(clang::CompilerInvocation &)> Prepare;
  /// User outlives the consumer.
  std::function<std::unique_ptr<clang::ASTConsumer>(clang::CompilerInstance &, const UserCode &User)> MakeConsumer;
};

/// As parse(), with all bodies and a consumer of the caller's. Analysed tells whether it saw the end of the file.
ParseResult parseWhole(const Compilation &Unit, const HeaderFilter &Headers, const OtherReading &Reading);

/// The consumer behind parse(), for those who parse in another way (the plugin): calls Callback at the end of the file.
std::unique_ptr<clang::ASTConsumer> makeUnitConsumer(clang::CompilerInstance &Compiler, const ParseOptions &Options,
                                                     UnitCallback Callback);

} // namespace escape

//===- Plugin.cpp - the pipeline inside clang and clangd --------------------===//
//
// clang++ -fplugin=clang-escape-plugin.so [-fplugin-arg-escape-checks=GLOBS …]
//
// Loaded into a compiler it analyses what is compiled; preloaded into an
// unmodified clangd it does so at every edit. clangd has no option for plugins,
// and parses for several reasons: only the parse the user looks at is analysed.
//
//===----------------------------------------------------------------------===//
#include "Arguments.h"
#include "Diagnose.h"

#include "frontend/Compilations.h"
#include "frontend/Parse.h"
#include "pipeline/Unit.h"

#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendPluginRegistry.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/thread.h"

using namespace llvm;

namespace escape::plugin {
namespace {

/// Generated code nests deeply, and the stages recurse; a compiler's own stack is 8 MiB.
constexpr unsigned StackBytes = 512u << 20;

/// The parses that see a whole file for the sake of its code.
bool isWholeFile(const clang::CompilerInstance &Compiler) {
  const clang::FrontendOptions &Options = Compiler.getFrontendOpts();
  switch (Options.ProgramAction) {
  case clang::frontend::ParseSyntaxOnly:
  case clang::frontend::EmitAssembly:
  case clang::frontend::EmitBC:
  case clang::frontend::EmitLLVM:
  case clang::frontend::EmitLLVMOnly:
  case clang::frontend::EmitCodeGenOnly:
  case clang::frontend::EmitObj:
    break;
  default:
    return false;
  }
  // clangd indexes other files in the background with their bodies skipped.
  return !Compiler.getLangOpts().CompilingPCH && Compiler.getPreprocessor().TUKind == clang::TU_Complete &&
         !Options.SkipFunctionBodies;
}

bool isPreamble(const clang::CompilerInstance &Compiler) {
  // Asked of the preprocessor: a plugin's own action always calls itself complete.
  return Compiler.getLangOpts().CompilingPCH && Compiler.getPreprocessor().TUKind == clang::TU_Prefix &&
         Compiler.getFrontendOpts().SkipFunctionBodies;
}

/// clangd reads the headers once, for all later edits, without any bodies. Those of the user's headers are needed.
class KeepUserBodies : public clang::ASTConsumer {
public:
  explicit KeepUserBodies(clang::CompilerInstance &Compiler) : Compiler(Compiler) {}

  bool shouldSkipFunctionBody(clang::Decl *D) override {
    const clang::SourceManager &Sources = Compiler.getSourceManager();
    return Sources.isInSystemHeader(Sources.getExpansionLoc(D->getLocation()));
  }

private:
  clang::CompilerInstance &Compiler;
};

class PluginAction : public clang::PluginASTAction {
protected:
  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance &Compiler, StringRef File) override {
    if (isPreamble(Compiler))
      return std::make_unique<KeepUserBodies>(Compiler);
    if (!isWholeFile(Compiler))
      return std::make_unique<clang::ASTConsumer>();
    SmallString<256> Absolute(File);
    Compiler.getFileManager().makeAbsolutePath(Absolute);
    sys::path::remove_dots(Absolute, /*remove_dot_dot=*/true);
    ParseOptions Options;
    Options.Headers = {Given.headerFilter, projectRootOf(Absolute)};
    return makeUnitConsumer(Compiler, Options,
                            [&Compiler, File = File.str(), Given = Given](const TranslationUnit &Unit) {
                              analyseAndReport(Compiler, Unit, File, Given);
                            });
  }

  bool ParseArgs(const clang::CompilerInstance &Compiler, const std::vector<std::string> &Words) override {
    if (Expected<Arguments> Read = readArguments(Words)) {
      Given = std::move(*Read);
      return true;
    } else {
      clang::DiagnosticsEngine &Diagnostics = Compiler.getDiagnostics();
      unsigned Id = Diagnostics.getCustomDiagID(clang::DiagnosticsEngine::Error, "clang-escape: %0");
      Diagnostics.Report(Id) << toString(Read.takeError());
      return false;
    }
  }

  ActionType getActionType() override { return AddAfterMainAction; }

private:
  static void analyseAndReport(clang::CompilerInstance &Compiler, const TranslationUnit &Unit, const std::string &File,
                               const Arguments &Given) {
    Settings Settings;
    Settings.library = Given.library.get();
    Settings.selection = &Given.selection;
    Settings.may = Given.may;
    SmallString<256> Directory(".");
    Compiler.getFileManager().makeAbsolutePath(Directory);
    sys::path::remove_dots(Directory);
    Settings.workingDirectory = Directory.str().str();
    UnitReport Report;
    // This thread waits, so there is still only one that touches Clang.
    llvm::thread Thread(std::optional<unsigned>(StackBytes), [&] { Report = analyse(Unit, File, Settings); });
    Thread.join();
    merge(Report.findings);
    diagnose(Compiler, Report.findings);
  }

  Arguments Given;
};

// The name of the plugin in -fplugin-arg-NAME-…: everything up to the first dash. Clang finds plugins
// by such objects; one that cannot be made had better end the compiler.
// NOLINTNEXTLINE(bugprone-throwing-static-initialization)
clang::FrontendPluginRegistry::Add<PluginAction> Registered("escape", "finds dangling references (clang-escape)");

} // namespace
} // namespace escape::plugin

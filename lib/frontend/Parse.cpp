#include "frontend/Parse.h"

#include "frontend/ClangVersion.h"

#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Frontend/FrontendAction.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <ctime>
#include <mutex>
#include <optional>

using namespace llvm;

namespace escape {
namespace {

/// Generated code nests deeply, and Clang and the stages recurse: address space is cheap, it is only used when needed.
constexpr unsigned StackBytes = 512u << 20;
constexpr unsigned NestingLimit = 20'000;
constexpr size_t MaxErrors = 20;

double threadSeconds() {
  timespec Now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &Now);
  return double(Now.tv_sec) + double(Now.tv_nsec) * 1e-9;
}

/// Keeps errors as values and drops everything else.
class ErrorCollector : public clang::DiagnosticConsumer {
public:
  ErrorCollector(ParseResult &Result, const Compilation &Unit) : Result(Result), Unit(Unit) {}

  void HandleDiagnostic(clang::DiagnosticsEngine::Level Level, const clang::Diagnostic &Info) override {
    DiagnosticConsumer::HandleDiagnostic(Level, Info);
    if (Level < clang::DiagnosticsEngine::Error)
      return;
    // A warning that is an error by default, such as narrowing: gcc accepts it, and the tree is complete.
    if (Info.getDiags()->getDiagnosticIDs()->isWarningOrExtension(Info.getID()))
      return;
    if (Result.Errors.size() == MaxErrors) {
      ++Result.MoreErrors;
      return;
    }
    ClangError Error;
    Error.File = Unit.File;
    if (Info.hasSourceManager() && Info.getLocation().isValid()) {
      clang::PresumedLoc Place = Info.getSourceManager().getPresumedLoc(Info.getLocation());
      if (Place.isValid()) {
        SmallString<256> Path(Place.getFilename());
        sys::path::make_absolute(Unit.Directory, Path);
        sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
        Error.File = std::string(Path);
        Error.Line = Place.getLine();
        Error.Column = Place.getColumn();
      }
    }
    SmallString<128> Message;
    Info.FormatDiagnostic(Message);
    Error.Message = std::string(Message);
    Result.Errors.push_back(std::move(Error));
  }

private:
  ParseResult &Result;
  const Compilation &Unit;
};

class UnitConsumer : public clang::ASTConsumer {
public:
  UnitConsumer(clang::CompilerInstance &Compiler, const ParseOptions &Options, UnitCallback Callback)
      : Compiler(Compiler), FullBodies(Options.FullBodies), User(Compiler.getSourceManager(), Options.Headers),
        Callback(std::move(Callback)) {}

  bool HandleTopLevelDecl(clang::DeclGroupRef Group) override {
    for (clang::Decl *D : Group)
      if (User.contains(D->getLocation()))
        TopLevel.push_back(D);
    return true;
  }

  bool shouldSkipFunctionBody(clang::Decl *D) override {
    return !FullBodies && User.isInSystemHeader(D->getLocation());
  }

  void HandleTranslationUnit(clang::ASTContext &Context) override {
    Callback({Context, Compiler.getSema(), TopLevel, User});
  }

private:
  clang::CompilerInstance &Compiler;
  bool FullBodies;
  UserCode User;
  UnitCallback Callback;
  std::vector<clang::Decl *> TopLevel;
};

class UnitAction : public clang::ASTFrontendAction {
public:
  UnitAction(const ParseOptions &Options, const UnitCallback &Callback) : Options(Options), Callback(Callback) {}

  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance &Compiler, StringRef) override {
    return makeUnitConsumer(Compiler, Options, Callback);
  }

private:
  const ParseOptions &Options;
  const UnitCallback &Callback;
};

class OtherAction : public clang::ASTFrontendAction {
public:
  OtherAction(const HeaderFilter &Headers, const OtherReading &Reading) : Headers(Headers), Reading(Reading) {}

  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance &Compiler, StringRef) override {
    User.emplace(Compiler.getSourceManager(), Headers);
    return Reading.MakeConsumer(Compiler, *User);
  }

private:
  const HeaderFilter &Headers;
  const OtherReading &Reading;
  std::optional<UserCode> User;
};

/// What must be done once in a process: a cross compiler's name selects its target only when the targets are known, and
/// a crash in one file must not take the others with it.
void initializeOnce() {
  static std::once_flag Done;
  std::call_once(Done, [] {
    InitializeAllTargetInfos();
    InitializeAllTargets();
    InitializeAllTargetMCs();
    InitializeAllAsmParsers();
    CrashRecoveryContext::Enable();
  });
}

/// Whether Action could be run on the file.
bool parseHere(const Compilation &Unit, function_ref<void(clang::CompilerInvocation &)> Prepare,
               clang::FrontendAction &Action, ParseResult &Result) {
  // A file system of its own, since the working directory belongs to the command, not to the process.
  IntrusiveRefCntPtr<vfs::FileSystem> Files = vfs::createPhysicalFileSystem();
  if (std::error_code Error = Files->setCurrentWorkingDirectory(Unit.Directory)) {
    Result.Errors.push_back(
        {Unit.File, 0, 0, "its folder " + Unit.Directory + " cannot be entered: " + Error.message()});
    return false;
  }
  ErrorCollector Collector(Result, Unit);
  clang::DiagnosticOptions DriverOptions;
  std::vector<const char *> Arguments;
  for (const std::string &Argument : Unit.Arguments)
    Arguments.push_back(Argument.c_str());
  clang::CreateInvocationOptions Invoke;
  Invoke.Diags =
      clang::CompilerInstance::createDiagnostics(*Files, DriverOptions, &Collector, /*ShouldOwnClient=*/false);
  Invoke.VFS = Files;
  Invoke.RecoverOnError = true; // one strange flag is no reason to give up the file
  std::shared_ptr<clang::CompilerInvocation> Invocation = clang::createInvocation(Arguments, Invoke);
  if (!Invocation) {
    if (Result.Errors.empty())
      Result.Errors.push_back({Unit.File, 0, 0, "its compile command does not compile it"});
    return false;
  }
  Invocation->getFrontendOpts().DisableFree = false;
  Invocation->getLangOpts().BracketDepth = NestingLimit;
  // Without a limit: after too many errors Clang would leave the rest of the file unread.
  Invocation->getDiagnosticOpts().ErrorLimit = 0;
  Prepare(*Invocation);

  clang::CompilerInstance Compiler(std::move(Invocation));
  Compiler.setVirtualFileSystem(Files);
  Compiler.setVerboseOutputStream(std::make_unique<raw_null_ostream>());
  Compiler.createDiagnostics(&Collector, /*ShouldOwnClient=*/false);
  Compiler.createFileManager();
  return Compiler.ExecuteAction(Action);
}

ParseResult runApart(function_ref<void(ParseResult &)> Work) {
  initializeOnce();
  ParseResult Result;
  CrashRecoveryContext Guard;
  bool Survived = Guard.RunSafelyOnThread(
      [&] {
        double Start = threadSeconds();
        Work(Result);
        Result.ParseSeconds = threadSeconds() - Start - Result.CallbackSeconds;
      },
      StackBytes);
  Result.Crashed = !Survived;
  return Result;
}

} // namespace

std::unique_ptr<clang::ASTConsumer> makeUnitConsumer(clang::CompilerInstance &Compiler, const ParseOptions &Options,
                                                     UnitCallback Callback) {
  return std::make_unique<UnitConsumer>(Compiler, Options, std::move(Callback));
}

ParseResult parse(const Compilation &Unit, const ParseOptions &Options, const UnitCallback &Callback) {
  return runApart([&](ParseResult &Result) {
    UnitCallback Timed = [&](const TranslationUnit &TU) {
      double Start = threadSeconds();
      Callback(TU);
      Result.CallbackSeconds = threadSeconds() - Start;
      Result.Analysed = true;
    };
    UnitAction Action(Options, Timed);
    auto Prepare = [&](clang::CompilerInvocation &Invocation) {
      Invocation.getFrontendOpts().SkipFunctionBodies = !Options.FullBodies;
    };
    parseHere(Unit, Prepare, Action, Result);
  });
}

ParseResult parseWhole(const Compilation &Unit, const HeaderFilter &Headers, const OtherReading &Reading) {
  return runApart([&](ParseResult &Result) {
    OtherAction Action(Headers, Reading);
    Result.Analysed = parseHere(Unit, Reading.Prepare, Action, Result);
  });
}

std::string render(const ClangError &Error, StringRef WorkingDirectory) {
  StringRef File = Error.File;
  if (!WorkingDirectory.empty() && File.consume_front(WorkingDirectory) && !File.consume_front("/"))
    File = Error.File;
  std::string Text = File.str();
  if (Error.Line)
    Text += ":" + std::to_string(Error.Line) + ":" + std::to_string(Error.Column);
  return Text + ": error: " + Error.Message;
}

} // namespace escape

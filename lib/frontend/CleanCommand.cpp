// One pass over the command with the option table of Clang's own driver, so that a flag and its value stay together.
#include "frontend/CleanCommand.h"

#include "frontend/ClangVersion.h"

#include "clang/Driver/Types.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/Option/Arg.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"

using namespace llvm;
using namespace llvm::opt;
namespace opts = clang::options;
namespace types = clang::driver::types;

namespace escape {
namespace {

enum class Fate {
  Keep,
  Remove,  ///< has no place in our parse
  Unknown, ///< Clang cannot use it: removed and counted
};

/// The same file on disk under both spellings, as far as names tell.
bool sameFile(StringRef A, StringRef B, StringRef Directory) {
  SmallString<256> PathA(A), PathB(B);
  for (SmallString<256> *Path : {&PathA, &PathB}) {
    sys::path::make_absolute(Directory, *Path);
    sys::path::remove_dots(*Path, /*remove_dot_dot=*/true);
  }
  return PathA == PathB;
}

Fate fateOf(const Arg &A) {
  const Option &O = A.getOption();
  if (O.matches(opts::OPT_UNKNOWN) || O.hasFlag(opts::Unsupported))
    return Fate::Unknown;
  for (unsigned Group : {opts::OPT_clang_ignored_f_Group, opts::OPT_clang_ignored_gcc_optimization_f_Group,
                         opts::OPT_clang_ignored_m_Group})
    if (O.matches(Group))
      return Fate::Unknown;

  // Warnings are not ours to print. But -Wno-narrowing also takes back an error.
  if (O.matches(opts::OPT_W_Group) || O.matches(opts::OPT_pedantic_Group)) {
    StringRef Spelling = A.getSpelling();
    std::string Text = A.getNumValues() ? (Spelling + A.getValue()).str() : Spelling.str();
    StringRef Flag = Text;
    return Flag.starts_with("-Wno-") && !Flag.starts_with("-Wno-error") ? Fate::Keep : Fate::Remove;
  }
  // What decides the output, and where it and its dependencies go; debug information.
  for (unsigned Group :
       {opts::OPT_Action_Group, opts::OPT_M_Group, opts::OPT_DebugInfo_Group, opts::OPT_R_Group, opts::OPT_o,
        opts::OPT_save_temps, opts::OPT_save_temps_EQ, opts::OPT_save_stats, opts::OPT_save_stats_EQ,
        opts::OPT_ftime_trace, opts::OPT_ftime_trace_EQ, opts::OPT_fsave_optimization_record,
        opts::OPT_fsave_optimization_record_EQ, opts::OPT__serialize_diags, opts::OPT_fcolor_diagnostics,
        opts::OPT_Wl_COMMA, opts::OPT_Wa_COMMA})
    if (O.matches(Group))
      return Fate::Remove;
  // What another build made: plugins, profiles, precompiled headers.
  for (unsigned Id : {opts::OPT_fplugin_EQ, opts::OPT_fplugin_arg, opts::OPT_fpass_plugin_EQ, opts::OPT_fprofile_use,
                      opts::OPT_fprofile_use_EQ, opts::OPT_fprofile_instr_use, opts::OPT_fprofile_instr_use_EQ,
                      opts::OPT_fprofile_sample_use_EQ, opts::OPT_include_pch})
    if (O.matches(Id))
      return Fate::Remove;
  return Fate::Keep;
}

/// Whether an argument handed to the compiler proper (-Xclang A) must not reach our parse; TakesValue when the next
/// one is its value.
bool refusedByFrontend(StringRef A, bool &TakesValue) {
  TakesValue =
      A == "-load" || A == "-plugin" || A == "-add-plugin" || A == "-include-pch" || A.starts_with("-plugin-arg-");
  return TakesValue || A == "-emit-pch" || A == "-fno-pch-timestamp" || A.starts_with("-emit-");
}

/// Keeps the frontend arguments in the order they came, without the refused ones.
void addFrontendArguments(ArrayRef<std::string> Passed, std::vector<std::string> &Out) {
  for (size_t I = 0; I < Passed.size(); ++I) {
    bool TakesValue = false;
    if (refusedByFrontend(Passed[I], TakesValue)) {
      I += TakesValue;
      continue;
    }
    Out.push_back("-Xclang");
    Out.push_back(Passed[I]);
  }
}

bool isHeader(StringRef File) {
  StringRef Ending = sys::path::extension(File);
  return Ending == ".h" || Ending == ".hh" || Ending == ".hpp" || Ending == ".hxx" || Ending == ".inl" ||
         Ending == ".ipp" || Ending == ".tcc";
}

} // namespace

CleanedCommand cleanCommand(ArrayRef<std::string> Command, StringRef File, StringRef Directory,
                            ArrayRef<std::string> ExtraArgs) {
  std::vector<std::string> Expanded = Command.vec();
  {
    auto FS = vfs::createPhysicalFileSystem();
    clang::tooling::addExpandedResponseFiles(Expanded, Directory, cl::TokenizeGNUCommandLine, *FS);
  }
  SmallVector<const char *, 64> Args;
  for (const std::string &A : ArrayRef(Expanded).drop_front(Expanded.empty() ? 0 : 1)) {
    if (A == "--") // what follows are files, and the only one of interest is added below
      break;
    // An empty argument is a broken macro of a build system; Clang would take it for a file.
    if (!A.empty())
      Args.push_back(A.c_str());
  }

  CleanedCommand Result;
  std::vector<std::string> &Out = Result.Arguments;
  Out.push_back(Expanded.empty() ? "clang" : Expanded.front());
  // -w, not a list of -Wno-: Clang then skips the analyses behind its warnings, too.
  for (const char *A : {"-fsyntax-only", "-Qunused-arguments", "-w"})
    Out.push_back(A);

  bool HasResourceDir = false, HasLanguage = false;
  std::vector<std::string> Frontend;
  const OptTable &Table = clang::getDriverOptTable();
  InputArgList List(Args.begin(), Args.end());
  std::vector<std::string> LanguageAtFile; // -x as it stood before File
  std::vector<std::string> Language;
  bool FileSeen = false;
  for (unsigned Index = 0; Index < Args.size();) {
    unsigned First = Index;
    std::unique_ptr<Arg> A = Table.ParseOneArg(List, Index, Visibility(opts::ClangOption));
    if (!A) // the last flag lacks its value
      break;
    const Option &O = A->getOption();
    if (O.matches(opts::OPT_INPUT)) {
      if (!FileSeen && sameFile(A->getValue(), File, Directory)) {
        FileSeen = true;
        LanguageAtFile = Language;
      }
      continue;
    }
    if (O.matches(opts::OPT_x)) {
      Language = {"-x", A->getValue()};
      HasLanguage = true;
      continue;
    }
    if (O.matches(opts::OPT_Xclang)) {
      Frontend.push_back(A->getValue());
      continue;
    }
    switch (fateOf(*A)) {
    case Fate::Keep:
      HasResourceDir |= O.matches(opts::OPT_resource_dir) || O.matches(opts::OPT_resource_dir_EQ);
      Out.insert(Out.end(), Args.begin() + First, Args.begin() + Index);
      break;
    case Fate::Unknown:
      ++Result.DroppedFlags;
      break;
    case Fate::Remove:
      break;
    }
  }
  addFrontendArguments(Frontend, Out);
  for (const std::string &A : ExtraArgs) {
    HasResourceDir |= StringRef(A).starts_with("-resource-dir");
    HasLanguage |= StringRef(A).starts_with("-x");
    Out.push_back(A);
  }
  if (!HasResourceDir)
    Out.push_back("-resource-dir=" CLANG_ESCAPE_RESOURCE_DIR);
  const std::vector<std::string> &Chosen = FileSeen ? LanguageAtFile : Language;
  if (!Chosen.empty())
    Out.insert(Out.end(), Chosen.begin(), Chosen.end());
  else if (!HasLanguage && isHeader(File))
    // Clang takes a header's ending for C.
    Out.insert(Out.end(), {"-x", "c++"});
  Out.push_back("--");
  Out.push_back(File.str());
  return Result;
}

bool readsCOrCXX(ArrayRef<std::string> Command, StringRef File) {
  types::ID Type = types::TY_INVALID;
  for (size_t I = 0; I + 1 < Command.size(); ++I) {
    if (Command[I] == "--")
      break;
    StringRef A = Command[I];
    if (A == "-x")
      Type = types::lookupTypeForTypeSpecifier(Command[I + 1].c_str());
    else if (A.consume_front("-x"))
      Type = types::lookupTypeForTypeSpecifier(A.str().c_str());
  }
  if (Type == types::TY_INVALID)
    Type = types::lookupTypeForExtension(sys::path::extension(File).drop_front(sys::path::has_extension(File)));
  switch (Type) {
  case types::TY_C:
  case types::TY_PP_C:
  case types::TY_CHeader:
  case types::TY_CXX:
  case types::TY_PP_CXX:
  case types::TY_CXXHeader:
  case types::TY_CXXModule:
    return true;
  default:
    return false;
  }
}

} // namespace escape

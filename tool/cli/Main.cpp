// Reads the command line, has the work done, and turns its outcome into an exit code.
#include "About.h"
#include "Analyse.h"
#include "Options.h"

#include "llvm/Support/raw_ostream.h"

using namespace escape;

namespace {

constexpr int Failed = 2;

int fail(llvm::Error Error) {
  llvm::errs() << "clang-escape: " << llvm::toString(std::move(Error)) << "\n";
  return Failed;
}

int print(llvm::Expected<std::string> Text) {
  if (!Text)
    return fail(Text.takeError());
  llvm::outs() << *Text;
  return 0;
}

} // namespace

int main(int ArgCount, char **Args) {
  llvm::Expected<cli::Options> Options = cli::parseOptions({Args + 1, size_t(ArgCount - 1)});
  if (!Options)
    return fail(Options.takeError());
  switch (Options->Do) {
  case cli::Action::Help:
    return print(cli::helpText());
  case cli::Action::Version:
    return print("clang-escape " CLANG_ESCAPE_VERSION " (Clang " CLANG_ESCAPE_LLVM_VERSION ")\n");
  case cli::Action::ListChecks:
    return print(cli::listChecks(Options->Checks, Options->WarningsAsErrors));
  case cli::Action::ExplainCheck:
    return print(cli::explainCheck(Options->ExplainedCheck));
  case cli::Action::Analyse:
  case cli::Action::Summarize:
  case cli::Action::Link:
  case cli::Action::Check:
    break;
  }
  llvm::Expected<int> Code = cli::analyse(*Options);
  return Code ? *Code : fail(Code.takeError());
}

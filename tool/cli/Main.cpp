// Reads the command line, has the pipeline do the work, and turns its outcome into an exit code.
#include "Options.h"

#include "llvm/Support/raw_ostream.h"

using namespace escape;

int main(int ArgCount, char **Args) {
  llvm::Expected<cli::Options> Options = cli::parseOptions({Args + 1, size_t(ArgCount - 1)});
  if (!Options) {
    llvm::errs() << "clang-escape: " << llvm::toString(Options.takeError()) << "\n";
    return 2;
  }
  if (Options->Do == cli::Action::Help) {
    llvm::outs() << cli::helpText();
    return 0;
  }
  if (Options->Do == cli::Action::Version) {
    llvm::outs() << "clang-escape " CLANG_ESCAPE_VERSION " (Clang " CLANG_ESCAPE_LLVM_VERSION ")\n";
    return 0;
  }
  return 0;
}

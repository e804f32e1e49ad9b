// Clang's own headers: a tool that counts calls per function. The largest headers in common use.
#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/Analysis/CFG.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Tooling/CommonOptionsParser.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/Support/raw_ostream.h"

#include <memory>
#include <string>

namespace {

class CallCounter : public clang::RecursiveASTVisitor<CallCounter> {
public:
  explicit CallCounter(clang::ASTContext &context) : context_(context) {}

  bool VisitCallExpr(clang::CallExpr *call) {
    if (const auto *callee = call->getDirectCallee())
      ++counts_[callee->getCanonicalDecl()];
    return true;
  }

  bool VisitFunctionDecl(clang::FunctionDecl *function) {
    if (!function->doesThisDeclarationHaveABody() || function->isDependentContext())
      return true;
    clang::CFG::BuildOptions options;
    if (const auto cfg = clang::CFG::buildCFG(function, function->getBody(), &context_, options))
      blocks_ += cfg->getNumBlockIDs();
    return true;
  }

  void print(llvm::raw_ostream &out) const {
    for (const auto &[function, count] : counts_)
      out << function->getQualifiedNameAsString() << ' ' << count << '\n';
    out << blocks_ << " blocks\n";
  }

private:
  clang::ASTContext &context_;
  llvm::MapVector<const clang::FunctionDecl *, unsigned> counts_;
  unsigned blocks_ = 0;
};

class Consumer : public clang::ASTConsumer {
public:
  void HandleTranslationUnit(clang::ASTContext &context) override {
    CallCounter counter(context);
    counter.TraverseDecl(context.getTranslationUnitDecl());
    counter.print(llvm::outs());
  }
};

class Action : public clang::ASTFrontendAction {
public:
  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance &, llvm::StringRef) override {
    return std::make_unique<Consumer>();
  }
};

} // namespace

int main(int argc, const char **argv) {
  if (argc < 2)
    return 2;
  const std::string code = argv[1];
  return clang::tooling::runToolOnCode(std::make_unique<Action>(), code) ? 0 : 1;
}

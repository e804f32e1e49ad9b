#include "flow/Callers.h"
#include "clang/AST/DynamicRecursiveASTVisitor.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace escape {

class CallReader : public DynamicRecursiveASTVisitor {
public:
  explicit CallReader(Callers &to) : to(to) {}

  bool TraverseDecl(Decl *decl) override {
    const FunctionDecl *outer = function;
    if (auto *inner = dyn_cast_or_null<FunctionDecl>(decl))
      function = inner;
    bool go = DynamicRecursiveASTVisitor::TraverseDecl(decl);
    function = outer;
    return go;
  }

  bool VisitCallExpr(CallExpr *call) override {
    if (FunctionDecl *callee = call->getDirectCallee()) {
      to.calls[callee->getCanonicalDecl()].push_back({call, function});
      called.insert(call->getCallee()->IgnoreParenImpCasts());
    }
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *name) override {
    // The callee is read after its call.
    if (auto *other = dyn_cast<FunctionDecl>(name->getDecl()); other && !called.contains(name))
      to.named.insert(other->getCanonicalDecl());
    return true;
  }
  bool VisitOverloadExpr(OverloadExpr *names) override {
    for (NamedDecl *decl : names->decls())
      if (auto *other = dyn_cast<FunctionDecl>(decl->getUnderlyingDecl()))
        to.named.insert(other->getCanonicalDecl());
    return true;
  }
  bool VisitCXXRecordDecl(CXXRecordDecl *record) override {
    if (record->isThisDeclarationADefinition())
      for (const CXXBaseSpecifier &base : record->bases())
        if (const CXXRecordDecl *parent = base.getType()->getAsCXXRecordDecl())
          to.bases.insert(parent->getCanonicalDecl());
    return true;
  }

private:
  Callers &to;
  const FunctionDecl *function = nullptr;
  llvm::DenseSet<const Expr *> called;
};

void Callers::read(Decl *decl) { CallReader(*this).TraverseDecl(decl); }

llvm::ArrayRef<Callers::Call> Callers::of(const FunctionDecl *function) const {
  auto it = calls.find(function->getCanonicalDecl());
  return it == calls.end() ? llvm::ArrayRef<Call>() : llvm::ArrayRef<Call>(it->second);
}

bool Callers::allVisible(const FunctionDecl *function) const {
  auto *method = dyn_cast<CXXMethodDecl>(function);
  return !function->isExternallyVisible() && !(method && method->isVirtual()) && !function->isTemplateInstantiation() &&
         !named.contains(function->getCanonicalDecl()) &&
         function->getASTContext().getSourceManager().isInMainFile(function->getLocation());
}

} // namespace escape

#include "optimizer/Written.h"
#include "clang/AST/DynamicRecursiveASTVisitor.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/FileManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"

namespace escape {

namespace {

class Reader : public clang::DynamicRecursiveASTVisitor {
public:
  Reader(clang::ASTContext &context, llvm::ArrayRef<AllocationSite> sites, Places &places, Written &written)
      : context(context), sources(context.getSourceManager()), sites(sites), places(places), written(written) {
    ShouldVisitTemplateInstantiations = true;
    ShouldVisitImplicitCode = true;
    for (unsigned i = 0; i < sites.size(); ++i)
      byFile[sites[i].file].push_back(i);
  }

  bool VisitCallExpr(clang::CallExpr *call) override {
    enter(call, /*makes=*/false);
    note(call, call->getDirectCallee());
    return true;
  }
  bool VisitCXXConstructExpr(clang::CXXConstructExpr *construct) override {
    enter(construct, /*makes=*/false);
    note(construct, construct->getConstructor());
    return true;
  }
  bool VisitCXXNewExpr(clang::CXXNewExpr *made) override {
    enter(made, /*makes=*/true);
    return true;
  }
  bool VisitCXXThrowExpr(clang::CXXThrowExpr *thrown) override {
    enter(thrown, /*makes=*/true);
    return true;
  }

private:
  using Bytes = std::pair<unsigned, unsigned>; ///< half-open offsets

  void note(const clang::Expr *expr, const clang::FunctionDecl *callee) {
    auto &here = written.calls[places.of(expr->getExprLoc())];
    const clang::FunctionDecl *canonical = callee ? callee->getCanonicalDecl() : nullptr;
    if (!llvm::is_contained(here, canonical))
      here.push_back(canonical);
  }

  void enter(const clang::Expr *expr, bool makes) {
    llvm::ArrayRef<unsigned> asked = sitesOf(expr);
    if (!makes && asked.empty())
      return;
    AskedAt &at = written.asked[places.of(expr->getExprLoc())];
    at.makes |= makes;
    for (unsigned site : asked)
      if (auto &list = makes ? at.made : at.called; !llvm::is_contained(list, site))
        list.push_back(site);
  }

  /// The sites that are this expression: those of its bytes, as the report measures them.
  llvm::ArrayRef<unsigned> sitesOf(const clang::Expr *expr) {
    clang::SourceRange range = expr->getSourceRange();
    if (range.isInvalid())
      return {};
    clang::SourceLocation begin = sources.getExpansionLoc(range.getBegin());
    clang::SourceLocation end =
        range.getEnd().isMacroID() ? sources.getExpansionRange(range.getEnd()).getEnd() : range.getEnd();
    auto [file, first] = sources.getDecomposedLoc(begin);
    auto [endFile, last] = sources.getDecomposedLoc(end);
    llvm::DenseMap<Bytes, llvm::SmallVector<unsigned, 1>> &known = sitesIn(file);
    if (known.empty() || file != endFile)
      return {};
    unsigned length = clang::Lexer::MeasureTokenLength(end, sources, context.getLangOpts());
    auto it = known.find(Bytes(first, last + length));
    return it == known.end() ? llvm::ArrayRef<unsigned>() : llvm::ArrayRef<unsigned>(it->second);
  }

  llvm::DenseMap<Bytes, llvm::SmallVector<unsigned, 1>> &sitesIn(clang::FileID file) {
    auto [it, isNew] = offsets.try_emplace(file);
    if (!isNew)
      return it->second;
    clang::OptionalFileEntryRef entry = sources.getFileEntryRefForID(file);
    if (!entry)
      return it->second;
    auto asked = byFile.find(places.path(places.fileOf(entry->getName())));
    if (asked == byFile.end())
      return it->second;
    auto offset = [&](LineColumn at) {
      return sources.getFileOffset(sources.translateLineCol(file, at.line, at.column));
    };
    for (unsigned site : asked->second)
      it->second[Bytes(offset(sites[site].begin), offset(sites[site].end))].push_back(site);
    return it->second;
  }

  clang::ASTContext &context;
  const clang::SourceManager &sources;
  llvm::ArrayRef<AllocationSite> sites;
  Places &places;
  Written &written;
  llvm::StringMap<std::vector<unsigned>> byFile;
  llvm::DenseMap<clang::FileID, llvm::DenseMap<Bytes, llvm::SmallVector<unsigned, 1>>> offsets;
};

} // namespace

Written readWritten(clang::ASTContext &context, llvm::ArrayRef<clang::Decl *> topLevel,
                    llvm::ArrayRef<AllocationSite> sites, Places &places) {
  Written written;
  Reader reader(context, sites, places, written);
  for (clang::Decl *decl : topLevel)
    reader.TraverseDecl(decl);
  return written;
}

} // namespace escape

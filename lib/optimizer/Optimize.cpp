#include "optimizer/Optimize.h"
#include "optimizer/Code.h"
#include "optimizer/Remarks.h"
#include "optimizer/Written.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/TargetInfo.h"
#include "clang/CodeGen/BackendUtil.h"
#include "clang/CodeGen/ModuleBuilder.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/MultiplexConsumer.h"
#include "llvm/IR/LLVMContext.h"

namespace escape {

std::vector<std::string> optimizedBuildFlags(llvm::StringRef level) {
  // Link-time optimization would leave the work to the linker, which sees more than this file.
  return {level.str(), "-gline-tables-only", "-gcolumn-info", "-fno-lto"};
}

struct OptimizedBuild::State {
  std::vector<AllocationSite> sites;
  llvm::LLVMContext context;
  Optimized result;
};

namespace {

/// The fate of a site from all the places of its code, before and after.
class Fates {
public:
  Fates(const Code &before, const Code &after, const Remarks &remarks,
        std::function<std::string(const std::string &)> shown)
      : before(before), after(after), remarks(remarks), shown(std::move(shown)) {}

  void add(const AllocationSite &site, CodePlace place, bool made, bool alone) {
    auto was = before.places.find(place);
    if (was == before.places.end())
      return;
    const CodeAt &then = was->second;
    bool allocates = (made ? then.made : then.called) == Allocates::Yes;
    allocated += allocates;
    functions.insert(then.functions.begin(), then.functions.end());
    auto is = after.places.find(place);
    if (is == after.places.end())
      return;
    const CodeAt &now = is->second;
    blurred |= now.blurred;
    Allocates level = made ? now.made : now.called;
    if (level == Allocates::No)
      return;
    // One of several expressions at this place allocates, or one that this place calls another way.
    if (!alone)
      blurred = true;
    left = std::max(left, level);
    keeps += allocates;
    const auto &bytes = made ? now.madeBytes : now.calledBytes;
    if (level == Allocates::Yes && (!site.bytes || bytes.contains(std::nullopt) || bytes.contains(site.bytes)))
      same |= alone;
    keptIn.insert(now.allocatesIn.begin(), now.allocatesIn.end());
  }

  AllocationFate fate() const {
    AllocationFate result;
    if (functions.empty())
      return result;
    result.kind = AllocationFate::Unknown;
    // Several expressions that a macro gives one range, and which have several fates.
    if (left != Allocates::No && keeps < allocated)
      return result;
    std::set<std::string> copies, defined;
    for (const std::string &function : functions)
      for (const std::string &copy : remarks.copiesOf(function))
        copies.insert(copy);
    if (same || (left == Allocates::Library && !allocated && !blurred))
      result.kind = AllocationFate::Stays;
    else if (left == Allocates::No && allocated && !blurred && !lostIn(copies))
      result.kind = AllocationFate::Removed;
    if (same)
      for (const std::string &copy : copies)
        if (after.defined.contains(copy) && !keptIn.contains(copy) && !lostIn({copy}))
          result.removedIn.push_back(shown(copy));
    llvm::sort(result.removedIn);
    result.removedIn.erase(llvm::unique(result.removedIn), result.removedIn.end());
    return result;
  }

private:
  bool lostIn(const std::set<std::string> &copies) const {
    return llvm::any_of(copies, [&](const std::string &copy) { return after.lost.contains(copy); });
  }

  const Code &before, &after;
  const Remarks &remarks;
  std::function<std::string(const std::string &)> shown;
  std::set<std::string> functions, keptIn;
  unsigned allocated = 0; ///< places where it allocates before optimization
  unsigned keeps = 0;     ///< those of them where something is left
  bool blurred = false;   ///< what is left may be another one's
  bool same = false;      ///< what is left is its own
  Allocates left = Allocates::No;
};

/// Stands behind the code generator and takes over when it is done.
class Comparer : public clang::ASTConsumer {
public:
  Comparer(clang::CompilerInstance &compiler, clang::CodeGenerator &generator, llvm::LLVMContext &context,
           llvm::ArrayRef<AllocationSite> sites, OptimizedBuild::IsUser isUser, Optimized &result)
      : compiler(compiler), generator(generator), context(context), sites(sites),
        places(compiler.getSourceManager(), std::move(isUser)), result(result) {}

  bool HandleTopLevelDecl(clang::DeclGroupRef group) override {
    for (clang::Decl *decl : group)
      if (places.isUser(decl->getLocation()))
        topLevel.push_back(decl);
    return true;
  }

  void HandleTranslationUnit(clang::ASTContext &ast) override {
    llvm::Module *module = generator.GetModule();
    if (!module || compiler.getDiagnostics().hasErrorOccurred())
      return;
    Written written = readWritten(ast, topLevel, sites, places);
    AskedPlaces asked;
    for (const auto &[place, at] : written.asked)
      asked[place] = at.makes;
    CodeReader reader(generator, places, asked);
    Code before = reader.read(*module);
    Remarks remarks;
    context.setDiagnosticHandler(makeRemarkHandler(remarks, places));
    clang::emitBackendOutput(compiler, compiler.getCodeGenOpts(), ast.getTargetInfo().getDataLayoutString(), module,
                             clang::Backend_EmitNothing, compiler.getFileManager().getVirtualFileSystemPtr(),
                             /*OS=*/nullptr);
    context.setDiagnosticHandler(nullptr);
    if (remarks.failed)
      return;
    Code after = reader.read(*module);
    result.fates = fates(written, before, after, remarks);
    result.decisions = decide(remarks, written, places, [&](llvm::StringRef name) { return declOf(name); });
  }

private:
  const clang::FunctionDecl *declOf(llvm::StringRef name) {
    return llvm::dyn_cast_or_null<clang::FunctionDecl>(generator.GetDeclForMangledName(name));
  }

  std::vector<AllocationFate> fates(const Written &written, const Code &before, const Code &after,
                                    const Remarks &remarks) {
    Fates none(before, after, remarks, [&](const std::string &name) { return nameOf(declOf(name), name); });
    std::vector<Fates> fates(sites.size(), none);
    for (const auto &[place, at] : written.asked) {
      for (unsigned site : at.made)
        fates[site].add(sites[site], place, /*made=*/true, at.made.size() == 1);
      for (unsigned site : at.called)
        fates[site].add(sites[site], place, /*made=*/false, at.called.size() == 1);
    }
    std::vector<AllocationFate> result;
    for (const Fates &one : fates)
      result.push_back(one.fate());
    return result;
  }

  clang::CompilerInstance &compiler;
  clang::CodeGenerator &generator;
  llvm::LLVMContext &context;
  llvm::ArrayRef<AllocationSite> sites;
  Places places;
  Optimized &result;
  std::vector<clang::Decl *> topLevel;
};

} // namespace

OptimizedBuild::OptimizedBuild(llvm::ArrayRef<AllocationSite> sites) : state(std::make_unique<State>()) {
  state->sites = sites.vec();
}

OptimizedBuild::~OptimizedBuild() = default;

void OptimizedBuild::prepare(clang::CompilerInvocation &invocation) {
  clang::CodeGenOptions &options = invocation.getCodeGenOpts();
  // Places are compared with the syntax tree's.
  options.DebugPrefixMap.clear();
  options.DebugCompilationDir.clear();
  options.CoverageNotesFile.clear();
  options.CoverageDataFile.clear();
  options.OptRecordFile.clear();
  options.StackUsageOutput.clear();
  options.ThinLinkBitcodeFile.clear();
  options.SaveTempsFilePrefix.clear();
  options.PassPlugins.clear();
}

std::unique_ptr<clang::ASTConsumer> OptimizedBuild::makeConsumer(clang::CompilerInstance &compiler, IsUser isUser) {
  std::unique_ptr<clang::CodeGenerator> generator =
      clang::CreateLLVMCodeGen(compiler, compiler.getFrontendOpts().Inputs.front().getFile(), state->context);
  auto comparer =
      std::make_unique<Comparer>(compiler, *generator, state->context, state->sites, std::move(isUser), state->result);
  std::vector<std::unique_ptr<clang::ASTConsumer>> both;
  both.push_back(std::move(generator));
  both.push_back(std::move(comparer));
  return std::make_unique<clang::MultiplexConsumer>(std::move(both));
}

Optimized OptimizedBuild::take() { return std::move(state->result); }

} // namespace escape

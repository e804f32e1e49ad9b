#include "flow/BuildFlow.h"
#include "flow/Context.h"
#include "flow/Function.h"
#include "flow/Remedies.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Sema/Scope.h"
#include "clang/Sema/Sema.h"
#include <utility>

using namespace clang;

namespace escape {

namespace {

/// Queues every function the user wrote, and the instantiations of those that are templates.
class Collector {
public:
  explicit Collector(Context &context) : context(context) {}

  void add(const Decl *decl) {
    if (decl->isInvalidDecl())
      return;
    if (auto *tmpl = dyn_cast<FunctionTemplateDecl>(decl)) {
      for (const FunctionDecl *instance : tmpl->specializations())
        context.require(instance);
      addPattern(tmpl->getTemplatedDecl());
    } else if (auto *tmpl = dyn_cast<ClassTemplateDecl>(decl)) {
      if (tmpl->isThisDeclarationADefinition())
        for (const Decl *member : tmpl->getTemplatedDecl()->decls())
          if (auto *method = dyn_cast<FunctionDecl>(member))
            addPattern(method);
      for (const ClassTemplateSpecializationDecl *instance : tmpl->specializations())
        if (instance->hasDefinition() && !instance->isDependentContext())
          addAll(instance);
    } else if (auto *function = dyn_cast<FunctionDecl>(decl)) {
      if (!function->isDependentContext() && function->doesThisDeclarationHaveABody())
        context.require(function);
      addPattern(function); // a member of a class template, defined outside
    } else if (auto *record = dyn_cast<CXXRecordDecl>(decl)) {
      if (!record->isDependentContext() && record->isThisDeclarationADefinition())
        addAll(record);
    } else if (auto *variable = dyn_cast<VarDecl>(decl)) {
      if (variable->hasInit() && !variable->getDeclContext()->isDependentContext() &&
          !variable->getType()->isDependentType() && context.isUser(variable))
        globals.push_back(variable);
    } else if (isa<NamespaceDecl, LinkageSpecDecl, ExportDecl>(decl)) {
      addAll(cast<DeclContext>(decl));
    }
  }
  std::vector<const VarDecl *> globals;
  std::vector<const FunctionDecl *> patterns;

private:
  void addPattern(const FunctionDecl *function) {
    if (function->doesThisDeclarationHaveABody() && function->isDependentContext() && !function->isInvalidDecl() &&
        context.isUser(function))
      patterns.push_back(function);
  }
  void addAll(const DeclContext *declContext) {
    for (const Decl *member : declContext->decls())
      add(member);
  }
  Context &context;
};

uint64_t countUserLines(const Unit &unit) {
  uint64_t lines = 0;
  for (const SourceFile &file : unit.files)
    if (file.user && file.text)
      lines += std::count(file.text->begin(), file.text->end(), '\n');
  return lines;
}

/// Some function of this file promises to ask for no memory: then all that asks has to be recorded.
bool promisesNoAlloc(const SourceManager &manager) {
  llvm::StringRef text = manager.getBufferOrFake(manager.getMainFileID()).getBuffer();
  return text.contains("clang-escape: no-alloc") || text.contains("nonallocating") || text.contains("nonblocking");
}

} // namespace

Unit buildFlow(ASTContext &ast, Sema &sema, llvm::ArrayRef<Decl *> topLevel, const Library &library,
               const FlowOptions &given) {
  FlowOptions options = given;
  options.allocations |= promisesNoAlloc(ast.getSourceManager());
  Unit unit;
  unit.allAllocations = options.allocations;
  unit.mainFile = options.mainFile;
  // What Sema is asked below must not reach the user: those are our questions, not their errors.
  bool suppressed = sema.getDiagnostics().getSuppressAllDiagnostics();
  sema.getDiagnostics().setSuppressAllDiagnostics(true);
  // The parser has closed the file's scope; builtins that instantiations need for the first time are declared in it.
  Scope fileScope(nullptr, Scope::DeclScope, sema.getDiagnostics());
  fileScope.setEntity(ast.getTranslationUnitDecl());
  Scope *closed = std::exchange(sema.TUScope, &fileScope);
  Context context(unit, ast, sema, library, options);
  Collector collector(context);
  for (const Decl *decl : topLevel)
    if (decl->getLocation().isInvalid() || !context.sources.isSystem(decl->getLocation()))
      collector.add(decl);
  while (const FunctionDecl *function = context.next()) {
    FunctionBuilder builder(context, function);
    if (std::optional<FunctionFlow> flow = builder.build())
      unit.functions.push_back(std::move(*flow));
    else
      ++unit.degraded["invalid parts, or no control flow graph"];
  }
  for (const VarDecl *variable : collector.globals) {
    FunctionBuilder builder(context, variable);
    if (std::optional<FunctionFlow> flow = builder.build())
      unit.functions.push_back(std::move(*flow));
  }
  while (const FunctionDecl *function = context.next()) {
    FunctionBuilder builder(context, function);
    if (std::optional<FunctionFlow> flow = builder.build())
      unit.functions.push_back(std::move(*flow));
  }
  for (const FunctionDecl *pattern : collector.patterns)
    if (!context.instantiated(pattern))
      if (std::optional<FunctionFlow> flow = FunctionBuilder(context, pattern).buildPattern())
        unit.functions.push_back(std::move(*flow));
  if (options.remedies) {
    for (Decl *decl : topLevel)
      if (decl->getLocation().isValid() && !context.sources.isSystem(decl->getLocation()))
        context.callers.read(decl);
    findExactCalls(context);
    findRemedies(context);
    findConversions(context);
  }
  unit.userLines = countUserLines(unit);
  sema.TUScope = closed;
  sema.getDiagnostics().setSuppressAllDiagnostics(suppressed);
  return unit;
}

} // namespace escape

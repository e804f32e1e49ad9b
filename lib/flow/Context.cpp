#include "flow/Context.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Sema/Sema.h"

using namespace clang;

namespace escape {

Context::Context(Unit &unit, ASTContext &ast, Sema &sema, const Library &library, const FlowOptions &options)
    : unit(unit), ast(ast), sema(sema), library(library), options(options),
      sources(unit, ast.getSourceManager(), ast.getLangOpts(), options), types(unit, ast, sema, library),
      assumptions(unit.assumptions), constantMembers(ast), mangler(ast) {
  Preprocessor &preprocessor = sema.getPreprocessor();
  standardLibrary = preprocessor.isMacroDefined("_LIBCPP_VERSION") ? "libc++"
                    : preprocessor.isMacroDefined("__GLIBCXX__")   ? "libstdc++"
                                                                   : "";
}

FnKey Context::keyOf(const FunctionDecl *function) {
  function = function->getCanonicalDecl();
  if (auto it = keys.find(function); it != keys.end())
    return it->second;
  std::string name;
  if (function->isExternallyVisible() && !function->isDependentContext()) {
    name = mangler.getName(function);
  }
  if (name.empty()) {
    // Internal linkage, closures and local entities: file, name and the how-manieth of that name in order of discovery.
    std::string local = options.mainFile + ":" + qualifiedName(function) + ":" + function->getType().getAsString();
    name = local + "#" + std::to_string(ordinals[local]++);
  }
  return keys[function] = FnKey::of(name);
}

StaticId Context::staticOf(const VarDecl *variable) {
  variable = variable->getCanonicalDecl();
  if (auto it = statics.find(variable); it != statics.end())
    return it->second;
  StaticVariable entry;
  entry.key = qualifiedName(variable);
  entry.internalLinkage = !variable->isExternallyVisible() || variable->isStaticLocal();
  if (entry.internalLinkage)
    entry.key = options.mainFile + ":" + entry.key + ":" + std::to_string(unit.statics.size());
  entry.name = variable->isStaticDataMember() ? variable->getQualifiedNameAsString() : variable->getNameAsString();
  entry.span = sources.token(variable->getLocation());
  entry.type = types.of(variable->getType());
  entry.threadLocal = variable->getTLSKind() != VarDecl::TLS_None;
  entry.constant = variable->getType().isConstQualified() && !variable->getType()->isReferenceType();
  StaticId id{unit.statics.size()};
  unit.statics.push_back(std::move(entry));
  return statics[variable] = id;
}

const FunctionDecl *Context::bodyOf(const FunctionDecl *function) {
  const FunctionDecl *definition = nullptr;
  if (!function->hasBody(definition) || !definition || definition->hasSkippedBody() || !definition->getBody())
    return nullptr;
  if (definition->isInvalidDecl() || definition->isDependentContext() || inStandardNamespace(definition))
    return nullptr;
  // Also headers the header filter leaves out: their findings are not told, their summaries are used.
  return sources.isSystem(definition->getLocation()) ? nullptr : definition;
}

bool Context::require(const FunctionDecl *function) {
  const FunctionDecl *definition = bodyOf(function);
  if (!definition)
    return false;
  if (seen.insert(definition).second) {
    queue.push_back(definition);
    if (const FunctionDecl *pattern = definition->getTemplateInstantiationPattern())
      patterns.insert(pattern->getCanonicalDecl());
  }
  return true;
}

bool Context::instantiated(const FunctionDecl *pattern) { return patterns.contains(pattern->getCanonicalDecl()); }

const FunctionDecl *Context::next() {
  if (queue.empty())
    return nullptr;
  const FunctionDecl *function = queue.front();
  queue.pop_front();
  return function;
}

KnownId Context::known(Summary summary) {
  KnownId id{unit.known.size()};
  unit.known.push_back(std::move(summary));
  return id;
}

std::string Context::nameOf(const FunctionDecl *function) {
  if (auto *method = dyn_cast<CXXMethodDecl>(function);
      method && method->getParent()->isLambda() && method->getOverloadedOperator() == OO_Call) {
    PresumedLoc at = ast.getSourceManager().getPresumedLoc(method->getParent()->getLocation());
    return at.isValid() ? "lambda at line " + std::to_string(at.getLine()) : "lambda";
  }
  return qualifiedName(function);
}

} // namespace escape

// What declarations promise of parameters and `this`. Any declaration of a function may carry the attribute, callers
// trust the one they see; whoever overrides a method is called by those who trust the method's.
#include "flow/Function.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/TypeLoc.h"
#include "llvm/ADT/SetVector.h"

using namespace clang;

namespace escape {

namespace {

/// The declarations callers of `function` may look at, first written first.
llvm::SmallVector<const FunctionDecl *, 4> declarationsOf(const FunctionDecl *function) {
  llvm::SmallSetVector<const FunctionDecl *, 4> all;
  auto add = [&](const FunctionDecl *one) {
    llvm::SmallVector<const FunctionDecl *, 2> redeclared(one->redecls());
    for (const FunctionDecl *declaration : llvm::reverse(redeclared))
      if (declaration->getNumParams() == function->getNumParams())
        all.insert(declaration);
  };
  add(function);
  if (const FunctionDecl *pattern = function->getTemplateInstantiationPattern())
    add(pattern);
  llvm::SmallVector<const CXXMethodDecl *, 4> methods;
  if (auto *method = dyn_cast<CXXMethodDecl>(function))
    methods.push_back(method);
  while (!methods.empty())
    for (const CXXMethodDecl *overridden : methods.pop_back_val()->overridden_methods())
      if (!all.contains(overridden->getCanonicalDecl())) {
        add(overridden->getCanonicalDecl());
        methods.push_back(overridden);
      }
  return all.takeVector();
}

/// Calls `visit` with every attribute of type `A` that is written behind the parameters, which is about `this`.
template <class A> void visitThis(const FunctionDecl *function, llvm::function_ref<void(const A *)> visit) {
  const TypeSourceInfo *info = function->getTypeSourceInfo();
  if (!info)
    return;
  AttributedTypeLoc attributed;
  for (TypeLoc loc = info->getTypeLoc(); (attributed = loc.getAsAdjusted<AttributedTypeLoc>());
       loc = attributed.getModifiedLoc())
    if (auto *attribute = attributed.getAttrAs<A>())
      visit(attribute);
}

/// Whether an object of type `part` can lie in one of type `whole`, in what it points to or in what it owns.
bool holds(QualType whole, QualType part, ASTContext &ast, unsigned depth = 0) {
  whole = whole.getCanonicalType().getUnqualifiedType();
  part = part.getCanonicalType().getUnqualifiedType();
  if (whole == part)
    return true;
  if (depth > 3)
    return false;
  if (const ArrayType *array = ast.getAsArrayType(whole))
    return holds(array->getElementType(), part, ast, depth + 1);
  if (QualType pointee = whole->getPointeeType(); !pointee.isNull())
    return holds(pointee, part, ast, depth + 1);
  const CXXRecordDecl *record = whole->getAsCXXRecordDecl();
  if (!record || !record->hasDefinition())
    return false;
  const CXXRecordDecl *inner = part->getAsCXXRecordDecl();
  if (inner && inner->hasDefinition() && (inner->isDerivedFrom(record) || record->isDerivedFrom(inner)))
    return true;
  if (auto *instance = dyn_cast<ClassTemplateSpecializationDecl>(record))
    for (const TemplateArgument &argument : instance->getTemplateArgs().asArray())
      if (argument.getKind() == TemplateArgument::Type && holds(argument.getAsType(), part, ast, depth + 1))
        return true;
  for (const FieldDecl *field : record->fields())
    if (!field->getType()->isArithmeticType() && holds(field->getType(), part, ast, depth + 1)) // an index, a flag
      return true;
  for (const CXXBaseSpecifier &base : record->bases())
    if (holds(base.getType(), part, ast, depth + 1))
      return true;
  return false;
}

/// Whether what `type` refers to (a pointer, a reference, the pointers in an object) can be a part of `whole`.
bool canReferInto(QualType type, QualType whole, ASTContext &ast) {
  if (QualType pointee = type->getPointeeType(); !pointee.isNull())
    return holds(whole, pointee, ast);
  if (type.getCanonicalType().getUnqualifiedType() == whole.getCanonicalType().getUnqualifiedType())
    return true; // a view of what is viewed
  const CXXRecordDecl *record = type->getAsCXXRecordDecl();
  if (!record || !record->hasDefinition())
    return false;
  auto pointsInto = [&](QualType pointer) {
    QualType pointee = pointer->getPointeeType();
    return !pointee.isNull() && pointee->getAsCXXRecordDecl() != record && holds(whole, pointee, ast);
  };
  for (const FieldDecl *field : record->fields())
    if (pointsInto(field->getType()))
      return true;
  // What it is made of it may refer to.
  for (const CXXConstructorDecl *constructor : record->ctors())
    if (constructor->getNumParams() && pointsInto(constructor->getParamDecl(0)->getType()))
      return true;
  return false;
}

/// Clang gives some attributes to the standard library by itself, and infers some: nobody wrote those.
bool isWritten(const Attr *attribute) { return !attribute->isImplicit() && attribute->getLocation().isValid(); }

} // namespace

/// Where `text` stands as a comment of its own line above `at`, or behind it; invalid: it does not.
static SourceLocation commentAt(const SourceManager &manager, SourceLocation at, llvm::StringRef text) {
  auto [file, offset] = manager.getDecomposedLoc(at);
  llvm::StringRef buffer = manager.getBufferData(file);
  size_t begin = buffer.rfind('\n', offset) + 1; // npos + 1 is 0
  size_t end = std::min(buffer.find('\n', offset), buffer.size());
  auto find = [&](size_t from, size_t to) {
    llvm::StringRef line = buffer.slice(from, to);
    size_t slashes = line.find("//"), words = line.find(text);
    return slashes < words && words != llvm::StringRef::npos
               ? manager.getLocForStartOfFile(file).getLocWithOffset(from + words)
               : SourceLocation();
  };
  if (SourceLocation found = find(begin, end); found.isValid())
    return found;
  if (begin < 2)
    return {};
  size_t above = buffer.rfind('\n', begin - 1) + 1;
  return buffer.slice(above, begin).ltrim().starts_with("//") ? find(above, begin - 1) : SourceLocation();
}

/// `[[clang::nonallocating]]`, nonblocking, which is more, and our own comment.
void FunctionBuilder::readNoAlloc(const FunctionDecl *declaration) {
  Contract contract;
  contract.kind = ContractKind::NoAlloc;
  for (const FunctionEffectWithCondition &effect : declaration->getFunctionEffects()) {
    FunctionEffect::Kind kind = effect.Effect.kind();
    if (kind != FunctionEffect::Kind::NonAllocating && kind != FunctionEffect::Kind::NonBlocking)
      continue;
    contract.words = kind == FunctionEffect::Kind::NonAllocating ? "nonallocating" : "nonblocking";
    contract.span = context.sources.token(declaration->getLocation());
    fn.noAlloc = contract;
    return;
  }
  constexpr llvm::StringLiteral Comment = "clang-escape: no-alloc";
  const SourceManager &manager = context.ast.getSourceManager();
  SourceLocation at = manager.getExpansionLoc(declaration->getBeginLoc());
  if (at.isInvalid() || context.sources.isSystem(at))
    return;
  SourceLocation found = commentAt(manager, at, Comment);
  if (found.isInvalid())
    return;
  contract.words = "no-alloc";
  contract.span = context.sources.token(declaration->getLocation());
  fn.noAlloc = contract;
}

void FunctionBuilder::readContracts() {
  auto *method = dyn_cast<CXXMethodDecl>(function);
  fn.overridable = method && method->isVirtual();
  unsigned first = method && method->isImplicitObjectMemberFunction() ? 1 : 0; // what `this` is to lifetime_capture_by

  // One for each parameter and kind: inherited attributes repeat themselves.
  auto contract = [&](LocationId param, ContractKind kind, const Attr *attribute, const char *words) -> Contract & {
    for (Contract &old : fn.contracts)
      if (old.param == param && old.kind == kind)
        return old;
    Contract &fresh = fn.contracts.emplace_back();
    fresh.kind = kind;
    fresh.param = param;
    fresh.words = words;
    fresh.span = context.sources.span(attribute->getRange());
    return fresh;
  };
  auto captureBy = [&](LocationId param, const LifetimeCaptureByAttr *attribute) {
    Contract &c = contract(param, ContractKind::CaptureBy, attribute, "");
    for (int index : attribute->params()) {
      LocationId keeper;
      if (index == LifetimeCaptureByAttr::Global || index == LifetimeCaptureByAttr::Unknown || index < 0)
        c.anyone = true;
      else if (first && index == LifetimeCaptureByAttr::This)
        keeper = fn.self;
      else if (unsigned(index) >= first && index - first < fn.params.size())
        keeper = fn.params[index - first];
      if (keeper.valid() && std::find(c.keepers.begin(), c.keepers.end(), keeper) == c.keepers.end())
        c.keepers.push_back(keeper);
    }
  };

  llvm::SmallVector<const FunctionDecl *, 4> declarations = declarationsOf(function);
  for (size_t i = 0; i < fn.params.size(); ++i)
    for (const FunctionDecl *declaration : declarations) {
      const ParmVarDecl *param = declaration->getParamDecl(i);
      if (auto *attribute = param->getAttr<NoEscapeAttr>(); attribute && isWritten(attribute))
        contract(fn.params[i], ContractKind::NoEscape, attribute, "noescape");
      if (auto *attribute = param->getAttr<LifetimeBoundAttr>(); attribute && isWritten(attribute))
        contract(fn.params[i], ContractKind::LifetimeBound, attribute, "lifetimebound");
      if (auto *attribute = param->getAttr<LifetimeCaptureByAttr>(); attribute && isWritten(attribute))
        captureBy(fn.params[i], attribute);
    }
  if (fn.self.valid())
    for (const FunctionDecl *declaration : declarations) {
      visitThis<LifetimeBoundAttr>(declaration, [&](const LifetimeBoundAttr *attribute) {
        if (isWritten(attribute))
          contract(fn.self, ContractKind::LifetimeBound, attribute, "lifetimebound");
      });
      visitThis<LifetimeCaptureByAttr>(declaration, [&](const LifetimeCaptureByAttr *attribute) {
        if (isWritten(attribute))
          captureBy(fn.self, attribute);
      });
    }
  for (const FunctionDecl *declaration : declarations)
    if (!fn.noAlloc)
      readNoAlloc(declaration);
  QualType result = method && isa<CXXConstructorDecl>(method) ? context.ast.getCanonicalTagType(method->getParent())
                                                              : function->getReturnType();
  for (Contract &c : fn.contracts) {
    if (c.kind == ContractKind::LifetimeBound) {
      QualType type =
          c.param == fn.self ? method->getThisType() : function->getParamDecl(fn.at(c.param).index)->getType();
      QualType pointee = type->getPointeeType();
      c.plausible = canReferInto(result, pointee.isNull() ? type : pointee, context.ast);
    }
    if (c.kind != ContractKind::CaptureBy)
      continue;
    std::string names;
    for (LocationId keeper : c.keepers)
      names += (names.empty() ? "" : ", ") + fn.at(keeper).name;
    if (c.anyone && names.empty())
      names = "global";
    c.words = "lifetime_capture_by(" + names + ")";
  }
}

} // namespace escape

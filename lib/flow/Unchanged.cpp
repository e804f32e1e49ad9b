// What is known of values without following them: names that never change, objects nothing has touched since they were
// made, functions that give a constant.
#include "flow/Function.h"
#include "flow/Sizes.h"

using namespace clang;

namespace escape {

/// The object of the path is a local one or what a local owner or pointer was made with, and nothing was done to it
/// since.
bool FunctionBuilder::isAsMade(const NamedPath &path, bool everyRound) {
  if (!path.name)
    return false;
  const VarDecl *variable = path.variable();
  if (!variable->isLocalVarDecl() || variable->getType()->isReferenceType() || !variable->getInit())
    return false;
  if (!mentions)
    mentions.emplace(body());
  return mentions->isAsMade(path, everyRound);
}

/// The class of the one object a local pointer or owner is made with, by its own default constructor; null: anything
/// else. `made`: what it is initialised with.
static const CXXRecordDecl *freshClass(const Expr *made) {
  made = made->IgnoreUnlessSpelledInSource();
  // unique_ptr<T>(new T)
  if (auto *owner = dyn_cast<CXXConstructExpr>(made);
      owner && owner->getNumArgs() && inStandardNamespace(owner->getConstructor()->getParent()))
    made = owner->getArg(0)->IgnoreUnlessSpelledInSource();
  if (auto *object = dyn_cast<CXXNewExpr>(made)) {
    const Expr *init = object->getInitializer();
    auto *constructor = init ? dyn_cast<CXXConstructExpr>(init->IgnoreUnlessSpelledInSource()) : nullptr;
    bool plain = !object->isArray() && !object->getNumPlacementArgs() && constructor &&
                 constructor->getConstructor()->isDefaultConstructor();
    return plain ? object->getAllocatedType()->getAsCXXRecordDecl() : nullptr;
  }
  auto *call = dyn_cast<CallExpr>(made);
  const FunctionDecl *maker = call ? call->getDirectCallee() : nullptr;
  const TemplateArgumentList *arguments = maker ? maker->getTemplateSpecializationArgs() : nullptr;
  if (!arguments || !arguments->size() || (*arguments)[0].getKind() != TemplateArgument::Type || call->getNumArgs() ||
      !inStandardNamespace(maker) || !maker->getDeclName().isIdentifier() ||
      (maker->getName() != "make_unique" && maker->getName() != "make_shared"))
    return nullptr;
  return (*arguments)[0].getAsType()->getAsCXXRecordDecl();
}

/// Its default constructor is the compiler's: members are as their own make them.
static bool makesPlainly(const CXXRecordDecl *record) {
  if (record)
    record = record->getDefinition();
  if (!record)
    return false;
  for (const CXXConstructorDecl *constructor : record->ctors())
    if (constructor->isDefaultConstructor())
      return !constructor->isUserProvided() && !constructor->isDeleted();
  return record->needsImplicitDefaultConstructor();
}

/// What the path leads to is made empty with its variable.
bool FunctionBuilder::isMadeEmpty(const NamedPath &path) {
  const VarDecl *variable = path.variable();
  const Expr *init = variable->getInit()->IgnoreUnlessSpelledInSource();
  auto *made = dyn_cast<CXXConstructExpr>(init);
  bool byDefault = made && made->getConstructor()->isDefaultConstructor();
  if (path.fields.empty())
    return byDefault;
  const CXXRecordDecl *record =
      variable->getType()->isRecordType() && byDefault && !inStandardNamespace(made->getConstructor()->getParent())
          ? made->getConstructor()->getParent()
          : freshClass(init);
  for (const FieldDecl *field : path.fields) {
    if (!makesPlainly(record) || field->hasInClassInitializer() ||
        field->getParent()->getCanonicalDecl() != record->getCanonicalDecl())
      return false;
    record = field->getType()->getAsCXXRecordDecl();
  }
  return record != nullptr;
}

/// The object a member of the library is called on; null: it is called on none.
static const Expr *objectOf(const Expr *expr) {
  if (auto *member = dyn_cast<CXXMemberCallExpr>(expr))
    return member->getImplicitObjectArgument();
  auto *op = dyn_cast<CXXOperatorCallExpr>(expr);
  return op && op->getNumArgs() ? op->getArg(0) : nullptr;
}

/// The object a member of the library is called on was made empty, and is as it was made. In a loop it was when the
/// loop began; `everyRound`: in each of them.
bool FunctionBuilder::isStillEmpty(const Expr *expr, bool everyRound) {
  const Expr *object = objectOf(expr);
  if (!object)
    return false;
  NamedPath path = pathOf(object);
  if (path.name)
    return isAsMade(path, everyRound) && isMadeEmpty(path);
  // `m[key].push_back(1)` where the key is new, and so is what it leads to.
  auto made = llvm::find(allocating, object->IgnoreParenImpCasts());
  if (made == allocating.end() || !isa<CXXOperatorCallExpr>(*made))
    return false;
  const Allocation &node = fn.allocations[made - allocating.begin()];
  return node.reason == AllocReason::Node && !node.may;
}

/// `std::back_inserter(v)`: v is still empty, and its first element asks for memory.
bool FunctionBuilder::insertsFirst(const Expr *inserter) {
  auto *call = dyn_cast<CallExpr>(inserter->IgnoreUnlessSpelledInSource());
  NamedPath path = call && call->getNumArgs() ? pathOf(call->getArg(0)) : NamedPath();
  if (!path.name || !isAsMade(path, /*everyRound=*/false) || !isMadeEmpty(path))
    return false;
  QualType type = call->getArg(0)->getType();
  const TypeModel *model = context.types.modelOf(type->getAsCXXRecordDecl());
  return model && model->container && model->inlineSize.empty() && !allocatesEmpty(context, type);
}

/// The object a member of the library is called on has been made of something, has no more room than that asks for, and
/// is as it was made.
bool FunctionBuilder::isStillFull(const Expr *expr) {
  const Expr *object = objectOf(expr);
  NamedPath path = object ? pathOf(object) : NamedPath();
  if (!path.name || !path.fields.empty() || !isAsMade(path, /*everyRound=*/false))
    return false;
  auto *made = dyn_cast<CXXConstructExpr>(strip(path.variable()->getInit()));
  const TypeModel *model = made ? context.types.modelOf(made->getConstructor()->getParent()) : nullptr;
  QualType element = made ? templateArgument(made->getType(), 0) : QualType();
  return model && model->exactRoom && !element.isNull() && !element->isBooleanType() && !made->isElidable() &&
         !made->getConstructor()->isMoveConstructor() && !made->getConstructor()->isDefaultConstructor();
}

/// The function does nothing but give a constant.
static const Expr *givesConstant(const CallExpr *call) {
  const FunctionDecl *callee = call->getDirectCallee(), *definition = nullptr;
  auto *method = dyn_cast_or_null<CXXMethodDecl>(callee);
  if (!callee || callee->getReturnType()->isReferenceType() || (method && method->isVirtual()) ||
      !callee->getBody(definition))
    return nullptr;
  auto *body = dyn_cast<CompoundStmt>(definition->getBody());
  auto *result = body && body->size() == 1 ? dyn_cast<ReturnStmt>(body->body_front()) : nullptr;
  const Expr *value = result ? result->getRetValue() : nullptr;
  return value && !value->isValueDependent() && value->isEvaluatable(callee->getASTContext()) ? value : nullptr;
}

/// A const member that no constructor gives another value than the one it is declared with.
static bool keepsInitializer(const FieldDecl *field) {
  auto *record = dyn_cast<CXXRecordDecl>(field->getParent());
  const Expr *value = field->hasInClassInitializer() ? field->getInClassInitializer() : nullptr;
  if (!record || !value || value->isValueDependent() || !field->getType().isConstQualified() || record->isAggregate())
    return false;
  return llvm::all_of(record->ctors(), [&](const CXXConstructorDecl *constructor) {
    if (!constructor->isUserProvided())
      return true;
    auto *definition = cast_or_null<CXXConstructorDecl>(constructor->getDefinition());
    return definition && llvm::none_of(definition->inits(), [&](const CXXCtorInitializer *init) {
             return init->isWritten() && init->getMember() == field;
           });
  });
}

/// What a variable that never changes, or has not changed yet, was initialised with, what a function gives that only
/// gives a constant; any other expression: itself.
const Expr *FunctionBuilder::unchanging(const Expr *expr) {
  const Expr *bare = expr->IgnoreParenImpCasts();
  if (auto *call = dyn_cast<CallExpr>(bare); call && context.options.allocations) {
    const Expr *constant = givesConstant(call);
    return constant ? constant : expr;
  }
  if (auto *member = dyn_cast<MemberExpr>(bare); member && context.options.allocations) {
    auto *field = dyn_cast<FieldDecl>(member->getMemberDecl());
    return field && keepsInitializer(field) ? field->getInClassInitializer() : expr;
  }
  auto *name = dyn_cast<DeclRefExpr>(bare);
  auto *variable = name ? dyn_cast<VarDecl>(name->getDecl()) : nullptr;
  if (!variable || isa<ParmVarDecl>(variable) || !variable->getAnyInitializer() ||
      variable->getAnyInitializer()->isValueDependent() || variable->getType()->isReferenceType())
    return expr;
  const VarDecl *canonical = variable->getCanonicalDecl();
  bool same = variable->getType().isConstQualified() ||
              (variable->isLocalVarDecl() && variable->hasLocalStorage() && changes.lookup(canonical) == 0 &&
               !reassigned.contains(canonical) && !addressTaken.contains(canonical)) ||
              (context.options.allocations && isAsMade(pathOf(name), /*everyRound=*/true));
  return same ? variable->getAnyInitializer() : expr;
}

} // namespace escape

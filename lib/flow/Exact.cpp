// Virtual calls on a parameter that is given objects of one type by every caller that can be seen: what the call would
// come to if the parameter had that type.
#include "flow/Remedies.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/DynamicRecursiveASTVisitor.h"

using namespace clang;

namespace escape {

namespace {

constexpr unsigned MaxDepth = 4; // parameters that are handed on

/// Whether a parameter is given something else by its own function.
class Assigned : public DynamicRecursiveASTVisitor {
public:
  explicit Assigned(const VarDecl *variable) : variable(variable) {}
  bool VisitBinaryOperator(BinaryOperator *op) override {
    auto *name = dyn_cast<DeclRefExpr>(op->getLHS()->IgnoreParenImpCasts());
    found |= op->isAssignmentOp() && name && name->getDecl() == variable;
    return true;
  }
  bool VisitUnaryOperator(UnaryOperator *op) override {
    auto *name = dyn_cast<DeclRefExpr>(op->getSubExpr()->IgnoreParenImpCasts());
    found |=
        op->getOpcode() == UO_AddrOf && name && name->getDecl() == variable && variable->getType()->isPointerType();
    return true;
  }
  bool found = false;

private:
  const VarDecl *variable;
};

class Finder {
public:
  explicit Finder(Context &context) : context(context) {}

  std::optional<ExactCall> find(const FunctionDecl *function, CallId id, const CXXMemberCallExpr *call) {
    const ParmVarDecl *parameter = parameterIn(call->getImplicitObjectArgument());
    if (!parameter || parameter->getDeclContext() != function)
      return std::nullopt;
    const CXXRecordDecl *type = typeOf(parameter, 0);
    const CXXMethodDecl *method = call->getMethodDecl();
    if (!type || !type->hasDefinition() || !method)
      return std::nullopt;
    const CXXMethodDecl *target = method->getCorrespondingMethodInClass(type, true);
    if (!target || target->isPureVirtual() || !context.bodyOf(target))
      return std::nullopt;
    ExactCall exact;
    exact.call = id;
    exact.target = context.keyOf(context.bodyOf(target));
    exact.type = qualifiedName(type);
    exact.callee = context.nameOf(target);
    exact.edits = edits(function, parameter, type, target);
    return exact;
  }

private:
  static const ParmVarDecl *parameterIn(const Expr *expr) {
    auto *name = expr ? dyn_cast<DeclRefExpr>(expr->IgnoreParenImpCasts()) : nullptr;
    auto *parameter = name ? dyn_cast<ParmVarDecl>(name->getDecl()) : nullptr;
    bool indirect = parameter && (parameter->getType()->isReferenceType() || parameter->getType()->isPointerType());
    return indirect && !name->refersToEnclosingVariableOrCapture() ? parameter : nullptr;
  }

  /// The one class of which every visible caller gives this parameter an object; null: there is none.
  const CXXRecordDecl *typeOf(const ParmVarDecl *parameter, unsigned depth) {
    auto *function = dyn_cast<FunctionDecl>(parameter->getDeclContext());
    if (!function || depth > MaxDepth || !function->getBody())
      return nullptr;
    Assigned assigned(parameter);
    assigned.TraverseStmt(function->getBody());
    if (assigned.found)
      return nullptr;
    const CXXRecordDecl *only = nullptr;
    unsigned index = parameter->getFunctionScopeIndex();
    for (const Callers::Call &call : context.callers.of(function)) {
      unsigned at = isa<CXXOperatorCallExpr>(call.expr) && isa<CXXMethodDecl>(function) ? index + 1 : index;
      const CXXRecordDecl *type =
          at < call.expr->getNumArgs() ? dynamicType(call.expr->getArg(at), call.in, depth) : nullptr;
      if (!type || (only && only != type))
        return nullptr;
      only = type;
    }
    return only;
  }

  /// The class of the very object an expression of function `in` designates or points to.
  const CXXRecordDecl *dynamicType(const Expr *expr, const FunctionDecl *in, unsigned depth) {
    expr = expr->IgnoreParenImpCasts();
    if (auto *address = dyn_cast<UnaryOperator>(expr); address && address->getOpcode() == UO_AddrOf)
      expr = address->getSubExpr()->IgnoreParenImpCasts();
    QualType type = expr->getType();
    if (type->isPointerType())
      type = type->getPointeeType();
    const CXXRecordDecl *record = type->getAsCXXRecordDecl();
    if (!record || !record->hasDefinition())
      return nullptr;
    record = record->getDefinition();
    if (record->isEffectivelyFinal())
      return record;
    if (const ParmVarDecl *parameter = parameterIn(expr))
      return typeOf(parameter, depth + 1);
    auto *name = dyn_cast<DeclRefExpr>(expr);
    if (name && isa<VarDecl>(name->getDecl()) && name->getDecl()->getType()->isRecordType())
      return record;
    if (isa<MaterializeTemporaryExpr, CXXConstructExpr, CXXNewExpr>(expr))
      return record;
    return in && ownerMadeFor(expr, in, record) ? record : nullptr;
  }

  /// `*p` and `p.get()` of a local owner that is made with a `record`, and never gets another object.
  static bool ownerMadeFor(const Expr *expr, const FunctionDecl *in, const CXXRecordDecl *record) {
    const Expr *owner = nullptr;
    if (auto *op = dyn_cast<CXXOperatorCallExpr>(expr); op && op->getOperator() == OO_Star && op->getNumArgs() == 1)
      owner = op->getArg(0);
    else if (auto *get = dyn_cast<CXXMemberCallExpr>(expr); get && get->getMethodDecl())
      owner = get->getImplicitObjectArgument();
    auto *name = owner ? dyn_cast<DeclRefExpr>(owner->IgnoreParenImpCasts()) : nullptr;
    auto *variable = name ? dyn_cast<VarDecl>(name->getDecl()) : nullptr;
    if (!variable || !variable->isLocalVarDecl() || !variable->hasLocalStorage() || !variable->hasInit() ||
        !in->getBody())
      return false;
    const Expr *init = bare(variable->getInit());
    QualType made;
    if (auto *wraps = dyn_cast<CXXConstructExpr>(init); wraps && wraps->getNumArgs()) {
      if (auto *object = dyn_cast<CXXNewExpr>(bare(wraps->getArg(0))))
        made = object->getAllocatedType();
    } else if (auto *call = dyn_cast<CallExpr>(init)) {
      const FunctionDecl *maker = call->getDirectCallee();
      const TemplateArgumentList *arguments = maker ? maker->getTemplateSpecializationArgs() : nullptr;
      if (arguments && arguments->size() && (*arguments)[0].getKind() == TemplateArgument::Type &&
          inStandardNamespace(maker) && maker->getDeclName().isIdentifier() && maker->getName().starts_with("make_"))
        made = (*arguments)[0].getAsType();
    }
    const CXXRecordDecl *object = made.isNull() ? nullptr : made->getAsCXXRecordDecl();
    if (!object || object->getCanonicalDecl() != record->getCanonicalDecl())
      return false;
    Stmt *body = in->getBody();
    ParentMap parents(body);
    OwnerUses uses = collectUses(body, parents, {variable->getCanonicalDecl()});
    return llvm::all_of(uses[variable->getCanonicalDecl()], [](const Use &use) {
      return use.kind == OwnerUse::Star || use.kind == OwnerUse::Arrow || use.kind == OwnerUse::Get ||
             use.kind == OwnerUse::Test || use.kind == OwnerUse::Reset;
    });
  }

  /// Gives the parameter its type. Only where nobody else can call the function, and the call is exact then.
  std::vector<Edit> edits(const FunctionDecl *function, const ParmVarDecl *parameter, const CXXRecordDecl *type,
                          const CXXMethodDecl *target) {
    const SourceManager &manager = context.ast.getSourceManager();
    std::vector<Edit> none, edits;
    bool lambda = isa<CXXMethodDecl>(function) && cast<CXXMethodDecl>(function)->getParent()->isLambda();
    if (lambda || !context.callers.allVisible(function) || function->getPreviousDecl() ||
        function->getMostRecentDecl() != function ||
        !manager.isBeforeInTranslationUnit(type->getDefinition()->getLocation(), function->getLocation()) ||
        !type->getIdentifier() || isa<ClassTemplateSpecializationDecl>(type))
      return none;
    // The callers may be given the type only by a parameter of their own.
    for (const Callers::Call &call : context.callers.of(function)) {
      const Expr *argument = call.expr->getArg(parameter->getFunctionScopeIndex())->IgnoreParenImpCasts();
      QualType given = argument->getType();
      if (given->isPointerType())
        given = given->getPointeeType();
      if (given->getAsCXXRecordDecl()->getCanonicalDecl() != type->getCanonicalDecl())
        return none;
    }
    TypeLoc written = parameter->getTypeSourceInfo()->getTypeLoc().getUnqualifiedLoc();
    if (auto reference = written.getAs<ReferenceTypeLoc>())
      written = reference.getPointeeLoc().getUnqualifiedLoc();
    else if (auto pointer = written.getAs<PointerTypeLoc>())
      written = pointer.getPointeeLoc().getUnqualifiedLoc();
    Span at = context.sources.span(written.getSourceRange());
    if (!at.valid() || at.macro)
      return none;
    edits.push_back({at, qualifiedName(type)});
    if (target->hasAttr<FinalAttr>() || type->isEffectivelyFinal())
      return edits;
    // A class nobody inherits from: that it stays so has to be said.
    if (context.callers.hasDerived(type) || !manager.isInMainFile(type->getDefinition()->getLocation()))
      return none;
    Span name = context.sources.token(type->getDefinition()->getLocation());
    if (!name.valid() || name.macro)
      return none;
    name.begin = name.end;
    edits.push_back({name, " final"});
    return edits;
  }

  Context &context;
};

} // namespace

void findExactCalls(Context &context) {
  Finder finder(context);
  for (const Context::Built &built : context.built)
    for (auto [id, call] : built.open)
      if (std::optional<ExactCall> exact = finder.find(built.function, id, call))
        context.unit.functions[built.index].exact.push_back(std::move(*exact));
}

} // namespace escape

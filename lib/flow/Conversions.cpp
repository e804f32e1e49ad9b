// Objects that a conversion puts on the heap: what a type-erased wrapper has no room for, and the strings that are made
// of literals on the way into a call.
#include "flow/Remedies.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;

namespace escape {

namespace {

/// What uses the value of an expression, past what only makes or passes on the temporary it lives in; `through` gets
/// the last expression before it, `cast` whether a cast between them is written down.
const Stmt *userOf(const Expr *expr, ParentMap &parents, const Expr *&through, bool *cast = nullptr) {
  through = expr;
  for (;;) {
    const Stmt *parent = parents.getParent(through);
    bool passes = isa_and_nonnull<ParenExpr, ImplicitCastExpr, FullExpr, CXXBindTemporaryExpr, MaterializeTemporaryExpr,
                                  CXXFunctionalCastExpr>(parent);
    if (auto *copy = dyn_cast_or_null<CXXConstructExpr>(parent))
      passes = copy->isElidable();
    if (!passes)
      return parent;
    if (cast)
      *cast |= isa<ExplicitCastExpr>(parent);
    through = llvm::cast<Expr>(parent);
  }
}

/// The parameter that gets an argument of a call; null: it is variadic, or no call of a known function.
const ParmVarDecl *parameterOf(const Stmt *call, const Expr *argument, const FunctionDecl *&callee) {
  callee = nullptr;
  if (auto *plain = dyn_cast_or_null<CallExpr>(call)) {
    callee = plain->getDirectCallee();
    unsigned shift = isa<CXXOperatorCallExpr>(plain) && isa_and_nonnull<CXXMethodDecl>(callee) ? 1 : 0;
    for (unsigned i = shift; callee && i < plain->getNumArgs() && i - shift < callee->getNumParams(); ++i)
      if (plain->getArg(i) == argument)
        return callee->getParamDecl(i - shift);
  } else if (auto *made = dyn_cast_or_null<CXXConstructExpr>(call)) {
    callee = made->getConstructor();
    for (unsigned i = 0; i < made->getNumArgs() && i < callee->getNumParams(); ++i)
      if (made->getArg(i) == argument)
        return callee->getParamDecl(i);
  }
  return nullptr;
}

class Converter {
public:
  Converter(Context &context, const Context::Built &built)
      : context(context), built(built), flow(context.unit.functions[built.index]) {}

  void run() {
    for (size_t i = 0; i < flow.allocations.size() && i < built.allocating.size(); ++i) {
      const Expr *expr = built.allocating[i];
      if (!expr || flow.allocations[i].may)
        continue;
      if (!flow.allocations[i].erased.empty())
        erased(AllocId(i), expr);
      else if (auto *made = dyn_cast<CXXConstructExpr>(expr); made && !isa<CXXTemporaryObjectExpr>(made))
        implicit(AllocId(i), made);
    }
    for (unsigned i = 0; i < flow.params.size() && i < built.function->getNumParams(); ++i)
      literals(flow.params[i], built.function->getParamDecl(i));
  }

private:
  ParentMap &parentMap() {
    if (!parents)
      parents.emplace(built.function->getBody());
    return *parents;
  }

  void erased(AllocId id, const Expr *expr) {
    const Expr *through = nullptr;
    const Stmt *user = userOf(expr, parentMap(), through);
    Remedy remedy;
    remedy.alloc = id;
    if (auto *statement = dyn_cast_or_null<DeclStmt>(user); statement && statement->isSingleDecl()) {
      auto *variable = dyn_cast<VarDecl>(statement->getSingleDecl());
      if (!variable || !variable->hasLocalStorage() || variable->getType()->isReferenceType() || !onlyCalled(variable))
        return;
      remedy.kind = RemedyKind::Auto;
      remedy.instead = "auto " + variable->getNameAsString();
      Span type = context.sources.span(variable->getTypeSourceInfo()->getTypeLoc().getSourceRange());
      bool closure = flow.allocations[id.value].erased == "closure";
      // `std::function<int()> f = [big] { … };`
      if (closure && calledAlike(variable, expr) && variable->getInitStyle() == VarDecl::CInit && !type.macro &&
          type.valid() && !built.function->isTemplateInstantiation() && !variable->getType().isConstQualified() &&
          llvm::StringRef(context.unit.text(type)).ends_with(">"))
        remedy.edits.push_back({type, "auto"});
      flow.remedies.push_back(std::move(remedy));
      return;
    }
    const FunctionDecl *callee = nullptr;
    if (!parameterOf(user, through, callee) || isa<CXXConstructorDecl>(callee) || isa<CXXOperatorCallExpr>(user))
      return;
    remedy.kind = RemedyKind::Ref;
    remedy.callee = context.nameOf(callee);
    flow.remedies.push_back(std::move(remedy));
  }

  /// And not by itself: only a wrapper has a name already when what it wraps is made.
  bool onlyCalled(const VarDecl *variable) {
    OwnerUses uses = collectUses(built.function->getBody(), parentMap(), {variable->getCanonicalDecl()});
    llvm::ArrayRef<Use> own = uses[variable->getCanonicalDecl()];
    const SourceManager &manager = context.ast.getSourceManager();
    SourceLocation made = variable->getEndLoc();
    return !own.empty() && llvm::all_of(own, [&](const Use &use) {
      return use.kind == OwnerUse::Call && manager.isBeforeInTranslationUnit(made, use.name->getLocation());
    });
  }

  /// Called in the wrapper's place, the closure takes and gives the very same types.
  bool calledAlike(const VarDecl *variable, const Expr *expr) {
    auto *wrapper = dyn_cast_or_null<ClassTemplateSpecializationDecl>(variable->getType()->getAsCXXRecordDecl());
    auto *made = dyn_cast<CXXConstructExpr>(expr);
    const CXXRecordDecl *closure =
        made && made->getNumArgs() ? made->getArg(0)->IgnoreParenImpCasts()->getType()->getAsCXXRecordDecl() : nullptr;
    if (!wrapper || !wrapper->getTemplateArgs().size() ||
        wrapper->getTemplateArgs()[0].getKind() != TemplateArgument::Type || !closure || !closure->isLambda() ||
        closure->isGenericLambda())
      return false;
    auto *asked = wrapper->getTemplateArgs()[0].getAsType()->getAs<FunctionProtoType>();
    auto *given = closure->getLambdaCallOperator()->getType()->getAs<FunctionProtoType>();
    return asked && given && context.ast.hasSameType(asked->getReturnType(), given->getReturnType()) &&
           llvm::equal(asked->param_types(), given->param_types(),
                       [&](QualType a, QualType b) { return context.ast.hasSameType(a, b); });
  }

  void implicit(AllocId id, const CXXConstructExpr *made) {
    // What is written has parentheses of its own, or a cast around it.
    if (made->getParenOrBraceRange().isValid())
      return;
    const Expr *through = nullptr;
    bool written = false;
    const Stmt *user = userOf(made, parentMap(), through, &written);
    if (written)
      return;
    const FunctionDecl *callee = nullptr;
    const ParmVarDecl *parameter = parameterOf(user, through, callee);
    if (!parameter || !isStringReference(parameter->getType()))
      return;
    Remedy remedy;
    remedy.alloc = id;
    remedy.kind = RemedyKind::View;
    if (viewWouldDo(callee, parameter->getFunctionScopeIndex()))
      remedy.instead = viewOf(parameter);
    remedy.callee = context.nameOf(callee);
    flow.remedies.push_back(std::move(remedy));
  }

  /// The body is seen, and asks of the string only what a view has as well. A view's characters have no terminator.
  bool viewWouldDo(const FunctionDecl *callee, unsigned index) {
    const FunctionDecl *definition = nullptr;
    Stmt *body = callee->getBody(definition);
    auto *method = dyn_cast<CXXMethodDecl>(callee);
    if (!body || !context.ast.getLangOpts().CPlusPlus17 || isa<CXXConstructorDecl>(callee) ||
        (method && (method->isVirtual() || method->getParent()->isLambda())) || index >= definition->getNumParams())
      return false;
    const ParmVarDecl *parameter = definition->getParamDecl(index);
    ParentMap inside(body);
    OwnerUses uses = collectUses(body, inside, {parameter->getCanonicalDecl()});
    return llvm::all_of(uses[parameter->getCanonicalDecl()], [&](const Use &use) { return viewHas(use, inside); });
  }

  static bool viewHas(const Use &use, ParentMap &inside) {
    if (use.kind == OwnerUse::Index || use.kind == OwnerUse::Range)
      return true;
    if (use.kind == OwnerUse::Method) {
      static constexpr llvm::StringRef Names[] = {"size",
                                                  "length",
                                                  "empty",
                                                  "begin",
                                                  "end",
                                                  "cbegin",
                                                  "cend",
                                                  "rbegin",
                                                  "rend",
                                                  "crbegin",
                                                  "crend",
                                                  "front",
                                                  "back",
                                                  "at",
                                                  "find",
                                                  "rfind",
                                                  "copy",
                                                  "compare",
                                                  "contains",
                                                  "starts_with",
                                                  "ends_with",
                                                  "find_first_of",
                                                  "find_last_of",
                                                  "find_first_not_of",
                                                  "find_last_not_of"};
      return llvm::is_contained(Names, cast<CXXMemberCallExpr>(use.whole)->getMethodDecl()->getName());
    }
    if (!use.name)
      return false;
    if (auto *op = dyn_cast_or_null<CXXOperatorCallExpr>(parentOf(use.name, inside)))
      return op->isComparisonOp() ||
             (op->getOperator() == OO_LessLess && op->getArg(0)->IgnoreParenImpCasts() != use.name);
    // Handed on as a view.
    auto *call = dyn_cast<CXXMemberCallExpr>(use.whole);
    auto *conversion = call ? dyn_cast_or_null<CXXConversionDecl>(call->getMethodDecl()) : nullptr;
    auto *to = conversion ? conversion->getConversionType()->getAsCXXRecordDecl() : nullptr;
    return to && inStandardNamespace(to) && to->getIdentifier() && to->getName() == "basic_string_view";
  }

  /// `const std::string &`
  static bool isStringReference(QualType type) {
    if (!type->isReferenceType() || !type->getPointeeType().isConstQualified())
      return false;
    auto *record = type->getPointeeType()->getAsCXXRecordDecl();
    return record && inStandardNamespace(record) && record->getIdentifier() && record->getName() == "basic_string";
  }

  /// `string_view name`
  static std::string viewOf(const ParmVarDecl *parameter) {
    auto *record = cast<ClassTemplateSpecializationDecl>(parameter->getType()->getPointeeType()->getAsCXXRecordDecl());
    std::string type = record->getTemplateArgs()[0].getAsType()->isCharType()
                           ? "std::string_view"
                           : "std::basic_string_view<" + record->getTemplateArgs()[0].getAsType().getAsString() + ">";
    return parameter->getDeclName() && !inStandardNamespace(parameter) ? type + " " + parameter->getNameAsString()
                                                                       : type;
  }

  /// A parameter that every visible caller makes from a literal, one of which is longer than the string's own buffer.
  void literals(LocationId id, const ParmVarDecl *parameter) {
    if (!isStringReference(parameter->getType()) || !viewWouldDo(built.function, parameter->getFunctionScopeIndex()))
      return;
    std::optional<uint64_t> room =
        context.types.inlineBuffer(context.types.of(parameter->getType()->getPointeeType().getUnqualifiedType()));
    bool any = false, allocates = false;
    for (const Callers::Call &call : context.callers.of(built.function)) {
      unsigned index = parameter->getFunctionScopeIndex();
      if (isa<CXXOperatorCallExpr>(call.expr) || index >= call.expr->getNumArgs())
        return;
      auto *literal = dyn_cast<StringLiteral>(call.expr->getArg(index)->IgnoreUnlessSpelledInSource());
      if (!literal)
        return;
      any = true;
      allocates |= room && literal->getLength() > *room;
    }
    if (!any || !allocates)
      return;
    Remedy remedy;
    remedy.param = id;
    remedy.kind = RemedyKind::View;
    remedy.instead = viewOf(parameter);
    flow.remedies.push_back(std::move(remedy));
  }

  Context &context;
  const Context::Built &built;
  FunctionFlow &flow;
  std::optional<ParentMap> parents;
};

} // namespace

void findConversions(Context &context) {
  for (const Context::Built &built : context.built)
    Converter(context, built).run();
}

} // namespace escape

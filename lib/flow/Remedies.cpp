#include "flow/Remedies.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/DynamicRecursiveASTVisitor.h"

using namespace clang;

namespace escape {

namespace {

/// The declarations of a body, those in its lambdas left out: they are functions of their own.
class Declarations : public DynamicRecursiveASTVisitor {
public:
  bool VisitDeclStmt(DeclStmt *statement) override {
    if (statement->isSingleDecl())
      if (auto *variable = dyn_cast<VarDecl>(statement->getSingleDecl());
          variable && variable->hasInit() && variable->isLocalVarDecl() && variable->hasLocalStorage() &&
          !variable->getType()->isReferenceType())
        found.push_back(statement);
    return true;
  }
  bool TraverseLambdaExpr(LambdaExpr *) override { return true; }
  std::vector<const DeclStmt *> found;
};

class Finder {
public:
  Finder(Context &context, const FunctionDecl *function, llvm::ArrayRef<Allocation> allocations,
         llvm::ArrayRef<const Expr *> exprs)
      : context(context), function(function), allocations(allocations) {
    for (size_t i = 0; i < exprs.size(); ++i)
      allocOf.try_emplace(exprs[i], i);
  }

  std::vector<Remedy> run() {
    Stmt *body = function->getBody();
    Declarations declarations;
    declarations.TraverseStmt(body);
    for (const DeclStmt *statement : declarations.found)
      if (std::optional<Owner> owner = ownerIn(statement))
        owners.push_back(*owner);
    std::vector<Remedy> remedies;
    if (owners.empty())
      return remedies;
    llvm::DenseSet<const VarDecl *> wanted;
    for (const Owner &owner : owners)
      wanted.insert(owner.variable->getCanonicalDecl());
    ParentMap parents(body);
    OwnerUses uses = collectUses(body, parents, wanted);
    for (const Owner &owner : owners) {
      llvm::ArrayRef<Use> own = uses[owner.variable->getCanonicalDecl()];
      std::optional<RemedyKind> kind = decide(owner, own, parents);
      if (!kind)
        continue;
      Remedy remedy;
      remedy.alloc = owner.alloc;
      remedy.kind = *kind;
      rewrite(remedy, owner, own, parents, context);
      if (oneOfMany(function))
        remedy.edits.clear();
      remedies.push_back(std::move(remedy));
    }
    return remedies;
  }

private:
  /// Its source stands for several functions.
  static bool oneOfMany(const DeclContext *where) {
    for (; where; where = where->getParent()) {
      auto *function = dyn_cast<FunctionDecl>(where);
      if ((function && function->isTemplateInstantiation()) || isa<ClassTemplateSpecializationDecl>(where))
        return true;
    }
    return false;
  }

  bool fill(Owner &owner, const Expr *made) {
    auto it = allocOf.find(made);
    if (it == allocOf.end())
      return false;
    owner.alloc = AllocId(it->second);
    owner.made = made;
    return true;
  }

  std::optional<Owner> ownerIn(const DeclStmt *statement) {
    Owner owner;
    owner.statement = statement;
    owner.variable = cast<VarDecl>(statement->getSingleDecl());
    QualType type = owner.variable->getType();
    const Expr *init = bare(owner.variable->getInit());
    if (type->isPointerType()) {
      auto *made = dyn_cast<CXXNewExpr>(init);
      if (!made || !fill(owner, made))
        return std::nullopt;
      owner.plain = true;
      owner.object = type->getPointeeType();
      return ofNew(owner, made) ? std::optional(owner) : std::nullopt;
    }
    if (auto *construct = dyn_cast<CXXConstructExpr>(init); construct && ofVector(owner, construct))
      return owner;
    if (!smartPointer(type, owner))
      return std::nullopt;
    if (auto *wraps = dyn_cast<CXXConstructExpr>(init); wraps && wraps->getNumArgs()) {
      auto *made = dyn_cast<CXXNewExpr>(bare(wraps->getArg(0)));
      if (made && onlyDefaults(wraps, 1) && fill(owner, made) && ofNew(owner, made))
        return owner;
      return std::nullopt;
    }
    auto *call = dyn_cast<CallExpr>(init);
    return call && fill(owner, call) && ofMake(owner, call) ? std::optional(owner) : std::nullopt;
  }

  static bool onlyDefaults(const CXXConstructExpr *expr, unsigned from) {
    for (unsigned i = from; i < expr->getNumArgs(); ++i)
      if (!isa<CXXDefaultArgExpr>(expr->getArg(i)))
        return false;
    return true;
  }

  /// A smart pointer of the library's that deletes in the ordinary way.
  bool smartPointer(QualType type, Owner &owner) {
    auto *record = dyn_cast_or_null<ClassTemplateSpecializationDecl>(type->getAsCXXRecordDecl());
    if (!record || !inStandardNamespace(record))
      return false;
    const Type &info = context.types.info(type);
    owner.shared = info.cls == TypeClass::Shared;
    if (!owner.shared && (info.cls != TypeClass::Owner || info.container))
      return false;
    const TemplateArgumentList &arguments = record->getTemplateArgs();
    if (!arguments.size() || arguments[0].getKind() != TemplateArgument::Type)
      return false;
    if (arguments.size() > 1 && (arguments[1].getKind() != TemplateArgument::Type ||
                                 context.types.info(arguments[1].getAsType()).cls != TypeClass::Value ||
                                 !inStandardNamespace(arguments[1].getAsType()->getAsCXXRecordDecl())))
      return false;
    owner.object = arguments[0].getAsType();
    if (const ArrayType *array = context.ast.getAsArrayType(owner.object)) {
      owner.array = true;
      owner.object = array->getElementType();
      return array->isIncompleteArrayType();
    }
    return true;
  }

  /// A vector with a length, a length and a value, or a list of elements; nothing else has a known length.
  bool ofVector(Owner &owner, const CXXConstructExpr *construct) {
    auto *record = dyn_cast<ClassTemplateSpecializationDecl>(construct->getConstructor()->getParent());
    if (!record || !inStandardNamespace(record) || record->getName() != "vector" || !fill(owner, construct))
      return false;
    const TemplateArgumentList &arguments = record->getTemplateArgs();
    owner.object = arguments[0].getAsType();
    const Allocation &allocation = allocations[owner.alloc.value];
    const std::optional<uint64_t> &bytes = allocation.bytes;
    if (owner.object->isBooleanType() || !context.types.hasLayout(owner.object) ||
        !inStandardNamespace(arguments[1].getAsType()->getAsCXXRecordDecl()) || !construct->getNumArgs())
      return false;
    owner.array = owner.vector = true;
    uint64_t size = context.ast.getTypeSizeInChars(owner.object).getQuantity();
    if (!bytes && !allocation.may && allocation.reason == AllocReason::NonConstantSize &&
        construct->getArg(0)->getType()->isIntegralOrUnscopedEnumerationType()) {
      owner.count = construct->getArg(0);
      return lengthByCallers(owner, owner.count, 0) && owner.elements <= sizeLimit() / size;
    }
    if (!bytes)
      return false;
    owner.elements = *bytes / size;
    if (construct->getArg(0)->getType()->isIntegralOrUnscopedEnumerationType())
      owner.count = construct->getArg(0);
    return true;
  }

  /// A length that no caller makes another: followed through locals that keep their first value, up to an expression
  /// of the parameters.
  bool lengthByCallers(Owner &owner, const Expr *expr, unsigned depth) {
    expr = expr->IgnoreParenImpCasts();
    auto *name = dyn_cast<DeclRefExpr>(expr);
    auto *variable = name ? dyn_cast<VarDecl>(name->getDecl()) : nullptr;
    if (variable && variable->isLocalVarDecl() && variable->getInit() && depth < 4 && onlyRead(variable))
      return lengthByCallers(owner, variable->getInit(), depth + 1);
    if (!context.callers.allVisible(function) || context.callers.of(function).empty())
      return false;
    std::optional<uint64_t> length;
    for (const Callers::Call &call : context.callers.of(function)) {
      APValue value;
      if (call.expr->getNumArgs() != function->getNumParams() || isa<CXXOperatorCallExpr>(call.expr) ||
          !expr->EvaluateWithSubstitution(value, context.ast, function,
                                          llvm::ArrayRef(call.expr->getArgs(), call.expr->getNumArgs())) ||
          !value.isInt() || (length && *length != value.getInt().getZExtValue()))
        return false;
      length = value.getInt().getZExtValue();
    }
    if (!length || !*length)
      return false;
    owner.elements = *length;
    owner.length = asCalled(expr);
    if (owner.length.empty())
      owner.length = std::to_string(*length);
    return true;
  }

  /// `find.size()` as its callers would write it: `Find.size()`, when the parameter is one and the same constant for
  /// all of them; else empty.
  std::string asCalled(const Expr *expr) {
    auto *call = dyn_cast<CXXMemberCallExpr>(expr);
    const Expr *object = call ? call->getImplicitObjectArgument()->IgnoreParenImpCasts() : expr;
    auto *name = dyn_cast<DeclRefExpr>(object);
    auto *parameter = name ? dyn_cast<ParmVarDecl>(name->getDecl()) : nullptr;
    if (!parameter || (call && call->getNumArgs()) || !onlyRead(parameter))
      return "";
    const VarDecl *constant = nullptr;
    for (const Callers::Call &caller : context.callers.of(function)) {
      const Expr *argument = bare(caller.expr->getArg(parameter->getFunctionScopeIndex()));
      if (auto *copy = dyn_cast<CXXConstructExpr>(argument); copy && copy->getConstructor()->isCopyConstructor())
        argument = bare(copy->getArg(0));
      auto *given = dyn_cast<DeclRefExpr>(argument);
      auto *variable = given ? dyn_cast<VarDecl>(given->getDecl()) : nullptr;
      if (!variable || !variable->isConstexpr() || !variable->isFileVarDecl() || (constant && constant != variable) ||
          !context.ast.getSourceManager().isBeforeInTranslationUnit(variable->getLocation(), function->getLocation()))
        return "";
      constant = variable;
    }
    std::string words = qualifiedName(constant);
    return call ? words + "." + call->getMethodDecl()->getNameAsString() + "()" : words;
  }

  /// Nothing in the function changes it, or takes its address.
  bool onlyRead(const VarDecl *variable) {
    if (variable->getType().isConstQualified())
      return true;
    class Changes : public DynamicRecursiveASTVisitor {
    public:
      Changes(const VarDecl *variable, ParentMap &parents) : variable(variable), parents(parents) {}
      bool VisitDeclRefExpr(DeclRefExpr *name) override {
        if (name->getDecl()->getCanonicalDecl() != variable->getCanonicalDecl())
          return true;
        auto *cast = dyn_cast_or_null<ImplicitCastExpr>(parents.getParentIgnoreParens(name));
        bool read = cast && (cast->getCastKind() == CK_LValueToRValue || cast->getType().isConstQualified());
        if (auto *member = dyn_cast_or_null<MemberExpr>(parents.getParentIgnoreParens(name)))
          if (auto *method = dyn_cast<CXXMethodDecl>(member->getMemberDecl()))
            read |= method->isConst();
        found |= !read;
        return true;
      }
      bool found = false;

    private:
      const VarDecl *variable;
      ParentMap &parents;
    };
    Stmt *body = function->getBody();
    ParentMap parents(body);
    Changes changes(variable, parents);
    changes.TraverseStmt(body);
    return !changes.found;
  }

  bool ofNew(Owner &owner, const CXXNewExpr *made) {
    if (made->getNumPlacementArgs() || (made->getOperatorNew() && isa<CXXMethodDecl>(made->getOperatorNew())) ||
        !context.ast.hasSameType(made->getAllocatedType(), owner.object))
      return false;
    if (owner.array != made->isArray() && !owner.plain)
      return false;
    owner.array = made->isArray();
    owner.count = made->getArraySize().value_or(nullptr);
    return !owner.array || owner.count;
  }

  /// make_unique and its like: the type stands in the call, the object is made of the arguments.
  bool ofMake(Owner &owner, const CallExpr *call) {
    const FunctionDecl *callee = call->getDirectCallee();
    if (!callee || !inStandardNamespace(callee) || !callee->getDeclName().isIdentifier() ||
        !callee->getName().starts_with("make_"))
      return false;
    const TemplateArgumentList *arguments = callee->getTemplateSpecializationArgs();
    if (!arguments || !arguments->size() || (*arguments)[0].getKind() != TemplateArgument::Type)
      return false;
    QualType made = (*arguments)[0].getAsType();
    if (const ArrayType *array = context.ast.getAsArrayType(made)) {
      made = array->getElementType();
      if (!owner.array || !array->isIncompleteArrayType() || call->getNumArgs() != 1)
        return false;
      owner.count = call->getArg(0);
    } else if (owner.array) {
      return false;
    }
    return context.ast.hasSameType(made, owner.object);
  }

  /// How much of the stack advice may take: the function may call itself, or run on the small stack of a thread.
  uint64_t sizeLimit() const { return context.options.stackLimit / 16; }

  /// The object can be a variable: by its type and its size.
  bool fits(const Owner &owner) {
    const Allocation &allocation = allocations[owner.alloc.value];
    if (!owner.length.empty())
      return context.types.hasLayout(owner.object);
    if (!allocation.bytes || allocation.may || *allocation.bytes > sizeLimit() ||
        !context.types.hasLayout(owner.object))
      return false;
    auto *record = owner.object->getAsCXXRecordDecl();
    if (!record)
      return true;
    // A class that has an operator new of its own has reasons for it.
    DeclarationName ownNew = context.ast.DeclarationNames.getCXXOperatorName(OO_New);
    return !record->isAbstract() && record->lookup(ownNew).empty() &&
           record->forallBases([&](const CXXRecordDecl *base) { return base->lookup(ownNew).empty(); });
  }

  /// The object itself hands out owners of it.
  static bool sharesItself(QualType object) {
    auto *record = object->getAsCXXRecordDecl();
    return record && record->hasDefinition() && !record->forallBases([](const CXXRecordDecl *base) {
      return !inStandardNamespace(base) || !base->getIdentifier() || base->getName() != "enable_shared_from_this";
    });
  }

  /// What a vector and an array of constant length have in common.
  static bool sharedWithArrays(const Use &use) {
    static constexpr llvm::StringRef Names[] = {"size",   "empty", "data", "at",     "front", "back",    "begin",
                                                "cbegin", "end",   "cend", "rbegin", "rend",  "crbegin", "crend"};
    auto *method = cast<CXXMemberCallExpr>(use.whole)->getMethodDecl();
    return method && llvm::is_contained(Names, method->getName());
  }

  std::optional<RemedyKind> decide(const Owner &owner, llvm::ArrayRef<Use> uses, ParentMap &parents) {
    bool later = false, tested = false;
    unsigned deleted = 0;
    for (const Use &use : uses)
      switch (use.kind) {
      case OwnerUse::Arrow:
      case OwnerUse::Star:
        if (owner.array && !owner.plain)
          return std::nullopt;
        break;
      case OwnerUse::Method:
        if (!owner.vector || !sharedWithArrays(use))
          return std::nullopt;
        break;
      case OwnerUse::Range:
        if (!owner.vector)
          return std::nullopt;
        break;
      case OwnerUse::Get:
        break;
      case OwnerUse::Index:
        if (!owner.array)
          return std::nullopt;
        break;
      case OwnerUse::Value:
        break;
      case OwnerUse::Test:
        tested = true;
        break;
      case OwnerUse::Reset:
      case OwnerUse::Assign:
        later = true;
        break;
      case OwnerUse::Delete: {
        // On the way of everybody who passes the declaration.
        auto *gone = cast<CXXDeleteExpr>(use.whole);
        if (gone->isArrayForm() != owner.array || parents.getParent(gone) != parents.getParent(owner.statement))
          return std::nullopt;
        ++deleted;
        break;
      }
      default:
        return std::nullopt;
      }
    if (sharesItself(owner.object))
      return std::nullopt;
    if (!fits(owner))
      return owner.shared && !owner.array ? std::optional(RemedyKind::Unique) : std::nullopt;
    if (owner.plain)
      return deleted == 1 && !later && !tested ? std::optional(owner.array ? RemedyKind::Array : RemedyKind::Local)
                                               : std::nullopt;
    if (!owner.length.empty())
      return RemedyKind::Constant;
    if (!later && !tested)
      return owner.array ? RemedyKind::Array : RemedyKind::Local;
    if (owner.shared)
      return RemedyKind::Unique;
    return owner.array || !context.ast.getLangOpts().CPlusPlus17 ? std::nullopt : std::optional(RemedyKind::Optional);
  }

  Context &context;
  const FunctionDecl *function;
  llvm::ArrayRef<Allocation> allocations;
  llvm::DenseMap<const Expr *, size_t> allocOf;
  std::vector<Owner> owners;
};

} // namespace

void findRemedies(Context &context) {
  for (const Context::Built &built : context.built) {
    FunctionFlow &flow = context.unit.functions[built.index];
    if (!flow.allocations.empty())
      flow.remedies = Finder(context, built.function, flow.allocations, built.allocating).run();
  }
}

} // namespace escape

#include "flow/ConstantMembers.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace escape {

std::optional<int64_t> ConstantMembers::evaluate(const Expr *expr) const {
  Expr::EvalResult value;
  if (!expr || expr->isValueDependent() || expr->isTypeDependent() || !expr->getType()->isIntegralOrEnumerationType() ||
      !expr->EvaluateAsInt(value, ast) || !value.Val.getInt().isRepresentableByInt64())
    return std::nullopt;
  return value.Val.getInt().getExtValue();
}

/// Every mention of a member that is neither a read nor an assignment of a constant may set it to anything.
struct ConstantMembers::Scan : RecursiveASTVisitor<Scan> {
  explicit Scan(ConstantMembers &members) : members(members) {}

  static const FieldDecl *fieldOf(const Expr *expr) {
    auto *member = dyn_cast<MemberExpr>(expr->IgnoreParens());
    return member ? dyn_cast<FieldDecl>(member->getMemberDecl()) : nullptr;
  }
  bool VisitImplicitCastExpr(ImplicitCastExpr *cast) {
    if (cast->getCastKind() == CK_LValueToRValue)
      if (auto *member = dyn_cast<MemberExpr>(cast->getSubExpr()->IgnoreParens()))
        harmless.insert(member);
    return true;
  }
  bool VisitBinaryOperator(BinaryOperator *op) {
    if (op->getOpcode() == BO_Assign)
      if (const FieldDecl *field = fieldOf(op->getLHS())) {
        members.fields[field->getCanonicalDecl()].set(members.evaluate(op->getRHS()));
        harmless.insert(cast<MemberExpr>(op->getLHS()->IgnoreParens()));
      }
    return true;
  }
  bool VisitMemberExpr(MemberExpr *member) { // parents come before their operands
    if (auto *field = dyn_cast<FieldDecl>(member->getMemberDecl()); field && !harmless.contains(member))
      if (field->getType()->isIntegralOrEnumerationType())
        members.fields[field->getCanonicalDecl()].several = true;
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *ref) { // pointers to members
    if (auto *field = dyn_cast<FieldDecl>(ref->getDecl()))
      members.fields[field->getCanonicalDecl()].several = true;
    return true;
  }

  ConstantMembers &members;
  llvm::DenseSet<const MemberExpr *> harmless;
};

void ConstantMembers::look(const CXXRecordDecl *record) {
  auto hidden = [&] { // something we cannot see may set all of them
    for (const FieldDecl *field : record->fields())
      fields[field->getCanonicalDecl()].several = true;
  };
  if (record->isDependentContext() || record->getTemplateInstantiationPattern() || record->isUnion() ||
      record->isAggregate())
    return hidden();
  Scan scan(*this);
  auto body = [&](const FunctionDecl *function) {
    const FunctionDecl *definition = nullptr;
    if (function->isDeleted() || function->isDefaulted() || function->isPureVirtual() || function->isImplicit())
      return true;
    if (!function->hasBody(definition) || definition->isDependentContext() || definition->hasSkippedBody())
      return false;
    if (auto *constructor = dyn_cast<CXXConstructorDecl>(definition)) {
      for (const CXXCtorInitializer *init : constructor->inits())
        if (const FieldDecl *field = init->getAnyMember()) {
          const Expr *value = init->getInit();
          if (auto *inClass = dyn_cast_or_null<CXXDefaultInitExpr>(value))
            value = inClass->getExpr();
          if (field->getType()->isIntegralOrEnumerationType())
            fields[field->getCanonicalDecl()].set(evaluate(value));
        }
      // One that is left out has any value, and whoever assigns in the body may not do so always.
      if (!constructor->isDelegatingConstructor() && !constructor->isCopyOrMoveConstructor())
        for (const FieldDecl *field : record->fields())
          if (llvm::none_of(constructor->inits(),
                            [&](const CXXCtorInitializer *i) { return i->getAnyMember() == field; }))
            fields[field->getCanonicalDecl()].several = true;
      for (const CXXCtorInitializer *init : constructor->inits())
        if (init->getInit())
          scan.TraverseStmt(init->getInit());
    }
    scan.TraverseStmt(definition->getBody());
    return true;
  };
  for (const Decl *decl : record->decls()) {
    if (auto *method = dyn_cast<CXXMethodDecl>(decl); method && !body(method))
      return hidden();
    if (isa<FunctionTemplateDecl>(decl))
      return hidden();
    if (auto *nested = dyn_cast<CXXRecordDecl>(decl);
        nested && !nested->isInjectedClassName() && nested->hasDefinition())
      for (const CXXMethodDecl *method : nested->methods())
        if (!body(method))
          return hidden();
    if (auto *declared = dyn_cast<FriendDecl>(decl)) {
      if (auto *function = dyn_cast_or_null<FunctionDecl>(declared->getFriendDecl())) {
        if (!body(function))
          return hidden();
      } else if (const TypeSourceInfo *type = declared->getFriendType()) {
        // A friend class that this file does not define is a test's or a tool's.
        if (auto *other = type->getType()->getAsCXXRecordDecl(); other && other->hasDefinition())
          for (const CXXMethodDecl *method : other->getDefinition()->methods())
            body(method);
      } else {
        return hidden();
      }
    }
  }
  if (!record->hasUserProvidedDefaultConstructor() && !record->hasUserDeclaredConstructor())
    for (const FieldDecl *field : record->fields()) // what the implicit one does
      if (field->getType()->isIntegralOrEnumerationType())
        fields[field->getCanonicalDecl()].set(evaluate(field->getInClassInitializer()));
}

std::optional<int64_t> ConstantMembers::valueOf(const FieldDecl *field) {
  auto *record = dyn_cast<CXXRecordDecl>(field->getParent());
  if (!record || field->getAccess() != AS_private || !field->getType()->isIntegralOrEnumerationType() ||
      field->getType().isVolatileQualified() || field->isBitField())
    return std::nullopt;
  if (seen.insert(record->getCanonicalDecl()).second)
    look(record);
  const Values &values = fields[field->getCanonicalDecl()];
  if (values.several)
    return std::nullopt;
  return values.constant;
}

} // namespace escape

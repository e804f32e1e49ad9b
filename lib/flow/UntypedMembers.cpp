#include "flow/UntypedMembers.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace escape {

const FieldDecl *untypedMember(const Expr *operand) {
  auto *member = dyn_cast<MemberExpr>(operand->IgnoreParenImpCasts());
  auto *field = member ? dyn_cast<FieldDecl>(member->getMemberDecl()) : nullptr;
  return field && field->getType()->isVoidPointerType() ? field : nullptr;
}

namespace {

/// Bytes may be those of anything; a base is in what is derived from it.
bool unrelated(QualType a, QualType b) {
  if (a == b)
    return false;
  const CXXRecordDecl *x = a->getAsCXXRecordDecl(), *y = b->getAsCXXRecordDecl();
  if (!x || !y)
    return true;
  if (!x->hasDefinition() || !y->hasDefinition())
    return false;
  return !x->isDerivedFrom(y) && !y->isDerivedFrom(x);
}

} // namespace

struct UntypedMembers::Scan : RecursiveASTVisitor<Scan> {
  explicit Scan(UntypedMembers &members) : members(members) {}
  bool VisitExplicitCastExpr(ExplicitCastExpr *cast) {
    const FieldDecl *field = untypedMember(cast->getSubExpr());
    auto *pointer = cast->getType()->getAs<PointerType>();
    if (!field || !pointer || pointer->isVoidPointerType())
      return true;
    QualType to = pointer->getPointeeType().getCanonicalType().getUnqualifiedType();
    if (to->isAnyCharacterType() || to->isStdByteType() || to->isDependentType())
      return true;
    members.casts[field->getCanonicalDecl()].push_back(to);
    return true;
  }
  UntypedMembers &members;
};

bool UntypedMembers::holdsSeveral(const FieldDecl *field) {
  auto *record = dyn_cast<CXXRecordDecl>(field->getParent());
  if (!record)
    return false;
  if (seen.insert(record->getCanonicalDecl()).second) {
    Scan scan(*this);
    for (const CXXMethodDecl *method : record->methods()) {
      const FunctionDecl *definition = nullptr;
      if (method->hasBody(definition) && !definition->isDependentContext() && !definition->hasSkippedBody())
        scan.TraverseStmt(definition->getBody());
    }
  }
  auto it = casts.find(field->getCanonicalDecl());
  if (it == casts.end())
    return false;
  for (QualType other : it->second)
    if (unrelated(it->second.front(), other))
      return true;
  return false;
}

} // namespace escape

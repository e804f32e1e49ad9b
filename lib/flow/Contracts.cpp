// What attributes on the members of a class without bodies say about its objects: that they hold an address they were
// given, or that a part of a certain type is inside. Fields that nobody shows stand for both.
#include "flow/Types.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Analysis/Analyses/LifetimeSafety/LifetimeAnnotations.h"

using namespace clang;

namespace escape {

namespace {

bool selfBound(const CXXMethodDecl *method) {
  return method->isImplicitObjectMemberFunction() && !isa<CXXConstructorDecl>(method) && method->getTypeSourceInfo() &&
         lifetimes::getLifetimeBoundAttrFromFunctionType(*method->getTypeSourceInfo());
}

bool capturesBySelf(const ParmVarDecl *param) {
  auto *capture = param->getAttr<LifetimeCaptureByAttr>();
  return capture && !capture->isImplicit() && llvm::is_contained(capture->params(), LifetimeCaptureByAttr::This);
}

bool writtenBound(const ParmVarDecl *param) {
  auto *bound = param->getAttr<LifetimeBoundAttr>();
  return bound && !bound->isImplicit();
}

/// The methods of a class; those its member templates were instantiated to are not asked for.
template <typename Visit> void forEachMethod(const RecordDecl *definition, Visit visit) {
  if (auto *record = dyn_cast<CXXRecordDecl>(definition))
    for (const CXXMethodDecl *method : record->methods())
      if (!method->isStatic() && !method->isDefined())
        visit(method);
}

} // namespace

QualType TypeTable::onlyTypeArgument(const CXXRecordDecl *record) {
  auto *special = dyn_cast<ClassTemplateSpecializationDecl>(record);
  if (!special)
    return {};
  const TemplateParameterList &params = *special->getSpecializedTemplate()->getTemplateParameters();
  for (unsigned i = 1; i < params.size(); ++i)
    if (auto *type = dyn_cast<TemplateTypeParmDecl>(params.getParam(i)); !type || !type->hasDefaultArgument())
      return {};
  const TemplateArgument &first = special->getTemplateArgs()[0];
  return first.getKind() == TemplateArgument::Type ? first.getAsType() : QualType();
}

bool TypeTable::holdsByContract(const RecordDecl *definition) {
  bool holds = false;
  forEachMethod(definition, [&](const CXXMethodDecl *method) {
    for (const ParmVarDecl *param : method->parameters())
      holds |= capturesBySelf(param) || (isa<CXXConstructorDecl>(method) && writtenBound(param));
  });
  return holds;
}

void TypeTable::partsByContract(const RecordDecl *definition, Type &out) {
  forEachMethod(definition, [&](const CXXMethodDecl *method) {
    QualType referred = method->getReturnType()->getPointeeType();
    if (referred.isNull() || !referred->isRecordType() || !selfBound(method) ||
        context.hasSameUnqualifiedType(referred, context.getCanonicalTagType(definition)) || !holdsAddress(referred))
      return;
    TypeId type = of(referred);
    for (const TypeField &field : out.fields)
      if (field.type == type)
        return;
    out.fields.push_back({partStep(type), type});
  });
}

FieldId TypeTable::partStep(TypeId part) {
  return step(unit.at(part).spelling, "part of type " + unit.at(part).spelling);
}

std::optional<FieldId> TypeTable::part(TypeId whole, QualType referred) {
  if (referred.isNull() || !referred->isRecordType())
    return std::nullopt;
  TypeId type = of(referred);
  FieldId step = partStep(type);
  for (const TypeField &field : unit.at(whole).fields)
    if (field.field == step)
      return step;
  return std::nullopt;
}

} // namespace escape

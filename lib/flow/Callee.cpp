// What is known of a callee, in the order of the design: body, attributes in the source, model files, Clang's own
// predicates. Models come before predicates: where both speak, models say more (docs/decisions).
#include "flow/Function.h"
#include "flow/Refer.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Analysis/Analyses/LifetimeSafety/LifetimeAnnotations.h"

using namespace clang;

namespace escape {

void FunctionBuilder::noteArguments(llvm::ArrayRef<const Expr *> args) {
  writtenArguments.assign(args.begin(), args.end());
  argumentTypes.clear();
  nullArguments.clear();
  for (const Expr *arg : args) {
    // An array or a function given by value still tells what it is; a converted object what it was converted to.
    const Expr *bare = arg->IgnoreParens();
    if (auto *decay = dyn_cast<ImplicitCastExpr>(bare); decay && decay->getCastKind() == CK_ArrayToPointerDecay)
      bare = decay->getSubExpr();
    argumentTypes.push_back(isa<CXXDefaultArgExpr>(arg) ? QualType() : bare->getType());
    nullArguments.push_back(!arg->isValueDependent() &&
                            arg->isNullPointerConstant(context.ast, Expr::NPC_NeverValueDependent) !=
                                Expr::NPCK_NotNull &&
                            arg->getType()->isPointerType());
  }
}

void FunctionBuilder::resolve(CallSite &site, const FunctionDecl *callee, const CallExpr *expr) {
  pendingModel.reset();
  site.system = context.sources.isSystem(callee->getLocation()) || inStandardNamespace(callee);
  site.noReturn = callee->isNoReturn();
  auto *method = dyn_cast<CXXMethodDecl>(callee);
  if (method && method->isVirtual() && expr) {
    auto *member = dyn_cast<MemberExpr>(expr->getCallee()->IgnoreParens());
    bool qualified = member && member->hasQualifier();
    auto *memberCall = dyn_cast<CXXMemberCallExpr>(expr);
    const Expr *object =
        memberCall ? memberCall->getImplicitObjectArgument() : (expr->getNumArgs() ? expr->getArg(0) : nullptr);
    if (!qualified && !site.system) {
      if (const CXXMethodDecl *exact = exactTarget(method, object)) {
        site.kind = CallKind::Exact;
        callee = exact;
        site.callee = context.nameOf(exact);
      } else {
        site.kind = CallKind::OpenVirtual;
        site.why = AssumptionKind::OpenVirtual;
        if (context.options.others)
          site.elsewhere = context.keyOf(method);
        attributeSummary(site, callee);
        return;
      }
    }
  }
  if (context.require(callee)) {
    site.knowledge = Knowledge::Body;
    site.candidates = {context.keyOf(callee)};
    return;
  }
  if (callee->isVariadic())
    site.why = AssumptionKind::Variadic;
  // Only what other files can define under this name.
  if (context.options.others && !site.system && callee->isExternallyVisible())
    site.elsewhere = context.keyOf(callee);
  if (attributeSummary(site, callee))
    return;
  if (modelSummary(site, callee)) {
    site.elsewhere = {}; // it makes more events than the call
    return;
  }
  predicateSummary(site, callee);
}

/// The one method a virtual call can reach, or null.
const CXXMethodDecl *FunctionBuilder::exactTarget(const CXXMethodDecl *method, const Expr *object) {
  // A reference or pointer that is only another name for an object of known type.
  const Expr *bare = object ? object->IgnoreParenImpCasts() : nullptr;
  for (unsigned depth = 0; bare && depth < 4; ++depth) {
    if (auto *addressOf = dyn_cast<UnaryOperator>(bare); addressOf && addressOf->getOpcode() == UO_AddrOf) {
      bare = addressOf->getSubExpr()->IgnoreParenImpCasts();
      continue;
    }
    auto *ref = dyn_cast<DeclRefExpr>(bare);
    auto *variable = ref ? dyn_cast<VarDecl>(ref->getDecl()) : nullptr;
    if (!variable || !variable->hasInit() || isa<ParmVarDecl>(variable) || !variable->hasLocalStorage())
      break;
    QualType type = variable->getType();
    bool alias =
        type->isReferenceType() || (type->isPointerType() && !reassigned.contains(variable->getCanonicalDecl()) &&
                                    !addressTaken.contains(variable->getCanonicalDecl()));
    if (!alias)
      break;
    bare = strip(variable->getInit())->IgnoreParenImpCasts();
  }
  if (bare) {
    QualType type = bare->getType();
    const CXXRecordDecl *dynamic = nullptr;
    if (auto *made = dyn_cast<CXXNewExpr>(bare))
      dynamic = made->getAllocatedType()->getAsCXXRecordDecl();
    else if (auto *ref = dyn_cast<DeclRefExpr>(bare); ref && isa<VarDecl>(ref->getDecl()) && type->isRecordType() &&
                                                      !ref->getDecl()->getType()->isReferenceType())
      dynamic = type->getAsCXXRecordDecl();
    else if (isa<MaterializeTemporaryExpr, CXXConstructExpr>(bare))
      dynamic = type->getAsCXXRecordDecl();
    if (dynamic && dynamic->hasDefinition())
      if (const CXXMethodDecl *exact = method->getCorrespondingMethodInClass(dynamic, true);
          exact && !exact->isPureVirtual())
        return exact;
  }
  if (const CXXMethodDecl *exact = method->getDevirtualizedMethod(object, false))
    return exact;
  // Nobody outside this file can derive from a local class or one of internal linkage, and here nobody does.
  const CXXRecordDecl *record = method->getParent();
  if ((record->isEffectivelyFinal() || method->hasAttr<FinalAttr>()) && !method->isPureVirtual())
    return method;
  return nullptr;
}

/// The function a pointer is known to point to: a local initialised with it and never assigned again, a constant.
const FunctionDecl *FunctionBuilder::pointedFunction(const Expr *callee) {
  callee = callee->IgnoreParenImpCasts();
  if (auto *op = dyn_cast<UnaryOperator>(callee); op && (op->getOpcode() == UO_Deref || op->getOpcode() == UO_AddrOf))
    return pointedFunction(op->getSubExpr());
  auto *ref = dyn_cast<DeclRefExpr>(callee);
  if (!ref)
    return nullptr;
  if (auto *named = dyn_cast<FunctionDecl>(ref->getDecl()))
    return named;
  auto *variable = dyn_cast<VarDecl>(ref->getDecl());
  if (!variable || !variable->hasInit() || isa<ParmVarDecl>(variable) || !variable->getType()->isFunctionPointerType())
    return nullptr;
  const VarDecl *canonical = variable->getCanonicalDecl();
  bool fixed = variable->getType().isConstQualified() ||
               (variable->hasLocalStorage() && !reassigned.contains(canonical) && !addressTaken.contains(canonical));
  return fixed ? pointedFunction(variable->getInit()) : nullptr;
}

/// Clang's own knowledge of containers, smart pointers and views, and of the user's classes marked gsl::Owner/Pointer.
bool FunctionBuilder::predicateSummary(CallSite &site, const FunctionDecl *callee) {
  auto *method = dyn_cast<CXXMethodDecl>(callee);
  auto *constructor = dyn_cast<CXXConstructorDecl>(callee);
  Summary summary;
  summary.function = site.callee;
  Endpoint result;
  result.root = RootKind::Result;
  if (constructor) {
    // A view made of an owner, another view, a pointer or a reference.
    if (!constructor->getParent()->hasAttr<PointerAttr>())
      return false;
    if (site.arguments.empty() || constructor->isDefaultConstructor()) {
      site.knowledge = Knowledge::Predicate;
      site.known = context.known(std::move(summary));
      return true;
    }
    for (unsigned i = 0; i < site.arguments.size(); ++i) {
      const Argument &argument = site.arguments[i];
      const Type &type = context.unit.at(argument.type);
      bool refers = type.cls == TypeClass::Owner || type.cls == TypeClass::View || type.cls == TypeClass::Pointer;
      if (refers)
        addReferred(summary, thisObject() / step::Storage, argumentAt(i), type,
                    type.cls == TypeClass::Owner ? Reason::ViewOfOwner : Reason::ConstructorArgument);
    }
  } else if (method && method->isImplicitObjectMemberFunction() && lifetimes::shouldTrackImplicitObjectArg(method)) {
    addReferred(summary, keeper(result, context.unit, context.types.of(callee->getReturnType())), thisObject(),
                context.unit.at(site.selfType), Reason::ViewOfOwner);
  } else if (!method && !site.arguments.empty() && lifetimes::shouldTrackFirstArgument(callee)) {
    addReferred(summary, keeper(result, context.unit, context.types.of(callee->getReturnType())), argumentAt(0),
                context.unit.at(site.arguments[0].type), Reason::ViewOfOwner);
  } else {
    bool bound = false;
    // lifetimebound that Clang itself added (std::move, std::min, constructors of views).
    for (unsigned i = 0; i < callee->getNumParams() && i < site.arguments.size(); ++i)
      if (callee->getParamDecl(i)->hasAttr<LifetimeBoundAttr>()) {
        bound = true;
        addReferred(summary, keeper(result, context.unit, context.types.of(callee->getReturnType())), argumentAt(i),
                    context.unit.at(site.arguments[i].type), Reason::CallResult);
      }
    if (!bound)
      return false;
  }
  site.knowledge = Knowledge::Predicate;
  site.known = context.known(std::move(summary));
  return true;
}

/// What a local std::function was made from, when nothing else is ever put into it; null: not known.
const Expr *FunctionBuilder::wrapped(const Expr *object) {
  auto *ref = dyn_cast<DeclRefExpr>(object->IgnoreParenImpCasts());
  auto *variable = ref ? dyn_cast<VarDecl>(ref->getDecl()) : nullptr;
  if (!variable || !variable->hasInit() || !variable->hasLocalStorage() || isa<ParmVarDecl>(variable) ||
      context.types.info(variable->getType()).cls != TypeClass::Box)
    return nullptr;
  if (!variable->getType().isConstQualified() && changes.lookup(variable->getCanonicalDecl()) != 0 &&
      !(context.options.allocations && isAsMade(pathOf(ref), /*everyRound=*/true)))
    return nullptr;
  const Expr *made = variable->getInit();
  for (;;) {
    made = strip(made);
    if (auto *conversion = dyn_cast<CastExpr>(made); conversion && made->getType()->isRecordType())
      made = conversion->getSubExpr();
    else if (auto *temporary = dyn_cast<MaterializeTemporaryExpr>(made))
      made = temporary->getSubExpr();
    else if (auto *constructed = dyn_cast<CXXConstructExpr>(made);
             constructed && constructed->getNumArgs() && !isa<CXXDefaultArgExpr>(constructed->getArg(0)))
      made = constructed->getArg(0);
    else
      break;
  }
  return context.types.info(made->getType()).cls == TypeClass::Box ? wrapped(made) : made;
}

} // namespace escape

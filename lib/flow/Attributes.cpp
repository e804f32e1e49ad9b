// What attributes in the source say of a callee: lifetimebound, lifetime_capture_by, noescape.
#include "flow/Function.h"
#include "flow/Refer.h"
#include "clang/AST/Attr.h"
#include "clang/Analysis/Analyses/LifetimeSafety/LifetimeAnnotations.h"

using namespace clang;

namespace escape {

/// `const string &first(const string &s [[clang::lifetimebound]])`: the result is the argument, not what it owns.
static bool refersToSame(QualType result, QualType param) {
  QualType to = result->getPointeeType(), from = param.getNonReferenceType();
  return !to.isNull() && to.getCanonicalType().getUnqualifiedType() == from.getCanonicalType().getUnqualifiedType();
}

/// `void capture(X &x) [[clang::lifetime_capture_by(x)]]`: the attribute stands on the method's type.
static const LifetimeCaptureByAttr *captureOfThis(const CXXMethodDecl *method) {
  if (!method->isImplicitObjectMemberFunction() || !method->getTypeSourceInfo())
    return nullptr;
  AttributedTypeLoc attributed;
  for (TypeLoc loc = method->getTypeSourceInfo()->getTypeLoc(); (attributed = loc.getAsAdjusted<AttributedTypeLoc>());
       loc = attributed.getModifiedLoc())
    if (auto *capture = attributed.getAttrAs<LifetimeCaptureByAttr>())
      return capture;
  return nullptr;
}

/// Where an argument (or *this) goes by `lifetime_capture_by`. What is given by value is copied there with all that it
/// holds.
void FunctionBuilder::addCaptured(Summary &summary, const LifetimeCaptureByAttr &capture, const CallSite &site,
                                  Endpoint from, const Type &type, bool reference) {
  bool inMethod = site.selfType.valid();
  for (int index : capture.params()) {
    Endpoint by;
    TypeId byType;
    if (inMethod && index == LifetimeCaptureByAttr::This) {
      by = thisObject();
      byType = site.selfType;
    } else if (index == LifetimeCaptureByAttr::Global || index == LifetimeCaptureByAttr::Unknown ||
               index == LifetimeCaptureByAttr::Invalid) {
      by.root = RootKind::Static;
      by.index = globalCapture().value;
    } else {
      unsigned position = index - (inMethod ? 1 : 0);
      if (position >= site.arguments.size())
        continue;
      by = argumentAt(position);
      byType = site.arguments[position].type;
      if (byType.valid() && context.unit.at(byType).cls == TypeClass::Pointer) {
        by = by / step::Deref;
        byType = context.unit.at(byType).target;
      }
    }
    Endpoint to = byType.valid() ? keeper(by, context.unit, byType) : by;
    bool whole = !reference && type.cls == TypeClass::Record;
    if (whole || (reference && type.cls != TypeClass::Owner && type.cls != TypeClass::View)) {
      Flow flow;
      flow.to = whole ? by : to;
      flow.from = from;
      flow.kind = whole ? FlowKind::Copy : FlowKind::Address;
      flow.reason = Reason::CallArgument;
      summary.flows.push_back(flow);
    } else {
      addReferred(summary, to, from, type, Reason::CallArgument);
    }
  }
}

bool FunctionBuilder::attributeSummary(CallSite &site, const FunctionDecl *callee) {
  const FunctionDecl *declared = lifetimes::getDeclWithMergedLifetimeBoundAttrs(callee);
  auto *method = dyn_cast<CXXMethodDecl>(declared);
  auto *constructor = dyn_cast<CXXConstructorDecl>(callee);
  bool selfBound = method && !constructor && method->isImplicitObjectMemberFunction() && !method->getType().isNull() &&
                   method->getTypeSourceInfo() &&
                   lifetimes::getLifetimeBoundAttrFromFunctionType(*method->getTypeSourceInfo());
  const LifetimeCaptureByAttr *selfCapture = method && !constructor ? captureOfThis(method) : nullptr;
  bool annotated = selfBound || selfCapture;
  for (const ParmVarDecl *param : declared->parameters())
    annotated |= !param->isImplicit() &&
                 ((param->hasAttr<LifetimeBoundAttr>() && !param->getAttr<LifetimeBoundAttr>()->isImplicit()) ||
                  param->hasAttr<NoEscapeAttr>() ||
                  (param->hasAttr<LifetimeCaptureByAttr>() && !param->getAttr<LifetimeCaptureByAttr>()->isImplicit()));
  if (!annotated)
    return false;
  Summary summary;
  summary.function = site.callee;
  Endpoint result; // what the call gives; a constructor gives *this
  result.root = RootKind::Result;
  TypeId resultType = context.types.of(callee->getReturnType());
  if (constructor) {
    result = thisObject();
    resultType = context.types.of(context.ast.getCanonicalTagType(constructor->getParent()));
  }
  Endpoint holder = keeper(result, context.unit, resultType);
  if (selfBound) {
    // A member of a view that says its result refers to the view itself means just that, as Clang reads it.
    QualType referred = callee->getReturnType()->getPointeeType();
    std::optional<FieldId> part = context.types.part(site.selfType, referred);
    const Type &self = context.unit.at(site.selfType);
    bool itself = self.cls == TypeClass::View && !referred.isNull();
    if (itself || part) {
      Flow flow;
      flow.to = holder;
      flow.from = part ? thisObject() / *part : thisObject();
      flow.kind = FlowKind::Address;
      flow.reason = Reason::CallResult;
      summary.flows.push_back(flow);
    } else {
      addReferred(summary, holder, thisObject(), self, Reason::CallResult);
    }
  }
  if (selfCapture)
    addCaptured(summary, *selfCapture, site, thisObject(), context.unit.at(site.selfType), true);
  AssumptionSet unknownBody;
  for (unsigned i = 0; i < site.arguments.size(); ++i) {
    const Argument &argument = site.arguments[i];
    const ParmVarDecl *param = i < declared->getNumParams() ? declared->getParamDecl(i) : nullptr;
    if (!argument.type.valid())
      continue;
    const Type &type = context.unit.at(argument.type);
    bool bound = param && param->hasAttr<LifetimeBoundAttr>();
    if (param && param->hasAttr<NoEscapeAttr>() && !bound) {
      // A view of an owner refers to it, that is what gsl::Pointer says of the whole class.
      bound = constructor && constructor->getParent()->hasAttr<PointerAttr>() && type.cls == TypeClass::Owner;
      if (!bound)
        continue;
    }
    // The referent of a reference is the object itself; owners hand out what they own.
    bool told = false;
    if (bound) {
      if (argument.reference && ((type.cls != TypeClass::Owner && type.cls != TypeClass::Shared) ||
                                 refersToSame(callee->getReturnType(), param->getType()))) {
        Flow flow;
        flow.to = holder;
        flow.from = argumentAt(i);
        flow.kind = type.cls == TypeClass::View && context.unit.at(resultType).cls == TypeClass::View
                        ? FlowKind::Copy
                        : FlowKind::Address;
        if (flow.kind == FlowKind::Copy)
          flow.from = flow.from / step::Storage;
        flow.reason = Reason::CallResult;
        summary.flows.push_back(flow);
      } else {
        addReferred(summary, holder, argumentAt(i), type, Reason::CallResult);
      }
      // `a = b` gives a: what the result refers to, the object assigned to does.
      if (method && callee->isOverloadedOperator() && callee->getOverloadedOperator() == OO_Equal) {
        Flow flow = summary.flows.back();
        flow.to = keeper(thisObject(), context.unit, site.selfType);
        flow.reason = Reason::Assign;
        summary.flows.push_back(flow);
      }
      told = true;
    }
    if (auto *capture = param ? param->getAttr<LifetimeCaptureByAttr>() : nullptr) {
      addCaptured(summary, *capture, site, argumentAt(i), type, argument.reference);
      told = true;
    }
    if (!told && TypeTable::holdsAddress(type)) {
      if (unknownBody.empty())
        unknownBody = {context.assume(site.why, site.span, site.callee)};
      Endpoint unknown;
      unknown.root = RootKind::Unknown;
      Endpoint value = argumentAt(i);
      Flow flow;
      flow.to = unknown;
      flow.from = value;
      flow.kind = argument.reference ? FlowKind::Address : FlowKind::Copy;
      flow.reason = Reason::CallArgumentNoBody;
      flow.assumptions = unknownBody;
      summary.flows.push_back(flow);
    }
  }
  summary.pure = false;
  site.knowledge = Knowledge::Attribute;
  site.known = context.known(std::move(summary));
  return true;
}

StaticId FunctionBuilder::globalCapture() {
  for (size_t i = 0; i < context.unit.statics.size(); ++i)
    if (context.unit.statics[i].key == "lifetime_capture_by(global)")
      return StaticId(i);
  StaticVariable variable;
  variable.key = variable.name = "lifetime_capture_by(global)";
  context.unit.statics.push_back(variable);
  return StaticId(context.unit.statics.size() - 1);
}

} // namespace escape

// Names, members and what pointers designate.
#include "flow/Function.h"

using namespace clang;

namespace escape {

Val FunctionBuilder::nameOf(const ValueDecl *decl, const Expr *expr) {
  if (auto *ref = dyn_cast<DeclRefExpr>(expr); ref && fn.lambda && ref->refersToEnclosingVariableOrCapture())
    return captured(decl, expr);
  if (auto *binding = dyn_cast<BindingDecl>(decl)) {
    if (const VarDecl *holding = binding->getHoldingVar())
      return nameOf(holding, expr);
    if (const Expr *bound = binding->getBinding()) {
      Val value = eval(bound);
      return value;
    }
    return {};
  }
  if (auto *variable = dyn_cast<VarDecl>(decl)) {
    if (coroutine && variable == coroutine->getPromiseDecl()) // lives as long as whoever has the result likes
      return Val::lvalue(Place(fn.result) / step::Task);
    Place place(locationOf(variable));
    if (variable->getType()->isReferenceType()) {
      if (fn.at(place.base).kind == LocationKind::Local)
        use(place, spanOf(expr));
      return Val::lvalue(place / step::Deref);
    }
    return Val::lvalue(place);
  }
  if (isa<FunctionDecl, TemplateParamObjectDecl, MSGuidDecl, UnnamedGlobalConstantDecl>(decl))
    return Val::lvalue(Place(constantLocation(expr)));
  return {}; // enumerators
}

/// A variable of an enclosing function, inside a lambda: a field of the closure.
Val FunctionBuilder::captured(const ValueDecl *decl, const Expr *expr) {
  auto it = captures.find(cast<ValueDecl>(decl->getCanonicalDecl()));
  if (it == captures.end())
    return {}; // named without being captured: a constant or a static
  const FieldDecl *field = it->second;
  Place place = Place(fn.self) / step::Deref / context.types.step(field);
  if (field->getType()->isReferenceType()) {
    place = extend(place, step::Deref, expr);
  }
  return Val::lvalue(place);
}

Val FunctionBuilder::member(const MemberExpr *expr) {
  const ValueDecl *decl = expr->getMemberDecl();
  if (auto *variable = dyn_cast<VarDecl>(decl))
    return nameOf(variable, expr);
  auto *field = dyn_cast<FieldDecl>(decl);
  if (!field)
    return {}; // methods are looked at by their call; enumerators
  Val base = expr->isArrow() ? dereference(expr->getBase()) : eval(expr->getBase());
  if (base.kind != Val::LValue && base.kind != Val::Value)
    return {};
  Place place = base.place;
  // A nameless struct inside is no step of its own: its members are members of the object around it.
  bool transparent = field->isAnonymousStructOrUnion() && !field->getType()->getAsRecordDecl()->isUnion();
  if (!transparent) {
    FieldId step = context.types.step(field);
    place = extend(place, step, expr);
  }
  if (field->getType()->isReferenceType()) {
    use(place, spanOf(expr)); // naming it goes where it refers to, like naming a reference variable
    place = extend(place, step::Deref, expr);
  }
  return Val::lvalue(place);
}

/// `*pointer`, `pointer->`, `pointer[i]`
Val FunctionBuilder::dereference(const Expr *pointer) {
  Val value = eval(pointer);
  switch (value.kind) {
  case Val::Address:
    return Val::lvalue(value.place);
  case Val::Value:
    return Val::lvalue(extend(value.place, step::Deref, pointer));
  case Val::LValue: // vectors and the like
    return value;
  default: {
    // A null or unknown pointer: a place nobody else has.
    Place place(slot(pointer));
    kill(place, value.kind == Val::Null, spanOf(pointer));
    return Val::lvalue(place / step::Deref);
  }
  }
}

/// Reads the object `from` designates.
Val FunctionBuilder::load(const Expr *expr, const Expr *from) {
  Val object = eval(from);
  if (object.kind != Val::LValue && object.kind != Val::Value)
    return object.kind == Val::Null ? object : Val();
  if (!holdsAddress(expr->getType()))
    return isTrackedInteger(expr->getType()) ? Val::value(object.place) : Val();
  Span at = spanOf(expr);
  use(object.place, at);
  if (object.place.steps.empty())
    return Val::value(object.place);
  // A load worth a line of its own in the flow.
  const Expr *bare = from->IgnoreParenCasts();
  Reason reason = Reason::Indirection;
  if (auto *member = dyn_cast<MemberExpr>(bare))
    reason = member->isArrow() ? Reason::Arrow : Reason::Dot;
  else if (isa<ArraySubscriptExpr>(bare))
    reason = Reason::Subscript;
  else if (auto *call = dyn_cast<CXXOperatorCallExpr>(bare); call && call->getOperator() == OO_Subscript)
    reason = Reason::Element;
  else if (isa<DeclRefExpr>(bare))
    return Val::value(object.place); // a reference or a capture: the name alone says it
  Place place(slot(expr));
  copy(place, object.place, context.types.of(expr->getType()), reason, at);
  return Val::value(place);
}

} // namespace escape

// How the builder writes locations and events; no AST knowledge beyond types.
#include "flow/Function.h"

using namespace clang;

namespace escape {

LocationId FunctionBuilder::addLocation(LocationKind kind, QualType type, Span span, std::string name) {
  Location location;
  location.kind = kind;
  location.span = span;
  location.name = std::move(name);
  if (!type.isNull()) {
    location.type = context.types.of(type);
    location.bytes = context.unit.at(location.type).bytes;
  }
  fn.locations.push_back(std::move(location));
  return LocationId(fn.locations.size() - 1);
}

/// The calls a range-for hides stand at its colon: what they are about is the range.
Span FunctionBuilder::spanOf(const Stmt *stmt) {
  if (!rangeSpans.empty())
    if (auto it = rangeSpans.find(stmt->getBeginLoc()); it != rangeSpans.end())
      return it->second;
  return context.sources.span(stmt->getSourceRange());
}

LocationId FunctionBuilder::slot(const Expr *expr) {
  return addLocation(LocationKind::Slot, expr->getType(), spanOf(expr));
}

LocationId FunctionBuilder::constantLocation(const Expr *expr) {
  return addLocation(LocationKind::Constant, expr->getType(), spanOf(expr));
}

LocationId FunctionBuilder::locationOf(const VarDecl *variable) {
  variable = variable->getCanonicalDecl();
  if (auto it = variables.find(variable); it != variables.end())
    return it->second;
  LocationKind kind = LocationKind::Local;
  if (variable->hasGlobalStorage()) {
    kind = variable->getTLSKind() == VarDecl::TLS_None ? LocationKind::Static : LocationKind::ThreadLocal;
    if (variable->isConstexpr())
      kind = LocationKind::Constant;
  }
  LocationId id = addLocation(kind, variable->getType(), context.sources.token(variable->getLocation()),
                              variable->getNameAsString());
  Location &location = fn.locations[id.value];
  if (variable->hasGlobalStorage())
    location.index = context.staticOf(variable).value;
  location.implicit = variable->isImplicit() || variable->getName().starts_with("__");
  return variables[variable] = id;
}

AllocId FunctionBuilder::addAllocation(QualType type, const Expr *expr) {
  Allocation allocation;
  if (expr)
    allocation.span = usedAt.valid() ? usedAt : spanOf(expr);
  if (expr && usedAt.valid())
    allocation.made = std::string(context.unit.text(spanOf(expr)));
  allocation.inLoop = expr && inLoop.contains(expr);
  allocation.location = addLocation(LocationKind::Alloc, type, allocation.span);
  AllocId id{fn.allocations.size()};
  fn.locations[allocation.location.value].index = id.value;
  // Objects of different iterations may live at the same time.
  fn.locations[allocation.location.value].many = allocation.inLoop;
  fn.allocations.push_back(allocation);
  allocating.push_back(expr);
  return id;
}

Event &FunctionBuilder::emit(EventKind kind, Reason reason, Span span) {
  Event &event = fn.events.emplace_back();
  event.kind = kind;
  event.reason = reason;
  event.span = span;
  return event;
}

void FunctionBuilder::borrow(Place to, Place from, Reason reason, Span span, TypeId type, std::string detail) {
  Event &event = emit(EventKind::Borrow, reason, span);
  event.to = to;
  event.from = from;
  event.type = type;
  event.detail = std::move(detail);
}

void FunctionBuilder::copy(Place to, Place from, TypeId type, Reason reason, Span span, std::string detail) {
  if (to == from)
    return;
  Event &event = emit(EventKind::Copy, reason, span);
  event.to = to;
  event.from = from;
  event.type = type;
  event.detail = std::move(detail);
}

void FunctionBuilder::transfer(Place to, Place from, TypeId type, Reason reason, Span span) {
  if (to == from)
    return;
  Event &event = emit(EventKind::Transfer, reason, span);
  event.to = to;
  event.from = from;
  event.type = type;
}

void FunctionBuilder::kill(Place to, bool null, Span span) {
  Event &event = emit(EventKind::Kill, Reason::Assign, span);
  event.to = to;
  event.null = null;
}

void FunctionBuilder::use(Place from, Span span) { emit(EventKind::Use, Reason::Indirection, span).from = from; }

/// `other = p`: a pointer that goes from one variable of this frame to another has not been used yet. What is read
/// through `other`, or handed on from it, is.
void FunctionBuilder::forgetRead(Place to, Place from) {
  auto variable = [&](Place place) {
    const LocationKind kind = fn.at(place.base).kind;
    return place.steps.empty() && (kind == LocationKind::Local || kind == LocationKind::Param);
  };
  const size_t first = fn.blocks.empty() ? 0 : fn.blocks.back().last;
  if (fn.events.size() > first && fn.events.back().kind == EventKind::Use && fn.events.back().from == from &&
      variable(to) && variable(from))
    fn.events.pop_back();
}

void FunctionBuilder::store(Place to, const Val &value, QualType type, Reason reason, Span span) {
  TypeId id = context.types.of(type);
  switch (value.kind) {
  case Val::None:
    kill(to, false, span);
    break;
  case Val::Null:
    kill(to, true, span);
    break;
  case Val::LValue:
    // A glvalue where a value was expected: an object of class type copied member by member.
    copy(to, value.place, id, value.reason.value_or(reason), span, value.detail);
    break;
  case Val::Value:
    if (fn.at(value.place.base).kind == LocationKind::Slot && value.place.steps.empty() &&
        context.unit.at(id).cls != TypeClass::Pointer && context.unit.at(id).cls != TypeClass::Value)
      transfer(to, value.place, id, reason, span);
    else {
      forgetRead(to, value.place);
      copy(to, value.place, id, reason, span, value.detail);
    }
    break;
  case Val::Address:
    // Two steps when both are worth telling: `&x` (address-of), then the store's own.
    if (value.reason && *value.reason != reason && reason != Reason::CallArgument) {
      LocationId between = addLocation(LocationKind::Slot, type, value.span);
      borrow(Place(between), value.place, *value.reason, value.span, id, value.detail);
      copy(to, Place(between), id, reason, span);
    } else {
      borrow(to, value.place, value.reason.value_or(reason), value.reason ? value.span : span, id, value.detail);
    }
    break;
  }
}

Place FunctionBuilder::hold(const Val &value, const Expr *expr) {
  if (value.kind == Val::Value || value.kind == Val::LValue)
    return value.place;
  Place place(slot(expr));
  if (value.kind == Val::Address)
    borrow(place, value.place, value.reason.value_or(Reason::AddressOf), value.span.valid() ? value.span : spanOf(expr),
           fn.at(place.base).type, value.detail);
  else
    kill(place, value.kind == Val::Null, spanOf(expr));
  return place;
}

Place FunctionBuilder::addressHolder(const Val &lvalue, const Expr *expr, Reason reason) {
  if (!lvalue.place.steps.empty() && lvalue.place.steps.back() == step::Deref && !lvalue.reason) {
    Place holder = lvalue.place;
    holder.steps.pop();
    return holder;
  }
  LocationId id = addLocation(LocationKind::Slot,
                              context.ast.getLValueReferenceType(expr->getType().getNonReferenceType()), spanOf(expr));
  borrow(Place(id), lvalue.place, lvalue.reason.value_or(reason), spanOf(expr), fn.at(id).type, lvalue.detail);
  return Place(id);
}

Place FunctionBuilder::extend(Place place, FieldId step, const Expr *expr) {
  if (!place.full() && (step != step::Deref || place.steps.derefs() < 2))
    return place / step;
  // Too long for one place: go on from a slot that holds its address.
  LocationId id = addLocation(LocationKind::Slot, QualType(), spanOf(expr));
  borrow(Place(id), place, Reason::AddressOf, spanOf(expr));
  return extend(Place(id) / step::Deref, step, expr);
}

bool FunctionBuilder::isTrackedInteger(QualType type) const {
  return integersHoldAddresses && type->isIntegerType() && !type->isBooleanType() && !type->isDependentType() &&
         context.ast.getTypeSize(type) == context.ast.getTypeSize(context.ast.VoidPtrTy);
}

/// Through what neither changes the value nor the object.
const Expr *FunctionBuilder::strip(const Expr *expr) {
  for (;;) {
    const Expr *next = expr->IgnoreParens();
    if (auto *full = dyn_cast<FullExpr>(next))
      next = full->getSubExpr();
    else if (auto *bound = dyn_cast<CXXBindTemporaryExpr>(next))
      next = bound->getSubExpr();
    else if (auto *substituted = dyn_cast<SubstNonTypeTemplateParmExpr>(next))
      next = substituted->getReplacement();
    else if (auto *initial = dyn_cast<CXXDefaultInitExpr>(next); initial && initial->getExpr())
      next = initial->getExpr();
    else if (auto *argument = dyn_cast<CXXDefaultArgExpr>(next); argument && argument->getExpr())
      next = argument->getExpr();
    if (next == expr)
      return expr;
    expr = next;
  }
}

} // namespace escape

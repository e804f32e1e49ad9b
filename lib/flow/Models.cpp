// Library functions that model files know: how a call looks to them, and what follows from it besides the summary:
// allocations, and the user's constructors and callables that the library's bodies would call. Those bodies are not
// parsed; the user's function is found, and instantiated, through Sema, so findings are the same in every standard.
#include "flow/Function.h"
#include "model/Roots.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Sema/Initialization.h"
#include "clang/Sema/Sema.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace escape {

namespace {

/// Interns for one call what its model names.
class BoundCall final : public CallContext {
public:
  BoundCall(Context &context, const CallSite &site) : context(context), site(site) {}
  FieldId field(std::string_view name, std::string_view key) override { return context.types.step(name, key); }
  StaticId variable(std::string_view name, std::string_view key, bool threadLocal) override {
    for (size_t i = 0; i < context.unit.statics.size(); ++i)
      if (context.unit.statics[i].key == key)
        return StaticId(i);
    StaticVariable entry;
    entry.name = name;
    entry.key = key;
    entry.threadLocal = threadLocal;
    context.unit.statics.push_back(std::move(entry));
    return StaticId(context.unit.statics.size() - 1);
  }
  AssumptionId assume(AssumptionKind kind) override { return context.assume(kind, site.span, site.callee); }

private:
  Context &context;
  const CallSite &site;
};

} // namespace

/// `out << a << b`: the class of `out`, as it is declared; its own name, when it is an object of the library.
static std::string chainBegin(const Expr *expr) {
  for (;;) {
    expr = expr->IgnoreParenImpCasts();
    auto *op = dyn_cast<CXXOperatorCallExpr>(expr);
    if (!op || !op->isLValue() || !op->getNumArgs())
      break;
    expr = op->getArg(0);
  }
  if (auto *name = dyn_cast<DeclRefExpr>(expr); name && inStandardNamespace(name->getDecl()))
    return name->getDecl()->getQualifiedNameAsString();
  auto *record = expr->getType()->getAsCXXRecordDecl();
  return record ? qualifiedName(record) : std::string();
}

CallShape FunctionBuilder::shapeOf(const CallSite &site, const FunctionDecl *callee) {
  CallShape shape;
  // Default arguments are not written: models do not count them.
  shape.arity = site.arguments.size();
  while (shape.arity && shape.arity <= argumentTypes.size() && argumentTypes[shape.arity - 1].isNull())
    --shape.arity;
  auto *method = dyn_cast<CXXMethodDecl>(callee);
  shape.isConst = method && method->isConst();
  shape.isStatic = method && method->isStatic();
  shape.library = site.system;
  shape.hasSelf = site.selfType.valid();
  if (shape.hasSelf)
    shape.self = context.unit.at(site.selfType).cls;
  const Expr *first = shape.hasSelf ? operatorObject : writtenArguments.empty() ? nullptr : writtenArguments[0];
  if (context.options.allocations && first && callee->isOverloadedOperator())
    shape.selfChain = chainBegin(first);
  QualType returned = callee->getReturnType();
  shape.resultReference = returned->isReferenceType();
  shape.result = context.types.info(returned.getNonReferenceType()).cls;
  if (isa<CXXConstructorDecl>(callee)) {
    shape.result = shape.self;
    shape.resultReference = false;
  }
  for (unsigned i = 0; i < shape.arity; ++i) {
    const Argument &argument = site.arguments[i];
    CallShape::Parameter out;
    QualType type = i < callee->getNumParams() ? callee->getParamDecl(i)->getType() : QualType();
    QualType object = argumentTypes.size() > i ? argumentTypes[i] : type;
    if (object.isNull())
      object = context.ast.IntTy;
    object = object.getNonReferenceType();
    const Type &info = context.types.info(object);
    out.cls = !object->isArrayType() ? info.cls : argument.reference ? TypeClass::Inline : TypeClass::Pointer;
    out.rvalueReference = !type.isNull() && type->isRValueReferenceType() && argument.rvalue;
    out.null = nullArguments.size() > i && nullArguments[i];
    if (auto *record = object->getAsCXXRecordDecl()) {
      out.typeName = qualifiedName(record);
      out.shape = ArgumentShape::Class;
      const TypeModel *model = context.types.modelOf(record);
      bool callable = record->isLambda();
      if (record->hasDefinition() && !callable)
        for (const CXXMethodDecl *m : record->getDefinition()->methods())
          callable |= m->getOverloadedOperator() == OO_Call;
      if (callable || (model && (model->closure || model->cls == TypeClass::Box)))
        out.shape = ArgumentShape::Callable;
      else if (model ? model->iterator : (record->hasAttr<PointerAttr>() && inStandardNamespace(record)))
        out.shape = ArgumentShape::Iterator;
    } else if (object->isFunctionPointerType() || object->isFunctionType() || object->isMemberPointerType()) {
      out.shape = ArgumentShape::Callable;
    } else if (object->isPointerType() || object->isArrayType() || object->isNullPtrType()) {
      out.shape = ArgumentShape::Pointer;
      if (object->isNullPtrType())
        out.null = true;
    } else if (object->isIntegralOrEnumerationType()) {
      out.shape = ArgumentShape::Integer;
    }
    if (!i && !shape.hasSelf)
      out.chain = shape.selfChain;
    shape.parameters.push_back(std::move(out));
  }
  if (const TemplateArgumentList *list = callee->getTemplateSpecializationArgs())
    for (const TemplateArgument &argument : list->asArray()) {
      std::string text;
      if (argument.getKind() == TemplateArgument::Integral)
        text = llvm::toString(argument.getAsIntegral(), 10);
      else if (argument.getKind() == TemplateArgument::Type)
        text = context.types.info(argument.getAsType()).spelling;
      shape.templateArguments.push_back(std::move(text));
    }
  return shape;
}

bool FunctionBuilder::modelSummary(CallSite &site, const FunctionDecl *callee) {
  CallShape shape = shapeOf(site, callee);
  shape.standardLibrary = context.standardLibrary;
  BoundCall bound(context, site);
  std::string name = qualifiedName(callee);
  if (llvm::StringRef(name).starts_with("__sync_")) // Clang calls __sync_add_and_fetch_4 when the object has four bytes
    name = llvm::StringRef(name).rtrim("0123456789").rtrim('_').str();
  std::optional<FunctionModel> model;
  // A class derived from a library class, seen as that class.
  model = context.library.findFunction(name, shape, bound);
  if (!model)
    return false;
  if (model->summary.opaque) {
    site.why = model->summary.why;
    return false;
  }
  if (model->summary.noReturn)
    site.noReturn = true;
  model->summary.function = site.callee;
  site.knowledge = Knowledge::Model;
  pendingModel = std::move(model);
  convertFlows(pendingModel->summary, site);
  // Allocations are locations of this function: what the summary says of fresh objects is written as events.
  Summary summary = pendingModel->summary;
  if (llvm::any_of(pendingModel->allocates, [](const AllocationModel &a) { return a.at.root == RootKind::Fresh; }))
    llvm::erase_if(summary.flows, [](const Flow &flow) { return flow.from.root == RootKind::Fresh; });
  site.known = context.known(std::move(summary));
  return true;
}

/// Models say that a value goes somewhere; when the types differ it is converted on the way: {1, text} makes a pointer
/// of an array, optional<string_view> = string a view, pair<int, string>(1, text) a copy of the characters.
void FunctionBuilder::convertFlows(Summary &summary, const CallSite &site) {
  llvm::erase_if(summary.flows, [&](Flow &flow) {
    if (flow.kind == FlowKind::Address)
      return false;
    TypeId to = typeAt(flow.to, site, context.unit);
    if (!to.valid())
      return false;
    TypeClass wanted = context.unit.at(to).cls;
    bool array = flow.from.root == RootKind::Argument && flow.from.steps.empty() &&
                 flow.from.index < argumentTypes.size() && !argumentTypes[flow.from.index].isNull() &&
                 argumentTypes[flow.from.index].getNonReferenceType()->isArrayType() &&
                 site.arguments[flow.from.index].reference;
    TypeId from = typeAt(flow.from, site, context.unit);
    TypeClass given = from.valid() ? context.unit.at(from).cls : TypeClass::Value;
    if (wanted == TypeClass::Owner && (array || given == TypeClass::View || given == TypeClass::Pointer))
      return true; // has storage of its own
    if (wanted == TypeClass::View && (array || given == TypeClass::Owner)) {
      bool room = flow.to.steps.push(step::Storage) &&
                  (array || (flow.from.steps.push(step::Storage) && flow.from.steps.push(step::Deref))) &&
                  flow.from.steps.push(step::Element);
      flow.kind = FlowKind::Address;
      flow.reason = Reason::ViewOfOwner;
      return !room;
    }
    if (wanted == TypeClass::Pointer && array) {
      flow.kind = FlowKind::Address;
      flow.reason = Reason::ArrayDecay;
      return !flow.from.steps.push(step::Element);
    }
    return false;
  });
}

Place FunctionBuilder::placeAt(const Endpoint &endpoint, const CallSite &site, const Expr *expr) {
  Place place = placeOf(endpoint, site, fn);
  if (!place.valid())
    return {};
  for (FieldId step : endpoint.steps)
    place = extend(place, step, expr);
  return place;
}

/// `m.erase(it)`: whatever else the container has, what `it` itself holds is gone.
void FunctionBuilder::eraseArgument(const CallSite &site, const FunctionDecl *callee, const CallExpr *expr) {
  if (!site.known.valid() || callee->getNumParams() != 1 || expr->getNumArgs() != 1 ||
      !callee->getParamDecl(0)->getType()->isRecordType())
    return;
  const Summary &known = context.unit.known[site.known.value];
  if (std::none_of(known.effects.begin(), known.effects.end(),
                   [](const Effect &e) { return e.kind == EffectKind::Invalidate && e.how == Invalidation::Erased; }))
    return;
  const Expr *argument = expr->getArg(0);
  for (;;) {
    const Expr *next = strip(argument)->IgnoreImpCasts();
    if (auto *made = dyn_cast<MaterializeTemporaryExpr>(next))
      next = made->getSubExpr();
    else if (auto *copied = dyn_cast<CXXConstructExpr>(next); copied && copied->getNumArgs() == 1)
      next = copied->getArg(0);
    if (next == argument)
      break;
    argument = next;
  }
  auto *name = dyn_cast<DeclRefExpr>(argument);
  auto *variable = name ? dyn_cast<VarDecl>(name->getDecl()) : nullptr;
  if (!variable || variable->getType()->isReferenceType() || name->refersToEnclosingVariableOrCapture() ||
      context.unit.at(context.types.of(variable->getType())).cls != TypeClass::View)
    return;
  Event &gone = emit(EventKind::Invalidate, Reason::LibraryModel, site.span);
  gone.to = Place(locationOf(variable));
  gone.how = Invalidation::Erased;
  gone.detail = callee->getNameAsString();
}

void FunctionBuilder::modelConsequences(const CallSite &site, const FunctionDecl *callee, const Expr *expr) {
  if (!pendingModel)
    return;
  FunctionModel model = std::move(*pendingModel);
  pendingModel.reset();
  const std::vector<const Expr *> args = std::move(writtenArguments); // what follows resolves calls of its own
  bool perhaps = false;
  for (const AllocationModel &asked : model.allocates)
    perhaps |= !allocate(asked, model, site, callee, args, expr);
  if (model.allocates.empty())
    allocateForGrowth(model.summary, site, expr);
  perhaps |= onlyPerhaps;
  std::swap(onlyPerhaps, perhaps);
  for (const Forward &forward : model.forwards) {
    if (forward.later)
      continue;
    if (forward.kind == Forward::Kind::Constructs)
      forwardSometimes(forward, site, callee, expr);
    else
      forwardCall(forward, site, expr);
  }
  onlyPerhaps = perhaps;
}

} // namespace escape

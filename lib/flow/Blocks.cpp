// Clang's control flow graph → blocks of events. Clang links destructors and ends of scopes into the graph; temporaries
// end here, since Clang has elements only for those with destructors.
#include "flow/Function.h"
#include "flow/Graph.h"
#include "clang/Analysis/CFG.h"

using namespace clang;

namespace escape {

FunctionBuilder::FunctionBuilder(Context &context, const FunctionDecl *function)
    : context(context), function(function) {
  fn.key = context.keyOf(function);
  fn.name = context.nameOf(function);
  fn.span = context.sources.token(function->getLocation());
  fn.body = context.sources.span(function->getSourceRange());
  fn.defaulted = function->isDefaulted();
  fn.user = context.isUser(function) && !function->isImplicit();
  fn.isMain = function->isMain();
  fn.internalLinkage = !function->isExternallyVisible();
  fn.isConstructor = isa<CXXConstructorDecl>(function);
  fn.isDestructor = isa<CXXDestructorDecl>(function);
  fn.instantiation =
      function->isTemplateInstantiation() || isTemplateInstantiation(function->getTemplateSpecializationKind());

  Span at = fn.span;
  addSinks(function->getReturnType());
  if (auto *method = dyn_cast<CXXMethodDecl>(function)) {
    const CXXRecordDecl *parent = method->getParent();
    fn.lambda = parent->isLambda();
    if (!fn.lambda && !method->isVirtual() && context.ast.getSourceManager().isInMainFile(parent->getLocation()))
      fn.ownClass = qualifiedName(parent);
    if (context.options.others && method->isVirtual())
      addAnswers(method);
    fn.hiddenClass = parent->isInAnonymousNamespace() || parent->getAccess() == AS_private;
    const bool closed = method->getAccess() == AS_private || method->getAccess() == AS_protected;
    fn.internal = fn.lambda || (closed && !method->isVirtual());
    if (method->isImplicitObjectMemberFunction()) {
      fn.self = addLocation(LocationKind::This, method->getThisType(), at, "this");
      if (fn.lambda) {
        llvm::DenseMap<const ValueDecl *, FieldDecl *> fields;
        FieldDecl *thisField = nullptr;
        parent->getCaptureFields(fields, thisField);
        for (auto &[variable, field] : fields)
          captures[variable->getCanonicalDecl() ? cast<ValueDecl>(variable->getCanonicalDecl()) : variable] = field;
        capturedThis = thisField;
      }
    }
  }
  for (const ParmVarDecl *param : function->parameters()) {
    LocationId id = addLocation(LocationKind::Param, param->getType(), context.sources.token(param->getLocation()),
                                param->getNameAsString());
    fn.locations[id.value].index = fn.params.size();
    fn.params.push_back(id);
    variables[param->getCanonicalDecl()] = id;
    variables[param] = id;
  }
  if (fn.user)
    readContracts();
}

/// Calls that name the method, or one that it overrides, may end here.
void FunctionBuilder::addAnswers(const CXXMethodDecl *method) {
  FnKey key = context.keyOf(method);
  if (llvm::is_contained(fn.answers, key))
    return;
  fn.answers.push_back(key);
  for (const CXXMethodDecl *overridden : method->overridden_methods())
    addAnswers(overridden);
}

FunctionBuilder::FunctionBuilder(Context &context, const VarDecl *variable)
    : context(context), function(nullptr), global(variable) {
  fn.initialiser = true;
  fn.name = "initialiser of " + qualifiedName(variable);
  fn.key = FnKey::of(context.options.mainFile + ":" + fn.name);
  fn.span = context.sources.token(variable->getLocation());
  fn.body = context.sources.span(variable->getSourceRange());
  fn.instantiation = isTemplateInstantiation(variable->getTemplateSpecializationKind());
  addSinks(QualType());
}

void FunctionBuilder::addSinks(QualType result) {
  fn.result = addLocation(LocationKind::Result, result, fn.span);
  fn.exception = addLocation(LocationKind::Exception, QualType(), fn.span);
  fn.task = addLocation(LocationKind::Task, QualType(), fn.span);
  fn.unknown = addLocation(LocationKind::Unknown, QualType(), fn.span);
}

const Stmt *FunctionBuilder::body() const {
  return function ? function->getBody() : const_cast<Expr *>(global->getInit());
}

std::optional<FunctionFlow> FunctionBuilder::build() {
  if (!prepare() || !buildBlocks())
    return std::nullopt;
  if (function)
    noteAsksOf();
  finishFrame();
  if (context.options.remedies && function && fn.user)
    context.built.push_back({function, context.unit.functions.size(), std::move(allocating), std::move(open)});
  if (fn.events.size() > context.options.functionLimit)
    fn.givenUp = context.assume(AssumptionKind::GivenUp, fn.span, fn.name);
  return std::move(fn);
}

/// The variable whose life or destructor an element is about; null: another element.
static const VarDecl *endedBy(const CFGElement &element) {
  if (auto ends = element.getAs<CFGLifetimeEnds>())
    return ends->getVarDecl();
  if (auto destructor = element.getAs<CFGAutomaticObjDtor>())
    return destructor->getVarDecl();
  return nullptr;
}

/// The elements of a block. Where scopes end, Clang puts the variables with destructors before those without; really
/// they end one after the other, the last one first: `std::jthread t; int n;`.
std::vector<CFGElement> FunctionBuilder::inOrder(const CFGBlock &block) {
  std::vector<CFGElement> elements(block.begin(), block.end());
  for (size_t first = 0; first < elements.size(); ++first) {
    size_t last = first;
    while (last < elements.size() && endedBy(elements[last]))
      ++last;
    if (last - first > 1)
      std::stable_sort(
          elements.begin() + first, elements.begin() + last,
          [&](const CFGElement &a, const CFGElement &b) { return locationOf(endedBy(b)) < locationOf(endedBy(a)); });
    first = std::max(first, last);
  }
  return elements;
}

bool FunctionBuilder::buildBlocks() {
  CFG::BuildOptions options;
  options.setAllAlwaysAdd();
  options.AddInitializers = true;
  options.AddImplicitDtors = true;
  options.AddLifetime = true;
  options.AddCXXDefaultInitExprInCtors = true;
  options.AddCXXDefaultInitExprInAggregates = true;
  // Of a coroutine, what the user wrote; how it is started and suspended is coroutineFrame()'s.
  const Stmt *written = coroutine ? coroutine->getBody() : body();
  std::unique_ptr<CFG> graph = CFG::buildCFG(function ? static_cast<const Decl *>(function) : global,
                                             const_cast<Stmt *>(written), &context.ast, options);
  if (!graph)
    return false;
  std::vector<const CFGBlock *> order = reversePostOrder(*graph);
  llvm::DenseMap<unsigned, BlockId> ids;
  for (const CFGBlock *block : order)
    ids[block->getBlockID()] = BlockId(ids.size());
  for (const CFGBlock *block : order) {
    current = ids[block->getBlockID()];
    Block out;
    out.first = fn.events.size();
    if (auto *handler = dyn_cast_or_null<CXXCatchStmt>(block->getLabel()))
      beginHandler(handler);
    for (const CFGElement &e : inOrder(*block))
      element(e);
    out.exit = block == &graph->getExit();
    if (out.exit && coroutine) // last, so that nothing the body calls is thought to have changed it
      coroutineFrame();
    if (out.exit && global) // the whole initialiser has run: the variable gets its value
      variable(global);
    out.last = fn.events.size();
    out.noReturn = block->hasNoReturnElement();
    if (!out.noReturn)
      out.successors = edges(block, ids, current);
    if (!out.noReturn && !out.exit)
      out.last = fn.events.size();
    fn.blocks.push_back(std::move(out));
  }
  markRepeated(fn);
  return true;
}

/// What was thrown is caught: it does not leave the function any more, unless `throw;` puts it back.
void FunctionBuilder::beginHandler(const CXXCatchStmt *handler) {
  const VarDecl *variable = handler->getExceptionDecl();
  bool again = llvm::any_of(rethrows, [&](const auto &rethrow) { return rethrow.second == handler; });
  bool referred = variable && variable->getType()->isReferenceType();
  Span at = spanOf(handler);
  Place object(fn.exception);
  if (again || referred) {
    object = Place(addLocation(LocationKind::Slot, QualType(), at));
    fn.locations[object.base.value].type = fn.at(fn.exception).type;
    caught[handler] = object;
    copy(object, Place(fn.exception), fn.at(fn.exception).type, Reason::Init, at);
  }
  if (referred)
    borrow(Place(locationOf(variable)), object, Reason::ReferenceBinding, at, context.types.of(variable->getType()));
  else if (variable)
    copy(Place(locationOf(variable)), object, context.types.of(variable->getType()), Reason::Init, at);
  kill(Place(fn.exception), false, at);
}

void FunctionBuilder::element(const CFGElement &element) {
  switch (element.getKind()) {
  case CFGElement::Statement:
  case CFGElement::Constructor:
  case CFGElement::CXXRecordTypedCall:
    statement(element.castAs<CFGStmt>().getStmt());
    break;
  case CFGElement::Initializer:
    initializer(element.castAs<CFGInitializer>().getInitializer());
    break;
  case CFGElement::LifetimeEnds: {
    auto ends = element.castAs<CFGLifetimeEnds>();
    endVariable(ends.getVarDecl(), scopeEnd(ends.getTriggerStmt()));
    break;
  }
  case CFGElement::AutomaticObjectDtor: {
    auto dtor = element.castAs<CFGAutomaticObjDtor>();
    const VarDecl *variable = dtor.getVarDecl();
    if (!variable->getType()->isReferenceType())
      destroy(Place(locationOf(variable)), variable->getType(), scopeEnd(dtor.getTriggerStmt()));
    break;
  }
  case CFGElement::MemberDtor: {
    const FieldDecl *field = element.castAs<CFGMemberDtor>().getFieldDecl();
    destroy(Place(fn.self) / step::Deref / context.types.step(field), field->getType(), fn.span);
    break;
  }
  case CFGElement::BaseDtor:
    destroy(Place(fn.self) / step::Deref, element.castAs<CFGBaseDtor>().getBaseSpecifier()->getType(), fn.span);
    break;
  default:
    break;
  }
}

void FunctionBuilder::statement(const Stmt *stmt) {
  if (isa<CXXDefaultArgExpr>(stmt))
    return; // looked at by the call that uses it: every call evaluates it anew
  if (auto *expr = dyn_cast<Expr>(stmt)) {
    // A temporary that is built in the place of its copy never is one.
    if (elidedTemporaries.contains(stmt))
      return;
    // Wrappers (parentheses, bound temporaries) are elements of their own; what they wrap has been looked at then.
    expr = strip(expr);
    bool isArm = arms.contains(expr);
    bool isResult = blockResults.contains(expr);
    if (!values.contains(expr) && (isArm || isResult || !isLazy(expr)))
      values[expr] = visit(expr);
    if (isResult && !expr->getType()->isRecordType() && holdsAddress(expr->getType()))
      if (Val value = values[expr]; value && value.kind != Val::Null) {
        Place result(slot(expr));
        store(result, value, expr->getType(), value.reason.value_or(Reason::Init), spanOf(expr));
        values[expr] = Val::value(result);
      }
    if (isArm && mergedArms.insert(expr).second)
      mergeArm(expr);
    if (endings.contains(expr))
      endTemporaries(expr, spanOf(expr));
    return;
  }
  switch (stmt->getStmtClass()) {
  case Stmt::DeclStmtClass:
    declStmt(cast<DeclStmt>(stmt));
    break;
  case Stmt::ReturnStmtClass:
    returnStmt(cast<ReturnStmt>(stmt));
    break;
  case Stmt::GCCAsmStmtClass: {
    auto *code = cast<GCCAsmStmt>(stmt);
    AssumptionId assumption = context.assume(AssumptionKind::InlineAsm, spanOf(stmt), "");
    auto leak = [&](const Expr *operand) {
      Val value = eval(operand);
      if (value.kind == Val::None || value.kind == Val::Null)
        return;
      if (value.kind == Val::LValue)
        borrow(Place(fn.unknown), value.place, Reason::CallArgument, spanOf(operand));
      else
        store(Place(fn.unknown), value, operand->getType(), Reason::CallArgument, spanOf(operand));
      fn.events.back().assumption = assumption;
    };
    for (const Expr *input : code->inputs())
      leak(input);
    for (const Expr *output : code->outputs())
      if (Val value = eval(output); value.kind == Val::LValue && holdsAddress(output->getType()))
        kill(value.place, false, spanOf(output));
    break;
  }
  default:
    break;
  }
}

/// One arm of a conditional operator has been evaluated: what it gives goes where the other arm's goes, too.
void FunctionBuilder::mergeArm(const Expr *expr) {
  const AbstractConditionalOperator *choice = arms[expr];
  Val value = values[expr];
  auto [place, isNew] = merged.try_emplace(choice, Place());
  if (isNew)
    place->second = destinations.contains(choice) ? destinations[choice].place : Place(slot(choice));
  Place to = place->second;
  if (choice->isGLValue()) {
    if (value.kind == Val::LValue)
      borrow(to, value.place, Reason::ReferenceBinding, spanOf(expr));
  } else if (holdsAddress(choice->getType()) && !(value.kind == Val::Value && value.place == to)) {
    store(to, value, choice->getType(), value.reason.value_or(Reason::Init), spanOf(expr));
  }
}

void FunctionBuilder::declStmt(const DeclStmt *stmt) {
  for (const Decl *decl : stmt->decls())
    if (auto *v = dyn_cast<VarDecl>(decl))
      variable(v);
}

Reason FunctionBuilder::initReason(const VarDecl *variable) {
  return isa<DecompositionDecl>(variable) ? Reason::StructuredBinding
         : variable->isCXXForRangeDecl()  ? Reason::RangeFor
                                          : Reason::Init;
}

void FunctionBuilder::variable(const VarDecl *variable) {
  const Expr *init = variable->getInit();
  QualType type = variable->getType();
  LocationId id = locationOf(variable);
  Span at = context.sources.token(variable->getLocation());
  noteStackSize(variable, id);
  if (init) {
    Reason reason = initReason(variable);
    if (type->isReferenceType()) {
      if (reason == Reason::Init)
        reason = Reason::ReferenceBinding;
      Val value = eval(init);
      if (value.kind == Val::LValue)
        borrow(Place(id), value.place, value.reason.value_or(reason), spanOf(init), context.types.of(type),
               value.detail);
      else if (value.kind == Val::Value)
        copy(Place(id), value.place, context.types.of(type), reason, spanOf(init));
      else
        kill(Place(id), false, at);
    } else {
      initObject(Place(id), type, init, reason, spanOf(init));
      noteConstant(variable, init, at);
    }
  } else if (variable->hasLocalStorage()) {
    noteConstant(variable, nullptr, at);
  }
  if (auto *decomposition = dyn_cast<DecompositionDecl>(variable))
    for (const BindingDecl *binding : decomposition->bindings())
      if (const VarDecl *holding = binding->getHoldingVar())
        this->variable(holding);
  endTemporaries(variable, at);
}

/// Some returns give a constant, others another or something else, or it is yes or no: callers ask how it went.
void FunctionBuilder::noteAnswer(const Expr *value) {
  Expr::EvalResult result;
  std::optional<int64_t> given;
  if (value->getType()->isAnyPointerType()) {
    if (value->isNullPointerConstant(context.ast, Expr::NPC_ValueDependentIsNotNull))
      given = 0;
  } else if (value->getType()->isIntegralOrEnumerationType() && !value->isValueDependent() &&
             value->EvaluateAsInt(result, context.ast)) {
    given = int64_t(result.Val.getInt().extOrTrunc(64).getZExtValue()); // npos is a number, too
  }
  fn.tellsOutcome |= returned ? given != answer : !given && value->getType()->isBooleanType();
  answer = given;
  returned = true;
}

void FunctionBuilder::returnStmt(const ReturnStmt *stmt) {
  const Expr *value = stmt->getRetValue();
  if (value) {
    noteAnswer(value);
    QualType type = function->getReturnType();
    if (type->isReferenceType()) {
      Val v = eval(value);
      if (v.kind == Val::LValue)
        borrow(Place(fn.result), v.place, Reason::Return, spanOf(value), context.types.of(type));
    } else if (holdsAddress(type) || isTrackedInteger(type)) {
      initObject(Place(fn.result), type, value, Reason::Return, spanOf(value));
    } else {
      eval(value);
    }
  }
  endTemporaries(stmt, spanOf(stmt));
}

void FunctionBuilder::initializer(const CXXCtorInitializer *init) {
  Place object = Place(fn.self) / step::Deref;
  if (init->isAnyMemberInitializer()) {
    const FieldDecl *field = init->getAnyMember();
    Place place = object / context.types.step(field);
    QualType type = field->getType();
    Span at = context.sources.span(init->getSourceRange());
    if (!at.valid())
      at = context.sources.token(field->getLocation());
    if (type->isReferenceType()) {
      Val value = eval(init->getInit());
      if (value.kind == Val::LValue)
        borrow(place, value.place, Reason::MemberInit, at, context.types.of(type));
    } else if (holdsAddress(type)) {
      initObject(place, type, init->getInit(), Reason::MemberInit, at);
    }
  } else {
    eval(init->getInit()); // a base or delegated constructor: its object is *this
  }
  endTemporaries(init, fn.span);
}

} // namespace escape

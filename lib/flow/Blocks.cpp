// Clang's control flow graph → blocks of events. Clang links destructors and ends of scopes into the graph; temporaries
// end here, since Clang has elements only for those with destructors.
#include "flow/Function.h"
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
  fn.isConstructor = isa<CXXConstructorDecl>(function);
  fn.isDestructor = isa<CXXDestructorDecl>(function);
  fn.instantiation =
      function->isTemplateInstantiation() || isTemplateInstantiation(function->getTemplateSpecializationKind());

  Span at = fn.span;
  addSinks(function->getReturnType());
  if (auto *method = dyn_cast<CXXMethodDecl>(function)) {
    const CXXRecordDecl *parent = method->getParent();
    fn.lambda = parent->isLambda();
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
}

FunctionBuilder::FunctionBuilder(Context &context, const VarDecl *variable)
    : context(context), function(nullptr), global(variable) {
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
  finishFrame();
  if (fn.events.size() > context.options.functionLimit)
    fn.givenUp = context.assume(AssumptionKind::GivenUp, fn.span, fn.name);
  return std::move(fn);
}

/// Reachable blocks in reverse post order; iterative, since generated functions have very many.
static std::vector<const CFGBlock *> reversePostOrder(const CFG &graph) {
  std::vector<const CFGBlock *> order;
  std::vector<char> seen(graph.getNumBlockIDs());
  std::vector<std::pair<const CFGBlock *, CFGBlock::const_succ_iterator>> stack;
  auto push = [&](const CFGBlock *block) {
    seen[block->getBlockID()] = true;
    stack.push_back({block, block->hasNoReturnElement() ? block->succ_end() : block->succ_begin()});
  };
  push(&graph.getEntry());
  while (!stack.empty()) {
    auto &[block, next] = stack.back();
    if (next == block->succ_end()) {
      order.push_back(block);
      stack.pop_back();
      continue;
    }
    const CFGBlock *successor = *next++; // null: an edge that is never taken
    if (successor && !seen[successor->getBlockID()])
      push(successor);
  }
  std::reverse(order.begin(), order.end());
  return order;
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
    if (auto *handler = dyn_cast_or_null<CXXCatchStmt>(block->getLabel()); handler && handler->getExceptionDecl()) {
      const VarDecl *caught = handler->getExceptionDecl();
      Place place(locationOf(caught));
      if (caught->getType()->isReferenceType())
        borrow(place, Place(fn.exception), Reason::ReferenceBinding, spanOf(handler),
               context.types.of(caught->getType()));
      else
        copy(place, Place(fn.exception), context.types.of(caught->getType()), Reason::Init, spanOf(handler));
      if (!caught->getType()->isReferenceType())
        kill(Place(fn.exception), false, spanOf(handler)); // caught: it does not leave the function any more
    }
    for (const CFGElement &e : *block)
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
  return true;
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
    if (!values.contains(expr) && (isArm || !isLazy(expr)))
      values[expr] = visit(expr);
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
  if (auto *vla = context.ast.getAsVariableArrayType(type); vla && variable->hasLocalStorage())
    fn.tooLarge.push_back({id, UINT64_MAX});
  else if (variable->hasLocalStorage() && fn.at(id).bytes && *fn.at(id).bytes > context.options.stackLimit &&
           !type->isReferenceType())
    fn.tooLarge.push_back({id, *fn.at(id).bytes});
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

void FunctionBuilder::returnStmt(const ReturnStmt *stmt) {
  const Expr *value = stmt->getRetValue();
  if (value) {
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

void FunctionBuilder::endObject(LocationId object, QualType type, Span at) {
  if (!type.isNull())
    destroy(Place(object), type, at);
  emit(EventKind::End, Reason::Assign, at).to = Place(object);
}

void FunctionBuilder::endVariable(const VarDecl *variable, Span at) {
  if (!variable->hasLocalStorage())
    return;
  emit(EventKind::End, Reason::Assign, at).to = Place(locationOf(variable));
  if (auto it = extended.find(variable->getCanonicalDecl()); it != extended.end())
    for (const MaterializeTemporaryExpr *temporary : llvm::reverse(it->second))
      endObject(temporaries[temporary], temporary->getType(), at);
}

void FunctionBuilder::endTemporaries(const void *fullExpression, Span at) {
  auto it = endings.find(fullExpression);
  if (it == endings.end())
    return;
  for (const MaterializeTemporaryExpr *temporary : llvm::reverse(it->second))
    endObject(temporaries[temporary], temporary->getType(), at);
}

/// Where a destructor runs: the brace that closes the scope, or the statement that leaves it.
Span FunctionBuilder::scopeEnd(const Stmt *trigger) {
  bool leaves = isa<Expr, ReturnStmt, BreakStmt, ContinueStmt, GotoStmt>(trigger);
  return leaves ? spanOf(trigger) : context.sources.token(trigger->getEndLoc());
}

/// Calls the destructor when its body is known; what types do by themselves (free, join) belongs to End.
void FunctionBuilder::destroy(Place object, QualType type, Span at) {
  type = context.ast.getBaseElementType(type);
  const CXXRecordDecl *record = type->getAsCXXRecordDecl();
  if (!record || !record->hasDefinition() || record->hasTrivialDestructor())
    return;
  const CXXDestructorDecl *destructor = record->getDestructor();
  if (!destructor || !context.require(destructor))
    return;
  CallSite site;
  site.knowledge = Knowledge::Body;
  site.callee = context.nameOf(destructor);
  site.candidates = {context.keyOf(destructor)};
  site.span = at;
  site.selfType = context.types.of(type);
  LocationId self = addLocation(LocationKind::Slot, context.ast.getPointerType(type), at);
  borrow(Place(self), object, Reason::AddressOf, at);
  site.self = Place(self);
  fn.calls.push_back(std::move(site));
  emit(EventKind::Call, Reason::CallArgument, at).call = CallId(fn.calls.size() - 1);
}

/// An object of the type thrown here is caught by this handler; throw expressions say the exact type.
static bool catches(const CXXCatchStmt *handler, QualType thrown, ASTContext &ast) {
  QualType caught = handler->getCaughtType();
  if (caught.isNull()) // catch (...)
    return true;
  caught = caught.getNonReferenceType().getCanonicalType().getUnqualifiedType();
  thrown = thrown.getCanonicalType().getUnqualifiedType();
  bool pointers = caught->isPointerType() && thrown->isPointerType();
  if (pointers) {
    caught = caught->getPointeeType().getUnqualifiedType();
    thrown = thrown->getPointeeType().getUnqualifiedType();
    if (caught->isVoidType())
      return true;
  } else if (thrown->isNullPtrType() && caught->isPointerType()) {
    return true;
  }
  if (ast.hasSameType(caught, thrown))
    return true;
  auto *base = caught->getAsCXXRecordDecl();
  auto *derived = thrown->getAsCXXRecordDecl();
  return base && derived && base->hasDefinition() && derived->hasDefinition() && derived->isDerivedFrom(base);
}

/// The throw a block ends with, whose edges are then ours to choose: Clang's go to every handler and past them.
static const CXXThrowExpr *throwAtEnd(const CFGBlock *block) {
  for (const CFGElement &e : llvm::reverse(*block))
    if (auto stmt = e.getAs<CFGStmt>())
      if (auto *expr = dyn_cast<Expr>(stmt->getStmt())) {
        while (auto *full = dyn_cast<FullExpr>(expr))
          expr = full->getSubExpr();
        return dyn_cast<CXXThrowExpr>(expr);
      }
  return nullptr;
}

/// Where an exception thrown at the end of `block` is caught, and by whose try: the handler's block. Null block: not
/// told apart, null try: it leaves the function.
std::pair<const CFGBlock *, const CXXTryStmt *> FunctionBuilder::handlerOf(const CFGBlock *block,
                                                                           const CXXThrowExpr *thrown) {
  if (!thrown->getSubExpr() || block->succ_size() != 1)
    return {};
  const CFGBlock *dispatch = block->succ_begin()->getReachableBlock();
  while (dispatch) {
    auto *tried = dyn_cast_or_null<CXXTryStmt>(dispatch->getTerminatorStmt());
    if (!tried)
      return {dispatch, nullptr};
    const CFGBlock *past = nullptr, *found = nullptr;
    for (const CFGBlock::AdjacentBlock &adjacent : dispatch->succs()) {
      const CFGBlock *successor = adjacent.getReachableBlock();
      auto *handler = successor ? dyn_cast_or_null<CXXCatchStmt>(successor->getLabel()) : nullptr;
      bool own = false;
      for (unsigned i = 0; i < tried->getNumHandlers(); ++i)
        own |= tried->getHandler(i) == handler;
      if (!own)
        past = successor;
      else if (catches(handler, thrown->getSubExpr()->getType(), context.ast) &&
               (!found || handler->getBeginLoc() < found->getLabel()->getBeginLoc()))
        found = successor;
    }
    if (found)
      return {found, tried};
    dispatch = past;
  }
  return {};
}

std::vector<Edge> FunctionBuilder::edges(const CFGBlock *block, const llvm::DenseMap<unsigned, BlockId> &ids,
                                         BlockId self) {
  std::vector<Edge> result;
  if (const CXXThrowExpr *thrown = throwAtEnd(block))
    if (auto [target, tried] = handlerOf(block, thrown); target && ids.contains(target->getBlockID())) {
      // The objects of the try block end before the handler begins; what a throw out of the function ends is the
      // frame's.
      auto alive = aliveAt.find(thrown);
      if (auto mark = aliveBefore.find(tried); tried && alive != aliveAt.end() && mark != aliveBefore.end())
        for (size_t i = alive->second.size(); i-- > mark->second;) {
          const VarDecl *variable = alive->second[i];
          if (!variable->getType()->isReferenceType())
            destroy(Place(locationOf(variable)), variable->getType(), spanOf(thrown));
          endVariable(variable, spanOf(thrown));
        }
      Edge edge;
      edge.to = ids.lookup(target->getBlockID());
      edge.back = edge.to <= self;
      result.push_back(edge);
      return result;
    }
  const Expr *test = nullptr;
  bool twoWay = block->succ_size() == 2 && block->getTerminator().isStmtBranch() &&
                !isa_and_nonnull<SwitchStmt>(block->getTerminatorStmt());
  if (twoWay)
    test = block->getLastCondition();
  unsigned index = 0;
  for (const CFGBlock::AdjacentBlock &adjacent : block->succs()) {
    const CFGBlock *successor = adjacent.getReachableBlock();
    bool first = index++ == 0;
    auto id = successor ? ids.find(successor->getBlockID()) : ids.end();
    if (!successor || id == ids.end())
      continue;
    Edge edge;
    edge.to = id->second;
    edge.back = id->second <= self;
    if (test)
      edge.condition = condition(test, first);
    else if (auto *choice = dyn_cast_or_null<SwitchStmt>(block->getTerminatorStmt()))
      edge.condition = caseCondition(choice, successor->getLabel());
    result.push_back(edge);
  }
  return result;
}

/// `switch (mode) { case 2:` — on the edge to it mode is 2. A label several cases share says nothing.
std::optional<Condition> FunctionBuilder::caseCondition(const SwitchStmt *choice, const Stmt *label) {
  auto *single = dyn_cast_or_null<CaseStmt>(label);
  if (!single || single->getRHS() || isa<CaseStmt, DefaultStmt>(single->getSubStmt()))
    return std::nullopt;
  auto *ref = dyn_cast<DeclRefExpr>(choice->getCond()->IgnoreParenImpCasts());
  auto *variable = ref ? dyn_cast<VarDecl>(ref->getDecl()) : nullptr;
  Expr::EvalResult value;
  if (!variable || !variable->hasLocalStorage() || !variable->getType()->isIntegralOrEnumerationType() ||
      addressTaken.contains(variable->getCanonicalDecl()) || single->getLHS()->isValueDependent() ||
      !single->getLHS()->EvaluateAsInt(value, context.ast) || !value.Val.getInt().isRepresentableByInt64())
    return std::nullopt;
  Condition result;
  result.place = Place(locationOf(variable));
  result.constant = value.Val.getInt().getExtValue();
  return result;
}

std::optional<Condition> FunctionBuilder::condition(const Expr *expr, bool outcome) {
  expr = expr->IgnoreParens();
  if (auto *full = dyn_cast<FullExpr>(expr))
    return condition(full->getSubExpr(), outcome);
  if (auto *op = dyn_cast<UnaryOperator>(expr); op && op->getOpcode() == UO_LNot)
    return condition(op->getSubExpr(), !outcome);
  auto ofValue = [&](const Expr *tested, int64_t constant, bool equal) -> std::optional<Condition> {
    tested = tested->IgnoreParenImpCasts();
    if (auto *call = dyn_cast<CXXMemberCallExpr>(tested);
        call && isa_and_nonnull<CXXConversionDecl>(call->getMethodDecl()))
      tested = call->getImplicitObjectArgument()->IgnoreParenImpCasts(); // `if (up)` of a smart pointer
    QualType type = tested->getType();
    if (!tested->isGLValue() || tested->HasSideEffects(context.ast))
      return std::nullopt;
    const Type &info = context.types.info(type);
    Condition result;
    result.equal = equal;
    result.constant = constant;
    result.pointer = info.cls == TypeClass::Pointer ||
                     ((info.cls == TypeClass::Owner || info.cls == TypeClass::Shared) && !info.container);
    auto *ref = dyn_cast<DeclRefExpr>(tested);
    auto *variable = ref ? dyn_cast<VarDecl>(ref->getDecl()) : nullptr;
    if (!result.pointer && (!variable || !variable->hasLocalStorage() || type->isReferenceType() ||
                            variable->getType()->isReferenceType() || !type->isIntegralOrEnumerationType() ||
                            addressTaken.contains(variable->getCanonicalDecl())))
      return std::nullopt;
    Val value = eval(tested);
    if (value.kind != Val::LValue)
      return std::nullopt;
    result.place = value.place;
    if (result.pointer && info.cls != TypeClass::Pointer) {
      if (result.place.full())
        return std::nullopt;
      result.place = result.place / step::Storage;
    }
    return result;
  };
  if (auto *op = dyn_cast<BinaryOperator>(expr)) {
    if (op->isLogicalOp())
      return condition(op->getRHS(), outcome); // the block of its right side
    if (!op->isEqualityOp())
      return std::nullopt;
    bool equal = (op->getOpcode() == BO_EQ) == outcome;
    const Expr *left = op->getLHS(), *right = op->getRHS();
    for (int i = 0; i < 2; ++i, std::swap(left, right)) {
      Expr::EvalResult constant;
      if (right->isValueDependent())
        return std::nullopt;
      if (right->isNullPointerConstant(context.ast, Expr::NPC_ValueDependentIsNotNull))
        return ofValue(left, 0, equal);
      if (right->getType()->isIntegralOrEnumerationType() && right->EvaluateAsInt(constant, context.ast) &&
          constant.Val.getInt().isRepresentableByInt64())
        return ofValue(left, int64_t(constant.Val.getInt().extOrTrunc(64).getZExtValue()), equal);
    }
    for (int i = 0; i < 2; ++i, std::swap(left, right)) { // `current == &mine`
      auto *address = dyn_cast<UnaryOperator>(right->IgnoreParenCasts());
      if (!address || address->getOpcode() != UO_AddrOf || !left->getType()->isPointerType() ||
          !left->IgnoreParenCasts()->getType()->isPointerType())
        continue;
      Val object = eval(address->getSubExpr());
      std::optional<Condition> result = ofValue(left->IgnoreParenCasts(), 0, equal);
      if (!result || object.kind != Val::LValue || !object.place.steps.empty())
        return std::nullopt;
      result->object = object.place;
      return result;
    }
    return std::nullopt;
  }
  QualType type = expr->IgnoreParenImpCasts()->getType();
  if (type->isIntegralOrEnumerationType() || type->isPointerType() || type->isRecordType())
    return ofValue(expr, 0, !outcome);
  return std::nullopt;
}

/// What the exit block still ends: by-value parameters, and whatever a throw skipped.
/// A coroutine keeps what it is given in a frame of its own, which whoever has its result keeps alive: references,
/// pointers and views of the caller's, and `this` (also a closure's).
void FunctionBuilder::coroutineFrame() {
  auto keep = [&](LocationId id) {
    const Type &type = context.unit.at(fn.at(id).type);
    if (type.cls == TypeClass::Pointer || type.cls == TypeClass::View || type.cls == TypeClass::Record)
      copy(Place(fn.result) / step::Task, Place(id), fn.at(id).type, Reason::TaskStart, fn.at(id).span);
  };
  for (LocationId param : fn.params)
    if (fn.at(param).type.valid())
      keep(param);
  if (fn.self.valid())
    keep(fn.self);
}

/// return_value, yield_value and the like of this coroutine's promise.
bool FunctionBuilder::isPromise(const FunctionDecl *callee) const {
  auto *method = dyn_cast_or_null<CXXMethodDecl>(callee);
  const VarDecl *promise = coroutine ? coroutine->getPromiseDecl() : nullptr;
  const CXXRecordDecl *record = promise ? promise->getType()->getAsCXXRecordDecl() : nullptr;
  return method && record &&
         (record->getCanonicalDecl() == method->getParent()->getCanonicalDecl() ||
          record->isDerivedFrom(method->getParent()));
}

void FunctionBuilder::finishFrame() {
  for (size_t i = fn.locations.size(); i-- > 0;)
    if (fn.locations[i].automatic())
      fn.frame.push_back(LocationId(i));
}

} // namespace escape

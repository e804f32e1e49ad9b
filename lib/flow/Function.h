//===- Function.h - builds the flow of one function -------------*- C++ -*-===//
//
// Walks Clang's CFG: its elements are subexpressions in evaluation order, so an
// operand was seen before the expression that uses it. What an expression gives
// is kept as a Val; expressions without effects (names, members, casts) are
// looked at only when somebody asks for them.
//
//   Promises.cpp   what the declaration promises
//   Prepare.cpp    once over the body: temporaries and their full-expressions, what is tested or indexed;
//   Asked.cpp: calls whose result decides the way
//                  Destinations.cpp: where results of class type go
//   Blocks.cpp     CFG → blocks, statements; Graph.cpp: their order and loops; Edges.cpp: conditions and throws;
//   Scopes.cpp: what ends Coroutine.cpp  what coroutines keep, and who runs them on Expr.cpp       what an expression
//   gives, by its kind; Lvalue.cpp: names, members, loads; Operators.cpp; Cast.cpp Init.cpp       objects that come to
//   life: constructors, aggregates, closures, temporaries, new Call.cpp       calls; Callee.cpp: what is known of the
//   callee; Models.cpp: library functions that models know;
//                  Forward.cpp: what those construct and call
//   Allocate.cpp   what asks for memory as models say; Parts.cpp: what the library makes of arguments by itself;
//                  Copies.cpp: copies of owners; Thrown.cpp: exceptions, coroutine frames; Unchanged.cpp: what is known
//                  of the values in it
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_FLOW_FUNCTION_H
#define ESCAPE_FLOW_FUNCTION_H

#include "flow/Context.h"
#include "flow/Lengths.h"
#include "flow/Mentions.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/CFG.h"

namespace escape {

/// What an expression gives.
struct Val {
  enum Kind : uint8_t {
    None,    ///< nothing that can hold an address
    Null,    ///< a null pointer
    LValue,  ///< designates `place`
    Value,   ///< a prvalue that is held in `place` (pointers; objects of class type: the object)
    Address, ///< a prvalue: the address of `place`
  };
  Kind kind = None;
  Place place;
  // How the address was formed, for the step that stores it; unset: the storing step's own reason.
  std::optional<Reason> reason;
  Span span;
  std::string detail;

  static Val lvalue(Place p) { return {LValue, p, {}, {}, {}}; }
  static Val value(Place p) { return {Value, p, {}, {}, {}}; }
  static Val address(Place p, Reason reason, Span span) { return {Address, p, reason, span, {}}; }
  static Val null() { return {Null, {}, {}, {}, {}}; }
  explicit operator bool() const { return kind != None; }
};

struct Asked; // Sizes.h

class FunctionBuilder {
public:
  FunctionBuilder(Context &context, const clang::FunctionDecl *function);
  /// The initialisation of a namespace-scope variable or static member, as a function of its own.
  FunctionBuilder(Context &context, const clang::VarDecl *variable);
  /// None: the body has invalid parts or no control flow graph could be made.
  std::optional<FunctionFlow> build();
  /// Of a template's own body. None: nothing in it that does not depend on the parameters.
  std::optional<FunctionFlow> buildPattern();

private:
  // --- Pattern.cpp -------------------------------------------------------
  void patternStmt(const clang::Stmt *stmt);
  void patternExpr(const clang::Expr *expr);
  void endPatternBlock(bool returns);
  std::vector<size_t> patternReturns; ///< blocks that end in a return

  // --- Prepare.cpp -------------------------------------------------------
  bool prepare();
  void prepareStmt(const clang::Stmt *stmt, bool loop, const void *fullExpression);
  void prepareExpr(const clang::Expr *expr, bool loop, const void *fullExpression);
  void prepareChildren(const clang::Stmt *stmt, bool loop, const void *fullExpression);
  void prepareVariable(const clang::VarDecl *variable, bool loop);
  void noteIndexed(const clang::Expr *expr);
  void noteTested(const clang::Expr *condition);
  void noteCondition(const clang::Expr *condition);
  // --- Asked.cpp ---------------------------------------------------------
  void noteAsked(const clang::Stmt *condition);
  void noteAsksOf();
  void noteGiven(const clang::VarDecl *variable, const clang::Expr *value);
  bool isAsked(const clang::Expr *call) const;
  void prepareConstructor(const clang::CXXConstructorDecl *constructor);

  // --- Destinations.cpp --------------------------------------------------
  void prepareTemporary(const clang::MaterializeTemporaryExpr *expr);
  void endLater(const clang::MaterializeTemporaryExpr *expr, const void *fullExpression);
  void prepareNew(const clang::CXXNewExpr *expr);
  void destine(const clang::Expr *expr, Place place, Reason reason);
  void destineElements(clang::QualType type, llvm::ArrayRef<const clang::Expr *> inits, Place place);
  static const clang::Expr *elided(const clang::Expr *expr);

  void addSinks(clang::QualType result);
  void addAnswers(const clang::CXXMethodDecl *method);
  void readContracts();
  void readNoAlloc(const clang::FunctionDecl *declaration); // Promises.cpp
  const clang::Stmt *body() const;

  // --- Blocks.cpp --------------------------------------------------------
  bool buildBlocks();
  std::vector<clang::CFGElement> inOrder(const clang::CFGBlock &block);
  void element(const clang::CFGElement &element);
  void statement(const clang::Stmt *stmt);
  void mergeArm(const clang::Expr *expr);
  void declStmt(const clang::DeclStmt *stmt);
  void variable(const clang::VarDecl *variable);
  void noteAnswer(const clang::Expr *value);
  void noteStackSize(const clang::VarDecl *variable, LocationId id); // StackSizes.cpp
  void noteStackCall(const clang::CallExpr *expr, LocationId id);
  void returnStmt(const clang::ReturnStmt *stmt);
  void initializer(const clang::CXXCtorInitializer *initializer);
  void beginHandler(const clang::CXXCatchStmt *handler);
  void endVariable(const clang::VarDecl *variable, Span at);
  void endTemporaries(const void *fullExpression, Span at);
  void endObject(LocationId object, clang::QualType type, Span at);
  void destroy(Place object, clang::QualType type, Span at);
  Span scopeEnd(const clang::Stmt *trigger);
  std::pair<const clang::CFGBlock *, const clang::CXXTryStmt *> handlerOf(const clang::CFGBlock *block,
                                                                          const clang::CXXThrowExpr *thrown);
  std::vector<Edge> edges(const clang::CFGBlock *block, const llvm::DenseMap<unsigned, BlockId> &ids, BlockId self);
  template <typename OfValue>
  std::optional<Condition> orderCondition(const clang::BinaryOperator *op, bool outcome, OfValue ofValue);
  std::optional<Condition> condition(const clang::Expr *expr, bool outcome);
  /// What a test of a member that only ever has one value comes to.
  std::optional<bool> decided(const clang::Expr *expr);
  std::optional<Condition> caseCondition(const clang::SwitchStmt *choice, const clang::Stmt *label);
  void finishFrame();

  // --- Coroutine.cpp -----------------------------------------------------
  void coroutineFrame();
  bool isPromise(const clang::FunctionDecl *callee) const;
  bool isCoroutineResult(clang::QualType type);
  void useAwaited(const clang::Expr *awaited);
  void useResumed(const clang::CallExpr *expr, const clang::FunctionDecl *callee);

  // --- Expr.cpp ----------------------------------------------------------
  Val eval(const clang::Expr *expr);
  Val visit(const clang::Expr *expr);
  bool isLazy(const clang::Expr *expr);
  Val unmodelled(const clang::Stmt *node, clang::QualType type);

  // --- Lvalue.cpp --------------------------------------------------------
  Val nameOf(const clang::ValueDecl *decl, const clang::Expr *expr);
  Val captured(const clang::ValueDecl *decl, const clang::Expr *expr);
  Val member(const clang::MemberExpr *expr);
  Val dereference(const clang::Expr *pointer);
  Val load(const clang::Expr *expr, const clang::Expr *from);

  // --- Operators.cpp, Cast.cpp -------------------------------------------
  Val derived(const clang::Expr *expr, const Val &operand, Reason reason, std::string detail = {});
  Val unary(const clang::UnaryOperator *expr);
  Val binary(const clang::BinaryOperator *expr);
  Val assignment(const clang::BinaryOperator *expr);
  Val conditional(const clang::AbstractConditionalOperator *expr);
  void noteConstant(const clang::VarDecl *variable, const clang::Expr *value, Span at);
  Val castExpr(const clang::CastExpr *expr);

  // --- Init.cpp ----------------------------------------------------------
  Place resultOf(const clang::Expr *expr); ///< where the object this prvalue of class type makes comes to live
  Val construct(const clang::CXXConstructExpr *expr);
  Val inheritedConstruct(const clang::CXXInheritedCtorInitExpr *expr);
  void constructInto(Place object, clang::QualType type, const clang::CXXConstructorDecl *constructor,
                     llvm::ArrayRef<const clang::Expr *> args, const clang::Expr *expr, bool forwarded = false);
  Val initList(const clang::Expr *expr, llvm::ArrayRef<clang::Expr *> inits);
  Val stdInitializerList(const clang::CXXStdInitializerListExpr *expr);
  Val closure(const clang::LambdaExpr *expr);
  Val block(const clang::BlockExpr *expr);
  Val temporary(const clang::MaterializeTemporaryExpr *expr);
  Val newExpr(const clang::CXXNewExpr *expr);
  void deleteExpr(const clang::CXXDeleteExpr *expr);
  void initObject(Place object, clang::QualType type, const clang::Expr *init, Reason reason, Span at);

  // --- Call.cpp ----------------------------------------------------------
  Val call(const clang::CallExpr *expr);
  Val builtin(const clang::CallExpr *expr, const clang::FunctionDecl *callee, bool &handled);
  Val assignOperator(const clang::CXXOperatorCallExpr *expr, const clang::CXXMethodDecl *method);
  void forget(const clang::Stmt *stmt);
  void dropLibraryDefaults(llvm::SmallVectorImpl<const clang::Expr *> &args, const clang::FunctionDecl *callee);
  Argument argument(const clang::Expr *expr, clang::QualType parameter);
  Place selfOf(const clang::Expr *object, bool arrow, clang::QualType &type);
  Val finishCall(CallSite site, const clang::Expr *expr, clang::QualType returned);
  void useArguments(const CallSite &site);

  // --- Callee.cpp --------------------------------------------------------
  void noteArguments(llvm::ArrayRef<const clang::Expr *> args);
  void resolve(CallSite &site, const clang::FunctionDecl *callee, const clang::CallExpr *expr);
  const clang::CXXMethodDecl *exactTarget(const clang::CXXMethodDecl *method, const clang::Expr *object);
  const clang::Expr *wrapped(const clang::Expr *object);
  const clang::FunctionDecl *pointedFunction(const clang::Expr *callee);
  bool attributeSummary(CallSite &site, const clang::FunctionDecl *callee);
  bool predicateSummary(CallSite &site, const clang::FunctionDecl *callee);
  bool modelSummary(CallSite &site, const clang::FunctionDecl *callee);
  void forwardSometimes(const Forward &forward, const CallSite &site, const clang::FunctionDecl *callee,
                        const clang::Expr *expr);
  void forwardConstruct(const Forward &forward, const CallSite &site, const clang::FunctionDecl *callee,
                        const clang::Expr *expr);
  Argument forwardedArgument(const clang::Expr *expr, clang::QualType parameter,
                             llvm::SmallVectorImpl<std::pair<LocationId, clang::QualType>> &made);
  void convertInto(Place object, clang::QualType type, const clang::CXXConversionDecl *conversion,
                   const clang::Expr *from);
  void forwardCall(const Forward &forward, const CallSite &site, const clang::Expr *expr);
  CallShape shapeOf(const CallSite &site, const clang::FunctionDecl *callee);
  void addCaptured(Summary &summary, const clang::LifetimeCaptureByAttr &capture, const CallSite &site, Endpoint from,
                   const Type &type, bool reference);
  StaticId globalCapture();
  void endBeforeTailCall(const CallSite &site);
  void convertFlows(Summary &summary, const CallSite &site);
  void modelConsequences(const CallSite &site, const clang::FunctionDecl *callee, const clang::Expr *expr);
  void eraseArgument(const CallSite &site, const clang::FunctionDecl *callee, const clang::CallExpr *expr);
  Place placeAt(const Endpoint &endpoint, const CallSite &site, const clang::Expr *expr);

  // --- Allocate.cpp ------------------------------------------------------
  bool allocate(const AllocationModel &model, const FunctionModel &function, const CallSite &site,
                const clang::FunctionDecl *callee, llvm::ArrayRef<const clang::Expr *> args, const clang::Expr *expr);
  bool continuesChain(const clang::Expr *expr, AllocReason reason);
  void allocateForPart(const AllocationModel &model, const CallSite &site, const clang::FunctionDecl *callee,
                       const clang::Expr *given, const clang::Expr *expr);
  void allocateForMaking(Place object, clang::QualType type, const clang::Expr *given, const clang::Expr *expr);
  void allocateForCopy(Place object, clang::QualType type, const clang::Expr *source, const clang::Expr *expr,
                       bool assigned = false);
  void allocateForGrowth(const Summary &known, const CallSite &site, const clang::Expr *expr);
  void allocateForEmpty(Place object, clang::QualType type, const clang::Expr *expr);
  void allocateException(const clang::CXXThrowExpr *expr);
  void confineException(const clang::CXXThrowExpr *thrown, const clang::CXXCatchStmt *handler);
  void allocateFrame();
  void roundUp(std::optional<uint64_t> &bytes, TypeId owner, uint64_t room);
  void copyErased(Place object, const Asked &asked, const clang::Expr *expr);
  bool isNullYet(const clang::Expr *argument);
  std::optional<uint64_t> reusedRoom(const clang::FunctionDecl *callee, llvm::ArrayRef<const clang::Expr *> args,
                                     uint64_t room, uint64_t character);
  void nameConstruction(Allocation &allocation, const clang::Expr *expr);
  void storageOf(Place holder, AllocId id, Span at);

  // --- Unchanged.cpp -----------------------------------------------------
  const clang::Expr *unchanging(const clang::Expr *expr);
  bool isAsMade(const NamedPath &path, bool everyRound);
  bool isMadeEmpty(const NamedPath &path);
  bool isStillEmpty(const clang::Expr *expr, bool everyRound = false);
  bool isStillFull(const clang::Expr *expr);
  bool insertsFirst(const clang::Expr *inserter);

  // --- emitting (Emit.cpp) -----------------------------------------------
  Event &emit(EventKind kind, Reason reason, Span span);
  void borrow(Place to, Place from, Reason reason, Span span, TypeId type = {}, std::string detail = {});
  void copy(Place to, Place from, TypeId type, Reason reason, Span span, std::string detail = {});
  void transfer(Place to, Place from, TypeId type, Reason reason, Span span);
  void kill(Place to, bool null, Span span);
  void use(Place from, Span span);
  void forgetRead(Place to, Place from);
  /// `to` := value, whatever form it has.
  void store(Place to, const Val &value, clang::QualType type, Reason reason, Span span);
  /// A place that holds the value; makes a slot when there is none.
  Place hold(const Val &value, const clang::Expr *expr);
  /// A place that holds the address of the lvalue; makes a slot when there is none.
  Place addressHolder(const Val &lvalue, const clang::Expr *expr, Reason reason);
  Place extend(Place place, FieldId step, const clang::Expr *expr);
  LocationId addLocation(LocationKind kind, clang::QualType type, Span span, std::string name = {});
  LocationId slot(const clang::Expr *expr);
  LocationId locationOf(const clang::VarDecl *variable);
  LocationId constantLocation(const clang::Expr *expr);
  AllocId addAllocation(clang::QualType type, const clang::Expr *expr);
  static Reason initReason(const clang::VarDecl *variable);
  Span spanOf(const clang::Stmt *stmt);
  bool holdsAddress(clang::QualType type) { return context.types.holdsAddress(type); }
  bool isTrackedInteger(clang::QualType type) const;
  static const clang::Expr *strip(const clang::Expr *expr);

  Context &context;
  const clang::FunctionDecl *function;    ///< null for the initialisation of a variable
  const clang::VarDecl *global = nullptr; ///< then
  FunctionFlow fn;
  const clang::LambdaExpr *lambda = nullptr;
  llvm::DenseMap<const clang::ValueDecl *, const clang::FieldDecl *> captures; ///< of the closure we are in
  const clang::FieldDecl *capturedThis = nullptr;

  struct Destination {
    Place place;
    Reason reason = Reason::Init;
  };
  llvm::DenseMap<const clang::Expr *, Val> values;
  llvm::DenseMap<const clang::Expr *, Destination> destinations;
  llvm::DenseMap<const clang::Expr *, const clang::AbstractConditionalOperator *> arms;
  llvm::DenseSet<const clang::Expr *> mergedArms;
  llvm::DenseSet<const clang::Expr *> blockResults; ///< what statement expressions give: read before their block ends
  llvm::DenseSet<const clang::Stmt *> elidedTemporaries;
  llvm::DenseMap<const clang::Expr *, Place> merged; ///< conditional operator → what both arms write
  llvm::DenseMap<const clang::VarDecl *, LocationId> variables;
  llvm::DenseMap<const clang::Expr *, LocationId> temporaries;
  /// Temporaries that end with a full-expression. Key: the variable, return statement or member initialiser that holds
  /// it, else the stripped expression itself: whatever is the last thing the control flow graph shows of it.
  llvm::DenseMap<const void *, llvm::SmallVector<const clang::MaterializeTemporaryExpr *, 2>> endings;
  llvm::DenseMap<const clang::VarDecl *, llvm::SmallVector<const clang::MaterializeTemporaryExpr *, 1>> extended;
  std::vector<const clang::VarDecl *> alive; ///< while preparing: the variables of the scopes we are in
  llvm::DenseMap<const clang::CXXThrowExpr *, std::vector<const clang::VarDecl *>> aliveAt;
  llvm::DenseMap<const clang::CXXTryStmt *, size_t> aliveBefore; ///< how many of them are older than the try block
  const clang::CXXCatchStmt *handler = nullptr;                  ///< while preparing: the one we are in
  llvm::DenseMap<const clang::CXXThrowExpr *, const clang::CXXCatchStmt *> rethrows; ///< `throw;` → its handler
  llvm::DenseMap<const clang::CXXCatchStmt *, Place> caught;                         ///< what it has caught
  llvm::DenseMap<const clang::CXXThrowExpr *, size_t> exceptionEvents;               ///< the allocation of the object
  llvm::DenseSet<const clang::Expr *> inLoop;          ///< allocating expressions inside loops
  llvm::DenseSet<const clang::VarDecl *> addressTaken; ///< no facts about these
  llvm::DenseSet<const clang::VarDecl *> reassigned;
  llvm::DenseMap<const clang::VarDecl *, int> changes;    ///< mentions of an object that are not of it as const
  llvm::DenseSet<const clang::VarDecl *> tested;          ///< stand alone in a condition: worth facts
  llvm::DenseSet<const clang::Expr *> askedCalls;         ///< in a condition
  llvm::DenseSet<const clang::VarDecl *> asked;           ///< named in a condition
  llvm::DenseSet<const clang::VarDecl *> askedParameters; ///< of these, those whose value or members are asked for
  bool askedSelf = false;                                 ///< members of *this are
  llvm::DenseMap<const clang::Expr *, const clang::VarDecl *> givenTo; ///< calls whose result a variable gets
  llvm::DenseMap<const clang::CXXNewExpr *, AllocId> news;
  std::optional<Mentions> mentions;                                      ///< of locals; none: not asked for yet
  llvm::DenseMap<const clang::Expr *, Bounds> lengths;                   ///< of what library functions gave
  std::vector<const clang::Expr *> allocating;                           ///< the expressions of fn.allocations
  std::vector<std::pair<CallId, const clang::CXXMemberCallExpr *>> open; ///< open virtual calls
  struct Placement {
    const clang::CXXNewExpr *expr;
    Place pointer; ///< slot for the placement argument
  };
  llvm::DenseMap<const clang::Expr *, Placement> placements; ///< by the (stripped) initialiser
  std::optional<FunctionModel> pendingModel;                 ///< of the callee resolve() was asked for last
  std::vector<const clang::Expr *> writtenArguments;         ///< of the call being resolved
  std::vector<clang::QualType> argumentTypes;                ///< theirs, as written
  std::vector<bool> nullArguments;
  Place freshObject;                           ///< the object the last library call allocated
  const clang::Expr *operatorObject = nullptr; ///< of the call being resolved, when it is written as an operator
  Span calledAt;                               ///< the call whose arguments are being evaluated
  Span usedAt;                                 ///< of a default argument: that call
  bool onlyPerhaps = false;      ///< what the library call constructs is made only when the key is not there yet
  TypeId thrown;                 ///< of the last throw expression seen while preparing
  bool severalThrown = false;    ///< of different types
  std::optional<int64_t> answer; ///< the constant the returns so far give
  bool returned = false;         ///< a return with a value was seen
  llvm::DenseSet<const clang::Expr *> tailCalls; ///< [[clang::musttail]]: the frame is gone when the callee runs
  bool integersHoldAddresses = false;            ///< the body converts a pointer to an integer
  const clang::CoroutineBodyStmt *coroutine = nullptr;
  bool invalid = false; ///< the body has parts Clang could not make sense of
  BlockId current;
  llvm::DenseMap<clang::SourceLocation, Span> rangeSpans; ///< colon of a range-for → the range
};

} // namespace escape

#endif // ESCAPE_FLOW_FUNCTION_H

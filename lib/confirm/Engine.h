//===- Engine.h - one function being confirmed ------------------*- C++ -*-===//
//
// What the files of this stage share; not seen outside. The parts, in the order
// in which they work:
//
//   Confirm.cpp    blocks in order, edges and their conditions, give up
//   Transfer.cpp   one event: what it does to the state
//   Assign.cpp     values on the move: copies and transfers of whole objects
//   Ends.cpp       objects that end, storage that goes, tasks
//   Apply.cpp      calls: the summaries of callees; Endpoints.cpp: what their words mean at the call
//   Opaque.cpp     calls of what cannot be seen
//   Exit.cpp       the frame has ended: who still holds what; Sinks.cpp: who can; Findings.cpp: what is said of it
//   Held.cpp       variables that dangle and are never read
//   Choose.cpp     one finding an object and sink, allocations, what stays
//   Summarise.cpp  the same for the caller: flows, effects, leaks; Writes.cpp: what every way has overwritten
//   Contracts.cpp  what of that the attributes of the declaration contradict
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_CONFIRM_ENGINE_H
#define ESCAPE_CONFIRM_ENGINE_H

#include "confirm/Confirm.h"
#include "confirm/State.h"
#include "confirm/Ways.h"
#include "llvm/ADT/DenseSet.h"
#include <queue>
#include <set>

namespace escape::confirming {

/// A cell a place may mean, and what that rests on.
struct Resolved {
  CellId cell;
  SetId set = 0;
  RecordId via; ///< how the last pointer on the way came to point there
  bool weak = false;
};
using ResolvedList = llvm::SmallVector<Resolved, 2>;
/// Keeps the first of several ways to one cell.
void distinct(ResolvedList &list);

/// A step that is being made: what new records say.
struct Origin {
  EventId event;
  FnKey callee;
  RecordId inside;
};

/// What moves when an object moves: cell by cell.
struct Bundle {
  struct Item {
    Steps suffix;
    Value value;
    bool owned = false;          ///< what an owner holds
    bool copied = false;         ///< an owner that was copied: `content` goes to storage of its own
    std::vector<Bundle> content; ///< at most one
  };
  std::vector<Item> items;
};

enum class Mode : uint8_t { Copy, Transfer };

/// A finding in the making; deduplicated at the end.
struct Found {
  Escape escape;
  std::string spelled; ///< the sink, as printed
};

/// A flow of the summary in the making.
struct FlowNote {
  Flow flow;
  SetId set;
  Sink sink;
  bool self = false;     ///< content stored into what it came from
  bool referent = false; ///< of what the parameter refers to, or what that owns; not of what was found behind it
};

class Engine {
public:
  Engine(const Unit &unit, const FunctionFlow &fn, const SummarySource &callees, Assumptions &assumptions,
         const ConfirmLimits &limits);
  ConfirmResult run();

private:
  // ---- Confirm.cpp ----
  void prepare();
  bool runBlocks();
  void runBlock(uint32_t block, State &&state);
  bool takeEdge(State &state, const Edge &edge);
  void leaveOut(LocationId object, CellId cell);
  bool compareAddress(State &state, const Condition &condition);

  // ---- Transfer.cpp ----
  /// False: what follows is not reached.
  bool transfer(EventId id);
  ResolvedList resolve(const Place &place);
  ResolvedList destination(const Place &place);
  ResolvedList resolveFrom(ResolvedList start, llvm::ArrayRef<FieldId> steps);
  void step(ResolvedList &list, FieldId step);
  ValueId read(CellId cell) {
    ValueId v = state.find(cell);
    if (v.valid())
      return v;
    v = memory.initial(cell);
    // Storage an owner has from the start: who walks the state (sinks, copies, its end) has to come by it.
    if (memory.at(cell).ownsAtFirst)
      state.set(cell, v);
    return v;
  }
  void write(CellId cell, ValueId value);
  void write(CellId cell, Value value) { write(cell, values.intern(std::move(value))); }
  void add(CellId cell, Value value);
  RecordId record(const Origin &origin, RecordId parent, RecordId earlier = {});
  CellId newStorage(CellId storageCell);
  void borrow(const Event &e, EventId id);
  void kill(const ResolvedList &to, bool null, const Death &death);
  void use(const Place &from, EventId id, SetId set = 0);
  void useCell(CellId cell, EventId id, SetId set);
  void useTask(CellId task, EventId id, SetId set);
  bool taskReaches(LocationId wanted);
  void noteMeeting(const CallSite &site, EventId id);
  bool callersOwn(CellId cell) const;
  void noteUse(CellId cell, EventId id, SetId set);
  /// Cells of the state at `cell` and below it, in a fixed order.
  llvm::SmallVector<CellId, 4> present(CellId cell);
  SetId cutSet(Span span);

  // ---- Assign.cpp ----
  EventId lastRead(RecordId way) const;
  bool mixed(CellId cell);
  SetId elementDoubt(CellId cell, const Origin &origin);
  void assign(const ResolvedList &to, const ResolvedList &from, TypeId type, Mode mode, const Origin &origin,
              SetId extra);
  bool slicedOff(CellId from, TypeId type, const Steps &suffix) const;
  Bundle gather(const ResolvedList &from, TypeId type, Mode mode, const Origin &origin, SetId extra, unsigned depth);
  void put(const ResolvedList &to, const Bundle &bundle, bool weak, const Origin &origin, SetId extra);
  void putOwner(CellId cell, const Bundle::Item &item, bool weak, const Origin &origin, SetId extra);
  struct Leaf {
    Steps suffix;
    TypeId element; ///< of an owner: what it holds
    Ownership owner = Ownership::None;
    bool container = false;
    bool box = false;
    bool task = false;
  };
  const std::vector<Leaf> &leaves(TypeId type);
  void addLeaves(TypeId type, Steps prefix, unsigned depth, std::vector<Leaf> &out);
  bool extendAll(CellId &cell, const Steps &suffix);

  // ---- Ends.cpp ----
  DeathId death(const Death &d);
  bool isOneVariable(CellId cell) const;
  void beginPointee(LocationId location);
  /// Targets that point into `location` die; `weak`: only perhaps. `except`, the owner that changes it, and other
  /// owners keep theirs. `restsOn`: what this rests on, if told. `only`: of these holders and targets.
  void deaden(LocationId location, DeathId death, bool weak, CellId except = {}, SetId restsOn = 0,
              llvm::function_ref<bool(CellId holder, CellId target)> only = {});
  /// What lies in these cells has been destroyed: the value of an optional.
  void endInside(const ResolvedList &cells, const std::string &operation, EventId id, SetId set);
  void endObject(LocationId location, DeathId death, unsigned depth = 0);
  void endOwned(CellId storageCell, DeathId death, unsigned depth);
  bool heldByOther(LocationId storage, CellId except);
  void end(LocationId location, EventId id);
  void begin(LocationId location);
  void identify(LocationId location); ///< a closure that is about to be made
  /// `replaced`: the same call puts something else where the address was.
  void release(const ResolvedList &cells, const std::string &operation, EventId id, SetId set, bool replaced = false);
  /// What ended at this event is not what the cell holds any more.
  void dropDead(CellId cell, EventId id);
  void invalidate(const ResolvedList &owners, Invalidation how, const std::string &operation, EventId id, SetId set);
  void emptyTask(CellId task);
  void expire(CellId iterator, bool sure, const std::string &operation, EventId id);
  void joinTask(const ResolvedList &handles, EventId id);
  void detachTask(const ResolvedList &handles, const Origin &origin, SetId set);
  void startTask(const ResolvedList &handles, const ResolvedList &closure, TypeId type, const Origin &origin,
                 SetId set);
  /// The Storage cell of the owner, view or box in `cell`; the cell itself when it is one; invalid: nothing of that
  /// kind.
  CellId ownerStorage(CellId cell);
  /// Something was written there, or its first content was looked at: only then can anything point to what it owns.
  bool touched(CellId cell) const {
    return state.find(cell).valid() || (memory.at(cell).initial.valid() && memory.outside(memory.at(cell).location));
  }

  // ---- Doubts.cpp ----
  /// What a cell holds may have been taken out of it: whether it still is there is not decided.
  void doubt(CellId cell, EventId id);
  /// Something is about to be stored over what the cell holds; not `sure`: only perhaps over that.
  void noteStored(CellId cell, bool sure);
  void overwrite(CellId cell, bool sure, EventId id);
  void doubtNeighbours(CellId cell, EventId id);
  void doubtElements(LocationId storage, EventId id);
  void noteUndone(CellId cell);
  void noteRepaired(CellId cell);
  SetId repairedElsewhere(CellId cell, const Target &t);
  SetId undoneLater(CellId cell, RecordId way);

  // ---- Calls.cpp, Apply.cpp, Opaque.cpp ----
  bool call(const Event &e, EventId id);
  void clearResult(const CallSite &site);
  bool chosenHere(const CallSite &site, const Summary &summary, const Flow &flow, EventId id);
  void noteAsks(const CallSite &site, const Summary &summary, EventId id);
  void inheritGuards(const CallSite &site, const Flow &flow, EventId id);
  /// Some task is waited for in this function, on whatever way.
  bool joinsTasks();
  void apply(const CallSite &site, const Summary &summary, EventId id, FnKey callee, bool only, SetId extra);
  CellId everyElement(const CallSite &site, const Effect &effect, EventId id);
  void writeAll(const CallSite &site, CellId top, ValueId nothing, EventId id);
  void opaque(const CallSite &site, EventId id, AssumptionKind why);
  void handOut(const CallSite &site, EventId id);
  void noteShares(const CallSite &site, SetId guess);

  // ---- Endpoints.cpp ----
  void typeFresh(const CallSite &site, const Summary &summary, EventId id);
  ResolvedList endpoint(const CallSite &site, const Endpoint &e, EventId id, bool lenient);

  // ---- Exit.cpp ----
  void examineExit();
  void endFrame();
  void walkSinks();
  void noteStorage(const Event &made);
  void noteHandedOver(const Place &argument, SetId set, RecordId record);
  void fate(LocationId object, const Sink &sink, SetId set, RecordId record);
  void fate(AllocId alloc, const Sink &sink, SetId set, RecordId record);

  // ---- Sinks.cpp ----
  bool isSink(LocationId location) const;
  Sink sinkOf(CellId cell);

  // ---- Findings.cpp ----
  void find(Escape escape);
  void foundDead(const Target &t, const Sink &sink, const Steps &path, SetId set, CellId holder,
                 const std::vector<RecordId> &holders);
  bool throughClosure(CellId holder, RecordId record);
  bool throughTask(RecordId record) const;
  Span spanOf(RecordId record) const;

  // ---- Choose.cpp ----
  bool readsAgain(const Escape &again, const Escape &first) const;
  std::vector<Escape> choose();
  std::vector<AllocFate> fates();
  std::vector<LocationId> staying(const std::vector<Escape> &escapes, const std::vector<Leak> &leaks);

  // ---- Held.cpp ----
  bool onlyGets(const CallSite &site, bool constructs, LocationId slot) const;
  bool isVariable(const Location &location) const;
  void findUnread();
  /// A variable nothing reads is about to end: does it hold a temporary that is gone?
  void noteHeld(LocationId variable);

  // ---- Summarise.cpp ----
  bool holds(CellId cell, CellId target) const;
  void noteFlow(const Endpoint &to, bool cut, CellId holder, const Target &t, SetId set, const Sink &sink);
  std::vector<Guard> guardsHere() const;
  bool onSomeWays(RecordId way);
  void noteConsumed(LocationId param);
  void noteEffect(EffectKind kind, CellId at, Invalidation how, SetId set, Span span, const std::string &what);
  Summary summarise();
  std::vector<Leak> leaks();

  // ---- Writes.cpp ----
  void noteWrites();
  void noteLeftDead();
  std::vector<Effect> sureWrites() const;

  // ---- Contracts.cpp ----
  unsigned distance(CellId cell);
  LocationId variableOf(const Endpoint &endpoint) const;
  bool allows(const Contract &contract, const FlowNote &note) const;
  /// Which of the contracts of `param` says that the flow does not happen.
  std::optional<uint32_t> broken(const FlowNote &note, LocationId param) const;
  std::vector<uint32_t> idle() const;

  const Unit &unit;
  const FunctionFlow &fn;
  const SummarySource &callees;
  Assumptions &assumptions;
  const ConfirmLimits &limits;

  Records records;
  Sets sets;
  Values values;
  Memory memory;
  std::vector<Death> deaths;
  Ways ways;
  bool endsAreUndecided = false; ///< while something ends of which it is not told that it really does
  bool makesStorage = true;      ///< owners without storage get one when something is put there: not while looking
  uint64_t work = 0;
  SetId base = 0; ///< what everything in this function rests on: pattern, given up

  // While blocks run.
  State state;
  uint32_t block = 0;
  std::vector<Arrivals> arrivals;
  std::priority_queue<uint32_t, std::vector<uint32_t>, std::greater<>>
      pending;                                               ///< blocks with new arrivals, first ones first
  std::vector<uint8_t> inLoop;                               // per block
  std::vector<uint64_t> liveFacts;                           // per block: which variables are still asked for
  std::vector<LocationId> options;                           // bool parameters that are known to the end
  std::vector<LocationId> asked;                             // the variables conditions ask for, at most 64
  std::vector<std::pair<uint32_t, LocationId>> firstMention; // (event, slot) sorted: of those that are pointed to
  std::vector<std::pair<uint32_t, LocationId>> lastMention;  // (event, slot) sorted
  std::vector<std::pair<uint32_t, LocationId>> blockSlots;   // (block, slot) sorted: go when the block is left
  std::vector<LocationId> closuresOut;                       // a copy is where others can get at it
  std::vector<std::pair<TypeId, AssumptionId>> handedOut;    // ... by a call of what cannot be seen
  std::vector<uint8_t> pointedAt;                            // per location: some target points into it
  std::vector<uint8_t> unread;                               // per location: a variable that nothing reads
  bool exitReached = false;
  llvm::DenseMap<uint32_t, std::vector<Leaf>> leafCache;
  llvm::DenseMap<uint64_t, uint32_t> recordIndex;

  // Results in the making.
  std::vector<Found> found;
  std::vector<FlowNote> flows;
  std::vector<Effect> effects;
  /// What one state at the exit had overwritten (with `null`), and what it knows of what the caller chose.
  struct ExitWrites {
    std::vector<Guard> when;
    std::vector<std::pair<Endpoint, bool>> writes;
    std::vector<Endpoint> nowhere; ///< pointers that are null: what lies behind them is not there

    /// Was it overwritten, and is it null; nothing: no. Behind a null pointer it may be called either.
    std::optional<bool> wrote(const Endpoint &at, bool null) const;
  };
  std::vector<ExitWrites> exits;
  std::set<CellId> freed;      ///< cells of the caller's whose target is freed on some way
  std::set<CellId> leftDead;   ///< of these, those that hold its address at the exit
  std::set<CellId> consumed;   ///< storage cells of by-value parameters that end here
  std::set<CellId> changed;    ///< cells of by-value parameters that were written, or perhaps emptied
  std::vector<uint8_t> stored; ///< per cell: 1 stored to, 2 perhaps stored to
  /// Per cell that stands for several: the blocks of loops in which one of them is emptied or written to.
  llvm::DenseMap<uint32_t, llvm::SmallVector<uint32_t, 2>> undone;
  std::optional<bool> joins; ///< joinsTasks(), once known
  std::vector<AllocFate> allFates;
  llvm::DenseMap<uint32_t, llvm::SmallVector<AllocId, 1>> allocated; ///< owners' storage: the allocations it may be
  std::optional<EventId> meeting; ///< a call of an object that a task which runs by then waits by, too
  std::vector<std::pair<LocationId, SetId>> sharesGiven; ///< objects, a share of which code got that cannot be seen
  std::set<std::pair<uint32_t, uint32_t>> repaired; ///< (cell, death): it held what died so, and got something else
  std::vector<Endpoint> asks;                       ///< of callees, that are parameters or `this` here
  llvm::DenseMap<uint32_t, std::vector<Guard>> inherited; ///< per call: what callees test that callers choose
  llvm::DenseSet<uint32_t> partial;     ///< calls whose callees do on some ways only what they do here
  std::vector<LocationId> freshNumbers; ///< Fresh index → location
  uint32_t freshIndex(LocationId location);
};

} // namespace escape::confirming

#endif // ESCAPE_CONFIRM_ENGINE_H

//===- GraphBuilder.h - functions built by hand, without Clang --------------===//
//
// One block by default; `block` and `edge` make more. Types: a few that matter.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_TEST_SOLVE_GRAPHBUILDER_H
#define ESCAPE_TEST_SOLVE_GRAPHBUILDER_H

#include "confirm/Confirm.h"
#include "model/Escape.h"
#include "model/FunctionFlow.h"
#include "solve/Solve.h"
#include <algorithm>
#include <map>

namespace escape::test {

/// x / Deref, x / Storage / Deref …
inline Place operator/(LocationId base, FieldId step) { return Place(base) / step; }

inline Endpoint end(RootKind root, uint32_t index = 0, std::initializer_list<FieldId> steps = {}) {
  Endpoint e{root, index, {}};
  for (FieldId step : steps)
    e.steps.push(step);
  return e;
}

struct GraphBuilder {
  Unit unit;
  FunctionFlow flow;
  std::map<FnKey, Summary> summaries;
  TypeId Int, IntPtr, IntPtrPtr, String, View, StringPtr, Pair, Strings, Shared, Thread, Closure;
  FieldId First, Second;
  LocationId result, exception, task, unknown;

  GraphBuilder() {
    Int = type(TypeClass::Value, "int");
    IntPtr = type(TypeClass::Pointer, "int *", Int);
    IntPtrPtr = type(TypeClass::Pointer, "int **", IntPtr);
    String = type(TypeClass::Owner, "std::string", Int);
    unit.types[String.value].container = true;
    View = type(TypeClass::View, "std::string_view", Int);
    StringPtr = type(TypeClass::Pointer, "std::string &", String);
    Strings = type(TypeClass::Owner, "std::vector<std::string>", String);
    unit.types[Strings.value].container = true;
    Shared = type(TypeClass::Shared, "std::shared_ptr<int>", Int);
    Thread = type(TypeClass::Task, "std::thread");
    Pair = type(TypeClass::Record, "Pair");
    Closure = type(TypeClass::Record, "lambda");
    unit.types[Closure.value].closure = true;
    First = FieldId(unit.fields.size());
    unit.fields.push_back({"first", "Pair::first"});
    Second = FieldId(unit.fields.size());
    unit.fields.push_back({"second", "Pair::second"});
    unit.types[Pair.value].fields = {{First, IntPtr}, {Second, String}};
    unit.types[Closure.value].fields = {{First, IntPtr}};
    flow.name = "f";
    flow.key = FnKey::of("f");
    flow.result = result = at(LocationKind::Result, "result", IntPtrPtr);
    flow.exception = exception = at(LocationKind::Exception, "exception", IntPtrPtr);
    flow.task = task = at(LocationKind::Task, "task", IntPtrPtr);
    flow.unknown = unknown = at(LocationKind::Unknown, "unknown", IntPtrPtr);
  }

  TypeId type(TypeClass cls, std::string spelling, TypeId target = {}) {
    Type t;
    t.cls = cls;
    t.spelling = std::move(spelling);
    t.target = target;
    unit.types.push_back(t);
    return TypeId(unit.types.size() - 1);
  }

  LocationId at(LocationKind kind, std::string name, TypeId type = {}, uint32_t index = 0) {
    Location l;
    l.kind = kind;
    l.name = std::move(name);
    l.type = type;
    l.index = index;
    flow.locations.push_back(l);
    return LocationId(flow.locations.size() - 1);
  }
  LocationId local(std::string name, TypeId type) { return at(LocationKind::Local, std::move(name), type); }
  LocationId temp(std::string name, TypeId type) { return at(LocationKind::Temp, std::move(name), type); }
  LocationId slot(TypeId type) { return at(LocationKind::Slot, "", type); }
  LocationId alloc(TypeId type) { return at(LocationKind::Alloc, "", type); }
  LocationId param(std::string name, TypeId type) {
    LocationId id = at(LocationKind::Param, std::move(name), type, flow.params.size());
    flow.params.push_back(id);
    return id;
  }
  LocationId self(TypeId type) { return flow.self = at(LocationKind::This, "this", type); }
  LocationId global(std::string name, TypeId type) {
    StaticVariable v;
    v.key = v.name = name;
    v.type = type;
    unit.statics.push_back(v);
    return at(LocationKind::Static, std::move(name), type, unit.statics.size() - 1);
  }

  Event &event(EventKind kind, Place to, Place from, TypeId type = {}) {
    Event e;
    e.kind = kind;
    e.to = to;
    e.from = from;
    e.type = type;
    flow.events.push_back(e);
    return flow.events.back();
  }
  TypeId typeOf(const Place &p) const { return flow.at(p.base).type; }
  static Place place(LocationId id) { return Place(id); }
  static Place place(Place p) { return p; }

  template <class To, class From> Event &borrow(To to, From from) {
    return event(EventKind::Borrow, place(to), place(from));
  }
  template <class To, class From> Event &copy(To to, From from) {
    return event(EventKind::Copy, place(to), place(from), typeOf(place(from)));
  }
  template <class To, class From> Event &move(To to, From from) {
    return event(EventKind::Transfer, place(to), place(from), typeOf(place(from)));
  }
  template <class To> Event &kill(To to) {
    Event &e = event(EventKind::Kill, place(to), {});
    e.null = true;
    return e;
  }
  template <class From> Event &use(From from) { return event(EventKind::Use, {}, place(from)); }
  Event &begin(LocationId x) { return event(EventKind::Begin, Place(x), {}); }
  Event &end(LocationId x) { return event(EventKind::End, Place(x), {}); }

  /// A call with these values; fill in the rest of what comes back before the next call.
  CallSite &call(std::initializer_list<LocationId> arguments, LocationId result = {}) {
    CallSite c;
    c.callee = "g";
    for (LocationId a : arguments) {
      Argument argument;
      argument.place = argument.object = Place(a);
      argument.type = flow.at(a).type;
      c.arguments.push_back(argument);
    }
    if (result.valid())
      c.result = Place(result), c.resultType = flow.at(result).type;
    flow.calls.push_back(c);
    event(EventKind::Call, {}, {}).call = CallId(flow.calls.size() - 1);
    return flow.calls.back();
  }
  CallSite &call(const std::string &callee, Summary summary, std::initializer_list<LocationId> arguments,
                 LocationId result = {}) {
    CallSite &c = call(arguments, result);
    c.knowledge = Knowledge::Body;
    c.candidates = {FnKey::of(callee)};
    summaries[c.candidates[0]] = std::move(summary);
    return c;
  }

  /// Ends the block: events from now on are in the next one.
  BlockId block() {
    Block b;
    b.first = flow.blocks.empty() ? 0 : flow.blocks.back().last;
    b.last = flow.events.size();
    flow.blocks.push_back(b);
    return BlockId(flow.blocks.size() - 1);
  }
  void edge(BlockId from, BlockId to) {
    Edge e;
    e.to = to;
    e.back = to.value <= from.value;
    flow.blocks[from.value].successors.push_back(e);
  }

  /// Closes the last block; solve and confirm do it themselves.
  void close() {
    if (flow.blocks.empty() || flow.blocks.back().last != flow.events.size()) {
      BlockId last = block();
      if (last.value)
        edge(BlockId(last.value - 1), last);
    }
    flow.blocks.back().exit = true;
  }

  SummarySource source() const {
    return [this](const FnKey &key) -> const Summary * {
      auto found = summaries.find(key);
      return found == summaries.end() ? nullptr : &found->second;
    };
  }

  SolveResult solve() {
    close();
    return escape::solve(unit, flow, source());
  }

  ConfirmResult confirm() {
    close();
    Assumptions assumptions(unit.assumptions);
    return escape::confirm(unit, flow, source(), assumptions);
  }
};

inline const Candidate *find(const SolveResult &r, LocationId object, LocationId sink) {
  for (const Candidate &c : r.candidates)
    if (c.object == object && c.sink == sink)
      return &c;
  return nullptr;
}
inline const Flow *find(const SolveResult &r, const Endpoint &to, const Endpoint &from) {
  for (const Flow &f : r.summary.flows)
    if (f.to == to && f.from == from)
      return &f;
  return nullptr;
}
/// The events of a candidate's way, from the loan on.
inline std::vector<uint32_t> way(const SolveResult &r, RecordId id) {
  std::vector<uint32_t> events;
  for (; id.valid(); id = r.records[id.value].parent)
    events.insert(events.begin(), r.records[id.value].event.value);
  return events;
}

} // namespace escape::test

#endif // ESCAPE_TEST_SOLVE_GRAPHBUILDER_H

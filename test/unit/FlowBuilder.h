//===- FlowBuilder.h - functions by hand ------------------------*- C++ -*-===//
//
// Builds what flow would make of a function, for tests of the stages after it.
//
//   FlowBuilder f("f");
//   auto x = f.local("x", f.value());
//   f.borrow(f.result(), x);
//   f.exit({x});
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_TEST_UNIT_FLOWBUILDER_H
#define ESCAPE_TEST_UNIT_FLOWBUILDER_H

#include "model/FunctionFlow.h"
#include <initializer_list>
#include <string>

namespace escape {

/// The unit all functions of one test belong to, with the types tests need.
struct UnitBuilder {
  Unit unit;
  TypeId value, pointer, pointerToPointer, view, owner, ownerOfPointers, unique, shared, box, task, thread;

  UnitBuilder() {
    unit.files.emplace_back().path = "test.cpp";
    value = type(TypeClass::Value, "int");
    pointer = type(TypeClass::Pointer, "int *", value);
    pointerToPointer = type(TypeClass::Pointer, "int **", pointer);
    view = type(TypeClass::View, "std::string_view", value);
    owner = type(TypeClass::Owner, "std::string", value);
    unit.types[owner.value].container = true;
    ownerOfPointers = type(TypeClass::Owner, "std::vector<int *>", pointer);
    unit.types[ownerOfPointers.value].container = true;
    unique = type(TypeClass::Owner, "std::unique_ptr<int *>", pointer);
    shared = type(TypeClass::Shared, "std::shared_ptr<int *>", pointer);
    box = type(TypeClass::Box, "std::function<void()>");
    task = type(TypeClass::Task, "std::future<int>");
    unit.types[task.value].joins = true;
    thread = type(TypeClass::Task, "std::thread");
    unit.types[thread.value].terminates = true;
  }
  TypeId type(TypeClass cls, std::string spelling, TypeId target = {}) {
    Type t;
    t.cls = cls;
    t.spelling = std::move(spelling);
    t.target = target;
    unit.types.push_back(std::move(t));
    return TypeId(unit.types.size() - 1);
  }
  FieldId field(std::string name) {
    unit.fields.push_back({name, "T::" + name});
    return FieldId(unit.fields.size() - 1);
  }
  TypeId record(std::string spelling, std::vector<TypeField> fields, bool closure = false) {
    TypeId id = type(TypeClass::Record, std::move(spelling));
    unit.types[id.value].fields = std::move(fields);
    unit.types[id.value].closure = closure;
    return id;
  }
  TypeId pointerTo(TypeId target) { return type(TypeClass::Pointer, unit.types[target.value].spelling + " *", target); }
  StaticId global(std::string name, TypeId t) {
    unit.statics.push_back({name, name, {}, t, false, false});
    return StaticId(unit.statics.size() - 1);
  }
};

class FlowBuilder {
public:
  UnitBuilder &u;
  FunctionFlow fn;

  explicit FlowBuilder(UnitBuilder &u, std::string name = "f") : u(u) {
    fn.name = name;
    fn.key = FnKey::of(name);
    fn.result = location(LocationKind::Result, "");
    fn.exception = location(LocationKind::Exception, "");
    fn.task = location(LocationKind::Task, "");
    fn.unknown = location(LocationKind::Unknown, "");
    fn.blocks.emplace_back();
  }

  LocationId location(LocationKind kind, std::string name, TypeId type = {}) {
    Location l;
    l.kind = kind;
    l.name = std::move(name);
    l.type = type;
    fn.locations.push_back(std::move(l));
    return LocationId(fn.locations.size() - 1);
  }
  LocationId local(std::string name, TypeId type) { return location(LocationKind::Local, std::move(name), type); }
  LocationId temp(TypeId type) { return location(LocationKind::Temp, "", type); }
  LocationId slot(TypeId type) { return location(LocationKind::Slot, "", type); }
  LocationId param(std::string name, TypeId type) {
    LocationId id = location(LocationKind::Param, std::move(name), type);
    fn.locations.back().index = uint32_t(fn.params.size());
    fn.params.push_back(id);
    return id;
  }
  LocationId self(TypeId object) { return fn.self = location(LocationKind::This, "this", u.pointerTo(object)); }
  LocationId global(StaticId id) {
    LocationId l = location(LocationKind::Static, u.unit.statics[id.value].name, u.unit.statics[id.value].type);
    fn.locations.back().index = id.value;
    return l;
  }
  LocationId alloc(TypeId type) {
    LocationId id = location(LocationKind::Alloc, "", type);
    fn.locations.back().index = uint32_t(fn.allocations.size());
    fn.allocations.emplace_back().location = id;
    return id;
  }
  LocationId result(TypeId type) {
    fn.locations[fn.result.value].type = type;
    return fn.result;
  }

  static Place at(LocationId base, std::initializer_list<FieldId> steps = {}) {
    Place p(base);
    for (FieldId s : steps)
      p.steps.push(s);
    return p;
  }
  static Place deref(LocationId base) { return at(base, {step::Deref}); }
  static Place storage(LocationId base) { return at(base, {step::Storage}); }
  static Place element(LocationId base) { return at(base, {step::Storage, step::Deref, step::Element}); }

  Event &event(EventKind kind, Place to = {}, Place from = {}, Reason reason = Reason::Assign) {
    Event e;
    e.kind = kind;
    e.to = to;
    e.from = from;
    e.reason = reason;
    uint32_t n = uint32_t(fn.events.size());
    e.span = {FileId(0), n * 10, n * 10 + 5, false};
    fn.events.push_back(std::move(e));
    fn.blocks.back().last = uint32_t(fn.events.size());
    return fn.events.back();
  }
  Event &borrow(Place to, Place from, Reason reason = Reason::AddressOf) {
    return event(EventKind::Borrow, to, from, reason);
  }
  Event &copy(Place to, Place from, TypeId type, Reason reason = Reason::Assign) {
    Event &e = event(EventKind::Copy, to, from, reason);
    e.type = type;
    return e;
  }
  Event &transfer(Place to, Place from, TypeId type) {
    Event &e = event(EventKind::Transfer, to, from, Reason::Move);
    e.type = type;
    return e;
  }
  Event &kill(Place to, bool null = true) {
    Event &e = event(EventKind::Kill, to);
    e.null = null;
    return e;
  }
  Event &use(Place from) { return event(EventKind::Use, {}, from); }
  Event &begin(LocationId l) { return event(EventKind::Begin, Place(l)); }
  Event &end(LocationId l) { return event(EventKind::End, Place(l)); }
  Event &free(Place from) {
    Event &e = event(EventKind::Free, {}, from);
    e.detail = "delete";
    return e;
  }
  Event &invalidate(Place to, Invalidation how, std::string operation) {
    Event &e = event(EventKind::Invalidate, to);
    e.how = how;
    e.detail = std::move(operation);
    return e;
  }
  Event &constant(LocationId to, std::optional<int64_t> value) {
    Event &e = event(EventKind::Constant, Place(to));
    e.constant = value;
    return e;
  }
  CallSite &call(std::string callee, std::vector<Place> arguments, Place result = {}, TypeId resultType = {}) {
    CallSite site;
    site.callee = callee;
    site.knowledge = Knowledge::Body;
    site.candidates.push_back(FnKey::of(callee));
    for (const Place &p : arguments) {
      Argument a;
      a.place = a.object = p;
      a.type = fn.locations[p.base.value].type;
      site.arguments.push_back(a);
    }
    site.result = result;
    site.resultType = resultType;
    site.span = {FileId(0), uint32_t(fn.events.size()) * 10, uint32_t(fn.events.size()) * 10 + 5, false};
    event(EventKind::Call).call = CallId(fn.calls.size());
    fn.calls.push_back(std::move(site));
    return fn.calls.back();
  }
  CallSite &opaque(std::string callee, std::vector<Place> arguments, Place result = {}, TypeId resultType = {}) {
    CallSite &site = call(std::move(callee), std::move(arguments), result, resultType);
    site.candidates.clear();
    site.knowledge = Knowledge::Nothing;
    return site;
  }

  /// Starts a block; the one before does not lead to it by itself.
  BlockId block() {
    Block b;
    b.first = b.last = uint32_t(fn.events.size());
    fn.blocks.push_back(b);
    return BlockId(fn.blocks.size() - 1);
  }
  BlockId current() const { return BlockId(fn.blocks.size() - 1); }
  void edge(BlockId from, BlockId to) { fn.blocks[from.value].successors.push_back({to, to <= from, {}}); }
  void edge(BlockId from, BlockId to, Place variable, bool equal, int64_t constant, bool pointer = false) {
    fn.blocks[from.value].successors.push_back({to, to <= from, Condition{variable, equal, constant, pointer, {}}});
  }
  /// On `place == &object`.
  void edgeOnAddress(BlockId from, BlockId to, Place place, bool equal, Place object) {
    fn.blocks[from.value].successors.push_back({to, to <= from, Condition{place, equal, 0, true, object}});
  }
  /// Makes the current block the exit.
  void exit(std::vector<LocationId> frame = {}) {
    fn.blocks.back().exit = true;
    fn.frame = std::move(frame);
  }
  /// A new block, the exit, where the current one leads.
  void leave(std::vector<LocationId> frame = {}) {
    BlockId from = current();
    edge(from, block());
    exit(std::move(frame));
  }
};

} // namespace escape

#endif // ESCAPE_TEST_UNIT_FLOWBUILDER_H

//===- Event.h - what happens, in program order -----------------*- C++ -*-===//
//
// A function is a graph of blocks (Points.h) of these events. Evaluation is
// already linear: an event reads places and writes one place; what a
// subexpression gives lives in a Slot location.
//
//   p = &x;         Borrow  to=p          from=x
//   p = q;          Copy    to=p          from=q
//   *p = q;         Copy    to=p Deref    from=q            (a store)
//   r = s.f->g;     Copy    to=r          from=s f Deref g
//   sv = str;       Copy    to=sv Storage from=str Storage  (view-of-owner)
//   a = b (vector)  Copy    to=a          from=b            (elements into fresh storage)
//   a = move(b)     Transfer to=a         from=b            (storage keeps its identity)
//   p = nullptr     Kill    to=p
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_MODEL_EVENT_H
#define ESCAPE_MODEL_EVENT_H

#include "model/Assumption.h"
#include "model/Place.h"
#include "model/Span.h"
#include <optional>

namespace escape {

enum class EventKind : uint8_t {
  Borrow,     ///< `to` := address of `from`
  Copy,       ///< `to` := everything held in `from` (all its fields, by `type`); owners copy their elements into
              ///< storage of their own, Shared shares, Task and unique owners move (they cannot be copied)
  Transfer,   ///< the same, owners hand over their storage and `from` is left empty
  Kill,       ///< `to` := null, a number, a fresh empty object: holds no address any more (`null`: surely null)
  Use,        ///< the address held in `from` is read, compared, passed or dereferenced
  Begin,      ///< the life of `to` (a location) begins: it holds nothing
  End,        ///< the life of `to` (a location) ends: its destructor has run, addresses of it dangle
  Free,       ///< the object that `from` points to is deleted or freed
  Invalidate, ///< storage of the owner `to` goes (`how`): addresses into it held elsewhere dangle
  Call,       ///< `call`
  StartTask,  ///< the closure in `from` runs from now on, held by the handle `to` (its Task step); invalid `to`:
              ///< detached
  JoinTask,   ///< waits for the task held in `to` (its Task step is read and emptied)
  Constant,   ///< `to` (a bool, enum or integer variable) := `constant`, or something not known (none)
  DetachTask, ///< the task held in `to` goes on alone: its Task step moves to the Task sink
  Allocate,   ///< what `to` (an owner's Storage step, or a sink) leads to is what `allocation` asked for
};

/// Why a value moves: the closed list of design §3; words in Reason.cpp.
enum class Reason : uint8_t {
  AddressOf,
  ReferenceBinding,
  ArrayDecay,
  ViewOfOwner,
  IteratorOfOwner,
  Assign,
  Init,
  OwnerInit,
  OwnerRelease,
  Move,
  Return,
  CoReturn,
  CoYield,
  Throw,
  Dot,
  Arrow,
  Indirection,
  Subscript,
  PointerArithmetic,
  IntegerRoundTrip,
  Element,
  Inserted,
  AggregateElement,
  ConstructorArgument,
  MemberInit,
  CapturedByReference,
  CapturedByValue,
  CapturedThis,
  InterfaceConverted,
  TypeErased,
  CallArgument,
  CallArgumentNoBody,
  CallArgumentVirtual,
  CallArgumentPointer,
  CallArgumentVariadic,
  CallArgumentInstantiated,
  CallResult,
  OutParameter,
  RangeFor,
  StructuredBinding,
  Cast,
  TaskStart,
  CallbackRegistration,
  LibraryModel,
};
inline constexpr unsigned ReasonCount = unsigned(Reason::LibraryModel) + 1;

/// The words of design §3: `captured by reference`, `call argument: virtual call`.
const char *describe(Reason reason);

/// How storage goes. `Growth` leaves nodes of node-based containers alone; after `Reserve`, which is a growth too,
/// there is room, and whether the next growth moves anything is not told.
enum class Invalidation : uint8_t { None, All, Growth, Erased, Reserve };

struct Event {
  EventKind kind = EventKind::Use;
  Reason reason = Reason::Assign;
  Invalidation how = Invalidation::None;
  bool null = false; ///< Kill: surely null
  Place to;
  Place from;
  TypeId type;                     ///< of what moves; drives copies of records
  CallId call;                     ///< Call only
  AllocId allocation;              ///< Allocate only
  std::optional<int64_t> constant; ///< Constant only
  Span span;                       ///< what to print as the step's expression and place
  AssumptionId assumption;         ///< what this event rests on; invalid: nothing
  std::string detail; ///< words after the reason: `Buffer to Reader`, `std::function`; or the operation that
                      ///< ends or invalidates: `push_back`
};

} // namespace escape

#endif // ESCAPE_MODEL_EVENT_H

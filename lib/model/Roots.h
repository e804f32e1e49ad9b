//===- Roots.h - the roots of endpoints, from each side ---------*- C++ -*-===//
//
// A summary names parameters, `this`, the result and the other sinks. In the
// function itself these are locations, at a call they are places of the caller, in
// a report they are sinks. Every stage asks for one or the other.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_MODEL_ROOTS_H
#define ESCAPE_MODEL_ROOTS_H

#include "model/Escape.h"
#include "model/FunctionFlow.h"

namespace escape {

/// What a caller calls a location of the function, without steps. A location no caller knows is Unknown.
Endpoint endpointOf(const Location &location);

/// The location of `function` an endpoint of its own summary begins at. Invalid: it has none (statics, fresh objects,
/// a parameter too many).
LocationId locationOf(const Endpoint &endpoint, const FunctionFlow &function);

/// The place of `caller` an endpoint of the callee's summary begins at, without its steps. Invalid: the call has no
/// such argument, object or result, or it is no place (statics, fresh objects).
Place placeOf(const Endpoint &endpoint, const CallSite &call, const FunctionFlow &caller);

/// The type of the object an endpoint of the callee's summary leads to, as far as types tell. Invalid: they do not, or
/// it is the hidden pointer of an owner or view.
TypeId typeAt(const Endpoint &endpoint, const CallSite &call, const Unit &unit);

/// A location as a sink, by its name; for `this` the member is still to be named (memberName()). What is no sink is
/// Unknown.
Sink sinkAt(const Unit &unit, LocationId id, const Location &location);

/// The name of the field a step leads to; empty: it is no field.
std::string memberName(const Unit &unit, FieldId step);

} // namespace escape

#endif // ESCAPE_MODEL_ROOTS_H

//===- Refer.h - what a value refers to, in the words of summaries ----------===//
//
// Attributes and predicates say "the result refers to this argument" and "this
// object keeps that one". What that means depends on the types: of an owner it is
// what it owns, of a view where it points, of anything else the object itself.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_FLOW_REFER_H
#define ESCAPE_FLOW_REFER_H

#include "model/FunctionFlow.h"
#include "model/Summary.h"

namespace escape {

inline Endpoint operator/(Endpoint endpoint, FieldId step) {
  endpoint.steps.push(step);
  return endpoint;
}

/// The argument with this number, 0-based: the object that a reference is bound to, else the value.
Endpoint argumentAt(unsigned index);
/// The object a method is called on.
Endpoint thisObject();
/// A flow of what `object`, which is of this type, refers to.
void addReferred(Summary &summary, Endpoint to, Endpoint object, const Type &type, Reason reason,
                 const AssumptionSet &assumptions = {});
/// Where an object of this type keeps an address it is given.
Endpoint keeper(Endpoint object, const Unit &unit, TypeId id);

} // namespace escape

#endif // ESCAPE_FLOW_REFER_H

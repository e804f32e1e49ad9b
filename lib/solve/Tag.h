//===- Tag.h - the flow-insensitive summary ---------------------*- C++ -*-===//
//
// Go writes what it found about a parameter into a tag on its type (leaks.go);
// here it becomes a Summary.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_SOLVE_TAG_H
#define ESCAPE_SOLVE_TAG_H

#include "model/FunctionFlow.h"
#include "model/Summary.h"

namespace escape {

/// Where a flow starts or arrives, and the type of what is there.
struct TypedEndpoint {
  Endpoint end;
  TypeId type; ///< invalid: not known
};

/// `to` := `from` after `derefs` dereferences (−1: the address of `from`). Steps follow the types: Storage stands
/// before the Deref of an owner or view, Element behind that of a container. What does not fit into Steps is left out,
/// then the flow starts nearer to `from`.
Flow makeFlow(const Unit &unit, TypedEndpoint to, TypedEndpoint from, int derefs);

/// The endpoint `derefs` dereferences behind another; the steps as for makeFlow.
TypedEndpoint behind(const Unit &unit, TypedEndpoint at, int derefs);

/// Sorted by (to, from), one of each pair.
void sortFlows(std::vector<Flow> &flows);

} // namespace escape

#endif // ESCAPE_SOLVE_TAG_H

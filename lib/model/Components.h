//===- Components.h - callees before callers --------------------*- C++ -*-===//
//
// Strongly connected components of a call graph, as Go's `ir.VisitFuncsBottomUp`
// gives them to its escape analysis. The search is Tarjan's (1972), with a stack
// of its own: call chains of generated code are deeper than the machine's stack.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_MODEL_COMPONENTS_H
#define ESCAPE_MODEL_COMPONENTS_H

#include <cstdint>
#include <vector>

namespace escape {

/// Callees of all functions in one array; those of function f are [first[f], first[f + 1]). `first` has one element
/// more than there are functions.
struct CallGraph {
  std::vector<uint32_t> first;
  std::vector<uint32_t> callees;
};

/// Every function once. Functions that call each other, directly or not, are in one component; a component comes after
/// all components it calls. Inside one, numbers ascend. Time and memory are linear.
std::vector<std::vector<uint32_t>> components(const CallGraph &graph);

} // namespace escape

#endif // ESCAPE_MODEL_COMPONENTS_H

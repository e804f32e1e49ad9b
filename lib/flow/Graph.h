//===- Graph.h - order and loops of the control flow graph ------*- C++ -*-===//
#ifndef ESCAPE_FLOW_GRAPH_H
#define ESCAPE_FLOW_GRAPH_H

#include "model/FunctionFlow.h"
#include "clang/Analysis/CFG.h"
#include <vector>

namespace escape {

/// Reachable blocks in reverse post order; iterative, since generated functions have very many.
std::vector<const clang::CFGBlock *> reversePostOrder(const clang::CFG &graph);

/// Allocations in blocks that run again (a loop, or a `goto` back) are one of several, like those of loop statements:
/// the stack that a generated parser grows is another block each time. Loops: Aho, Lam, Sethi and Ullman, Compilers,
/// 9.6.6 (natural loops), over blocks in reverse post order.
void markRepeated(FunctionFlow &fn);

} // namespace escape

#endif // ESCAPE_FLOW_GRAPH_H

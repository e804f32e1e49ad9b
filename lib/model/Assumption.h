//===- Assumption.h - what is not visible code or a known contract -*- C++ -*-===//
//
// Certainty is a set of these and nothing else: empty is proven, anything else
// is may. See docs/decisions on how certainty is kept.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_MODEL_ASSUMPTION_H
#define ESCAPE_MODEL_ASSUMPTION_H

#include "model/Ids.h"
#include "model/Span.h"
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace escape {

enum class AssumptionKind : uint8_t {
  NoBody,          ///< callee without visible body
  OpenVirtual,     ///< open virtual call
  FunctionPointer, ///< call through a pointer of unknown target
  Variadic,        ///< variadic callee
  Uninstantiated,  ///< uninstantiated pattern
  InlineAsm,
  UnknownNode, ///< AST node not modelled
  GivenUp,     ///< function too large or strange
  PlaceCut,    ///< place cut at two steps
  PathUndecided,
  SeveralBodies, ///< several bodies under one key
  MainObject,    ///< object of main
  NoReader,      ///< private member that, as far as is seen, is always set again before it is read
};

/// In words, as in `(open virtual call)`: one fixed phrase a kind.
const char *describe(AssumptionKind kind);

struct Assumption {
  AssumptionKind kind;
  Span span;        ///< where it is made: the call, the node
  std::string what; ///< callee's name, AST node's kind; may be empty
};

/// Sorted, without duplicates. Empty: proven.
using AssumptionSet = std::vector<AssumptionId>;

/// The union of two sets.
AssumptionSet join(const AssumptionSet &a, const AssumptionSet &b);

/// Appends to a unit's table and gives equal ones one id. One unit is handled by
/// one thread, so there is no lock; the table may grow by nobody else meanwhile.
class Assumptions {
public:
  explicit Assumptions(std::vector<Assumption> &table);
  AssumptionId intern(AssumptionKind kind, Span span, std::string_view what = {});

private:
  std::vector<Assumption> &table;
  std::unordered_multimap<uint64_t, AssumptionId> known;
};

} // namespace escape

#endif // ESCAPE_MODEL_ASSUMPTION_H

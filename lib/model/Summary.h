//===- Summary.h - what a function does to its caller's world ---*- C++ -*-===//
//
// The heap a function leaves behind, told in terms of what it was given:
//
//   int *f(int **p) { return *p; }        result <- p*            level 1
//   Bar::m() { return &i; }               result <- &this*.i      level 0
//   void set(int *p) { this->ii = p; }    this*.ii <- p           must
//   s(vector<int> &v) { return v[0]; }    result <- &v*.storage*.element   level 1
//
// The same words are used by model files (docs/models.md), by the cache and by
// summaries that come from attributes: who reads one cannot tell the source.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_MODEL_SUMMARY_H
#define ESCAPE_MODEL_SUMMARY_H

#include "model/Assumption.h"
#include "model/Event.h"
#include "model/FnKey.h"
#include "model/Place.h"
#include "model/Record.h"
#include "model/Relation.h"
#include <optional>
#include <string>
#include <vector>

namespace escape {

struct Unit;

enum class RootKind : uint8_t {
  Param,    ///< the parameter itself (index from 0); for a reference parameter the object is `p0*`
  This,     ///< the pointer `this`; the object is `this*`
  Argument, ///< models only: the object of argument `index`, whether it is taken by value or by reference
  Result,
  Static, ///< index = StaticId of the unit
  Exception,
  Task,
  Unknown,
  Fresh, ///< heap object made by the call; index counts them in this summary
};

struct Endpoint {
  RootKind root = RootKind::Result;
  uint32_t index = 0;
  Steps steps;
  bool operator==(const Endpoint &) const = default;
  auto operator<=>(const Endpoint &) const = default;
};

enum class FlowKind : uint8_t {
  Address, ///< `to` := address of `from`
  Copy,    ///< `to` := what `from` holds (all its fields)
  Move,    ///< the same, and `from` is left empty
};

/// A flow or effect that happens only when an integer parameter passes a test: `if (copy) …; else keep = p;`
struct Guard {
  uint32_t param = 0;
  Relation relation = Relation::Equal;
  int64_t constant = 0;
  bool operator==(const Guard &) const = default;
};

/// One value that arrives at one endpoint.
struct Flow {
  Endpoint to;
  Endpoint from;
  FlowKind kind = FlowKind::Address;
  Reason reason = Reason::CallResult; ///< models: the reason of the step; bodies: that of the last step
  AssumptionSet assumptions;          ///< empty: proven
  RecordId record;                    ///< in the records of the function itself; invalid for models
  std::vector<Guard> guards;          ///< all of them hold
  bool sometimes = false;             ///< not on every way through the function

  /// Dereferences on the way: −1 address of the root itself, 0 its value, k after k dereferences.
  int derefs() const { return int(from.steps.derefs()) - (kind == FlowKind::Address ? 1 : 0); }
};

enum class EffectKind : uint8_t {
  Write,      ///< `at` is overwritten on every path (its old content is gone); flows say with what, none: null;
              ///< with assumptions: perhaps overwritten
  Invalidate, ///< owner at `at` may give up its storage (`how`)
  Free,       ///< what `at` points to may be deleted
  End,        ///< what lies in `at` is destroyed, though the object around it lives: the value of an optional
  Join,       ///< the task held at `at` is waited for on every path
  Detach,     ///< the task held at `at` goes on alone
  StartTask,  ///< the closure at `from` runs, held by the task handle `at` (root Task: detached)
  Use,        ///< the address held at `at` is read
  Call,       ///< the callable at `at` is called with addresses of / values from `arguments`
  Construct,  ///< an object of the type `at` designates is constructed there from `arguments`
  Keep,       ///< the callable at `at` is kept and called later: callback registration
};

struct Effect {
  EffectKind kind = EffectKind::Write;
  Endpoint at;
  Endpoint from;
  std::vector<Endpoint> arguments; ///< Call, Construct
  bool argumentsByAddress = false; ///< Call: the callable gets references to `arguments`
  bool null = false;               ///< Write without flows: surely null
  bool replaced = false;           ///< Free: on no way does `at` still hold the address of what was freed
  Invalidation how = Invalidation::None;
  std::vector<Guard> guards;       ///< all of them hold; of a Write: it is sure when they do
  std::optional<int64_t> onResult; ///< models: it happens only when the call gives back this number
  AssumptionSet assumptions;
  Span span;        ///< where in the function
  std::string what; ///< operation in words: `push_back`
};

struct Summary {
  std::string function;    ///< name for humans: `Stream::run`
  std::vector<Flow> flows; ///< sorted by (to, from)
  std::vector<Effect> effects;
  std::vector<Endpoint> asks; ///< parameters and `this` that decide, by value or by members, which way it goes; sorted
  uint32_t fresh = 0;         ///< how many Fresh roots there are
  bool noReturn = false;      ///< never returns
  bool opaque = false;        ///< nothing is known: arguments and what they reach go to Unknown
  AssumptionKind why = AssumptionKind::NoBody; ///< opaque: why
  bool saysAllocations = false;                ///< models: it asks for no memory but that of FunctionModel::allocates
  bool pure = true; ///< library function that does not touch globals or memory not named here

  bool operator==(const Summary &) const; ///< same flows and effects; records and spans do not count
};

/// `*.v.storage*`, names of fields from `unit`.
std::string toString(const Steps &steps, const Unit &unit);
/// In the words of the header comment, names of fields and statics from `unit`:
/// `&p0*.own`, `static g_int`, `this*.v.storage*`.
std::string toString(const Endpoint &endpoint, const Unit &unit);
/// One line a flow or effect: `result <- p0* level 1`, `this*.ii <- p0 must`, `invalidate p0* growth`.
std::string toString(const Summary &summary, const Unit &unit);

} // namespace escape

#endif // ESCAPE_MODEL_SUMMARY_H

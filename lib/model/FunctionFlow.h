//===- FunctionFlow.h - one function, and one translation unit --*- C++ -*-===//
//
// What flow makes and every later stage reads. Values only.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_MODEL_FUNCTIONFLOW_H
#define ESCAPE_MODEL_FUNCTIONFLOW_H

#include "model/Assumption.h"
#include "model/CallSite.h"
#include "model/Contract.h"
#include "model/Event.h"
#include "model/FnKey.h"
#include "model/Location.h"
#include "model/Points.h"
#include "model/Remedy.h"
#include "model/Summary.h"
#include "model/Type.h"
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace escape {

struct FunctionFlow {
  FnKey key;
  std::string name; ///< for humans: `Stream::run`
  Span span;        ///< the name in the definition's head
  Span body;        ///< the whole definition
  bool user = true; ///< user code: its findings are reported
  bool isMain = false;
  bool tellsOutcome = false; ///< its result says how it went, a constant on some ways only or a bool, or it throws
  bool isConstructor = false;
  bool isDestructor = false;
  bool isCoroutine = false;   ///< its parameters live in a frame that may go on
  bool defaulted = false;     ///< `= default`: the user wrote no body to report on
  bool instantiation = false; ///< reported once per source line
  bool lambda = false;
  bool initialiser = false; ///< of a variable of namespace scope: no function of the user's
  std::string
      ownClass; ///< of a method of a class that is defined in the main file, not in a header: its key; else empty
  bool hiddenClass = false;     ///< that class is a private one of another, or in a nameless namespace
  bool internalLinkage = false; ///< code of other files cannot call it by name
  bool internal =
      false; ///< only called by functions of its class, a derived one, or function: private, protected, a lambda
  bool pattern = false;       ///< uninstantiated template: always may
  bool overridable = false;   ///< virtual: what its declaration says is meant for all that override it
  std::vector<FnKey> answers; ///< virtual: itself and all it overrides, near and far: calls of these may end here

  std::vector<Location> locations;
  std::vector<Allocation> allocations;
  std::vector<Event> events;
  std::vector<Block> blocks; ///< blocks[0] is the entry; in reverse post order, edges to an earlier one are back edges
  std::vector<CallSite> calls;
  std::vector<Remedy> remedies; ///< of allocations, where a check asks for them (FlowOptions::remedies)
  std::vector<ExactCall> exact; ///< the same

  std::vector<LocationId> params;  ///< in order; by-value ones end with the frame
  LocationId self;                 ///< the pointer `this`, if there is one
  std::vector<Contract> contracts; ///< of parameters in their order, `this` last
  std::vector<LocationId> asksOf;  ///< parameters, or `this`, whose value or whose members some condition asks for
  std::optional<Contract> noAlloc; ///< of the function: it asks for no memory
  LocationId result;               ///< always there, so is every sink below
  LocationId exception;
  LocationId task;
  LocationId unknown;

  /// Automatic objects the frame still has to end at the exit block, in the order they die; flow ends all others by
  /// an event of their own. By-value parameters and what throws skipped stand here.
  std::vector<LocationId> frame;

  std::optional<AssumptionId> givenUp; ///< too large or too strange: everything in it is may

  std::vector<TypeId> indexed;      ///< sorted: types of elements that pointers run over here: p[i], ++p
  std::vector<LocationId> closures; ///< locations of closures, for `-m`
  /// Automatic objects over the limit, with their bytes; without: nothing limits their size.
  std::vector<std::pair<LocationId, std::optional<uint64_t>>> tooLarge;

  const Location &at(LocationId id) const { return locations[id.value]; }
  const Event &at(EventId id) const { return events[id.value]; }
};

struct StaticVariable {
  std::string key;  ///< qualified name, the same in every unit (internal linkage: with the file)
  std::string name; ///< as users write it
  Span span;
  TypeId type;
  bool threadLocal = false;
  bool constant = false;        ///< cannot be written after initialisation
  bool internalLinkage = false; ///< code of other files cannot name it
};

/// Everything flow made of one translation unit.
struct Unit {
  std::string mainFile;
  std::vector<SourceFile> files;
  std::vector<Type> types;
  std::vector<Field> fields; ///< the first step::FirstField entries are the shared steps
  std::vector<StaticVariable> statics;
  std::vector<Assumption> assumptions;
  std::vector<Summary> known; ///< summaries of library functions used here
  std::vector<FunctionFlow> functions;
  std::map<std::string, uint64_t> unmodelled; ///< AST node kind → times met
  std::map<std::string, uint64_t> degraded;   ///< function → why as text count
  bool allAllocations = false;                ///< also those that no pointer leads to are recorded
  uint64_t userLines = 0;

  Unit();
  const Type &at(TypeId id) const { return types[id.value]; }
  const Assumption &at(AssumptionId id) const { return assumptions[id.value]; }
  /// A value of this type may have an address in it that somebody gave it; what an owner got for itself does not count.
  /// Parameters of such types are told of: `p does not escape`.
  bool pointsAway(TypeId type) const;
  std::string_view text(Span span) const;
  LineColumn start(Span span) const;
};

/// `no body, open virtual call`: the kinds of a set, each once.
std::string kindsOf(const AssumptionSet &set, const Unit &unit);

} // namespace escape

#endif // ESCAPE_MODEL_FUNCTIONFLOW_H

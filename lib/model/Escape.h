//===- Escape.h - candidates and what confirm made of them ------*- C++ -*-===//
//
// solve finds candidates (flow-insensitively, cheap); confirm answers each with
// refuted (then it is not here at all), proven, or may; explain words them.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_MODEL_ESCAPE_H
#define ESCAPE_MODEL_ESCAPE_H

#include "model/Assumption.h"
#include "model/FnKey.h"
#include "model/Location.h"
#include "model/Place.h"
#include "model/Record.h"
#include "model/Summary.h"
#include <optional>
#include <string>
#include <vector>

namespace escape {

/// solve's answer for one function: something that may get out.
struct Candidate {
  LocationId object; ///< automatic object, allocation or parameter
  LocationId sink;
  int derefs = 0; ///< least dereferences from object to sink, −1: its address
  RecordId record;
};

struct SolveResult {
  std::vector<Candidate> candidates;
  Records records;
  Summary summary;           ///< flow-insensitive; used when confirm gives the function up
  bool needsConfirm = false; ///< false: nothing confirm could find or refine
};

/// A sink in the words of design §2: `{static on_done}`, `{this->out_}`, `{local v}`.
struct Sink {
  enum class Kind : uint8_t { Result, Local, Static, ThreadLocal, This, Param, Heap, Exception, Task, Unknown };
  Kind kind = Kind::Unknown;
  std::string name;    ///< of the local, static, member (`out_`) or parameter
  LocationId location; ///< Local: the variable
  uint32_t index = 0;  ///< Static: StaticId; Param: its number
  Steps steps;         ///< inside it
  auto operator<=>(const Sink &) const = default;
};
/// `{this->out_}`
std::string spell(const Sink &sink);

/// How an automatic object, temporary or storage was found to dangle.
enum class EscapeKind : uint8_t {
  Outlived,    ///< a sink that outlives the frame holds it when the frame has ended
  UsedAfter,   ///< a local holder was read after the object's scope or full-expression ended
  Held,        ///< a local that nothing reads holds a temporary that has ended with the statement that made it
  Invalidated, ///< storage was read after `operation` ended it, or a sink still holds it then
};

/// One object and one sink.
struct Escape {
  EscapeKind kind = EscapeKind::Outlived;
  LocationId object;    ///< automatic object, temporary, or owner whose storage it is about
  bool storage = false; ///< it is about the storage the object owns
  Sink sink;
  Steps path;                    ///< inside the sink
  AssumptionSet assumptions;     ///< empty: proven
  RecordId record;               ///< the last step: where it gets out
  Span gotOut;                   ///< where it gets out (Outlived), where it is used (UsedAfter, Invalidated)
  Span ended;                    ///< where the object dies or its storage goes; may be invalid (the frame)
  std::string operation;         ///< Invalidated: `push_back`
  bool throughTask = false;      ///< a task holds it
  bool throughClosure = false;   ///< it sits in a closure, bind or type-erased callable
  std::vector<RecordId> holders; ///< how the holder itself got into the sink, outermost last
};

/// Where an allocation goes.
struct AllocFate {
  AllocId alloc;
  bool escapes = false;
  Sink sink; ///< when it escapes
  AssumptionSet assumptions;
  RecordId record;
};

/// A parameter (or `this`) that gets out; from the summary, with its words.
struct Leak {
  LocationId param;
  Sink sink;
  int level = 0;
  bool content = false; ///< `leaking param content`
  AssumptionSet assumptions;
  RecordId record;
  std::optional<uint32_t> breaks = {}; ///< which of FunctionFlow::contracts says that this does not happen
};

struct ConfirmResult {
  bool gaveUp = false; ///< too much work: nothing below counts, what solve found stands as may
  Summary summary;
  Records records;
  std::vector<Location>
      locations;              ///< the function's, followed by those confirm made (Pointee, Storage, Alloc of callees)
  std::vector<Place> parents; ///< for the ones confirm made, in their order: what they are the pointee/storage of
  std::vector<Escape> escapes;
  std::vector<AllocFate> allocations;
  std::vector<Leak> leaks;
  std::vector<uint32_t> idle; ///< FunctionFlow::contracts that let a parameter get somewhere where it never gets
  std::vector<std::pair<TypeId, AssumptionId>> handedOut; ///< types of closures that code which is not visible may call
  std::vector<LocationId> stays; ///< automatic objects whose address was taken, closures, params: they do not escape
};

} // namespace escape

#endif // ESCAPE_MODEL_ESCAPE_H

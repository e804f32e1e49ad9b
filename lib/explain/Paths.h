//===- Paths.h - chains of records → hops and steps -------------*- C++ -*-===//
#ifndef ESCAPE_EXPLAIN_PATHS_H
#define ESCAPE_EXPLAIN_PATHS_H

#include "explain/Explain.h"
#include "explain/Names.h"
#include "model/Path.h"
#include <optional>

namespace escape {

/// Limits that keep a report readable.
inline constexpr unsigned MaxHops = 24;   ///< in one path, the middle is left out
inline constexpr unsigned MaxNesting = 4; ///< of bodies inside bodies
inline constexpr unsigned MaxChain = 4096;

/// Tells the way of one value in one function. The consecutive records of a chain are steps; a hop ends where the value
/// arrives in something the user can see (Names::visible).
class Paths {
public:
  Paths(const Unit &unit, const FunctionFlow &flow, const ConfirmResult &confirmed, CalleeFlows callees)
      : unit(unit), flow(flow), confirmed(confirmed), callees(callees), names(unit, flow, &confirmed) {}

  /// The way that ends with `last`, and then those of `holders` (how the thing that holds the value got on). `end` is
  /// what the last hop leads to, as printed; `start` what the first one comes from when no event says it.
  Path tell(RecordId last, const std::vector<RecordId> &holders, const std::string &end, const std::string &start);

  const Names &getNames() const { return names; }

private:
  Paths(const Paths &outer, const Callee &callee)
      : unit(outer.unit), flow(*callee.flow), confirmed(*callee.confirmed), callees(outer.callees),
        names(unit, flow, &confirmed), inside(outer.inside) {}

  // --- Paths.cpp ---
  Path walk(RecordId last, const std::string *end, const std::string &start);
  bool tellCall(const Record &record, const Event &event, const Event *before, const Place &to, bool isLast,
                std::string &target, std::vector<Step> &steps, std::string &current,
                llvm::function_ref<void(const std::string &)> close);
  std::vector<RecordId> chain(RecordId last) const;

  // --- Steps.cpp ---
  Step step(const Event &event, const std::string &fallback) const;
  Step opaqueStep(const Event &event, const CallSite &call, const Flow *model, bool result) const;
  const Flow *modelled(const CallSite &call, const Event *before, bool result) const;
  std::string into(const CallSite &call, const Endpoint &to) const;
  Span declared(const Place &to, Span otherwise) const;

  // --- Bodies.cpp ---
  Callee enter(const Record &record) const;
  std::optional<LocationId> origin(RecordId last, unsigned nesting) const;
  std::optional<LocationId> handedOn(RecordId last, const CallSite &call, const Event &before) const;
  const Flow *summarised(RecordId record, bool result, const std::string &target) const;
  std::optional<LocationId> inputOf(const Endpoint &from) const;
  std::string spellEnd(const Endpoint &to) const;
  std::string outside(const std::string &innerEnd, const Callee &callee, const CallSite &call) const;
  bool passes(const Place &result, const Event &next) const;

  const Unit &unit;
  const FunctionFlow &flow;
  const ConfirmResult &confirmed;
  CalleeFlows callees;
  Names names;
  bool open = false;         ///< the last walk ended in something that has no name
  std::vector<FnKey> inside; ///< bodies we are in: a body inside itself is not told again
};

} // namespace escape

#endif // ESCAPE_EXPLAIN_PATHS_H

#include "solve/Assignments.h"
#include "model/Roots.h"
#include <unordered_map>

using namespace escape;

namespace {

class Collector {
public:
  Collector(const Unit &unit, const FunctionFlow &flow, const SummarySource &callees, FlowGraph &out)
      : unit(unit), flow(flow), callees(callees), out(out), graph(out.graph) {
    result.addressTaken.assign(flow.locations.size(), false);
    graph.addNodes(flow.locations.size());
    for (uint32_t i = 0; i < flow.locations.size(); ++i)
      if (const Location &location = flow.locations[i];
          location.kind == LocationKind::Static || location.kind == LocationKind::ThreadLocal)
        staticNodes.emplace(location.index, i);
  }

  Assignments run() {
    out.outside = flow.params;
    if (flow.self.valid())
      out.outside.push_back(flow.self);
    for (size_t i = 0; i < out.outside.size(); ++i)
      out.behind.push_back(addNode());
    out.freed = addNode();
    for (unsigned i = 1; i < FlowGraph::Questions; ++i)
      addNode();

    result.list.reserve(flow.events.size());
    graph.reserveEdges(flow.events.size() + flow.locations.size());
    for (uint32_t i = 0; i < flow.events.size(); ++i)
      visit(EventId(i), flow.events[i]);
    lookAround();
    return std::move(result);
  }

private:
  // ---- Nodes and accesses ----

  uint32_t addNode() {
    result.addressTaken.push_back(false);
    return graph.addNode();
  }

  uint32_t staticNode(uint32_t id) {
    auto [at, fresh] = staticNodes.try_emplace(id, 0);
    if (fresh) {
      at->second = addNode();
      out.statics.push_back({at->second, id});
    }
    return at->second;
  }

  Access access(uint32_t node, TypeId type) {
    Access at;
    at.node = node;
    at.type = type;
    return at;
  }

  Access along(Access at, const Steps &steps) {
    if (at.valid())
      follow(at, unit, steps, [&](unsigned derefs) { result.folds.push_back({at.node, derefs}); });
    return at;
  }

  Access access(const Place &place) {
    if (!place.valid())
      return {};
    return along(access(place.base.value, flow.at(place.base).type), place.steps);
  }

  bool automatic(const Access &at) const {
    return at.node < flow.locations.size() && flow.locations[at.node].automatic();
  }
  bool isStatic(const Access &at) const {
    if (at.node >= flow.locations.size())
      return at.valid();
    const LocationKind kind = flow.locations[at.node].kind;
    return kind == LocationKind::Static || kind == LocationKind::ThreadLocal;
  }

  TypeClass classOf(TypeId type) const { return type.valid() ? unit.at(type).cls : TypeClass::Record; }

  // ---- Events ----

  void assign(const Assignment &assignment) {
    if (!assignment.to.valid() || !assignment.from.valid())
      return;
    const Access &from = assignment.from;
    const bool address = assignment.borrow || from.storage;
    if (address && from.pointers == 0)
      result.addressTaken[from.node] = true;
    // The report says of a borrowed variable that it does not escape; a temporary is of interest as a candidate only,
    // unless its storage can go by assignment.
    if (address && from.pointers == 0 && automatic(from) &&
        (from.owned || flow.locations[from.node].kind != LocationKind::Temp))
      out.needsConfirm = true;
    result.list.push_back(assignment);
  }

  void overwrites(const Access &to) {
    if (to.valid() && (to.derefs || isStatic(to)))
      out.needsConfirm = true; // a caller sees that something is overwritten, not only with what
  }

  void ask(uint32_t question, const Access &at, EventId event, uint32_t via = 0) {
    out.needsConfirm = true;
    if (at.valid())
      graph.addEdge(at.node, question, at.pointers, event, via);
  }
  uint32_t invalidated(Invalidation how) const {
    if (how == Invalidation::Reserve)
      how = Invalidation::Growth;
    return out.freed + (how == Invalidation::None ? unsigned(Invalidation::All) : unsigned(how));
  }

  void visit(EventId id, const Event &event) {
    const Access to = access(event.to), from = access(event.from);
    switch (event.kind) {
    case EventKind::Borrow:
      overwrites(to);
      assign({to, from, true, true, id});
      break;
    case EventKind::Copy:
    case EventKind::Transfer: {
      overwrites(to);
      if (event.kind == EventKind::Transfer)
        overwrites(from);
      assign({to, from, false, true, id});
      // An owner that is moved, or shared, can still be reached through pointers made before.
      const TypeClass cls = classOf(event.type);
      if (cls != TypeClass::Value && cls != TypeClass::Pointer && cls != TypeClass::View &&
          (event.kind == EventKind::Transfer || cls != TypeClass::Owner))
        result.same.push_back({to, from});
      break;
    }
    case EventKind::Kill:
      overwrites(to);
      break;
    case EventKind::Free:
      ask(out.freed, from, id);
      break;
    case EventKind::Invalidate:
      ask(invalidated(event.how), to, id);
      break;
    case EventKind::Call:
      visit(id, flow.calls[event.call.value]);
      break;
    case EventKind::StartTask:
      out.needsConfirm = true;
      assign({to.valid() ? to : sink(flow.task), from, false, true, id});
      break;
    case EventKind::DetachTask:
      out.needsConfirm = true;
      assign({sink(flow.task), to, false, true, id});
      break;
    case EventKind::JoinTask:
      out.needsConfirm = true;
      break;
    case EventKind::Use:
      out.needsConfirm |= runsTask(event.from.steps);
      break;
    case EventKind::Begin:
    case EventKind::End:
    case EventKind::Constant:
    case EventKind::Allocate:
      break;
    }
  }

  /// A coroutine that is resumed reads what it keeps.
  static bool runsTask(const Steps &steps) { return !steps.empty() && steps.back() == step::Task; }

  Access sink(LocationId location) { return location.valid() ? access(Place(location)) : Access(); }

  // ---- Calls ----

  void visit(EventId id, const CallSite &call) {
    if (call.knowledge == Knowledge::Nothing)
      return opaque(id, call);
    if (call.knowledge != Knowledge::Body)
      return call.known.valid() ? apply(id, call, unit.known[call.known.value], {}) : opaque(id, call);
    for (const FnKey &callee : call.candidates) {
      const Summary *summary = callees ? callees(callee) : nullptr;
      if (summary)
        apply(id, call, *summary, callee);
      else
        opaque(id, call);
    }
    // None at all: a destructor that is not seen. Nothing is assumed of it.
  }

  /// Nothing is known: all arguments go to unknown code, and may come back as the result.
  void opaque(EventId id, const CallSite &call) {
    auto pass = [&](const Place &place, TypeId type, bool address) {
      if (!place.valid() || (!address && !canHoldAddress(unit, type)))
        return;
      out.needsConfirm = true;
      toUnknown(access(place), id, 0);
      assign({access(call.result), access(place), false, true, id});
    };
    pass(call.self, call.selfType, true);
    for (const Argument &argument : call.arguments)
      pass(argument.place, argument.type, argument.reference);
  }

  void toUnknown(const Access &from, EventId id, uint32_t via, bool address = false) {
    // Not united: else all that is ever passed to unknown code would be one.
    assign({sink(flow.unknown), from, address, false, id, via});
  }

  Access access(const Endpoint &end, const CallSite &call, std::vector<uint32_t> &fresh) {
    switch (end.root) {
    case RootKind::Static: {
      const TypeId type = end.index < unit.statics.size() ? unit.statics[end.index].type : TypeId();
      return along(access(staticNode(end.index), type), end.steps);
    }
    case RootKind::Fresh:
      while (fresh.size() <= end.index)
        fresh.push_back(addNode());
      return along(access(fresh[end.index], TypeId()), end.steps);
    default:
      return along(access(placeOf(end, call, flow)), end.steps);
    }
  }

  void apply(EventId id, const CallSite &call, const Summary &summary, FnKey callee) {
    if (summary.opaque)
      opaque(id, call);
    if (!summary.flows.empty() || !summary.effects.empty() || summary.noReturn)
      out.needsConfirm = true;
    std::vector<uint32_t> fresh;
    for (const Flow &callees : summary.flows) {
      const Access to = access(callees.to, call, fresh), from = access(callees.from, call, fresh);
      if (!to.valid() || !from.valid())
        continue;
      uint32_t via = 0;
      if (callee.valid() || !callees.assumptions.empty())
        via = graph.addVia({callee, callees.record, callees.assumptions, {}});
      const bool address = callees.kind == FlowKind::Address;
      assign({to, from, address, callees.to.root != RootKind::Unknown, id, via});
      const TypeClass cls = classOf(from.type);
      if (!address && cls != TypeClass::Value && cls != TypeClass::Pointer && cls != TypeClass::View)
        result.same.push_back({to, from});
    }
    for (const Effect &effect : summary.effects)
      apply(id, call, effect, callee, fresh);
  }

  void apply(EventId id, const CallSite &call, const Effect &effect, FnKey callee, std::vector<uint32_t> &fresh) {
    const Access at = access(effect.at, call, fresh);
    const uint32_t via = graph.addVia({callee, {}, effect.assumptions, effect.what});
    switch (effect.kind) {
    case EffectKind::Free:
      ask(out.freed, at, id, via);
      break;
    case EffectKind::Invalidate:
      ask(invalidated(effect.how), at, id, via);
      break;
    case EffectKind::End:
      out.needsConfirm = true;
      break;
    case EffectKind::Detach:
      assign({sink(flow.task), at, false, true, id, via});
      break;
    case EffectKind::StartTask:
      assign({at.valid() ? at : sink(flow.task), access(effect.from, call, fresh), false, true, id, via});
      break;
    case EffectKind::Keep:
      toUnknown(at, id, via);
      break;
    case EffectKind::Call:
      out.needsConfirm = true;
      // A callable with a body has a call event of its own.
      if (at.type.valid() && unit.at(at.type).closure)
        break;
      for (const Endpoint &argument : effect.arguments)
        toUnknown(access(argument, call, fresh), id, via, effect.argumentsByAddress);
      break;
    case EffectKind::Construct:
    case EffectKind::Write: // must-effects only take away, and this graph has no order
    case EffectKind::Join:
      break;
    case EffectKind::Use:
      out.needsConfirm |= runsTask(effect.at.steps);
      break;
    }
  }

  // ---- What needs no event ----

  bool givesUp(TypeId type, unsigned depth) const {
    switch (classOf(type)) {
    case TypeClass::Owner:
    case TypeClass::Shared:
    case TypeClass::Box:
    case TypeClass::Task:
      return true;
    case TypeClass::Record:
      return depth < 3 && std::any_of(
                              unit.at(type).fields.begin(), unit.at(type).fields.end(),
                              [&](const TypeField &field) { return givesUp(field.type, depth + 1); });
    default:
      return false;
    }
  }

  void lookAround() {
    bool more = !flow.allocations.empty() || !flow.closures.empty() || flow.givenUp;
    for (const Location &location : flow.locations)
      more |= location.kind == LocationKind::Alloc;
    // A by-value owner gives up at the end what the caller handed over.
    for (LocationId param : flow.params)
      more |= givesUp(flow.at(param).type, 0);
    out.needsConfirm |= more;
  }

  const Unit &unit;
  const FunctionFlow &flow;
  const SummarySource &callees;
  FlowGraph &out;
  Graph &graph;
  Assignments result;
  std::unordered_map<uint32_t, uint32_t> staticNodes; ///< StaticId to node
};

} // namespace

Assignments escape::collectAssignments(const Unit &unit, const FunctionFlow &flow, const SummarySource &callees,
                                       FlowGraph &out) {
  return Collector(unit, flow, callees, out).run();
}

#include "solve/Solve.h"
#include "model/Roots.h"
#include "solve/FlowGraph.h"
#include "solve/Outlives.h"
#include "solve/Tag.h"
#include "solve/Walk.h"
#include <algorithm>
#include <tuple>
#include <unordered_map>

using namespace escape;

namespace {

/// A root of a walk: a sink, or what is stored behind a parameter.
struct Root {
  uint32_t node;
  LocationId location; ///< to report: a sink, or the parameter
  TypedEndpoint end;
  bool behind = false; ///< what is stored behind `location`
};

class Solver {
public:
  Solver(const Unit &unit, const FunctionFlow &flow, const SummarySource &callees)
      : unit(unit), flow(flow), built(buildGraph(unit, flow, callees)), graph(built.graph), walker(graph), lives(flow),
        fresh(flow.locations.size(), 0), recordsLeft(graph.size() + graph.edges().size() + 1024) {}

  SolveResult run() {
    result.summary.function = flow.name;
    result.summary.noReturn = !exitReachable();
    // The graph may be quadratic in sinks × sources, the budget is not.
    const std::vector<Root> roots = collectRoots();
    const size_t budget = PerSize * (graph.edges().size() + graph.size()) + 1024;
    size_t next = 0;
    for (; next < roots.size() && walker.work() < budget; ++next) {
      walker.backwards({&roots[next].node, 1});
      collect(roots[next]);
    }
    if (next < roots.size())
      collectTogether({roots.begin() + next, roots.end()});
    collectEffects();
    collectLocalSinks();
    finish();
    return std::move(result);
  }

private:
  static constexpr size_t PerSize = 16;     ///< edges walked over for each node and edge, at most
  static constexpr size_t HolderLimit = 96; ///< edges looked at to find who holds an object that ends early

  bool exitReachable() const {
    std::vector<bool> seen(flow.blocks.size(), false);
    std::vector<uint32_t> todo;
    if (flow.blocks.empty())
      return true;
    todo.push_back(0);
    seen[0] = true;
    while (!todo.empty()) {
      const Block &block = flow.blocks[todo.back()];
      todo.pop_back();
      if (block.exit)
        return true;
      for (const Edge &edge : block.successors)
        if (!seen[edge.to.value]) {
          seen[edge.to.value] = true;
          todo.push_back(edge.to.value);
        }
    }
    return false;
  }

  // ---- Roots ----

  std::vector<Root> collectRoots() const {
    std::vector<Root> roots;
    for (uint32_t i = 0; i < flow.locations.size(); ++i) {
      const Location &location = flow.locations[i];
      if (!isSink(location) || graph.into(i).empty())
        continue;
      roots.push_back({i, LocationId(i), {endpointOf(location), location.type}});
    }
    for (auto [node, id] : built.statics)
      if (!graph.into(node).empty()) {
        const TypeId type = id < unit.statics.size() ? unit.statics[id].type : TypeId();
        roots.push_back({node, flow.unknown, {{RootKind::Static, id, {}}, type}});
      }
    for (size_t i = 0; i < built.outside.size(); ++i)
      if (!graph.into(built.behind[i]).empty())
        roots.push_back({built.behind[i], built.outside[i], behind(unit, outsideEndpoint(built.outside[i]), 1), true});
    return roots;
  }

  TypedEndpoint outsideEndpoint(LocationId id) const { return {endpointOf(flow.at(id)), flow.at(id).type}; }

  // ---- What a walk from a root found ----

  void collect(const Root &root) {
    for (uint32_t node : walker.reached()) {
      if (node == root.node)
        continue;
      const WalkHop &hop = walker.best(node);
      if (node >= flow.locations.size()) {
        collectStatic(root, node, hop);
        continue;
      }
      const LocationId id(node);
      const Location &location = flow.at(id);
      if (location.automatic() && hop.derefs < 0)
        candidate(id, root, hop);
      switch (location.kind) {
      case LocationKind::Param:
      case LocationKind::This: {
        if (!canHoldAddress(unit, location.type))
          break;
        const int derefs = std::max(hop.derefs, 0);
        // A value that goes back to where it came from: no leak, and no news for the caller.
        if (root.behind && root.location == id && derefs >= 1)
          break;
        if (hop.derefs >= 0)
          candidate(id, root, hop);
        flowTo(root, outsideEndpoint(id), derefs, hop);
        break;
      }
      case LocationKind::Static:
      case LocationKind::ThreadLocal:
        flowTo(root, {endpointOf(location), location.type}, hop.derefs, hop);
        break;
      case LocationKind::Alloc:
        if (hop.derefs >= 0)
          break;
        candidate(id, root, hop);
        if (!fresh[node])
          fresh[node] = ++result.summary.fresh;
        flowTo(root, {{RootKind::Fresh, fresh[node] - 1, {}}, location.type}, -1, hop);
        break;
      default:
        break;
      }
    }
  }

  void collectStatic(const Root &root, uint32_t node, const WalkHop &hop) {
    auto found = std::lower_bound(built.statics.begin(), built.statics.end(), std::pair(node, 0u));
    if (found == built.statics.end() || found->first != node)
      return;
    const TypeId type = found->second < unit.statics.size() ? unit.statics[found->second].type : TypeId();
    flowTo(root, {{RootKind::Static, found->second, {}}, type}, hop.derefs, hop);
  }

  /// The budget is used up: one walk for all sinks that are left. Each candidate names the nearest sink; the summary
  /// sends what was found to unknown code and lets every one of the sinks have it from there.
  void collectTogether(std::span<const Root> roots) {
    std::vector<uint32_t> nodes;
    std::unordered_map<uint32_t, uint32_t> index;
    for (const Root &root : roots) {
      index.emplace(root.node, nodes.size());
      nodes.push_back(root.node);
    }
    walker.backwards(nodes);
    const Root unknown{flow.unknown.value, flow.unknown, {{RootKind::Unknown, 0, {}}, TypeId()}};
    const std::vector<Candidate> before = std::move(result.candidates);
    result.candidates.clear();
    collect(unknown);
    const std::vector<uint32_t> rootOf = walker.rootsOfHops();
    for (Candidate &found : result.candidates)
      found.sink = roots[index.at(rootOf[walker.bestIndex(found.object.value)])].location;
    result.candidates.insert(result.candidates.begin(), before.begin(), before.end());
    const TypedEndpoint from = unknown.end;
    for (const Root &root : roots)
      if (root.end.end != from.end)
        result.summary.flows.push_back(makeFlow(unit, root.end, from, 0));
  }

  void candidate(LocationId object, const Root &root, const WalkHop &hop) {
    result.candidates.push_back({object, root.location, hop.derefs, recordsOf(hop)});
  }

  void flowTo(const Root &root, TypedEndpoint from, int derefs, const WalkHop &hop) {
    Flow made = makeFlow(unit, root.end, from, derefs);
    const GraphEdge *last = nullptr;
    const WalkHop *at = &hop;
    // The way can be long and there can be many of them: only so much of it is looked at. What is missed are
    // assumptions, and whoever uses this summary adds one.
    for (size_t steps = 0; at->previous != WalkHop::None && steps < HolderLimit; ++steps) {
      const GraphEdge &edge = graph.edges()[at->edge];
      if (edge.event.valid()) {
        last = &edge;
        if (AssumptionId id = flow.at(edge.event).assumption; id.valid())
          made.assumptions = join(made.assumptions, {id});
        made.assumptions = join(made.assumptions, graph.via(edge).assumptions);
      }
      at = &walker.hop(at->previous);
    }
    if (last)
      made.reason = flow.at(last->event).reason;
    made.record = recordsOf(hop);
    result.summary.flows.push_back(std::move(made));
  }

  // ---- Records ----

  RecordId addRecord(const GraphEdge &edge, RecordId parent) {
    const Via &via = graph.via(edge);
    Record record;
    record.event = edge.event;
    record.parent = parent;
    record.callee = via.callee;
    record.inside = via.inside;
    record.depth = parent.valid() ? result.records[parent.value].depth + 1 : 1;
    result.records.push_back(record);
    return RecordId(result.records.size() - 1);
  }

  /// The way of a backward walk from its far end to the root: in the order the value goes.
  RecordId recordsOf(const WalkHop &hop) {
    if (hop.node == recordedNode && walker.work() == recordedWork)
      return recorded; // the candidate's, now for its flow
    RecordId last;
    for (const WalkHop *at = &hop; at->previous != WalkHop::None; at = &walker.hop(at->previous)) {
      const GraphEdge &edge = graph.edges()[at->edge];
      if (!edge.event.valid())
        continue;
      if (recordsLeft == 0 && last.valid())
        break;
      last = addRecord(edge, last);
      recordsLeft -= recordsLeft != 0;
    }
    recordedNode = hop.node, recordedWork = walker.work(), recorded = last;
    return last;
  }

  /// The way of a forward walk: its hops are in the order the value goes already.
  RecordId recordsForward(const WalkHop &hop) {
    std::vector<uint32_t> way;
    for (const WalkHop *at = &hop; at->previous != WalkHop::None; at = &walker.hop(at->previous))
      if (graph.edges()[at->edge].event.valid())
        way.push_back(at->edge);
    RecordId last;
    for (auto edge = way.rbegin(); edge != way.rend(); ++edge)
      last = addRecord(graph.edges()[*edge], last);
    return last;
  }

  // ---- Effects ----

  void collectEffects() {
    for (unsigned question = 0; question < FlowGraph::Questions; ++question) {
      const uint32_t node = built.freed + question;
      walker.backwards({&node, 1});
      for (LocationId id : built.outside) {
        if (!walker.reaches(id.value))
          continue;
        const WalkHop *at = &walker.best(id.value);
        Effect effect;
        effect.kind = question == 0 ? EffectKind::Free : EffectKind::Invalidate;
        effect.how = static_cast<Invalidation>(question);
        effect.at = behind(unit, outsideEndpoint(id), at->derefs).end;
        while (at->previous != WalkHop::None && at->previous != 0)
          at = &walker.hop(at->previous);
        const GraphEdge &edge = graph.edges()[at->edge];
        const Event &event = flow.at(edge.event);
        effect.span = event.span;
        effect.what = graph.via(edge).what.empty() ? event.detail : graph.via(edge).what;
        if (event.assumption.valid())
          effect.assumptions = {event.assumption};
        effect.assumptions = join(effect.assumptions, graph.via(edge).assumptions);
        result.summary.effects.push_back(std::move(effect));
      }
    }
  }

  // ---- Objects that end before the frame does ----

  void collectLocalSinks() {
    for (uint32_t node = 0; node < flow.locations.size(); ++node) {
      const LocationId object(node);
      if (!flow.at(object).automatic() || !lives.endsEarly(object))
        continue;
      const bool all = walker.forwards(node, HolderLimit);
      bool found = false;
      const auto late = [&](LocationId holder, const WalkHop &hop) {
        found = true;
        result.candidates.push_back({object, holder, -1, recordsForward(hop)});
      };
      for (uint32_t holder : walker.reached())
        if (holder != node && mayBeReadAfter(holder, object))
          late(nameOf(holder), walker.best(holder));
      if (!all && !found) { // given up; it may be that all the edges looked at lead back to the object
        const uint32_t holder = walker.reached()[walker.reached().size() > 1];
        late(nameOf(holder), walker.best(holder));
      }
    }
  }

  bool mayBeReadAfter(uint32_t holder, LocationId object) const {
    if (holder < flow.locations.size()) // sinks have had their walk
      return !isSink(flow.locations[holder]) && lives.outlives(LocationId(holder), object);
    // What is stored through a pointer can be read through another; reads are not told apart that far.
    return holder >= built.firstContent;
  }

  /// A location to report for a node.
  LocationId nameOf(uint32_t node) const {
    if (node < flow.locations.size())
      return LocationId(node);
    const LocationId pointer =
        node >= built.firstContent ? built.storedThrough[node - built.firstContent] : LocationId();
    return pointer.valid() ? pointer : flow.unknown;
  }

  void finish() {
    std::stable_sort(result.candidates.begin(), result.candidates.end(), [](const Candidate &a, const Candidate &b) {
      return std::tie(a.object, a.sink, a.derefs) < std::tie(b.object, b.sink, b.derefs);
    });
    auto same = [](const Candidate &a, const Candidate &b) { return a.object == b.object && a.sink == b.sink; };
    result.candidates.erase(std::unique(result.candidates.begin(), result.candidates.end(), same),
                            result.candidates.end());
    sortFlows(result.summary.flows);
    if (flow.givenUp)
      assume(result.summary, *flow.givenUp);
    result.needsConfirm = built.needsConfirm || !result.candidates.empty() || !result.summary.flows.empty() ||
                          !result.summary.effects.empty();
  }

  const Unit &unit;
  const FunctionFlow &flow;
  const FlowGraph built;
  const Graph &graph;
  Walker walker;
  const Lives lives;
  std::vector<uint32_t> fresh; ///< by location: number of a Fresh root + 1
  size_t recordsLeft;
  uint32_t recordedNode = UINT32_MAX;
  size_t recordedWork = 0;
  RecordId recorded;
  SolveResult result;
};

} // namespace

SolveResult escape::solve(const Unit &unit, const FunctionFlow &flow, const SummarySource &callees) {
  return Solver(unit, flow, callees).run();
}

#include "solve/FlowGraph.h"
#include "solve/Assignments.h"
#include "solve/Outlives.h"
#include <algorithm>
#include <unordered_map>

using namespace escape;

namespace {

/// From assignments to edges: which stores and loads may meet is told by unification.
class Builder {
public:
  Builder(const Unit &unit, const FunctionFlow &flow, const Assignments &made, FlowGraph &out)
      : unit(unit), flow(flow), made(made), assignments(made.list), out(out), graph(out.graph), aliases(graph.size()) {}

  void run() {
    unite();
    addEdges();
    graph.freeze();
  }

private:
  TypeClass classOf(TypeId type) const { return type.valid() ? unit.at(type).cls : TypeClass::Record; }
  uint32_t classAt(const Access &at) { return aliases.pointee(at.node, at.derefs); }

  void unite() {
    for (auto [node, derefs] : made.folds) {
      const uint32_t owner = aliases.pointee(node, derefs);
      aliases.unify(owner, aliases.pointee(owner));
    }
    for (const auto &[a, b] : made.same)
      if (a.valid() && b.valid())
        aliases.unify(classAt(a), classAt(b));
    for (const Assignment &a : assignments)
      if (a.unites)
        aliases.unify(aliases.pointee(classAt(a.to)), a.borrow ? classAt(a.from) : aliases.pointee(classAt(a.from)));
  }

  uint32_t contentNode(const Access &to) {
    auto [at, fresh] = contents.try_emplace(classAt(to), 0);
    if (fresh) {
      at->second = graph.addNode();
      out.storedThrough.push_back(to.node < flow.locations.size() ? LocationId(to.node) : LocationId());
    }
    return at->second;
  }

  /// Adds an edge from the content of what lies 1 … `depth` pointers behind a class, where there is any.
  template <class Derefs>
  void readContents(uint32_t of, unsigned depth, uint32_t to, EventId event, uint32_t via, Derefs &&derefs) {
    for (unsigned level = 1; level <= depth; ++level) {
      const uint32_t next = aliases.pointeeIfAny(of);
      if (next == Aliases::None)
        return;
      if (auto found = contents.find(next); found != contents.end())
        graph.addEdge(found->second, to, derefs(next == of ? depth : level), event, via);
      if (next == of)
        return; // an owner: all further levels are the same
      of = next;
    }
  }

  void addEdges() {
    // Stores first: they make the contents that everything else reads.
    out.firstContent = graph.size();
    std::vector<uint32_t> storedTo(assignments.size(), Aliases::None);
    for (uint32_t i = 0; i < assignments.size(); ++i)
      if (assignments[i].to.derefs)
        storedTo[i] = contentNode(assignments[i].to);

    for (uint32_t i = 0; i < assignments.size(); ++i) {
      const Assignment &a = assignments[i];
      const int derefs = a.borrow ? a.from.borrowed() : a.from.copied();
      auto arrive = [&](uint32_t to) {
        graph.addEdge(a.from.node, to, derefs, a.event, a.via);
        // The cheapest loads win: from the content that level by level is nearer to what is read.
        readContents(aliases.find(a.from.node), a.from.derefs, to, a.event, a.via,
                     [&](unsigned level) { return std::max(-1, derefs - int(level)); });
      };
      if (storedTo[i] != Aliases::None)
        arrive(storedTo[i]);
      if (a.to.pointers == 0)
        arrive(a.to.node);
      if (!a.unites)
        readContents(classAt(a.from), ReachDepth, a.to.node, {}, 0, [](unsigned) { return 0; });
    }

    // What is stored through some pointer lies in everything such a pointer may point to …
    const uint32_t locations = flow.locations.size();
    for (uint32_t node = 0; node < locations; ++node) {
      const TypeClass cls = classOf(flow.locations[node].type);
      const bool holder = cls != TypeClass::Value && cls != TypeClass::Pointer && cls != TypeClass::View;
      if (!made.addressTaken[node] && !holder)
        continue;
      if (auto found = contents.find(aliases.find(node)); found != contents.end())
        graph.addEdge(found->second, node, 0);
    }
    // … and can be reached from every sink that leads there.
    auto zero = [](unsigned) { return 0; };
    for (uint32_t node = 0; node < locations; ++node)
      if (isSink(flow.locations[node]))
        readContents(aliases.find(node), ReachDepth, node, {}, 0, zero);
    for (auto [node, id] : out.statics)
      readContents(aliases.find(node), ReachDepth, node, {}, 0, zero);
    for (size_t i = 0; i < out.outside.size(); ++i)
      readContents(aliases.find(out.outside[i].value), ReachDepth, out.behind[i], {}, 0, zero);
  }

  static constexpr unsigned ReachDepth = 8;

  const Unit &unit;
  const FunctionFlow &flow;
  const Assignments &made;
  const std::vector<Assignment> &assignments;
  FlowGraph &out;
  Graph &graph;
  Aliases aliases;
  std::unordered_map<uint32_t, uint32_t> contents; ///< class to the node for what is stored in it; only looked up
};

bool canHoldAddress(const Unit &unit, TypeId id, unsigned depth) {
  if (!id.valid() || depth == 0)
    return true;
  const Type &type = unit.at(id);
  switch (type.cls) {
  case TypeClass::Value:
    return false;
  case TypeClass::Inline:
    return canHoldAddress(unit, type.target, depth - 1);
  case TypeClass::Record:
    return !type.fields.empty();
  default:
    return true;
  }
}

} // namespace

bool escape::canHoldAddress(const Unit &unit, TypeId type) { return ::canHoldAddress(unit, type, 4); }

FlowGraph escape::buildGraph(const Unit &unit, const FunctionFlow &flow, const SummarySource &callees) {
  FlowGraph graph;
  const Assignments made = collectAssignments(unit, flow, callees, graph);
  Builder(unit, flow, made, graph).run();
  return graph;
}

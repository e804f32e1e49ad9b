#include "solve/CallOrder.h"
#include "model/Components.h"
#include <algorithm>
#include <unordered_map>

using namespace escape;

namespace {

CallGraph callGraph(const Unit &unit) {
  CallGraph graph;
  std::unordered_map<FnKey, uint32_t> index;
  for (uint32_t f = 0; f < unit.functions.size(); ++f)
    index.emplace(unit.functions[f].key, f);
  graph.first.reserve(unit.functions.size() + 1);
  for (const FunctionFlow &function : unit.functions) {
    graph.first.push_back(graph.callees.size());
    for (const CallSite &call : function.calls)
      for (const FnKey &key : call.candidates)
        if (auto found = index.find(key); found != index.end())
          graph.callees.push_back(found->second);
  }
  graph.first.push_back(graph.callees.size());
  return graph;
}

} // namespace

std::vector<std::vector<FunctionId>> escape::callOrder(const Unit &unit) {
  std::vector<std::vector<FunctionId>> order;
  for (const std::vector<uint32_t> &component : components(callGraph(unit)))
    order.emplace_back(component.begin(), component.end());
  return order;
}

bool escape::isRecursive(const Unit &unit, const std::vector<FunctionId> &component) {
  if (component.size() > 1)
    return true;
  for (FunctionId id : component) {
    const FunctionFlow &function = unit.functions[id.value];
    for (const CallSite &call : function.calls)
      if (std::find(call.candidates.begin(), call.candidates.end(), function.key) != call.candidates.end())
        return true;
  }
  return false;
}

#include "solve/CallOrder.h"
#include "Catch.h"

#include <map>
#include <random>

using namespace escape;

namespace {

Unit program(const std::vector<std::vector<uint32_t>> &callees) {
  Unit unit;
  for (uint32_t f = 0; f < callees.size(); ++f) {
    FunctionFlow flow;
    flow.key = FnKey{1, f};
    for (uint32_t callee : callees[f]) {
      CallSite call;
      call.candidates = {FnKey{1, callee}};
      flow.calls.push_back(call);
    }
    unit.functions.push_back(flow);
  }
  return unit;
}

std::vector<std::vector<uint32_t>> order(const Unit &unit) {
  std::vector<std::vector<uint32_t>> out;
  for (const auto &component : callOrder(unit)) {
    out.emplace_back();
    for (FunctionId f : component)
      out.back().push_back(f.value);
  }
  return out;
}

using Order = std::vector<std::vector<uint32_t>>;

} // namespace

TEST_CASE("callees come before callers") {
  CHECK(order(program({{1, 2}, {2}, {}})) == Order{{2}, {1}, {0}});
  CHECK(order(program({})) == Order{});
}

TEST_CASE("functions that call each other are one component") {
  const Unit unit = program({{1}, {2}, {1, 3}, {}, {4}});
  CHECK(order(unit) == Order{{3}, {1, 2}, {0}, {4}});
  CHECK_FALSE(isRecursive(unit, {FunctionId(3)}));
  CHECK(isRecursive(unit, {FunctionId(1), FunctionId(2)}));
  CHECK(isRecursive(unit, {FunctionId(4)}));
}

TEST_CASE("callees without a flow in this unit are no edges") { CHECK(order(program({{7}, {0}})) == Order{{0}, {1}}); }

TEST_CASE("a long chain of calls needs no deep stack") {
  std::vector<std::vector<uint32_t>> chain(200000);
  for (uint32_t f = 0; f + 1 < chain.size(); ++f)
    chain[f] = {f + 1};
  const Order found = order(program(chain));
  REQUIRE(found.size() == chain.size());
  CHECK(found.front() == std::vector<uint32_t>{199999});
  CHECK(found.back() == std::vector<uint32_t>{0});
}

TEST_CASE("random call graphs: components are those of mutual reachability, callees first") {
  std::mt19937 random(7);
  for (unsigned round = 0; round < 200; ++round) {
    const uint32_t n = 1 + random() % 12;
    std::vector<std::vector<uint32_t>> callees(n);
    for (unsigned calls = random() % (2 * n); calls; --calls)
      callees[random() % n].push_back(random() % n);
    std::vector<std::vector<bool>> reach(n, std::vector<bool>(n));
    for (uint32_t f = 0; f < n; ++f) {
      reach[f][f] = true;
      for (uint32_t callee : callees[f])
        reach[f][callee] = true;
    }
    for (uint32_t k = 0; k < n; ++k)
      for (uint32_t i = 0; i < n; ++i)
        for (uint32_t j = 0; j < n; ++j)
          if (reach[i][k] && reach[k][j])
            reach[i][j] = true;
    const Order found = order(program(callees));
    std::map<uint32_t, uint32_t> componentOf;
    for (uint32_t c = 0; c < found.size(); ++c)
      for (uint32_t f : found[c])
        REQUIRE(componentOf.emplace(f, c).second);
    REQUIRE(componentOf.size() == n);
    for (uint32_t i = 0; i < n; ++i)
      for (uint32_t j = 0; j < n; ++j) {
        CHECK((componentOf[i] == componentOf[j]) == (reach[i][j] && reach[j][i]));
        if (reach[i][j])
          CHECK(componentOf[j] <= componentOf[i]);
      }
  }
}

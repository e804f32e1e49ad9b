// Random functions are run, and judged by what their memory holds at the end:
// whatever gets out there has to be among solve's candidates and flows. The
// runner below knows nothing of graphs: objects, one pointer in each, in order.
#include "Catch.h"
#include "model/Dump.h"
#include "solve/GraphBuilder.h"

#include <optional>
#include <random>
#include <set>

using namespace escape;
using namespace escape::test;
using step::Deref;
using step::Element;
using step::Storage;

namespace {

constexpr int Null = -1;

struct Object {
  LocationId location;  ///< valid: a variable's object
  int param = -1;       ///< what stands behind this parameter …
  int level = 0;        ///< … after so many dereferences
  int owner = Null;     ///< storage: whose
  int lender = Null;    ///< storage that was moved: whose it was first
  int holds = Null;     ///< index of the object pointed to
  int initially = Null; ///< the same, when the function began
  bool dead = false;
};

/// A function in the making, with its memory.
struct Runner {
  GraphBuilder b;
  std::vector<Object> memory;
  std::vector<int> variables, locals, owners, sinks;
  std::set<std::pair<uint32_t, uint32_t>> gotOut; ///< object, sink
  std::set<int> usedAfter;                        ///< objects
  bool invalidated = false;
  std::mt19937 random;
  static constexpr int Depth = 3;

  explicit Runner(unsigned seed) : random(seed) {
    for (unsigned i = 0; i < 4; ++i)
      locals.push_back(object(b.local("x" + std::to_string(i), b.IntPtrPtr)));
    variables = locals;
    for (unsigned i = 0; i < 2; ++i) {
      const int owner = object(b.local("v" + std::to_string(i), vectorOfPointers()));
      owners.push_back(owner);
      newStorage(owner);
    }
    for (unsigned i = 0; i < 2; ++i) {
      int at = object(b.param("p" + std::to_string(i), b.IntPtrPtr));
      variables.push_back(at);
      for (int level = 1; level <= Depth; ++level) {
        Object behind;
        behind.param = i;
        behind.level = level;
        memory.push_back(behind);
        const int next = memory.size() - 1;
        memory[at].holds = memory[at].initially = next;
        at = next;
      }
    }
    const int g = object(b.global("g", b.IntPtrPtr)), result = object(b.result);
    variables.push_back(g);
    sinks = {g, result};
  }

  TypeId vectorOfPointers() {
    if (!vectorType.valid()) {
      vectorType = b.type(TypeClass::Owner, "std::vector<int *>", b.IntPtrPtr);
      b.unit.types[vectorType.value].container = true;
    }
    return vectorType;
  }
  TypeId vectorType;

  int object(LocationId location) {
    Object o;
    o.location = location;
    memory.push_back(o);
    return memory.size() - 1;
  }
  void newStorage(int owner) {
    Object storage;
    storage.owner = owner;
    memory.push_back(storage);
    memory[owner].holds = memory.size() - 1;
  }

  unsigned below(unsigned n) { return random() % n; }
  bool isOwner(int v) const { return std::find(owners.begin(), owners.end(), v) != owners.end(); }

  /// A place that exists now, and the object it is. Owners: their element.
  struct Where {
    Place place;
    int object;
    std::vector<int> read = {}; ///< on the way
  };
  void note(const Where &where) {
    for (int at : where.read)
      note(at);
  }
  std::optional<Where> place(bool write) {
    const bool owner = below(4) == 0;
    int at = owner ? owners[below(owners.size())] : variables[below(variables.size())];
    if (write && !owner && below(5) == 0)
      at = sinks[1];
    Place p(memory[at].location);
    if (owner) {
      if (memory[at].dead)
        return {};
      p = p / Storage / Deref / Element;
      at = memory[at].holds;
    }
    std::vector<int> read;
    for (unsigned derefs = below(3); derefs; --derefs) {
      if (memory[at].holds == Null)
        break;
      read.push_back(at);
      at = memory[at].holds;
      if (isOwner(at)) // a pointer to the owner itself; its element is one further
        return {};
      p = p / Deref;
    }
    if (memory[at].dead)
      return {};
    return Where{p, at, read};
  }

  /// The value held in `at` is read: a finding when it is the address of something dead.
  void note(int at) {
    const int target = memory[at].holds;
    if (target == Null || !memory[target].dead)
      return;
    if (memory[target].location.valid() || memory[memory[target].owner].dead)
      usedAfter.insert(target);
    else
      invalidated = true;
  }

  /// An event, or a call of a function that does the same with what it is handed.
  void emit(FlowKind kind, const Place &to, const Place &from) {
    if (below(4)) {
      b.event(kind == FlowKind::Address ? EventKind::Borrow : EventKind::Copy, to, from, b.IntPtrPtr);
      return;
    }
    Summary summary;
    summary.flows.emplace_back();
    summary.flows[0].kind = kind;
    summary.flows[0].to = {RootKind::Param, 1, to.steps};
    summary.flows[0].from = {RootKind::Param, 0, from.steps};
    b.call("callee" + std::to_string(b.flow.calls.size()), summary, {from.base, to.base});
  }

  void step() {
    switch (below(9)) {
    case 0:
    case 1:
    case 2: { // to = &from
      auto to = place(true), from = place(false);
      if (!to || !from)
        return;
      emit(FlowKind::Address, to->place, from->place);
      note(*to), note(*from);
      memory[to->object].holds = from->object;
      return;
    }
    case 3:
    case 4: { // to = from
      auto to = place(true), from = place(false);
      if (!to || !from)
        return;
      emit(FlowKind::Copy, to->place, from->place);
      note(*to), note(*from), note(from->object);
      memory[to->object].holds = memory[from->object].holds;
      return;
    }
    case 5: { // to = owner's storage
      auto to = place(true);
      const int owner = owners[below(owners.size())];
      if (!to || memory[owner].dead)
        return;
      b.event(EventKind::Copy, to->place, memory[owner].location / Storage, b.IntPtrPtr);
      note(*to);
      memory[to->object].holds = memory[owner].holds;
      return;
    }
    case 6: { // a = move(b)
      const int to = owners[0], from = owners[1];
      if (memory[to].dead || memory[from].dead)
        return;
      b.event(EventKind::Transfer, Place(memory[to].location), Place(memory[from].location), vectorType);
      memory[memory[to].holds].dead = true;
      memory[to].holds = memory[from].holds;
      Object &moved = memory[memory[to].holds];
      moved.lender = moved.lender == Null ? moved.owner : moved.lender;
      moved.owner = to;
      newStorage(from);
      return;
    }
    default: // a use, or the end of a variable's scope
      if (below(2)) {
        auto at = place(false);
        if (!at)
          return;
        b.use(at->place);
        note(*at), note(at->object);
        return;
      }
      end(below(3) ? locals[below(locals.size())] : owners[below(owners.size())]);
      return;
    }
  }

  void end(int object) {
    if (memory[object].dead)
      return;
    b.end(memory[object].location);
    memory[object].dead = true;
    if (isOwner(object))
      memory[memory[object].holds].dead = true;
    // Its name is gone, too.
    std::erase(variables, object);
  }

  /// Everything still alive ends with the frame.
  void endFrame() {
    for (const std::vector<int> &group : {owners, locals})
      for (int v : group)
        if (!memory[v].dead)
          b.flow.frame.push_back(memory[v].location);
    b.flow.frame.insert(b.flow.frame.end(), b.flow.params.begin(), b.flow.params.end());
  }

  /// What the sinks reach when the frame has ended.
  template <class Visit> void reach(int at, uint32_t sink, std::set<int> &seen, Visit &&visit) {
    if (!seen.insert(at).second)
      return;
    const int target = memory[at].holds;
    if (target == Null)
      return;
    visit(at, target);
    const bool automatic = memory[target].location.valid() && memory[target].location != memory[sinks[0]].location;
    if (!memory[target].dead && !automatic && memory[target].owner == Null)
      reach(target, sink, seen, visit);
  }
};

/// The function, written out only when it is asked for.
std::string text(const GraphBuilder &b) { return dump(b.flow, b.unit); }

} // namespace

TEST_CASE("oracle: what a random function leaves behind, solve names") {
  unsigned escapes = 0, uses = 0, flows = 0, idle = 0;
  for (unsigned seed = 0; seed < 20000; ++seed) {
    Runner run(seed);
    for (unsigned steps = 1 + run.below(18); steps; --steps)
      run.step();
    run.endFrame();
    const std::vector<Object> memory = run.memory;
    const SolveResult r = run.b.solve();
    INFO("seed " << seed << "\n" << text(run.b));

    bool anything = run.invalidated || !run.usedAfter.empty();
    auto check = [&](int root, LocationId sink, const Endpoint &to, bool behind) {
      std::set<int> seen;
      run.reach(root, sink.value, seen, [&](int at, int target) {
        const Object &o = memory[target];
        LocationId object = o.location;
        if (o.owner != Null)
          object = memory[o.owner].location;
        if (o.owner != Null && o.dead && !memory[o.owner].dead) {
          anything = true; // ended before its owner: confirm's to name
          return;
        }
        if (object.valid() && run.b.flow.at(object).automatic()) {
          INFO("object " << run.b.flow.at(object).name << " sink " << run.b.flow.at(sink).name);
          // Moved storage may be named after the owner it was borrowed from.
          REQUIRE((find(r, object, sink) || (o.lender != Null && find(r, memory[o.lender].location, sink))));
          ++escapes, anything = true;
        } else if (o.param >= 0 && target != memory[at].initially) {
          // A parameter's own content back in its own pointee may be left out.
          if (behind && to.index == unsigned(o.param) && o.level > 1)
            return;
          INFO("param " << o.param << " level " << o.level << " to " << run.b.flow.at(sink).name);
          bool found = false;
          for (const Flow &f : r.summary.flows)
            found |= f.to.root == to.root && f.to.index == to.index && f.from.root == RootKind::Param &&
                     f.from.index == unsigned(o.param) && f.derefs() <= o.level - 1;
          REQUIRE(found);
          ++flows, anything = true;
        }
      });
    };
    check(run.sinks[0],
          run.b.flow.locations[memory[run.sinks[0]].location.value].kind == LocationKind::Static
              ? memory[run.sinks[0]].location
              : LocationId(),
          test::end(RootKind::Static, 0), false);
    check(run.sinks[1], run.b.result, test::end(RootKind::Result), false);
    for (unsigned p = 0; p < 2; ++p)
      for (size_t i = 0; i < memory.size(); ++i)
        if (memory[i].param == int(p))
          check(i, run.b.flow.params[p], test::end(RootKind::Param, p), true);

    for (int object : run.usedAfter) {
      const Object &o = memory[object];
      bool found = false;
      for (const Candidate &c : r.candidates) {
        found |= c.object == o.location;
        found |= o.owner != Null && c.object == memory[o.owner].location;
        found |= o.lender != Null && c.object == memory[o.lender].location;
      }
      INFO("used after its end: object " << object);
      REQUIRE(found);
      ++uses;
    }
    if (anything)
      REQUIRE(r.needsConfirm);
    idle += !anything;
  }
  // The generator has to make what the test is about.
  CHECK(escapes > 2000);
  CHECK(uses > 200);
  CHECK(flows > 1000);
  CHECK(idle > 1000);
}

TEST_CASE("oracle: what confirm finds in a random function, solve had named") {
  unsigned escapes = 0, leaks = 0, skipped = 0;
  for (unsigned seed = 0; seed < 4000; ++seed) {
    Runner run(seed);
    for (unsigned steps = 1 + run.below(10); steps; --steps)
      run.step();
    run.endFrame();
    const SolveResult r = run.b.solve();
    const ConfirmResult c = run.b.confirm();
    INFO("seed " << seed << "\n" << text(run.b));
    if (!r.needsConfirm) {
      const ConfirmResult u = unconfirmed(run.b.unit, run.b.flow, r);
      REQUIRE(c.escapes.empty());
      REQUIRE(c.leaks.empty());
      REQUIRE(toString(c.summary, run.b.unit) == toString(u.summary, run.b.unit));
      REQUIRE(c.stays == u.stays);
      ++skipped;
    }
    auto named = [&](LocationId object) {
      return std::any_of(r.candidates.begin(), r.candidates.end(),
                         [&](const Candidate &candidate) { return candidate.object == object; });
    };
    for (const Escape &e : c.escapes)
      if (e.kind != EscapeKind::Invalidated && e.object.value < run.b.flow.locations.size() &&
          run.b.flow.at(e.object).automatic()) {
        INFO("object " << run.b.flow.at(e.object).name << " to " << spell(e.sink));
        // Storage that was moved is named after its last owner there, after the one it was borrowed from here.
        REQUIRE((named(e.object) || (e.storage && std::any_of(run.owners.begin(), run.owners.end(), [&](int owner) {
                                       return named(run.memory[owner].location);
                                     }))));
        ++escapes;
      }
    for (const Leak &l : c.leaks) {
      INFO("param " << run.b.flow.at(l.param).name << " to " << spell(l.sink) << " level " << l.level);
      REQUIRE(named(l.param));
      ++leaks;
    }
  }
  CHECK(escapes > 500);
  CHECK(leaks > 300);
  CHECK(skipped > 20);
}

//===- Confirm.cpp - blocks in order until nothing changes ------------------===//
#include "confirm/Confirm.h"

#include "confirm/Engine.h"

#include <algorithm>
#include <queue>
#include <utility>

namespace escape {
namespace confirming {

Engine::Engine(const Unit &unit, const FunctionFlow &fn, const SummarySource &callees, Assumptions &assumptions,
               const ConfirmLimits &limits)
    : unit(unit), fn(fn), callees(callees), assumptions(assumptions), limits(limits), values(sets, records),
      memory(unit, fn, values), ways(fn) {
  prepare();
}

/// Parameters whose values are kept apart to the end; each may double the states.
static constexpr size_t MaxOptions = 2;

void Engine::prepare() {
  if (fn.givenUp)
    base = sets.join(base, sets.of(*fn.givenUp));
  if (fn.pattern)
    base = sets.join(base, sets.of(assumptions.intern(AssumptionKind::Uninstantiated, fn.span, fn.name)));

  memory.chainSet = [this] { return cutSet(fn.span); };

  size_t count = fn.blocks.size();
  arrivals.resize(count);
  inLoop.assign(count, false);
  liveFacts.assign(count, 0);
  for (size_t b = 0; b < count; ++b)
    for (const Edge &edge : fn.blocks[b].successors) {
      if (edge.to.value <= b) // everything between is taken for the loop's body: too much only costs copies
        std::fill(inLoop.begin() + edge.to.value, inLoop.begin() + b + 1, true);
    }

  // ---- Variables worth telling states apart by: asked for twice, or set and asked for. ----
  struct Count {
    unsigned asked = 0, set = 0;
    size_t block = SIZE_MAX;
    bool borrowed = false, assigned = false, chosen = false;
  };
  llvm::DenseMap<uint32_t, Count> counts;
  std::vector<LocationId> order;
  for (size_t b = 0; b < count; ++b)
    for (const Edge &edge : fn.blocks[b].successors)
      if (edge.condition && !edge.condition->object.valid() && edge.condition->place.valid() &&
          edge.condition->place.steps.empty()) {
        LocationId variable = edge.condition->place.base;
        Count &c = counts[variable.value];
        if (c.asked == 0)
          order.push_back(variable);
        c.asked += c.block != b;
        c.chosen |= !edge.condition->pointer;
        c.block = b;
      }
  if (!order.empty())
    for (const Event &e : fn.events) {
      bool sets = (e.kind == EventKind::Constant && e.constant) || (e.kind == EventKind::Kill && e.null);
      if (e.kind == EventKind::Constant)
        if (auto it = counts.find(e.to.base.value); it != counts.end())
          it->second.assigned = true;
      if (sets)
        if (auto it = counts.find(e.to.base.value); it != counts.end() && e.to.steps.empty())
          ++it->second.set;
      if (e.kind == EventKind::Borrow && !e.from.hasDeref())
        if (auto it = counts.find(e.from.base.value); it != counts.end())
          it->second.borrowed = true;
    }
  for (LocationId variable : order) {
    const Count &c = counts[variable.value];
    // Something the caller chooses: which flows happen for which value goes into the summary.
    bool option = fn.at(variable).kind == LocationKind::Param && !c.assigned && c.chosen && options.size() < MaxOptions;
    if (c.borrowed || asked.size() >= 64 || (c.asked + c.set < 2 && !option))
      continue;
    asked.push_back(variable);
    if (option)
      options.push_back(variable);
  }
  if (!asked.empty()) {
    auto bit = [&](const Edge &edge) -> uint64_t {
      if (!edge.condition || edge.condition->object.valid() || !edge.condition->place.steps.empty())
        return 0;
      auto it = std::find(asked.begin(), asked.end(), edge.condition->place.base);
      return it == asked.end() ? 0 : uint64_t(1) << (it - asked.begin());
    };
    for (LocationId option : options)
      for (uint64_t &live : liveFacts)
        live |= uint64_t(1) << (std::find(asked.begin(), asked.end(), option) - asked.begin());
    for (bool changed = true; changed;) {
      changed = false;
      for (size_t b = count; b-- > 0;) {
        uint64_t live = liveFacts[b];
        for (const Edge &edge : fn.blocks[b].successors)
          live |= bit(edge) | liveFacts[edge.to.value];
        changed |= live != liveFacts[b];
        liveFacts[b] = live;
      }
    }
  }

  findUnread();

  // ---- Values of subexpressions are forgotten after their last mention: states stay small. ----
  constexpr uint32_t None = UINT32_MAX, Several = UINT32_MAX - 1;
  std::vector<uint32_t> inBlock(fn.locations.size(), None), last(fn.locations.size(), 0), first(fn.locations.size(), 0);
  std::vector<uint8_t> atEdge(fn.locations.size(), false), borrowed(fn.locations.size(), false);
  auto mention = [&](const Place &place, uint32_t b, uint32_t event) {
    if (!place.valid() || place.base.value >= fn.locations.size() || fn.at(place.base).kind != LocationKind::Slot)
      return;
    uint32_t &in = inBlock[place.base.value];
    if (in == None)
      first[place.base.value] = event;
    in = in == None || in == b ? b : Several;
    last[place.base.value] = event;
  };
  for (size_t b = 0; b < count; ++b) {
    for (uint32_t i = fn.blocks[b].first; i < fn.blocks[b].last; ++i) {
      const Event &e = fn.events[i];
      mention(e.to, uint32_t(b), i);
      mention(e.from, uint32_t(b), i);
      if (e.kind == EventKind::Borrow && e.from.valid() && !e.from.hasDeref())
        borrowed[e.from.base.value] = true; // something may point to it
      if (e.kind == EventKind::Call) {
        const CallSite &c = fn.calls[e.call.value];
        mention(c.self, uint32_t(b), i);
        mention(c.result, uint32_t(b), i);
        for (const Argument &a : c.arguments) {
          mention(a.place, uint32_t(b), i);
          mention(a.object, uint32_t(b), i);
        }
      }
    }
    for (const Edge &edge : fn.blocks[b].successors)
      if (edge.condition) {
        mention(edge.condition->place, uint32_t(b), fn.blocks[b].last);
        mention(edge.condition->object, uint32_t(b), fn.blocks[b].last);
        if (edge.condition->object.valid())
          atEdge[edge.condition->object.base.value] = true;
        if (edge.condition->place.valid())
          atEdge[edge.condition->place.base.value] = true;
      }
  }
  for (size_t i = 0; i < inBlock.size(); ++i) {
    if (inBlock[i] >= Several)
      continue;
    if (borrowed[i]) {
      if (inLoop[inBlock[i]]) // it may be pointed to until its expression is evaluated again
        firstMention.push_back({first[i], LocationId(i)});
    } else if (atEdge[i])
      blockSlots.push_back({inBlock[i], LocationId(i)});
    else
      lastMention.push_back({last[i], LocationId(i)});
  }
  std::sort(firstMention.begin(), firstMention.end());
  std::sort(lastMention.begin(), lastMention.end());
  std::sort(blockSlots.begin(), blockSlots.end());
}

/// `p == &x`: on the one edge p holds nothing else, on the other all but that.
bool Engine::compareAddress(State &to, const Condition &c) {
  std::swap(state, to);
  bool possible = true;
  ResolvedList cells = resolve(c.place), objects = resolve(c.object);
  // Only of variables of ours nobody else can know the address already.
  bool ours = objects.size() == 1 && memory.locationOf(objects.front().cell).automatic();
  bool single = ours && (!objects.front().weak || memory.isElement(objects.front().cell)); // an array is one address
  // What the other one points to is one object, too, when it points to one.
  const bool pointed = !c.equal && objects.size() == 1 && !objects.front().weak && !c.object.steps.empty() &&
                       c.object.steps.back() == step::Deref && !objects.front().set;
  if ((single || pointed) && cells.size() == 1 && !cells.front().weak) {
    Value v = values.copy(read(cells.front().cell));
    size_t before = v.targets.size();
    llvm::erase_if(v.targets, [&](const Target &t) {
      bool same = t.cell == objects.front().cell;
      // Another object for sure: the same object may have several cells at one address.
      bool apart = memory.at(t.cell).location != memory.at(objects.front().cell).location;
      return t.alive() && t.set == 0 && (c.equal ? apart : same);
    });
    bool hasOther = v.other || (!c.equal && v.null);
    if (c.equal)
      v.null = false;
    possible = !v.targets.empty() || hasOther;
    if (possible && (v.targets.size() != before || c.equal))
      write(cells.front().cell, std::move(v));
  } else if (!ours && !c.equal && objects.size() == 1 && cells.size() == 1 && !cells.front().weak) {
    // A buffer inside the object and a pointer beside it that may point to it: which, the caller knows.
    LocationId object = memory.at(objects.front().cell).location;
    Value v = values.copy(read(cells.front().cell));
    bool beside = false;
    for (Target &t : v.targets) {
      CellId parent = memory.parent(memory.at(t.cell).location);
      if (!t.alive() || !parent.valid() || memory.at(parent).location != object)
        continue;
      beside = true;
      t.set = sets.join(t.set, sets.of(assumptions.intern(AssumptionKind::PathUndecided, fn.span, fn.name)));
    }
    if (beside)
      write(cells.front().cell, std::move(v));
  } else if (ours && c.equal && !objects.front().weak) {
    // A cell that stands for several: equal only if one of them may hold the address (`while (!empty(&queue))`).
    LocationId object = memory.at(objects.front().cell).location;
    possible = cells.empty();
    for (const Resolved &r : cells) {
      Values::View v = values.at(read(r.cell));
      possible |= v.other; // null is no address
      for (const Target &t : v.targets)
        possible |= t.set != 0 || memory.at(t.cell).location == object;
    }
  }
  std::swap(state, to);
  return possible;
}

/// The pointer of the caller's in `cell` is null: what it would lead to is not there, nor what a callee stored in that
/// (`double d = strtod(buffer, end); if (end) *end = …;`).
void Engine::leaveOut(LocationId object, CellId cell) {
  if (memory.location(object).kind != LocationKind::Pointee || memory.parent(object) != cell ||
      memory.location(object).many || llvm::is_contained(state.absent, object))
    return;
  state.absent.push_back(object);
  std::erase_if(state.entries, [&](const Entry &e) { return memory.leadsFrom(memory.at(e.cell).location, {object}); });
}

bool Engine::takeEdge(State &to, const Edge &edge) {
  if (!edge.condition || !edge.condition->place.valid())
    return true;
  const Condition &c = *edge.condition;
  if (c.object.valid())
    return compareAddress(to, c);
  if (c.place.steps.empty() && std::find(asked.begin(), asked.end(), c.place.base) != asked.end()) {
    if (!to.assume({c.place.base, c.relation(), c.constant}, c.natural))
      return false;
    for (int64_t other : c.others)
      if (!to.assume({c.place.base, c.relation(), other}, c.natural))
        return false;
  }
  if (!c.pointer || c.constant != 0)
    return true;
  std::swap(state, to);
  bool possible = true;
  ResolvedList cells = resolve(c.place);
  if (cells.size() == 1 && !cells.front().weak) {
    CellId cell = cells.front().cell;
    if (CellId storage = ownerStorage(cell); storage.valid())
      cell = storage;
    Value v = values.copy(read(cell));
    if (c.equal) {
      bool certain = !v.targets.empty();
      for (const Target &t : v.targets)
        certain &= t.set == 0;
      possible = v.null || v.other || !certain;
      if (possible && !(v.targets.empty() && v.null && !v.other)) {
        if (v.targets.size() == 1)
          leaveOut(memory.at(v.targets.front().cell).location, cell);
        Value null;
        null.null = true;
        state.set(cell, values.intern(std::move(null))); // nothing is written: that is what it holds on this way
      }
    } else {
      possible = !(v.targets.empty() && v.null && !v.other);
      if (possible && v.null) {
        v.null = false;
        state.set(cell, values.intern(std::move(v)));
      }
    }
  } else if (c.equal) {
    // One of several is null: what they may hold, it does not.
    for (const Resolved &r : cells)
      doubt(r.cell, {});
  }
  std::swap(state, to);
  return possible;
}

void Engine::runBlock(uint32_t index, State &&start) {
  const Block &b = fn.blocks[index];
  block = index;
  state = std::move(start);
  auto drop = std::lower_bound(lastMention.begin(), lastMention.end(), std::make_pair(b.first, LocationId(0)));
  auto renew = std::lower_bound(firstMention.begin(), firstMention.end(), std::make_pair(b.first, LocationId(0)));
  for (uint32_t e = b.first; e < b.last; ++e) {
    for (; renew != firstMention.end() && renew->first <= e; ++renew)
      begin(renew->second);
    if (!transfer(EventId(e)))
      return;
    for (; drop != lastMention.end() && drop->first <= e; ++drop)
      begin(drop->second);
    if (work + values.work > limits.work)
      return;
  }
  if (b.noReturn)
    return;
  auto slots = std::lower_bound(blockSlots.begin(), blockSlots.end(), std::make_pair(index, LocationId(0)));
  auto slotsEnd = slots;
  while (slotsEnd != blockSlots.end() && slotsEnd->first == index)
    ++slotsEnd;
  State out = std::move(state);
  for (size_t i = 0; i < b.successors.size(); ++i) {
    const Edge &edge = b.successors[i];
    State next = i + 1 == b.successors.size() ? std::exchange(out, State()) : out;
    work += next.entries.size() / 8 + 1;
    if (!takeEdge(next, edge))
      continue;
    for (auto slot = slots; slot != slotsEnd; ++slot)
      for (CellId id = memory.root(slot->second); id.valid(); id = memory.at(id).next)
        next.erase(id);
    for (size_t v = 0; v < asked.size() && !next.facts.empty(); ++v)
      if (!(liveFacts[edge.to.value] >> v & 1))
        next.forget(asked[v]);
    work += next.entries.size() / 4 + 1;
    auto undecided = [this] { return sets.of(assumptions.intern(AssumptionKind::PathUndecided, fn.span)); };
    bool returns = fn.blocks[edge.to.value].exit;
    if (arrivals[edge.to.value].add(std::move(next), returns ? index : 0, returns ? limits.returns : limits.disjuncts,
                                    undecided, memory, values))
      pending.push(edge.to.value);
  }
}

bool Engine::runBlocks() {
  if (fn.blocks.empty())
    return true;
  for (LocationId closure : fn.closures)
    identify(closure);
  arrivals[0].states.push_back({std::move(state), true});
  pending.push(0);
  while (!pending.empty()) {
    uint32_t index = pending.top();
    while (!pending.empty() && pending.top() == index)
      pending.pop();
    if (fn.blocks[index].exit)
      continue; // once, when everything has arrived
    for (size_t i = 0; i < arrivals[index].states.size(); ++i) {
      if (!arrivals[index].states[i].dirty)
        continue;
      arrivals[index].states[i].dirty = false;
      State start;
      if (inLoop[index]) {
        start = arrivals[index].states[i].state;
        work += start.entries.size() / 8;
      } else {
        start = std::move(arrivals[index].states[i].state);
      }
      runBlock(index, std::move(start));
      if (work + values.work > limits.work)
        return false;
    }
    if (!inLoop[index])
      arrivals[index].states.clear();
  }
  return true;
}

ConfirmResult Engine::run() {
  ConfirmResult result;
  if (!runBlocks()) {
    result.gaveUp = true;
    return result;
  }
  examineExit();
  result.summary = summarise();
  result.escapes = choose();
  result.allocations = fates();
  result.leaks = leaks();
  result.idle = idle();
  result.stays = staying(result.escapes, result.leaks);
  result.handedOut = std::move(handedOut);
  result.records = std::move(records);
  result.locations = std::move(memory.locations);
  result.parents = std::move(memory.parents);
  return result;
}

} // namespace confirming

ConfirmResult confirm(const Unit &unit, const FunctionFlow &fn, const SummarySource &callees, Assumptions &assumptions,
                      const ConfirmLimits &limits) {
  return confirming::Engine(unit, fn, callees, assumptions, limits).run();
}

} // namespace escape

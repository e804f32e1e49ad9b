//===- State.cpp ------------------------------------------------------------===//
#include "confirm/State.h"

#include "llvm/ADT/STLExtras.h"

#include <algorithm>
#include <limits>

namespace escape::confirming {

size_t State::lower(CellId cell) const {
  if (entries.empty() || entries.back().cell < cell)
    return entries.size(); // new cells have the highest numbers
  return size_t(
      std::lower_bound(entries.begin(), entries.end(), cell, [](const Entry &e, CellId c) { return e.cell < c; }) -
      entries.begin());
}

void State::set(CellId cell, ValueId value) {
  size_t i = lower(cell);
  if (i < entries.size() && entries[i].cell == cell)
    entries[i].value = value;
  else
    entries.insert(entries.begin() + i, {cell, value});
}

void State::erase(CellId cell) {
  size_t i = lower(cell);
  if (i < entries.size() && entries[i].cell == cell)
    entries.erase(entries.begin() + i);
}

void State::setFact(const Fact &fact) {
  forget(fact.variable);
  insert(fact);
}

void State::insert(const Fact &fact) {
  auto after = [&](const Fact &f) {
    return std::tie(fact.variable, fact.relation, fact.constant) < std::tie(f.variable, f.relation, f.constant);
  };
  facts.insert(std::find_if(facts.begin(), facts.end(), after), fact);
}

void State::forget(LocationId variable) {
  llvm::erase_if(facts, [&](const Fact &f) { return f.variable == variable; });
}

/// Whether what is known of the variable and the fact together rule out each value. One by one they may not: of 0 and
/// more, not 0, and at most 0.
bool State::leavesNothing(const Fact &fact, bool natural) const {
  int64_t low = std::numeric_limits<int64_t>::min(), high = std::numeric_limits<int64_t>::max();
  llvm::SmallVector<int64_t, 8> excluded;
  bool exact = false;
  auto narrow = [&](const Fact &f) {
    if (f.relation == Relation::NotEqual)
      excluded.push_back(f.constant);
    if (f.relation == Relation::AtLeast)
      low = std::max(low, f.constant);
    if (f.relation == Relation::AtMost)
      high = std::min(high, f.constant);
    exact |= f.relation == Relation::Equal;
  };
  for (const Fact &f : facts)
    if (f.variable == fact.variable)
      narrow(f);
  narrow(fact);
  if (exact)
    return false; // two by two, that was all
  if (natural)
    low = std::max<int64_t>(low, 0);
  for (size_t i = 0; i <= excluded.size() && low <= high; ++i) {
    if (llvm::is_contained(excluded, low))
      ++low;
    else if (llvm::is_contained(excluded, high))
      --high;
    else
      break;
  }
  return low > high;
}

bool State::assume(const Fact &fact, bool natural) {
  constexpr ptrdiff_t MostFacts = 8; // of one variable: the first ones
  ptrdiff_t known = 0;
  bool follows = false;
  for (const Fact &f : facts) {
    if (f.variable != fact.variable)
      continue;
    if (contradict(f.relation, f.constant, fact.relation, fact.constant))
      return false;
    follows |= implies(f.relation, f.constant, fact.relation, fact.constant);
    ++known;
  }
  if (leavesNothing(fact, natural))
    return false;
  if (follows)
    return true;
  llvm::erase_if(facts, [&](const Fact &f) {
    return f.variable == fact.variable && implies(fact.relation, fact.constant, f.relation, f.constant);
  });
  if (known < MostFacts)
    insert(fact);
  return true;
}

bool merge(State &to, const State &from, Memory &memory, Values &values) {
  bool grew = false;
  // What only one side knows is not known any more.
  llvm::SmallVector<Fact, 2> common;
  auto known = [](const State &state, const Fact &f) {
    return llvm::any_of(state.facts, [&](const Fact &other) {
      return other.variable == f.variable && implies(other.relation, other.constant, f.relation, f.constant);
    });
  };
  for (const Fact &f : to.facts)
    if (known(from, f))
      common.push_back(f);
  if (common.size() != to.facts.size()) {
    to.facts = std::move(common);
    grew = true;
  }
  const llvm::SmallVector<LocationId, 1> absent = to.absent;
  if (llvm::erase_if(to.absent, [&](LocationId object) { return !llvm::is_contained(from.absent, object); }),
      to.absent.size() != absent.size())
    grew = true;
  auto unite = [&](llvm::SmallVectorImpl<CellId> &all, llvm::ArrayRef<CellId> more) {
    for (CellId cell : more)
      if (!llvm::is_contained(all, cell)) {
        all.push_back(cell);
        grew = true;
      }
  };
  unite(to.roomy, from.roomy);
  unite(to.freed, from.freed);
  if (to.entries == from.entries)
    return grew;

  // What is not there adds nothing to what is there on the other way.
  auto unwritten = [&](CellId cell, llvm::ArrayRef<LocationId> absent) {
    return memory.leadsFrom(memory.at(cell).location, absent) ? Values::empty() : memory.initial(cell);
  };
  std::vector<Entry> both;
  both.reserve(std::max(to.entries.size(), from.entries.size()) + 8);
  auto a = to.entries.begin(), aEnd = to.entries.end();
  auto b = from.entries.begin(), bEnd = from.entries.end();
  while (a != aEnd || b != bEnd) {
    if (b == bEnd || (a != aEnd && a->cell < b->cell)) {
      both.push_back({a->cell, values.merge(a->value, unwritten(a->cell, from.absent), grew)});
      ++a;
    } else if (a == aEnd || b->cell < a->cell) {
      bool more = false;
      ValueId start = unwritten(b->cell, absent);
      both.push_back({b->cell, values.merge(start, b->value, more)});
      grew |= more || memory.at(b->cell).ownsAtFirst; // sinks come by it only when it is in the state
      ++b;
    } else {
      both.push_back({a->cell, values.merge(a->value, b->value, grew)});
      ++a;
      ++b;
    }
  }
  to.entries = std::move(both);
  return grew;
}

/// Heap objects that some cell holds in only one of the two states. Sorted by object.
using Holding = std::pair<LocationId, CellId>;
using Holdings = llvm::SmallVector<Holding, 8>;

/// What `cell` holds with `value` and not with `other`.
static void onlyThere(CellId cell, ValueId value, ValueId other, Memory &memory, Values &values, Holdings &out) {
  const bool owns = memory.ownership(cell) == Ownership::Sole;
  for (const Target &t : values.at(value).targets) {
    const LocationId object = memory.at(t.cell).location;
    const LocationKind kind = memory.location(object).kind;
    const bool heap =
        kind == LocationKind::Alloc || kind == LocationKind::Storage || //
        (kind == LocationKind::Pointee && (owns || memory.ownership(memory.parent(object)) == Ownership::Sole));
    if (t.alive() && heap && llvm::none_of(values.at(other).targets, [&](const Target &o) {
          return o.alive() && memory.at(o.cell).location == object;
        }))
      out.push_back({object, cell});
  }
}

/// Is some heap object held here by one and there by another: released, moved or handed on in only one of the two?
/// United, both would seem to hold it, and the end of the one would leave the other with a dead address.
static bool handedOn(const State &a, const State &b, Memory &memory, Values &values) {
  if (a.entries == b.entries)
    return false;
  Holdings here, there;
  auto compare = [&](CellId cell, ValueId ofA, ValueId ofB) {
    if (ofA == ofB)
      return;
    onlyThere(cell, ofA, ofB, memory, values, here);
    onlyThere(cell, ofB, ofA, memory, values, there);
  };
  // What is not in a state holds what it began with.
  auto first = [&](CellId cell) { return memory.initial(cell); };
  auto x = a.entries.begin(), xEnd = a.entries.end();
  auto y = b.entries.begin(), yEnd = b.entries.end();
  while (x != xEnd || y != yEnd) {
    if (y == yEnd || (x != xEnd && x->cell < y->cell)) {
      compare(x->cell, x->value, first(x->cell));
      ++x;
    } else if (x == xEnd || y->cell < x->cell) {
      compare(y->cell, first(y->cell), y->value);
      ++y;
    } else {
      compare(x->cell, x->value, y->value);
      ++x;
      ++y;
    }
  }
  return llvm::any_of(here, [&](const Holding &h) {
    return llvm::any_of(there, [&](const Holding &t) { return t.first == h.first; });
  });
}

/// Does one variable hold an address that is dead here and alive there? `only`: of these cells.
static bool endedInOne(
    const State &a, const State &b, Values &values,
    llvm::function_ref<bool(CellId)> only = [](CellId) { return true; }) {
  auto other = b.entries.begin();
  for (const Entry &entry : a.entries) {
    while (other != b.entries.end() && other->cell < entry.cell)
      ++other;
    if (other == b.entries.end())
      return false;
    if (other->cell != entry.cell || other->value == entry.value || !only(entry.cell))
      continue;
    for (const Target &t : values.at(entry.value).targets)
      for (const Target &o : values.at(other->value).targets)
        if (t.cell == o.cell && t.alive() != o.alive())
          return true;
  }
  return false;
}

/// On which ways what is dead here has ended was told by facts that are given up.
static bool doubtEnded(State &state, llvm::function_ref<SetId()> lost, Values &values) {
  bool changed = false;
  for (Entry &entry : state.entries) {
    if (llvm::all_of(values.at(entry.value).targets, [](const Target &t) { return t.alive(); }))
      continue;
    Value value = values.copy(entry.value);
    for (Target &t : value.targets)
      if (!t.alive())
        t.set = values.join(t.set, lost());
    const ValueId id = values.intern(std::move(value));
    changed |= id != entry.value;
    entry.value = id;
  }
  return changed;
}

bool Arrivals::add(State &&state, uint32_t from, unsigned limit, llvm::function_ref<SetId()> lost, Memory &memory,
                   Values &values) {
  const bool room = states.size() < limit;
  auto unite = [&](One &one, const State &other) {
    const auto known = one.state.facts;
    bool grew = merge(one.state, other, memory, values);
    if (!room && (one.state.facts != known || one.state.facts != other.facts))
      grew |= doubtEnded(one.state, lost, values);
    one.dirty |= grew;
    return grew;
  };
  auto into = [&](One &one) { return unite(one, state); };
  // Told apart while there is room: who holds a heap object, and what has ended that one points to (nobody may have it
  // any more where that is gone).
  auto apart = [&](const One &one) {
    auto heap = [&](CellId cell) { return memory.locationOf(cell).kind == LocationKind::Alloc; };
    return room && (handedOn(one.state, state, memory, values) || endedInOne(one.state, state, values, heap));
  };
  for (One &one : states)
    if (one.from == from && one.state.facts == state.facts && !apart(one))
      return into(one);
  // One that knows less takes it too, unless what only the other knows is when something ended.
  for (One &one : states) {
    bool weaker = one.from == from || !room;
    for (const Fact &f : one.state.facts)
      weaker &= std::find(state.facts.begin(), state.facts.end(), f) != state.facts.end();
    if (weaker && !endedInOne(one.state, state, values) && !apart(one))
      return into(one);
  }
  if (room) {
    states.push_back({std::move(state), true, from});
    return true;
  }
  auto like = llvm::find_if(states, [&](const One &one) { return !endedInOne(one.state, state, values); });
  if (like != states.end())
    return into(*like);
  // Two that agree on what has ended make room. There are never more of these than `limit`.
  for (One &one : states)
    for (One &other : states)
      if (&one != &other && !endedInOne(one.state, other.state, values)) {
        unite(one, other.state);
        other = {std::move(state), true, from};
        return true;
      }
  return into(states.back());
}

} // namespace escape::confirming

#include "pipeline/Link.h"
#include "link/Bodies.h"
#include "link/Import.h"
#include "link/Join.h"
#include "pipeline/Clock.h"
#include "solve/Solve.h"
#include <algorithm>
#include <map>
#include <memory>
#include <unordered_set>
#include <utility>

namespace escape {

namespace {

/// Bodies inside bodies that a path tells (explain's limit).
constexpr unsigned MostNesting = 4;

class Linker {
public:
  Linker(llvm::ArrayRef<ProgramFile *> files, const Settings &settings) : files(files), settings(settings) {
    for (ProgramFile *file : files) {
      owned.push_back(std::make_unique<Tables>(file->unit));
      tables.push_back(owned.back().get());
    }
    imported.resize(files.size());
  }

  void run() {
    all.emplace(tables);
    bodies = &*all;
    for (const Body &body : all->resolveCalls(settings.closedWorld))
      files[body.file]->solved.done[body.function.value] = false;
    states.resize(all->entries().size());
    for (const std::vector<uint32_t> &component : components(all->callGraph()))
      solveComponent(component);
  }

  void finish() {
    for (uint32_t file = 0; file < files.size(); ++file)
      finish(file);
  }

  Slice sliceOf(uint32_t file);

private:
  struct State {
    bool done = false;
    bool alone = false;             ///< what the file said of it is all there is to say
    const Summary *known = nullptr; ///< in the words of the first body's file; while it grows: of `growing`
    std::optional<Summary> joined;  ///< of several bodies
    Summary growing;
    uint32_t component = 0; ///< solved together with others, or itself; 0: not
    bool solveOnly = false;
    bool unstable = false;
  };

  const Entry &entry(uint32_t number) const { return bodies->entries()[number]; }
  FunctionFlow &flowOf(const Body &body) { return files[body.file]->unit.functions[body.function.value]; }
  ConfirmResult &resultOf(const Body &body) { return files[body.file]->solved.confirmed[body.function.value]; }

  Import &import(uint32_t from, uint32_t to) {
    std::unique_ptr<Import> &import = imports[{from, to}];
    if (!import)
      import = std::make_unique<Import>(*tables[from], *tables[to]);
    return *import;
  }

  /// In the words of the file that asks.
  const Summary *summaryFor(uint32_t file, FnKey key) {
    const Entry *callee = bodies->find(key);
    if (!callee)
      return nullptr;
    const State &state = states[bodies->numberOf(*callee)];
    if (!state.known)
      return nullptr;
    const uint32_t home = callee->bodies.front().file;
    if (home == file)
      return state.known;
    auto [it, isNew] = imported[file].try_emplace(key);
    if (isNew)
      it->second = import(home, file).of(*state.known);
    return &it->second;
  }

  void forget(FnKey key) {
    for (auto &summaries : imported)
      summaries.erase(key);
  }

  void solveBody(const Body &body, bool solveOnly) {
    ProgramFile &file = *files[body.file];
    auto source = [&](const FnKey &key) { return summaryFor(body.file, key); };
    // The stages keep references into the unit's tables, which must not grow under them.
    for (const CallSite &call : flowOf(body).calls)
      for (const FnKey &key : call.candidates)
        source(key);
    solveFunction(file.unit, body.function, source, tables[body.file]->assumptions, solveOnly, file.solved,
                  file.statistics);
    file.solved.done[body.function.value] = true;
  }

  /// What all bodies of an entry say together; null: the first one's alone.
  std::optional<Summary> joinedOf(const Entry &entry) {
    if (entry.bodies.size() == 1)
      return std::nullopt;
    const Body &first = entry.bodies.front();
    const FunctionFlow &flow = flowOf(first);
    AssumptionId several = tables[first.file]->assumptions.intern(AssumptionKind::SeveralBodies, flow.span, flow.name);
    Summary all = resultOf(first).summary;
    for (const Body &other : llvm::ArrayRef(entry.bodies).drop_front())
      all = joinBodies(std::move(all), import(other.file, first.file).of(resultOf(other).summary), several);
    return all;
  }

  /// Callees outside the component are what they were when the file was looked at alone.
  bool calleesAlone(const Body &body, const std::vector<uint32_t> &component) {
    for (const CallSite &call : flowOf(body).calls)
      for (const FnKey &key : call.candidates)
        if (const Entry *callee = bodies->find(key)) {
          const uint32_t number = bodies->numberOf(*callee);
          if (!states[number].alone && !std::binary_search(component.begin(), component.end(), number))
            return false;
        }
    return true;
  }

  bool isRecursive(const std::vector<uint32_t> &component) {
    if (component.size() > 1)
      return true;
    const Entry &only = entry(component.front());
    for (const Body &body : only.bodies)
      for (const CallSite &call : flowOf(body).calls)
        if (std::find(call.candidates.begin(), call.candidates.end(), only.key) != call.candidates.end())
          return true;
    return false;
  }

  void solveComponent(const std::vector<uint32_t> &component) {
    bool alone = true;
    for (uint32_t number : component)
      for (const Body &body : entry(number).bodies)
        alone &= entry(number).bodies.size() == 1 && files[body.file]->solved.done[body.function.value] &&
                 calleesAlone(body, component);
    if (!alone) {
      if (isRecursive(component))
        solveRecursive(component);
      else
        for (const Body &body : entry(component.front()).bodies)
          if (!files[body.file]->solved.done[body.function.value] || !calleesAlone(body, component))
            solveBody(body, false);
    }
    for (uint32_t number : component) {
      State &state = states[number];
      if (!alone && !state.joined)
        state.joined = joinedOf(entry(number));
      state.known = state.joined ? &*state.joined : &resultOf(entry(number).bodies.front()).summary;
      state.alone = alone;
      state.done = true;
    }
  }

  /// As in a single file (Functions.cpp), over files.
  void solveRecursive(const std::vector<uint32_t> &component) {
    ++lastComponent;
    for (uint32_t number : component) {
      State &state = states[number];
      state.component = lastComponent;
      membersOf[lastComponent].push_back(number);
      state.solveOnly = component.size() > MaxComponent;
      state.known = &state.growing;
    }
    bool stable = false;
    for (unsigned round = 0; round < MaxRounds && !stable; ++round) {
      stable = true;
      for (uint32_t number : component) {
        for (const Body &body : entry(number).bodies)
          solveBody(body, component.size() > MaxComponent);
        std::optional<Summary> joined = joinedOf(entry(number));
        Summary next = growing(joined ? *joined : resultOf(entry(number).bodies.front()).summary);
        if (!(next == states[number].growing)) {
          states[number].growing = std::move(next);
          forget(entry(number).key);
          stable = false;
        }
      }
    }
    for (uint32_t number : component) {
      states[number].unstable = !stable;
      forget(entry(number).key); // what is handed out from here on is the whole
      if (!stable)
        for (const Body &body : entry(number).bodies) {
          const FunctionFlow &flow = flowOf(body);
          assume(resultOf(body).summary,
                 tables[body.file]->assumptions.intern(AssumptionKind::GivenUp, flow.span, flow.name));
        }
    }
  }

  /// What the file tells of others, and what others tell of it.
  void finish(uint32_t number) {
    ProgramFile &file = *files[number];
    file.abroad.told.assign(file.unit.functions.size(), false);
    for (size_t i = 0; i < file.unit.functions.size(); ++i) {
      const Entry *entry = bodies->find(file.unit.functions[i].key);
      if (!entry)
        continue;
      for (const Copy &copy : entry->copies)
        if (copy.body.file == number && copy.body.function == FunctionId(i))
          takeCopy(file, number, FunctionId(i), entry->bodies[copy.of]);
    }
    // Ahead of the telling, which keeps references into the tables.
    for (FnKey key : toldOfOthers(number, file.abroad.told)) {
      const Body &home = bodies->find(key)->bodies.front();
      Import &import = this->import(home.file, number);
      const FunctionFlow &flow = file.abroad.flows.emplace_back(import.of(flowOf(home)));
      const ConfirmResult &result = file.abroad.results.emplace_back(import.of(forOthers(resultOf(home))));
      file.abroad.callees[key] = {&flow, &result};
    }
    doubt(file.unit, file.solved, tables[number]->assumptions, file.statistics);
  }

  /// Another file's body has to be told of: this one has none, or not the one that callers are told of.
  bool isAbroad(const ProgramFile &file, uint32_t number, FnKey key) {
    const Entry *entry = bodies->find(key);
    if (!entry || entry->bodies.front().file == number)
      return false;
    return entry->bodies.size() > 1 || !file.solved.byKey.contains(key);
  }

  /// The file cannot tell alone what its callers have to know.
  bool isGiven(const Entry &entry, uint32_t number) {
    return entry.bodies.size() > 1 || entry.bodies.front().file != number;
  }

  /// The bodies of other files that the paths of this one go through. `told`: by FunctionId, what others tell.
  std::vector<FnKey> toldOfOthers(uint32_t number, const std::vector<char> &told) {
    const ProgramFile &file = *files[number];
    std::vector<FnKey> wanted, result;
    std::unordered_set<FnKey> seen;
    auto look = [&](const ConfirmResult &confirmed) {
      for (const Record &record : confirmed.records)
        if (record.callee.valid() && seen.insert(record.callee).second)
          wanted.push_back(record.callee);
    };
    for (size_t i = 0; i < file.unit.functions.size(); ++i)
      if (!told[i] && interesting(file.unit.functions[i], file.solved.confirmed[i], settings))
        look(file.solved.confirmed[i]);
    for (unsigned depth = 0; depth < MostNesting && !wanted.empty(); ++depth)
      for (FnKey key : std::exchange(wanted, {}))
        if (const Entry *entry = bodies->find(key)) {
          if (isAbroad(file, number, key))
            result.push_back(key);
          look(resultOf(entry->bodies.front()));
        }
    return result;
  }

  void takeCopy(ProgramFile &file, uint32_t number, FunctionId copy, const Body &home) {
    file.solved.solved[copy.value].needsConfirm = files[home.file]->solved.solved[home.function.value].needsConfirm;
    file.solved.confirmed[copy.value] = import(home.file, number).of(forOthers(resultOf(home)));
    file.abroad.told[copy.value] = true;
  }

  llvm::ArrayRef<ProgramFile *> files;
  const Settings &settings;
  std::vector<std::unique_ptr<Tables>> owned;
  std::vector<Tables *> tables;
  std::optional<Bodies> all;
  const Bodies *bodies = nullptr;
  uint32_t lastComponent = 0;
  std::map<uint32_t, std::vector<uint32_t>> membersOf;                      ///< of components that were solved here
  std::vector<State> states;                                                ///< by entry
  std::vector<std::unordered_map<FnKey, Summary>> imported;                 ///< by file: summaries of others
  std::map<std::pair<uint32_t, uint32_t>, std::unique_ptr<Import>> imports; ///< from, to
};

Slice Linker::sliceOf(uint32_t number) {
  const ProgramFile &file = *files[number];
  Slice slice;
  slice.unit.mainFile = file.unit.mainFile;
  Tables into(slice.unit);
  std::map<uint32_t, Import> from;
  auto importOf = [&](uint32_t home) -> Import & { return from.try_emplace(home, *tables[home], into).first->second; };
  std::unordered_map<FnKey, size_t> index;
  auto add = [&](const Entry &entry, const Body &body) -> size_t {
    auto [it, isNew] = index.try_emplace(entry.key, slice.functions.size());
    if (!isNew)
      return it->second;
    Foreign foreign;
    foreign.key = entry.key;
    foreign.needsConfirm = files[body.file]->solved.solved[body.function.value].needsConfirm;
    foreign.result = importOf(body.file).of(forOthers(resultOf(body)));
    const State &state = states[bodies->numberOf(entry)];
    if (state.joined)
      foreign.result.summary = importOf(entry.bodies.front().file).of(*state.joined);
    slice.functions.push_back(std::move(foreign));
    return it->second;
  };
  std::vector<char> told(file.unit.functions.size());
  for (size_t i = 0; i < file.unit.functions.size(); ++i)
    if (const Entry *entry = bodies->find(file.unit.functions[i].key))
      for (const Copy &copy : entry->copies)
        if (copy.body.file == number && copy.body.function == FunctionId(i)) {
          slice.functions[add(*entry, entry->bodies[copy.of])].told = true;
          told[i] = true;
        }
  // What its own functions call, and are solved together with.
  std::map<FnKey, std::vector<FnKey>> calls;
  std::vector<uint32_t> spanning;
  for (size_t i = 0; i < file.unit.functions.size(); ++i) {
    const FunctionFlow &flow = file.unit.functions[i];
    for (const CallSite &site : flow.calls)
      if (site.elsewhere.valid() && !site.candidates.empty())
        calls.try_emplace(site.elsewhere, site.candidates);
    if (told[i])
      continue;
    for (const CallSite &site : flow.calls)
      for (const FnKey &key : site.candidates)
        if (const Entry *entry = bodies->find(key); entry && isGiven(*entry, number))
          add(*entry, entry->bodies.front());
    if (const Entry *entry = bodies->find(flow.key))
      if (uint32_t component = states[bodies->numberOf(*entry)].component)
        if (std::find(spanning.begin(), spanning.end(), component) == spanning.end())
          spanning.push_back(component);
  }
  slice.calls.assign(calls.begin(), calls.end());
  for (uint32_t component : spanning)
    for (uint32_t member : membersOf[component]) {
      const State &state = states[member];
      slice.members.push_back({entry(member).key, component, state.solveOnly, state.unstable,
                               importOf(entry(member).bodies.front().file).of(state.growing)});
    }
  for (FnKey key : toldOfOthers(number, told)) {
    const Entry &entry = *bodies->find(key);
    const Body &home = entry.bodies.front();
    slice.functions[add(entry, home)].flow = FunctionId(slice.unit.functions.size());
    slice.unit.functions.push_back(importOf(home.file).of(flowOf(home)));
  }
  return slice;
}

} // namespace

ConfirmResult forOthers(const ConfirmResult &result) {
  ConfirmResult copy;
  copy.gaveUp = result.gaveUp;
  copy.summary = result.summary;
  copy.records = result.records;
  copy.locations = result.locations;
  copy.parents = result.parents;
  return copy;
}

void link(llvm::ArrayRef<ProgramFile *> files, const Settings &settings, Statistics &statistics) {
  Clock clock(statistics.link);
  Linker linker(files, settings);
  linker.run();
  linker.finish();
}

std::vector<Slice> linkToSlices(llvm::ArrayRef<ProgramFile *> files, const Settings &settings, Statistics &statistics) {
  Clock clock(statistics.link);
  Linker linker(files, settings);
  linker.run();
  std::vector<Slice> slices;
  for (uint32_t file = 0; file < files.size(); ++file)
    slices.push_back(linker.sliceOf(file));
  return slices;
}

void solveWithSlice(ProgramFile &file, const Slice &slice) {
  Unit &unit = file.unit;
  const std::map<FnKey, std::vector<FnKey>> calls(slice.calls.begin(), slice.calls.end());
  for (FunctionFlow &flow : unit.functions)
    for (CallSite &site : flow.calls)
      if (site.elsewhere.valid() && site.candidates.empty())
        if (auto it = calls.find(site.elsewhere); it != calls.end())
          resolveCall(site, it->second);
  Unit copy = slice.unit; // tables are made of units that can grow
  Tables from(copy), to(unit);
  Import import(from, to);
  std::unordered_map<FnKey, FunctionId> byKey;
  for (size_t i = 0; i < unit.functions.size(); ++i)
    byKey.emplace(unit.functions[i].key, FunctionId(i));
  Given given;
  given.told.resize(unit.functions.size());
  given.needsConfirm.resize(unit.functions.size());
  given.results.resize(unit.functions.size());
  for (const Foreign &foreign : slice.functions) {
    const ConfirmResult &result = file.abroad.results.emplace_back(import.of(foreign.result));
    given.summaries[foreign.key] = &result.summary;
    if (auto it = byKey.find(foreign.key); foreign.told && it != byKey.end()) {
      given.told[it->second.value] = true;
      given.needsConfirm[it->second.value] = foreign.needsConfirm;
      given.results[it->second.value] = &result;
    }
    if (!foreign.flow.valid())
      continue;
    const FunctionFlow &flow = file.abroad.flows.emplace_back(import.of(copy.functions[foreign.flow.value]));
    file.abroad.callees[foreign.key] = {&flow, &result};
  }
  std::vector<Summary> growing;
  growing.reserve(slice.members.size());
  for (const Member &member : slice.members) {
    growing.push_back(import.of(member.growing));
    given.members[member.key] = {member.component, member.solveOnly, member.unstable, &growing.back()};
  }
  file.abroad.told = given.told;
  file.solved = solveWith(unit, given, to.assumptions, file.statistics);
  doubt(unit, file.solved, to.assumptions, file.statistics);
}

} // namespace escape

#include "link/Bodies.h"
#include "link/Hash.h"
#include "model/Fields.h"
#include <algorithm>

namespace escape {

namespace {

/// The content of a function with names in place of ids: equal in all files that include the same text in the same way.
class Content {
public:
  explicit Content(const Tables &tables) : tables(tables), unit(tables.unit) {}

  uint64_t of(const FunctionFlow &flow) {
    hash = {};
    fields(*this, const_cast<FunctionFlow &>(flow)); // visitors share one way through the members; this one only looks
    return hash.value();
  }

  template <class... T> void operator()(T &...members) { (member(members), ...); }
  void begin(size_t) {}
  void variableOr(bool isVariable, uint32_t &index) {
    if (isVariable)
      hash.add(unit.statics[index].key);
    else
      hash.add(index);
  }
  template <class T> void member(T &x) {
    if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T>)
      hash.add(uint64_t(x));
    else
      fields(*this, x);
  }
  template <class Tag> void member(Id<Tag> &x) { hash.add(x.value); } // of the function itself
  void member(std::string &x) { hash.add(x); }
  void member(Steps &x) {
    hash.add(x.size());
    for (FieldId step : x)
      member(step);
  }
  void member(FileId &x) { hash.add(x.valid() ? unit.files[x.value].path : ""); }
  void member(TypeId &x) { hash.add(x.valid() ? tables.hashOf(x) : 0); }
  void member(FieldId &x) {
    if (x.valid() && x >= step::FirstField)
      hash.add(unit.fields[x.value].key);
    else
      hash.add(x.value);
  }
  void member(StaticId &x) { hash.add(x.valid() ? unit.statics[x.value].key : ""); }
  void member(AssumptionId &x) {
    if (!x.valid())
      return hash.add(0);
    Assumption assumption = unit.at(x);
    fields(*this, assumption);
  }
  void member(KnownId &x) {
    if (!x.valid())
      return hash.add(0);
    Summary summary = unit.known[x.value];
    fields(*this, summary);
  }
  template <class T> void member(std::optional<T> &x) {
    hash.add(x.has_value());
    if (x)
      member(*x);
  }
  template <class T> void member(std::vector<T> &x) {
    hash.add(x.size());
    for (T &item : x)
      member(item);
  }
  template <class A, class B> void member(std::pair<A, B> &x) {
    member(x.first);
    member(x.second);
  }

private:
  const Tables &tables;
  const Unit &unit;
  Hash hash;
};

} // namespace

Bodies::Bodies(llvm::ArrayRef<Tables *> files) : files(files) {
  // Most functions are in one file only, and need not be compared with anything.
  for (uint32_t file = 0; file < files.size(); ++file) {
    const Unit &unit = files[file]->unit;
    for (size_t i = 0; i < unit.functions.size(); ++i) {
      const FnKey key = unit.functions[i].key;
      auto [it, isNew] = index.emplace(key, uint32_t(all.size()));
      Entry *entry = isNew ? nullptr : &all[it->second];
      // Twice in one file: told apart by nothing that a key has. Calls mean the first.
      if (entry && entry->bodies.back().file == file)
        entry = nullptr;
      if (!entry)
        entry = &all.emplace_back(Entry{key, {}, {}});
      entry->bodies.push_back({file, FunctionId(i)});
    }
  }
  for (Entry &entry : all) {
    if (entry.bodies.size() == 1)
      continue;
    std::vector<Body> found = std::move(entry.bodies);
    entry.bodies.clear();
    std::vector<uint64_t> hashes;
    for (const Body &body : found) {
      const uint64_t hash = Content(*files[body.file]).of(at(body));
      auto it = std::find(hashes.begin(), hashes.end(), hash);
      if (it == hashes.end()) {
        hashes.push_back(hash);
        entry.bodies.push_back(body);
      } else {
        entry.copies.push_back({body, uint32_t(it - hashes.begin())});
      }
    }
  }
}

void resolveCall(CallSite &site, std::vector<FnKey> candidates) {
  site.knowledge = Knowledge::Body;
  site.known = {};
  site.candidates = std::move(candidates);
}

std::vector<Body> Bodies::resolveCalls(bool closedWorld) {
  std::unordered_map<FnKey, std::vector<FnKey>> overriders;
  if (closedWorld)
    for (const Entry &entry : all)
      for (const FnKey &named : at(entry.bodies.front()).answers)
        overriders[named].push_back(entry.key);
  std::vector<Body> resolved;
  for (uint32_t file = 0; file < files.size(); ++file) {
    std::vector<FunctionFlow> &functions = files[file]->unit.functions;
    for (size_t f = 0; f < functions.size(); ++f) {
      bool any = false;
      for (CallSite &site : functions[f].calls) {
        if (!site.elsewhere.valid() || !site.candidates.empty())
          continue;
        if (site.kind == CallKind::OpenVirtual) {
          auto it = overriders.find(site.elsewhere);
          if (it == overriders.end())
            continue;
          resolveCall(site, it->second);
        } else if (index.contains(site.elsewhere)) {
          resolveCall(site, {site.elsewhere});
        } else {
          continue;
        }
        any = true;
      }
      if (any)
        resolved.push_back({file, FunctionId(f)});
    }
  }
  return resolved;
}

CallGraph Bodies::callGraph() const {
  CallGraph graph;
  graph.first.reserve(all.size() + 1);
  for (const Entry &entry : all) {
    graph.first.push_back(uint32_t(graph.callees.size()));
    for (const Body &body : entry.bodies)
      for (const CallSite &call : at(body).calls)
        for (const FnKey &key : call.candidates)
          if (auto it = index.find(key); it != index.end())
            graph.callees.push_back(it->second);
  }
  graph.first.push_back(uint32_t(graph.callees.size()));
  return graph;
}

} // namespace escape

//===- Explain.cpp ----------------------------------------------------------===//
#include "explain/Explain.h"
#include "explain/Names.h"
#include "explain/Paths.h"

#include <algorithm>
#include <tuple>

namespace escape {

namespace {

const char *storageOf(LocationKind kind) {
  switch (kind) {
  case LocationKind::Param:
  case LocationKind::This:
    return "parameter";
  case LocationKind::Temp:
  case LocationKind::Slot:
    return "temporary";
  case LocationKind::Alloc:
    return "dynamic";
  case LocationKind::Storage:
    return "owned storage";
  case LocationKind::Static:
    return "static";
  case LocationKind::ThreadLocal:
    return "thread";
  default:
    return "automatic";
  }
}

static std::string bracketed(std::string_view arguments) {
  bool written = arguments.starts_with('(') || arguments.starts_with('{');
  return written ? std::string(arguments) : "(" + std::string(arguments) + ")";
}

class Explainer {
public:
  Explainer(const Unit &unit, const FunctionFlow &flow, const ConfirmResult &confirmed, CalleeFlows callees)
      : unit(unit), flow(flow), confirmed(confirmed), paths(unit, flow, confirmed, callees), names(paths.getNames()) {}

  std::vector<Verdict> run() {
    for (const Escape &escape : confirmed.escapes)
      addEscape(escape);
    if (!flow.pattern) { // of a template nobody instantiates, only parts were seen
      for (const AllocFate &fate : confirmed.allocations)
        addAllocation(fate);
      for (const Leak &leak : confirmed.leaks)
        addLeak(leak);
      for (LocationId id : confirmed.stays)
        if (reported(id))
          addStaying(id);
    }
    for (auto [id, bytes] : flow.tooLarge) {
      Verdict verdict = about(VerdictKind::TooLargeForStack, id);
      verdict.bytes = bytes;
      verdicts.push_back(std::move(verdict));
    }
    std::stable_sort(verdicts.begin(), verdicts.end(), [](const Verdict &a, const Verdict &b) {
      return std::tie(a.span.file, a.span.begin, a.kind) < std::tie(b.span.file, b.span.begin, b.kind);
    });
    return std::move(verdicts);
  }

private:
  /// Things the user did not write get no line of their own.
  bool reported(LocationId id) const {
    const Location &location = names.at(id);
    if (location.implicit || flow.defaulted || (location.kind == LocationKind::This && flow.lambda))
      return false;
    return !location.name.empty() || location.kind == LocationKind::This || names.isClosure(id);
  }

  /// One fact, one line: what may happen to an owner's storage is told where that storage is allocated.
  bool toldAsAllocation(const Escape &escape) const {
    if (escape.assumptions.empty())
      return false;
    if (!escape.storage)
      return !flow.pattern && std::any_of(flow.allocations.begin(), flow.allocations.end(), [&](const Allocation &a) {
        return a.location == escape.object && heldAfter(a) == &escape;
      });
    return std::any_of(confirmed.allocations.begin(), confirmed.allocations.end(), [&](const AllocFate &fate) {
      return fate.escapes && fate.record == escape.record && fate.assumptions == escape.assumptions;
    });
  }

  /// What is deleted in the function goes nowhere, unless somebody who was given it holds it still.
  const Escape *heldAfter(const Allocation &allocation) const {
    const Escape *found = nullptr;
    for (const Escape &escape : confirmed.escapes)
      if (escape.object == allocation.location && !escape.storage && escape.sink.kind != Sink::Kind::Local &&
          (!found || escape.assumptions.size() < found->assumptions.size()))
        found = &escape;
    return found;
  }

  Verdict about(VerdictKind kind, LocationId id) const {
    const Location &location = names.at(id);
    const Type *type = names.typeOf(id);
    Verdict verdict;
    verdict.kind = kind;
    verdict.function = flow.name;
    verdict.object = names.of(id);
    verdict.storage = storageOf(location.kind);
    verdict.type = type ? type->spelling : "";
    verdict.bytes = location.bytes ? location.bytes : type ? type->bytes : std::nullopt;
    verdict.span = location.span.valid() ? location.span : flow.span;
    return verdict;
  }

  void reaches(Verdict &verdict, const Sink &sink, const AssumptionSet &assumptions) const {
    verdict.sink = sink;
    if (sink.kind == Sink::Kind::Local && sink.name.empty() && sink.location.valid())
      verdict.sink.name = names.of(sink.location); // a value nobody named: its expression
    verdict.assumptions = assumptions;
    if (sink.location.valid() && sink.location.value < flow.locations.size())
      verdict.sinkSpan = flow.at(sink.location).span;
    else if (sink.kind == Sink::Kind::Static || sink.kind == Sink::Kind::ThreadLocal) {
      if (sink.index < unit.statics.size())
        verdict.sinkSpan = unit.statics[sink.index].span;
    } else if (sink.kind == Sink::Kind::Param && sink.index < flow.params.size())
      verdict.sinkSpan = flow.at(flow.params[sink.index]).span;
  }

  void addEscape(const Escape &escape) {
    bool outlives = escape.kind != EscapeKind::Invalidated || escape.sink.kind != Sink::Kind::Local;
    Verdict verdict = about(outlives ? VerdictKind::Escapes : VerdictKind::UsedAfter, escape.object);
    reaches(verdict, escape.sink, escape.assumptions);
    verdict.path =
        paths.tell(escape.record, escape.holders, spell(escape.sink), (escape.storage ? "" : "&") + verdict.object);
    verdict.escape = escape;
    verdict.toldAsAllocation = toldAsAllocation(escape);
    // A block ends at its closing brace, and so does the function, which nothing in the source ends.
    Span &ended = verdict.escape->ended;
    if (!ended.valid())
      ended = flow.body;
    if (unit.text(ended).ends_with('}'))
      ended.begin = ended.end - 1;
    verdicts.push_back(std::move(verdict));
  }

  void addAllocation(const AllocFate &fate) {
    const Allocation &allocation = flow.allocations[fate.alloc.value];
    const Escape *held = fate.escapes ? nullptr : heldAfter(allocation);
    bool goes = fate.escapes || held;
    Verdict verdict = about(goes ? VerdictKind::AllocEscapes : VerdictKind::AllocStays, allocation.location);
    verdict.span = allocation.span;
    if (!allocation.made.empty())
      verdict.object =
          oneLine(allocation.made +
                  (allocation.arguments.valid() ? bracketed(unit.text(allocation.arguments)) : std::string()));
    else
      verdict.object = names.text(allocation.span);
    if (verdict.object.empty())
      verdict.object = names.of(allocation.location);
    verdict.storage = "dynamic";
    verdict.bytes = allocation.bytes;
    verdict.allocation = allocation;
    for (const Remedy &remedy : flow.remedies)
      if (remedy.alloc == fate.alloc)
        verdict.remedy = remedy;
    verdict.assumptions = fate.assumptions;
    if (held) {
      reaches(verdict, held->sink, held->assumptions);
      verdict.path = paths.tell(held->record, held->holders, spell(held->sink), verdict.object);
    } else if (fate.escapes) {
      reaches(verdict, fate.sink, fate.assumptions);
      verdict.path = paths.tell(fate.record, {}, spell(fate.sink), verdict.object);
    }
    verdicts.push_back(std::move(verdict));
  }

  void addStaying(LocationId id) {
    Verdict verdict = about(VerdictKind::DoesNotEscape, id);
    for (uint32_t idle : confirmed.idle)
      if (flow.contracts[idle].param == id && !verdict.contradicts)
        verdict.contradicts = flow.contracts[idle];
    for (const Remedy &remedy : flow.remedies)
      if (remedy.param == id && remedy.param.valid())
        verdict.remedy = remedy;
    verdicts.push_back(std::move(verdict));
  }

  void addLeak(const Leak &leak) {
    if (!reported(leak.param))
      return;
    Verdict verdict = about(leak.content ? VerdictKind::LeakingContent : VerdictKind::LeakingParam, leak.param);
    reaches(verdict, leak.sink, leak.assumptions);
    verdict.level = leak.level;
    if (leak.breaks)
      verdict.contradicts = flow.contracts[*leak.breaks];
    verdict.path = paths.tell(leak.record, {}, spell(leak.sink),
                              std::string(size_t(std::max(leak.level, 0)), '*') + verdict.object);
    verdicts.push_back(std::move(verdict));
  }

  const Unit &unit;
  const FunctionFlow &flow;
  const ConfirmResult &confirmed;
  Paths paths;
  const Names &names;
  std::vector<Verdict> verdicts;
};

} // namespace

std::vector<Verdict> explain(const Unit &unit, const FunctionFlow &flow, const ConfirmResult &confirmed,
                             CalleeFlows callees) {
  if (flow.user)
    return Explainer(unit, flow, confirmed, callees).run();
  // Nobody wrote the constructor, but its default member initialisers are.
  if (!flow.isConstructor || !flow.defaulted || !flow.params.empty() || flow.allocations.empty())
    return {};
  std::vector<Verdict> verdicts = Explainer(unit, flow, confirmed, callees).run();
  llvm::erase_if(verdicts, [&](const Verdict &verdict) {
    return !verdict.allocation || !unit.files[verdict.span.file.value].user ||
           verdict.span.begin == flow.span.begin; // a member without one: told where the object is made
  });
  return verdicts;
}

} // namespace escape

#include "confirm/Scratch.h"
#include "llvm/ADT/DenseSet.h"
#include <unordered_map>

namespace escape {

namespace {

/// Methods of a class nobody outside this file knows that are only called by methods of the same class: as good as
/// private. One that is never called may be what is called next.
class Inner {
public:
  explicit Inner(const Unit &unit) {
    std::unordered_map<FnKey, const FunctionFlow *> byKey;
    for (const FunctionFlow &flow : unit.functions)
      if (!flow.ownClass.empty())
        byKey.emplace(flow.key, &flow);
    for (const FunctionFlow &caller : unit.functions)
      for (const CallSite &site : caller.calls)
        for (const FnKey &key : site.candidates)
          if (auto it = byKey.find(key); it != byKey.end() && it->second != &caller)
            (it->second->ownClass == caller.ownClass ? fromInside : fromOutside).insert(it->second);
  }
  bool contains(const FunctionFlow &flow) const {
    return flow.internal || (fromInside.contains(&flow) && !fromOutside.contains(&flow));
  }

private:
  llvm::DenseSet<const FunctionFlow *> fromInside, fromOutside;
};

/// Per field: is there a function that reads it, and one that can be called from outside and reads what it finds there.
struct Readers {
  std::vector<uint8_t> any, exposed;
  const Inner inner;

  explicit Readers(const Unit &unit) : any(unit.fields.size()), exposed(unit.fields.size()), inner(unit) {}

  static void note(std::vector<uint8_t> &fields, const Steps &steps) {
    for (FieldId step : steps)
      if (step >= step::FirstField && step.value < fields.size())
        fields[step.value] = true;
  }

  void look(const FunctionFlow &flow, const SolveResult &solved, const ConfirmResult &confirmed) {
    auto each = [&](std::vector<uint8_t> &fields) {
      for (const Event &event : flow.events)
        if (event.kind == EventKind::Use || event.kind == EventKind::Copy || event.kind == EventKind::Transfer)
          note(fields, event.from.steps);
    };
    each(any);
    if (inner.contains(flow))
      return;
    // Without an analysis of the order, any read may be of what was there.
    if (!solved.needsConfirm || confirmed.gaveUp || flow.givenUp)
      return each(exposed);
    for (const Effect &effect : confirmed.summary.effects)
      if (effect.kind == EffectKind::Use)
        note(exposed, effect.at.steps);
  }
};

/// The member that is, or has inside, the pointer or view; invalid: there is an element of something in between, whose
/// readers are not told apart.
FieldId member(const Sink &sink) {
  FieldId first;
  for (unsigned i = 0; i < sink.steps.size(); ++i) {
    FieldId step = sink.steps[i];
    bool inside = step == step::Storage && i + 1 < sink.steps.size();
    if (first.valid() && (inside || step == step::Element || step == step::Task))
      return {};
    if (step >= step::FirstField && !first.valid())
      first = step;
  }
  return first;
}

} // namespace

void doubtScratchMembers(const Unit &unit, llvm::ArrayRef<SolveResult> solved,
                         llvm::MutableArrayRef<ConfirmResult> confirmed, Assumptions &assumptions) {
  auto hidden = [&](const Escape &escape) {
    bool object = escape.sink.kind == Sink::Kind::This || escape.sink.kind == Sink::Kind::Param;
    FieldId field = member(escape.sink);
    return object && escape.assumptions.empty() && field.valid() && field.value < unit.fields.size() &&
           unit.fields[field.value].hidden;
  };
  bool any = false;
  for (const ConfirmResult &result : confirmed)
    for (const Escape &escape : result.escapes)
      any |= hidden(escape);
  if (!any)
    return;
  Readers readers(unit);
  for (size_t i = 0; i < confirmed.size(); ++i)
    readers.look(unit.functions[i], solved[i], confirmed[i]);
  for (ConfirmResult &result : confirmed)
    for (Escape &escape : result.escapes)
      if (hidden(escape)) {
        FieldId field = member(escape.sink);
        if (readers.any[field.value] && !readers.exposed[field.value])
          escape.assumptions = {
              assumptions.intern(AssumptionKind::NoReader, escape.gotOut, unit.fields[field.value].name)};
      }
}

} // namespace escape

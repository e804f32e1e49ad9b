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
            note(*it->second, caller);
  }
  bool contains(const FunctionFlow &flow) const {
    return flow.internal || (fromInside.contains(&flow) && !fromOutside.contains(&flow));
  }

  /// A class nobody outside this file can name, and the one call of any of its methods is of this one: what that leaves
  /// in the object nobody comes to read (`Impl impl(settings); return impl.run();`).
  bool calledLast(const FunctionFlow &flow) const {
    auto it = uses.find(flow.ownClass);
    return flow.hiddenClass && it != uses.end() && it->second == 1 && fromOutside.contains(&flow);
  }

private:
  void note(const FunctionFlow &method, const FunctionFlow &caller) {
    if (method.ownClass == caller.ownClass) {
      fromInside.insert(&method);
      return;
    }
    fromOutside.insert(&method);
    if (!method.isConstructor && !method.isDestructor)
      ++uses[method.ownClass];
  }

  llvm::DenseSet<const FunctionFlow *> fromInside, fromOutside;
  std::unordered_map<std::string, unsigned> uses; ///< of a class: calls of its methods from outside of it
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

/// The members on the way to the pointer or view that the sink holds, outermost first. Of those with an element of
/// something in between the readers are not told apart: only the members inside of it.
llvm::SmallVector<FieldId, 2> members(const Sink &sink) {
  llvm::SmallVector<FieldId, 2> fields;
  for (unsigned i = 0; i < sink.steps.size(); ++i) {
    FieldId step = sink.steps[i];
    bool inside = step == step::Storage && i + 1 < sink.steps.size();
    if (inside || step == step::Element || step == step::Task)
      fields.clear();
    if (step >= step::FirstField)
      fields.push_back(step);
  }
  return fields;
}

} // namespace

void doubtScratchMembers(const Unit &unit, llvm::ArrayRef<SolveResult> solved,
                         llvm::MutableArrayRef<ConfirmResult> confirmed, Assumptions &assumptions) {
  auto hiddenMembers = [&](const Escape &escape) {
    llvm::SmallVector<FieldId, 2> fields;
    if (escape.assumptions.empty() && (escape.sink.kind == Sink::Kind::This || escape.sink.kind == Sink::Kind::Param))
      fields = members(escape.sink);
    llvm::erase_if(fields, [&](FieldId f) { return f.value >= unit.fields.size() || !unit.fields[f.value].hidden; });
    return fields;
  };
  auto lastCall = [&](const FunctionFlow &flow, const Escape &escape) {
    return flow.hiddenClass && escape.assumptions.empty() && escape.sink.kind == Sink::Kind::This &&
           escape.kind == EscapeKind::Outlived;
  };
  bool any = false;
  for (size_t i = 0; i < confirmed.size(); ++i)
    for (const Escape &escape : confirmed[i].escapes)
      any |= !hiddenMembers(escape).empty() || lastCall(unit.functions[i], escape);
  if (!any)
    return;
  Readers readers(unit);
  for (size_t i = 0; i < confirmed.size(); ++i)
    readers.look(unit.functions[i], solved[i], confirmed[i]);
  for (size_t i = 0; i < confirmed.size(); ++i)
    for (Escape &escape : confirmed[i].escapes)
      if (lastCall(unit.functions[i], escape) && readers.inner.calledLast(unit.functions[i])) {
        escape.assumptions = {assumptions.intern(AssumptionKind::NoReader, escape.gotOut, escape.sink.name)};
      } else {
        for (FieldId field : hiddenMembers(escape))
          if (readers.any[field.value] && !readers.exposed[field.value] && escape.assumptions.empty())
            escape.assumptions = {
                assumptions.intern(AssumptionKind::NoReader, escape.gotOut, unit.fields[field.value].name)};
      }
}

} // namespace escape

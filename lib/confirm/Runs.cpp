#include "confirm/Runs.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include <unordered_set>

namespace escape {

namespace {

bool inside(const FunctionFlow &inner, const FunctionFlow &outer) {
  return inner.body.file == outer.body.file && inner.body.begin >= outer.body.begin && inner.body.end <= outer.body.end;
}

/// Does the function look at what the static holds, or hand out its address?
bool reads(const FunctionFlow &flow, StaticId variable) {
  return llvm::any_of(flow.events, [&](const Event &event) {
    if (!event.from.valid())
      return false;
    const Location &from = flow.at(event.from.base);
    return (from.kind == LocationKind::Static || from.kind == LocationKind::ThreadLocal) &&
           from.index == variable.value;
  });
}

class Runs {
public:
  explicit Runs(const Unit &unit, llvm::ArrayRef<ConfirmResult> confirmed) : unit(unit) {
    for (const FunctionFlow &caller : unit.functions)
      for (const CallSite &site : caller.calls)
        for (const FnKey &key : site.candidates)
          if (key != caller.key)
            called.insert(key);
    for (const ConfirmResult &result : confirmed)
      for (const auto &[closure, guess] : result.handedOut)
        handedOut.try_emplace(closure.value, guess);
  }

  /// Nothing, or what it rests on that the closure is called.
  std::optional<AssumptionId> closure(const FunctionFlow &flow, const Escape &escape) const {
    if (!flow.lambda || !flow.self.valid() || called.contains(flow.key) || escape.sink.kind != Sink::Kind::This)
      return std::nullopt;
    // Behind the capture: `this`, the object, its field, what that points to.
    if (escape.sink.steps.derefs() < 2)
      return std::nullopt;
    auto it = handedOut.find(unit.at(flow.at(flow.self).type).target.value);
    return it == handedOut.end() ? std::nullopt : std::optional(it->second);
  }

  bool readsAlone(const FunctionFlow &flow, const Escape &escape) const {
    bool variable = escape.sink.kind == Sink::Kind::Static || escape.sink.kind == Sink::Kind::ThreadLocal;
    if (!variable || !flow.internalLinkage || flow.lambda || called.contains(flow.key))
      return false;
    const StaticId id(escape.sink.index);
    return id.value < unit.statics.size() && unit.statics[id.value].internalLinkage && reads(flow, id) &&
           llvm::none_of(
               unit.functions,
               [&](const FunctionFlow &other) {
                 return &other != &flow && !(other.lambda && inside(other, flow)) && reads(other, id);
               });
  }

private:
  const Unit &unit;
  std::unordered_set<FnKey> called;
  llvm::DenseMap<uint32_t, AssumptionId> handedOut; ///< by the closure's type
};

} // namespace

void doubtUnseenRuns(const Unit &unit, llvm::MutableArrayRef<ConfirmResult> confirmed, Assumptions &assumptions) {
  auto asked = [&](const FunctionFlow &flow, const Escape &escape) {
    return escape.assumptions.empty() && escape.kind == EscapeKind::Outlived && (flow.lambda || flow.internalLinkage);
  };
  bool any = false;
  for (size_t i = 0; i < confirmed.size() && !any; ++i)
    any = llvm::any_of(confirmed[i].escapes, [&](const Escape &escape) { return asked(unit.functions[i], escape); });
  if (!any)
    return;
  const Runs runs(unit, confirmed);
  for (size_t i = 0; i < confirmed.size(); ++i) {
    const FunctionFlow &flow = unit.functions[i];
    for (Escape &escape : confirmed[i].escapes) {
      if (!asked(flow, escape))
        continue;
      if (std::optional<AssumptionId> guess = runs.closure(flow, escape))
        escape.assumptions = {*guess};
      else if (runs.readsAlone(flow, escape))
        escape.assumptions = {assumptions.intern(AssumptionKind::NoReader, escape.gotOut, escape.sink.name)};
    }
  }
}

} // namespace escape

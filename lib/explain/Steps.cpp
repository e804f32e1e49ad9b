//===- Steps.cpp - one event, one step --------------------------------------===//
//
// What an event, or a call whose body is not told, says in a path.
//
//===----------------------------------------------------------------------===//
#include "explain/Paths.h"

#include <algorithm>

namespace escape {

namespace {

Reason opaqueReason(AssumptionKind why) {
  switch (why) {
  case AssumptionKind::OpenVirtual:
    return Reason::CallArgumentVirtual;
  case AssumptionKind::FunctionPointer:
    return Reason::CallArgumentPointer;
  case AssumptionKind::Variadic:
    return Reason::CallArgumentVariadic;
  default:
    return Reason::CallArgumentNoBody;
  }
}

bool startsWithName(std::string_view text, std::string_view name) {
  return !name.empty() && text.starts_with(name) &&
         (text.size() == name.size() || !(isalnum((unsigned char)text[name.size()]) || text[name.size()] == '_'));
}

/// `input = make(…)` as an initialisation prints as what the variable is initialised with.
std::string_view initializer(std::string_view source, std::string_view variable) {
  if (!startsWithName(source, variable))
    return source;
  std::string_view rest = source.substr(variable.size());
  size_t equals = rest.find_first_not_of(" \t\r\n");
  if (equals == std::string_view::npos || rest[equals] != '=' || rest.substr(equals).starts_with("=="))
    return source;
  size_t from = rest.find_first_not_of(" \t\r\n", equals + 1);
  return from == std::string_view::npos ? source : rest.substr(from);
}

} // namespace

/// An initialisation happens at the variable it is of.
Span Paths::declared(const Place &to, Span otherwise) const {
  const Location &variable = names.at(to.base);
  bool fits = variable.kind == LocationKind::Local && !variable.name.empty() && !variable.implicit &&
              variable.span.valid() && variable.span.file == otherwise.file && variable.span.begin <= otherwise.begin;
  return fits ? variable.span : otherwise;
}

Step Paths::step(const Event &event, const std::string &fallback) const {
  Step step{.expression = "", .reason = event.reason, .detail = event.detail, .span = event.span, .inside = {}};
  std::string_view source = unit.text(event.span);
  if ((event.reason == Reason::Init || event.reason == Reason::OwnerInit) && event.to.valid()) {
    source = initializer(source, names.at(event.to.base).name);
    step.span = declared(event.to, step.span);
  }
  step.expression = oneLine(source);
  if (step.expression.empty())
    step.expression = fallback;
  return step;
}

/// What a model says of the value that came in with `before`: the flow, or null.
const Flow *Paths::modelled(const CallSite &call, const Event *before, bool result) const {
  if (!call.known.valid() || call.known.value >= unit.known.size())
    return nullptr;
  auto comesFrom = [&](const Endpoint &from) {
    if (!before || !before->to.valid())
      return false;
    if (from.root == RootKind::This)
      return call.self.valid() && call.self.base == before->to.base;
    bool argument = from.root == RootKind::Param || from.root == RootKind::Argument;
    return argument && from.index < call.arguments.size() &&
           (call.arguments[from.index].place.base == before->to.base ||
            call.arguments[from.index].object.base == before->to.base);
  };
  const Flow *any = nullptr;
  for (const Flow &flow : unit.known[call.known.value].flows) {
    if ((flow.to.root == RootKind::Result) != result)
      continue;
    if (comesFrom(flow.from))
      return &flow;
    if (!any)
      any = &flow;
  }
  return any;
}

/// The object a modelled call puts something into, as written; empty: none.
std::string Paths::into(const CallSite &call, const Endpoint &to) const {
  std::string text;
  if (to.root == RootKind::This && call.self.valid())
    text = names.visible(call.self.base) ? names.of(call.self.base) : names.text(names.at(call.self.base).span);
  else if ((to.root == RootKind::Param || to.root == RootKind::Argument) && to.index < call.arguments.size())
    text = names.text(call.arguments[to.index].span);
  if (text == names.text(call.span) || text.starts_with('[')) // a temporary made by the call: it has no name
    return "";
  return text.starts_with('&') ? text.substr(1) : text;
}

/// A call whose body is not told: the reason comes from what is known of the callee.
Step Paths::opaqueStep(const Event &event, const CallSite &call, const Flow *model, bool result) const {
  Span span = call.span.valid() ? call.span : event.span;
  Step step{.expression = names.text(span), .reason = event.reason, .detail = event.detail, .span = span, .inside = {}};
  if (std::string_view(step.expression).ends_with("->")) // operator-> as Clang's range has it
    step.expression.resize(step.expression.size() - 2);
  bool constructs = event.reason == Reason::ConstructorArgument;
  bool plain = event.reason == Reason::CallArgument || event.reason == Reason::CallResult || constructs ||
               event.reason == Reason::Assign || event.reason == Reason::LibraryModel; // nobody said more
  if (!plain)
    return step;
  bool says = model && model->reason != Reason::CallArgument && model->reason != Reason::CallResult &&
              model->reason != Reason::LibraryModel;
  bool starts = call.known.valid() && call.known.value < unit.known.size() &&
                std::any_of(
                    unit.known[call.known.value].effects.begin(), unit.known[call.known.value].effects.end(),
                    [](const Effect &effect) { return effect.kind == EffectKind::StartTask; });
  if (starts)
    step.reason = Reason::TaskStart;
  else if (says)
    step.reason = model->reason;
  else if (constructs)
    return step;
  else if (call.knowledge == Knowledge::Nothing)
    step.reason = opaqueReason(call.why);
  else if (call.knowledge == Knowledge::Model)
    step.reason = Reason::LibraryModel;
  else
    step.reason = result ? Reason::CallResult : Reason::CallArgument;
  if (result && (step.reason == Reason::OwnerInit || step.reason == Reason::Init))
    step.span = declared(call.result, step.span);
  if (step.reason == Reason::TypeErased && step.detail.empty()) // std::function::operator= → std::function
    step.detail = call.callee.substr(0, call.callee.rfind("::"));
  return step;
}

} // namespace escape

//===- Paths.cpp ------------------------------------------------------------===//
#include "explain/Paths.h"

#include <algorithm>

namespace escape {

namespace {

unsigned commonPrefix(const Steps &a, const Steps &b) {
  unsigned n = 0;
  while (n < a.size() && n < b.size() && a[n] == b[n])
    ++n;
  return n;
}

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

void addStep(std::vector<Step> &steps, Step step) {
  if (!steps.empty() && step.inside.empty() && steps.back().span == step.span &&
      steps.back().expression == step.expression && describe(steps.back()) == describe(step))
    return;
  steps.push_back(std::move(step));
}

/// Keeps both ends of a path that is too long and says how much is missing.
void shorten(Path &path) {
  if (path.size() <= MaxHops)
    return;
  size_t tail = MaxHops / 3, head = MaxHops - tail - 1, cut = path.size() - head - tail;
  path.erase(path.begin() + head, path.end() - tail);
  path.insert(path.begin() + head, Hop{.to = "", .from = std::to_string(cut) + " more", .derefs = 0, .steps = {}});
}

} // namespace

std::vector<RecordId> Paths::chain(RecordId last) const {
  std::vector<RecordId> ids;
  for (RecordId id = last; id.valid() && id.value < confirmed.records.size() && ids.size() < MaxChain;
       id = confirmed.records[id.value].parent)
    ids.push_back(id);
  std::reverse(ids.begin(), ids.end());
  return ids;
}

Callee Paths::enter(const Record &record) const {
  if (!record.callee.valid() || !record.inside.valid() || inside.size() >= MaxNesting || record.callee == flow.key ||
      std::find(inside.begin(), inside.end(), record.callee) != inside.end())
    return {};
  Callee callee = callees(record.callee);
  if (!callee.flow || !callee.confirmed || record.inside.value >= callee.confirmed->records.size())
    return {};
  return callee;
}

/// The parameter (or `this`) a chain comes from.
std::optional<LocationId> Paths::origin(RecordId last, unsigned nesting) const {
  std::vector<RecordId> ids = chain(last);
  if (ids.empty())
    return std::nullopt;
  const Record &first = confirmed.records[ids.front().value];
  const Event &event = flow.at(first.event);
  auto isInput = [&](LocationId id) {
    LocationKind kind = names.at(id).kind;
    return kind == LocationKind::Param || kind == LocationKind::This;
  };
  if (event.kind != EventKind::Call)
    return event.from.valid() && isInput(event.from.base) ? std::optional(event.from.base) : std::nullopt;
  Callee callee = nesting ? enter(first) : Callee();
  if (!callee.flow)
    return std::nullopt;
  Paths deeper(*this, callee);
  deeper.inside.push_back(flow.key);
  std::optional<LocationId> input = deeper.origin(first.inside, nesting - 1);
  if (!input)
    return std::nullopt;
  const Location &parameter = deeper.names.at(*input);
  const CallSite &call = flow.calls[event.call.value];
  Place at = parameter.kind == LocationKind::This      ? call.self
             : parameter.index < call.arguments.size() ? call.arguments[parameter.index].place
                                                       : Place();
  return at.valid() && isInput(at.base) ? std::optional(at.base) : std::nullopt;
}

/// A chain that begins with a call nothing is known of does not say which parameter it hands on: the caller's step
/// before tells.
std::optional<LocationId> Paths::handedOn(RecordId last, const CallSite &call, const Event &before) const {
  std::vector<RecordId> ids = chain(last);
  if (ids.empty() || !before.to.valid())
    return std::nullopt;
  const Event &first = flow.at(confirmed.records[ids.front().value].event);
  if (first.kind != EventKind::Call || flow.calls[first.call.value].knowledge != Knowledge::Nothing)
    return std::nullopt;
  if (call.self.valid() && call.self.base == before.to.base && flow.self.valid())
    return flow.self;
  for (LocationId id : flow.params) {
    uint32_t index = flow.at(id).index;
    if (index < call.arguments.size() &&
        (call.arguments[index].place.base == before.to.base || call.arguments[index].object.base == before.to.base))
      return id;
  }
  return std::nullopt;
}

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

/// The flow of our own summary that a record tells; null: none (the summary came from elsewhere).
const Flow *Paths::summarised(RecordId record, bool result, const std::string &target) const {
  const Flow *any = nullptr;
  for (const Flow &flow : confirmed.summary.flows) {
    if (flow.record != record)
      continue;
    bool fits = result == (flow.to.root == RootKind::Result);
    if (fits && (result || spellEnd(flow.to) == target))
      return &flow;
    if (!any || (fits && result != (any->to.root == RootKind::Result)))
      any = &flow;
  }
  return any;
}

std::optional<LocationId> Paths::inputOf(const Endpoint &from) const {
  if (from.root == RootKind::This)
    return flow.self.valid() ? std::optional(flow.self) : std::nullopt;
  if (from.root == RootKind::Param && from.index < flow.params.size())
    return flow.params[from.index];
  return std::nullopt;
}

/// An endpoint as the sink it is for the function itself; empty: it has no name.
std::string Paths::spellEnd(const Endpoint &to) const {
  Sink sink;
  switch (to.root) {
  case RootKind::Result:
    sink.kind = Sink::Kind::Result;
    break;
  case RootKind::Exception:
    sink.kind = Sink::Kind::Exception;
    break;
  case RootKind::Task:
    sink.kind = Sink::Kind::Task;
    break;
  case RootKind::Unknown:
    sink.kind = Sink::Kind::Unknown;
    break;
  case RootKind::Static:
    sink.kind = Sink::Kind::Static;
    if (to.index < unit.statics.size())
      sink.name = unit.statics[to.index].name;
    break;
  case RootKind::This:
    sink.kind = Sink::Kind::This;
    if (to.steps.size() > 1 && to.steps[1] >= step::FirstField && to.steps[1].value < unit.fields.size())
      sink.name = unit.fields[to.steps[1].value].name;
    break;
  case RootKind::Param:
    if (to.index >= flow.params.size())
      return "";
    sink.kind = Sink::Kind::Param;
    sink.name = flow.at(flow.params[to.index]).name;
    break;
  default:
    return "";
  }
  return spell(sink);
}

/// Where a callee's last step leads, in the caller's words.
std::string Paths::outside(const std::string &innerEnd, const Callee &callee, const CallSite &call) const {
  auto held = [&](const Place &pointer) {
    return !pointer.valid() || pointer.full() ? std::string() : names.end(pointer / step::Deref);
  };
  if (innerEnd.starts_with("{this"))
    return call.self.valid() && names.at(call.self.base).kind == LocationKind::This ? innerEnd : held(call.self);
  if (innerEnd.starts_with("{param ")) {
    for (LocationId id : callee.flow->params) {
      const Location &parameter = callee.flow->at(id);
      if (innerEnd == "{param " + parameter.name + "}" && parameter.index < call.arguments.size())
        return held(call.arguments[parameter.index].place);
    }
    return "";
  }
  return innerEnd == "{result}" || !innerEnd.starts_with('{') ? "" : innerEnd;
}

namespace {

/// Collects steps until the value arrives somewhere visible.
struct Teller {
  Path path;
  Hop hop;
  std::string current; ///< what the value is called where it is now; the next hop's `from`

  void close(const std::string &to) {
    hop.to = to;
    hop.from = current;
    path.push_back(std::move(hop));
    hop = Hop();
    current = to;
  }
};

} // namespace

/// Is this result an argument (or the object) of the next call?
bool Paths::passes(const Place &result, const Event &next) const {
  if (!result.valid())
    return false;
  const CallSite &call = flow.calls[next.call.value];
  auto is = [&](const Place &place) { return place.valid() && place.base == result.base; };
  return is(call.self) || std::any_of(call.arguments.begin(), call.arguments.end(),
                                      [&](const Argument &a) { return is(a.place) || is(a.object); });
}

Path Paths::walk(RecordId last, const std::string *end, const std::string &start) {
  std::vector<RecordId> ids = chain(last);
  Teller teller;
  teller.current = start;
  if (start.empty() && !ids.empty() && flow.at(confirmed.records[ids.front().value].event).kind == EventKind::Call)
    if (std::optional<LocationId> input = origin(last, MaxNesting))
      teller.current = names.of(*input);
  Place held; // the slot the value lies in

  for (size_t i = 0; i < ids.size(); ++i) {
    const Record &record = confirmed.records[ids[i].value];
    const Event &event = flow.at(record.event);
    bool isLast = i + 1 == ids.size();
    const Event *next = isLast ? nullptr : &flow.at(confirmed.records[ids[i + 1].value].event);
    bool isCall = event.kind == EventKind::Call && event.call.valid();
    bool detaches = event.kind == EventKind::DetachTask;
    Place to = event.to;
    if (isCall || detaches) { // where it went, the next step knows
      to = next ? next->from : Place();
      const Place result = isCall ? flow.calls[event.call.value].result : Place();
      bool goesOn = next && result.valid() &&
                    (next->kind == EventKind::Call ? passes(result, *next) || names.visible(result.base)
                                                   : to.base == result.base);
      if (goesOn)
        to = result;
    }
    std::string target = end ? *end : "";

    // A holder that was reached through a pointer: how that pointer got there comes first.
    if (record.earlier.valid() && inside.empty() && teller.path.size() < MaxHops && teller.hop.steps.empty()) {
      const Place &pointer = flow.at(confirmed.records[record.earlier.value].event).to;
      if (pointer.valid() && names.visible(pointer.base))
        for (Hop &before : walk(record.earlier, nullptr, ""))
          if (std::none_of(teller.path.begin(), teller.path.end(),
                           [&](const Hop &h) { return h.to == before.to && h.from == before.from; }))
            teller.path.push_back(std::move(before));
    }

    if (isCall) {
      const Event *before = i ? &flow.at(confirmed.records[ids[i - 1].value].event) : nullptr;
      if (tellCall(record, event, before, to, isLast, target, teller.hop.steps, teller.current,
                   [&](const std::string &name) { teller.close(name); }))
        return std::move(teller.path);
    } else {
      if (event.from.valid() && !detaches) {
        bool borrow = event.kind == EventKind::Borrow;
        if (i == 0 || teller.current.empty() || names.visible(event.from.base)) {
          teller.current = names.value(event.from, borrow);
        } else { // through a slot: the hop still comes from where it came from
          unsigned covered = held.valid() && held.base == event.from.base ? commonPrefix(event.from.steps, held.steps)
                                                                          : event.from.steps.size();
          bool same = borrow && covered + 1 == event.from.steps.size() && event.from.steps.back() == step::Deref;
          if (!same) // &*p is p
            teller.current = (borrow ? "&" : "") + names.append(teller.current, event.from, covered);
        }
        teller.hop.derefs += int(event.from.steps.derefs()) - borrow;
      }
      addStep(teller.hop.steps, step(event, teller.current));
    }

    held = to;
    open = isLast && target.empty() && !detaches && !(to.valid() && names.visible(to.base));
    if (isLast)
      teller.close(!target.empty() ? target
                   : detaches      ? spell(Sink{.kind = Sink::Kind::Task})
                   : to.valid()    ? names.end(to)
                                   : teller.current);
    else if (to.valid() && names.visible(to.base) && !teller.hop.steps.empty()) {
      LocationKind kind = names.at(to.base).kind;
      bool isStatic = kind == LocationKind::Static || kind == LocationKind::ThreadLocal;
      teller.close(isStatic ? names.end(to) : names.of(to));
    }
  }
  return std::move(teller.path);
}

/// A call is one step, with the callee's own steps inside when its body is known; a hop into its parameter stands
/// before them. True: the callee's steps have led to the end already.
bool Paths::tellCall(const Record &record, const Event &event, const Event *before, const Place &to, bool isLast,
                     std::string &target, std::vector<Step> &steps, std::string &current,
                     llvm::function_ref<void(const std::string &)> close) {
  const CallSite &call = flow.calls[event.call.value];
  bool toResult = false;
  if (call.result.valid()) {
    std::string result = names.end(call.result);
    toResult = to.valid()       ? to.base == call.result.base
               : target.empty() ? names.at(call.result.base).kind == LocationKind::Result
                                : result == target || "{local " + result + "}" == target;
  }
  // The value of a reference is an address: `&v[0]`.
  const Type *resultType = call.result.valid() ? names.typeOf(call.result.base) : nullptr;
  bool reference = toResult && call.result.steps.empty() && resultType && resultType->reference;
  auto named = [&](const std::string &text) { return (reference ? "&" : "") + text; };
  Callee callee = enter(record);
  if (!callee.flow) {
    const Flow *model = modelled(call, before, toResult);
    Step known = opaqueStep(event, call, model, toResult);
    // `p.get()` says it all: that `p` is passed as an address is not how the user sees it.
    bool implicitObject = before && toResult && call.self.valid() && before->to.valid() &&
                          before->to.base == call.self.base && before->reason == Reason::AddressOf &&
                          steps.size() == 1 && !steps.back().expression.starts_with('&');
    implicitObject |= steps.empty() && toResult && model && model->from.root == RootKind::This;
    if (implicitObject)
      steps.clear();
    if (current.empty() || implicitObject)
      current = named(known.expression);
    addStep(steps, std::move(known));
    if (isLast && target.empty() && !toResult && model)
      target = into(call, model->to);
    if (isLast && target.empty() && call.knowledge == Knowledge::Nothing)
      target = spell(Sink{.kind = Sink::Kind::Unknown});
    return false;
  }

  Paths deeper(*this, callee);
  deeper.inside.push_back(flow.key);
  const Flow *summarised = deeper.summarised(record.inside, toResult, target);
  std::optional<LocationId> input = summarised ? deeper.inputOf(summarised->from) : std::nullopt;
  std::string start = input ? deeper.names.of(*input) : "";
  if (!input)
    input = deeper.origin(record.inside, MaxNesting);
  if (!input && before) {
    input = deeper.handedOn(record.inside, call, *before);
    if (input)
      start = deeper.names.of(*input);
  }
  Span span = call.span.valid() ? call.span : event.span;
  Step enters{.expression = names.text(span), .reason = Reason::CallArgument, .detail = "", .span = span, .inside = {}};
  std::string text = enters.expression;
  if (event.reason == Reason::CoReturn || event.reason == Reason::CoYield)
    enters.reason = event.reason;
  else if (!input)
    enters.reason = Reason::CallResult; // nothing went in: the loan was made inside
  else if (callee.flow->isConstructor)
    enters.reason = Reason::ConstructorArgument;
  else if (callee.flow->instantiation) {
    enters.reason = Reason::CallArgumentInstantiated;
    enters.detail = callee.flow->name;
  }
  std::string innerEnd = summarised ? deeper.spellEnd(summarised->to) : "";
  enters.inside = deeper.walk(record.inside, innerEnd.empty() ? nullptr : &innerEnd, start);
  if (innerEnd.empty() && !enters.inside.empty())
    innerEnd = enters.inside.back().to;
  std::string there = outside(innerEnd, callee, call);
  if (isLast && target.empty())
    target = there;
  if (current.empty())
    current = named(text);
  addStep(steps, std::move(enters));
  if (!input)
    return false;

  close(deeper.names.of(*input));
  current = named(text);
  if (isLast && !target.empty() && innerEnd == target)
    return true;
  if (isLast || toResult || (to.valid() && names.visible(to.base))) {
    bool result = toResult || innerEnd == "{result}" || callee.flow->isConstructor;
    addStep(steps, Step{.expression = text,
                        .reason = result ? Reason::CallResult : Reason::OutParameter,
                        .detail = "",
                        .span = span,
                        .inside = {}});
  }
  return false;
}

Path Paths::tell(RecordId last, const std::vector<RecordId> &holders, const std::string &end,
                 const std::string &start) {
  open = false;
  Path path = walk(last, holders.empty() ? &end : nullptr, start);
  for (size_t i = 0; i < holders.size(); ++i) {
    bool goesOn = open && !path.empty();
    Path next = walk(holders[i], i + 1 == holders.size() ? &end : nullptr, "");
    if (goesOn && !next.empty()) {
      // It lies in something without a name: one hop, up to where that goes.
      Hop &first = next.front();
      first.steps.insert(first.steps.begin(), path.back().steps.begin(), path.back().steps.end());
      first.from = path.back().from;
      first.derefs += path.back().derefs;
      path.pop_back();
    }
    for (Hop &hop : next)
      path.push_back(std::move(hop));
  }
  shorten(path);
  return path;
}

} // namespace escape

//===- Paths.cpp - chains of records → hops and steps -----------------------===//
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

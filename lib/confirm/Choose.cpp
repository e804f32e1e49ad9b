//===- Choose.cpp - what is told of all that was found ----------------------===//
#include "confirm/Engine.h"

#include <algorithm>

namespace escape::confirming {

/// What `first` tells of is read a second time, by the same holder or a copy of it that nobody named (an iterator that
/// is converted for a call). The first use will do.
bool Engine::readsAgain(const Escape &again, const Escape &first) const {
  if (first.kind != again.kind || again.kind == EscapeKind::Outlived || first.object != again.object ||
      first.storage != again.storage || first.operation != again.operation || first.sink.kind != Sink::Kind::Local ||
      again.sink.kind != Sink::Kind::Local || first.assumptions.size() > again.assumptions.size())
    return false;
  if (!again.sink.name.empty())
    return false;
  for (RecordId r = again.record; r.valid(); r = records[r.value].parent)
    if (r == first.record && r != again.record)
      return true;
  return false;
}

std::vector<Escape> Engine::choose() {
  std::vector<Escape> out;
  for (const Found &f : found) {
    const Escape &e = f.escape;
    bool step = false;
    if (e.kind == EscapeKind::UsedAfter)
      for (const Found &g : found)
        step |= g.escape.object == e.object && g.escape.kind == EscapeKind::Outlived &&
                (g.escape.assumptions.empty() || !e.assumptions.empty());
    // Returning it is the use.
    if (e.kind == EscapeKind::Invalidated && e.sink.kind == Sink::Kind::Result)
      for (const Found &g : found)
        step |= g.escape.object == e.object && g.escape.kind == e.kind && g.escape.sink.kind == Sink::Kind::Local &&
                (g.escape.assumptions.empty() || !e.assumptions.empty());
    for (const Found &g : found)
      step |= &g != &f && readsAgain(e, g.escape);
    if (!step)
      out.push_back(e);
  }
  std::sort(out.begin(), out.end(), [](const Escape &a, const Escape &b) {
    return std::tie(a.object, a.storage, a.sink, a.kind) < std::tie(b.object, b.storage, b.sink, b.kind);
  });
  return out;
}

std::vector<AllocFate> Engine::fates() {
  std::vector<AllocFate> out(fn.allocations.size());
  for (size_t i = 0; i < out.size(); ++i)
    out[i].alloc = AllocId(i);
  for (AllocFate &f : allFates)
    out[f.alloc.value] = std::move(f);
  return out;
}

std::vector<LocationId> Engine::staying(const std::vector<Escape> &escapes, const std::vector<Leak> &leaks) {
  std::vector<uint8_t> candidate(fn.locations.size());
  auto consider = [&](LocationId id) {
    if (id.valid() && !fn.at(id).implicit)
      candidate[id.value] = true;
  };
  // A method called on an object is no address taken as users see it, nor is an argument of a library function that
  // happens to take it by reference.
  std::vector<uint8_t> selves(fn.locations.size());
  for (const CallSite &site : fn.calls) {
    if (site.self.valid())
      selves[site.self.base.value] = true;
    if (site.knowledge == Knowledge::Model)
      for (const Argument &argument : site.arguments)
        if (argument.reference && argument.place.valid())
          selves[argument.place.base.value] = true;
  }
  for (const Event &e : fn.events) {
    bool taken = e.reason == Reason::AddressOf || e.reason == Reason::ReferenceBinding ||
                 e.reason == Reason::ArrayDecay || e.reason == Reason::CapturedByReference ||
                 e.reason == Reason::InterfaceConverted;
    if (e.kind != EventKind::Borrow || !taken || e.from.hasDeref() || !e.from.valid())
      continue;
    if (selves[e.to.base.value] && fn.at(e.to.base).kind == LocationKind::Slot)
      continue;
    LocationKind kind = fn.at(e.from.base).kind;
    if (kind == LocationKind::Local || kind == LocationKind::Param)
      consider(e.from.base);
  }
  for (LocationId p : fn.params)
    if (unit.pointsAway(fn.at(p).type))
      consider(p);
  consider(fn.self);
  for (LocationId closure : fn.closures)
    if (std::find(closuresOut.begin(), closuresOut.end(), closure) == closuresOut.end() && !isSink(closure))
      consider(closure);
  for (const Escape &e : escapes)
    if (e.kind != EscapeKind::Invalidated && e.object.valid() && e.object.value < candidate.size())
      candidate[e.object.value] = false;
  for (const Leak &l : leaks)
    if (l.param.value < candidate.size())
      candidate[l.param.value] = false;
  std::vector<LocationId> out;
  for (size_t i = 0; i < candidate.size(); ++i)
    if (candidate[i])
      out.push_back(LocationId(i));
  return out;
}

} // namespace escape::confirming

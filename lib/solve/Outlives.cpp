#include "solve/Outlives.h"
#include <algorithm>

using namespace escape;

bool escape::isSink(const Location &location) {
  switch (location.kind) {
  case LocationKind::Static:
  case LocationKind::ThreadLocal:
  case LocationKind::Result:
  case LocationKind::Exception:
  case LocationKind::Task:
  case LocationKind::Unknown:
    return true;
  case LocationKind::Local:
  case LocationKind::Param:
  case LocationKind::This:
  case LocationKind::Temp:
  case LocationKind::Slot:
  case LocationKind::Alloc:
  case LocationKind::Constant:
  case LocationKind::Pointee:
  case LocationKind::Storage:
    return false;
  }
  return false;
}

namespace {

struct Interval {
  uint32_t first, last; ///< positions, both inside
};

/// Loops as intervals of positions, overlapping ones merged: nested loops and loops that share blocks become one. A way
/// back from position e to an earlier position p runs over back edges whose intervals overlap and contain both.
std::vector<Interval> loops(const FunctionFlow &flow, const std::vector<uint32_t> &blockStart) {
  std::vector<Interval> found;
  for (uint32_t block = 0; block < flow.blocks.size(); ++block)
    for (const Edge &edge : flow.blocks[block].successors)
      if (edge.to.value <= block)
        found.push_back({blockStart[edge.to.value], blockStart[block + 1] - 1});
  std::sort(found.begin(), found.end(), [](const Interval &a, const Interval &b) { return a.first < b.first; });
  std::vector<Interval> merged;
  for (const Interval &loop : found)
    if (!merged.empty() && loop.first <= merged.back().last)
      merged.back().last = std::max(merged.back().last, loop.last);
    else
      merged.push_back(loop);
  return merged;
}

uint32_t outermostStart(const std::vector<Interval> &loops, uint32_t position) {
  auto after = std::upper_bound(loops.begin(), loops.end(), position,
                                [](uint32_t at, const Interval &loop) { return at < loop.first; });
  if (after == loops.begin() || std::prev(after)->last < position)
    return position;
  return std::prev(after)->first;
}

} // namespace

// Positions number the events in block order, one more behind each block for the conditions of its edges.
Lives::Lives(const FunctionFlow &flow)
    : flow(flow), ends(flow.locations.size(), Never), lastRead(flow.locations.size(), 0) {
  std::vector<uint32_t> blockStart;
  uint32_t position = 0;
  for (const Block &block : flow.blocks) {
    blockStart.push_back(position);
    for (uint32_t event = block.first; event < block.last; ++event)
      visit(flow, flow.events[event], position++);
    for (const Edge &edge : block.successors)
      if (edge.condition)
        readPlace(edge.condition->place, position, true);
    ++position;
  }
  blockStart.push_back(position);

  const std::vector<Interval> around = loops(flow, blockStart);
  for (uint32_t &end : ends)
    if (end != Never)
      end = outermostStart(around, end);
}

void Lives::readPlace(const Place &place, uint32_t position, bool whole) {
  if (!place.valid() || (!whole && !place.hasDeref()))
    return;
  uint32_t &last = lastRead[place.base.value];
  if (last != Never)
    last = std::max(last, position + 1);
  lastReadOfAll = std::max(lastReadOfAll, position + 1);
}

void Lives::visit(const FunctionFlow &flow, const Event &event, uint32_t position) {
  auto endsHere = [&](const Place &place) {
    if (place.valid() && !place.hasDeref())
      ends[place.base.value] = std::min(ends[place.base.value], position);
  };
  if (event.kind == EventKind::End || event.kind == EventKind::Invalidate)
    endsHere(event.to);
  // Storage that is handed over is from now on as short-lived as its new owner.
  if (event.kind == EventKind::Transfer)
    endsHere(event.from);
  if (event.kind == EventKind::Borrow && event.from.valid() && !event.from.hasDeref())
    lastRead[event.from.base.value] = Never; // can be read through a pointer from now on
  else
    readPlace(event.from, position, true);
  const bool readsTo = event.kind == EventKind::JoinTask || event.kind == EventKind::DetachTask;
  readPlace(event.to, position, readsTo);
  if (event.kind != EventKind::Call)
    return;
  const CallSite &call = flow.calls[event.call.value];
  readPlace(call.self, position, true);
  readPlace(call.result, position, false);
  for (const Argument &argument : call.arguments) {
    readPlace(argument.place, position, true);
    readPlace(argument.object, position, true);
  }
}

bool Lives::outlives(LocationId holder, LocationId object) const {
  const Location &location = flow.at(holder);
  if (isSink(location))
    return true;
  if (location.kind == LocationKind::Constant || holder == object)
    return false;
  const uint32_t end = ends[object.value];
  if (end == Never)
    return false;
  // A variable that keeps a temporary, read or not.
  if (flow.at(object).kind == LocationKind::Temp &&
      (location.kind == LocationKind::Local || location.kind == LocationKind::Param) && ends[holder.value] > end)
    return true;
  return (lastRead[holder.value] == Never ? lastReadOfAll : lastRead[holder.value]) > end;
}

#include "link/Join.h"
#include <algorithm>

namespace escape {

namespace {

bool same(const Flow &a, const Flow &b) {
  return a.to == b.to && a.from == b.from && a.kind == b.kind && a.guards == b.guards;
}

bool same(const Effect &a, const Effect &b) {
  return a.kind == b.kind && a.at == b.at && a.from == b.from && a.arguments == b.arguments &&
         a.argumentsByAddress == b.argumentsByAddress && a.null == b.null && a.replaced == b.replaced &&
         a.how == b.how && a.onResult == b.onResult && a.guards == b.guards;
}

/// The items of both; what is in one list only rests on `alone`.
template <class T> void unite(std::vector<T> &first, const std::vector<T> &second, const AssumptionSet &alone) {
  const size_t count = first.size();
  std::vector<bool> shared(count);
  for (const T &item : second) {
    auto end = first.begin() + std::ptrdiff_t(count);
    auto it = std::find_if(first.begin(), end, [&](const T &other) { return same(item, other); });
    if (it != end) {
      shared[size_t(it - first.begin())] = true;
      it->assumptions = join(it->assumptions, item.assumptions);
      if constexpr (std::is_same_v<T, Flow>)
        it->sometimes |= item.sometimes;
      continue;
    }
    first.push_back(item);
    first.back().assumptions = join(item.assumptions, alone);
    if constexpr (std::is_same_v<T, Flow>)
      first.back().record = {};
  }
  for (size_t i = 0; i < count; ++i)
    if (!shared[i])
      first[i].assumptions = join(first[i].assumptions, alone);
}

} // namespace

Summary joinBodies(Summary first, const Summary &second, AssumptionId several) {
  const AssumptionSet alone{several};
  unite(first.flows, second.flows, alone);
  unite(first.effects, second.effects, alone);
  for (const Endpoint &asked : second.asks)
    if (std::find(first.asks.begin(), first.asks.end(), asked) == first.asks.end())
      first.asks.push_back(asked);
  std::sort(first.asks.begin(), first.asks.end());
  first.fresh = std::max(first.fresh, second.fresh);
  first.noReturn &= second.noReturn;
  first.pure &= second.pure;
  if (second.opaque && !first.opaque)
    first.why = second.why;
  first.opaque |= second.opaque;
  return first;
}

} // namespace escape

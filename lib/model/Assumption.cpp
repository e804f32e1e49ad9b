//===- Assumption.cpp -------------------------------------------------------===//
#include "model/Assumption.h"

#include <algorithm>
#include <iterator>

namespace escape {

const char *describe(AssumptionKind kind) {
  switch (kind) {
  case AssumptionKind::NoBody:
    return "no body";
  case AssumptionKind::OpenVirtual:
    return "open virtual call";
  case AssumptionKind::FunctionPointer:
    return "function pointer";
  case AssumptionKind::Variadic:
    return "variadic callee";
  case AssumptionKind::Uninstantiated:
    return "uninstantiated pattern";
  case AssumptionKind::InlineAsm:
    return "inline asm";
  case AssumptionKind::UnknownNode:
    return "AST node not modelled";
  case AssumptionKind::GivenUp:
    return "function given up";
  case AssumptionKind::PlaceCut:
    return "place cut at two steps";
  case AssumptionKind::PathUndecided:
    return "path not decided";
  case AssumptionKind::SeveralBodies:
    return "several bodies under one key";
  case AssumptionKind::MainObject:
    return "main's own object";
  case AssumptionKind::NoReader:
    return "no visible reader";
  }
  return "";
}

AssumptionSet join(const AssumptionSet &a, const AssumptionSet &b) {
  if (a.empty())
    return b;
  AssumptionSet both;
  both.reserve(a.size() + b.size());
  std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return both;
}

static uint64_t hash(AssumptionKind kind, const Span &span, std::string_view what) {
  uint64_t h = std::hash<std::string_view>()(what);
  h = (h ^ uint64_t(kind)) * 0x9E3779B97F4A7C15ull;
  h = (h ^ (uint64_t(span.file.value) << 32 | span.begin)) * 0x9E3779B97F4A7C15ull;
  return h ^ span.end;
}

Assumptions::Assumptions(std::vector<Assumption> &table) : table(table) {
  for (size_t i = 0; i < table.size(); ++i)
    known.emplace(hash(table[i].kind, table[i].span, table[i].what), AssumptionId(i));
}

AssumptionId Assumptions::intern(AssumptionKind kind, Span span, std::string_view what) {
  uint64_t h = hash(kind, span, what);
  auto [first, last] = known.equal_range(h);
  for (auto it = first; it != last; ++it) {
    const Assumption &a = table[it->second.value];
    if (a.kind == kind && a.span == span && a.what == what)
      return it->second;
  }
  AssumptionId id{table.size()};
  table.push_back({kind, span, std::string(what)});
  known.emplace(h, id);
  return id;
}

} // namespace escape

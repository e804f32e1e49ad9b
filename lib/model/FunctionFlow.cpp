//===- FunctionFlow.cpp -----------------------------------------------------===//
#include "model/FunctionFlow.h"

#include <algorithm>
#include <set>

namespace escape {

Unit::Unit() {
  fields.resize(step::FirstField.value);
  fields[step::Deref.value] = {"*", "*"};
  fields[step::Element.value] = {"element", "element"};
  fields[step::Storage.value] = {"storage", "storage"};
  fields[step::Task.value] = {"task", "task"};
}

/// Types that contain themselves (`struct Node { vector<Node> }`) have no more to say further down.
static bool pointsAway(const Unit &unit, TypeId id, unsigned depth) {
  if (!id.valid() || depth > 4)
    return false;
  const Type &type = unit.at(id);
  switch (type.cls) {
  case TypeClass::Value:
  case TypeClass::Task:
    return false;
  case TypeClass::Pointer:
  case TypeClass::View:
  case TypeClass::Box:
    return true;
  case TypeClass::Owner:
  case TypeClass::Shared:
  case TypeClass::Inline:
    return pointsAway(unit, type.target, depth + 1);
  case TypeClass::Record:
    return std::any_of(type.fields.begin(), type.fields.end(),
                       [&](const TypeField &field) { return pointsAway(unit, field.type, depth + 1); });
  }
  return false;
}

bool Unit::pointsAway(TypeId type) const { return escape::pointsAway(*this, type, 0); }

std::string_view Unit::text(Span span) const {
  if (!span.valid() || span.file.value >= files.size())
    return {};
  return files[span.file.value].cut(span.begin, span.end);
}

LineColumn Unit::start(Span span) const {
  if (!span.valid() || span.file.value >= files.size())
    return {};
  return files[span.file.value].lineColumn(span.begin);
}

std::string kindsOf(const AssumptionSet &set, const Unit &unit) {
  std::string words;
  std::set<AssumptionKind> said;
  for (AssumptionId id : set)
    if (AssumptionKind kind = unit.at(id).kind; said.insert(kind).second)
      words += std::string(words.empty() ? "" : ", ") + describe(kind);
  return words;
}

} // namespace escape

//===- FunctionFlow.cpp -----------------------------------------------------===//
#include "model/FunctionFlow.h"

#include <set>

namespace escape {

Unit::Unit() {
  fields.resize(step::FirstField.value);
  fields[step::Deref.value] = {"*", "*"};
  fields[step::Element.value] = {"element", "element"};
  fields[step::Storage.value] = {"storage", "storage"};
  fields[step::Task.value] = {"task", "task"};
}

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

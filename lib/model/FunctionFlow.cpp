//===- FunctionFlow.cpp -----------------------------------------------------===//
#include "model/FunctionFlow.h"

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

} // namespace escape

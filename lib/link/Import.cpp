#include "link/Import.h"

namespace escape {

void Import::member(Steps &x) {
  Steps result;
  for (FieldId step : x) {
    member(step);
    result.push(step);
  }
  x = result;
}

void Import::member(FileId &x) {
  if (!x.valid())
    return;
  auto [it, isNew] = files.try_emplace(x.value);
  if (isNew)
    it->second = to.file(from.unit.files[x.value]);
  x = it->second;
}

void Import::member(FieldId &x) {
  if (!x.valid() || x < step::FirstField)
    return;
  auto [it, isNew] = fieldIds.try_emplace(x.value);
  if (isNew)
    it->second = to.field(from.unit.fields[x.value]);
  x = it->second;
}

void Import::member(TypeId &x) {
  if (!x.valid())
    return;
  if (auto it = types.find(x.value); it != types.end()) {
    x = it->second;
    return;
  }
  const uint64_t hash = from.hashOf(x);
  TypeId known = to.type(hash);
  if (known.valid()) {
    types[x.value] = known;
    x = known;
    return;
  }
  const TypeId added = to.addType(hash);
  types[x.value] = added; // it may contain itself
  Type copy = from.unit.at(x);
  fields(*this, copy);
  to.unit.types[added.value] = std::move(copy);
  x = added;
}

void Import::member(StaticId &x) {
  if (!x.valid())
    return;
  if (auto it = variables.find(x.value); it != variables.end()) {
    x = it->second;
    return;
  }
  const StaticVariable &variable = from.unit.statics[x.value];
  StaticId id = to.variable(variable.key);
  if (!id.valid()) {
    StaticVariable copy = variable;
    fields(*this, copy);
    id = to.addVariable(std::move(copy));
  }
  variables[x.value] = id;
  x = id;
}

void Import::member(KnownId &x) {
  if (!x.valid())
    return;
  if (auto it = known.find(x.value); it != known.end()) {
    x = it->second;
    return;
  }
  Summary copy = from.unit.known[x.value];
  fields(*this, copy);
  const KnownId id{to.unit.known.size()};
  to.unit.known.push_back(std::move(copy));
  known[x.value] = id;
  x = id;
}

void Import::member(AssumptionId &x) {
  if (!x.valid())
    return;
  if (auto it = assumptions.find(x.value); it != assumptions.end()) {
    x = it->second;
    return;
  }
  Assumption copy = from.unit.at(x);
  fields(*this, copy);
  const AssumptionId id = to.assumptions.intern(copy.kind, copy.span, copy.what);
  assumptions[x.value] = id;
  x = id;
}

void Import::member(AssumptionSet &x) {
  for (AssumptionId &id : x)
    member(id);
  std::sort(x.begin(), x.end());
  x.erase(std::unique(x.begin(), x.end()), x.end());
}

} // namespace escape

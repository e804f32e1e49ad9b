#include "link/Tables.h"
#include "link/Hash.h"

namespace escape {

namespace {

/// What a type is by itself, without the types it is made of.
uint64_t own(const Unit &unit, const Type &type) {
  Hash hash;
  hash.add(uint64_t(type.cls));
  hash.add(type.spelling);
  hash.add(type.bytes ? *type.bytes + 1 : 0);
  uint64_t flags = 0;
  for (bool flag : {type.reference, type.closure, type.container, type.nodeBased, type.movesIterators, type.iterator,
                    type.joins, type.terminates, type.leaves, type.synchronised, type.polymorphic})
    flags = flags << 1 | uint64_t(flag);
  hash.add(flags);
  for (const TypeField &field : type.fields)
    hash.add(unit.fields[field.field.value].key);
  if (type.cls == TypeClass::Pointer && type.target.valid())
    hash.add(unit.at(type.target).spelling);
  return hash.value();
}

std::vector<uint64_t> hashTypes(const Unit &unit) {
  // Types contain themselves by way of others: what is as equal as this many levels tell is equal.
  constexpr unsigned Levels = 4;
  std::vector<uint64_t> alone, last;
  for (const Type &type : unit.types)
    alone.push_back(own(unit, type));
  last = alone;
  for (unsigned level = 0; level < Levels; ++level) {
    std::vector<uint64_t> next;
    next.reserve(last.size());
    for (size_t i = 0; i < last.size(); ++i) {
      const Type &type = unit.types[i];
      Hash hash;
      hash.add(alone[i]);
      if (type.target.valid() && type.cls != TypeClass::Pointer)
        hash.add(last[type.target.value]);
      for (const TypeField &field : type.fields)
        hash.add(field.type.valid() ? last[field.type.value] : 0);
      next.push_back(hash.value());
    }
    last = std::move(next);
  }
  return last;
}

} // namespace

Tables::Tables(Unit &unit) : unit(unit), assumptions(unit.assumptions), typeHashes(hashTypes(unit)) {
  // Of equal ones the first.
  for (size_t i = 0; i < unit.types.size(); ++i)
    types.try_emplace(typeHashes[i], TypeId(i));
  for (size_t i = 0; i < unit.files.size(); ++i)
    files.try_emplace(unit.files[i].path, FileId(i));
  for (size_t i = 0; i < unit.fields.size(); ++i)
    fields.try_emplace(unit.fields[i].key, FieldId(i));
  for (size_t i = 0; i < unit.statics.size(); ++i)
    variables.try_emplace(unit.statics[i].key, StaticId(i));
}

FileId Tables::file(const SourceFile &wanted) {
  auto [it, isNew] = files.try_emplace(wanted.path, FileId(unit.files.size()));
  if (isNew)
    unit.files.push_back(wanted);
  return it->second;
}

FieldId Tables::field(const Field &wanted) {
  auto [it, isNew] = fields.try_emplace(wanted.key, FieldId(unit.fields.size()));
  if (isNew)
    unit.fields.push_back(wanted);
  return it->second;
}

StaticId Tables::variable(llvm::StringRef key) const {
  auto it = variables.find(key);
  return it == variables.end() ? StaticId() : it->second;
}

StaticId Tables::addVariable(StaticVariable variable) {
  StaticId id{unit.statics.size()};
  variables[variable.key] = id;
  unit.statics.push_back(std::move(variable));
  return id;
}

TypeId Tables::type(uint64_t hash) const {
  auto it = types.find(hash);
  return it == types.end() ? TypeId() : it->second;
}

TypeId Tables::addType(uint64_t hash) {
  TypeId id{unit.types.size()};
  unit.types.emplace_back();
  typeHashes.push_back(hash);
  types.try_emplace(hash, id);
  return id;
}

} // namespace escape

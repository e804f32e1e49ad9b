//===- Tables.h - the tables of a unit, by name -----------------*- C++ -*-===//
//
// Ids mean something inside their unit only. Between units things go by name:
// files by path, fields and variables by key, types by what they are.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_LINK_TABLES_H
#define ESCAPE_LINK_TABLES_H

#include "model/FunctionFlow.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"

namespace escape {

/// Names of what a unit has, and numbers for what it has not yet. The unit must stay where it is.
class Tables {
public:
  explicit Tables(Unit &unit);

  Unit &unit;
  Assumptions assumptions;

  FileId file(const SourceFile &wanted);
  FieldId field(const Field &wanted);
  /// Invalid: there is none of that key.
  StaticId variable(llvm::StringRef key) const;
  StaticId addVariable(StaticVariable variable);
  /// Invalid: the unit has no such type.
  TypeId type(uint64_t hash) const;
  /// A new entry, to be filled.
  TypeId addType(uint64_t hash);
  /// The same for equal types of all units. What a pointer points to counts by its name only: a file may know no more
  /// of it.
  uint64_t hashOf(TypeId id) const { return typeHashes[id.value]; }

private:
  std::vector<uint64_t> typeHashes;
  llvm::DenseMap<uint64_t, TypeId> types;
  llvm::StringMap<FileId> files;
  llvm::StringMap<FieldId> fields;
  llvm::StringMap<StaticId> variables;
};

} // namespace escape

#endif // ESCAPE_LINK_TABLES_H

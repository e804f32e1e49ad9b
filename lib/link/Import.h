//===- Import.h - values of one unit in the words of another ----*- C++ -*-===//
//
// The summary of a function of another file speaks of that file's variables,
// fields, assumptions. Here it gets the ids they have in this one; what this file
// has not heard of is added to its tables.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_LINK_IMPORT_H
#define ESCAPE_LINK_IMPORT_H

#include "link/Tables.h"
#include "model/Fields.h"
#include <algorithm>

namespace escape {

class Import {
public:
  Import(const Tables &from, Tables &to) : from(from), to(to) {}

  template <class T> T of(T value) {
    member(value);
    return value;
  }

  // --- the visitor (model/Fields.h) ---
  template <class... T> void operator()(T &...members) { (member(members), ...); }
  void begin(size_t) {}
  void variableOr(bool isVariable, uint32_t &index) {
    if (!isVariable)
      return;
    StaticId id{index};
    member(id);
    index = id.value;
  }
  template <class T> void member(T &x) {
    if constexpr (!std::is_arithmetic_v<T> && !std::is_enum_v<T>)
      fields(*this, x);
  }
  template <class Tag> void member(Id<Tag> &) {} // of the function itself
  void member(std::string &) {}
  void member(FnKey &) {}
  void member(Steps &x);
  void member(FileId &x);
  void member(TypeId &x);
  void member(FieldId &x);
  void member(StaticId &x);
  void member(KnownId &x);
  void member(AssumptionId &x);
  void member(AssumptionSet &x);
  template <class T> void member(std::optional<T> &x) {
    if (x)
      member(*x);
  }
  template <class T> void member(std::vector<T> &x) {
    for (T &item : x)
      member(item);
  }
  template <class A, class B> void member(std::pair<A, B> &x) {
    member(x.first);
    member(x.second);
  }

private:
  const Tables &from;
  Tables &to;
  llvm::DenseMap<uint32_t, FileId> files;
  llvm::DenseMap<uint32_t, TypeId> types;
  llvm::DenseMap<uint32_t, FieldId> fieldIds;
  llvm::DenseMap<uint32_t, StaticId> variables;
  llvm::DenseMap<uint32_t, KnownId> known;
  llvm::DenseMap<uint32_t, AssumptionId> assumptions;
};

} // namespace escape

#endif // ESCAPE_LINK_IMPORT_H

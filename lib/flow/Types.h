//===- Types.h - Clang types → what they mean for escapes -------*- C++ -*-===//
//
// Classifies every C++ type once (model/Type.h). The knowledge comes, in this
// order, from model files, from gsl::Owner and gsl::Pointer (also those Clang
// adds to the standard library by itself), and from the fields (Classes.cpp).
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_FLOW_TYPES_H
#define ESCAPE_FLOW_TYPES_H

#include "model/FunctionFlow.h"
#include "model/Library.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/LambdaCapture.h"
#include "clang/Sema/Sema.h"
#include "llvm/ADT/DenseMap.h"
#include <optional>
#include <unordered_map>

namespace escape {

/// `std::vector` for std::__cxx11::vector<...>::… : no inline namespaces, no template arguments.
std::string qualifiedName(const clang::NamedDecl *decl);
/// Declared in namespace std (or one inside it, or __gnu_cxx); such code is library code wherever it stands.
bool inStandardNamespace(const clang::Decl *decl);

class TypeTable {
public:
  TypeTable(Unit &unit, clang::ASTContext &context, clang::Sema &sema, const Library &library);

  TypeId of(clang::QualType type);
  /// The type of what a library class holds: `pair<const K, V>` of a map, which with bodies skipped nobody may have
  /// needed, but what lies in it matters.
  TypeId ofElement(clang::QualType type);
  const Type &info(clang::QualType type) { return unit.at(of(type)); }
  bool hasLayout(clang::QualType type);
  /// Some part of a value of this type can hold an address.
  bool holdsAddress(clang::QualType type);
  static bool holdsAddress(const Type &type);

  /// The step that leads from an object of the field's class to the field: its own step for records, the shared
  /// Storage step inside owners and views, Element for unions.
  FieldId step(const clang::FieldDecl *field);
  /// A capture's field has no name of its own; it gets the captured variable's.
  void nameCapture(const clang::FieldDecl *field, const clang::LambdaCapture &capture);
  /// A step for something that has no FieldDecl; the key must be the same in every unit.
  FieldId step(llvm::StringRef name, llvm::StringRef key);

  /// The field that stands for the part of class `referred` in a `whole` whose accessor has no body, only
  /// `lifetimebound`; none: no accessor speaks of such a part.
  std::optional<FieldId> part(TypeId whole, clang::QualType referred);

  /// Bytes (strings: characters) of the buffer inside objects of this library class, read from the instantiated class
  /// itself; none when it cannot be told.
  std::optional<uint64_t> inlineBuffer(TypeId type);
  /// Bytes it asks for are a multiple of this.
  uint64_t roundsTo(TypeId type);
  /// What the class puts in front of an object it erases.
  uint64_t inlineHeader(TypeId type);
  /// The buffer takes objects of this class, when they fit: some only what can be copied bit by bit, or moved without
  /// throwing.
  bool keepsInline(TypeId type, clang::QualType object);
  /// A constructor of the class may run code of the user's.
  bool hasUserConstructor(clang::QualType type);

  /// The model of the class, looked up through bases (class Mine : public std::vector<int>).
  /// The array inside a library type whose elements are its own (std::array): no step of its own.
  bool isWhole(const clang::FieldDecl *field);
  const TypeModel *modelOf(const clang::CXXRecordDecl *record);

private:
  std::string placeOf(clang::SourceLocation location) const;
  bool constructsNothrow(clang::QualType object, bool move);
  TypeId make(clang::QualType type);
  std::optional<TypeId> handle(clang::QualType type);
  llvm::DenseMap<const clang::TypedefNameDecl *, std::optional<TypeId>> handles;
  void classify(clang::QualType type, Type &out);
  bool synchronises(const clang::RecordDecl *plain, unsigned depth);
  void classifyRecord(const clang::RecordDecl *record, Type &out);
  void fieldsOf(const clang::RecordDecl *record, Type &out, unsigned depth);
  // Contracts.cpp
  clang::QualType onlyTypeArgument(const clang::CXXRecordDecl *record);
  bool holdsByContract(const clang::RecordDecl *definition);
  void partsByContract(const clang::RecordDecl *definition, Type &out);
  FieldId partStep(TypeId part);
  clang::QualType elementOf(const clang::CXXRecordDecl *record, const TypeModel &model);
  void numberedFields(const clang::CXXRecordDecl *record, Type &out);

  Unit &unit;
  clang::ASTContext &context;
  clang::Sema &sema;
  const Library &library;
  llvm::DenseMap<clang::QualType, TypeId> types; // canonical, unqualified
  llvm::DenseMap<const clang::FieldDecl *, FieldId> steps;
  llvm::StringMap<FieldId> named;
  llvm::DenseMap<const clang::CXXRecordDecl *, const TypeModel *> models;
  std::unordered_map<TypeId, const clang::CXXRecordDecl *> records; ///< the class of a library type
};

} // namespace escape

#endif // ESCAPE_FLOW_TYPES_H

// libstdc++ and libc++ derive the block from the class of the counts and put the object behind them. The block's own
// class is made in bodies that are not parsed, so its layout is added up from the two.
#include "flow/SharedBlock.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Sema/Sema.h"

using namespace clang;

namespace escape {

/// What a shared_ptr points to beside the object: the polymorphic class of the library that holds the counts.
static QualType countsOf(Context &context, QualType pointer, QualType object, SourceLocation at) {
  llvm::SmallVector<QualType, 8> parts{pointer};
  for (unsigned i = 0; i < parts.size() && i < 8; ++i) {
    const CXXRecordDecl *record = parts[i]->getAsCXXRecordDecl();
    if (!record || !record->hasDefinition())
      continue;
    for (const FieldDecl *field : record->fields()) {
      QualType pointee = field->getType()->getPointeeType();
      if (pointee.isNull()) {
        parts.push_back(field->getType());
        continue;
      }
      const CXXRecordDecl *counts = pointee->getAsCXXRecordDecl();
      if (counts && inStandardNamespace(counts) && !context.ast.hasSameUnqualifiedType(pointee, object) &&
          context.sema.isCompleteType(at, pointee) && pointee->getAsCXXRecordDecl()->isPolymorphic())
        return pointee;
    }
    for (const CXXBaseSpecifier &base : record->bases())
      parts.push_back(base.getType());
  }
  return {};
}

std::optional<uint64_t> sharedBlockBytes(Context &context, QualType pointer, QualType object, SourceLocation at) {
  if (object.isNull() || object->isArrayType() || !context.types.hasLayout(object))
    return std::nullopt;
  QualType counts = countsOf(context, pointer, object, at);
  if (counts.isNull())
    return std::nullopt;
  TypeInfoChars base = context.ast.getTypeInfoDataSizeInChars(counts);
  TypeInfoChars inner = context.ast.getTypeInfoInChars(object);
  CharUnits end = base.Width.alignTo(inner.Align) + inner.Width;
  return end.alignTo(std::max(base.Align, inner.Align)).getQuantity();
}

} // namespace escape

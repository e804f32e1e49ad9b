#include "flow/Types.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/Support/Path.h"

using namespace clang;

namespace escape {

std::string qualifiedName(const NamedDecl *decl) {
  llvm::SmallVector<const NamedDecl *, 8> chain{decl};
  for (const DeclContext *c = decl->getDeclContext(); c && !c->isTranslationUnit(); c = c->getParent()) {
    if (auto *ns = dyn_cast<NamespaceDecl>(c)) {
      if (!ns->isInline())
        chain.push_back(ns);
    } else if (auto *named = dyn_cast<NamedDecl>(c)) {
      chain.push_back(named);
    }
  }
  std::string result;
  for (const NamedDecl *d : llvm::reverse(chain)) {
    if (!result.empty())
      result += "::";
    if (auto *ns = dyn_cast<NamespaceDecl>(d); ns && ns->isAnonymousNamespace())
      result += "(anonymous)";
    else if (auto *ctor = dyn_cast<CXXConstructorDecl>(d))
      result += ctor->getParent()->getName();
    else if (isa<CXXDestructorDecl>(d))
      (result += '~') += cast<CXXDestructorDecl>(d)->getParent()->getName();
    else if (auto *record = dyn_cast<CXXRecordDecl>(d); record && record->isLambda())
      result += "lambda";
    else
      result += d->getDeclName().getAsString();
  }
  return result;
}

bool inStandardNamespace(const Decl *decl) {
  for (const DeclContext *c = decl->getDeclContext(); c; c = c->getParent())
    if (auto *ns = dyn_cast<NamespaceDecl>(c);
        ns && !ns->isInline() && ns->getParent()->getRedeclContext()->isTranslationUnit())
      return ns->getName() == "std" || ns->getName() == "__gnu_cxx" || ns->getName() == "__cxxabiv1";
  return false;
}

TypeTable::TypeTable(Unit &unit, ASTContext &context, Sema &sema, const Library &library)
    : unit(unit), context(context), sema(sema), library(library) {}

bool TypeTable::holdsAddress(const Type &type) { return type.cls != TypeClass::Value; }
bool TypeTable::holdsAddress(QualType type) { return !type.isNull() && holdsAddress(info(type)); }

/// `pthread_t` is a number or a pointer to the language, and a task to us.
std::optional<TypeId> TypeTable::handle(QualType type) {
  auto *alias = type->getAs<TypedefType>();
  if (!alias)
    return std::nullopt;
  const TypedefNameDecl *name = alias->getDecl()->getCanonicalDecl();
  if (auto it = handles.find(name); it != handles.end())
    return it->second;
  const TypeModel *model = library.findType(qualifiedName(name));
  if (!model || model->cls != TypeClass::Task)
    return handles[name] = std::nullopt;
  Type out;
  out.cls = TypeClass::Task;
  out.spelling = name->getNameAsString();
  out.bytes = context.getTypeSizeInChars(type).getQuantity();
  out.leaves = model->leaves;
  unit.types.push_back(std::move(out));
  return handles[name] = TypeId(unit.types.size() - 1);
}

TypeId TypeTable::of(QualType type) {
  QualType canonical = context.getCanonicalType(type).getUnqualifiedType();
  if (canonical->isIntegerType() || canonical->isPointerType())
    if (std::optional<TypeId> task = handle(type))
      return *task;
  if (auto it = types.find(canonical); it != types.end())
    return it->second;
  return make(canonical);
}

/// Clang can be asked for the size: classes it found fault with have none, even when they look complete.
bool TypeTable::hasLayout(QualType type) {
  if (type.isNull() || type->isDependentType() || type->isIncompleteType() || type->isFunctionType() ||
      type->isUndeducedType() || type->isReferenceType() || type->isVoidType() || type->isPlaceholderType())
    return false;
  const RecordDecl *record = context.getBaseElementType(type)->getAsRecordDecl();
  const RecordDecl *definition = record ? record->getDefinition() : nullptr;
  return !record || (definition && definition->isCompleteDefinition() && !definition->isInvalidDecl() &&
                     !definition->isDependentContext());
}

TypeId TypeTable::ofElement(QualType type) {
  const QualType canonical = context.getCanonicalType(type).getUnqualifiedType();
  auto *record = canonical->getAsCXXRecordDecl();
  if (!isa_and_nonnull<ClassTemplateSpecializationDecl>(record) || record->hasDefinition() ||
      canonical->isDependentType())
    return of(type);
  (void)sema.isCompleteType(record->getLocation(), canonical);
  auto it = types.find(canonical);
  if (it == types.end() || !record->hasDefinition())
    return of(type);
  // It has been named before, by a pointer to it say, when nothing was known of it.
  Type out = unit.at(it->second);
  const TypeId id = it->second;
  if (hasLayout(canonical))
    out.bytes = context.getTypeSizeInChars(canonical).getQuantity();
  classify(canonical, out);
  unit.types[id.value] = std::move(out);
  return id;
}

// The entry exists before its fields are looked at: `struct Node { Node *next; }` finds itself. Templates that nobody
// has needed are not instantiated: a class that is only pointed to may lead to hundreds of them.
TypeId TypeTable::make(QualType type) {
  TypeId id{unit.types.size()};
  types[type] = id;
  Type out;
  PrintingPolicy policy(context.getLangOpts());
  policy.SuppressTagKeyword = true;
  policy.SuppressInlineNamespace = llvm::to_underlying(PrintingPolicy::SuppressInlineNamespaceMode::All);
  policy.SuppressDefaultTemplateArgs = true;
  policy.UsePreferredNames = true;
  out.spelling = type.getAsString(policy);
  if (hasLayout(type))
    out.bytes = context.getTypeSizeInChars(type).getQuantity();
  if (type->isReferenceType())
    out.bytes = context.getTypeSizeInChars(context.VoidPtrTy).getQuantity();
  unit.types.push_back(out);
  if (auto *record = type->getAsCXXRecordDecl())
    records[id] = record;
  classify(type, out);
  unit.types[id.value] = std::move(out);
  return id;
}

void TypeTable::classify(QualType type, Type &out) {
  if (type->isDependentType() && !type->isReferenceType() && !type->isPointerType())
    return; // in a pattern: nothing is known of it
  if (auto *reference = type->getAs<ReferenceType>()) {
    out.cls = TypeClass::Pointer;
    out.reference = true;
    out.target = of(reference->getPointeeType());
    return;
  }
  if (type->isFunctionPointerType() || type->isMemberPointerType() || type->isNullPtrType())
    return; // code and offsets live forever
  if (type->isBlockPointerType()) {
    // A block with captures lies on the stack until Block_copy; only reference counting makes copies by itself.
    out.cls = context.getLangOpts().ObjCAutoRefCount ? TypeClass::Box : TypeClass::View;
    return;
  }
  if (auto *pointer = type->getAs<clang::PointerType>()) {
    out.cls = TypeClass::Pointer;
    out.target = of(pointer->getPointeeType());
    return;
  }
  if (auto *array = context.getAsArrayType(type)) {
    TypeId element = of(array->getElementType());
    if (!holdsAddress(unit.at(element)))
      return;
    out.cls = TypeClass::Inline;
    out.target = element;
    return;
  }
  if (auto *complex = type->getAs<AtomicType>()) {
    TypeId inner = of(complex->getValueType());
    std::string spelling = out.spelling;
    out = unit.at(inner);
    out.spelling = spelling;
    return;
  }
  if (auto *record = type->getAsRecordDecl())
    classifyRecord(record, out);
}

/// The class of a library type, its bases and the classes of its members, nearest first.
static llvm::SmallVector<const CXXRecordDecl *, 8> partsOf(const CXXRecordDecl *record) {
  constexpr size_t Most = 24;
  llvm::SmallVector<const CXXRecordDecl *, 8> classes;
  auto add = [&](QualType type) {
    auto *part = type->getAsCXXRecordDecl();
    if (part && part->hasDefinition() && classes.size() < Most && !llvm::is_contained(classes, part->getDefinition()))
      classes.push_back(part->getDefinition());
  };
  if (record->hasDefinition())
    classes.push_back(record->getDefinition());
  for (size_t i = 0; i < classes.size(); ++i) {
    const CXXRecordDecl *part = classes[i]; // the list grows
    for (const CXXBaseSpecifier &base : part->bases())
      add(base.getType());
    for (const FieldDecl *field : part->fields())
      add(field->getType());
  }
  return classes;
}

std::optional<uint64_t> TypeTable::inlineBuffer(TypeId type) {
  auto it = records.find(type);
  const TypeModel *model = it == records.end() ? nullptr : modelOf(it->second);
  if (!model || model->inlineSize.empty())
    return std::nullopt;
  uint64_t less = 0; // `NAME - 1`: the terminator is counted there
  auto tellsSize = [&](const NamedDecl *member) {
    return member->getDeclName().isIdentifier() && llvm::any_of(model->inlineSize, [&](llvm::StringRef name) {
             less = name.consume_back(" - 1");
             return member->getName() == name;
           });
  };
  for (const CXXRecordDecl *record : partsOf(it->second))
    for (const Decl *member : record->decls()) {
      if (auto *list = dyn_cast<EnumDecl>(member)) {
        for (const EnumConstantDecl *entry : list->enumerators())
          if (tellsSize(entry))
            return entry->getInitVal().getZExtValue() - less;
      } else if (auto *variable = dyn_cast<VarDecl>(member); variable && tellsSize(variable)) {
        if (const APValue *value = variable->evaluateValue(); value && value->isInt())
          return value->getInt().getZExtValue() - less;
      } else if (auto *field = dyn_cast<FieldDecl>(member); field && tellsSize(field) && hasLayout(field->getType())) {
        return context.getTypeSizeInChars(field->getType()).getQuantity();
      }
    }
  return std::nullopt;
}

uint64_t TypeTable::roundsTo(TypeId type) {
  auto it = records.find(type);
  const TypeModel *model = it == records.end() ? nullptr : modelOf(it->second);
  if (model && !model->roundsTo.empty())
    for (const CXXRecordDecl *record : partsOf(it->second))
      for (const Decl *member : record->decls())
        if (auto *list = dyn_cast<EnumDecl>(member))
          for (const EnumConstantDecl *entry : list->enumerators())
            if (entry->getName() == model->roundsTo)
              return entry->getInitVal().getZExtValue();
  return 1;
}

uint64_t TypeTable::inlineHeader(TypeId type) {
  auto it = records.find(type);
  const TypeModel *model = it == records.end() ? nullptr : modelOf(it->second);
  bool has =
      model && !model->inlineHeader.empty() && llvm::any_of(partsOf(it->second), [&](const CXXRecordDecl *record) {
        return record->getDeclName().isIdentifier() && record->getName() == model->inlineHeader;
      });
  return has ? context.getTypeSizeInChars(context.VoidPtrTy).getQuantity() : 0;
}

bool TypeTable::keepsInline(TypeId type, QualType object) {
  auto it = records.find(type);
  const TypeModel *model = it == records.end() ? nullptr : modelOf(it->second);
  if (!model || !it->second->getDefinition() || object.isTriviallyCopyableType(context))
    return true;
  if (!model->inlineTrivial.empty() &&
      llvm::any_of(it->second->getDefinition()->bases(), [&](const CXXBaseSpecifier &base) {
        auto *b = base.getType()->getAsCXXRecordDecl();
        return b && b->getName() == model->inlineTrivial;
      }))
    return false;
  return model->inlineNothrow.empty() || constructsNothrow(object, model->inlineNothrow == "move");
}

bool TypeTable::constructsNothrow(QualType object, bool move) {
  auto *record = object->getAsCXXRecordDecl();
  if (!record || !record->hasDefinition())
    return true;
  // Through Sema: implicit ones may not have been needed yet.
  const CXXConstructorDecl *found = move ? sema.LookupMovingConstructor(record->getDefinition(), 0)
                                         : sema.LookupCopyingConstructor(record->getDefinition(), Qualifiers::Const);
  auto *type = found ? found->getType()->getAs<FunctionProtoType>() : nullptr;
  type = type ? sema.ResolveExceptionSpec(record->getLocation(), type) : nullptr;
  return type && type->isNothrow();
}

bool TypeTable::hasUserConstructor(QualType type) {
  auto *record = type->getAsCXXRecordDecl();
  return record && record->hasDefinition() && !inStandardNamespace(record) &&
         record->getDefinition()->hasUserDeclaredConstructor();
}

FieldId TypeTable::step(llvm::StringRef name, llvm::StringRef key) {
  auto [it, isNew] = named.try_emplace(key, FieldId{});
  if (isNew) {
    it->second = FieldId(unit.fields.size());
    unit.fields.push_back({name.str(), key.str()});
  }
  return it->second;
}

void TypeTable::nameCapture(const FieldDecl *field, const LambdaCapture &capture) {
  Field &entry = unit.fields[step(field).value];
  entry.name = capture.capturesThis()       ? "this"
               : capture.capturesVariable() ? capture.getCapturedVar()->getNameAsString()
                                            : entry.name;
}

bool TypeTable::isWhole(const FieldDecl *field) {
  auto *record = dyn_cast<CXXRecordDecl>(field->getParent());
  return record && field->getType()->isArrayType() && modelOf(record) &&
         info(field->getASTContext().getCanonicalTagType(record)).cls == TypeClass::Inline;
}

/// Tells closures apart, and is the same in every unit that includes a header.
std::string TypeTable::placeOf(SourceLocation location) const {
  const SourceManager &manager = context.getSourceManager();
  auto [file, offset] = manager.getDecomposedLoc(manager.getExpansionLoc(location));
  auto entry = manager.getFileEntryRefForID(file);
  std::string place = entry ? llvm::sys::path::filename(entry->getName()).str() : std::string();
  place += ":" + std::to_string(offset);
  if (location.isMacroID()) // several in one expansion
    place += ":" + std::to_string(manager.getFileOffset(manager.getSpellingLoc(location)));
  return place;
}

FieldId TypeTable::step(const FieldDecl *field) {
  if (auto it = steps.find(field); it != steps.end())
    return it->second;
  const RecordDecl *parent = field->getParent();
  FieldId result;
  if (parent->isUnion()) {
    result = step::Element;
  } else if (auto *record = dyn_cast<CXXRecordDecl>(parent);
             record && (record->hasAttr<PointerAttr>() || record->hasAttr<OwnerAttr>()) && !modelOf(record)) {
    result = step::Storage;
  } else {
    std::string name =
        field->getDeclName() ? field->getNameAsString() : ("field " + std::to_string(field->getFieldIndex()));
    std::string key = qualifiedName(parent) + "::" + std::to_string(field->getFieldIndex()) + name;
    if (auto *closure = dyn_cast<CXXRecordDecl>(parent); closure && closure->isLambda())
      key += "@" + placeOf(parent->getLocation());
    else if (!parent->isExternallyVisible())
      key = unit.mainFile + ":" + key; // other files have others of that name
    result = step(name, key);
    auto *closure = dyn_cast<CXXRecordDecl>(parent); // captures are private, and are somebody else's variables
    // Who uses a class sees neither.
    const bool closed = field->getAccess() == AS_private || field->getAccess() == AS_protected;
    unit.fields[result.value].hidden = closed && !(closure && closure->isLambda());
  }
  return steps[field] = result;
}

} // namespace escape

// Classes as types: what models, attributes and fields say of them.
#include "flow/Types.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace escape {

QualType TypeTable::elementOf(const CXXRecordDecl *record, const TypeModel &model) {
  if (!model.elementMember.empty()) {
    if (auto *definition = record->getDefinition())
      for (const Decl *member : definition->decls())
        if (auto *alias = dyn_cast<TypedefNameDecl>(member); alias && alias->getName() == model.elementMember)
          if (QualType type = alias->getUnderlyingType(); !type->isDependentType())
            return type.getCanonicalType();
  }
  auto *special = dyn_cast<ClassTemplateSpecializationDecl>(record);
  if (!special)
    return {};
  const TemplateArgumentList &args = special->getTemplateArgs();
  llvm::SmallVector<QualType, 4> types;
  for (const TemplateArgument &argument : args.asArray()) {
    if (argument.getKind() == TemplateArgument::Type)
      types.push_back(argument.getAsType());
    else if (argument.getKind() == TemplateArgument::Pack)
      for (const TemplateArgument &packed : argument.pack_elements())
        types.push_back(packed.getKind() == TemplateArgument::Type ? packed.getAsType() : QualType());
    else
      types.push_back({});
  }
  if (model.element == -2) { // one of several: the first that can hold an address stands for all
    for (QualType type : types)
      if (!type.isNull() && holdsAddress(type))
        return type;
    return types.empty() ? QualType() : types[0];
  }
  return model.element >= 0 && size_t(model.element) < types.size() ? types[model.element] : QualType();
}

/// std::tuple, what std::bind gives: a field a template argument, by number.
void TypeTable::numberedFields(const CXXRecordDecl *record, Type &out) {
  auto *special = dyn_cast<ClassTemplateSpecializationDecl>(record);
  if (!special)
    return;
  unsigned number = 0;
  auto add = [&](const TemplateArgument &argument) {
    std::string name = std::to_string(number++);
    if (argument.getKind() == TemplateArgument::Type && holdsAddress(argument.getAsType()))
      out.fields.push_back({step(name, "numbered::" + name), of(argument.getAsType())});
  };
  for (const TemplateArgument &argument : special->getTemplateArgs().asArray())
    if (argument.getKind() == TemplateArgument::Pack)
      for (const TemplateArgument &packed : argument.pack_elements())
        add(packed);
    else if (auto *bound = argument.getKind() == TemplateArgument::Type
                               ? argument.getAsType()->getAs<FunctionProtoType>()
                               : nullptr) {
      // _Bind<Callable(Arguments...)>
      add(TemplateArgument(bound->getReturnType()));
      for (QualType parameter : bound->param_types())
        add(TemplateArgument(parameter));
    } else {
      add(argument);
    }
}

const TypeModel *TypeTable::modelOf(const CXXRecordDecl *record) {
  record = record->getCanonicalDecl();
  if (auto it = models.find(record); it != models.end())
    return it->second;
  models[record] = nullptr; // ends the recursion of ill-formed hierarchies
  const TypeModel *found = library.findType(qualifiedName(record));
  if (!found)
    if (auto *definition = record->getDefinition(); definition && !definition->isDependentContext())
      for (const CXXBaseSpecifier &base : definition->bases())
        if (auto *baseRecord = base.getType()->getAsCXXRecordDecl(); baseRecord && !found)
          found = modelOf(baseRecord);
  return models[record] = found;
}

/// A lock, condition or semaphore, or something with one inside.
bool TypeTable::synchronises(const RecordDecl *plain, unsigned depth) {
  const RecordDecl *definition = plain->getDefinition();
  if (!definition || depth > 4)
    return false;
  if (context.getSourceManager().isInSystemHeader(definition->getLocation())) { // library classes by name only
    std::string name = qualifiedName(definition);
    if (const TypedefNameDecl *alias = definition->getTypedefNameForAnonDecl())
      name = alias->getNameAsString();
    const TypeModel *model = library.findType(name);
    return model && model->synchronises;
  }
  if (auto *record = dyn_cast<CXXRecordDecl>(definition))
    for (const CXXBaseSpecifier &base : record->bases())
      if (auto *b = base.getType()->getAsRecordDecl(); b && synchronises(b, depth + 1))
        return true;
  for (const FieldDecl *field : definition->fields())
    if (auto *inner = context.getBaseElementType(field->getType())->getAsRecordDecl();
        inner && synchronises(inner, depth + 1))
      return true;
  return false;
}

static bool copiesByHand(const RecordDecl *definition) {
  auto *record = dyn_cast<CXXRecordDecl>(definition);
  return record && llvm::any_of(record->ctors(), [](const CXXConstructorDecl *made) {
           return made->isCopyOrMoveConstructor() && made->isUserProvided();
         });
}

void TypeTable::classifyRecord(const RecordDecl *plain, Type &out) {
  out.synchronised = synchronises(plain, 0);
  auto *record = dyn_cast<CXXRecordDecl>(plain);
  const RecordDecl *definition = plain->getDefinition();
  if (record && definition)
    out.polymorphic = cast<CXXRecordDecl>(definition)->isPolymorphic();
  if (record) {
    if (const TypeModel *model = modelOf(record)) {
      out.cls = model->cls;
      out.container = model->container;
      out.nodeBased = model->nodeBased;
      out.movesIterators = model->movesIterators;
      out.iterator = model->iterator;
      out.joins = model->joins;
      out.terminates = model->terminates;
      out.leaves = model->leaves;
      out.closure = model->closure;
      out.signals = model->signals;
      // A derived class keeps the template arguments in its base.
      const CXXRecordDecl *holder = record;
      while (holder && qualifiedName(holder) != model->name) {
        const CXXRecordDecl *next = nullptr;
        if (auto *d = holder->getDefinition())
          for (const CXXBaseSpecifier &base : d->bases())
            if (auto *b = base.getType()->getAsCXXRecordDecl(); b && modelOf(b) == model)
              next = b;
        holder = next;
      }
      QualType element = holder ? elementOf(holder, *model) : QualType();
      if (!element.isNull())
        out.target = ofElement(element->isArrayType() && out.cls != TypeClass::Inline
                                   ? context.getAsArrayType(element)->getElementType()
                                   : element);
      if (out.cls == TypeClass::Inline && (element.isNull() ? false : !holdsAddress(unit.at(out.target))))
        out.cls = TypeClass::Value;
      if (out.cls == TypeClass::Record && definition) {
        if (model->numbered)
          numberedFields(record, out);
        else
          fieldsOf(definition, out, 0);
        if (out.fields.empty())
          out.cls = TypeClass::Value;
      }
      return;
    }
    if (auto *pointer = record->getAttr<PointerAttr>()) {
      out.cls = TypeClass::View;
      if (pointer->getDerefTypeLoc())
        out.target = of(pointer->getDerefType());
      else if (QualType only = onlyTypeArgument(record); !only.isNull())
        out.target = ofElement(only);
      return;
    }
    if (auto *owner = record->getAttr<OwnerAttr>()) {
      out.cls = TypeClass::Owner;
      if (owner->getDerefTypeLoc())
        out.target = of(owner->getDerefType());
      else if (QualType only = onlyTypeArgument(record); !only.isNull())
        out.target = ofElement(only);
      return;
    }
    out.closure = record->isLambda();
  }
  if (!definition || definition->isDependentContext() || definition->isInvalidDecl())
    return;
  if (record && context.getLangOpts().Coroutines &&
      !definition->lookup(DeclarationName(&context.Idents.get("promise_type"))).empty()) {
    out.cls = TypeClass::Task; // what a coroutine returns: holds the coroutine's frame
    return;
  }
  if (definition->isUnion()) {
    // All members of a union are one.
    for (const FieldDecl *field : definition->fields())
      if (holdsAddress(field->getType())) {
        out.cls = TypeClass::Inline;
        out.target = of(field->getType());
        return;
      }
    return;
  }
  fieldsOf(definition, out, 0);
  if (out.fields.empty() && holdsByContract(definition)) {
    out.cls = TypeClass::View;
    return;
  }
  partsByContract(definition, out);
  out.ownCopy = copiesByHand(definition) || llvm::any_of(out.fields, [&](const TypeField &part) {
                  return part.type.valid() && unit.at(part.type).ownCopy;
                });
  if (!out.fields.empty())
    out.cls = TypeClass::Record;
}

void TypeTable::fieldsOf(const RecordDecl *definition, Type &out, unsigned depth) {
  if (auto *record = dyn_cast<CXXRecordDecl>(definition); record && depth < 12)
    for (const CXXBaseSpecifier &base : record->bases())
      if (auto *baseRecord = base.getType()->getAsCXXRecordDecl())
        if (auto *baseDefinition = baseRecord->getDefinition(); baseDefinition && !baseDefinition->isDependentContext())
          fieldsOf(baseDefinition, out, depth + 1);
  for (const FieldDecl *field : definition->fields()) {
    if (field->getType()->isDependentType() || !holdsAddress(field->getType()))
      continue;
    if (field->isAnonymousStructOrUnion()) {
      // Members of an anonymous struct are members of its parent; those of an anonymous union are one.
      if (auto *inner = field->getType()->getAsRecordDecl(); inner && inner->getDefinition() && !inner->isUnion()) {
        fieldsOf(inner->getDefinition(), out, depth + 1);
        continue;
      }
    }
    out.fields.push_back({step(field), of(field->getType())});
  }
}

} // namespace escape

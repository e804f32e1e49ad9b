#include "flow/Sizes.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Sema/Sema.h"

using namespace clang;

namespace escape {

static QualType templateType(const FunctionDecl *callee, unsigned index) {
  const TemplateArgumentList *list = callee->getTemplateSpecializationArgs();
  if (!list || index >= list->size() || (*list)[index].getKind() != TemplateArgument::Type)
    return {};
  return (*list)[index].getAsType();
}

/// Template argument `index` of the class, those of a pack counted one by one.
static QualType classTemplateType(const CXXRecordDecl *record, unsigned index) {
  auto *special = dyn_cast_or_null<ClassTemplateSpecializationDecl>(record);
  if (!special)
    return {};
  llvm::SmallVector<TemplateArgument, 8> arguments;
  for (const TemplateArgument &argument : special->getTemplateArgs().asArray())
    if (argument.getKind() == TemplateArgument::Pack)
      arguments.append(argument.pack_begin(), argument.pack_end());
    else
      arguments.push_back(argument);
  if (index >= arguments.size() || arguments[index].getKind() != TemplateArgument::Type)
    return {};
  return arguments[index].getAsType();
}

static const CXXRecordDecl *classOf(const FunctionDecl *callee) {
  auto *method = dyn_cast<CXXMethodDecl>(callee);
  return method ? method->getParent() : nullptr;
}

QualType templateArgument(QualType type, unsigned index) {
  return classTemplateType(type->getAsCXXRecordDecl(), index);
}

QualType namedType(llvm::StringRef name, const FunctionDecl *callee, const CallExpr *call) {
  if (name.size() == 2 && name[0] == 'T')
    return templateType(callee, name[1] - '0');
  unsigned index = 0;
  if (name.starts_with("C") && !name.drop_front().getAsInteger(10, index))
    return classTemplateType(classOf(callee), index);
  if (name.starts_with("R") && !name.drop_front().getAsInteger(10, index))
    return templateArgument(callee->getReturnType().getNonReferenceType(), index);
  if (name == "element") {
    auto *method = dyn_cast<CXXMethodDecl>(callee);
    if (!method)
      return {};
    // value_type of maps is a pair, which the first template argument is not.
    for (const Decl *member : method->getParent()->decls())
      if (auto *alias = dyn_cast<TypedefNameDecl>(member); alias && alias->getName() == "value_type")
        return alias->getUnderlyingType().getCanonicalType();
    return classTemplateType(classOf(callee), 0);
  }
  if (name == "pointee" && call && call->getNumArgs())
    return call->getArg(0)->getType()->getPointeeType();
  return {};
}

std::optional<uint64_t> nodeBytes(Context &context, const CXXRecordDecl *container, SourceLocation at) {
  const TypeModel *model = context.types.modelOf(container);
  if (!model || model->node.empty())
    return std::nullopt;
  llvm::SmallVector<const CXXRecordDecl *, 8> classes{container->getDefinition()};
  for (unsigned i = 0; i < classes.size() && classes.size() < 24; ++i) {
    const CXXRecordDecl *record = classes[i];
    if (!record)
      continue;
    for (const Decl *member : record->decls()) {
      auto *alias = dyn_cast<TypedefNameDecl>(member);
      if (!alias || !llvm::is_contained(model->node, alias->getName()))
        continue;
      QualType node = alias->getUnderlyingType().getCanonicalType();
      if (QualType pointee = node->getPointeeType(); !pointee.isNull())
        node = pointee;
      if (!node->isDependentType() && node->isRecordType() && context.sema.isCompleteType(at, node))
        return context.ast.getTypeSizeInChars(node).getQuantity();
    }
    for (const CXXBaseSpecifier &base : record->bases())
      if (auto *b = base.getType()->getAsCXXRecordDecl())
        classes.push_back(b->getDefinition());
    for (const FieldDecl *field : record->fields())
      if (auto *f = field->getType()->getAsCXXRecordDecl())
        classes.push_back(f->getDefinition());
  }
  return std::nullopt;
}

AllocReason copyAllocates(Context &context, QualType type, unsigned depth) {
  constexpr unsigned MostLevels = 4;
  type = context.ast.getBaseElementType(type.getNonReferenceType());
  auto *record = type->getAsCXXRecordDecl();
  if (!record || !record->hasDefinition() || depth > MostLevels)
    return AllocReason::None;
  record = record->getDefinition();
  const Type &info = context.types.info(type);
  const TypeModel *model = context.types.modelOf(record);
  if (info.cls == TypeClass::Owner && model)
    return !model->container           ? AllocReason::None
           : model->inlineSize.empty() ? AllocReason::NonConstantSize
                                       : AllocReason::RunTimeLength;
  if (info.cls == TypeClass::Box)
    return AllocReason::LibraryBranch;
  if (info.cls != TypeClass::Record && info.cls != TypeClass::Inline)
    return AllocReason::None;
  for (const CXXConstructorDecl *constructor : record->ctors())
    if (constructor->isCopyConstructor() && constructor->isUserProvided() && !inStandardNamespace(record))
      return AllocReason::None;
  AllocReason found = AllocReason::None;
  auto part = [&](QualType of) {
    AllocReason reason = copyAllocates(context, of, depth + 1);
    if (reason != AllocReason::None && found != AllocReason::NonConstantSize)
      found = reason;
  };
  if (inStandardNamespace(record)) { // pair, tuple, optional, variant, array: what they are made of
    if (auto *special = dyn_cast<ClassTemplateSpecializationDecl>(record))
      for (const TemplateArgument &argument : special->getTemplateArgs().asArray()) {
        if (argument.getKind() == TemplateArgument::Type)
          part(argument.getAsType());
        else if (argument.getKind() == TemplateArgument::Pack)
          for (const TemplateArgument &one : argument.pack_elements())
            if (one.getKind() == TemplateArgument::Type)
              part(one.getAsType());
      }
    // Which of them is there is not known.
    return found == AllocReason::NonConstantSize && info.cls == TypeClass::Inline ? AllocReason::RunTimeLength : found;
  }
  for (const CXXBaseSpecifier &base : record->bases())
    part(base.getType());
  for (const FieldDecl *field : record->fields())
    part(field->getType());
  return found;
}

bool allocatesEmpty(Context &context, QualType type, unsigned depth) {
  constexpr unsigned MostLevels = 4;
  auto *record = type->getAsCXXRecordDecl();
  if (!record || !record->hasDefinition() || depth > MostLevels)
    return false;
  record = record->getDefinition();
  const TypeModel *model = context.types.modelOf(record);
  if (model && !model->allocatesEmpty.empty())
    return model->allocatesEmpty == context.standardLibrary;
  if (model && model->container && model->like.front() != "adaptor")
    return false;
  return llvm::any_of(record->fields(),
                      [&](const FieldDecl *field) { return allocatesEmpty(context, field->getType(), depth + 1); });
}

bool hasOwnAllocator(Context &context, QualType type) {
  auto *special = dyn_cast_or_null<ClassTemplateSpecializationDecl>(type->getAsCXXRecordDecl());
  if (!special)
    return false;
  for (const TemplateArgument &argument : special->getTemplateArgs().asArray()) {
    if (argument.getKind() != TemplateArgument::Type)
      continue;
    auto *record = argument.getAsType()->getAsCXXRecordDecl();
    if (!record || !record->hasDefinition())
      continue;
    if (const TypeModel *model = context.types.modelOf(record); model && model->cls == TypeClass::Value)
      continue; // the library's own, which asks operator new
    for (const CXXMethodDecl *method : record->getDefinition()->methods())
      if (method->getDeclName().isIdentifier() && method->getName() == "allocate")
        return true;
  }
  return false;
}

namespace {

class SizeReader {
public:
  SizeReader(Context &context, const FunctionDecl *callee, llvm::ArrayRef<const Expr *> args, const Expr *expr,
             const KnownValues &known)
      : known(known), context(context), callee(callee), call(dyn_cast<CallExpr>(expr)), args(args),
        at(expr->getExprLoc()) {}

  QualType object;
  const Expr *erased = nullptr;

  Bounds product(llvm::StringRef text) {
    llvm::SmallVector<llvm::StringRef, 3> factors;
    text.split(factors, " * ");
    Bounds bytes = Bounds::exactly(1);
    for (llvm::StringRef f : factors)
      bytes = bytes * factor(f);
    return bytes;
  }

private:
  const Expr *argument(unsigned index) const { return index < args.size() ? args[index] : nullptr; }

  Bounds sizeOf(QualType type) {
    if (!type.isNull() && type->isArrayType())
      type = context.ast.getAsArrayType(type)->getElementType();
    if (type.isNull() || !context.types.hasLayout(type.getNonReferenceType()))
      return {};
    return Bounds::exactly(context.ast.getTypeSizeInChars(type.getNonReferenceType()).getQuantity());
  }

  Bounds erase(QualType type) {
    type = type.getNonReferenceType();
    object =
        type->isFunctionType() || type->isArrayType() ? context.ast.getDecayedType(type) : type.getUnqualifiedType();
    return sizeOf(object);
  }

  /// Characters of the object the method is called on, from number argument 0 on, at most argument 1 of them.
  Bounds rest() {
    auto *method = dyn_cast_or_null<CXXMemberCallExpr>(call);
    Bounds rest = method ? lengthOf(context, method->getImplicitObjectArgument(), known) : Bounds();
    if (const Expr *from = argument(0); from && !isa<CXXDefaultArgExpr>(from)) {
      std::optional<uint64_t> skipped = constantValue(context, from, known);
      rest.least = skipped && *skipped < rest.least ? rest.least - *skipped : 0;
      if (rest.most && skipped)
        rest.most = *skipped < *rest.most ? *rest.most - *skipped : 0;
    }
    if (const Expr *most = argument(1); most && !isa<CXXDefaultArgExpr>(most)) {
      std::optional<uint64_t> limit = constantValue(context, most, known);
      rest.least = limit ? std::min(rest.least, *limit) : 0;
      if (limit)
        rest.most = std::min(rest.most.value_or(*limit), *limit);
    }
    return rest;
  }

  /// `N0`: the number that is template argument 0 of the class.
  Bounds classNumber(unsigned index) const {
    auto *method = dyn_cast<CXXMethodDecl>(callee);
    auto *special = method ? dyn_cast<ClassTemplateSpecializationDecl>(method->getParent()) : nullptr;
    if (!special || index >= special->getTemplateArgs().size() ||
        special->getTemplateArgs()[index].getKind() != TemplateArgument::Integral)
      return {};
    return Bounds::exactly(special->getTemplateArgs()[index].getAsIntegral().tryZExtValue());
  }

  Bounds factor(llvm::StringRef text) {
    uint64_t number = 0;
    if (!text.getAsInteger(10, number))
      return Bounds::exactly(number);
    if (text == "some")
      return {};
    if (text == "range")
      return args.size() > 1 ? lengthBetween(context, args[0], args[1], known) : Bounds();
    if (text == "rest")
      return rest();
    if (text == "node") {
      auto *method = dyn_cast<CXXMethodDecl>(callee);
      return method ? Bounds::exactly(nodeBytes(context, method->getParent(), at)) : Bounds();
    }
    if (text == "objectT0") {
      QualType type = namedType("T0", callee, call);
      return type.isNull() ? Bounds() : erase(type);
    }
    for (llvm::StringRef word : {"arg", "length", "digits", "object", "N"}) {
      llvm::StringRef rest = text;
      unsigned index = 0;
      if (!rest.consume_front(word) || rest.getAsInteger(10, index))
        continue;
      if (word == "N")
        return classNumber(index);
      const Expr *given = argument(index);
      if (!given)
        return {};
      if (word == "arg")
        return Bounds::exactly(constantValue(context, given, known));
      if (word == "length")
        return given->getType()->isAnyCharacterType() ? Bounds::exactly(1) : lengthOf(context, given, known);
      if (word == "digits")
        return digitsOf(context, given, known);
      erased = given;
      return erase(given->getType());
    }
    QualType type = namedType(text, callee, call);
    if (text == "element" && !type.isNull() && type->isBooleanType())
      return {}; // std::vector<bool> packs them
    return sizeOf(type);
  }

  const KnownValues &known;
  Context &context;
  const FunctionDecl *callee;
  const CallExpr *call;
  llvm::ArrayRef<const Expr *> args;
  SourceLocation at;
};

} // namespace

Asked askedFor(Context &context, const AllocationModel &model, const FunctionDecl *callee,
               llvm::ArrayRef<const Expr *> args, const Expr *expr, const KnownValues &known) {
  Asked asked;
  llvm::SmallVector<llvm::StringRef, 3> products;
  llvm::StringRef(model.size).split(products, " + ", -1, false);
  asked.sized = !products.empty();
  if (!asked.sized)
    return asked;
  SizeReader reader(context, callee, args, expr, known);
  asked.amount = Bounds::exactly(0);
  for (llvm::StringRef text : products)
    asked.amount = asked.amount + reader.product(text);
  asked.object = reader.object;
  asked.erased = reader.erased;
  return asked;
}

} // namespace escape

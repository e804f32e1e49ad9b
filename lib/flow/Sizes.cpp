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

std::optional<uint64_t> constantLength(const Expr *expr, Unchanging known) {
  const Expr *bare = known(expr)->IgnoreUnlessSpelledInSource();
  if (auto *braces = dyn_cast<CXXStdInitializerListExpr>(bare))
    bare = braces->getSubExpr()->IgnoreUnlessSpelledInSource();
  if (auto *literal = dyn_cast<StringLiteral>(bare)) // read as a C string
    return literal->getCharByteWidth() == 1 ? std::min<uint64_t>(literal->getString().find('\0'), literal->getLength())
                                            : literal->getLength();
  if (auto *list = dyn_cast<InitListExpr>(bare))
    return list->getNumInits();
  auto *made = dyn_cast<CXXConstructExpr>(bare);
  bool one = made && made->getNumArgs() && (made->getNumArgs() == 1 || isa<CXXDefaultArgExpr>(made->getArg(1)));
  if (one && inStandardNamespace(made->getConstructor()->getParent()) &&
      isa<StringLiteral>(made->getArg(0)->IgnoreUnlessSpelledInSource()))
    return constantLength(made->getArg(0), known);
  return std::nullopt;
}

namespace {

class SizeReader {
public:
  SizeReader(Context &context, const FunctionDecl *callee, llvm::ArrayRef<const Expr *> args, const Expr *expr,
             Unchanging known)
      : known(known), context(context), callee(callee), call(dyn_cast<CallExpr>(expr)), args(args),
        at(expr->getExprLoc()) {}

  QualType object;

  std::optional<uint64_t> product(llvm::StringRef text) {
    llvm::SmallVector<llvm::StringRef, 3> factors;
    text.split(factors, " * ");
    std::optional<uint64_t> bytes = 1;
    bool zero = false;
    for (llvm::StringRef f : factors) {
      std::optional<uint64_t> value = factor(f);
      zero |= value && *value == 0;
      bytes = bytes && value ? std::optional(*bytes * *value) : std::nullopt;
    }
    return zero ? std::optional<uint64_t>(0) : bytes;
  }

private:
  const Expr *argument(unsigned index) const { return index < args.size() ? args[index] : nullptr; }

  std::optional<uint64_t> sizeOf(QualType type) {
    if (!type.isNull() && type->isArrayType())
      type = context.ast.getAsArrayType(type)->getElementType();
    if (type.isNull() || !context.types.hasLayout(type.getNonReferenceType()))
      return std::nullopt;
    return context.ast.getTypeSizeInChars(type.getNonReferenceType()).getQuantity();
  }

  std::optional<uint64_t> value(const Expr *argument) const {
    Expr::EvalResult result;
    argument = known(argument);
    if (argument->isValueDependent() || !argument->getType()->isIntegralOrEnumerationType() ||
        !argument->EvaluateAsInt(result, context.ast))
      return std::nullopt;
    return result.Val.getInt().getZExtValue();
  }

  /// Characters that a number of this type needs at most: digits, a sign.
  std::optional<uint64_t> digits(QualType type) const {
    if (!type->isIntegralOrEnumerationType())
      return std::nullopt;
    constexpr double DigitsPerBit = 0.30103;
    uint64_t bits = context.ast.getTypeSize(type);
    return uint64_t(double(bits) * DigitsPerBit) + 1 + (type->isSignedIntegerOrEnumerationType() ? 1 : 0);
  }

  std::optional<uint64_t> factor(llvm::StringRef text) {
    uint64_t number = 0;
    if (!text.getAsInteger(10, number))
      return number;
    if (text == "some")
      return std::nullopt;
    if (text == "node") {
      auto *method = dyn_cast<CXXMethodDecl>(callee);
      return method ? nodeBytes(context, method->getParent(), at) : std::nullopt;
    }
    auto erase = [&](QualType type) {
      type = type.getNonReferenceType();
      object =
          type->isFunctionType() || type->isArrayType() ? context.ast.getDecayedType(type) : type.getUnqualifiedType();
      return sizeOf(object);
    };
    if (text == "objectT0") {
      QualType type = namedType("T0", callee, call);
      return type.isNull() ? std::nullopt : erase(type);
    }
    for (llvm::StringRef word : {"arg", "length", "digits", "object"}) {
      llvm::StringRef rest = text;
      unsigned index = 0;
      if (!rest.consume_front(word) || rest.getAsInteger(10, index))
        continue;
      const Expr *given = argument(index);
      if (!given)
        return std::nullopt;
      if (word == "arg")
        return value(given);
      if (word == "length")
        return constantLength(given, known);
      if (word == "digits")
        return digits(given->IgnoreParenImpCasts()->getType());
      return erase(given->getType());
    }
    QualType type = namedType(text, callee, call);
    if (text == "element" && !type.isNull() && type->isBooleanType())
      return std::nullopt; // std::vector<bool> packs them
    return sizeOf(type);
  }

  Unchanging known;
  Context &context;
  const FunctionDecl *callee;
  const CallExpr *call;
  llvm::ArrayRef<const Expr *> args;
  SourceLocation at;
};

} // namespace

Asked askedFor(Context &context, const AllocationModel &model, const FunctionDecl *callee,
               llvm::ArrayRef<const Expr *> args, const Expr *expr, Unchanging known) {
  Asked asked;
  llvm::SmallVector<llvm::StringRef, 3> products;
  llvm::StringRef(model.size).split(products, " + ", -1, false);
  asked.sized = !products.empty();
  bool constant = asked.sized;
  SizeReader reader(context, callee, args, expr, known);
  for (llvm::StringRef text : products) {
    std::optional<uint64_t> bytes = reader.product(text);
    asked.constant += bytes.value_or(0);
    constant &= bytes.has_value();
  }
  if (constant)
    asked.bytes = asked.constant;
  asked.object = reader.object;
  return asked;
}

} // namespace escape

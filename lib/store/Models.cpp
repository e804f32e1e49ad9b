#include "store/Models.h"
#include "store/ModelBinder.h"
#include "store/ModelSchema.h"
#include "llvm/ADT/StringExtras.h"

namespace escape {

using models::Function;

Models::Models() = default;
Models::~Models() = default;

/// `*` stands for any text.
static bool matches(llvm::StringRef pattern, llvm::StringRef text) {
  size_t star = pattern.find('*');
  if (star == llvm::StringRef::npos)
    return pattern == text;
  if (!text.consume_front(pattern.take_front(star)))
    return false;
  pattern = pattern.drop_front(star + 1);
  for (size_t skip = 0; skip <= text.size(); ++skip)
    if (matches(pattern, text.drop_front(skip)))
      return true;
  return false;
}

/// `std::vector` and `operator[]`; an operator's own name may have `::` in it (conversion operators).
static std::pair<llvm::StringRef, llvm::StringRef> splitName(llvm::StringRef name) {
  size_t at = name.find("::operator");
  if (at == llvm::StringRef::npos || (at + 10 < name.size() && llvm::isAlnum(name[at + 10])))
    at = name.rfind("::");
  if (at == llvm::StringRef::npos)
    return {"", name};
  return {name.take_front(at), name.drop_front(at + 2)};
}

static llvm::StringRef simpleName(llvm::StringRef className) { return splitName(className).second; }

/// `std::ranges::find` for the class whose object it is: `std::ranges::__find_fn` or `std::ranges::views::_Take_while`
/// (libstdc++), `std::ranges::__find::__fn` (libc++), `std::ranges::__cust_access::_Begin`. Empty: none.
static std::string functionObject(llvm::StringRef className) {
  auto [scope, object] = splitName(className);
  if (object == "__fn")
    std::tie(scope, object) = splitName(scope);
  else if (object.ends_with("_fn"))
    object = object.drop_back(3);
  if (!object.starts_with("_"))
    return "";
  while (splitName(scope).second.starts_with("__"))
    scope = splitName(scope).first;
  return (scope + "::" + object.ltrim('_').lower()).str();
}

void Models::add(const models::File &file) {
  for (const models::Field &f : file.fields)
    fieldKeys.try_emplace(f.name, f.key);
  for (const TypeModel &t : file.types)
    if (llvm::StringRef(t.name).contains('*'))
      typePatterns.push_back(&t);
    else
      types.try_emplace(t.name, &t);
  for (const Function &f : file.functions)
    for (const std::string &name : f.names) {
      functions[name].push_back(&f);
      classes[splitName(name).first] = true;
    }
  for (const Function &f : file.defaults)
    defaults.push_back(&f);
}

llvm::Error Models::checkLike(const models::File &file, llvm::StringRef fileName) const {
  for (const TypeModel &t : file.types)
    for (const std::string &like : t.like)
      if (!classes.count(like) && !types.count(like))
        return llvm::createStringError(llvm::inconvertibleErrorCode(), fileName + ": type \"" + t.name +
                                                                           "\": \"like\" names \"" + like +
                                                                           "\", which has no functions");
  return llvm::Error::success();
}

llvm::Expected<std::unique_ptr<Models>> Models::load(llvm::ArrayRef<ModelFile> sources) {
  std::unique_ptr<Models> result(new Models);
  for (const ModelFile &source : sources) {
    auto file = models::readModelFile(source.text, source.name);
    if (!file)
      return file.takeError();
    result->files.push_back(std::make_unique<models::File>(std::move(*file)));
    result->add(*result->files.back());
  }
  for (size_t i = 0; i < sources.size(); ++i)
    if (llvm::Error error = result->checkLike(*result->files[i], sources[i].name))
      return std::move(error);
  return std::move(result);
}

const TypeModel *Models::findType(std::string_view qualifiedName) const {
  if (auto it = types.find(qualifiedName); it != types.end())
    return it->second;
  for (const TypeModel *t : typePatterns)
    if (matches(t->name, qualifiedName))
      return t;
  return nullptr;
}

const Function *Models::findIn(llvm::StringRef className, llvm::StringRef member, const models::CallView &call,
                               unsigned depth) const {
  llvm::SmallString<64> name = className;
  if (!className.empty())
    name += "::";
  name += member;
  if (auto it = functions.find(name); it != functions.end())
    for (const Function *f : it->second)
      if (models::holds(f->when, call))
        return f;
  if (depth == 4) // "like" that leads back to itself
    return nullptr;
  const TypeModel *type = className.empty() ? nullptr : findType(className);
  if (!type)
    return nullptr;
  for (llvm::StringRef like : type->like) {
    // A constructor has the name of its class, also where several classes share it.
    llvm::StringRef there = member == simpleName(className) ? simpleName(like) : member;
    if (const Function *f = findIn(like, there, call, depth + 1))
      return f;
  }
  return nullptr;
}

const Function *Models::find(llvm::StringRef name, const models::CallView &call) const {
  auto [className, member] = splitName(name);
  if (const Function *f = findIn(className, member, call, 0))
    return f;
  // Conversion operators, by whatever name the target type goes.
  if (member.starts_with("operator ") && member != "operator new" && member != "operator delete")
    if (const Function *f = findIn(className, "operator (conversion)", call, 0))
      return f;
  // std::memcpy is memcpy.
  if (className == "std")
    if (const Function *f = findIn("", member, call, 0))
      return f;
  if (member == "operator()")
    if (std::string object = functionObject(className); !object.empty()) {
      auto [scope, function] = splitName(object);
      if (const Function *f = findIn(scope, function, call, 0))
        return f;
    }
  if (!call.shape.library)
    return nullptr;
  for (const Function *f : defaults)
    for (const std::string &pattern : f->names)
      if (matches(pattern, name) && models::holds(f->when, call))
        return f;
  return nullptr;
}

std::optional<FunctionModel> Models::findFunction(std::string_view qualifiedName, const CallShape &shape,
                                                  CallContext &context) const {
  llvm::StringRef name = qualifiedName;
  auto [className, member] = splitName(name);
  models::CallView call{shape, *this, className, !className.empty() && member == simpleName(className)};
  const Function *function = find(name, call);
  if (!function)
    return std::nullopt;
  return models::bind(*function, name, call, fieldKeys, context);
}

} // namespace escape

#include "store/JsonFields.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

namespace escape {

bool JsonFields::keys(const Json &object, std::initializer_list<llvm::StringLiteral> known, llvm::StringRef what) {
  if (!object.is_object())
    return fail((what + " has to be an object").str());
  for (const auto &[key, value] : object.items())
    if (!llvm::is_contained(known, llvm::StringRef(key)) && key != "comment")
      return fail(("unknown key \"" + llvm::StringRef(key) + "\" in " + what).str());
  return true;
}

bool JsonFields::text(const Json &object, const char *key, std::string &out) {
  auto it = object.find(key);
  if (it == object.end())
    return true;
  if (!it->is_string() || it->get_ref<const std::string &>().empty())
    return fail("\"" + std::string(key) + "\" has to be a text");
  out = it->get<std::string>();
  return true;
}

bool JsonFields::flag(const Json &object, const char *key, bool &out) {
  auto it = object.find(key);
  if (it == object.end())
    return true;
  if (!it->is_boolean())
    return fail("\"" + std::string(key) + "\" has to be true or false");
  out = it->get<bool>();
  return true;
}

bool JsonFields::count(const Json &object, const char *key, unsigned &out) {
  auto it = object.find(key);
  if (it == object.end())
    return true;
  if (!it->is_number_unsigned() || it->get<uint64_t>() > 1000)
    return fail("\"" + std::string(key) + "\" has to be a number from 0 to 1000");
  out = it->get<unsigned>();
  return true;
}

bool JsonFields::texts(const Json &object, const char *key, std::vector<std::string> &out) {
  const Json *array = list(object, key, "texts");
  if (!array)
    return !failed();
  for (const Json &value : *array) {
    if (!value.is_string() || value.get_ref<const std::string &>().empty())
      return fail("\"" + std::string(key) + "\" has to be a list of texts");
    out.push_back(value.get<std::string>());
  }
  return true;
}

const Json *JsonFields::list(const Json &object, const char *key, const char *what) {
  auto it = object.find(key);
  if (it == object.end())
    return nullptr;
  if (it->is_array())
    return &*it;
  fail("\"" + std::string(key) + "\" has to be a list of " + what);
  return nullptr;
}

} // namespace escape

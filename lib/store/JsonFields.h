//===- JsonFields.h - reads the keys of JSON objects ------------*- C++ -*-===//
//
// Each function reads one key when it is there, leaves `out` alone when it is not,
// and gives false when it has the wrong kind. The first mistake is kept: later ones
// are mostly its consequences.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_STORE_JSONFIELDS_H
#define ESCAPE_STORE_JSONFIELDS_H

#include "llvm/ADT/StringRef.h"
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace escape {

using Json = nlohmann::json;

class JsonFields {
protected:
  JsonFields(llvm::StringRef fileName) : fileName(fileName) {}

  bool fail(std::string why) {
    if (error.empty())
      error = fileName.str() + ": " + (entry.empty() ? "" : entry + ": ") + std::move(why);
    return false;
  }
  bool failed() const { return !error.empty(); }

  /// `object` is one and has only `known` keys, or "comment"; `what` calls it in the message.
  bool keys(const Json &object, std::initializer_list<llvm::StringLiteral> known, llvm::StringRef what);
  bool text(const Json &object, const char *key, std::string &out);
  bool flag(const Json &object, const char *key, bool &out);
  bool count(const Json &object, const char *key, unsigned &out);
  bool texts(const Json &object, const char *key, std::vector<std::string> &out);
  /// Null: not there, or no list (then failed()).
  const Json *list(const Json &object, const char *key, const char *what);

  llvm::StringRef fileName;
  std::string entry; ///< where we are, for messages: `functions[12] "std::vector::push_back"`
  std::string error;
};

} // namespace escape

#endif // ESCAPE_STORE_JSONFIELDS_H

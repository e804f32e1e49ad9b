//===- ModelReader.h - JSON → models::File ----------------------*- C++ -*-===//
//
// What ModelReader.cpp (files, types, functions) and ModelEffects.cpp (what a
// function does) share; readModelFile() of ModelSchema.h is the way in.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_STORE_MODELREADER_H
#define ESCAPE_STORE_MODELREADER_H

#include "store/JsonFields.h"
#include "store/ModelSchema.h"

namespace escape::models {

class Reader : JsonFields {
public:
  Reader(llvm::StringRef fileName) : JsonFields(fileName) {}

  llvm::Expected<File> read(llvm::StringRef text);

private:
  // --- ModelReader.cpp ---
  bool endpoint(const Json &value, const char *key, Endpoint &out);
  bool endpointAt(const Json &object, const char *key, Endpoint &out, bool required);
  bool endpoints(const Json &object, const char *key, std::vector<Endpoint> &out);
  bool words(const Json &value, const char *key, std::vector<Condition::Word> &out);
  bool condition(const Json &object, Condition &out);
  bool type(const Json &json, std::vector<TypeModel> &out);
  bool function(const Json &json, bool isDefault, Function &out);
  void countFresh(const Endpoint &e) {
    if (e.root == RootKind::Fresh)
      fresh = std::max(fresh, e.index + 1);
  }

  // --- ModelEffects.cpp ---
  bool flow(const Json &json, Flow &out);
  bool effect(const Json &json, Effect &out);
  bool forward(const Json &json, Forward &out);
  bool forwardType(const std::string &type);
  bool allocation(const Json &json, Allocation &out);
  bool factor(llvm::StringRef text);

  File file;
  unsigned fresh = 0;
};

} // namespace escape::models

#endif // ESCAPE_STORE_MODELREADER_H

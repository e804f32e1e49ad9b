//===- ModelBinder.h - an entry in terms of one call ------------*- C++ -*-===//
#ifndef ESCAPE_STORE_MODELBINDER_H
#define ESCAPE_STORE_MODELBINDER_H

#include "store/ModelSchema.h"
#include "llvm/ADT/StringMap.h"

namespace escape::models {

/// What stands around a call while an entry is matched and bound.
struct CallView {
  const CallShape &shape;
  const Library &library;      ///< for the types of arguments
  llvm::StringRef classOfThis; ///< `std::vector` of `std::vector::begin`: the word `self`
  bool isConstructor = false;
};

bool holds(const Condition &condition, const CallView &call);

/// The entry for this call: `args` spelt out, `.hold` and the like resolved, names interned.
FunctionModel bind(const Function &function, llvm::StringRef name, const CallView &call,
                   const llvm::StringMap<std::string> &fieldKeys, CallContext &context);

} // namespace escape::models

#endif // ESCAPE_STORE_MODELBINDER_H

//===- EndpointText.h - `this*.storage*.element` → endpoint -----*- C++ -*-===//
#ifndef ESCAPE_STORE_ENDPOINTTEXT_H
#define ESCAPE_STORE_ENDPOINTTEXT_H

#include "store/ModelSchema.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"

namespace escape::models {

/// Reads an endpoint. On failure returns false and says in `why` what is wrong: `unknown root "arg"`.
bool parseEndpoint(llvm::StringRef text, llvm::function_ref<bool(llvm::StringRef field)> isField, Endpoint &out,
                   std::string &why);

} // namespace escape::models

#endif // ESCAPE_STORE_ENDPOINTTEXT_H

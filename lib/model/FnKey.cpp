//===- FnKey.cpp ------------------------------------------------------------===//
#include "model/FnKey.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/xxhash.h"

namespace escape {

FnKey FnKey::of(std::string_view name) {
  llvm::XXH128_hash_t hash =
      llvm::xxh3_128bits(llvm::ArrayRef<uint8_t>(reinterpret_cast<const uint8_t *>(name.data()), name.size()));
  return {hash.high64, hash.low64};
}

} // namespace escape

//===- Hash.h - of contents, the same in every run --------------*- C++ -*-===//
#ifndef ESCAPE_LINK_HASH_H
#define ESCAPE_LINK_HASH_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/xxhash.h"

namespace escape {

class Hash {
public:
  void add(uint64_t number) { numbers.push_back(number); }
  void add(llvm::StringRef text) { numbers.push_back(llvm::xxh3_64bits(text)); }
  uint64_t value() const {
    return llvm::xxh3_64bits(llvm::StringRef(reinterpret_cast<const char *>(numbers.data()), numbers.size() * 8));
  }

private:
  llvm::SmallVector<uint64_t, 32> numbers;
};

} // namespace escape

#endif // ESCAPE_LINK_HASH_H

//===- Codec.h - graphs and slices ↔ files ----------------------*- C++ -*-===//
//
// What `summarize` writes for `link`, and `link` for `check`. A file is
//
//   8 bytes   what it is: "ESCAPE" and "G\n" (graph), "S\n" (slice), "I\n" (index)
//   4 bytes   version of the format
//   8 bytes   length of the rest, without the 8 bytes of the sum
//   8 bytes   XXH3 of all that stands before and behind it
//   ...       the value in CBOR (Cbor.h)
//
// numbers little endian. Equal values are equal bytes: no time, no address, no
// order of a hash table, and paths as the run showed them.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_STORE_CODEC_H
#define ESCAPE_STORE_CODEC_H

#include "model/Program.h"
#include "llvm/Support/Error.h"
#include <string>
#include <string_view>

namespace escape {

/// To be raised with every change of what is written, that is of model/Fields.h.
inline constexpr uint32_t FormatVersion = 2;

std::string encode(const FileGraph &graph);
std::string encode(const Slice &slice);
std::string encode(const Index &index);

/// Fails with what is wrong with the bytes: of another kind or version, cut off, changed.
llvm::Expected<FileGraph> decodeGraph(std::string_view bytes);
llvm::Expected<Slice> decodeSlice(std::string_view bytes);

} // namespace escape

#endif // ESCAPE_STORE_CODEC_H

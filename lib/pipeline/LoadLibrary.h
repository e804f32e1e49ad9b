//===- LoadLibrary.h - the knowledge all tools start with -------*- C++ -*-===//
#ifndef ESCAPE_PIPELINE_LOADLIBRARY_H
#define ESCAPE_PIPELINE_LOADLIBRARY_H

#include "model/Library.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <memory>
#include <string>

namespace escape {

/// The embedded model files with the user's in front of them, which win. Fails with a message that names the file (and
/// the entry in it) when one of the user's cannot be read or is wrong.
llvm::Expected<std::unique_ptr<Library>> loadLibrary(llvm::ArrayRef<std::string> userFiles);

} // namespace escape

#endif // ESCAPE_PIPELINE_LOADLIBRARY_H

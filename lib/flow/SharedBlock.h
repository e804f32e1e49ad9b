//===- SharedBlock.h - what make_shared allocates ---------------*- C++ -*-===//
#ifndef ESCAPE_FLOW_SHAREDBLOCK_H
#define ESCAPE_FLOW_SHAREDBLOCK_H

#include "flow/Context.h"

namespace escape {

/// The bytes of the one block in which `make_shared` puts the counts and an object of type `object`, from the library's
/// own classes: `pointer` is the shared_ptr. None: the library keeps its counts in some way we do not know, or the
/// type has no layout. The allocator is taken for empty.
std::optional<uint64_t> sharedBlockBytes(Context &context, clang::QualType pointer, clang::QualType object,
                                         clang::SourceLocation at);

} // namespace escape

#endif // ESCAPE_FLOW_SHAREDBLOCK_H

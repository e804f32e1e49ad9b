//===- Remedy.h - what could stand in place of an allocation ----*- C++ -*-===//
//
// flow reads it off the source: how the variable that owns an allocation is
// declared and used. Whether the allocation stays in its function, so that the
// remedy applies, is not known there: only a verdict says so.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_MODEL_REMEDY_H
#define ESCAPE_MODEL_REMEDY_H

#include "model/Ids.h"
#include "model/Span.h"
#include <string>
#include <vector>

namespace escape {

/// An edit a check may offer; computed where the AST is. An empty range inserts.
struct Edit {
  Span at;
  std::string text;
};

enum class RemedyKind : uint8_t {
  Local,    ///< a variable of the object's own type
  Array,    ///< an array of constant length inside a variable
  Optional, ///< a variable that is empty before or after: the owner is tested, reset or set later
  Unique,   ///< still on the heap, but owned by one: a shared owner that nobody shares
};

struct Remedy {
  AllocId alloc;
  RemedyKind kind = RemedyKind::Local;
  std::string instead;     ///< what to write: `Buffer input(data)`; without edits perhaps only a type
  std::vector<Edit> edits; ///< all of them together; none: no edit is certain to compile and to mean the same
};

} // namespace escape

#endif // ESCAPE_MODEL_REMEDY_H

//===- Remedy.h - what could stand in place of an allocation ----*- C++ -*-===//
//
// flow reads it off the source: how the variable that owns an allocation is
// declared and used. Whether the allocation stays in its function, so that the
// remedy applies, is not known there: only a verdict says so.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_MODEL_REMEDY_H
#define ESCAPE_MODEL_REMEDY_H

#include "model/FnKey.h"
#include "model/Ids.h"
#include "model/Span.h"
#include <string>
#include <vector>

namespace escape {

/// An edit a check may offer; computed where the AST is. An empty range inserts.
struct Edit {
  Span at;
  std::string text;
  bool operator==(const Edit &) const = default;
};

enum class RemedyKind : uint8_t {
  Local,    ///< a variable of the object's own type
  Array,    ///< an array of constant length inside a variable
  Optional, ///< a variable that is empty before or after: the owner is tested, reset or set later
  Unique,   ///< still on the heap, but owned by one: a shared owner that nobody shares
  Constant, ///< an array: every caller makes the length the same constant
  Exact,    ///< the class itself in place of its interface
  Auto,     ///< the callable itself in place of a type-erased wrapper
  Ref,      ///< a reference to the callable in the wrapper: nobody keeps it
  View,     ///< a view of the characters in place of a string made of them
};

struct Remedy {
  AllocId alloc;    ///< of which allocation …
  LocationId param; ///< … or, View: of which parameter
  RemedyKind kind = RemedyKind::Local;
  std::string instead; ///< what to write: `Buffer input(data)`; without edits perhaps only a type. View: may be empty
  std::string callee;  ///< Exact: what is called directly then; View: the function that is called
  Span declared;       ///< View: the parameter; may be invalid
  std::vector<Edit> edits; ///< all of them together; none: no edit is certain to compile and to mean the same
};

/// An open virtual call on a parameter that every visible caller gives objects of one class.
struct ExactCall {
  CallId call;
  FnKey target;            ///< what is called then
  std::string callee;      ///< in words: `Buffer::read`
  std::string type;        ///< the class
  std::vector<Edit> edits; ///< give the parameter that type; none: not certain
};

} // namespace escape

#endif // ESCAPE_MODEL_REMEDY_H

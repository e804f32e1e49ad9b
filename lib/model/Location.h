//===- Location.h - what holds values or has an address ---------*- C++ -*-===//
//
// One entry per variable, temporary, allocation, closure and sink of a function.
// Fields and elements are not locations: a Place (Place.h) names them.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_MODEL_LOCATION_H
#define ESCAPE_MODEL_LOCATION_H

#include "model/Ids.h"
#include "model/Span.h"
#include <optional>
#include <string>

namespace escape {

enum class LocationKind : uint8_t {
  Local,  ///< automatic variable
  Param,  ///< parameter; a reference parameter is a pointer that holds the argument's address
  This,   ///< the pointer `this`
  Temp,   ///< temporary object with an address (materialised); dies with its full-expression or is extended
  Slot,   ///< value of a subexpression; has no address, never dies, prints as the expression
  Static, ///< global, static member, static local; index = StaticId
  ThreadLocal,
  Result,    ///< what the function returns
  Exception, ///< the exception object it throws
  Task,      ///< sink: closures that run on unjoined
  Unknown,   ///< sink: code that cannot be seen
  Alloc,     ///< heap object or storage made at one place; index = AllocId
  Constant,  ///< string literal, function, constexpr object: lives forever, is no sink
  Pointee,   ///< made by confirm: what parent held when the function was entered
  Storage,   ///< made by confirm: the storage an owner got by itself
};

struct Location {
  LocationKind kind = LocationKind::Local;
  TypeId type;
  Span span;                     ///< where it is declared, or the expression that makes it
  std::string name;              ///< of a variable; empty: print the span's text
  uint32_t index = 0;            ///< parameter number from 0; StaticId; AllocId
  bool many = false;             ///< stands for several objects at once: only weak updates
  bool array = false;            ///< several elements: what is stored in one is added to what the others hold
  bool implicit = false;         ///< not written by the user (range-for's __range): never reported by name
  std::optional<uint64_t> bytes; ///< size of the object

  bool automatic() const {
    return kind == LocationKind::Local || kind == LocationKind::Param || kind == LocationKind::Temp;
  }
};

/// How an allocation was asked for, and what it takes. Bytes are what operator
/// new or malloc receives, array cookie and block overhead included.
enum class AllocReason : uint8_t {
  None,            ///< constant size, plain allocation
  NonConstantSize, ///< allocates for every length above 0
  TooLarge,        ///< too large for the stack
  TypeErased,      ///< object larger than the inline buffer: `inlineBytes`
  TypeErasedCopy,  ///< not trivially copyable
  OverAligned,
  Growth,
  SharedBlock, ///< shared control block
  Node,
  RunTimeLength, ///< may: fits the inline buffer for some lengths
  KeyMayExist,   ///< may
  Elidable,      ///< may
  LibraryBranch, ///< may
};

struct Allocation {
  LocationId location;
  Span span;        ///< the allocating expression
  std::string made; ///< type of a constructor that is not written as one (`std::vector<char> buf(n)`, `copy = text`) …
  Span arguments; ///< … and its parentheses or braces, or what it is given: together they name it; invalid: all is made
  std::optional<uint64_t> bytes;
  uint64_t objectBytes = 0; ///< TypeErased: size of the erased object
  uint64_t inlineBytes = 0; ///< TypeErased: size of the inline buffer
  std::string erased;       ///< TypeErased: what is erased, in words: `closure`, `Big`
  std::string wrapper;      ///< TypeErased: type of the wrapper
  AllocReason reason = AllocReason::None;
  bool may = false; ///< `may allocate`
  bool inLoop = false;
  bool forEmpty = false; ///< the library asks for it for an object that holds nothing
};

} // namespace escape

#endif // ESCAPE_MODEL_LOCATION_H

//===- Type.h - what a type means for escapes -------------------*- C++ -*-===//
//
// Flow reduces every C++ type to what the later stages ask of it: can it hold an
// address, does it free what it points to, which of its fields can hold one.
//
//   int                         Value
//   int *, int &, void (*)()    Pointer   (target: int)
//   std::string_view, span, it  View      holds one pointer in its Storage step
//   std::vector<T>, string      Owner     frees what its Storage step points to
//   std::unique_ptr<T>          Owner
//   std::shared_ptr<T>          Shared    the last one frees
//   std::function, std::any     Box       Owner whose content has any type
//   std::optional<T>, T[4]      Inline    elements lie inside (Element step)
//   struct { int *a; View v; }  Record    fields that can hold an address
//   [&x] { }                    Record    (closure = true), a field per capture
//   std::thread, future, task   Task      holds its closure in its Task step
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_MODEL_TYPE_H
#define ESCAPE_MODEL_TYPE_H

#include "model/Ids.h"
#include <optional>
#include <string>
#include <vector>

namespace escape {

enum class TypeClass : uint8_t { Value, Pointer, View, Owner, Shared, Box, Inline, Record, Task };

/// Steps inside a location. The first ids are the steps every type shares;
/// fields of records follow (Unit::fields).
namespace step {
inline constexpr FieldId Deref{0u};   ///< what the pointer held here points to
inline constexpr FieldId Element{1u}; ///< any element of an array, container storage, optional, variant
inline constexpr FieldId Storage{2u}; ///< the hidden pointer of an Owner, Shared, Box or View
inline constexpr FieldId Task{3u};    ///< the closure a thread, future or coroutine handle runs
inline constexpr FieldId FirstField{4u};
} // namespace step

/// A field of a record. Its key is the same in every translation unit.
struct Field {
  std::string name;    ///< as written: `out_`
  std::string key;     ///< qualified: `Stream::out_`; closures: the closure's key + ordinal
  bool hidden = false; ///< private or protected: only members and friends of its class, or of derived ones, name it
};

struct TypeField {
  FieldId field;
  TypeId type;
};

struct Type {
  TypeClass cls = TypeClass::Value;
  std::string spelling;          ///< as a C++ programmer writes it: `std::vector<int>`
  std::optional<uint64_t> bytes; ///< sizeof; none when incomplete or dependent
  TypeId target;                 ///< Pointer/View/Owner/Shared: what it points to; Inline: the element
  std::vector<TypeField> fields; ///< Record: those that can hold an address, bases' included
  bool reference = false;        ///< Pointer that is a C++ reference
  bool closure = false;          ///< lambda, bind expression
  bool container = false;        ///< Owner of many elements: storage has an Element step; unique_ptr has none
  bool nodeBased = false;        ///< growth keeps references to other elements (list, map, set, ...)
  bool movesIterators = false;   ///< nodeBased, but growth invalidates iterators (deque)
  bool iterator = false;         ///< View that is an iterator
  bool joins = false;            ///< Task whose destructor waits (jthread, future of std::async)
  bool terminates = false;       ///< Task whose destructor terminates when still running (std::thread)
  bool leaves = false;           ///< Task whose end lets what runs go on (pthread_t)
  bool synchronised = false;     ///< has a mutex, condition variable or semaphore inside: other threads know the object
  bool signals = false;          ///< an atomic: who asks for it in a loop waits for another thread to set it
  bool polymorphic = false;
  bool ownCopy = false; ///< copied or moved by a constructor that the user wrote, or with a part inside that is
};

} // namespace escape

#endif // ESCAPE_MODEL_TYPE_H

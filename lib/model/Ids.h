//===- Ids.h - typed indices ------------------------------------*- C++ -*-===//
//
// Everything one function does is stored in arrays; these are the indices into
// them. Each has a type of its own, so that mixing a location up with an event
// does not compile. An index never leaves the table it was made for: what has
// to live longer (summaries, diagnostics) names things by key, not by id.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_MODEL_IDS_H
#define ESCAPE_MODEL_IDS_H

#include <compare>
#include <cstdint>
#include <functional>

namespace escape {

template <class Tag> struct Id {
  uint32_t value = UINT32_MAX;

  constexpr Id() = default;
  constexpr explicit Id(size_t index) : value(static_cast<uint32_t>(index)) {}
  constexpr bool valid() const { return value != UINT32_MAX; }
  constexpr auto operator<=>(const Id &) const = default;
};

using FileId = Id<struct FileTag>;             // Unit::files
using TypeId = Id<struct TypeTag>;             // Unit::types
using FieldId = Id<struct FieldTag>;           // Unit::fields
using StaticId = Id<struct StaticTag>;         // Unit::statics
using KnownId = Id<struct KnownTag>;           // Unit::known (library summaries)
using FunctionId = Id<struct FunctionTag>;     // Unit::functions
using LocationId = Id<struct LocationTag>;     // FunctionFlow::locations
using AllocId = Id<struct AllocTag>;           // FunctionFlow::allocations
using EventId = Id<struct EventTag>;           // FunctionFlow::events
using BlockId = Id<struct BlockTag>;           // FunctionFlow::blocks
using CallId = Id<struct CallTag>;             // FunctionFlow::calls
using AssumptionId = Id<struct AssumptionTag>; // Unit::assumptions
using RecordId = Id<struct RecordTag>;         // Records

} // namespace escape

template <class Tag> struct std::hash<escape::Id<Tag>> {
  size_t operator()(escape::Id<Tag> id) const noexcept { return id.value; }
};

#endif // ESCAPE_MODEL_IDS_H

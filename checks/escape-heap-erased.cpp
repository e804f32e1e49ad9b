//===- escape-heap-erased.cpp ----------------------------------------------===//
//
// A type-erased wrapper has room for small objects only. What is larger goes to
// the heap, and nothing in the source says so.
//
//===----------------------------------------------------------------------===//
#include "check/Check.h"
#include "check/Words.h"

namespace escape {

static std::optional<std::string> run(const Verdict &verdict) {
  if ((verdict.kind != VerdictKind::AllocStays && verdict.kind != VerdictKind::AllocEscapes) || !verdict.allocation ||
      verdict.allocation->may || verdict.allocation->erased.empty())
    return std::nullopt;
  const Allocation &allocation = *verdict.allocation;
  std::string what = allocation.erased == "closure" ? "a closure" : quote(allocation.erased);
  std::string size = std::to_string(allocation.objectBytes) + " bytes";
  std::string room = quote(allocation.wrapper) + " has room for " + std::to_string(allocation.inlineBytes);
  std::string text;
  if (allocation.reason == AllocReason::TypeErased)
    text = what + " of " + size + " is put on the heap: " + room;
  else if (allocation.reason == AllocReason::TypeErasedCopy)
    text = what + " of " + size + " is put on the heap: " + room + ", but only for what is trivially copyable";
  else
    return std::nullopt;
  if (verdict.remedy && verdict.remedy->kind == RemedyKind::Auto)
    return text + "; it is only called: " + quote(verdict.remedy->instead) + " needs no wrapper";
  // What stays was not kept by whoever it was handed to.
  if (verdict.kind == VerdictKind::AllocStays && verdict.remedy && verdict.remedy->kind == RemedyKind::Ref)
    return text + "; " + quote(verdict.remedy->callee) +
           " does not keep it: std::ref of a named one, captures by reference, or a template parameter need no "
           "allocation";
  return text;
}

extern const Check check_escape_heap_erased = {
    .Id = "escape-heap-erased",
    .Default = Severity::Off,
    .Title = "an object does not fit the buffer of a type-erased wrapper, and is put on the heap",
    .Rank = Precedence::Own,
    .Allocations = true,
    .Assumed = true,
    .Run = run};

} // namespace escape

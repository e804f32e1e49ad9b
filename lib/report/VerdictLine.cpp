//===- VerdictLine.cpp - the grammar of the report ---------------------------===//
//
// One fact, one line. Tools parse these lines, so nothing here changes lightly.
//
//===----------------------------------------------------------------------===//
#include "model/Words.h"
#include "report/Reporter.h"

namespace escape {

namespace {

/// REASON of an ALLOC; empty: none.
std::string describe(const Allocation &allocation) {
  switch (allocation.reason) {
  case AllocReason::None:
    return allocation.bytes ? "" : describe(AllocReason::NonConstantSize);
  case AllocReason::TypeErased:
    if (!allocation.objectBytes) // nothing would be kept in place
      return "type-erased";
    return "type-erased (" + std::to_string(allocation.objectBytes) + " bytes > inline " +
           std::to_string(allocation.inlineBytes) + ")";
  case AllocReason::TypeErasedCopy:
    return "type-erased (not trivially copyable)";
  default:
    return describe(allocation.reason);
  }
}

std::string allocates(const Allocation &allocation) {
  std::string text = allocation.may ? "may allocate" : "allocates";
  if (allocation.bytes)
    text += " " + std::to_string(*allocation.bytes) + " bytes";
  std::string reason = describe(allocation);
  return reason.empty() ? text : text + " (" + reason + ")";
}

} // namespace

std::string allocationReason(const Allocation &allocation) { return describe(allocation); }

std::string verdictLine(const Unit &unit, const Verdict &verdict) {
  bool may = !verdict.assumptions.empty();
  std::string assumed = may ? " (" + kindsOf(verdict.assumptions, unit) + ")" : "";
  std::string sink = spell(verdict.sink);
  std::string alloc = verdict.allocation ? "; " + allocates(*verdict.allocation) : "";
  std::string level = " level=" + std::to_string(verdict.level);
  switch (verdict.kind) {
  case VerdictKind::Escapes:
    return may ? verdict.object + " may escape: " + sink + assumed
               : verdict.object + " escapes: " + sink + " outlives it";
  case VerdictKind::UsedAfter: {
    std::string operation =
        verdict.escape && !verdict.escape->operation.empty() ? verdict.escape->operation : "its end";
    return verdict.object + (may ? " may be used after " : " is used after ") + operation + " ended it" + assumed;
  }
  case VerdictKind::DoesNotEscape:
    return verdict.object + " does not escape";
  case VerdictKind::AllocEscapes:
    return verdict.object + (may ? " may escape to " : " escapes to ") + sink + assumed + alloc;
  case VerdictKind::AllocStays:
    return verdict.object + " does not escape" + alloc;
  case VerdictKind::LeakingParam:
    return (may ? "may leak param: " : "leaking param: ") + verdict.object + " to " + sink + level + assumed;
  case VerdictKind::LeakingContent:
    return (may ? "may leak param content: " : "leaking param content: ") + verdict.object + " to " + sink + assumed;
  case VerdictKind::TooLargeForStack:
    return verdict.object + " is " + std::to_string(verdict.bytes.value_or(0)) + " bytes: too large for the stack";
  }
  return "";
}

const char *kindName(VerdictKind kind) {
  switch (kind) {
  case VerdictKind::Escapes:
    return "escapes";
  case VerdictKind::UsedAfter:
    return "used-after";
  case VerdictKind::DoesNotEscape:
    return "does-not-escape";
  case VerdictKind::AllocEscapes:
    return "allocation-escapes";
  case VerdictKind::AllocStays:
    return "allocation-does-not-escape";
  case VerdictKind::LeakingParam:
    return "leaking-param";
  case VerdictKind::LeakingContent:
    return "leaking-param-content";
  case VerdictKind::TooLargeForStack:
    return "too-large-for-stack";
  }
  return "";
}

} // namespace escape

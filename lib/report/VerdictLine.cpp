//===- VerdictLine.cpp - the grammar of the report ---------------------------===//
//
// One fact, one line. Tools parse these lines, so nothing here changes lightly.
//
//===----------------------------------------------------------------------===//
#include "model/Words.h"
#include "report/Reporter.h"
#include "llvm/Support/Path.h"

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

/// `F allocates: via G at f.cpp:3:5, once per iteration`; with what it rests on or when: `F may allocate: via G
/// (node)`.
std::string effectLine(const Unit &unit, const Verdict &verdict) {
  const AllocationEffect &effect = *verdict.effect;
  bool may = effect.answer == AllocationEffect::Answer::May;
  std::string text = verdict.object + (may ? " may allocate: via " : " allocates: via ") + verdict.via;
  if (!may && effect.at.valid()) {
    const SourceFile &file = unit.files[effect.at.file.value];
    LineColumn at = file.lineColumn(effect.at.begin);
    text += " at " + llvm::sys::path::filename(file.path).str() + ":" + std::to_string(at.line) + ":" +
            std::to_string(at.column);
  }
  if (effect.perIteration)
    text += ", once per iteration";
  if (may && !verdict.assumptions.empty())
    text += " (" + kindsOf(verdict.assumptions, unit) + ")";
  else if (may && verdict.allocation)
    text += " (" + describe(*verdict.allocation) + ")";
  return text;
}

} // namespace

std::string allocationReason(const Allocation &allocation) { return describe(allocation); }

std::string verdictLine(const Unit &unit, const Verdict &verdict) {
  bool may = !verdict.assumptions.empty();
  std::string assumed = may ? " (" + kindsOf(verdict.assumptions, unit) + ")" : "";
  std::string sink = spell(verdict.sink);
  std::string alloc = verdict.allocation && !verdict.effect ? "; " + allocates(*verdict.allocation) : "";
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
    return verdict.object + (verdict.bytes ? " is " + std::to_string(*verdict.bytes) + " bytes" : " has no limit") +
           ": too large for the stack";
  case VerdictKind::DoesNotAllocate:
    return verdict.object + " does not allocate";
  case VerdictKind::Allocates:
    return effectLine(unit, verdict);
  }
  return "";
}

std::string fullLine(const Fact &fact) {
  if (!fact.optimizer)
    return fact.line;
  const auto &[level, fate] = *fact.optimizer;
  if (fate.kind == AllocationFate::Removed)
    return fact.line + "; removed by " + level;
  if (fate.kind != AllocationFate::Stays)
    return fact.line;
  std::string line = fact.line + "; stays with " + level;
  constexpr size_t Shown = 3;
  for (size_t i = 0; i < fate.removedIn.size() && i < Shown; ++i)
    line += (i == 0 ? ", removed where inlined into " : ", ") + fate.removedIn[i];
  if (fate.removedIn.size() > Shown)
    line += " and " + std::to_string(fate.removedIn.size() - Shown) + " more";
  return line;
}

std::string fullLine(const Inlining &inlining) {
  std::string line = (inlining.reason.empty() ? "inlining call to " : "cannot inline ") + inlining.callee;
  if (!inlining.caller.empty())
    line += (inlining.reason.empty() ? " in " : " into ") + inlining.caller;
  return inlining.reason.empty() ? line : line + ": " + inlining.reason;
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
  case VerdictKind::Allocates:
    return "allocates";
  case VerdictKind::DoesNotAllocate:
    return "does-not-allocate";
  }
  return "";
}

} // namespace escape

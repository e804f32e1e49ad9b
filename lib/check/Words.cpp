//===- Words.cpp ------------------------------------------------------------===//
#include "check/Words.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"

namespace escape {

bool isDangling(const Verdict &verdict) {
  return (verdict.kind == VerdictKind::Escapes || verdict.kind == VerdictKind::UsedAfter) && verdict.escape;
}

std::string quote(const std::string &name) { return "'" + name + "'"; }

std::string object(const Verdict &verdict) {
  if (verdict.object.starts_with("[lambda"))
    return "closure " + quote(verdict.object);
  const char *kind = verdict.storage == "automatic"   ? "local "
                     : verdict.storage == "parameter" ? "parameter "
                     : verdict.storage == "temporary" ? "temporary "
                                                      : "";
  return kind + quote(verdict.object);
}

std::string loan(const Verdict &verdict) {
  bool storage = verdict.escape && verdict.escape->storage;
  std::string of = object(verdict);
  // The way out often starts with a plain borrow that a later step makes a view or an iterator of.
  for (const Hop &hop : verdict.path)
    for (const Step &step : hop.steps) {
      if (step.reason == Reason::ViewOfOwner)
        return "view of " + of;
      if (step.reason == Reason::IteratorOfOwner)
        return "iterator into " + of;
      if (&hop == &verdict.path.front() && &step == &hop.steps.front() &&
          (step.reason == Reason::ReferenceBinding || step.reason == Reason::CapturedByReference))
        return "reference to " + of;
    }
  return (storage ? "pointer into " : "address of ") + of;
}

std::string ending(const Verdict &verdict) {
  std::string name = quote(verdict.object);
  if (verdict.storage == "temporary")
    return name + " ends with the full-expression";
  if (verdict.escape && verdict.escape->kind == EscapeKind::UsedAfter)
    return name + " ends with its scope";
  return name + " ends with the function";
}

static bool isIdentifier(const std::string &name) {
  return llvm::all_of(name, [](unsigned char c) { return llvm::isAlnum(c) || c == '_' || c >= 0x80; });
}

std::string holder(const Verdict &verdict) {
  const Sink &sink = verdict.sink;
  switch (sink.kind) {
  case Sink::Kind::Result:
    return "the result";
  case Sink::Kind::Local:
    if (llvm::StringRef(sink.name).starts_with("__"))
      return "the range-for"; // what it keeps in variables of its own
    // A value nobody named: an element, a subexpression.
    return isIdentifier(sink.name) ? "local " + quote(sink.name) : "the value used here";
  case Sink::Kind::Static:
    return "static " + quote(sink.name);
  case Sink::Kind::ThreadLocal:
    return "thread-local " + quote(sink.name);
  case Sink::Kind::This:
    return quote(sink.name.empty() ? "*this" : "this->" + sink.name);
  case Sink::Kind::Param:
    return "what " + quote(sink.name) + " refers to";
  case Sink::Kind::Heap:
    return "an object on the heap";
  case Sink::Kind::Exception:
    return "the exception";
  case Sink::Kind::Task:
    return "a task";
  case Sink::Kind::Unknown:
    return "code that is not visible";
  }
  return "";
}

std::string where(const Verdict &verdict) {
  return verdict.sink.kind == Sink::Kind::Param ? "through parameter " + quote(verdict.sink.name)
                                                : "in " + holder(verdict);
}

std::string allocates(const Verdict &verdict) {
  std::string text = quote(verdict.object) + " allocates ";
  text += verdict.bytes ? std::to_string(*verdict.bytes) + " bytes" : "memory";
  return verdict.allocation && verdict.allocation->inLoop ? text + " in every round of a loop" : text;
}

std::string passive(const Verdict &verdict, const std::string &verb) {
  return (isMay(verdict) ? "may be " : "is ") + verb;
}

} // namespace escape

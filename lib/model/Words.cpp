#include "model/Words.h"

namespace escape {

const char *describe(EventKind kind) {
  switch (kind) {
  case EventKind::Borrow:
    return "borrow";
  case EventKind::Copy:
    return "copy";
  case EventKind::Transfer:
    return "transfer";
  case EventKind::Kill:
    return "kill";
  case EventKind::Use:
    return "use";
  case EventKind::Begin:
    return "begin";
  case EventKind::End:
    return "end";
  case EventKind::Free:
    return "free";
  case EventKind::Invalidate:
    return "invalidate";
  case EventKind::Call:
    return "call";
  case EventKind::StartTask:
    return "start-task";
  case EventKind::JoinTask:
    return "join-task";
  case EventKind::Constant:
    return "constant";
  case EventKind::DetachTask:
    return "detach-task";
  case EventKind::Allocate:
    return "allocate";
  }
  return "";
}

const char *describe(LocationKind kind) {
  switch (kind) {
  case LocationKind::Local:
    return "local";
  case LocationKind::Param:
    return "param";
  case LocationKind::This:
    return "this";
  case LocationKind::Temp:
    return "temp";
  case LocationKind::Slot:
    return "slot";
  case LocationKind::Static:
    return "static";
  case LocationKind::ThreadLocal:
    return "thread-local";
  case LocationKind::Result:
    return "result";
  case LocationKind::Exception:
    return "exception";
  case LocationKind::Task:
    return "task";
  case LocationKind::Unknown:
    return "unknown";
  case LocationKind::Alloc:
    return "alloc";
  case LocationKind::Constant:
    return "constant";
  case LocationKind::Pointee:
    return "pointee";
  case LocationKind::Storage:
    return "storage";
  }
  return "";
}

const char *describe(TypeClass cls) {
  switch (cls) {
  case TypeClass::Value:
    return "value";
  case TypeClass::Pointer:
    return "pointer";
  case TypeClass::View:
    return "view";
  case TypeClass::Owner:
    return "owner";
  case TypeClass::Shared:
    return "shared";
  case TypeClass::Box:
    return "box";
  case TypeClass::Inline:
    return "inline";
  case TypeClass::Record:
    return "record";
  case TypeClass::Task:
    return "task";
  }
  return "";
}

const char *describe(FlowKind kind) {
  switch (kind) {
  case FlowKind::Address:
    return "address";
  case FlowKind::Copy:
    return "copy";
  case FlowKind::Move:
    return "move";
  }
  return "";
}

const char *describe(EffectKind kind) {
  switch (kind) {
  case EffectKind::Write:
    return "write";
  case EffectKind::Invalidate:
    return "invalidate";
  case EffectKind::Free:
    return "free";
  case EffectKind::End:
    return "end";
  case EffectKind::Join:
    return "join";
  case EffectKind::Detach:
    return "detach";
  case EffectKind::StartTask:
    return "startTask";
  case EffectKind::Use:
    return "use";
  case EffectKind::Call:
    return "call";
  case EffectKind::Construct:
    return "construct";
  case EffectKind::Keep:
    return "keep";
  }
  return "";
}

const char *describe(Invalidation how) {
  switch (how) {
  case Invalidation::None:
    return "";
  case Invalidation::All:
    return "all";
  case Invalidation::Growth:
    return "growth";
  case Invalidation::Erased:
    return "erased";
  case Invalidation::Reserve:
    return "reserve";
  }
  return "";
}

const char *describe(AllocReason reason) {
  switch (reason) {
  case AllocReason::None:
    return "";
  case AllocReason::NonConstantSize:
    return "non-constant size";
  case AllocReason::TooLarge:
    return "too large for the stack";
  case AllocReason::TypeErased:
    return "type-erased";
  case AllocReason::TypeErasedCopy:
    return "type-erased copy";
  case AllocReason::OverAligned:
    return "over-aligned";
  case AllocReason::Growth:
    return "growth";
  case AllocReason::SharedBlock:
    return "shared control block";
  case AllocReason::Node:
    return "node";
  case AllocReason::RunTimeLength:
    return "run-time length";
  case AllocReason::KeyMayExist:
    return "key may exist";
  case AllocReason::Elidable:
    return "elidable";
  case AllocReason::LibraryBranch:
    return "library branch";
  }
  return "";
}

const char *describe(Severity severity) {
  switch (severity) {
  case Severity::Off:
    return "off";
  case Severity::Note:
    return "note";
  case Severity::Warning:
    return "warning";
  case Severity::Error:
    return "error";
  }
  return "";
}

} // namespace escape

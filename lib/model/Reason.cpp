//===- Reason.cpp - the words of a step: one closed list --------------------===//
#include "model/Event.h"

namespace escape {

const char *describe(Reason reason) {
  switch (reason) {
  case Reason::AddressOf:
    return "address-of";
  case Reason::ReferenceBinding:
    return "reference-binding";
  case Reason::ArrayDecay:
    return "array-decay";
  case Reason::ViewOfOwner:
    return "view-of-owner";
  case Reason::IteratorOfOwner:
    return "iterator-of-owner";
  case Reason::Assign:
    return "assign";
  case Reason::Init:
    return "init";
  case Reason::OwnerInit:
    return "owner-init";
  case Reason::OwnerRelease:
    return "owner-release";
  case Reason::Move:
    return "move";
  case Reason::Return:
    return "return";
  case Reason::CoReturn:
    return "co_return";
  case Reason::CoYield:
    return "co_yield";
  case Reason::Throw:
    return "throw";
  case Reason::Dot:
    return "dot";
  case Reason::Arrow:
    return "arrow";
  case Reason::Indirection:
    return "indirection";
  case Reason::Subscript:
    return "subscript";
  case Reason::PointerArithmetic:
    return "pointer-arithmetic";
  case Reason::IntegerRoundTrip:
    return "integer round trip";
  case Reason::Element:
    return "element";
  case Reason::Inserted:
    return "inserted";
  case Reason::AggregateElement:
    return "aggregate element";
  case Reason::ConstructorArgument:
    return "constructor argument";
  case Reason::MemberInit:
    return "member-init";
  case Reason::CapturedByReference:
    return "captured by reference";
  case Reason::CapturedByValue:
    return "captured by value";
  case Reason::CapturedThis:
    return "captured this";
  case Reason::InterfaceConverted:
    return "interface-converted";
  case Reason::TypeErased:
    return "type-erased";
  case Reason::CallArgument:
    return "call argument";
  case Reason::CallArgumentNoBody:
    return "call argument: no body visible";
  case Reason::CallArgumentVirtual:
    return "call argument: virtual call";
  case Reason::CallArgumentPointer:
    return "call argument: function pointer";
  case Reason::CallArgumentVariadic:
    return "call argument: variadic";
  case Reason::CallArgumentInstantiated:
    return "call argument: instantiated from";
  case Reason::CallResult:
    return "call result";
  case Reason::OutParameter:
    return "out-parameter";
  case Reason::RangeFor:
    return "range-for";
  case Reason::StructuredBinding:
    return "structured binding";
  case Reason::Cast:
    return "cast";
  case Reason::TaskStart:
    return "task start";
  case Reason::CallbackRegistration:
    return "callback registration";
  case Reason::LibraryModel:
    return "library model";
  }
  return "";
}

} // namespace escape

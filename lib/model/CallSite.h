//===- CallSite.h - who may be called, and with what ------------*- C++ -*-===//
#ifndef ESCAPE_MODEL_CALLSITE_H
#define ESCAPE_MODEL_CALLSITE_H

#include "model/Assumption.h"
#include "model/FnKey.h"
#include "model/Place.h"
#include "model/Span.h"
#include <optional>
#include <string>
#include <vector>

namespace escape {

enum class CallKind : uint8_t {
  Direct,
  Exact, ///< virtual, but only one target: final, local class, known dynamic type
  OpenVirtual,
  Pointer,    ///< through a function pointer or a type-erased callable
  Constructs, ///< forwarder: constructs T(args) where `self` points
  Calls,      ///< forwarder: calls f(args)
};

/// What is known of the callee, in the order of design §4.
enum class Knowledge : uint8_t { Body, Attribute, Predicate, Model, Nothing };

struct Argument {
  Place place;  ///< holds the argument's *value*; for a reference parameter: its address
  Place object; ///< the object designated: by reference: what `place` points to; else `place`
  TypeId type;  ///< type of the object
  Span span;
  bool reference = false;                ///< the parameter is a reference
  bool rvalue = false;                   ///< the argument is an xvalue or prvalue
  std::optional<uint32_t> handedOn = {}; ///< of an integer parameter: number of the caller's own that is passed
  std::optional<int64_t> constant = {};  ///< of an integer parameter: the argument's value when it is a constant
};

struct CallSite {
  CallKind kind = CallKind::Direct;
  Knowledge knowledge = Knowledge::Nothing;
  std::string callee;                          ///< name for humans: `Stream::run`
  std::vector<FnKey> candidates;               ///< Body: whose summaries apply (several: any of them)
  FnKey elsewhere;                             ///< no body here: whose another file may have; OpenVirtual: the method
                                               ///< that is named; Pointer: the type it is called under
  KnownId known;                               ///< Attribute, Predicate, Model: summary in Unit::known
  AssumptionKind why = AssumptionKind::NoBody; ///< Nothing: what is assumed
  Place self;                                  ///< holds the value of `this` (a pointer); invalid: no object
  TypeId selfType;                             ///< type of *this
  std::vector<Argument> arguments;
  Place result; ///< receives the result's value (by reference: the address); invalid: none
  TypeId resultType;
  Span span;
  bool system = false; ///< callee is declared in a system header: does not touch the user's globals
  bool noReturn = false;
  bool asked = false;      ///< what it gives back decides, in a condition, where the function goes on
  bool asksUnseen = false; ///< calls code of the user's that is not known, or asks for memory that cannot be told
};

} // namespace escape

#endif // ESCAPE_MODEL_CALLSITE_H

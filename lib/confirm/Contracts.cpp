//===- Contracts.cpp - does the body keep to what the declaration promises --===//
//
// `noescape` is a promise of the function: one proven way out breaks it. What
// `lifetimebound` and `lifetime_capture_by` say is where a parameter may get; they
// say too little when it gets somewhere else, and too much when it surely never
// gets there and something else does.
//
//===----------------------------------------------------------------------===//
#include "confirm/Engine.h"
#include "llvm/ADT/STLExtras.h"

namespace escape::confirming {

/// How many pointers lie between a parameter and an object that it led to; what an object owns is a part of it.
/// 1: what the parameter refers to.
unsigned Engine::distance(CellId cell) {
  unsigned pointers = 0;
  for (CellId p = memory.parent(memory.at(cell).location); p.valid(); p = memory.parent(memory.at(p).location)) {
    const Steps &path = memory.at(p).path;
    Ownership owner = !path.empty() && path.back() == step::Storage ? memory.ownership(p) : Ownership::None;
    // Who shares ownership keeps the object alive, and needs no promise for it.
    pointers += owner == Ownership::Sole ? 0 : owner == Ownership::Shared ? 2 : 1;
  }
  return pointers;
}

/// The parameter or `this` an endpoint starts at; invalid: something else.
LocationId Engine::variableOf(const Endpoint &endpoint) const {
  if (endpoint.root == RootKind::This)
    return fn.self;
  return endpoint.root == RootKind::Param && endpoint.index < fn.params.size() ? fn.params[endpoint.index]
                                                                               : LocationId();
}

/// Who may refer to the parameter when the function has returned, as far as `contract` says.
bool Engine::allows(const Contract &contract, const FlowNote &note) const {
  LocationId keeper = variableOf(note.flow.to);
  switch (contract.kind) {
  case ContractKind::NoEscape:
    return false;
  case ContractKind::LifetimeBound:
    if (note.sink.kind == Sink::Kind::Result || (fn.isConstructor && keeper.valid() && keeper == fn.self))
      return true;
    // `T &operator=(int &x [[lifetimebound]]) { keep(x); return *this; }`: the result refers to what refers to it.
    return keeper.valid() && llvm::any_of(flows, [&](const FlowNote &other) {
             return other.flow.to.root == RootKind::Result && variableOf(other.flow.from) == keeper;
           });
  case ContractKind::CaptureBy:
    // It says nothing of the result.
    return contract.anyone || note.sink.kind == Sink::Kind::Result ||
           (keeper.valid() && llvm::is_contained(contract.keepers, keeper));
  case ContractKind::NoAlloc:
    break; // not about parameters
  }
  return true;
}

std::optional<uint32_t> Engine::broken(const FlowNote &note, LocationId param) const {
  if (!note.referent || variableOf(note.flow.to) == param)
    return std::nullopt;
  std::optional<uint32_t> tooLittle;
  for (uint32_t i = 0; i < fn.contracts.size(); ++i) {
    const Contract &contract = fn.contracts[i];
    if (contract.param != param)
      continue;
    if (contract.kind == ContractKind::NoEscape)
      return i;
    // A call of something unseen is no sign that it keeps its argument, an exception is no way the others speak of.
    if (allows(contract, note) || note.sink.kind == Sink::Kind::Unknown || note.sink.kind == Sink::Kind::Exception)
      return std::nullopt;
    if (!tooLittle)
      tooLittle = i;
  }
  return tooLittle;
}

/// Contracts that let a parameter get where it never gets. Told only where the body decides it all alone: what is said
/// of a virtual function holds for others too, and an instantiation is not the template.
std::vector<uint32_t> Engine::idle() const {
  std::vector<uint32_t> out;
  if (fn.overridable || fn.instantiation || fn.lambda || fn.defaulted || base || !exitReached)
    return out;
  for (uint32_t i = 0; i < fn.contracts.size(); ++i) {
    const Contract &contract = fn.contracts[i];
    const Location &param = fn.at(contract.param);
    bool bound = contract.kind == ContractKind::LifetimeBound;
    if (contract.kind == ContractKind::NoEscape || contract.anyone || param.name.empty() ||
        (bound && !contract.plausible))
      continue;
    // Something gets there of which the declaration does not say so, and nothing of which it does: the attribute stands
    // at the wrong place. Both ends of a range have one although only the first is kept.
    bool silent = false, others = false;
    for (const FlowNote &note : flows) {
      LocationId from = variableOf(note.flow.from), to = variableOf(note.flow.to);
      silent |= from == contract.param;
      bool there = bound ? note.flow.to.root == (fn.isConstructor ? RootKind::This : RootKind::Result)
                         : to.valid() && llvm::is_contained(contract.keepers, to);
      if (!there)
        continue;
      silent |= note.set || llvm::any_of(fn.contracts, [&](const Contract &c) { return c.param == from; });
      others |= bound || (from.valid() && fn.at(from).type == param.type);
    }
    if (!silent && others)
      out.push_back(i);
  }
  return out;
}

} // namespace escape::confirming

// What the body does against what the declaration promises. Each firing case has a silent twin.
#include "Confirming.h"

using namespace escape;
using F = FlowBuilder;

namespace {

void promise(F &f, ContractKind kind, LocationId param, std::vector<LocationId> keepers = {}) {
  Contract c;
  c.kind = kind;
  c.param = param;
  c.keepers = std::move(keepers);
  c.plausible = true;
  f.fn.contracts.push_back(std::move(c));
}

/// Contracts that some leak breaks.
std::vector<uint32_t> broken(const ConfirmResult &result) {
  std::vector<uint32_t> out;
  for (const Leak &leak : result.leaks)
    if (leak.breaks && leak.assumptions.empty())
      out.push_back(*leak.breaks);
  return out;
}
using Numbers = std::vector<uint32_t>;

} // namespace

TEST_CASE_METHOD(Confirming, "noescape and stored in a static") {
  StaticId g = global("g", pointer);
  auto build = [&](bool promised, bool reset) {
    F f(*this);
    auto p = f.param("p", pointer);
    auto gl = f.global(g);
    if (promised)
      promise(f, ContractKind::NoEscape, p);
    f.copy(Place(gl), Place(p), pointer);
    if (reset)
      f.kill(Place(gl));
    f.exit({p});
    return broken(run(f).result);
  };
  CHECK(build(true, false) == Numbers{0});
  CHECK(build(false, false).empty());
  CHECK(build(true, true).empty());
}

TEST_CASE_METHOD(Confirming, "noescape: what the object holds is not the object") {
  auto build = [&](bool content) {
    F f(*this);
    auto p = f.param("p", pointerToPointer);
    promise(f, ContractKind::NoEscape, p);
    f.copy(Place(f.result(pointer)), content ? F::deref(p) : Place(p), pointer);
    f.exit({p});
    return broken(run(f).result);
  };
  CHECK(build(false) == Numbers{0});
  CHECK(build(true).empty());
}

TEST_CASE_METHOD(Confirming, "noescape: what an owner owns is a part of it, what a shared pointer has is not") {
  auto build = [&](TypeId type) {
    F f(*this);
    auto p = f.param("p", pointerTo(type));
    promise(f, ContractKind::NoEscape, p);
    f.copy(Place(f.result(pointer)), F::at(p, {step::Deref, step::Storage}), pointer);
    f.exit({p});
    return broken(run(f).result);
  };
  CHECK(build(owner) == Numbers{0});
  CHECK(build(shared).empty());
  CHECK(build(view).empty());
}

TEST_CASE_METHOD(Confirming, "lifetimebound says where the result refers to, and no more") {
  StaticId g = global("g", pointer);
  auto build = [&](bool stored, bool captured) {
    F f(*this);
    auto p = f.param("p", pointer);
    auto gl = f.global(g);
    promise(f, ContractKind::LifetimeBound, p);
    if (captured) {
      promise(f, ContractKind::CaptureBy, p);
      f.fn.contracts.back().anyone = true;
    }
    if (stored)
      f.copy(Place(gl), Place(p), pointer);
    f.copy(Place(f.result(pointer)), Place(p), pointer);
    f.exit({p});
    return broken(run(f).result);
  };
  CHECK(build(true, false) == Numbers{0});
  CHECK(build(false, false).empty());
  CHECK(build(true, true).empty());
}

TEST_CASE_METHOD(Confirming, "captured by another than the one that is named") {
  auto build = [&](bool other) {
    F f(*this);
    auto a = f.param("a", pointerToPointer);
    auto b = f.param("b", pointerToPointer);
    auto p = f.param("p", pointer);
    promise(f, ContractKind::CaptureBy, p, {a});
    f.copy(F::deref(other ? b : a), Place(p), pointer);
    f.exit({p, b, a});
    return broken(run(f).result);
  };
  CHECK(build(true) == Numbers{0});
  CHECK(build(false).empty());
}

TEST_CASE_METHOD(Confirming, "the result never refers to what is lifetimebound") {
  enum Gives { It, Other, Null, OtherBound };
  auto build = [&](Gives gives, bool overridable) {
    F f(*this);
    auto p = f.param("p", pointer);
    auto q = f.param("q", pointer);
    promise(f, ContractKind::LifetimeBound, p);
    if (gives == OtherBound)
      promise(f, ContractKind::LifetimeBound, q);
    f.fn.overridable = overridable;
    Place result(f.result(pointer));
    if (gives == Null)
      f.kill(result);
    else
      f.copy(result, Place(gives == It ? p : q), pointer);
    f.exit({q, p});
    return run(f).result.idle;
  };
  CHECK(build(Other, false) == Numbers{0});
  CHECK(build(Other, true).empty());
  CHECK(build(It, false).empty());
  CHECK(build(Null, false).empty());
  CHECK(build(OtherBound, false).empty());
}

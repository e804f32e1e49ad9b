//===- Aliases.h - which pointers may point to the same ---------*- C++ -*-===//
//
// Go sends what is stored through a pointer to the heap, the main imprecision of
// its analysis. Here stores go to the *content* of what the pointer may point to,
// found by unification (Steensgaard, POPL 1996): locations and pointees fall into
// classes, each class points to one class, an assignment makes both sides point to
// the same. Nearly linear, without regard to fields or program order.
//
// Owners hold what they own in place: the class of an owner is its own pointee.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_SOLVE_ALIASES_H
#define ESCAPE_SOLVE_ALIASES_H

#include <cstdint>
#include <utility>
#include <vector>

namespace escape {

class Aliases {
public:
  static constexpr uint32_t None = UINT32_MAX;

  /// Class n is that of node n, 0 <= n < nodes.
  explicit Aliases(uint32_t nodes);
  uint32_t addNode();

  /// The representative of a class; changes with unify.
  uint32_t find(uint32_t member);
  /// What the class points to, made if need be.
  uint32_t pointee(uint32_t member);
  /// The same, None where nothing is known to be pointed to.
  uint32_t pointeeIfAny(uint32_t member);
  /// After `derefs` dereferences.
  uint32_t pointee(uint32_t member, unsigned derefs);
  void unify(uint32_t a, uint32_t b);

  uint32_t size() const { return parent.size(); }

private:
  std::vector<uint32_t> parent;
  std::vector<uint32_t> target; ///< of representatives; None: not known
  std::vector<uint8_t> rank;
  std::vector<std::pair<uint32_t, uint32_t>> pending;
};

} // namespace escape

#endif // ESCAPE_SOLVE_ALIASES_H

//===- Ways.h - what every way through a function passes --------*- C++ -*-===//
#ifndef ESCAPE_CONFIRM_WAYS_H
#define ESCAPE_CONFIRM_WAYS_H

#include "model/FunctionFlow.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include <map>
#include <optional>
#include <tuple>
#include <vector>

namespace escape::confirming {

/// Questions to the control flow of one function, answered once each. Blocks are their numbers in FunctionFlow::blocks.
class Ways {
public:
  explicit Ways(const FunctionFlow &fn) : fn(fn) {}

  /// Some branch depends on what we do not follow.
  bool undecided();
  /// The same, or on what callers do not choose: something other than the value of a parameter.
  bool undecidedForCaller();
  /// Does every way from the end of `from` (from the entry, if it is not given) to the exit pass one of `wanted`?
  /// `loopsRun`: every one on which the loops around `wanted` run at least once. Ways that fail a test of a variable
  /// which `from` is behind, and which nothing has changed since, are none, nor those that fail one that is `given`.
  bool pass(llvm::ArrayRef<uint32_t> wanted, bool loopsRun, std::optional<uint32_t> from = std::nullopt,
            llvm::ArrayRef<Condition> given = {});
  /// Is the value of a local variable compared with the address of `object`, other than of those that `held` it?
  bool comparedWith(LocationId object, llvm::function_ref<bool(LocationId)> held) const;
  uint32_t blockOf(EventId event) const;

private:
  /// The tests that every way to `block` has passed.
  llvm::SmallVector<Condition, 4> passed(uint32_t block) const;
  /// The blocks from which one of these can be reached, themselves among them when they are in a loop.
  llvm::SmallVector<uint8_t, 0> before(llvm::ArrayRef<uint32_t> blocks) const;

  const FunctionFlow &fn;
  using Tests = std::vector<std::tuple<uint32_t, Relation, int64_t>>;
  std::map<std::tuple<std::vector<uint32_t>, bool, std::optional<uint32_t>, Tests>, bool> known;
  std::optional<bool> branches, branchesForCaller;
};

} // namespace escape::confirming

#endif // ESCAPE_CONFIRM_WAYS_H

//===- Program.h - what files know of each other ----------------*- C++ -*-===//
//
// A program is analysed in three steps: `summarize` makes a FileGraph of each file,
// `link` looks at all of them and makes a Slice for each, and `check` has with a
// file's graph and slice all that it needs. In one process the same values are
// handed on in memory.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_MODEL_PROGRAM_H
#define ESCAPE_MODEL_PROGRAM_H

#include "model/Escape.h"
#include "model/FunctionFlow.h"
#include <vector>

namespace escape {

/// What confirm found of a body, as far as others need it: what it does to its caller, and how to tell it. (Of a
/// ConfirmResult: summary, records, locations, parents.)
struct Solution {
  FunctionId function;       ///< in the unit beside it
  bool needsConfirm = false; ///< SolveResult::needsConfirm
  ConfirmResult result;
};

/// What is left of one file when its tree is gone.
struct FileGraph {
  Unit unit;
  /// Of the functions whose callees are all in this file, or in no file: nothing that is linked changes them, but
  /// another body under the same name.
  std::vector<Solution> closed;
};

/// What is known of a function that a file calls, when the file alone cannot tell.
struct Foreign {
  FnKey key;
  FunctionId flow; ///< in Slice::unit; invalid: none of what is told goes through it
  bool needsConfirm = false;
  ConfirmResult result;
  bool told = false; ///< the file has this body, too, and another file tells of it
};

/// A function that calls itself by way of other files.
struct Member {
  FnKey key;
  uint32_t component = 0; ///< which functions are solved together
  bool solveOnly = false; ///< they are too many to be confirmed
  bool unstable = false;  ///< they were given up
  Summary growing;        ///< what the others see of it while they are solved
};

/// What one file's check needs of all others, and nothing else.
struct Slice {
  Unit unit;                      ///< tables, and the flows that are told of
  std::vector<Foreign> functions; ///< in the order in which the file calls them
  std::vector<Member> members;    ///< of components that functions of this file are in, theirs included
  /// Calls that end in other files: those of this file that name the first end in one of the second. Sorted.
  std::vector<std::pair<FnKey, std::vector<FnKey>>> calls;
};

/// Which files have which functions.
struct Index {
  std::vector<std::string> files;                    ///< in the order in which they were given
  std::vector<std::pair<FnKey, uint32_t>> functions; ///< sorted
};

} // namespace escape

#endif // ESCAPE_MODEL_PROGRAM_H

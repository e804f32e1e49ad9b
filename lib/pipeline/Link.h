//===- Link.h - the files of a program, together ----------------*- C++ -*-===//
//
// Each file has been solved as far as it goes alone. Here the functions that
// wait for other files are solved, callees first over the whole program, and
// each file is given what its findings need of others.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_PIPELINE_LINK_H
#define ESCAPE_PIPELINE_LINK_H

#include "model/Program.h"
#include "pipeline/Unit.h"

namespace escape {

/// A file between its parsing and its findings.
struct ProgramFile {
  Unit unit;
  Solved solved; ///< of solveClosed() first, of the whole program after link()
  Abroad abroad;
  Statistics statistics;
};

/// Solves what is left, and fills `abroad`. Which of several files tells of a header's function, and everything else,
/// depends on the order of `files` only. The files must stay where they are.
void link(llvm::ArrayRef<ProgramFile *> files, const Settings &settings, Statistics &statistics);

/// The same, for files that are checked in other processes: one slice each.
std::vector<Slice> linkToSlices(llvm::ArrayRef<ProgramFile *> files, const Settings &settings, Statistics &statistics);

/// Of a result what other files need: a copy without the findings.
ConfirmResult forOthers(const ConfirmResult &result);

/// solve and confirm of a file whose graph was read, with its slice; fills `solved` and `abroad`.
void solveWithSlice(ProgramFile &file, const Slice &slice);

} // namespace escape

#endif // ESCAPE_PIPELINE_LINK_H

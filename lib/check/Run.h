//===- Run.h - stage 6: verdicts → diagnostics ------------------*- C++ -*-===//
#ifndef ESCAPE_CHECK_RUN_H
#define ESCAPE_CHECK_RUN_H

#include "check/Selection.h"
#include "model/Diagnostic.h"
#include "llvm/ADT/ArrayRef.h"
#include <vector>

namespace escape {

/// The diagnostics of one unit: selected, worded, without suppressed ones, one per object and sink, sorted by position.
/// `may`: also what rests on assumptions.
///
/// A suppression that names one of our checks gives a diagnostic of `escape-unused-nolint`: severity Warning (or Error)
/// when it suppressed nothing here, severity Off when it did. Only all units together know whether one in a header is
/// unused, so the ones marked Off are for report's merge() and are never printed.
std::vector<Diagnostic> runChecks(const Unit &unit, llvm::ArrayRef<Verdict> verdicts, const Selection &selection,
                                  bool may);

} // namespace escape

#endif // ESCAPE_CHECK_RUN_H

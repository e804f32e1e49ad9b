//===- Dump.h - model values as text for developers -------------*- C++ -*-===//
//
// For `--dump=flow` and for tests: one line a location, block, event or call.
// Stable from run to run, but no format anybody should parse.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_MODEL_DUMP_H
#define ESCAPE_MODEL_DUMP_H

#include "model/FunctionFlow.h"
#include <string>
#include <vector>

namespace escape {

/// A location by its name, else its text: `x`, `s + 1`, `#7`.
std::string toString(LocationId id, const std::vector<Location> &locations, const Unit &unit);
/// A place: `p*.f`.
std::string toString(const Place &place, const std::vector<Location> &locations, const Unit &unit);

/// The whole function.
std::string dump(const FunctionFlow &function, const Unit &unit);

} // namespace escape

#endif // ESCAPE_MODEL_DUMP_H

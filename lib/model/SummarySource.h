//===- SummarySource.h - where callees' summaries come from -----*- C++ -*-===//
//
// solve and confirm are handed the summaries of callees with a body; they do not
// know whether one is from this file, another file or the cache.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_MODEL_SUMMARYSOURCE_H
#define ESCAPE_MODEL_SUMMARYSOURCE_H

#include "model/FnKey.h"
#include "model/Summary.h"
#include <functional>

namespace escape {

/// The summary of a function, its StaticIds those of the unit that is analysed. Null: nothing is known, the call is
/// opaque (inside a recursive component hand out an empty summary at first: flows grow from nothing there). The
/// pointer holds until the call of the stage that asked returns.
using SummarySource = std::function<const Summary *(const FnKey &)>;

} // namespace escape

#endif // ESCAPE_MODEL_SUMMARYSOURCE_H

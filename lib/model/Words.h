//===- Words.h - enumerations in words --------------------------*- C++ -*-===//
//
// One word a value, the same in model files, in summaries written as JSON, in
// reports and in dumps. (Reasons and assumptions are sentences of the report:
// Event.h, Assumption.h.)
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_MODEL_WORDS_H
#define ESCAPE_MODEL_WORDS_H

#include "model/Diagnostic.h"
#include "model/Event.h"
#include "model/Location.h"
#include "model/Summary.h"
#include "model/Type.h"
#include <optional>
#include <string_view>

namespace escape {

const char *describe(EventKind kind);
const char *describe(LocationKind kind);
const char *describe(TypeClass cls);
const char *describe(FlowKind kind);
const char *describe(EffectKind kind);
const char *describe(Invalidation how);   ///< None: empty
const char *describe(AllocReason reason); ///< None: empty
const char *describe(Severity severity);

/// The value from the first to `last` that describe() calls `word`; none: there is none.
template <class Enum> std::optional<Enum> fromWord(std::string_view word, Enum last) {
  for (unsigned i = 0; i <= unsigned(last); ++i)
    if (word == describe(Enum(i)))
      return Enum(i);
  return std::nullopt;
}

} // namespace escape

#endif // ESCAPE_MODEL_WORDS_H

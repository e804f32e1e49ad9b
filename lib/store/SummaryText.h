//===- SummaryText.h - a summary as JSON ------------------------*- C++ -*-===//
#ifndef ESCAPE_STORE_SUMMARYTEXT_H
#define ESCAPE_STORE_SUMMARYTEXT_H

#include "model/Summary.h"
#include <string>

namespace escape {

/// One object on one line, in the words of model files (docs/models.md): `name`, `flows`, `effects`. What rests on
/// assumptions has `"may": [kind, …]` where a model has `true`.
std::string summaryJson(const Summary &summary, const Unit &unit);

} // namespace escape

#endif // ESCAPE_STORE_SUMMARYTEXT_H

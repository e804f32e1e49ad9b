//===- Relation.h - what is asked of, or known of, an integer ---*- C++ -*-===//
#ifndef ESCAPE_MODEL_RELATION_H
#define ESCAPE_MODEL_RELATION_H

#include <cstdint>

namespace escape {

enum class Relation : uint8_t { Equal, NotEqual, AtLeast, AtMost };

/// ` == `, for dumps.
const char *words(Relation relation);
bool holds(int64_t value, Relation relation, int64_t constant);
/// No value passes both tests.
bool contradict(Relation a, int64_t x, Relation b, int64_t y);
/// What passes the first test passes the second.
bool implies(Relation a, int64_t x, Relation b, int64_t y);

} // namespace escape

#endif // ESCAPE_MODEL_RELATION_H

//===- Words.h - phrases the checks share -----------------------*- C++ -*-===//
//
// So that ten checks talk in one voice: what was borrowed, of what, and when that
// ends. `'` stands around what the user wrote.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_CHECK_WORDS_H
#define ESCAPE_CHECK_WORDS_H

#include "model/Verdict.h"
#include <string>

namespace escape {

/// A dangling address (Escapes or UsedAfter), the only kind most checks care for.
bool isDangling(const Verdict &verdict);
inline bool isMay(const Verdict &verdict) { return !verdict.assumptions.empty(); }

/// `'x'`
std::string quote(const std::string &name);
/// `local 'x'`, `parameter 'v'`, `temporary 'a + b'`
std::string object(const Verdict &verdict);
/// `address of local 'x'`, `reference to parameter 'v'`, `view of temporary 'a + b'`, `iterator into local 'v'`
std::string loan(const Verdict &verdict);
/// `'x' ends with the function`, `'a + b' ends with the full-expression`
std::string ending(const Verdict &verdict);
/// What holds it: `static 'g'`, `'this->out_'`, `local 'last'`
std::string holder(const Verdict &verdict);
/// `in static 'g'`, `through parameter 'out'`
std::string where(const Verdict &verdict);
/// `is returned` or `may be returned`: `verb` in the passive.
std::string passive(const Verdict &verdict, const std::string &verb);

/// `'new Big' allocates 100 bytes`, `'std::string(n, 'x')' allocates memory`; in a loop how often.
std::string allocates(const Verdict &verdict);

} // namespace escape

#endif // ESCAPE_CHECK_WORDS_H

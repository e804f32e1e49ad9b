//===- Diagnostic.h - what a check says -------------------------*- C++ -*-===//
#ifndef ESCAPE_MODEL_DIAGNOSTIC_H
#define ESCAPE_MODEL_DIAGNOSTIC_H

#include "model/FunctionFlow.h"
#include "model/Verdict.h"
#include <string>
#include <vector>

namespace escape {

enum class Severity : uint8_t { Off, Note, Warning, Error };

struct Note {
  Span span;
  std::string message;
};

struct Diagnostic {
  std::string check; ///< id: `escape-return`
  Severity severity = Severity::Warning;
  std::string message;
  Span span;               ///< primary place: where it gets out or is used
  std::vector<Note> notes; ///< borrowed here, each step, dies here
  std::vector<Edit> fixes; ///< certain ones only; data, applied elsewhere
  Verdict verdict;         ///< what it rests on
};

} // namespace escape

#endif // ESCAPE_MODEL_DIAGNOSTIC_H

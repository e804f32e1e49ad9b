//===- Path.h - explanation steps -------------------------------*- C++ -*-===//
//
// What `-m -m` prints under a verdict, as data. A step that went through a call
// with a known body nests the callee's own steps.
//
//   flow: r = &*input:                                     Hop {to="r", from="&*input"}
//     from *input (interface-converted: …) at s.cpp:93:24    Step
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_MODEL_PATH_H
#define ESCAPE_MODEL_PATH_H

#include "model/Event.h"
#include "model/Span.h"
#include <string>
#include <vector>

namespace escape {

struct Hop;

struct Step {
  std::string expression; ///< source text, shortened to one line
  Reason reason = Reason::Assign;
  std::string detail; ///< `Buffer to Reader`, `virtual call`
  Span span;
  std::vector<Hop> inside; ///< callee's own steps
};

/// `to = from` with the steps that make it.
struct Hop {
  std::string to;
  std::string from; ///< with its `&` or `*`s
  int derefs = 0;
  std::vector<Step> steps;
};

using Path = std::vector<Hop>;

/// A hop without `to` stands for hops that were left out: `from` says how many.

/// The words in a step's parentheses: `interface-converted: Buffer to Reader`, `type-erased into std::function`.
std::string describe(const Step &step);

} // namespace escape

#endif // ESCAPE_MODEL_PATH_H

//===- Statistics.h - what a run cost and what it left out ------*- C++ -*-===//
#ifndef ESCAPE_PIPELINE_STATISTICS_H
#define ESCAPE_PIPELINE_STATISTICS_H

#include <cstdint>
#include <map>
#include <string>

namespace escape {

/// Sums over files; times are CPU seconds.
struct Statistics {
  uint64_t files = 0, unreadable = 0, withErrors = 0, crashed = 0;
  uint64_t userLines = 0, functions = 0, events = 0, confirmed = 0, givenUp = 0, skipped = 0;
  uint64_t proven = 0, may = 0;
  uint64_t droppedFlags = 0;
  std::map<std::string, uint64_t> unmodelled; ///< AST node kind → times met
  double parse = 0, flow = 0, solve = 0, confirm = 0, explain = 0, check = 0;
  double link = 0;      ///< what spans files, its solving and confirming included
  double optimizer = 0; ///< reading, compiling and optimizing again, when that was asked for

  double afterParsing() const { return flow + solve + confirm + explain + check; }
  void add(const Statistics &other);
  /// Lines for a person, with the `after parsing: N ms` that benchmarks read.
  std::string text() const;
  std::string json() const;
};

} // namespace escape

#endif // ESCAPE_PIPELINE_STATISTICS_H

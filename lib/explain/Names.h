//===- Names.h - locations and places as the user wrote them ----*- C++ -*-===//
//
// A path is read by people who know their source, not our model: a variable
// prints as its name, an allocation or temporary as its expression, a closure as
// `[lambda at FILE:LINE:COL]`, a sink in braces.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_EXPLAIN_NAMES_H
#define ESCAPE_EXPLAIN_NAMES_H

#include "model/Escape.h"
#include "model/FunctionFlow.h"
#include <string>
#include <string_view>

namespace escape {

/// Source text as one line: comments dropped, white space folded, more than `limit` bytes or several lines elided
/// (`on_done = …`, or cut at the end).
std::string oneLine(std::string_view source, size_t limit = 60);

/// Names in one function. Keeps references to all three.
class Names {
public:
  Names(const Unit &unit, const FunctionFlow &flow, const ConfirmResult *confirmed)
      : unit(unit), flow(flow), confirmed(confirmed) {}

  const Location &at(LocationId id) const;
  /// The type of a location; null when it has none.
  const Type *typeOf(LocationId id) const;
  bool isClosure(LocationId id) const;

  std::string text(Span span) const { return oneLine(unit.text(span)); }
  std::string of(LocationId id) const;
  std::string of(const Place &place) const;
  /// What the place's value is called when it is read: `*p`, `s.f`, `v[…]`; with `borrow` its address: `&x`, `&*up`.
  std::string value(const Place &place, bool borrow) const;
  /// The steps from `first` on, applied to a text.
  std::string append(std::string text, const Place &place, unsigned first) const;
  /// As the end of a flow: memory that was there before the call is a sink: `{this->out_}`, `{param q}`.
  std::string end(const Place &place) const;
  /// Something the user sees as a thing of its own, so that a hop ends there; slots and helpers are not.
  bool visible(LocationId id) const;

private:
  std::string lambda(Span span) const;

  const Unit &unit;
  const FunctionFlow &flow;
  const ConfirmResult *confirmed;
};

} // namespace escape

#endif // ESCAPE_EXPLAIN_NAMES_H

//===- Columns.h - one line in bytes, UTF-16 units and cells ----*- C++ -*-===//
#ifndef ESCAPE_REPORT_COLUMNS_H
#define ESCAPE_REPORT_COLUMNS_H

#include <cstdint>
#include <string>
#include <string_view>

namespace escape {

/// UTF-16 code units these bytes take. A byte that is no valid UTF-8 counts as one.
uint32_t utf16Units(std::string_view bytes);

/// The line as a terminal shows it: tabs as blanks (stops of 8), control characters and invalid bytes as `?`.
/// `cells[i]` is the column (from 0) where byte i stands; one more entry for the end.
struct Shown {
  std::string text;
  std::string marks; ///< `~~~^~~~` under [begin, end), the caret at begin
};
/// begin and end: bytes from 0. Lines longer than `limit` cells are cut to a window around begin.
Shown show(std::string_view line, uint32_t begin, uint32_t end, uint32_t limit = 200);

} // namespace escape

#endif // ESCAPE_REPORT_COLUMNS_H

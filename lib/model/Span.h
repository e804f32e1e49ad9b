//===- Span.h - places in source files --------------------------*- C++ -*-===//
//
// A span names bytes of a file; its text is cut from the file when it is
// printed and never stored. Lines and columns are computed on demand.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_MODEL_SPAN_H
#define ESCAPE_MODEL_SPAN_H

#include "model/Ids.h"
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace escape {

/// Half-open byte range [begin, end) of a file. `macro`: the code came out of a
/// macro expansion and the span is the place where the macro was used.
struct Span {
  FileId file;
  uint32_t begin = 0;
  uint32_t end = 0;
  bool macro = false;

  bool valid() const { return file.valid(); }
  auto operator<=>(const Span &) const = default;
};

/// 1-based line and column, the column in bytes.
struct LineColumn {
  uint32_t line = 0;
  uint32_t column = 0;
  auto operator<=>(const LineColumn &) const = default;
};

/// A source file as the parser read it.
struct SourceFile {
  std::string path;                        ///< as the user named it (relative stays relative)
  std::shared_ptr<const std::string> text; ///< whole content; null when it could not be kept
  uint64_t hash = 0;                       ///< of the content; 0: not asked for
  bool user = true;                        ///< main file, or a header that matches the header filter

  /// Line and column of a byte offset; offsets past the end give the last position.
  LineColumn lineColumn(uint32_t offset) const;
  /// Offset of the first byte of a 1-based line; the text's size when there is no such line.
  uint32_t lineStart(uint32_t line) const;
  /// The text of one 1-based line without its line end.
  std::string_view line(uint32_t line) const;
  std::string_view cut(uint32_t begin, uint32_t end) const;

private:
  mutable std::vector<uint32_t> lineStarts; // built on first use; [0] == 0
  const std::vector<uint32_t> &starts() const;
};

} // namespace escape

#endif // ESCAPE_MODEL_SPAN_H

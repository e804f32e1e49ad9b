//===- Span.cpp - lines and columns on demand -------------------------------===//
#include "model/Span.h"

#include <algorithm>

namespace escape {

const std::vector<uint32_t> &SourceFile::starts() const {
  if (!lineStarts.empty())
    return lineStarts;
  lineStarts.push_back(0);
  if (text)
    for (size_t at = text->find('\n'); at != std::string::npos; at = text->find('\n', at + 1))
      lineStarts.push_back(uint32_t(at + 1));
  return lineStarts;
}

LineColumn SourceFile::lineColumn(uint32_t offset) const {
  const std::vector<uint32_t> &lines = starts();
  if (text)
    offset = std::min<uint32_t>(offset, uint32_t(text->size()));
  size_t line = size_t(std::upper_bound(lines.begin(), lines.end(), offset) - lines.begin());
  return {uint32_t(line), offset - lines[line - 1] + 1};
}

uint32_t SourceFile::lineStart(uint32_t line) const {
  const std::vector<uint32_t> &lines = starts();
  if (line >= 1 && line <= lines.size())
    return lines[line - 1];
  return text ? uint32_t(text->size()) : 0;
}

std::string_view SourceFile::line(uint32_t line) const {
  if (!text || line < 1 || line > starts().size())
    return {};
  std::string_view all = *text;
  std::string_view from = all.substr(lineStart(line));
  from = from.substr(0, from.find('\n'));
  if (!from.empty() && from.back() == '\r')
    from.remove_suffix(1);
  return from;
}

std::string_view SourceFile::cut(uint32_t begin, uint32_t end) const {
  if (!text || begin >= text->size() || end <= begin)
    return {};
  return std::string_view(*text).substr(begin, end - begin);
}

} // namespace escape

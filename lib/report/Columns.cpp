//===- Columns.cpp ----------------------------------------------------------===//
#include "report/Columns.h"

#include "llvm/Support/Unicode.h"
#include <algorithm>
#include <vector>

namespace escape {

namespace {

/// Length of the valid UTF-8 sequence at the front; 0: none.
unsigned sequence(std::string_view s) {
  unsigned char c = s[0];
  unsigned length = c < 0x80                ? 1
                    : c >= 0xC2 && c < 0xE0 ? 2
                    : c >= 0xE0 && c < 0xF0 ? 3
                    : c >= 0xF0 && c < 0xF5 ? 4
                                            : 0;
  if (!length || s.size() < length)
    return 0;
  for (unsigned i = 1; i < length; ++i)
    if ((static_cast<unsigned char>(s[i]) & 0xC0) != 0x80)
      return 0;
  unsigned char second = length > 1 ? s[1] : 0;
  bool overlong = (c == 0xE0 && second < 0xA0) || (c == 0xF0 && second < 0x90);
  bool outside = (c == 0xED && second >= 0xA0) || (c == 0xF4 && second >= 0x90);
  return overlong || outside ? 0 : length;
}

} // namespace

uint32_t utf16Units(std::string_view bytes) {
  uint32_t units = 0;
  while (!bytes.empty()) {
    unsigned length = sequence(bytes);
    units += length == 4 ? 2 : 1;
    bytes.remove_prefix(std::max(length, 1u));
  }
  return units;
}

Shown show(std::string_view line, uint32_t begin, uint32_t end, uint32_t limit) {
  // A window of bytes first, so that a line of megabytes costs nothing.
  bool cutFront = false, cutBack = false;
  begin = std::min<uint32_t>(begin, uint32_t(line.size()));
  end = std::max(std::min<uint32_t>(end, uint32_t(line.size())), begin);
  if (line.size() > limit) {
    uint32_t from = begin > limit / 2 ? begin - limit / 2 : 0;
    while (from && (static_cast<unsigned char>(line[from]) & 0xC0) == 0x80)
      --from;
    uint32_t to = std::min<uint32_t>(from + limit, uint32_t(line.size()));
    while (to < line.size() && (static_cast<unsigned char>(line[to]) & 0xC0) == 0x80)
      ++to;
    cutFront = from != 0;
    cutBack = to != line.size();
    line = line.substr(from, to - from);
    begin -= from;
    end = std::min<uint32_t>(end - from, uint32_t(line.size()));
  }

  Shown shown;
  uint32_t cell = 0;
  auto put = [&](std::string_view text, uint32_t width, char mark) {
    shown.text += text;
    shown.marks.append(width, mark);
    cell += width;
  };
  if (cutFront)
    put("...", 3, ' ');
  for (uint32_t at = 0; at < line.size();) {
    unsigned length = sequence(line.substr(at));
    std::string_view piece = line.substr(at, std::max(length, 1u));
    char mark = at == begin ? '^' : at > begin && at < end ? '~' : ' ';
    if (piece == "\t") {
      uint32_t width = 8 - cell % 8;
      put(std::string(width, ' '), width, mark);
    } else {
      int width = length ? llvm::sys::unicode::columnWidthUTF8(llvm::StringRef(piece.data(), piece.size())) : -1;
      if (width < 0)
        put("?", 1, mark);
      else
        put(piece, uint32_t(width), mark);
    }
    at += uint32_t(piece.size());
  }
  if (begin >= line.size())
    shown.marks += '^';
  if (cutBack)
    shown.text += "...";
  // One caret, also under a wide character or a tab.
  size_t caret = shown.marks.find('^');
  for (size_t i = caret + 1; caret != std::string::npos && i < shown.marks.size() && shown.marks[i] == '^'; ++i)
    shown.marks[i] = '~';
  shown.marks.erase(shown.marks.find_last_not_of(' ') + 1);
  return shown;
}

} // namespace escape

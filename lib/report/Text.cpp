//===- Text.cpp - the lint, as compilers print --------------------------------===//
#include "model/Words.h"
#include "report/Columns.h"
#include "report/Reporter.h"

namespace escape {

namespace {

class Text {
public:
  Text(bool colours, llvm::raw_ostream &out) : colours(colours), out(out) {}

  void write(const Range &range, const char *severity, llvm::raw_ostream::Colors colour, const std::string &message,
             const std::string &check, const std::string &sourceLine) {
    if (range.valid()) {
      set(llvm::raw_ostream::SAVEDCOLOR);
      out << range.file << ':' << range.begin.line << ':' << range.begin.column << ": ";
    }
    set(colour);
    out << severity << ": ";
    reset();
    bool primary = !check.empty();
    if (primary)
      set(llvm::raw_ostream::SAVEDCOLOR);
    out << message;
    if (primary)
      out << " [" << check << ']';
    reset();
    out << '\n';
    excerpt(range, sourceLine);
  }

private:
  void excerpt(const Range &range, const std::string &sourceLine) {
    if (sourceLine.empty() || !range.valid())
      return;
    uint32_t end = range.end.line == range.begin.line ? range.end.column - 1 : uint32_t(sourceLine.size());
    Shown shown = show(sourceLine, range.begin.column - 1, end);
    std::string number = std::to_string(range.begin.line);
    number.insert(0, number.size() < 5 ? 5 - number.size() : 0, ' ');
    out << number << " | " << shown.text << '\n' << std::string(number.size(), ' ') << " | ";
    set(llvm::raw_ostream::GREEN);
    out << shown.marks;
    reset();
    out << '\n';
  }

  void set(llvm::raw_ostream::Colors colour) {
    if (colours)
      out.changeColor(colour, /*Bold=*/true);
  }
  void reset() {
    if (colours)
      out.resetColor();
  }

  bool colours;
  llvm::raw_ostream &out;
};

} // namespace

void writeText(const Report &report, bool colours, llvm::raw_ostream &out) {
  if (colours)
    out.enable_colors(true);
  Text text(colours, out);
  for (const Finding &finding : report.findings) {
    bool error = finding.severity == Severity::Error;
    std::string id = finding.check + (error ? ",-warnings-as-errors" : "");
    text.write(finding.range, describe(finding.severity), error ? llvm::raw_ostream::RED : llvm::raw_ostream::MAGENTA,
               finding.message, id, finding.sourceLine);
    for (const FindingNote &note : finding.notes)
      text.write(note.range, "note", llvm::raw_ostream::CYAN, note.message, "", note.sourceLine);
  }
}

} // namespace escape

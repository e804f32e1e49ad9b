//===- Suppress.cpp ---------------------------------------------------------===//
#include "check/Suppress.h"

#include "llvm/ADT/SmallVector.h"

namespace escape {

namespace {

llvm::SmallVector<llvm::StringRef, 4> globsOf(llvm::StringRef list) {
  llvm::SmallVector<llvm::StringRef, 4> globs;
  list.split(globs, ',', -1, false);
  for (llvm::StringRef &glob : globs)
    glob = glob.trim();
  return globs;
}

/// A marker in a string literal is none. Comments that started on an earlier line are taken for what they mostly are.
bool inComment(llvm::StringRef before) {
  return before.contains("//") || before.contains("/*") || before.ltrim().starts_with("*");
}

} // namespace

bool Suppression::covers(llvm::StringRef id) const {
  if (unmatched)
    return false;
  if (bare)
    return true;
  bool covered = false;
  for (llvm::StringRef glob : globsOf(list)) {
    bool adds = !glob.consume_front("-");
    if (matchesGlob(glob, id))
      covered = adds;
  }
  return covered;
}

bool Suppression::ours() const {
  for (llvm::StringRef glob : globsOf(list))
    if (glob.starts_with("escape-"))
      return true;
  return false;
}

std::vector<Suppression> findSuppressions(FileId id, const SourceFile &file) {
  std::vector<Suppression> found;
  if (!file.text)
    return found;
  llvm::StringRef text = *file.text;
  std::vector<size_t> open; // NOLINTBEGINs without an end yet
  for (size_t at = text.find("NOLINT"); at != llvm::StringRef::npos; at = text.find("NOLINT", at + 6)) {
    size_t end = text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_", at);
    llvm::StringRef word = text.slice(at, std::min(end, text.size()));
    LineColumn where = file.lineColumn(uint32_t(at));
    llvm::StringRef before = text.slice(file.lineStart(where.line), at);
    if (!inComment(before))
      continue;
    Suppression s;
    s.bare = true;
    size_t stop = at + word.size();
    if (stop < text.size() && text[stop] == '(') {
      size_t close = text.find_first_of(")\n", stop);
      if (close != llvm::StringRef::npos && text[close] == ')') {
        s.bare = false;
        s.list = text.slice(stop + 1, close).str();
        stop = close + 1;
      }
    }
    s.span = Span{id, uint32_t(at), uint32_t(stop), false};
    s.firstLine = s.lastLine = where.line;
    if (word == "NOLINTNEXTLINE") {
      s.firstLine = s.lastLine = where.line + 1;
    } else if (word == "NOLINTBEGIN") {
      s.unmatched = true;
      open.push_back(found.size());
    } else if (word == "NOLINTEND") {
      s.unmatched = true;
      for (size_t i = open.size(); i-- > 0;) {
        Suppression &begin = found[open[i]];
        if (begin.bare != s.bare || begin.list != s.list)
          continue;
        begin.unmatched = false;
        begin.lastLine = where.line;
        open.erase(open.begin() + i);
        s.unmatched = false;
        break;
      }
      if (!s.unmatched)
        continue; // its begin speaks for both
    } else if (word != "NOLINT") {
      continue;
    }
    found.push_back(std::move(s));
  }
  return found;
}

std::vector<Suppression> &Suppressions::of(FileId file) {
  auto [it, isNew] = files.try_emplace(file);
  if (isNew)
    it->second = findSuppressions(file, unit.files[file.value]);
  return it->second;
}

bool Suppressions::suppresses(llvm::StringRef id, Span at) {
  if (!at.valid())
    return false;
  uint32_t line = unit.start(at).line;
  bool suppressed = false;
  for (Suppression &s : of(at.file))
    if (s.firstLine <= line && line <= s.lastLine && s.covers(id))
      s.used = suppressed = true;
  return suppressed;
}

std::vector<Suppression> Suppressions::ours(const Selection &selection) {
  std::vector<Suppression> result;
  for (size_t i = 0; i < unit.files.size(); ++i) {
    if (!unit.files[i].user)
      continue;
    for (const Suppression &s : of(FileId(i))) {
      if (!s.ours())
        continue;
      // A check that did not run could not use its comment.
      bool known = false, enabled = false;
      for (const Check *check : selection.all())
        for (llvm::StringRef glob : globsOf(s.list))
          if (glob.starts_with("escape-") && matchesGlob(glob, check->Id)) {
            known = true;
            enabled |= selection.enabled(check->Id);
          }
      if (enabled || !known)
        result.push_back(s);
    }
  }
  return result;
}

} // namespace escape

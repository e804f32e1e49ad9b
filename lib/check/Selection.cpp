//===- Selection.cpp --------------------------------------------------------===//
#include "check/Selection.h"

#include "llvm/ADT/SmallVector.h"

namespace escape {

bool matchesGlob(llvm::StringRef glob, llvm::StringRef id) {
  // Backtracking over the last `*` only: enough, since a later star can take what an earlier one would have.
  size_t g = 0, i = 0, star = llvm::StringRef::npos, mark = 0;
  while (i < id.size()) {
    if (g < glob.size() && glob[g] == '*') {
      star = g++;
      mark = i;
    } else if (g < glob.size() && glob[g] == id[i]) {
      ++g;
      ++i;
    } else if (star != llvm::StringRef::npos) {
      g = star + 1;
      i = ++mark;
    } else {
      return false;
    }
  }
  while (g < glob.size() && glob[g] == '*')
    ++g;
  return g == glob.size();
}

namespace {

/// Calls `apply(id, adds)` for what each glob names, in order.
llvm::Error forEach(const std::vector<std::string> &ids, llvm::StringRef globs, const char *option,
                    llvm::function_ref<void(const std::string &, bool)> apply) {
  llvm::SmallVector<llvm::StringRef, 8> parts;
  globs.split(parts, ',');
  for (llvm::StringRef part : parts) {
    part = part.trim(" \t\r\n");
    if (part.empty())
      continue;
    bool adds = !part.consume_front("-");
    part = part.ltrim(" ");
    bool any = false;
    for (const std::string &id : ids)
      if (matchesGlob(part, id)) {
        any = true;
        apply(id, adds);
      }
    if (!any)
      return llvm::createStringError(llvm::Twine("no check matches '") + part + "' (" + option +
                                     "); --list-checks prints all of them");
  }
  return llvm::Error::success();
}

} // namespace

llvm::Expected<Selection> Selection::make(llvm::ArrayRef<const Check *> all, llvm::StringRef checks,
                                          llvm::StringRef asErrors) {
  Selection selection;
  selection.checks = all.vec();
  std::map<std::string, Severity> defaults;
  for (const Check *check : all)
    defaults[check->Id] = check->Default;
  defaults[UnusedSuppressionId] = Severity::Warning;

  std::vector<std::string> ids;
  for (auto &[id, severity] : defaults)
    ids.push_back(id);
  selection.severities = defaults;
  if (llvm::Error error = forEach(ids, checks, "--checks", [&](const std::string &id, bool adds) {
        Severity usual = defaults[id] == Severity::Off ? Severity::Warning : defaults[id];
        selection.severities[id] = adds ? usual : Severity::Off;
      }))
    return error;

  std::map<std::string, bool> errors;
  if (llvm::Error error =
          forEach(ids, asErrors, "--warnings-as-errors", [&](const std::string &id, bool adds) { errors[id] = adds; }))
    return error;
  for (auto &[id, severity] : selection.severities)
    if (errors[id] && severity == Severity::Warning)
      severity = Severity::Error;
  return selection;
}

bool Selection::allocations() const {
  return std::any_of(checks.begin(), checks.end(),
                     [this](const Check *check) { return check->Allocations && enabled(check->Id); });
}

Severity Selection::severity(llvm::StringRef id) const {
  auto it = severities.find(id.str());
  return it == severities.end() ? Severity::Off : it->second;
}

} // namespace escape

#include "frontend/UserCode.h"

#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace escape {
namespace {

bool isUnder(StringRef Path, StringRef Folder) {
  return !Folder.empty() && Path.consume_front(Folder) && (Folder.ends_with("/") || Path.starts_with("/"));
}

} // namespace

UserCode::UserCode(const clang::SourceManager &Sources, const HeaderFilter &Filter)
    : Sources(Sources), ProjectRoot(Filter.ProjectRoot) {
  if (!Filter.Regex.empty())
    Pattern = std::make_unique<Regex>(Filter.Regex);
  // The root may be named through a link where the files are not, or the other way round.
  SmallString<256> Real;
  if (!ProjectRoot.empty() && !sys::fs::real_path(ProjectRoot, Real))
    RealProjectRoot = std::string(Real);
}

bool UserCode::contains(clang::SourceLocation Location) const { return ownerOf(Location) == Owner::User; }

bool UserCode::isInSystemHeader(clang::SourceLocation Location) const { return ownerOf(Location) == Owner::System; }

UserCode::Owner UserCode::ownerOf(clang::SourceLocation Location) const {
  if (Location.isInvalid())
    return Owner::Other;
  Location = Sources.getExpansionLoc(Location);
  clang::FileID File = Sources.getFileID(Location);
  // Asked each time: "#pragma GCC system_header" and line markers change the rest of a file only.
  if (Sources.isInSystemHeader(Location))
    return Owner::System;
  auto [Entry, IsNew] = Known.try_emplace(File, Owner::Other);
  if (IsNew)
    Entry->second = classify(File);
  return Entry->second;
}

UserCode::Owner UserCode::classify(clang::FileID File) const {
  if (File == Sources.getMainFileID())
    return Owner::User;
  clang::OptionalFileEntryRef Entry = Sources.getFileEntryRefForID(File);
  if (!Entry) // predefined macros, -D
    return Owner::Other;
  SmallString<256> Path(Entry->getName());
  Sources.getFileManager().makeAbsolutePath(Path);
  sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  StringRef Real = Entry->getFileEntry().tryGetRealPathName();
  if (Pattern)
    return Pattern->match(Path) ? Owner::User : Owner::Other;
  bool Inside = isUnder(Path, ProjectRoot) || (!Real.empty() && isUnder(Real, RealProjectRoot));
  return Inside ? Owner::User : Owner::Other;
}

} // namespace escape

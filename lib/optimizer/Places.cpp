#include "optimizer/Places.h"
#include "clang/Basic/FileManager.h"
#include "llvm/Support/Path.h"

namespace escape {

Places::Places(const clang::SourceManager &sources, std::function<bool(clang::SourceLocation)> isUser)
    : sources(sources), isUserLocation(std::move(isUser)) {}

unsigned Places::fileOf(llvm::StringRef spelled) {
  auto [known, isNew] = bySpelling.try_emplace(spelled, 0);
  if (!isNew)
    return known->second;
  clang::FileManager &manager = sources.getFileManager();
  llvm::SmallString<256> path(spelled);
  manager.makeAbsolutePath(path);
  llvm::sys::path::remove_dots(path, /*remove_dot_dot=*/true);
  auto [it, isNewPath] = byPath.try_emplace(path, unsigned(files.size()));
  if (isNewPath) {
    bool user = true;
    if (clang::OptionalFileEntryRef entry = manager.getOptionalFileRef(spelled))
      if (clang::FileID id = sources.translateFile(*entry); id.isValid())
        user = isUserLocation(sources.getLocForStartOfFile(id));
    files.push_back({path.str().str(), user});
  }
  return known->second = it->second;
}

unsigned Places::fileOf(const llvm::DIFile *file) {
  if (!file)
    return fileOf("<none>");
  auto [it, isNew] = byDebugFile.try_emplace(file, 0);
  if (isNew) {
    llvm::SmallString<256> path(file->getFilename());
    llvm::sys::path::make_absolute(file->getDirectory(), path);
    it->second = fileOf(path);
  }
  return it->second;
}

CodePlace Places::of(clang::SourceLocation location) {
  clang::PresumedLoc at = sources.getPresumedLoc(sources.getFileLoc(location));
  if (at.isInvalid())
    return {fileOf("<none>"), 0, 0};
  return {fileOf(at.getFilename()), at.getLine(), at.getColumn()};
}

} // namespace escape

#include "flow/Sources.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace escape {

Sources::Sources(Unit &unit, const SourceManager &manager, const LangOptions &language, const FlowOptions &options)
    : unit(unit), manager(manager), language(language), options(options) {}

Sources::File &Sources::file(FileID id) {
  auto [it, isNew] = files.try_emplace(id);
  if (isNew) {
    it->second.user = options.isUser(manager.getLocForStartOfFile(id));
  }
  return it->second;
}

FileId Sources::idOf(FileID id) {
  File &f = file(id);
  if (f.id.valid())
    return f.id;
  SourceFile source;
  source.user = f.user;
  if (id == manager.getMainFileID())
    source.path = options.mainFile;
  else if (auto entry = manager.getFileEntryRefForID(id)) {
    // Headers are named relative to the folder the compiler runs in.
    llvm::SmallString<256> path(entry->getName());
    manager.getFileManager().makeAbsolutePath(path);
    source.path = path.str().str();
  } else
    source.path = "<unknown>";
  if (auto buffer = manager.getBufferDataOrNone(id))
    source.text = std::make_shared<const std::string>(buffer->str());
  f.id = FileId(unit.files.size());
  unit.files.push_back(std::move(source));
  return f.id;
}

Span Sources::span(SourceRange range) {
  if (range.isInvalid())
    return {};
  Span result;
  result.macro = range.getBegin().isMacroID() || range.getEnd().isMacroID();
  SourceLocation begin = manager.getExpansionLoc(range.getBegin());
  SourceLocation end = range.getEnd().isMacroID() ? manager.getExpansionRange(range.getEnd()).getEnd() : range.getEnd();
  auto [beginFile, beginOffset] = manager.getDecomposedLoc(begin);
  auto [endFile, endOffset] = manager.getDecomposedLoc(end);
  result.file = idOf(beginFile);
  result.begin = beginOffset;
  unsigned length = Lexer::MeasureTokenLength(end, manager, language);
  // A range whose end lies in another file (an #include inside an expression) is cut down to its start.
  result.end = beginFile == endFile && endOffset >= beginOffset ? endOffset + length : beginOffset + 1;
  return result;
}

bool Sources::isUser(SourceLocation location) {
  if (location.isInvalid())
    return false;
  return file(manager.getFileID(manager.getExpansionLoc(location))).user;
}

bool Sources::isSystem(SourceLocation location) const {
  return location.isInvalid() || manager.isInSystemHeader(manager.getExpansionLoc(location));
}

} // namespace escape

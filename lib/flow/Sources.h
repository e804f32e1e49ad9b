//===- Sources.h - Clang's source locations → spans -------------*- C++ -*-===//
#ifndef ESCAPE_FLOW_SOURCES_H
#define ESCAPE_FLOW_SOURCES_H

#include "flow/BuildFlow.h"
#include "model/FunctionFlow.h"
#include "clang/Basic/LangOptions.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseMap.h"

namespace escape {

/// Turns Clang's ranges into spans, and knows which files are the user's.
/// Code that came out of a macro gets the place where the macro was used.
class Sources {
public:
  Sources(Unit &unit, const clang::SourceManager &manager, const clang::LangOptions &language,
          const FlowOptions &options);

  Span span(clang::SourceRange range);
  Span span(clang::SourceLocation begin, clang::SourceLocation end) { return span({begin, end}); }
  /// The name token at `location`.
  Span token(clang::SourceLocation location) { return span({location, location}); }
  /// Main file, or a header the header filter takes.
  bool isUser(clang::SourceLocation location);
  bool isSystem(clang::SourceLocation location) const;

private:
  struct File {
    FileId id; ///< made when the first span needs it
    bool user = false;
  };
  File &file(clang::FileID id);
  FileId idOf(clang::FileID id);

  Unit &unit;
  const clang::SourceManager &manager;
  const clang::LangOptions &language;
  const FlowOptions &options;
  llvm::DenseMap<clang::FileID, File> files;
};

} // namespace escape

#endif // ESCAPE_FLOW_SOURCES_H

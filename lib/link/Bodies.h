//===- Bodies.h - who has which functions -----------------------*- C++ -*-===//
//
// An inline function of a header is there once in every file that includes it.
// Equal bodies are one, and belong to the first file that has them; different
// ones under one name (macros, or a mistake) all count.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_LINK_BODIES_H
#define ESCAPE_LINK_BODIES_H

#include "link/Tables.h"
#include "model/Components.h"
#include "llvm/ADT/ArrayRef.h"

namespace escape {

struct Body {
  uint32_t file; ///< its number in the program
  FunctionId function;
};

struct Copy {
  Body body;
  uint32_t of; ///< which of Entry::bodies it equals
};

/// All bodies under one key.
struct Entry {
  FnKey key;
  std::vector<Body> bodies; ///< different ones, of the first file that has each; callers are told of the first
  std::vector<Copy> copies;
};

class Bodies {
public:
  /// `files`: in the order that decides who is first.
  explicit Bodies(llvm::ArrayRef<Tables *> files);

  /// Gives calls of what has no body in its own file the bodies it has in others. With `closedWorld`, virtual calls
  /// that are open end in one of the overriders there are.
  /// Returns the functions that have such calls.
  std::vector<Body> resolveCalls(bool closedWorld);
  /// Edges from entries to the entries they call. After resolveCalls().
  CallGraph callGraph() const;

  const std::vector<Entry> &entries() const { return all; }
  const Entry *find(FnKey key) const {
    auto it = index.find(key);
    return it == index.end() ? nullptr : &all[it->second];
  }
  uint32_t numberOf(const Entry &entry) const { return uint32_t(&entry - all.data()); }

private:
  FunctionFlow &at(const Body &body) const { return files[body.file]->unit.functions[body.function.value]; }

  llvm::ArrayRef<Tables *> files;
  std::vector<Entry> all; ///< in the order of the files and of their functions
  std::unordered_map<FnKey, uint32_t> index;
};

/// Gives a call its bodies. Who is called is certain then, if it was certain what is named.
void resolveCall(CallSite &site, std::vector<FnKey> candidates);

} // namespace escape

#endif // ESCAPE_LINK_BODIES_H

//===- Arguments.h - what stands behind -fplugin-arg-escape- ----*- C++ -*-===//
#ifndef ESCAPE_PLUGIN_ARGUMENTS_H
#define ESCAPE_PLUGIN_ARGUMENTS_H

#include "check/Selection.h"
#include "model/Library.h"
#include "llvm/Support/Error.h"
#include <memory>
#include <string>
#include <vector>

namespace escape::plugin {

/// The options of the command line tool that make sense inside a compiler, under the same names and without the dashes:
/// checks=GLOBS, warnings-as-errors=GLOBS, models=FILE (again and again), header-filter=REGEX, may.
struct Arguments {
  Selection selection;
  std::shared_ptr<const Library> library;
  std::string headerFilter;
  bool may = false;
};

/// Fails with a message that names the argument.
llvm::Expected<Arguments> readArguments(const std::vector<std::string> &words);

} // namespace escape::plugin

#endif // ESCAPE_PLUGIN_ARGUMENTS_H

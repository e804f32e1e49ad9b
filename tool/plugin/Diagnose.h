//===- Diagnose.h - findings as Clang's own diagnostics ---------*- C++ -*-===//
#ifndef ESCAPE_PLUGIN_DIAGNOSE_H
#define ESCAPE_PLUGIN_DIAGNOSE_H

#include "report/Reporter.h"
#include "clang/Frontend/CompilerInstance.h"
#include <vector>

namespace escape::plugin {

/// Reports findings, merged already, with their notes. The check's id stands in the message, as editors show nothing
/// else of a plugin's diagnostics. -w silences warnings and -Werror makes them errors, which Clang does not do by
/// itself for diagnostics that are in none of its groups.
void diagnose(clang::CompilerInstance &compiler, const std::vector<Finding> &findings);

} // namespace escape::plugin

#endif // ESCAPE_PLUGIN_DIAGNOSE_H

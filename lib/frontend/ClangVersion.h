// What differs between Clang's versions, in one place: a new version is supported when this file and the list
// CLANG_ESCAPE_LLVM_VERSIONS in the top CMakeLists.txt know it. Included by frontend only.
#pragma once

#include "clang/Basic/Version.h"

#if CLANG_VERSION_MAJOR >= 22
#include "clang/Driver/CreateInvocationFromArgs.h"
#include "clang/Options/Options.h"
#else
#error "clang-escape is built with LLVM 22.1 so far: see CLANG_ESCAPE_LLVM_VERSIONS in CMakeLists.txt"
#endif

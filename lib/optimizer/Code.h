//===- Code.h - calls that allocate, in LLVM IR -----------------*- C++ -*-===//
//
// Reads a module before and after optimization. An allocation belongs to the
// innermost line of the user's that leads to it: library functions, and functions
// nobody wrote, hand it on to whoever calls them.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_OPTIMIZER_CODE_H
#define ESCAPE_OPTIMIZER_CODE_H

#include "optimizer/Places.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/IR/InstrTypes.h"
#include "llvm/IR/Module.h"
#include <map>
#include <optional>
#include <set>

namespace clang {
class CodeGenerator;
} // namespace clang

namespace escape {

/// What is known of a call's allocating, the strongest last.
enum class Allocates : uint8_t {
  No,
  Indirect, ///< calls through a pointer: anything may be behind it
  Library,  ///< calls library code that is not in this file
  Yes,      ///< calls an allocation function, itself or through functions of this file
};

/// What the calls at one place amount to.
struct CodeAt {
  Allocates made = Allocates::No, called = Allocates::No; ///< as in AskedAt
  /// Bytes the calls of allocation functions ask for; nullopt among them: not constant, or inside a callee.
  std::set<std::optional<uint64_t>> madeBytes, calledBytes;
  std::set<std::string> functions;   ///< that hold a call at this place, whatever it calls
  std::set<std::string> allocatesIn; ///< those of them where it allocates
  bool blurred = false;              ///< an allocation inside, in user code that the report does not ask about
};

struct Code {
  std::map<CodePlace, CodeAt> places;
  std::set<std::string> defined; ///< functions that have code
  std::set<std::string> lost;    ///< functions with an allocation whose place optimization lost
};

/// What is asked for: a place with its AskedAt::makes.
using AskedPlaces = llvm::DenseMap<CodePlace, bool>;

/// Remembers from one module to the next what functions were, since optimization deletes them.
class CodeReader {
public:
  CodeReader(clang::CodeGenerator &generator, Places &places, const AskedPlaces &asked);

  /// Reads the module: first as it was generated, then as it was optimized.
  Code read(const llvm::Module &module);

private:
  struct Function {
    bool user = false;      ///< wrote by the user: allocations in it are its own
    bool allocates = false; ///< an operator new
  };
  /// Where a call comes from, seen from the function whose code it is in.
  struct Origin {
    enum Kind : uint8_t { Callers, Place, Lost } kind = Callers;
    CodePlace place;
    const llvm::DILocation *location = nullptr; ///< Place
    const llvm::DISubprogram *lostIn = nullptr; ///< Lost
    bool direct = true;                         ///< no function but an operator new is between
  };

  const Function &of(llvm::StringRef name);
  const Function &of(const llvm::DISubprogram *subprogram);
  bool isAllocationFunction(const llvm::Function &function);
  Origin originOf(const llvm::CallBase &call, const llvm::Function &function);
  Allocates levelOf(const llvm::CallBase &call);
  void findLevels(const llvm::Module &module);
  void enter(Code &code, const llvm::CallBase &call, const llvm::Function &function);

  clang::CodeGenerator &generator;
  Places &places;
  const AskedPlaces &asked;
  llvm::StringMap<Function> functions;
  llvm::DenseMap<const llvm::DISubprogram *, std::string> names;
  llvm::StringMap<Allocates> levels; ///< of functions that have, or had, code: what they hand on to their callers
};

} // namespace escape

#endif // ESCAPE_OPTIMIZER_CODE_H

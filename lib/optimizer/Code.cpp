#include "optimizer/Code.h"
#include "clang/AST/Decl.h"
#include "clang/CodeGen/ModuleBuilder.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"

namespace escape {

namespace {

/// Functions of the C library and the runtime that allocate each time; what the first argument is, if it is the size.
const llvm::StringMap<bool> &allocationFunctions() {
  static const llvm::StringMap<bool> known{
      {"malloc", true},
      {"calloc", false},
      {"realloc", false},
      {"reallocarray", false},
      {"aligned_alloc", false},
      {"memalign", false},
      {"posix_memalign", false},
      {"valloc", true},
      {"pvalloc", false},
      {"strdup", false},
      {"strndup", false},
      {"asprintf", false},
      {"vasprintf", false},
      {"getline", false},
      {"getdelim", false},
      {"realpath", false},
      {"__cxa_allocate_exception", false},
  };
  return known;
}

/// Mangled names of the operators new: their first argument is the size.
bool isGlobalNew(llvm::StringRef name) { return name.starts_with("_Znw") || name.starts_with("_Zna"); }

/// Functions that never allocate: the operators delete, what copies and compares bytes, and what the compiler calls.
bool isHarmless(llvm::StringRef name) {
  static const llvm::StringSet<> known{"free",
                                       "abort",
                                       "exit",
                                       "memcpy",
                                       "memmove",
                                       "memset",
                                       "memcmp",
                                       "memchr",
                                       "bcmp",
                                       "strlen",
                                       "strcmp",
                                       "strncmp",
                                       "strcpy",
                                       "strncpy",
                                       "strchr",
                                       "wcslen",
                                       "_ZSt9terminatev",
                                       "_Unwind_Resume",
                                       "__cxa_begin_catch",
                                       "__cxa_end_catch",
                                       "__cxa_atexit",
                                       "__cxa_free_exception",
                                       "__cxa_guard_acquire",
                                       "__cxa_guard_release",
                                       "__cxa_guard_abort",
                                       "__clang_call_terminate",
                                       "__stack_chk_fail"};
  return name.starts_with("_Zdl") || name.starts_with("_Zda") || known.contains(name);
}

const llvm::Function *calleeOf(const llvm::CallBase &call) {
  return llvm::dyn_cast<llvm::Function>(call.getCalledOperand()->stripPointerCastsAndAliases());
}

std::optional<uint64_t> constantBytes(const llvm::CallBase &call, llvm::StringRef callee) {
  auto known = allocationFunctions().find(callee);
  bool first = known != allocationFunctions().end() ? known->second : true;
  if (!first || call.arg_empty())
    return std::nullopt;
  if (auto *size = llvm::dyn_cast<llvm::ConstantInt>(call.getArgOperand(0)))
    return size->getZExtValue();
  return std::nullopt;
}

const clang::FunctionDecl *declOf(clang::CodeGenerator &generator, llvm::StringRef name) {
  return llvm::dyn_cast_or_null<clang::FunctionDecl>(generator.GetDeclForMangledName(name));
}

} // namespace

CodeReader::CodeReader(clang::CodeGenerator &generator, Places &places, const AskedPlaces &asked)
    : generator(generator), places(places), asked(asked) {}

const CodeReader::Function &CodeReader::of(llvm::StringRef name) {
  auto [it, isNew] = functions.try_emplace(name);
  if (isNew)
    if (const clang::FunctionDecl *decl = declOf(generator, name)) {
      // What nobody wrote (a defaulted copy) acts for whoever uses it.
      bool written = !decl->isImplicit() && !decl->isDefaulted();
      it->second.user = written && places.isUser(decl->getLocation());
      clang::OverloadedOperatorKind kind = decl->getOverloadedOperator();
      it->second.allocates = kind == clang::OO_New || kind == clang::OO_Array_New;
    }
  return it->second;
}

const CodeReader::Function &CodeReader::of(const llvm::DISubprogram *subprogram) {
  static const Function none;
  auto it = names.find(subprogram);
  return it == names.end() ? none : of(it->second);
}

bool CodeReader::isAllocationFunction(const llvm::Function &function) {
  llvm::StringRef name = function.getName();
  return isGlobalNew(name) || allocationFunctions().contains(name) || of(name).allocates;
}

CodeReader::Origin CodeReader::originOf(const llvm::CallBase &call, const llvm::Function &function) {
  Origin origin;
  const llvm::DILocation *location = call.getDebugLoc();
  if (!location) {
    origin.kind = of(function.getName()).user ? Origin::Lost : Origin::Callers;
    origin.lostIn = function.getSubprogram();
    return origin;
  }
  for (; location; location = location->getInlinedAt()) {
    const llvm::DISubprogram *subprogram = location->getScope()->getSubprogram();
    const Function &in = of(subprogram);
    if (in.allocates)
      continue;
    // Functions the compiler makes (initialisers of globals) have no declaration: their lines tell.
    bool named = names.contains(subprogram) && declOf(generator, names[subprogram]);
    if (named ? !in.user : !places.isUser(places.fileOf(location->getFile()))) {
      origin.direct = false;
      continue;
    }
    // Where two calls became one, the place is cut down to what they have in common.
    origin.kind = location->getLine() && location->getColumn() ? Origin::Place : Origin::Lost;
    origin.place = places.of(*location);
    origin.location = location;
    origin.lostIn = subprogram;
    return origin;
  }
  return origin;
}

Allocates CodeReader::levelOf(const llvm::CallBase &call) {
  if (llvm::isa<llvm::IntrinsicInst>(call) || call.isInlineAsm())
    return Allocates::No;
  const llvm::Function *callee = calleeOf(call);
  if (!callee)
    return Allocates::Indirect;
  if (isAllocationFunction(*callee))
    return Allocates::Yes;
  llvm::StringRef name = callee->getName();
  if (isHarmless(name) || of(name).user)
    return Allocates::No;
  // Also of functions whose body was there before optimization only: it belongs to another file's code.
  if (auto known = levels.find(name); known != levels.end())
    return known->second;
  if (!callee->isDeclaration() || call.doesNotReturn() || call.onlyReadsMemory())
    return Allocates::No;
  return Allocates::Library;
}

/// What each function hands on to its callers, to a fixed point from nothing.
void CodeReader::findLevels(const llvm::Module &module) {
  llvm::DenseMap<const llvm::Function *, std::vector<const llvm::Function *>> callers;
  llvm::DenseMap<const llvm::Function *, std::vector<const llvm::CallBase *>> handedOn;
  std::vector<const llvm::Function *> work;
  for (const llvm::Function &function : module) {
    if (function.isDeclaration())
      continue;
    levels[function.getName()] = Allocates::No;
    if (of(function.getName()).user)
      continue;
    for (const llvm::Instruction &instruction : llvm::instructions(function)) {
      const auto *call = llvm::dyn_cast<llvm::CallBase>(&instruction);
      if (!call || llvm::isa<llvm::IntrinsicInst>(call) || originOf(*call, function).kind != Origin::Callers)
        continue;
      handedOn[&function].push_back(call);
      if (const llvm::Function *callee = calleeOf(*call))
        callers[callee].push_back(&function);
    }
    work.push_back(&function);
  }
  while (!work.empty()) {
    const llvm::Function *function = work.back();
    work.pop_back();
    Allocates level = Allocates::No;
    for (const llvm::CallBase *call : handedOn[function])
      level = std::max(level, levelOf(*call));
    Allocates &known = levels[function->getName()];
    if (level <= known)
      continue;
    known = level;
    work.insert(work.end(), callers[function].begin(), callers[function].end());
  }
}

void CodeReader::enter(Code &code, const llvm::CallBase &call, const llvm::Function &function) {
  Origin origin = originOf(call, function);
  if (origin.kind == Origin::Callers)
    return;
  Allocates level = levelOf(call);
  if (origin.kind == Origin::Lost) {
    if (level != Allocates::No)
      code.lost.insert(names.count(origin.lostIn) ? names[origin.lostIn] : function.getName().str());
    return;
  }
  auto known = asked.find(origin.place);
  if (known == asked.end()) {
    if (level == Allocates::Yes)
      for (const llvm::DILocation *outer = origin.location->getInlinedAt(); outer; outer = outer->getInlinedAt())
        if (CodePlace place = places.of(*outer); asked.contains(place))
          code.places[place].blurred = true;
    return;
  }
  CodeAt &at = code.places[origin.place];
  at.functions.insert(function.getName().str());
  if (level == Allocates::No)
    return;
  const llvm::Function *callee = calleeOf(call);
  bool allocation = callee && isAllocationFunction(*callee);
  bool made = known->second && allocation && origin.direct;
  std::optional<uint64_t> bytes = allocation ? constantBytes(call, callee->getName()) : std::nullopt;
  (made ? at.made : at.called) = std::max(made ? at.made : at.called, level);
  if (level == Allocates::Yes) {
    (made ? at.madeBytes : at.calledBytes).insert(bytes);
    at.allocatesIn.insert(function.getName().str());
  }
}

Code CodeReader::read(const llvm::Module &module) {
  for (const llvm::Function &function : module)
    if (const llvm::DISubprogram *subprogram = function.getSubprogram())
      names.try_emplace(subprogram, function.getName().str());
  findLevels(module);
  Code code;
  for (const llvm::Function &function : module) {
    if (function.isDeclaration())
      continue;
    code.defined.insert(function.getName().str());
    for (const llvm::Instruction &instruction : llvm::instructions(function))
      if (const auto *call = llvm::dyn_cast<llvm::CallBase>(&instruction);
          call && !llvm::isa<llvm::IntrinsicInst>(call))
        enter(code, *call, function);
  }
  return code;
}

} // namespace escape

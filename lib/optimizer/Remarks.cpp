#include "optimizer/Remarks.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/IR/DiagnosticInfo.h"

namespace escape {

namespace {

llvm::StringRef argument(const llvm::DiagnosticInfoOptimizationBase &remark, llvm::StringRef key) {
  for (const auto &argument : remark.getArgs())
    if (argument.Key == key)
      return argument.Val;
  return "";
}

/// Why not, in the report's words.
std::string reasonOf(const llvm::DiagnosticInfoOptimizationBase &remark) {
  llvm::StringRef name = remark.getRemarkName(), reason = argument(remark, "Reason");
  if (name == "NoDefinition")
    return "no definition";
  if (name == "TooCostly")
    return ("cost " + argument(remark, "Cost") + " exceeds threshold " + argument(remark, "Threshold")).str();
  if (name == "IncreaseCostInOtherContexts")
    return "its caller is inlined instead";
  if (reason == "noinline function attribute" || reason == "noinline call site attribute")
    return "noinline";
  return reason.empty() ? "the inliner does not say why" : reason.str();
}

class Handler : public llvm::DiagnosticHandler {
public:
  Handler(Remarks &remarks, Places &places) : remarks(remarks), places(places) {}

  bool isAnalysisRemarkEnabled(llvm::StringRef) const override { return false; }
  bool isMissedOptRemarkEnabled(llvm::StringRef pass) const override { return pass == "inline"; }
  bool isPassedOptRemarkEnabled(llvm::StringRef pass) const override { return pass == "inline"; }
  bool isAnyRemarkEnabled() const override { return true; }

  bool handleDiagnostics(const llvm::DiagnosticInfo &info) override {
    if (info.getSeverity() == llvm::DS_Error)
      remarks.failed = true;
    bool passed = info.getKind() == llvm::DK_OptimizationRemark;
    if (!passed && info.getKind() != llvm::DK_OptimizationRemarkMissed)
      return true;
    const auto &remark = static_cast<const llvm::DiagnosticInfoOptimizationBase &>(info);
    if (remark.getPassName() != "inline")
      return true;
    llvm::StringRef callee = argument(remark, "Callee"), caller = argument(remark, "Caller");
    if (callee.empty() || caller.empty())
      return true;
    if (passed)
      remarks.inlinedInto[callee].insert(caller.str());
    llvm::DiagnosticLocation at = remark.getLocation();
    if (!at.isValid() || at.getLine() == 0)
      return true;
    unsigned file = places.fileOf(at.getAbsolutePath());
    if (!places.isUser(file))
      return true;
    std::string &why = remarks.calls[{{file, at.getLine(), at.getColumn()}, callee.str(), caller.str()}];
    // The inliner comes back to calls it left: the last word counts.
    why = passed ? "" : reasonOf(remark);
    return true;
  }

private:
  Remarks &remarks;
  Places &places;
};

/// Whether code at a call of `written` may call `callee`: itself, what overrides it, or what a pointer leads to.
bool answers(const clang::FunctionDecl *written, const clang::FunctionDecl *callee) {
  if (!written || written == callee->getCanonicalDecl())
    return true;
  const auto *method = llvm::dyn_cast<clang::CXXMethodDecl>(callee);
  if (!method || !method->isVirtual())
    return false;
  return llvm::any_of(method->overridden_methods(),
                      [&](const clang::CXXMethodDecl *base) { return answers(written, base); });
}

} // namespace

std::set<std::string> Remarks::copiesOf(llvm::StringRef function) const {
  std::set<std::string> found{function.str()};
  std::vector<std::string> work{function.str()};
  while (!work.empty()) {
    auto it = inlinedInto.find(work.back());
    work.pop_back();
    if (it == inlinedInto.end())
      continue;
    for (const std::string &caller : it->second)
      if (found.insert(caller).second)
        work.push_back(caller);
  }
  return found;
}

std::unique_ptr<llvm::DiagnosticHandler> makeRemarkHandler(Remarks &remarks, Places &places) {
  return std::make_unique<Handler>(remarks, places);
}

std::string nameOf(const clang::FunctionDecl *decl, llvm::StringRef mangled) {
  if (!decl)
    return llvm::demangle(mangled);
  const clang::ASTContext &context = decl->getASTContext();
  if (const auto *method = llvm::dyn_cast<clang::CXXMethodDecl>(decl);
      method && method->getParent()->isLambda() && method->getOverloadedOperator() == clang::OO_Call) {
    clang::PresumedLoc at = context.getSourceManager().getPresumedLoc(method->getParent()->getLocation());
    return at.isValid() ? "lambda at line " + std::to_string(at.getLine()) : "lambda";
  }
  clang::PrintingPolicy policy = context.getPrintingPolicy();
  policy.AnonymousTagLocations = false; // they name files as the compiler found them
  std::string name;
  llvm::raw_string_ostream out(name);
  decl->printQualifiedName(out, policy);
  return name;
}

std::vector<InlineDecision> decide(const Remarks &remarks, const Written &written, const Places &places,
                                   const std::function<const clang::FunctionDecl *(llvm::StringRef)> &declOf) {
  std::vector<InlineDecision> decisions;
  std::map<std::pair<CodePlace, std::string>, std::vector<std::pair<std::string, std::string>>> byCall;
  for (const auto &[call, why] : remarks.calls) {
    auto here = written.calls.find(call.place);
    if (here == written.calls.end())
      continue;
    const clang::FunctionDecl *callee = declOf(call.callee);
    if (!callee || llvm::none_of(here->second, [&](const clang::FunctionDecl *w) { return answers(w, callee); }))
      continue;
    byCall[{call.place, nameOf(callee, call.callee)}].push_back({call.caller, why});
  }
  for (const auto &[call, fates] : byCall) {
    auto [file, line, column] = call.first;
    bool differ = llvm::any_of(fates, [&](const auto &fate) { return fate.second != fates.front().second; });
    for (const auto &[caller, why] : fates)
      decisions.push_back({places.path(file),
                           {line, column},
                           call.second,
                           differ ? nameOf(declOf(caller), caller) : std::string(),
                           why});
  }
  llvm::sort(decisions);
  decisions.erase(llvm::unique(decisions), decisions.end());
  return decisions;
}

} // namespace escape

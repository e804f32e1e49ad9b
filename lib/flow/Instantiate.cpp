// What library forwarders construct and call, found the way the compiler would: through Sema, at the end of the file.
// The measured recipe: an initialisation sequence of the call's own arguments for constructors, a call to an object of
// class type for callables, then the pending instantiations.
#include "flow/Context.h"
#include "clang/Sema/Initialization.h"
#include "clang/Sema/Overload.h"
#include "clang/Sema/Sema.h"

using namespace clang;

namespace escape {

const FunctionDecl *Context::constructorFor(QualType type, llvm::ArrayRef<Expr *> args, SourceLocation at) {
  if (!sema.isCompleteType(at, type))
    return nullptr;
  Sema::SFINAETrap trap(sema);
  InitializedEntity entity = InitializedEntity::InitializeTemporary(type);
  InitializationKind kind =
      args.empty() ? InitializationKind::CreateValue(at, at, at) : InitializationKind::CreateDirect(at, at, at);
  llvm::SmallVector<Expr *, 8> operands(args);
  InitializationSequence sequence(sema, entity, kind, operands);
  if (!sequence)
    return nullptr;
  for (const InitializationSequence::Step &step : sequence.steps()) {
    if (step.Kind != InitializationSequence::SK_ConstructorInitialization &&
        step.Kind != InitializationSequence::SK_ConstructorInitializationFromList &&
        step.Kind != InitializationSequence::SK_UserConversion)
      continue;
    FunctionDecl *chosen = step.Function.Function;
    if (!isa<CXXConstructorDecl, CXXConversionDecl>(chosen))
      continue;
    sema.MarkFunctionReferenced(at, chosen);
    sema.PerformPendingInstantiations();
    return chosen;
  }
  return nullptr;
}

const FunctionDecl *Context::callOperatorFor(QualType type, llvm::ArrayRef<const Expr *> args, bool direct,
                                             SourceLocation at) {
  CXXRecordDecl *record = type->getAsCXXRecordDecl();
  if (!record || !record->hasDefinition())
    return nullptr;
  // One operator() that is no template: nothing to choose.
  const CXXMethodDecl *only = nullptr;
  unsigned count = 0;
  for (const Decl *member : record->getDefinition()->decls()) {
    auto *named = dyn_cast<NamedDecl>(member);
    if (!named || named->getDeclName().getCXXOverloadedOperator() != OO_Call)
      continue;
    ++count;
    only = dyn_cast<CXXMethodDecl>(named);
  }
  if (count == 1 && only)
    return only;
  if (!count)
    return nullptr;
  Sema::SFINAETrap trap(sema);
  OpaqueValueExpr object(at, type.getNonReferenceType(), VK_LValue);
  llvm::SmallVector<Expr *, 8> operands;
  for (const Expr *arg : args) {
    if (!arg)
      return nullptr;
    Expr *operand = new (ast) OpaqueValueExpr(at, arg->getType().getNonReferenceType(), VK_LValue);
    if (!direct && (operand->getType()->isPointerType() || operand->getType()->isRecordType())) {
      // Models hand over elements: what the iterator or pointer designates.
      ExprResult element = sema.CreateBuiltinUnaryOp(at, UO_Deref, operand);
      if (operand->getType()->isRecordType())
        element = sema.BuildUnaryOp(sema.TUScope, at, UO_Deref, operand);
      if (element.isInvalid())
        return nullptr;
      operand = element.get();
    }
    operands.push_back(operand);
  }
  ExprResult called = sema.BuildCallToObjectOfClassType(sema.TUScope, &object, at, operands, at);
  if (called.isInvalid())
    return nullptr;
  sema.PerformPendingInstantiations();
  const Expr *result = called.get()->IgnoreImplicit();
  auto *call = dyn_cast<CallExpr>(result);
  return call ? call->getDirectCallee() : nullptr;
}

} // namespace escape

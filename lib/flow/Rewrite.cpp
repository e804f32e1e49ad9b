// The edits of a remedy, and the words that name it. Only text that stands in one file, outside of macros and without
// comments is replaced; everything else keeps its author's hand.
#include "flow/Remedies.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace escape {

namespace {

bool isWordCharacter(char c) { return llvm::isAlnum(c) || c == '_'; }

/// Where `#include <header>` belongs, and its text; none: it is there already.
std::optional<Edit> include(const Unit &unit, Span near, llvm::StringRef header) {
  const SourceFile &file = unit.files[near.file.value];
  if (!file.text)
    return std::nullopt;
  llvm::StringRef text = *file.text;
  size_t offset = 0, at = llvm::StringRef::npos, afterLast = 0;
  int depth = 0;
  bool guard = false;
  for (llvm::StringRef rest = text; !rest.empty() && offset <= near.begin;) {
    auto [line, following] = rest.split('\n');
    size_t next = offset + line.size() + 1;
    llvm::StringRef words = line.trim();
    if (words.consume_front("#")) {
      words = words.ltrim();
      if (words.starts_with("if")) {
        guard |= depth == 0 && words.starts_with("ifndef") && !afterLast; // what includes a header twice
        ++depth;
      } else if (words.starts_with("endif")) {
        --depth;
      } else if (words.consume_front("include") && depth <= (guard ? 1 : 0)) {
        words = words.ltrim();
        if (words.starts_with(("<" + header + ">").str()))
          return std::nullopt;
        if (words.starts_with("<") && words.drop_front() > header && at == llvm::StringRef::npos)
          at = offset;
        afterLast = next;
      }
    }
    offset = next;
    rest = following;
  }
  if (at == llvm::StringRef::npos)
    at = std::min(afterLast, text.size());
  Edit edit;
  edit.at.file = near.file;
  edit.at.begin = edit.at.end = uint32_t(at);
  edit.text = ("#include <" + header + ">\n").str();
  return edit;
}

class Rewriter {
public:
  Rewriter(Remedy &remedy, const Owner &owner, llvm::ArrayRef<Use> uses, ParentMap &parents, Context &context)
      : remedy(remedy), owner(owner), uses(uses), parents(parents), context(context),
        name(owner.variable->getNameAsString()) {}

  void run() {
    switch (remedy.kind) {
    case RemedyKind::Local:
    case RemedyKind::Array:
    case RemedyKind::Constant:
      declaration = owner.array ? arrayText() : objectText();
      remedy.instead = declaration;
      if (!certain || declaration.empty() || !replaceDeclaration())
        certain = false;
      for (const Use &use : uses)
        replaceUse(use);
      if (owner.array && certain)
        if (std::optional<Edit> edit =
                include(context.unit, context.sources.token(owner.variable->getLocation()), "array"))
          remedy.edits.push_back(*edit);
      break;
    case RemedyKind::Optional:
      remedy.instead = "std::optional<" + typeText() + ">";
      certain = false; // emplace() destroys the old object before it makes the new one
      break;
    case RemedyKind::Unique:
      remedy.instead = "std::unique_ptr<" + typeText() + (owner.array ? "[]>" : ">");
      makeUnique();
      break;
    default: // not about an owner
      certain = false;
      break;
    }
    if (remedy.instead.empty())
      remedy.instead = typeText() + " " + name;
    if (!certain)
      remedy.edits.clear();
  }

private:
  // ---- text ----

  /// The source of a range when it can be replaced as it stands; else certain becomes false.
  llvm::StringRef text(Span span) {
    llvm::StringRef found = span.valid() ? llvm::StringRef(context.unit.text(span)) : llvm::StringRef();
    if (!span.valid() || span.macro || found.contains("//") || found.contains("/*") || found.contains('#'))
      certain = false;
    return found;
  }
  Span span(const Stmt *stmt) { return context.sources.span(stmt->getSourceRange()); }

  void edit(Span at, std::string words) {
    text(at);
    remedy.edits.push_back({at, std::move(words)});
  }

  std::string typeText() {
    if (owner.vector) {
      Span written = context.sources.span(owner.variable->getTypeSourceInfo()->getTypeLoc().getSourceRange());
      llvm::StringRef words = text(written);
      words.consume_front("const ");
      words.consume_front("std::");
      if (words.consume_front("vector<") && words.consume_back(">"))
        return words.trim().str();
    }
    PrintingPolicy policy(context.ast.getLangOpts());
    policy.SuppressScope = false;
    if (auto *made = dyn_cast<CXXNewExpr>(owner.made)) {
      if (!made->getAllocatedType()->getContainedAutoType() && made->getAllocatedTypeSourceInfo())
        return text(context.sources.span(made->getAllocatedTypeSourceInfo()->getTypeLoc().getSourceRange())).str();
    } else if (auto *call = dyn_cast<CallExpr>(owner.made)) {
      auto *callee = dyn_cast<DeclRefExpr>(call->getCallee()->IgnoreParenImpCasts());
      if (callee && callee->getNumTemplateArgs() == 1) {
        llvm::StringRef written = text(context.sources.span(callee->getTemplateArgs()[0].getSourceRange()));
        if (!owner.array || written.consume_back("[]"))
          return written.rtrim().str();
      }
    }
    certain = false;
    return owner.object.getAsString(policy);
  }

  std::string argumentsText(llvm::ArrayRef<const Expr *> args) {
    while (!args.empty() && isa<CXXDefaultArgExpr>(args.back()))
      args = args.drop_back();
    if (args.empty())
      return "";
    return text(context.sources.span(args.front()->getBeginLoc(), args.back()->getEndLoc())).str();
  }

  /// `Buffer input(data)`
  std::string objectText() {
    std::string type = typeText();
    llvm::SmallVector<const Expr *, 4> args;
    if (auto *made = dyn_cast<CXXNewExpr>(owner.made)) {
      const Expr *init = made->getInitializer();
      switch (made->getInitializationStyle()) {
      case CXXNewInitializationStyle::None:
        return type + " " + name;
      case CXXNewInitializationStyle::Braces:
        if (auto *construct = dyn_cast<CXXConstructExpr>(init)) // its own range begins with the type
          return type + " " + name + text(context.sources.span(construct->getParenOrBraceRange())).str();
        return type + " " + name + text(span(init)).str();
      case CXXNewInitializationStyle::Parens:
        if (auto *list = dyn_cast<ParenListExpr>(init))
          for (unsigned i = 0; i < list->getNumExprs(); ++i)
            args.push_back(list->getExpr(i));
        else if (auto *list = dyn_cast<CXXParenListInitExpr>(init))
          args.append(list->getUserSpecifiedInitExprs().begin(), list->getUserSpecifiedInitExprs().end());
        else if (auto *construct = dyn_cast<CXXConstructExpr>(init))
          args.append(construct->arg_begin(), construct->arg_end());
        else if (!isa<ImplicitValueInitExpr, CXXScalarValueInitExpr>(init))
          args.push_back(init);
        break;
      }
    } else {
      auto *call = cast<CallExpr>(owner.made);
      if (call->getDirectCallee()->getName().ends_with("_for_overwrite"))
        return type + " " + name;
      args.append(call->arg_begin(), call->arg_end());
    }
    std::string written = argumentsText(args);
    if (written.empty())
      return type + " " + name + "{}";
    if (args.size() == 1 && owner.object->isScalarType() && args[0]->getType()->isScalarType())
      return type + " " + name + " = " + written;
    // What might be read as the declaration of a function.
    bool vexing = llvm::all_of(args, [](const Expr *arg) {
      const Expr *plain = arg->IgnoreUnlessSpelledInSource();
      return isa<CXXFunctionalCastExpr, CXXTemporaryObjectExpr, CXXScalarValueInitExpr, CXXUnresolvedConstructExpr>(
          plain);
    });
    if (!vexing)
      return type + " " + name + "(" + written + ")";
    certain &= context.ast.getLangOpts().CPlusPlus17; // before, this copies
    return "auto " + name + " = " + type + "(" + written + ")";
  }

  /// `std::array<int, 8> values{}`
  std::string arrayText() {
    std::string type = typeText(), count, init = "{}";
    if (!owner.length.empty()) {
      count = owner.length;
    } else if (!owner.count) {
      count = std::to_string(owner.elements);
      init = listText();
    } else if (owner.count->isIntegerConstantExpr(context.ast)) {
      count = context.unit.text(span(owner.count->IgnoreImpCasts()));
      if (!llvm::all_of(count, isWordCharacter))
        count = "(" + text(span(owner.count->IgnoreImpCasts())).str() + ")"; // `>` would end the list
    } else if (Expr::EvalResult value; owner.count->EvaluateAsInt(value, context.ast)) {
      count = llvm::toString(value.Val.getInt(), 10);
    } else
      count = std::to_string(owner.elements);
    if (owner.vector) {
      bool filled = owner.count && cast<CXXConstructExpr>(owner.made)->getNumArgs() > 1 &&
                    !isa<CXXDefaultArgExpr>(cast<CXXConstructExpr>(owner.made)->getArg(1));
      if (filled) {
        certain &= owner.object->isScalarType() && !owner.variable->getType().isConstQualified();
        init = "; " + name + ".fill(" + text(span(cast<CXXConstructExpr>(owner.made)->getArg(1))).str() + ")";
      }
    } else if (auto *made = dyn_cast<CXXNewExpr>(owner.made)) {
      const Expr *list = made->getInitializer();
      if (made->getInitializationStyle() == CXXNewInitializationStyle::None)
        init = "";
      else if (auto *inits = dyn_cast_or_null<InitListExpr>(list); inits && inits->getNumInits())
        certain = false; // what is written may be fewer than there are
    } else if (cast<CallExpr>(owner.made)->getDirectCallee()->getName().ends_with("_for_overwrite")) {
      init = "";
    }
    return (owner.variable->getType().isConstQualified() && owner.vector ? "const std::array<" : "std::array<") + type +
           ", " + count + "> " + name + init;
  }

  /// `{1, 2, 3}`
  std::string listText() {
    Span braces = context.sources.span(cast<CXXConstructExpr>(owner.made)->getParenOrBraceRange());
    llvm::StringRef written = text(braces);
    written.consume_front("(");
    if (!written.starts_with("{") || owner.object->isRecordType() || !owner.object->isScalarType()) {
      certain = false; // the elements may need braces of their own
      return "{}";
    }
    written = written.take_front(written.rfind('}') + 1);
    return written.str();
  }

  // ---- edits ----

  bool replaceDeclaration() {
    const Stmt *block = parents.getParent(owner.statement);
    if (!isa_and_nonnull<CompoundStmt>(block) || owner.variable->isConstexpr())
      return false;
    Span whole = context.sources.span(owner.variable->getSourceRange());
    edit(whole, declaration);
    llvm::StringRef source = *context.unit.files[whole.file.value].text;
    return source.drop_front(whole.end).ltrim().starts_with(";");
  }

  void replaceUse(const Use &use) {
    // In a type, or somewhere else nobody looked.
    if (!parents.getParent(use.name))
      certain = false;
    Span at = context.sources.token(use.name->getLocation());
    if (text(at) != name)
      certain = false;
    bool array = owner.array;
    switch (use.kind) {
    case OwnerUse::Arrow: {
      auto *member = dyn_cast_or_null<MemberExpr>(parentOf(use.whole, parents));
      Span arrow = member ? context.sources.token(member->getOperatorLoc()) : Span();
      if (text(arrow) != "->")
        certain = false;
      edit(arrow, array ? "[0]." : ".");
      break;
    }
    case OwnerUse::Star: {
      Span whole = span(use.whole);
      llvm::StringRef written = text(whole);
      if (!written.consume_front("*") || written.trim() != name) {
        certain = false;
        break;
      }
      std::string words = array ? name + "[0]" : name;
      // `return*p`
      if (whole.begin && isWordCharacter(context.unit.files[whole.file.value].cut(whole.begin - 1, whole.begin)[0]))
        words = " " + words;
      edit(whole, words);
      break;
    }
    case OwnerUse::Get: {
      Span whole = span(use.whole);
      if (text(whole) != name + ".get()")
        certain = false;
      if (array)
        edit(whole, name + ".data()");
      else
        edit(whole, address(use.whole));
      break;
    }
    case OwnerUse::Value:
      edit(at, array ? name + ".data()" : address(use.name));
      break;
    case OwnerUse::Delete:
      removeDelete(cast<CXXDeleteExpr>(use.whole));
      break;
    case OwnerUse::Index: // these read the same
    case OwnerUse::Range:
      break;
    case OwnerUse::Method:
      certain &= !namesIterator(use.whole);
      break;
    default:
      certain = false;
    }
  }

  /// An iterator whose type is written down is a vector's.
  bool namesIterator(const Expr *call) {
    llvm::StringRef method = cast<CXXMemberCallExpr>(call)->getMethodDecl()->getName();
    if (!method.ends_with("begin") && !method.ends_with("end"))
      return false;
    const Stmt *parent = parentOf(call, parents);
    while (isa_and_nonnull<CXXConstructExpr, MaterializeTemporaryExpr, CXXBindTemporaryExpr>(parent))
      parent = parentOf(parent, parents);
    if (auto *declaration = dyn_cast_or_null<DeclStmt>(parent)) {
      auto *variable = declaration->isSingleDecl() ? dyn_cast<VarDecl>(declaration->getSingleDecl()) : nullptr;
      return !variable || !variable->getType()->getContainedAutoType();
    }
    auto *use = dyn_cast_or_null<CallExpr>(parent);
    const FunctionDecl *callee = use ? use->getDirectCallee() : nullptr;
    return !callee || (!callee->isTemplateInstantiation() && !isa<CXXOperatorCallExpr>(use));
  }

  std::string address(const Expr *of) {
    if (auto *record = owner.object->getAsCXXRecordDecl();
        record && !record->lookup(context.ast.DeclarationNames.getCXXOperatorName(OO_Amp)).empty())
      certain = false;
    const Stmt *parent = parentOf(of, parents);
    bool alone = isa_and_nonnull<DeclStmt, ReturnStmt>(parent) ||
                 (isa_and_nonnull<CallExpr>(parent) && !isa<CXXOperatorCallExpr>(parent));
    return alone ? "&" + name : "(&" + name + ")";
  }

  /// The object then ends with its scope: the same place, or it makes no difference.
  void removeDelete(const CXXDeleteExpr *gone) {
    auto *block = cast<CompoundStmt>(parents.getParent(owner.statement));
    bool after = false, declared = false, last = true, passed = false;
    for (const Stmt *stmt : block->body()) {
      if (stmt == gone) {
        passed = true;
      } else if (passed) {
        auto *returned = dyn_cast<ReturnStmt>(stmt);
        last &= returned && (!returned->getRetValue() || returned->getRetValue()->getType()->isScalarType());
      } else if (after) {
        if (auto *later = dyn_cast<DeclStmt>(stmt))
          for (const Decl *decl : later->decls())
            if (auto *variable = dyn_cast<VarDecl>(decl))
              declared |= variable->needsDestruction(context.ast) != QualType::DK_none;
      }
      after |= stmt == owner.statement;
    }
    bool trivial = !owner.object.isDestructedType();
    if (!trivial && (!last || declared))
      certain = false;
    Span at = span(gone);
    text(at);
    if (!certain)
      return;
    const SourceFile &file = context.unit.files[at.file.value];
    llvm::StringRef source = *file.text;
    at.end = uint32_t(source.find(';', at.end)) + 1;
    // A line of its own goes with it.
    size_t begin = at.begin, end = at.end;
    while (begin && (source[begin - 1] == ' ' || source[begin - 1] == '\t'))
      --begin;
    while (end < source.size() && (source[end] == ' ' || source[end] == '\t'))
      ++end;
    if ((!begin || source[begin - 1] == '\n') && end < source.size() && source[end] == '\n') {
      at.begin = uint32_t(begin);
      at.end = uint32_t(end + 1);
    }
    edit(at, "");
  }

  void makeUnique() {
    auto *call = dyn_cast<CallExpr>(owner.made);
    auto *callee = call ? dyn_cast<DeclRefExpr>(call->getCallee()->IgnoreParenImpCasts()) : nullptr;
    if (!callee) {
      certain = false;
      return;
    }
    Span at = context.sources.token(callee->getLocation());
    llvm::StringRef written = text(at);
    if (!written.consume_front("make_shared")) {
      certain = false;
      return;
    }
    edit(at, ("make_unique" + written).str());
    Span type = context.sources.span(owner.variable->getTypeSourceInfo()->getTypeLoc().getSourceRange());
    llvm::StringRef declared = text(type);
    if (declared != "auto") {
      size_t qualifier = declared.starts_with("std::") ? 5 : 0;
      if (!declared.drop_front(qualifier).starts_with("shared_ptr<")) {
        certain = false;
        return;
      }
      type.begin += uint32_t(qualifier);
      type.end = type.begin + 10;
      edit(type, "unique_ptr");
    }
    for (const Use &use : uses)
      if (!parents.getParent(use.name) || use.kind == OwnerUse::Assign)
        certain = false;
  }

  Remedy &remedy;
  const Owner &owner;
  llvm::ArrayRef<Use> uses;
  ParentMap &parents;
  Context &context;
  std::string name;
  std::string declaration;
  bool certain = true;
};

} // namespace

void rewrite(Remedy &remedy, const Owner &owner, llvm::ArrayRef<Use> uses, ParentMap &parents, Context &context) {
  Rewriter(remedy, owner, uses, parents, context).run();
}

} // namespace escape

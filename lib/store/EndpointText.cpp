#include "store/EndpointText.h"
#include "llvm/ADT/StringExtras.h"

namespace escape::models {

static bool number(llvm::StringRef text, unsigned &out) { return !text.empty() && !text.getAsInteger(10, out); }

static bool parseRoot(llvm::StringRef word, Endpoint &out) {
  static constexpr std::pair<llvm::StringLiteral, RootKind> Plain[] = {
      {"this", RootKind::This},     {"result", RootKind::Result},   {"exception", RootKind::Exception},
      {"task", RootKind::Task},     {"unknown", RootKind::Unknown}, {"last", RootKind::Argument},
      {"args", RootKind::Argument},
  };
  for (auto [name, root] : Plain)
    if (word == name) {
      out.root = root;
      out.roots = word == "last" ? Endpoint::Last : word == "args" ? Endpoint::Every : Endpoint::One;
      return true;
    }
  if (word.starts_with("static(") && word.ends_with(")") && word.size() > 8) {
    out.root = RootKind::Static;
    out.variable = word.drop_front(7).drop_back().str();
    return true;
  }
  // Longer words first: `args1` is no `arg`.
  if (word.consume_front("args")) {
    out.root = RootKind::Argument;
    out.roots = Endpoint::Every;
    return number(word, out.index);
  }
  if (word.consume_front("arg")) {
    out.root = RootKind::Argument;
    return number(word, out.index);
  }
  if (word.consume_front("fresh")) {
    out.root = RootKind::Fresh;
    return number(word, out.index);
  }
  if (word.consume_front("p")) {
    out.root = RootKind::Param;
    return number(word, out.index);
  }
  return false;
}

static bool parseStep(llvm::StringRef word, llvm::function_ref<bool(llvm::StringRef)> isField, Step &out) {
  static constexpr std::pair<llvm::StringLiteral, Step::Kind> Plain[] = {
      {"element", Step::Element}, {"storage", Step::Storage}, {"task", Step::Task}, {"#", Step::SameNumber},
      {"hold", Step::Hold},       {"each", Step::Each},       {"out", Step::Out},
  };
  for (auto [name, kind] : Plain)
    if (word == name) {
      out.kind = kind;
      return true;
    }
  if (isField(word)) {
    out.kind = Step::Field;
    out.name = word.str();
    return true;
  }
  if (number(word, out.number)) {
    out.kind = Step::Number;
    return true;
  }
  llvm::StringRef rest = word;
  unsigned argument = 0;
  if (rest.consume_front("T") && number(rest, out.number)) {
    out.kind = Step::Template;
    return true;
  }
  rest = word;
  if (rest.consume_front("hold") && number(rest, argument)) {
    out.kind = Step::Hold;
    out.argument = int(argument);
    return true;
  }
  rest = word;
  if (rest.consume_front("each") && number(rest, argument)) {
    out.kind = Step::Each;
    out.argument = int(argument);
    return true;
  }
  return false;
}

/// The most steps it can become.
static unsigned longest(const Endpoint &endpoint) {
  unsigned n = 0;
  for (const Step &s : endpoint.steps)
    n += s.kind == Step::Each ? 3 : s.kind == Step::Out ? 4 : 1;
  return n;
}

bool parseEndpoint(llvm::StringRef text, llvm::function_ref<bool(llvm::StringRef)> isField, Endpoint &out,
                   std::string &why) {
  out = Endpoint();
  size_t end = text.starts_with("static(") ? text.find(')') + 1 : text.find_first_of("*.");
  llvm::StringRef root = text.substr(0, end);
  if (!parseRoot(root, out)) {
    why = "unknown root \"" + root.str() + "\" in \"" + text.str() + "\"";
    return false;
  }
  for (llvm::StringRef rest = text.substr(end); !rest.empty();) {
    Step step;
    if (rest.consume_front("*")) {
      out.steps.push_back(step);
      continue;
    }
    llvm::StringRef word = rest.drop_front().take_until([](char c) { return c == '*' || c == '.'; });
    if (rest.front() != '.' || !parseStep(word, isField, step)) {
      why = "unknown step \"" + (rest.front() == '.' ? word : rest).str() + "\" in \"" + text.str() + "\"";
      return false;
    }
    // A word that depends on a class needs to know which: the root's, or that of a numbered argument.
    bool needsRoot = (step.kind == Step::Hold || step.kind == Step::Each) && step.argument < 0;
    bool onObject =
        out.steps.empty() || (out.root == RootKind::This && out.steps.size() == 1 && out.steps[0].kind == Step::Deref);
    bool hasClass = out.root == RootKind::Argument || out.root == RootKind::This || out.root == RootKind::Result;
    if (needsRoot && !(onObject && hasClass)) {
      why = "\"" + word.str() + "\" has to follow the root in \"" + text.str() + "\", or name an argument: \"" +
            word.str() + "0\"";
      return false;
    }
    if ((step.kind == Step::Out || step.kind == Step::Template) && !(out.root == RootKind::Argument && onObject)) {
      why = "\"" + word.str() + "\" has to follow an argument in \"" + text.str() + "\"";
      return false;
    }
    out.steps.push_back(std::move(step));
    rest = rest.drop_front(1 + word.size());
  }
  if (longest(out) > Steps::Capacity) {
    why = "more than " + std::to_string(Steps::Capacity) + " steps in \"" + text.str() + "\"";
    return false;
  }
  return true;
}

} // namespace escape::models

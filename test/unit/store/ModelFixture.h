// Model files as tests load them, and calls as tests describe them.
#pragma once

#include "model/FunctionFlow.h"
#include "store/Models.h"
#include <fstream>
#include <sstream>

namespace escape::test {

/// Interns into a unit, as flow does.
struct UnitContext final : CallContext {
  Unit unit;
  std::vector<AssumptionKind> assumed;

  FieldId field(std::string_view name, std::string_view key) override {
    for (size_t i = 0; i < unit.fields.size(); ++i)
      if (unit.fields[i].key == key)
        return FieldId(i);
    unit.fields.push_back({std::string(name), std::string(key)});
    return FieldId(unit.fields.size() - 1);
  }
  StaticId variable(std::string_view name, std::string_view key, bool threadLocal) override {
    for (size_t i = 0; i < unit.statics.size(); ++i)
      if (unit.statics[i].key == key)
        return StaticId(i);
    StaticVariable v;
    v.name = name;
    v.key = key;
    v.threadLocal = threadLocal;
    unit.statics.push_back(v);
    return StaticId(unit.statics.size() - 1);
  }
  AssumptionId assume(AssumptionKind kind) override {
    assumed.push_back(kind);
    unit.assumptions.push_back({kind, {}, ""});
    return AssumptionId(unit.assumptions.size() - 1);
  }
};

inline std::string readFile(const std::string &path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

/// The message of a failed load; empty: it loaded.
inline std::string errorOf(const std::string &text, const std::string &name = "t.json") {
  auto models = Models::load(ModelFile{name, text});
  return models ? std::string() : llvm::toString(models.takeError());
}

inline std::unique_ptr<Models> loadText(const std::string &text) {
  auto models = Models::load(ModelFile{"t.json", text});
  return models ? std::move(*models) : (llvm::consumeError(models.takeError()), nullptr);
}

using Parameter = CallShape::Parameter;
inline Parameter value() { return {}; }
inline Parameter integer() { return {ArgumentShape::Integer, "", false, TypeClass::Value, false, {}}; }
inline Parameter pointer() { return {ArgumentShape::Pointer, "", false, TypeClass::Pointer, false, {}}; }
inline Parameter null() { return {ArgumentShape::Pointer, "", false, TypeClass::Value, true, {}}; }
inline Parameter literal() { return {ArgumentShape::Pointer, "", false, TypeClass::Pointer, false, {}}; }
inline Parameter closure() { return {ArgumentShape::Callable, "lambda", true, TypeClass::Record, false, {}}; }
inline Parameter object(std::string type, TypeClass cls, bool rvalue = false) {
  return {ArgumentShape::Class, std::move(type), rvalue, cls, false, {}};
}

struct Call {
  std::string name;
  std::vector<Parameter> arguments;
  TypeClass self = TypeClass::Owner;
  TypeClass result = TypeClass::Value;
  bool reference = false;
  std::vector<std::string> templateArguments = {};
  bool library = true;
  bool hasSelf = true;
};

inline CallShape shape(const Call &call) {
  CallShape s;
  s.arity = unsigned(call.arguments.size());
  s.parameters = call.arguments;
  s.self = call.self;
  s.result = call.result;
  s.resultReference = call.reference;
  s.templateArguments = call.templateArguments;
  s.library = call.library;
  s.hasSelf = call.hasSelf;
  return s;
}

/// The summary of a call as text, forwards and allocation after it; `unknown` when there is none.
inline std::string describe(const Models &models, const Call &call) {
  UnitContext context;
  auto found = models.findFunction(call.name, shape(call), context);
  if (!found)
    return "unknown";
  std::string text = toString(found->summary, context.unit);
  for (const Forward &f : found->forwards) {
    text += f.kind == Forward::Kind::Calls ? std::string("calls ") : "constructs " + f.type + " at ";
    text += toString(f.at, context.unit);
    if (f.arguments.empty())
      text += " from " + std::to_string(f.first);
    for (const Endpoint &e : f.arguments)
      text += " &" + toString(e, context.unit);
    if (f.result)
      text += " -> " + toString(*f.result, context.unit);
    text += f.later ? " later\n" : "\n";
  }
  for (const AllocationModel &a : found->allocates)
    text += "allocates " + toString(a.at, context.unit) + " [" +
            (a.constructs.empty() ? a.size : a.constructs + " of arg" + std::to_string(a.of)) + "]\n";
  return text;
}

} // namespace escape::test

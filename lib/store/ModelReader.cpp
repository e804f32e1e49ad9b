#include "store/ModelReader.h"
#include "model/Words.h"
#include "store/EndpointText.h"
#include "llvm/ADT/StringExtras.h"

namespace escape::models {

static constexpr llvm::StringLiteral ShapeWords[] = {"callable", "iterator", "integer",  "reference", "rvalue",
                                                     "null",     "range",    "inserter", "self",      "class"};

static std::optional<TypeClass> typeClass(llvm::StringRef word) { return fromWord(word, TypeClass::Task); }

bool isConditionWord(llvm::StringRef word) { return typeClass(word) || llvm::is_contained(ShapeWords, word); }

bool Reader::endpoint(const Json &value, const char *key, Endpoint &out) {
  if (!value.is_string())
    return fail("\"" + std::string(key) + "\" has to be an endpoint like \"this*.storage\"");
  auto isField = [&](llvm::StringRef name) {
    return llvm::any_of(file.fields, [&](const Field &f) { return f.name == name; });
  };
  std::string why;
  if (!parseEndpoint(value.get_ref<const std::string &>(), isField, out, why))
    return fail(why);
  countFresh(out);
  return true;
}

bool Reader::endpointAt(const Json &object, const char *key, Endpoint &out, bool required) {
  auto it = object.find(key);
  if (it != object.end())
    return endpoint(*it, key, out);
  return !required || fail("\"" + std::string(key) + "\" is missing");
}

bool Reader::endpoints(const Json &object, const char *key, std::vector<Endpoint> &out) {
  const Json *array = list(object, key, "endpoints");
  if (!array)
    return !failed();
  for (const Json &value : *array)
    if (!endpoint(value, key, out.emplace_back()))
      return false;
  return true;
}

bool Reader::words(const Json &value, const char *key, std::vector<Condition::Word> &out) {
  if (value.is_array()) {
    for (const Json &v : value)
      if (!words(v, key, out))
        return false;
    return true;
  }
  if (!value.is_string())
    return fail("\"" + std::string(key) + "\" has to be a word or a list of words");
  llvm::StringRef word = value.get_ref<const std::string &>();
  bool negated = word.consume_front("!");
  if (!isConditionWord(word) && !(word.starts_with("class ") && word.size() > 6) &&
      !(word.starts_with("chain ") && word.size() > 6))
    return fail(("unknown word \"" + word + "\" for \"" + key + "\"").str());
  out.push_back({word.str(), negated});
  return true;
}

bool Reader::condition(const Json &object, Condition &out) {
  auto it = object.find("when");
  if (it == object.end())
    return true;
  const Json &when = *it;
  if (!keys(when,
            {"arity", "minArity", "maxArity", "params", "const", "static", "constructor", "array", "result", "self",
             "library"},
            "\"when\""))
    return false;
  for (const char *key : {"arity", "minArity", "maxArity"}) {
    if (!when.contains(key))
      continue;
    unsigned n = 0;
    if (!count(when, key, n))
      return false;
    if (llvm::StringRef(key) != "maxArity")
      out.minArity = n;
    if (llvm::StringRef(key) != "minArity")
      out.maxArity = n;
  }
  for (const char *key : {"const", "static", "constructor", "array"}) {
    if (!when.contains(key))
      continue;
    bool b = false;
    if (!flag(when, key, b))
      return false;
    std::optional<bool> &to = *key == 's'                       ? out.isStatic
                              : *key == 'a'                     ? out.isArray
                              : llvm::StringRef(key) == "const" ? out.isConst
                                                                : out.isConstructor;
    to = b;
  }
  if (!text(when, "library", out.standardLibrary))
    return false;
  if (!out.standardLibrary.empty() && out.standardLibrary != "libstdc++" && out.standardLibrary != "libc++")
    return fail("unknown \"library\" \"" + out.standardLibrary + "\": libstdc++ or libc++");
  if (auto params = when.find("params"); params != when.end()) {
    if (!params->is_object())
      return fail("\"params\" has to be an object like {\"0\": \"pointer\"}");
    for (const auto &[key, value] : params->items()) {
      Condition::Parameter p;
      if (key == "last")
        p.index = -1;
      else if (llvm::StringRef(key).getAsInteger(10, p.index) || p.index < 0)
        return fail("unknown parameter \"" + key + "\" in \"params\": a number or \"last\"");
      if (!words(value, "params", p.words))
        return false;
      out.parameters.push_back(std::move(p));
    }
  }
  if (when.contains("result") && !words(when["result"], "result", out.result))
    return false;
  return !when.contains("self") || words(when["self"], "self", out.self);
}

bool Reader::type(const Json &json, std::vector<TypeModel> &out) {
  if (!keys(json,
            {"name", "names", "class", "element", "container", "nodeBased", "movesIterators", "end", "closure",
             "iterator", "numbered", "parts", "synchronises", "signals", "inlineBuffer", "node", "allocatesEmpty",
             "exactRoom", "like"},
            "a type"))
    return false;
  TypeModel t;
  std::string cls, end;
  std::vector<std::string> names;
  if (!text(json, "name", t.name) || !texts(json, "names", names) || !text(json, "class", cls) ||
      !text(json, "end", end) || !flag(json, "container", t.container) || !flag(json, "nodeBased", t.nodeBased) ||
      !flag(json, "movesIterators", t.movesIterators) || !flag(json, "closure", t.closure) ||
      !flag(json, "numbered", t.numbered) || !texts(json, "parts", t.parts) ||
      !flag(json, "synchronises", t.synchronises) || !flag(json, "signals", t.signals) ||
      !flag(json, "exactRoom", t.exactRoom) || !texts(json, "like", t.like))
    return false;
  if (t.name.empty() == names.empty())
    return fail("a type has either \"name\" or \"names\"");
  auto parsed = typeClass(cls);
  if (!parsed)
    return fail(cls.empty() ? std::string("\"class\" is missing") : "unknown class \"" + cls + "\"");
  t.cls = *parsed;
  if (!end.empty()) {
    if (t.cls != TypeClass::Task)
      return fail("\"end\" is for the class task");
    t.joins = end == "joins";
    t.terminates = end == "terminates";
    t.leaves = end == "leaves";
    if (!t.joins && !t.terminates && !t.leaves)
      return fail("unknown end \"" + end + "\": joins, terminates or leaves");
  }
  if (auto it = json.find("element"); it != json.end()) {
    if (it->is_number_unsigned() && it->get<uint64_t>() < 100)
      t.element = it->get<int>();
    else if (it->is_string() && *it == "all")
      t.element = -2;
    else if (it->is_string() && !it->get_ref<const std::string &>().empty())
      t.elementMember = it->get<std::string>();
    else
      return fail("\"element\" has to be the number of a template argument, \"all\" or the name of a member type");
  }
  if (auto it = json.find("iterator"); it != json.end()) {
    t.inserter = *it == "inserter";
    t.stream = *it == "stream";
    if (!it->is_boolean() && !t.inserter && !t.stream)
      return fail("\"iterator\" has to be true, false, \"inserter\" or \"stream\"");
    t.iterator = t.inserter || t.stream || *it == true;
  }
  if (auto it = json.find("inlineBuffer"); it != json.end())
    if (!keys(*it, {"size", "trivialBase", "nothrow", "header", "roundsTo"}, "\"inlineBuffer\"") ||
        !texts(*it, "size", t.inlineSize) || !text(*it, "trivialBase", t.inlineTrivial) ||
        !text(*it, "nothrow", t.inlineNothrow) || !text(*it, "roundsTo", t.roundsTo) ||
        !text(*it, "header", t.inlineHeader))
      return false;
  if (!t.inlineNothrow.empty() && t.inlineNothrow != "copy" && t.inlineNothrow != "move")
    return fail("unknown \"nothrow\" \"" + t.inlineNothrow + "\": copy or move");
  if (!texts(json, "node", t.node) || !text(json, "allocatesEmpty", t.allocatesEmpty))
    return false;
  if (names.empty())
    names.push_back(t.name);
  for (std::string &name : names) {
    out.push_back(t);
    out.back().name = std::move(name);
  }
  return true;
}

bool Reader::function(const Json &json, bool isDefault, Function &out) {
  fresh = 0;
  if (isDefault ? !keys(json, {"match", "when", "flows", "effects", "why", "opaque", "touchesGlobals"}, "a default")
                : !keys(json,
                        {"name", "names", "when", "flows", "effects", "forwards", "allocates", "noReturn", "opaque",
                         "why", "touchesGlobals"},
                        "a function"))
    return false;
  std::string name, why;
  bool touchesGlobals = false;
  if (!text(json, "name", name) || !texts(json, isDefault ? "match" : "names", out.names) ||
      !condition(json, out.when) || !flag(json, "noReturn", out.noReturn) || !flag(json, "opaque", out.opaque) ||
      !flag(json, "touchesGlobals", touchesGlobals) || !text(json, "why", why))
    return false;
  if (isDefault ? out.names.empty() : name.empty() == out.names.empty())
    return fail(isDefault ? "\"match\" is missing" : "a function has either \"name\" or \"names\"");
  if (!name.empty())
    out.names.push_back(name);
  for (const std::string &n : out.names)
    if (!isDefault && llvm::StringRef(n).contains('*') && !llvm::StringRef(n).contains("operator"))
      return fail("\"*\" in the name \"" + n + "\": patterns are for types and defaults");
  out.pure = !touchesGlobals;
  if (why == "no body")
    out.why = AssumptionKind::NoBody;
  else if (!why.empty() && why != "path not decided")
    return fail("unknown \"why\": no body or path not decided");
  if (const Json *flows = list(json, "flows", "flows"))
    for (const Json &f : *flows)
      if (!flow(f, out.flows.emplace_back()))
        return false;
  if (const Json *effects = list(json, "effects", "effects"))
    for (const Json &e : *effects)
      if (!effect(e, out.effects.emplace_back()))
        return false;
  if (const Json *forwards = list(json, "forwards", "forwards"))
    for (const Json &f : *forwards)
      if (!forward(f, out.forwards.emplace_back()))
        return false;
  if (const Json *allocations = list(json, "allocates", "allocations"))
    for (const Json &a : *allocations)
      if (!allocation(a, out.allocations.emplace_back()))
        return false;
  out.fresh = fresh;
  return !failed();
}

namespace {

/// 1-based `LINE:COLUMN` of a byte.
std::string position(llvm::StringRef text, size_t byte) {
  llvm::StringRef before = text.take_front(byte ? byte - 1 : 0);
  size_t line = before.count('\n') + 1;
  size_t newline = before.rfind('\n');
  size_t column = newline == llvm::StringRef::npos ? before.size() + 1 : before.size() - newline;
  return std::to_string(line) + ":" + std::to_string(column);
}

/// `"std::vector::push_back"`, for messages.
std::string nameOf(const Json &json) {
  for (const char *key : {"name", "names", "match"})
    if (json.is_object() && json.contains(key)) {
      const Json &name = json[key];
      if (name.is_string())
        return " \"" + name.get<std::string>() + "\"";
      if (name.is_array() && !name.empty() && name[0].is_string())
        return " \"" + name[0].get<std::string>() + "\"";
    }
  return "";
}

} // namespace

llvm::Expected<File> Reader::read(llvm::StringRef text) {
  auto asError = [&] { return llvm::createStringError(llvm::inconvertibleErrorCode(), error.c_str()); };
  Json root;
  try {
    root = Json::parse(text.begin(), text.end());
  } catch (const Json::parse_error &e) {
    error = fileName.str() + ":" + position(text, e.byte) + ": this is not JSON";
    return asError();
  }
  if (!keys(root, {"version", "fields", "types", "functions", "defaults", "saysAllocations"}, "the file"))
    return asError();
  if (!root.contains("version") || root["version"] != 1) {
    fail("\"version\" has to be 1");
    return asError();
  }
  if (auto it = root.find("fields"); it != root.end()) {
    if (!it->is_object())
      fail("\"fields\" has to be an object like {\"first\": \"std::pair::first\"}");
    else
      for (const auto &[name, key] : it->items())
        if (key.is_string())
          file.fields.push_back({name, key.get<std::string>()});
        else
          fail("the key of field \"" + name + "\" has to be a text");
  }
  auto each = [&](const char *section, auto &&read) {
    const Json *array = failed() ? nullptr : list(root, section, "entries");
    for (size_t i = 0; array && i < array->size() && !failed(); ++i) {
      entry = std::string(section) + "[" + std::to_string(i) + "]" + nameOf((*array)[i]);
      read((*array)[i]);
    }
    entry.clear();
  };
  bool says = false;
  if (!flag(root, "saysAllocations", says))
    return asError();
  each("types", [&](const Json &json) { type(json, file.types); });
  each("functions", [&](const Json &json) {
    Function &out = file.functions.emplace_back();
    function(json, false, out);
    out.saysAllocations = says || json.contains("allocates");
  });
  each("defaults", [&](const Json &json) { function(json, true, file.defaults.emplace_back()); });
  if (failed())
    return asError();
  return std::move(file);
}

llvm::Expected<File> readModelFile(llvm::StringRef text, llvm::StringRef fileName) {
  return Reader(fileName).read(text);
}

} // namespace escape::models

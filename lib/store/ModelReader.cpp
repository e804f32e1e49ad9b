//===- ModelReader.cpp - JSON → models::File ---------------------------------===//
//
// The first mistake ends the reading: later ones are mostly its consequences.
//
//===----------------------------------------------------------------------===//
#include "store/EndpointText.h"
#include "store/ModelSchema.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include <nlohmann/json.hpp>

namespace escape::models {

using Json = nlohmann::json;

static constexpr llvm::StringLiteral ClassWords[] = {"value", "pointer", "view",   "owner", "shared",
                                                     "box",   "inline",  "record", "task"};
static constexpr llvm::StringLiteral ShapeWords[] = {"callable", "iterator", "integer", "string",   "reference",
                                                     "rvalue",   "null",     "range",   "inserter", "self"};

static std::optional<TypeClass> typeClass(llvm::StringRef word) {
  for (unsigned i = 0; i < std::size(ClassWords); ++i)
    if (ClassWords[i] == word)
      return TypeClass(i);
  return std::nullopt;
}

bool isConditionWord(llvm::StringRef word) {
  return llvm::is_contained(ClassWords, word) || llvm::is_contained(ShapeWords, word);
}

namespace {

class Reader {
public:
  Reader(llvm::StringRef fileName) : fileName(fileName) {}

  llvm::Expected<File> read(llvm::StringRef text);

private:
  bool fail(std::string why) {
    if (error.empty())
      error = fileName.str() + ": " + (entry.empty() ? "" : entry + ": ") + std::move(why);
    return false;
  }
  bool failed() const { return !error.empty(); }

  // Each reads one key of an object when it is there, and says no when it has the wrong kind.
  bool keys(const Json &object, std::initializer_list<llvm::StringLiteral> known, llvm::StringRef what);
  bool text(const Json &object, const char *key, std::string &out);
  bool flag(const Json &object, const char *key, bool &out);
  bool count(const Json &object, const char *key, unsigned &out);
  bool texts(const Json &object, const char *key, std::vector<std::string> &out);
  bool endpoint(const Json &value, const char *key, Endpoint &out);
  bool endpointAt(const Json &object, const char *key, Endpoint &out, bool required);
  bool endpoints(const Json &object, const char *key, std::vector<Endpoint> &out);
  const Json *list(const Json &object, const char *key, const char *what);

  bool words(const Json &value, const char *key, std::vector<Condition::Word> &out);
  bool condition(const Json &object, Condition &out);
  bool type(const Json &json, std::vector<TypeModel> &out);
  bool function(const Json &json, bool isDefault, Function &out);
  bool flow(const Json &json, Flow &out);
  bool effect(const Json &json, Effect &out);
  bool forward(const Json &json, Forward &out);
  bool forwardType(const std::string &type);
  bool allocation(const Json &json, Allocation &out);
  bool factor(llvm::StringRef text);
  void countFresh(const Endpoint &e) {
    if (e.root == RootKind::Fresh)
      fresh = std::max(fresh, e.index + 1);
  }

  llvm::StringRef fileName;
  std::string entry; ///< `functions[12] "std::vector::push_back"`
  std::string error;
  File file;
  unsigned fresh = 0;
};

bool Reader::keys(const Json &object, std::initializer_list<llvm::StringLiteral> known, llvm::StringRef what) {
  if (!object.is_object())
    return fail((what + " has to be an object").str());
  for (const auto &[key, value] : object.items())
    if (!llvm::is_contained(known, llvm::StringRef(key)) && key != "comment")
      return fail(("unknown key \"" + llvm::StringRef(key) + "\" in " + what).str());
  return true;
}

bool Reader::text(const Json &object, const char *key, std::string &out) {
  auto it = object.find(key);
  if (it == object.end())
    return true;
  if (!it->is_string() || it->get_ref<const std::string &>().empty())
    return fail("\"" + std::string(key) + "\" has to be a text");
  out = it->get<std::string>();
  return true;
}

bool Reader::flag(const Json &object, const char *key, bool &out) {
  auto it = object.find(key);
  if (it == object.end())
    return true;
  if (!it->is_boolean())
    return fail("\"" + std::string(key) + "\" has to be true or false");
  out = it->get<bool>();
  return true;
}

bool Reader::count(const Json &object, const char *key, unsigned &out) {
  auto it = object.find(key);
  if (it == object.end())
    return true;
  if (!it->is_number_unsigned() || it->get<uint64_t>() > 1000)
    return fail("\"" + std::string(key) + "\" has to be a number from 0 to 1000");
  out = it->get<unsigned>();
  return true;
}

bool Reader::texts(const Json &object, const char *key, std::vector<std::string> &out) {
  const Json *array = list(object, key, "texts");
  if (!array)
    return !failed();
  for (const Json &value : *array) {
    if (!value.is_string() || value.get_ref<const std::string &>().empty())
      return fail("\"" + std::string(key) + "\" has to be a list of texts");
    out.push_back(value.get<std::string>());
  }
  return true;
}

const Json *Reader::list(const Json &object, const char *key, const char *what) {
  auto it = object.find(key);
  if (it == object.end())
    return nullptr;
  if (it->is_array())
    return &*it;
  fail("\"" + std::string(key) + "\" has to be a list of " + what);
  return nullptr;
}

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
  if (!isConditionWord(word) && !(word.starts_with("class ") && word.size() > 6))
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
            {"arity", "minArity", "maxArity", "params", "const", "static", "constructor", "array", "result", "self"},
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
            {"name", "names", "class", "element", "container", "nodeBased", "end", "closure", "iterator", "numbered",
             "like"},
            "a type"))
    return false;
  TypeModel t;
  std::string cls, end;
  std::vector<std::string> names;
  if (!text(json, "name", t.name) || !texts(json, "names", names) || !text(json, "class", cls) ||
      !text(json, "end", end) || !flag(json, "container", t.container) || !flag(json, "nodeBased", t.nodeBased) ||
      !flag(json, "closure", t.closure) || !flag(json, "iterator", t.iterator) || !flag(json, "numbered", t.numbered) ||
      !texts(json, "like", t.like))
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
  if (names.empty())
    names.push_back(t.name);
  for (std::string &name : names) {
    out.push_back(t);
    out.back().name = std::move(name);
  }
  return true;
}

static bool reason(llvm::StringRef word, Reason &out) {
  for (unsigned i = 0; i < ReasonCount; ++i)
    if (word == describe(Reason(i))) {
      out = Reason(i);
      return true;
    }
  return false;
}

bool Reader::flow(const Json &json, Flow &out) {
  std::string kind, why;
  if (!keys(json, {"to", "from", "kind", "reason", "may", "when"}, "a flow") || !endpointAt(json, "to", out.to, true) ||
      !endpointAt(json, "from", out.from, true) || !text(json, "kind", kind) || !text(json, "reason", why) ||
      !flag(json, "may", out.may) || !condition(json, out.when))
    return false;
  int parsed = llvm::StringSwitch<int>(kind)
                   .Case("address", Flow::Address)
                   .Case("copy", Flow::Copy)
                   .Case("move", Flow::Move)
                   .Case("refer", Flow::Refer)
                   .Case("take", Flow::Take)
                   .Default(-1);
  if (parsed < 0)
    return fail(kind.empty() ? std::string("\"kind\" is missing")
                             : "unknown kind \"" + kind + "\" of a flow: address, copy, move, refer or take");
  out.kind = Flow::Kind(parsed);
  if (out.kind == Flow::Refer && (out.to.root != RootKind::Result || !out.to.steps.empty()))
    return fail("\"refer\" is for flows to \"result\"");
  if (why.empty())
    out.reason = out.to.root == RootKind::Result ? Reason::CallResult : Reason::LibraryModel;
  else if (!reason(why, out.reason))
    return fail("unknown reason \"" + why + "\"");
  auto every = [](const Endpoint &e) { return e.roots == Endpoint::Every; };
  if (every(out.to) && every(out.from))
    return fail("\"args\" on both sides of a flow");
  for (const Endpoint *e : {&out.to, &out.from})
    for (const Step &s : e->steps)
      if (s.kind == Step::SameNumber && !every(out.to) && !every(out.from))
        return fail("\".#\" needs \"args\" on the other side of the flow");
  return true;
}

bool Reader::effect(const Json &json, Effect &out) {
  std::string kind, how;
  if (!keys(json, {"kind", "at", "from", "arguments", "byAddress", "null", "how", "what", "may", "when"},
            "an effect") ||
      !text(json, "kind", kind) || !endpointAt(json, "at", out.at, true) || !text(json, "how", how) ||
      !endpoints(json, "arguments", out.arguments) || !flag(json, "byAddress", out.byAddress) ||
      !flag(json, "null", out.null) || !text(json, "what", out.what) || !flag(json, "may", out.may) ||
      !condition(json, out.when))
    return false;
  int parsed = llvm::StringSwitch<int>(kind)
                   .Case("write", int(EffectKind::Write))
                   .Case("invalidate", int(EffectKind::Invalidate))
                   .Case("free", int(EffectKind::Free))
                   .Case("join", int(EffectKind::Join))
                   .Case("detach", int(EffectKind::Detach))
                   .Case("startTask", int(EffectKind::StartTask))
                   .Case("use", int(EffectKind::Use))
                   .Case("call", int(EffectKind::Call))
                   .Case("construct", int(EffectKind::Construct))
                   .Case("keep", int(EffectKind::Keep))
                   .Default(-1);
  if (parsed < 0)
    return fail(kind.empty() ? std::string("\"kind\" is missing") : "unknown kind \"" + kind + "\" of an effect");
  out.kind = EffectKind(parsed);
  if (json.contains("from") && !endpoint(json["from"], "from", out.from.emplace()))
    return false;
  if ((out.kind == EffectKind::StartTask) != out.from.has_value())
    return fail(out.from ? "\"from\" is for startTask" : "\"from\" is missing: what startTask runs");
  if (!out.arguments.empty() && out.kind != EffectKind::Call && out.kind != EffectKind::Construct)
    return fail("\"arguments\" is for call and construct");
  if (out.kind == EffectKind::Invalidate) {
    int h = llvm::StringSwitch<int>(how)
                .Case("all", int(Invalidation::All))
                .Case("growth", int(Invalidation::Growth))
                .Case("erased", int(Invalidation::Erased))
                .Default(-1);
    if (h < 0)
      return fail("\"how\" of invalidate has to be all, growth or erased");
    out.how = Invalidation(h);
  } else if (!how.empty()) {
    return fail("\"how\" is for invalidate");
  }
  if (out.null && out.kind != EffectKind::Write)
    return fail("\"null\" is for write");
  return true;
}

bool Reader::forwardType(const std::string &type) {
  llvm::StringRef t = type;
  unsigned n = 0;
  if (t == "element" || t == "pointee" ||
      ((t.consume_front("T") || t.consume_front("C") || t.consume_front("pointee")) && !t.getAsInteger(10, n)))
    return true;
  return fail("unknown type \"" + type + "\" to construct: T0, C0, element or pointee");
}

bool Reader::forward(const Json &json, Forward &out) {
  std::string constructs;
  if (!keys(json, {"constructs", "calls", "at", "from", "with", "result", "later", "when"}, "a forward") ||
      !text(json, "constructs", constructs) || !count(json, "from", out.first) || !endpoints(json, "with", out.with) ||
      !flag(json, "later", out.later) || !condition(json, out.when))
    return false;
  if (constructs.empty() == !json.contains("calls"))
    return fail("a forward has either \"constructs\" or \"calls\"");
  if (json.contains("from") && json.contains("with"))
    return fail("a forward has either \"from\" or \"with\"");
  out.hasWith = json.contains("with");
  if (constructs.empty()) {
    out.kind = escape::Forward::Kind::Calls;
    if (json.contains("at"))
      return fail("\"at\" is for constructs");
    if (json.contains("result") && !endpoint(json["result"], "result", out.result.emplace()))
      return false;
    return endpoint(json["calls"], "calls", out.at);
  }
  out.type = constructs;
  if (json.contains("result"))
    return fail("\"result\" is for calls");
  return forwardType(out.type) && endpointAt(json, "at", out.at, true);
}

bool Reader::factor(llvm::StringRef text) {
  unsigned n = 0;
  llvm::StringRef rest = text;
  if (rest == "element" || !rest.getAsInteger(10, n))
    return true;
  for (llvm::StringRef prefix : {"T", "C", "arg", "length", "object"}) {
    rest = text;
    if (rest.consume_front(prefix) && !rest.getAsInteger(10, n))
      return true;
  }
  return fail(("unknown factor \"" + text + "\" in \"size\"").str());
}

bool Reader::allocation(const Json &json, Allocation &out) {
  std::string why;
  if (!keys(json, {"at", "size", "reason", "may", "inlineBuffer", "when"}, "\"allocates\"") ||
      !endpointAt(json, "at", out.at, true) || !text(json, "size", out.model.size) || !text(json, "reason", why) ||
      !flag(json, "may", out.model.may) || !flag(json, "inlineBuffer", out.model.inlineBuffer) ||
      !condition(json, out.when))
    return false;
  if (!out.model.size.empty()) {
    llvm::SmallVector<llvm::StringRef, 4> factors;
    llvm::StringRef(out.model.size).split(factors, " * ");
    for (llvm::StringRef f : factors)
      if (!factor(f))
        return false;
  }
  if (why.empty())
    return true;
  int parsed = llvm::StringSwitch<int>(why)
                   .Case("non-constant size", int(AllocReason::NonConstantSize))
                   .Case("too large for the stack", int(AllocReason::TooLarge))
                   .Case("type-erased", int(AllocReason::TypeErased))
                   .Case("type-erased copy", int(AllocReason::TypeErasedCopy))
                   .Case("over-aligned", int(AllocReason::OverAligned))
                   .Case("growth", int(AllocReason::Growth))
                   .Case("shared control block", int(AllocReason::SharedBlock))
                   .Case("node", int(AllocReason::Node))
                   .Case("run-time length", int(AllocReason::RunTimeLength))
                   .Case("key may exist", int(AllocReason::KeyMayExist))
                   .Case("elidable", int(AllocReason::Elidable))
                   .Case("library branch", int(AllocReason::LibraryBranch))
                   .Default(-1);
  if (parsed < 0)
    return fail("unknown reason \"" + why + "\" of an allocation");
  out.model.reason = AllocReason(parsed);
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

llvm::Expected<File> Reader::read(llvm::StringRef text) {
  auto asError = [&] { return llvm::createStringError(llvm::inconvertibleErrorCode(), error.c_str()); };
  Json root;
  try {
    root = Json::parse(text.begin(), text.end());
  } catch (const Json::parse_error &e) {
    error = fileName.str() + ":" + position(text, e.byte) + ": this is not JSON";
    return asError();
  }
  if (!keys(root, {"version", "fields", "types", "functions", "defaults"}, "the file"))
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
  each("types", [&](const Json &json) { type(json, file.types); });
  each("functions", [&](const Json &json) { function(json, false, file.functions.emplace_back()); });
  each("defaults", [&](const Json &json) { function(json, true, file.defaults.emplace_back()); });
  if (failed())
    return asError();
  return std::move(file);
}

} // namespace

llvm::Expected<File> readModelFile(llvm::StringRef text, llvm::StringRef fileName) {
  return Reader(fileName).read(text);
}

} // namespace escape::models

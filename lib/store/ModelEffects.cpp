//===- ModelEffects.cpp - what a function of a model file does --------------===//
//
// Flows, effects, forwards and allocations.
//
//===----------------------------------------------------------------------===//
#include "model/Words.h"
#include "store/ModelReader.h"
#include "llvm/ADT/StringSwitch.h"

namespace escape::models {

bool Reader::flow(const Json &json, Flow &out) {
  std::string kind, why;
  if (!keys(json, {"to", "from", "kind", "reason", "may", "sometimes", "when"}, "a flow") ||
      !endpointAt(json, "to", out.to, true) || !endpointAt(json, "from", out.from, true) || !text(json, "kind", kind) ||
      !text(json, "reason", why) || !flag(json, "may", out.may) || !flag(json, "sometimes", out.sometimes) ||
      !condition(json, out.when))
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
  else if (auto reason = fromWord(why, Reason(ReasonCount - 1)))
    out.reason = *reason;
  else
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
  if (!keys(json, {"kind", "at", "from", "arguments", "byAddress", "null", "how", "onResult", "what", "may", "when"},
            "an effect") ||
      !text(json, "kind", kind) || !endpointAt(json, "at", out.at, true) || !text(json, "how", how) ||
      !endpoints(json, "arguments", out.arguments) || !flag(json, "byAddress", out.byAddress) ||
      !flag(json, "null", out.null) || !text(json, "what", out.what) || !flag(json, "may", out.may) ||
      !condition(json, out.when))
    return false;
  auto parsed = fromWord(kind, EffectKind::Keep);
  if (!parsed)
    return fail(kind.empty() ? std::string("\"kind\" is missing") : "unknown kind \"" + kind + "\" of an effect");
  out.kind = *parsed;
  if (json.contains("from") && !endpoint(json["from"], "from", out.from.emplace()))
    return false;
  if ((out.kind == EffectKind::StartTask) != out.from.has_value())
    return fail(out.from ? "\"from\" is for startTask" : "\"from\" is missing: what startTask runs");
  if (!out.arguments.empty() && out.kind != EffectKind::Call && out.kind != EffectKind::Construct)
    return fail("\"arguments\" is for call and construct");
  if (out.kind == EffectKind::Invalidate) {
    auto h = fromWord(how, Invalidation::Reserve);
    if (!h || *h == Invalidation::None)
      return fail("\"how\" of invalidate has to be all, growth, erased or reserve");
    out.how = *h;
  } else if (!how.empty()) {
    return fail("\"how\" is for invalidate");
  }
  if (out.null && out.kind != EffectKind::Write)
    return fail("\"null\" is for write");
  if (auto it = json.find("onResult"); it != json.end()) {
    if (out.kind != EffectKind::StartTask)
      return fail("\"onResult\" is for startTask");
    if (!it->is_number_integer())
      return fail("\"onResult\" has to be a whole number");
    out.onResult = it->get<int64_t>();
  }
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
  if (!keys(json, {"constructs", "calls", "at", "from", "with", "result", "later", "sometimes", "when"}, "a forward") ||
      !text(json, "constructs", constructs) || !count(json, "from", out.first) || !endpoints(json, "with", out.with) ||
      !flag(json, "later", out.later) || !flag(json, "sometimes", out.sometimes) || !condition(json, out.when))
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
  if (rest == "element" || rest == "node" || rest == "some" || rest == "rest" || rest == "range" ||
      !rest.getAsInteger(10, n))
    return true;
  for (llvm::StringRef prefix : {"T", "C", "arg", "length", "digits", "objectT", "object", "N"}) {
    rest = text;
    if (rest.consume_front(prefix) && !rest.getAsInteger(10, n))
      return true;
  }
  return fail(("unknown factor \"" + text + "\" in \"size\"").str());
}

bool Reader::allocation(const Json &json, Allocation &out) {
  std::string why, bound;
  if (!keys(json,
            {"at", "size", "bound", "reason", "may", "inlineBuffer", "grows", "adds", "reuses", "constructs", "of",
             "also", "when"},
            "\"allocates\"") ||
      !endpointAt(json, "at", out.at, true) || !text(json, "size", out.model.size) || !text(json, "reason", why) ||
      !flag(json, "may", out.model.may) || !flag(json, "inlineBuffer", out.model.inlineBuffer) ||
      !flag(json, "grows", out.model.grows) || !flag(json, "adds", out.model.adds) ||
      !flag(json, "reuses", out.model.reuses) || !text(json, "bound", bound) ||
      !text(json, "constructs", out.model.constructs) || !flag(json, "also", out.also) || !condition(json, out.when))
    return false;
  if (out.model.constructs.empty() == json.contains("of"))
    return fail("\"constructs\" and \"of\" of an allocation belong together");
  if (json.contains("of")) {
    if (!endpoint(json["of"], "of", out.of.emplace()))
      return false;
    if (out.of->root != RootKind::Argument || !out.of->steps.empty())
      return fail("\"of\" has to be an argument");
    llvm::StringRef type = out.model.constructs;
    unsigned n = 0;
    bool result = type.consume_front("R") && (type == "#" || !type.getAsInteger(10, n));
    if (!result && out.model.constructs != "C#" && !forwardType(out.model.constructs))
      return false;
  }
  if (!out.model.size.empty()) {
    llvm::SmallVector<llvm::StringRef, 4> products;
    llvm::StringRef(out.model.size).split(products, " + ");
    for (llvm::StringRef product : products) {
      llvm::SmallVector<llvm::StringRef, 4> factors;
      product.split(factors, " * ");
      for (llvm::StringRef f : factors)
        if (!factor(f))
          return false;
    }
  }
  if (bound == "least")
    out.model.bound = AllocationModel::Bound::Least;
  else if (bound == "most")
    out.model.bound = AllocationModel::Bound::Most;
  else if (bound == "total")
    out.model.bound = AllocationModel::Bound::Total;
  else if (!bound.empty())
    return fail("unknown \"bound\" \"" + bound + "\": least, most or total");
  if (why.empty())
    return true;
  auto parsed = fromWord(why, AllocReason::LibraryBranch);
  if (!parsed)
    return fail("unknown reason \"" + why + "\" of an allocation");
  out.model.reason = *parsed;
  return true;
}

} // namespace escape::models

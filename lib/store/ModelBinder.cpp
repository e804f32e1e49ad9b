#include "store/ModelBinder.h"
#include "model/Words.h"
#include "llvm/ADT/StringExtras.h"
#include <algorithm>

namespace escape::models {

using Parameter = CallShape::Parameter;

static const TypeModel *typeOf(const Parameter &p, const Library &library) {
  return p.typeName.empty() ? nullptr : library.findType(p.typeName);
}

static bool isIterator(const Parameter &p, const Library &library) {
  if (p.shape == ArgumentShape::Iterator || p.cls == TypeClass::Pointer)
    return true;
  const TypeModel *type = typeOf(p, library);
  return type && type->iterator;
}

static bool isInserter(const Parameter &p, const Library &library) {
  const TypeModel *type = typeOf(p, library);
  return type && type->inserter;
}

static bool holds(llvm::StringRef text, const Parameter &p, const CallView &call) {
  if (text.consume_front("class "))
    return p.typeName == text;
  if (text.consume_front("chain "))
    return p.chain == text;
  if (text == "callable")
    return p.shape == ArgumentShape::Callable || p.cls == TypeClass::Box;
  if (text == "iterator")
    return isIterator(p, call.library);
  if (text == "range")
    return (p.cls == TypeClass::Owner || p.cls == TypeClass::Inline || p.cls == TypeClass::View) &&
           !isIterator(p, call.library);
  if (text == "class")
    return !p.typeName.empty();
  if (text == "integer")
    return p.shape == ArgumentShape::Integer;
  if (text == "reference")
    return p.shape == ArgumentShape::Reference;
  if (text == "rvalue")
    return p.rvalueReference;
  if (text == "null")
    return p.null;
  if (text == "inserter")
    return isInserter(p, call.library);
  if (text == "self")
    return !p.typeName.empty() && p.typeName == call.classOfThis;
  return text == describe(p.cls);
}

static bool holds(const std::vector<Condition::Word> &words, const Parameter &p, const CallView &call) {
  return llvm::all_of(words, [&](const Condition::Word &w) { return holds(w.text, p, call) != w.negated; });
}

bool holds(const Condition &c, const CallView &call) {
  const CallShape &shape = call.shape;
  if ((c.minArity && shape.arity < *c.minArity) || (c.maxArity && shape.arity > *c.maxArity) ||
      (c.isConst && shape.isConst != *c.isConst) || (c.isStatic && shape.isStatic != *c.isStatic) ||
      (c.isConstructor && call.isConstructor != *c.isConstructor))
    return false;
  if (!c.standardLibrary.empty() && c.standardLibrary != shape.standardLibrary)
    return false;
  if (c.isArray &&
      *c.isArray != (!shape.templateArguments.empty() && llvm::StringRef(shape.templateArguments[0]).ends_with("]")))
    return false;
  for (const Condition::Parameter &p : c.parameters) {
    size_t index = p.index < 0 ? shape.parameters.size() - 1 : size_t(p.index);
    if (index >= shape.parameters.size() || !holds(p.words, shape.parameters[index], call))
      return false;
  }
  Parameter result, self;
  result.cls = shape.result;
  result.shape = shape.resultReference ? ArgumentShape::Reference : ArgumentShape::Value;
  self.cls = shape.self;
  self.typeName = call.classOfThis.str();
  self.chain = shape.selfChain;
  return holds(c.result, result, call) && holds(c.self, self, call);
}

namespace {

class Binder {
public:
  Binder(const Function &function, const CallView &call, const llvm::StringMap<std::string> &fieldKeys,
         CallContext &context)
      : function(function), shape(call.shape), call(call), fieldKeys(fieldKeys), context(context) {}

  FunctionModel run(llvm::StringRef name);

private:
  /// What a step does to the endpoint. Dropped: the class has no such part, so nothing flows.
  enum class Found { Yes, Dropped };
  Found resolve(const Endpoint &in, int argument, escape::Endpoint &out);
  Found push(const Step &step, const Parameter *object, int argument, escape::Endpoint &out);
  std::optional<Parameter> objectOf(const Step &step, const escape::Endpoint &root);
  FieldId numbered(unsigned n);
  AssumptionSet assume(bool may) { return may ? AssumptionSet{context.assume(function.why)} : AssumptionSet{}; }
  bool holdsHere(const Condition &c) const { return models::holds(c, call); }

  /// Calls `use` once, or once for each argument that `args` stands for.
  template <class Use> void spellOut(const Endpoint &a, const Endpoint *b, Use use) {
    const Endpoint *every = a.roots == Endpoint::Every ? &a : b && b->roots == Endpoint::Every ? b : nullptr;
    if (!every)
      return use(-1);
    for (unsigned i = every->index; i < shape.parameters.size(); ++i)
      use(int(i));
  }
  std::vector<escape::Endpoint> resolveAll(const std::vector<Endpoint> &list);

  void flow(const Flow &f, Summary &out);
  void effect(const Effect &e, llvm::StringRef name, Summary &out);
  /// False: nothing is there to ask for it.
  bool allocation(const Allocation &a, FunctionModel &out);

  const Function &function;
  const CallShape &shape;
  const CallView &call;
  const llvm::StringMap<std::string> &fieldKeys;
  CallContext &context;
};

FieldId Binder::numbered(unsigned n) {
  std::string name = std::to_string(n);
  return context.field(name, "numbered::" + name);
}

/// The class that decides what `.hold` and the like mean.
std::optional<Parameter> Binder::objectOf(const Step &step, const escape::Endpoint &root) {
  auto parameter = [&](size_t i) -> std::optional<Parameter> {
    if (i < shape.parameters.size())
      return shape.parameters[i];
    return std::nullopt;
  };
  if (step.argument >= 0)
    return parameter(step.argument);
  Parameter p;
  switch (root.root) {
  case RootKind::Argument:
    return parameter(root.index);
  case RootKind::This:
    p.cls = shape.self;
    p.typeName = call.classOfThis.str();
    return p;
  case RootKind::Result:
    // A reference is an address, whatever it refers to.
    p.cls = shape.resultReference ? TypeClass::Pointer : shape.result;
    return p;
  default:
    return std::nullopt;
  }
}

static bool hidden(TypeClass cls) {
  return cls == TypeClass::View || cls == TypeClass::Owner || cls == TypeClass::Shared || cls == TypeClass::Box;
}

Binder::Found Binder::push(const Step &step, const Parameter *object, int argument, escape::Endpoint &out) {
  auto add = [&](std::initializer_list<FieldId> steps) {
    for (FieldId s : steps)
      if (!out.steps.push(s))
        return Found::Dropped;
    return Found::Yes;
  };
  switch (step.kind) {
  case Step::Deref:
    return add({step::Deref});
  case Step::Element:
    return add({step::Element});
  case Step::Storage:
    return add({step::Storage});
  case Step::Task:
    return add({step::Task});
  case Step::Field: {
    auto key = fieldKeys.find(step.name);
    return add({context.field(step.name, key == fieldKeys.end() ? step.name : key->second)});
  }
  case Step::Number:
    return add({numbered(step.number)});
  case Step::SameNumber:
    return add({numbered(unsigned(argument))});
  case Step::Template: {
    if (!object)
      return Found::Dropped;
    const TypeModel *type = typeOf(*object, call.library);
    unsigned n = 0;
    bool known = step.number < shape.templateArguments.size() &&
                 !llvm::StringRef(shape.templateArguments[step.number]).getAsInteger(10, n);
    if (type && !type->parts.empty()) {
      llvm::StringRef name = type->parts[known && n < type->parts.size() ? n : 0];
      return add({context.field(name, fieldKeys.lookup(name))});
    }
    if (type && type->numbered)
      return known ? add({numbered(n)}) : Found::Dropped;
    if (object->cls == TypeClass::View)
      return Found::Dropped;
    return add({step::Element});
  }
  case Step::Hold:
    if (!object)
      return Found::Dropped;
    return hidden(object->cls) ? add({step::Storage}) : Found::Yes;
  case Step::Each:
    if (!object)
      return Found::Dropped;
    switch (object->cls) {
    case TypeClass::Owner:
      return add({step::Storage, step::Deref, step::Element});
    case TypeClass::View:
    case TypeClass::Shared:
    case TypeClass::Box:
      return add({step::Storage, step::Deref});
    case TypeClass::Inline:
      return add({step::Element});
    case TypeClass::Pointer:
      return add({step::Deref});
    case TypeClass::Value: // an array of numbers: it has elements that can be pointed to
      return add({step::Element});
    default:
      return Found::Dropped;
    }
  case Step::Out:
    if (!object)
      return Found::Dropped;
    if (const TypeModel *type = typeOf(*object, call.library); type && type->stream)
      return Found::Dropped;
    if (isInserter(*object, call.library))
      return add({step::Storage, step::Deref, step::Storage, step::Deref}) == Found::Yes ? add({step::Element})
                                                                                         : Found::Dropped;
    return hidden(object->cls) ? add({step::Storage, step::Deref}) : add({step::Deref});
  }
  return Found::Dropped;
}

Binder::Found Binder::resolve(const Endpoint &in, int argument, escape::Endpoint &out) {
  out = escape::Endpoint();
  out.root = in.root;
  out.index = in.index;
  if (in.roots == Endpoint::Every)
    out.index = unsigned(argument);
  else if (in.roots == Endpoint::Last)
    out.index = unsigned(shape.parameters.size() - 1);
  if ((in.root == RootKind::Argument || in.root == RootKind::Param) && out.index >= shape.parameters.size())
    return Found::Dropped; // an argument left out
  if (in.root == RootKind::This && !shape.hasSelf)
    return Found::Dropped;
  if (in.root == RootKind::Static)
    out.index = context.variable(in.variable, "library::" + in.variable, false).value;
  for (const Step &step : in.steps) {
    std::optional<Parameter> object = objectOf(step, out);
    if (push(step, object ? &*object : nullptr, argument, out) != Found::Yes)
      return Found::Dropped;
  }
  return Found::Yes;
}

std::vector<escape::Endpoint> Binder::resolveAll(const std::vector<Endpoint> &list) {
  std::vector<escape::Endpoint> out;
  for (const Endpoint &e : list)
    spellOut(e, nullptr, [&](int argument) {
      escape::Endpoint bound;
      if (resolve(e, argument, bound) == Found::Yes)
        out.push_back(bound);
    });
  return out;
}

void Binder::flow(const Flow &f, Summary &out) {
  if (!holdsHere(f.when))
    return;
  spellOut(f.to, &f.from, [&](int argument) {
    escape::Flow bound;
    if (resolve(f.to, argument, bound.to) != Found::Yes || resolve(f.from, argument, bound.from) != Found::Yes)
      return;
    switch (f.kind) {
    case Flow::Address:
      bound.kind = FlowKind::Address;
      break;
    case Flow::Copy:
      bound.kind = FlowKind::Copy;
      break;
    case Flow::Move:
      bound.kind = FlowKind::Move;
      break;
    case Flow::Take: {
      bool moved = bound.from.root == RootKind::Argument && shape.parameters[bound.from.index].rvalueReference;
      bound.kind = moved ? FlowKind::Move : FlowKind::Copy;
      break;
    }
    case Flow::Refer:
      bound.kind = shape.resultReference ? FlowKind::Address : FlowKind::Copy;
      break;
    }
    bound.reason = f.reason;
    bound.assumptions = assume(f.may);
    bound.sometimes = f.sometimes;
    out.flows.push_back(std::move(bound));
  });
}

void Binder::effect(const Effect &e, llvm::StringRef name, Summary &out) {
  if (!holdsHere(e.when))
    return;
  spellOut(e.at, e.from ? &*e.from : nullptr, [&](int argument) {
    escape::Effect bound;
    if (resolve(e.at, argument, bound.at) != Found::Yes ||
        (e.from && resolve(*e.from, argument, bound.from) != Found::Yes))
      return;
    bound.kind = e.kind;
    bound.arguments = resolveAll(e.arguments);
    bound.argumentsByAddress = e.byAddress;
    bound.null = e.null;
    bound.how = e.how;
    bound.onResult = e.onResult;
    bound.assumptions = assume(e.may);
    size_t qualifier = name.find("::operator");
    if (qualifier == llvm::StringRef::npos)
      qualifier = name.rfind("::");
    bound.what = !e.what.empty() ? e.what : name.substr(qualifier == llvm::StringRef::npos ? 0 : qualifier + 2).str();
    out.effects.push_back(std::move(bound));
  });
}

bool Binder::allocation(const Allocation &a, FunctionModel &out) {
  bool found = false;
  spellOut(a.at, a.of ? &*a.of : nullptr, [&](int argument) {
    AllocationModel bound = a.model;
    escape::Endpoint of;
    if (resolve(a.at, argument, bound.at) != Found::Yes || (a.of && resolve(*a.of, argument, of) != Found::Yes))
      return;
    bound.of = of.index;
    if (!bound.constructs.empty() && bound.constructs.back() == '#')
      bound.constructs.replace(1, 1, std::to_string(bound.of));
    out.allocates.push_back(std::move(bound));
    found = true;
  });
  return found;
}

FunctionModel Binder::run(llvm::StringRef name) {
  FunctionModel out;
  out.name = name.str();
  Summary &summary = out.summary;
  summary.function = name.str();
  summary.fresh = function.fresh;
  summary.noReturn = function.noReturn;
  summary.opaque = function.opaque;
  summary.pure = function.pure;
  summary.saysAllocations = function.saysAllocations;
  for (const Flow &f : function.flows)
    flow(f, summary);
  std::sort(summary.flows.begin(), summary.flows.end(), [](const escape::Flow &a, const escape::Flow &b) {
    return std::tie(a.to, a.from, a.kind) < std::tie(b.to, b.from, b.kind);
  });
  for (const Effect &e : function.effects)
    effect(e, name, summary);
  for (const Forward &f : function.forwards) {
    escape::Forward bound;
    bound.kind = f.kind;
    bound.type = f.type;
    bound.first = f.first;
    bound.later = f.later;
    bound.sometimes = f.sometimes;
    if (!holdsHere(f.when) || resolve(f.at, -1, bound.at) != Found::Yes)
      continue;
    bound.arguments = resolveAll(f.with);
    escape::Endpoint result;
    if (f.result && resolve(*f.result, -1, result) == Found::Yes)
      bound.result = result;
    // `with` that resolves to nothing must not turn into "all arguments".
    if (f.hasWith && bound.arguments.empty())
      bound.first = unsigned(shape.parameters.size());
    out.forwards.push_back(std::move(bound));
  }
  bool taken = false;
  for (const Allocation &a : function.allocations)
    if ((a.also || !taken) && holdsHere(a.when))
      taken |= allocation(a, out) && !a.also;
  return out;
}

} // namespace

FunctionModel bind(const Function &function, llvm::StringRef name, const CallView &call,
                   const llvm::StringMap<std::string> &fieldKeys, CallContext &context) {
  return Binder(function, call, fieldKeys, context).run(name);
}

} // namespace escape::models

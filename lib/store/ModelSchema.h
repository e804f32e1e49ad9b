//===- ModelSchema.h - a model file as values -------------------*- C++ -*-===//
//
// What stands in a model file, checked, but not yet in terms of a call: words
// like `args` or `.hold` and the names of fields are still there. ModelReader
// makes it from JSON, Models binds it to a call. docs/models.md is the reference.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_STORE_MODELSCHEMA_H
#define ESCAPE_STORE_MODELSCHEMA_H

#include "model/Library.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>
#include <vector>

namespace escape::models {

/// One step of an endpoint.
struct Step {
  enum Kind : uint8_t {
    Deref,
    Element,
    Storage,
    Task,
    Field,      ///< `.NAME`: a field that "fields" declares
    Number,     ///< `.0`: a field of a tuple or bind expression
    SameNumber, ///< `.#`: the same with the number of the argument
    Template,   ///< `.T0`: the part that template argument 0 selects (std::get)
    Hold,       ///< `.hold`: where the class keeps its pointer
    Each,       ///< `.each`: the elements of a range, or what an iterator or pointer points to
    Out,        ///< `.out`: where an output iterator writes
  } kind = Deref;
  int argument = -1;   ///< Hold, Each: as the class of this argument; −1: of the root
  unsigned number = 0; ///< Number, Template
  std::string name;    ///< Field
};

struct Endpoint {
  enum Roots : uint8_t { One, Last, Every } roots = One; ///< `arg0`, `last`, `args1`
  RootKind root = RootKind::Result;
  unsigned index = 0;
  std::string variable; ///< `static(NAME)`
  std::vector<Step> steps;
};

/// All words must hold; `!` before one turns it around.
struct Condition {
  struct Word {
    std::string text;
    bool negated = false;
  };
  struct Parameter {
    int index = 0; ///< −1: the last one
    std::vector<Word> words;
  };
  std::optional<unsigned> minArity, maxArity;
  std::optional<bool> isConst, isStatic, isConstructor;
  std::string standardLibrary; ///< empty: any
  std::optional<bool> isArray; ///< template argument 0 is an array (make_unique<T[]>)
  std::vector<Parameter> parameters;
  std::vector<Word> result;
  std::vector<Word> self;
};

struct Flow {
  /// Refer: Address when the result is a reference, else Copy. Take: Move from an rvalue reference, else Copy.
  enum Kind : uint8_t { Address, Copy, Move, Refer, Take } kind = Copy;
  Endpoint to, from;
  Reason reason = Reason::LibraryModel;
  bool may = false;
  bool sometimes = false;
  Condition when;
};

struct Effect {
  EffectKind kind = EffectKind::Write;
  Endpoint at;
  std::optional<Endpoint> from;
  std::vector<Endpoint> arguments;
  bool byAddress = false;
  bool null = false;
  Invalidation how = Invalidation::None;
  std::optional<int64_t> onResult;
  std::string what;
  bool may = false;
  Condition when;
};

struct Forward {
  escape::Forward::Kind kind = escape::Forward::Kind::Constructs;
  std::string type;
  Endpoint at;
  unsigned first = 0;
  bool hasWith = false; ///< `with`, also when it is empty: called without arguments
  std::vector<Endpoint> with;
  std::optional<Endpoint> result;
  bool later = false;
  bool sometimes = false;
  Condition when;
};

struct Allocation {
  AllocationModel model; ///< but for `at` and `of`
  Endpoint at;
  std::optional<Endpoint> of;
  bool also = false; ///< besides those before it
  Condition when;
};

/// An entry of "functions" or "defaults".
struct Function {
  std::vector<std::string> names; ///< exact; in "defaults" with `*`
  Condition when;
  std::vector<Flow> flows;
  std::vector<Effect> effects;
  std::vector<Forward> forwards;
  std::vector<Allocation> allocations;
  AssumptionKind why = AssumptionKind::PathUndecided; ///< what `may` rests on
  unsigned fresh = 0;
  bool noReturn = false;
  bool opaque = false;
  bool pure = true;
  bool saysAllocations = false; ///< or its file does
};

struct Field {
  std::string name, key;
};

struct File {
  std::vector<Field> fields;
  std::vector<TypeModel> types; ///< names with `*` are patterns
  std::vector<Function> functions;
  std::vector<Function> defaults;
};

/// Reads and checks one file. Errors name the file and the entry:
/// `my.json: functions[3] "Ring::push": unknown root "ring"`.
llvm::Expected<File> readModelFile(llvm::StringRef text, llvm::StringRef fileName);

/// The words of a parameter's, result's or object's class that conditions know, without `class NAME`.
bool isConditionWord(llvm::StringRef word);

} // namespace escape::models

#endif // ESCAPE_STORE_MODELSCHEMA_H

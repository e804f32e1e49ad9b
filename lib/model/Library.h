//===- Library.h - what is known of library types and functions -*- C++ -*-===//
//
// The knowledge of model files as flow asks for it. `store` implements it
// (store/Models.h) and pipeline hands it over, so that flow does not know where
// the knowledge comes from.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_MODEL_LIBRARY_H
#define ESCAPE_MODEL_LIBRARY_H

#include "model/Assumption.h"
#include "model/Location.h"
#include "model/Summary.h"
#include "model/Type.h"
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace escape {

/// What a library class template means (lib/models/*.json, "types").
struct TypeModel {
  std::string name; ///< `std::vector`, without inline namespaces
  TypeClass cls = TypeClass::Value;
  int element = -1;          ///< template argument that is the element or pointee; −1: none; −2: all (variant)
  std::string elementMember; ///< instead: member type that is the element (`value_type` of a map)
  bool container = false;
  bool nodeBased = false;
  bool movesIterators = false; ///< but growth invalidates iterators (deque)
  bool joins = false;
  bool terminates = false;
  bool leaves = false;       ///< Task whose end lets the thread run on (pthread_t)
  bool closure = false;      ///< what std::bind makes
  bool iterator = false;     ///< iterator or pointer-like cursor
  bool inserter = false;     ///< output iterator that adds to a container
  bool stream = false;       ///< output iterator into a stream: what is written there holds nothing
  bool signals = false;      ///< an atomic: who asks for it again and again waits for another thread to set it
  bool synchronises = false; ///< a lock, condition or semaphore: other threads know the object it is in
  /// Members of the library's own class that say how large its inline buffer is.
  std::vector<std::string> inlineSize;
  std::vector<std::string> node;  ///< member types of it, its bases or its fields that are (or point to) its node
  bool exactRoom = false;         ///< made of a number of elements, it asks for room for those and no more
  std::string allocatesEmpty;     ///< this standard library (CallShape) asks for memory for an object that is empty
  std::string roundsTo;           ///< an enumerator of it: what it asks for beyond the buffer is a multiple of that
  std::string inlineTrivial;      ///< a base of it that keeps only trivially copyable objects in place
  std::string inlineNothrow;      ///< `copy`, `move`: in place only what can be copied, moved without throwing
  std::string inlineHeader;       ///< a class of its members that puts a pointer in front of the object
  std::vector<std::string> parts; ///< Record: the fields std::get means, in order (std::pair)
  bool numbered = false; ///< Record with one field a template argument, named "0", "1", …: key numbered::0 (std::tuple)
  std::vector<std::string> like; ///< classes whose functions it has as well, in this order
};

/// How an argument looks, for choosing between overloads.
enum class ArgumentShape : uint8_t { Value, Pointer, Reference, Callable, Iterator, Integer, Class };

/// A call as models see it. What is left out is simply not told apart; classes matter most (`.hold`, `.each`).
struct CallShape {
  unsigned arity = 0; ///< arguments written; default arguments do not count
  bool isConst = false;
  bool isStatic = false;
  struct Parameter {
    ArgumentShape shape = ArgumentShape::Value;
    std::string typeName; ///< qualified name of the argument's class, without cv and references; may be empty
    bool rvalueReference = false;
    TypeClass cls = TypeClass::Value; ///< of the argument's object (an array is Inline, a pointer Pointer)
    bool null = false;                ///< a null pointer constant
    /// Class of the object a chain `object << a << b` begins with, as declared; the name of an object of the library.
    std::string chain;
  };
  std::vector<Parameter> parameters;   ///< one an argument
  bool hasSelf = true;                 ///< there is a *this
  TypeClass self = TypeClass::Record;  ///< of *this
  std::string selfChain;               ///< Parameter::chain of *this
  TypeClass result = TypeClass::Value; ///< of the result; by reference: of the object referred to
  bool resultReference = false;
  std::vector<std::string> templateArguments; ///< of the function: integers and types in words (`std::get<1>`: "1")
  std::string standardLibrary;                ///< `libstdc++`, `libc++`; empty: neither was included
  bool library = true; ///< declared in namespace std, or in a system header: keeps nothing when it is not listed
};

/// What a model needs of the unit and the call it is used for.
class CallContext {
public:
  virtual ~CallContext() = default;
  virtual FieldId field(std::string_view name, std::string_view key) = 0;
  /// A variable inside the library (environment, thread-specific data): a StaticVariable with this key.
  virtual StaticId variable(std::string_view name, std::string_view key, bool threadLocal) = 0;
  /// The assumption of this call, made when first asked for.
  virtual AssumptionId assume(AssumptionKind kind) = 0;
};

/// A call a library function makes for the user: constructs an object of the user's type, or calls the user's callable.
struct Forward {
  enum class Kind : uint8_t { Constructs, Calls } kind = Kind::Constructs;
  /// Constructs: `T0` (template argument 0 of the function; an array: its element), `C0` (template argument 0 of the
  /// class of *this), `element` (of the class of *this), `pointee` (what argument 0 points to; `pointee1`: argument 1)
  std::string type;
  Endpoint at;        ///< Constructs: where the object comes to live; Calls: the callable
  unsigned first = 0; ///< first argument handed on
  /// When not simply the arguments from `first` on: references to these objects are passed, as many as the callable
  /// takes. Empty and `first` past the last argument: called without any.
  std::vector<Endpoint> arguments;
  std::optional<Endpoint> result; ///< Calls: what the callable returns goes here
  bool sometimes = false;         ///< Constructs: on some ways, and what the call gives back tells (a key that exists)
  bool later = false; ///< Calls: in a task, or when a registered callback is called; not before this call returns
};

struct AllocationModel {
  Endpoint at; ///< the object that is allocated: `fresh0`, `this*.storage*`; `task`: the library keeps it for a task
  AllocReason reason = AllocReason::None;
  bool may = false;
  /// Sum (` + `) of products (` * `) of factors: `T0` (sizeof; of an array: that of its element), `C0`, `element`
  /// (sizeof), `node` (sizeof of the container's node), `some` (as much as the library likes), `arg0` (its value),
  /// `length0` (characters or elements of argument 0), `digits0` (characters of that number), `rest` (characters of the
  /// object, from argument 0 on, at most argument 1), `range` (elements between arguments 0 and 1), `N0` (template
  /// argument 0 of the class, a number), a number, `object0` (sizeof of argument 0's type). Empty: unknown. What is not
  /// constant makes a non-constant size or, with an inline buffer, a run-time length; characters in an inline buffer
  /// have a terminator, which is not counted.
  std::string size;
  /// Least: what is not constant adds to it; Total: the owner's whole length afterwards, what it has is not added.
  enum class Bound : uint8_t { Exact, Least, Most, Total } bound = Bound::Exact;
  bool inlineBuffer = false; ///< only what does not fit the inline buffer of the class is allocated
  /// Asked for when the owner has no room, or not that key: surely only while it is empty.
  bool grows = false;
  bool adds = false;   ///< with `grows`: the owner holds more afterwards, whatever it had
  bool reuses = false; ///< the result takes over the storage of an argument that is an rvalue, if it fits
  /// Instead: what an object of this type asks for when the library makes it of argument `of`: a word of Forward::type,
  /// or `R0`: template argument 0 of the result's class.
  std::string constructs;
  unsigned of = 0;
};

/// What a function does in one call. `args` is spelt out, names are interned, words like `.hold` resolved.
struct FunctionModel {
  std::string name;
  Summary summary;
  std::vector<Forward> forwards;
  std::vector<AllocationModel> allocates; ///< each of them
};

class Library {
public:
  virtual ~Library() = default;
  /// By qualified name without inline namespaces; null: not known.
  virtual const TypeModel *findType(std::string_view qualifiedName) const = 0;
  /// First entry that fits, in terms of this call; none: neither listed nor a library function (docs/models.md).
  virtual std::optional<FunctionModel> findFunction(std::string_view qualifiedName, const CallShape &shape,
                                                    CallContext &context) const = 0;
};

} // namespace escape

#endif // ESCAPE_MODEL_LIBRARY_H

//===- Library.h - what is known of library types and functions -*- C++ -*-===//
//
// The knowledge of model files as flow asks for it. `store` implements it
// (store/Models.h) and pipeline hands it over, so that flow does not know where
// the knowledge comes from.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_MODEL_LIBRARY_H
#define ESCAPE_MODEL_LIBRARY_H

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
  int element = -1; ///< template argument that is the element or pointee; −1: none
  bool container = false;
  bool nodeBased = false;
  bool joins = false;
  bool terminates = false;
};

/// How an argument looks, for choosing between overloads.
enum class ArgumentShape : uint8_t { Value, Pointer, Reference, Callable, Iterator, Integer, String, Class };

struct CallShape {
  unsigned arity = 0;
  bool isConst = false;
  bool isStatic = false;
  struct Parameter {
    ArgumentShape shape = ArgumentShape::Value;
    std::string typeName; ///< qualified name of the class, without cv and references; may be empty
    bool rvalueReference = false;
  };
  std::vector<Parameter> parameters; ///< of the chosen declaration
};

/// A call a library function makes for the user: constructs an object of the user's type, or calls the user's callable.
struct Forward {
  enum class Kind : uint8_t { Constructs, Calls } kind = Kind::Constructs;
  std::string type;   ///< Constructs: `T0` (template argument 0 of the function), `element` (of the class), `pointee`
  Endpoint at;        ///< Constructs: where the object comes to live; Calls: the callable
  unsigned first = 0; ///< first argument handed on
  std::vector<Endpoint> arguments; ///< when not simply arguments from `first` on: addresses of these are passed
};

struct AllocationModel {
  Endpoint at;          ///< the Storage or pointer that gets the allocation
  AllocReason reason = AllocReason::None;
  bool may = false;
  std::string size;     ///< `T0` (sizeof of the constructed type), `arg0` (bytes), `arg0*element`, empty: unknown
};

struct FunctionModel {
  std::string name;
  Summary summary; ///< field steps by name are interned by bind (see store/Models.h); most have none
  std::vector<Forward> forwards;
  std::optional<AllocationModel> allocates;
};

class Library {
public:
  virtual ~Library() = default;
  /// By qualified name without inline namespaces; null: not known.
  virtual const TypeModel *findType(std::string_view qualifiedName) const = 0;
  /// First entry that fits; null: not listed. Library functions that are not listed keep nothing (docs/models.md).
  virtual const FunctionModel *findFunction(std::string_view qualifiedName, const CallShape &shape) const = 0;
};

} // namespace escape

#endif // ESCAPE_MODEL_LIBRARY_H

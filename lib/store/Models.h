//===- Models.h - the knowledge in model files ------------------*- C++ -*-===//
//
// Model files (lib/models/*.json and the user's, docs/models.md) say what
// library types and functions do. This loads them and answers flow's questions
// through the interface in model/Library.h.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_STORE_MODELS_H
#define ESCAPE_STORE_MODELS_H

#include "model/Library.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Error.h"
#include <memory>
#include <vector>

namespace escape {

namespace models {
struct File;
struct Function;
struct CallView;
} // namespace models

struct ModelFile {
  llvm::StringRef name; ///< for messages: `containers.json`, or the path the user gave
  llvm::StringRef text;
};

/// Immutable once loaded; any number of threads may ask.
class Models final : public Library {
public:
  /// Of two entries for one name the one in the earlier file wins: the user's files come first, then the embedded
  /// ones. Fails with a message that names the file and the entry.
  static llvm::Expected<std::unique_ptr<Models>> load(llvm::ArrayRef<ModelFile> files);
  ~Models() override;

  const TypeModel *findType(std::string_view qualifiedName) const override;
  std::optional<FunctionModel> findFunction(std::string_view qualifiedName, const CallShape &shape,
                                            CallContext &context) const override;

  size_t functionCount() const { return functions.size(); }
  size_t typeCount() const { return types.size() + typePatterns.size(); }

private:
  Models();
  void add(const models::File &file);
  llvm::Error checkLike(const models::File &file, llvm::StringRef fileName) const;
  const models::Function *find(llvm::StringRef name, const models::CallView &call) const;
  const models::Function *findIn(llvm::StringRef className, llvm::StringRef member, const models::CallView &call,
                                 unsigned depth) const;

  std::vector<std::unique_ptr<models::File>> files; ///< own what the maps point to
  llvm::StringMap<const TypeModel *> types;
  std::vector<const TypeModel *> typePatterns;
  llvm::StringMap<std::vector<const models::Function *>> functions;
  llvm::StringMap<bool> classes; ///< every class that has functions
  std::vector<const models::Function *> defaults;
  llvm::StringMap<std::string> fieldKeys;
};

} // namespace escape

#endif // ESCAPE_STORE_MODELS_H

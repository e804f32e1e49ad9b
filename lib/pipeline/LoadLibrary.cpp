#include "pipeline/LoadLibrary.h"
#include "models/EmbeddedModels.h"
#include "store/Models.h"
#include "llvm/Support/MemoryBuffer.h"

namespace escape {

llvm::Expected<std::unique_ptr<Library>> loadLibrary(llvm::ArrayRef<std::string> userFiles) {
  std::vector<std::unique_ptr<llvm::MemoryBuffer>> buffers;
  std::vector<std::string> names;
  std::vector<ModelFile> files;
  for (const std::string &path : userFiles) {
    auto buffer = llvm::MemoryBuffer::getFile(path);
    if (!buffer)
      return llvm::createStringError(llvm::inconvertibleErrorCode(),
                                     "--models=" + path + ": " + buffer.getError().message());
    buffers.push_back(std::move(*buffer));
    files.push_back({path, buffers.back()->getBuffer()});
  }
  names.reserve(embeddedModels().size()); // files refer to them
  for (const EmbeddedModel &model : embeddedModels()) {
    names.push_back((model.Name + ".json").str());
    files.push_back({names.back(), model.Text});
  }
  return Models::load(files);
}

} // namespace escape

#include "models/EmbeddedModels.h"

#include "Catch.h"

#include <filesystem>
#include <fstream>
#include <sstream>

using namespace escape;

TEST_CASE("the binary holds every model file, byte for byte") {
  size_t Files = 0;
  for (const auto &Entry : std::filesystem::directory_iterator(CLANG_ESCAPE_SOURCE_DIR "/lib/models")) {
    if (Entry.path().extension() != ".json")
      continue;
    ++Files;
    std::ifstream File(Entry.path(), std::ios::binary);
    std::stringstream Text;
    Text << File.rdbuf();
    bool Found = false;
    for (const EmbeddedModel &Model : embeddedModels())
      if (Model.Name == Entry.path().stem().string()) {
        Found = true;
        CHECK(Model.Text == Text.str());
        CHECK(Model.Text.data()[Model.Text.size()] == '\0');
      }
    INFO(Entry.path());
    CHECK(Found);
  }
  CHECK(embeddedModels().size() == Files);
  for (size_t I = 1; I < embeddedModels().size(); ++I)
    CHECK(embeddedModels()[I - 1].Name < embeddedModels()[I].Name);
}

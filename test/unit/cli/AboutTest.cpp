#include "About.h"

#include "Catch.h"
#include "checks/AllChecks.h"

#include <fstream>
#include <sstream>

using namespace escape;

namespace {

std::string text(llvm::Expected<std::string> Result) {
  if (!Result)
    FAIL(llvm::toString(Result.takeError()));
  return *Result;
}

} // namespace

TEST_CASE("every check file is in the list, sorted, with its page") {
  REQUIRE_FALSE(allChecks().empty());
  REQUIRE(allChecks().size() == checkPages().size());
  for (size_t I = 0; I < allChecks().size(); ++I) {
    CHECK(checkPages()[I].Id == allChecks()[I]->Id);
    std::ifstream File(std::string(CLANG_ESCAPE_SOURCE_DIR "/docs/checks/") + allChecks()[I]->Id + ".md");
    std::stringstream Page;
    Page << File.rdbuf();
    CHECK(text(cli::explainCheck(allChecks()[I]->Id)) == Page.str());
    if (I > 0)
      CHECK(llvm::StringRef(allChecks()[I - 1]->Id) < allChecks()[I]->Id);
  }
}

TEST_CASE("the list says what is on") {
  std::string Default = text(cli::listChecks("", ""));
  CHECK(Default.find("escape-return") != std::string::npos);
  CHECK(llvm::StringRef(Default).count('\n') == allChecks().size());
  auto Line = [](llvm::StringRef Text) { return Text.substr(Text.find("escape-return")).split('\n').first; };
  CHECK(Line(Default).contains(" warning "));
  CHECK(Line(text(cli::listChecks("-escape-return", ""))).contains(" off "));
  CHECK(Line(text(cli::listChecks("", "escape-return"))).contains(" error "));
}

TEST_CASE("an unknown check is named, and the nearest one") {
  llvm::Expected<std::string> Typo = cli::explainCheck("escape-retrun");
  REQUIRE_FALSE(bool(Typo));
  CHECK(llvm::StringRef(llvm::toString(Typo.takeError()))
            .starts_with("no check is called escape-retrun; did you mean escape-return?"));
  llvm::Expected<std::string> Strange = cli::explainCheck("nothing-like-it");
  REQUIRE_FALSE(bool(Strange));
  CHECK_FALSE(llvm::StringRef(llvm::toString(Strange.takeError())).contains("did you mean"));
}

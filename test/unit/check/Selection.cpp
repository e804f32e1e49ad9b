#include "check/Selection.h"
#include "Catch.h"

using namespace escape;

namespace {

const Check on = {.Id = "escape-return", .Default = Severity::Warning, .Title = ""};
const Check off = {.Id = "escape-heap-size", .Default = Severity::Off, .Title = ""};
const Check *const all[] = {&off, &on};

Selection select(llvm::StringRef checks, llvm::StringRef errors = "") {
  llvm::Expected<Selection> selection = Selection::make(all, checks, errors);
  REQUIRE(bool(selection));
  return *selection;
}

std::string failure(llvm::StringRef checks, llvm::StringRef errors = "") {
  llvm::Expected<Selection> selection = Selection::make(all, checks, errors);
  return selection ? "" : llvm::toString(selection.takeError());
}

} // namespace

TEST_CASE("globs match as in clang-tidy") {
  CHECK(matchesGlob("*", "escape-return"));
  CHECK(matchesGlob("escape-*", "escape-return"));
  CHECK(matchesGlob("*-return", "escape-return"));
  CHECK(matchesGlob("e*r*n", "escape-return"));
  CHECK(matchesGlob("escape-return", "escape-return"));
  CHECK(matchesGlob("escape-return*", "escape-return"));
  CHECK_FALSE(matchesGlob("escape", "escape-return"));
  CHECK_FALSE(matchesGlob("escape-heap-*", "escape-return"));
  CHECK_FALSE(matchesGlob("e*x", "escape-return"));
  CHECK_FALSE(matchesGlob("", "escape-return"));
}

TEST_CASE("selection starts from the defaults") {
  CHECK(select("").enabled("escape-return"));
  CHECK_FALSE(select("").enabled("escape-heap-size"));
  CHECK(select("").enabled(UnusedSuppressionId));
  CHECK_FALSE(select("").enabled("escape-nonsense"));
}

TEST_CASE("later globs win") {
  CHECK_FALSE(select("-*").enabled("escape-return"));
  CHECK(select("-*,escape-return").enabled("escape-return"));
  CHECK_FALSE(select("-*,escape-return").enabled("escape-heap-size"));
  CHECK(select("escape-heap-*").enabled("escape-heap-size"));
  CHECK_FALSE(select("escape-*,-escape-heap-*").enabled("escape-heap-size"));
  CHECK(select(" escape-heap-* , -escape-return ").enabled("escape-heap-size"));
  CHECK_FALSE(select(" escape-heap-* , -escape-return ").enabled("escape-return"));
}

TEST_CASE("warnings become errors only where they are on") {
  CHECK(select("", "*").severity("escape-return") == Severity::Error);
  CHECK(select("", "*").severity("escape-heap-size") == Severity::Off);
  CHECK(select("", "*,-escape-return").severity("escape-return") == Severity::Warning);
}

TEST_CASE("a glob that matches nothing is named") {
  CHECK(failure("escape-retrun") == "no check matches 'escape-retrun' (--checks); --list-checks prints all of them");
  CHECK(failure("-*,bugprone-*").find("'bugprone-*'") != std::string::npos);
  CHECK(failure("-escape-foo").find("'escape-foo'") != std::string::npos);
  CHECK(failure("", "escape-foo") ==
        "no check matches 'escape-foo' (--warnings-as-errors); --list-checks prints all of them");
  CHECK(failure("-*,escape-return") == "");
}

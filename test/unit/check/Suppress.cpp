#include "check/Suppress.h"
#include "explain/HandMade.h"

using namespace escape;
using namespace escape::test;

namespace {

const Check ret = {.Id = "escape-return", .Default = Severity::Warning, .Title = ""};
const Check stat = {.Id = "escape-static", .Default = Severity::Warning, .Title = ""};
const Check *const all[] = {&ret, &stat};

bool suppressed(std::string text, std::string_view place = "HERE", llvm::StringRef id = "escape-return") {
  HandMade m;
  FileId f = m.file("a.cpp", std::move(text));
  return Suppressions(m.unit).suppresses(id, m.at(f, place));
}

/// The lists of comments that suppressed nothing, when there is one finding at HERE (if it is there).
std::vector<std::string> unused(std::string text, llvm::StringRef checks = "") {
  HandMade m;
  bool finding = text.find("HERE") != std::string::npos;
  FileId f = m.file("a.cpp", std::move(text));
  Suppressions suppressions(m.unit);
  if (finding)
    suppressions.suppresses("escape-return", m.at(f, "HERE"));
  llvm::Expected<Selection> selection = Selection::make(all, checks, "");
  REQUIRE(bool(selection));
  std::vector<std::string> lists;
  for (const Suppression &s : suppressions.ours(*selection))
    if (!s.used)
      lists.push_back(s.list);
  return lists;
}

using Lists = std::vector<std::string>;

} // namespace

TEST_CASE("NOLINT speaks for its line") {
  CHECK(suppressed("HERE; // NOLINT\n"));
  CHECK(suppressed("HERE; // NOLINT: because\n"));
  CHECK(suppressed("HERE; /* NOLINT */\n"));
  CHECK(suppressed("HERE; // NOLINT(escape-return)\n"));
  CHECK(suppressed("HERE; // NOLINT(escape-*)\n"));
  CHECK(suppressed("HERE; // NOLINT(*)\n"));
  CHECK(suppressed("HERE; // NOLINT(bugprone-foo, escape-return)\n"));
  CHECK_FALSE(suppressed("HERE; // NOLINT(escape-static)\n"));
  CHECK_FALSE(suppressed("HERE; // NOLINT()\n"));
  CHECK_FALSE(suppressed("HERE; // NOLINT(escape-*,-escape-return)\n"));
  CHECK_FALSE(suppressed("HERE;\n// NOLINT\n"));
  CHECK_FALSE(suppressed("// NOLINT\nHERE;\n"));
  CHECK_FALSE(suppressed("HERE;\n"));
  CHECK_FALSE(suppressed("f(\"NOLINT\", HERE);\n"));
  CHECK_FALSE(suppressed("HERE; // NOLINTED\n"));
  CHECK(suppressed("HERE; // NOLINT(escape-return\n")); // no end: bare, as clang-tidy reads it
}

TEST_CASE("NOLINTNEXTLINE speaks for the next line") {
  CHECK(suppressed("// NOLINTNEXTLINE\nHERE;\n"));
  CHECK(suppressed("// NOLINTNEXTLINE(escape-return)\r\nHERE;\r\n"));
  CHECK_FALSE(suppressed("// NOLINTNEXTLINE(escape-static)\nHERE;\n"));
  CHECK_FALSE(suppressed("// NOLINTNEXTLINE\n\nHERE;\n"));
  CHECK_FALSE(suppressed("HERE; // NOLINTNEXTLINE\n"));
}

TEST_CASE("NOLINTBEGIN and NOLINTEND speak for the lines between") {
  CHECK(suppressed("// NOLINTBEGIN\n\nHERE;\n// NOLINTEND\n"));
  CHECK(suppressed("// NOLINTBEGIN(escape-*)\nHERE;\n// NOLINTEND(escape-*)\n"));
  CHECK_FALSE(suppressed("// NOLINTBEGIN\n// NOLINTEND\nHERE;\n"));
  CHECK_FALSE(suppressed("// NOLINTBEGIN(escape-*)\nHERE;\n// NOLINTEND\n")); // not the same list
  CHECK_FALSE(suppressed("// NOLINTBEGIN\nHERE;\n"));
  CHECK(
      suppressed("// NOLINTBEGIN\n// NOLINTBEGIN(escape-static)\nHERE;\n// NOLINTEND(escape-static)\n// NOLINTEND\n"));
}

TEST_CASE("a comment of ours that suppresses nothing is found") {
  CHECK(unused("x; // NOLINT(escape-return)\n") == Lists{"escape-return"});
  CHECK(unused("HERE; // NOLINT(escape-return)\n").empty());
  CHECK(unused("HERE; // NOLINT(escape-static)\n") == Lists{"escape-static"});
  CHECK(unused("// NOLINTNEXTLINE(escape-*)\nx;\n") == Lists{"escape-*"});
  CHECK(unused("// NOLINTBEGIN(escape-*)\nx;\n// NOLINTEND(escape-*)\n") == Lists{"escape-*"});
  CHECK(unused("// NOLINTBEGIN(escape-*)\nHERE;\n// NOLINTEND(escape-*)\n").empty());
  CHECK(unused("// NOLINTEND(escape-return)\n") == Lists{"escape-return"});
  CHECK(unused("x; // NOLINT(escape-retrun)\n") == Lists{"escape-retrun"}); // a misspelt id never suppresses
}

TEST_CASE("comments of other tools are not our business") {
  CHECK(unused("x; // NOLINT\n").empty());
  CHECK(unused("x; // NOLINT(*)\n").empty());
  CHECK(unused("x; // NOLINT(bugprone-*)\n").empty());
  CHECK(unused("f(\"// NOLINT in a text\");\n").empty());
}

TEST_CASE("a check that is off could not use its comment") {
  CHECK(unused("x; // NOLINT(escape-return)\n", "-escape-return").empty());
  CHECK(unused("x; // NOLINT(escape-*)\n", "-escape-return") == Lists{"escape-*"});
}

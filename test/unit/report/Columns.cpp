#include "report/Columns.h"
#include "Catch.h"

using namespace escape;

TEST_CASE("UTF-16 units") {
  CHECK(utf16Units("") == 0);
  CHECK(utf16Units("abc") == 3);
  CHECK(utf16Units("\xC3\xA9") == 1);         // é
  CHECK(utf16Units("\xE2\x82\xAC") == 1);     // €
  CHECK(utf16Units("\xF0\x9F\x98\x80") == 2); // an emoji: two units
  CHECK(utf16Units("a\xFFz") == 3);           // no UTF-8: one each
  CHECK(utf16Units("\xC3") == 1);             // cut off
  CHECK(utf16Units("\xC0\x80") == 2);         // overlong is invalid
}

TEST_CASE("the caret stands under what it marks") {
  Shown plain = show("return &x;", 7, 9);
  CHECK(plain.text == "return &x;");
  CHECK(plain.marks == "       ^~");

  Shown tab = show("\treturn &x;", 8, 10);
  CHECK(tab.text == "        return &x;");
  CHECK(tab.marks == std::string(15, ' ') + "^~");

  Shown accents = show("f(\"\xC3\xA9\"); &x", 9, 11);
  CHECK(accents.marks == std::string(8, ' ') + "^~");

  Shown wide = show("\xE4\xB8\xAD &x", 4, 6); // two cells
  CHECK(wide.marks == "   ^~");

  Shown invalid = show("\xFF &x", 2, 4);
  CHECK(invalid.text == "? &x");
  CHECK(invalid.marks == "  ^~");

  CHECK(show("x", 1, 1).marks == " ^"); // behind the end
  CHECK(show("", 0, 0).marks == "^");
}

TEST_CASE("a long line is cut around the place") {
  std::string line = std::string(5000, 'a') + "&x" + std::string(5000, 'b');
  Shown shown = show(line, 5000, 5002);
  CHECK(shown.text.size() < 220);
  CHECK(shown.text.starts_with("...a"));
  CHECK(shown.text.ends_with("b..."));
  CHECK(shown.text.substr(shown.marks.find('^'), 2) == "&x");
}

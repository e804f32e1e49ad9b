#!/usr/bin/env python3
"""Valid but unusual input is analysed as any other, with right lines and columns."""
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "cli"))
from tool import BUG, CLEAN, ToolTest  # noqa: E402

DEPTH = 2000


class Text(ToolTest):
    def found(self, text, *places, name="a.cpp"):
        self.write(name, text)
        self.assertEqual(self.run_tool(name, "--"), 1 if places else 0, self.err)
        self.assertEqual(self.findings(), [(name, line, column, "escape-return") for line, column in places])
        self.assertEqual(self.err, "")

    def test_empty(self):
        self.found("")

    def test_comment_only(self):
        self.found("// nothing here")

    def test_no_newline_at_the_end(self):
        self.found(BUG.rstrip("\n"), (3, 10))

    def test_crlf(self):
        self.found(BUG.replace("\n", "\r\n"), (3, 10))
        self.assertNotIn("\r", self.out)

    def test_byte_order_mark(self):
        self.found(b"\xef\xbb\xbf" + BUG.encode(), (3, 10))

    def test_invalid_utf8_in_comments(self):
        self.found(b"// \xff\xfe\n" + b"int *f() {\n  int x = 1;\n  /* \xe9t\xe9 */ return &x;\n}\n", (4, 20))

    def test_invalid_utf8_in_strings(self):
        self.found(b'const char *s = "\xff";\nint *f(bool b) {\n  int x = 1;\n  return b ? (s = "\xe9\xff", &x) : &x;\n}\n',
                   (4, 10))

    def test_utf8_counts_bytes(self):
        self.found("int *f() {\n  int größe = 1;\n  /* é */ return &größe;\n}\n", (3, 19))

    def test_line_continuation(self):
        self.found("int *f() {\n  int x = 1;\n  ret\\\nurn &x;\n}\n", (4, 5))

    def test_line_directive_is_ignored(self):
        """Where the text stands, not where a generator says it comes from."""
        self.found('#line 100 "grammar.y"\n' + BUG, (4, 10))


class Size(ToolTest):
    def analysed(self, text, line, column=10):
        self.write("a.cpp", text)
        self.assertEqual(self.run_tool("a.cpp", "--", timeout=100), 1, self.err[:2000])
        self.assertEqual(self.findings(), [("a.cpp", line, column, "escape-return")])
        self.assertEqual(self.run_tool("-m", "-m", "a.cpp", "--", timeout=100), 0, self.err[:2000])

    def test_deep_parentheses(self):
        self.analysed(BUG + "int g(int x) { return " + "(" * DEPTH + "x" + ")" * DEPTH + "; }\n", 3)

    def test_deep_calls(self):
        self.analysed(BUG + "int *id(int *p) { return p; }\nint *g(int *x) { return " + "id(" * DEPTH + "x" +
                      ")" * DEPTH + "; }\n", 3)

    def test_deep_sums(self):
        self.analysed(BUG + "int g(int x) { return x" + " + x" * DEPTH + "; }\n", 3)

    def test_deep_conditions(self):
        self.analysed(BUG + "int *g(int x, int *p) { return " + "x ? p : " * DEPTH + "p; }\n", 3)

    def test_deep_blocks(self):
        self.analysed(BUG + "void g(int x) { " + "if (x) { " * DEPTH + "}" * DEPTH + " }\n", 3)

    def test_long_function(self):
        body = "".join(f"  if (n == {i}) p = &a[{i % 7}];\n" for i in range(20000))
        self.analysed("int *f(int n) {\n  int a[7];\n  int *p = nullptr;\n" + body + "  return p;\n}\n", 20004)

    def test_too_long_function(self):
        """Given up, which is said: what was found rests on that."""
        body = "".join(f"  if (n == {i}) p = &a[{i % 7}];\n" for i in range(110000))
        self.write("a.cpp", "int *f(int n) {\n  int a[7];\n  int *p = nullptr;\n" + body + "  return p;\n}\n")
        self.assertEqual(self.run_tool("-m", "--stats", "a.cpp", "--"), 0)
        self.assertIn("a.cpp:2:7: a may escape: {result} (function given up)", self.out)
        self.assertIn("given up: 1", self.err)

    def test_long_plain_function(self):
        body = "".join(f"  n = n * {i % 9 + 1} + call(n);\n" for i in range(20000))
        self.analysed(BUG + "int call(int);\nint g(int n) {\n" + body + "  return n;\n}\n", 3)

    def test_generated_table(self):
        row = "  {12, 34, 56, 78, \"abcdefgh\", 0x7f},\n"
        rows = 5 * 1024 * 1024 // len(row)
        self.analysed(BUG + "struct Row { int a, b, c, d; const char *text; int e; };\nconst Row table[] = {\n" +
                      row * rows + "};\n", 3)

    def test_table_in_one_line(self):
        self.analysed("const unsigned char table[] = {" + "1," * (1 << 20) + "}; " + BUG, 3)


class Paths(ToolTest):
    def test_odd_names(self):
        for name in ["with space.cpp", "hash#.cpp", "quote'.cpp", 'double".cpp', "größe.cpp", "back\\slash.cpp",
                     "folder with space/a.cpp", "colon:.cpp", "dollar$.cpp"]:
            with self.subTest(name):
                self.write(name, BUG)
                self.database(name)
                self.assertEqual(self.run_tool(), 1, self.err)
                self.assertEqual(self.findings(), [(name, 3, 10, "escape-return")])

    def test_odd_names_with_flags(self):
        for name in ["with space.cpp", "hash#.cpp", "größe.cpp"]:
            with self.subTest(name):
                self.write(name, BUG)
                self.assertEqual(self.run_tool(name, "--", "-std=c++20"), 1, self.err)
                self.assertEqual(self.findings(), [(name, 3, 10, "escape-return")])

    def test_command_as_one_string(self):
        self.write("with space.cpp", BUG)
        self.write("compile_commands.json",
                   '[{"directory": ".", "file": "with space.cpp", "command": "c++ -c \\"with space.cpp\\""}]')
        self.assertEqual(self.run_tool(), 1, self.err)
        self.assertEqual(self.findings(), [("with space.cpp", 3, 10, "escape-return")])

    def test_relative_directory(self):
        """Relative to the database; headers are named as the file is, from where the tool runs."""
        self.write("project/src/a.cpp", '#include "a.h"\nint *g() { return f(); }\n')
        self.write("project/src/a.h", "inline " + BUG)
        self.database("src/a.cpp", directory=".", where="project")
        self.assertEqual(self.run_tool("-p", "project"), 1, self.err)
        self.assertEqual(self.findings(), [("project/src/a.h", 3, 10, "escape-return")])


class Instantiated(ToolTest):
    def test_builtin_declared_after_the_end_of_the_file(self):
        """The closure's body is instantiated by the tool alone, and what Clang makes of `c = b` there, a copy of an
        array, needs a builtin that the file has not named."""
        self.write("library/each.h", """#pragma GCC system_header
namespace std {
template <class It, class F> void for_each(It first, It last, F f) {
  for (; first != last; ++first)
    f(*first);
}
}
""")
        self.write("a.cpp", """#include "library/each.h"
struct Text {
  Text &operator=(const Text &);
};
struct Item {
  int numbers[64];
  Text name;
};
void copy(Item *first, Item *last) {
  std::for_each(first, last, [](auto &b) {
    Item c;
    c = b;
  });
}
""" + BUG)
        self.assertEqual(self.run_tool("a.cpp", "--", "-std=c++20"), 1, self.err)
        self.assertEqual(self.findings(), [("a.cpp", 17, 10, "escape-return")])
        self.assertEqual(self.err, "")


if __name__ == "__main__":
    unittest.main()

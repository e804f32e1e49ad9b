#!/usr/bin/env python3
"""Bad input: one clear message that names the thing, exit code 2, and the rest is still analysed."""
import os
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "cli"))
from tool import BUG, CLEAN, ToolTest  # noqa: E402

GOOD = ("good.cpp", 3, 10, "escape-return")


class Database(ToolTest):
    def test_missing(self):
        (self.folder / "build").mkdir()
        self.assertEqual(self.run_tool("-p", "build"), 2)
        self.assert_one_message("compile_commands.json", "build")

    def test_no_such_folder(self):
        self.assertEqual(self.run_tool("-p", "nowhere"), 2)
        self.assert_one_message("nowhere")

    def test_none_at_all(self):
        self.write("a.cpp", BUG)
        self.assertEqual(self.run_tool("a.cpp"), 2)
        self.assert_one_message("compile_commands.json")

    def test_not_json(self):
        self.write("compile_commands.json", '[{"directory": "."')
        self.assertEqual(self.run_tool(), 2)
        self.assert_one_message("compile_commands.json", "not valid JSON")

    def test_not_a_list(self):
        self.write("compile_commands.json", '{"a": 1}')
        self.assertEqual(self.run_tool(), 2)
        self.assert_one_message("compile_commands.json", "not a list")

    def test_empty(self):
        self.write("compile_commands.json", "[]")
        self.assertEqual(self.run_tool(), 2)
        self.assert_one_message("compile_commands.json", "no entries")

    def test_entry_without_file(self):
        self.write("compile_commands.json", '[{"directory": ".", "command": "c++ a.cpp"}]')
        self.assertEqual(self.run_tool(), 2)
        self.assert_one_message("entry 1", '"file"')

    def test_file_of_entry_is_gone(self):
        self.write("good.cpp", BUG)
        self.database("gone.cpp", "good.cpp")
        self.assertEqual(self.run_tool(), 2)
        self.assert_one_message("gone.cpp", "no such file")
        self.assertEqual(self.findings(), [GOOD])

    def test_directory_of_entry_is_gone(self):
        good = self.write("good.cpp", BUG)
        self.write("compile_commands.json", f'''[
            {{"directory": "{self.folder}/gone", "file": "{good}", "arguments": ["c++", "-DA", "-c", "{good}"]}},
            {{"directory": "{self.folder}", "file": "good.cpp", "arguments": ["c++", "-c", "good.cpp"]}}]''')
        self.assertEqual(self.run_tool(), 2)
        self.assert_one_message("gone")
        self.assertEqual(self.findings(), [GOOD])


class Files(ToolTest):
    def test_not_there(self):
        self.write("good.cpp", BUG)
        self.assertEqual(self.run_tool("missing.cpp", "good.cpp", "--"), 2)
        self.assert_one_message("missing.cpp", "no such file")
        self.assertEqual(self.findings(), [GOOD])

    def test_a_folder(self):
        (self.folder / "sub").mkdir()
        self.assertEqual(self.run_tool("sub", "--"), 2)
        self.assert_one_message("sub")

    def test_not_in_the_database(self):
        self.write("good.cpp", BUG)
        self.write("other.cpp", BUG)
        self.database("good.cpp")
        self.assertEqual(self.run_tool("other.cpp", "good.cpp"), 2)
        self.assert_one_message("other.cpp")
        self.assertEqual(self.findings(), [GOOD])

    def test_not_cpp(self):
        self.write("notes.txt", "Dear diary,\nnothing happened today.\n")
        self.write("good.cpp", BUG)
        self.assertEqual(self.run_tool("notes.txt", "good.cpp", "--"), 2)
        self.assertIn("notes.txt", self.err)
        self.assertEqual(self.findings(), [GOOD])

    def test_not_text(self):
        self.write("picture.cpp", bytes(range(256)) * 64)
        self.write("good.cpp", BUG)
        self.assertEqual(self.run_tool("picture.cpp", "good.cpp", "--"), 2)
        self.assertIn("picture.cpp", self.err)
        self.assertEqual(self.findings(), [GOOD])

    @unittest.skipIf(os.geteuid() == 0, "root may read everything")
    def test_not_readable(self):
        self.write("secret.cpp", BUG).chmod(0)
        self.assertEqual(self.run_tool("secret.cpp", "--"), 2)
        self.assertIn("secret.cpp", self.err)

    def test_syntax_error(self):
        """Functions without invalid parts are analysed, and the other files."""
        self.write("broken.cpp", BUG + "int g(int a) { return a + ; }\nint &h(int v) { return v; }\n")
        self.write("good.cpp", BUG)
        self.assertEqual(self.run_tool("broken.cpp", "good.cpp", "--"), 2)
        self.assertIn("broken.cpp:5:27: error: expected expression", self.err)
        self.assertEqual(self.findings(), [("broken.cpp", 3, 10, "escape-return"),
                                           ("broken.cpp", 6, 24, "escape-return"), GOOD])

    def test_error_inside_a_function(self):
        """The function with the invalid part is left alone: what it means is not known."""
        self.write("broken.cpp", "int *g() {\n  int x = 1;\n  undeclared(x);\n  return &x;\n}\n" + BUG)
        self.assertEqual(self.run_tool("broken.cpp", "--"), 2)
        self.assertIn("undeclared", self.err)
        self.assertEqual(self.findings(), [("broken.cpp", 8, 10, "escape-return")])

    def test_missing_include(self):
        self.write("broken.cpp", '#include "nowhere.h"\n' + BUG)
        self.assertEqual(self.run_tool("broken.cpp", "--"), 2)
        self.assertIn("'nowhere.h' file not found", self.err)

    def test_unknown_language_standard(self):
        self.write("good.cpp", BUG)
        self.assertEqual(self.run_tool("good.cpp", "--", "-std=c++99"), 2)
        self.assertIn("c++99", self.err)


class Options(ToolTest):
    def refused(self, *arguments, names):
        self.write("good.cpp", BUG)
        self.assertEqual(self.run_tool(*arguments, "good.cpp", "--"), 2)
        self.assert_one_message(*names)
        self.assertEqual(self.out, "")

    def test_unknown_option(self):
        self.refused("--no-such-option", names=["--no-such-option"])

    def test_unknown_check(self):
        self.refused("--checks=escape-retrun", names=["escape-retrun"])

    def test_unknown_check_as_error(self):
        self.refused("--warnings-as-errors=escape-retrun", names=["escape-retrun"])

    def test_unknown_format(self):
        self.refused("--format=yaml", names=["yaml"])

    def test_unknown_stage(self):
        self.refused("--dump=nothing", names=["nothing"])

    def test_jobs(self):
        self.refused("-j", "many", names=["many"])

    def test_header_filter(self):
        self.refused("--header-filter=(", names=["--header-filter"])

    def test_report_level(self):
        self.refused("-m=7", names=["7"])

    def test_not_built_yet(self):
        for option in ["--no-preamble", "--baseline=x", "--time-trace=t"]:
            self.refused(option, names=[option.split("=")[0]])

    def test_explain_nothing(self):
        self.refused("--explain=escape-nothing", names=["escape-nothing"])

    def test_output_not_writable(self):
        self.refused("--output=nowhere/out.txt", names=["nowhere/out.txt"])

    def test_output_is_a_folder(self):
        (self.folder / "sub").mkdir()
        self.refused("--output=sub", names=["sub"])


class ModelFiles(ToolTest):
    def refused(self, text, *names):
        self.write("good.cpp", BUG)
        self.write("mine.json", text)
        self.assertEqual(self.run_tool("--models=mine.json", "good.cpp", "--"), 2)
        self.assert_one_message("mine.json", *names)

    def test_missing(self):
        self.write("good.cpp", BUG)
        self.assertEqual(self.run_tool("--models=mine.json", "good.cpp", "--"), 2)
        self.assert_one_message("mine.json")

    def test_not_json(self):
        self.refused('{"version": 1,')

    def test_no_version(self):
        self.refused('{"functions": []}', "version")

    def test_unknown_key(self):
        self.refused('{"version": 1, "functions": [{"name": "mine::keep", "flow": []}]}', "flow")

    def test_unknown_endpoint(self):
        self.refused('{"version": 1, "functions": [{"name": "mine::keep", "flows": [{"to": "moon", "from": "arg0"}]}]}',
                     "mine::keep", "moon")


if __name__ == "__main__":
    unittest.main()

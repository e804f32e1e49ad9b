"""The files between the steps: the same bytes every time, nothing of the machine in them, and broken ones refused."""
import os
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "cli"))
from tool import ToolTest  # noqa: E402

HEADER = "int *same(int *p);\nvoid use(int *p);\n"
CALLEE = '#include "w.h"\nint *same(int *p) { return p; }\n'
CALLER = '#include "w.h"\nint *f() {\n  int n = 0;\n  return same(&n);\n}\n'
NEUTRAL = '#include "w.h"\nint *kept;\nvoid use(int *p) { kept = p; }\n'


class Steps(ToolTest):
    def setUp(self):
        super().setUp()
        for name, text in (("w.h", HEADER), ("callee.cpp", CALLEE), ("caller.cpp", CALLER), ("neutral.cpp", NEUTRAL)):
            self.write(name, text)
        self.names = ["callee", "caller", "neutral"]

    def summarize(self, name, *options):
        return self.run_tool("summarize", f"{name}.cpp", "-o", f"{name}.esum", *options, "--", "-std=c++17")

    def link(self, *options):
        return self.run_tool("link", *[f"{name}.esum" for name in self.names], "-o", "index", "--slices=s", *options)

    def check(self, name, *options):
        return self.run_tool("check", f"{name}.esum", f"--slice=s/{name}.slice", *options)

    def all_steps(self):
        for name in self.names:
            self.assertEqual(self.summarize(name), 0, self.err)
        self.assertEqual(self.link(), 0, self.err)

    def outputs(self):
        paths = [*self.folder.glob("*.esum"), *self.folder.glob("s/*.slice"), self.folder / "index"]
        return {path.name: path.read_bytes() for path in paths}

    def test_findings(self):
        self.all_steps()
        self.assertEqual(self.check("caller"), 1)
        self.assertEqual(self.findings(), [("caller.cpp", 4, 10, "escape-return")])
        self.assertEqual(self.check("callee"), 0)
        self.assertEqual(self.run_tool("check", "caller.esum"), 0)  # alone: same() has no body
        self.assertEqual(self.run_tool("check", "caller.esum", "--may"), 1)

    def test_formats(self):
        self.all_steps()
        self.assertEqual(self.check("caller", "--format=sarif", "--output=out"), 1)
        self.assertIn("escape-return", (self.folder / "out").read_text())

    def test_the_same_bytes(self):
        self.all_steps()
        before = self.outputs()
        self.all_steps()
        self.assertEqual(self.outputs(), before)

    def test_what_is_there_already_is_left_alone(self):
        self.all_steps()
        for path in self.folder.glob("s/*.slice"):
            os.utime(path, (1, 1))
        self.write("callee.cpp", CALLEE.replace("return p", "return p ? p : nullptr").replace("same(int *p) {", "same(int *p) {\n"))
        self.assertEqual(self.summarize("callee"), 0)
        self.assertEqual(self.link(), 0)
        made = {path.stem for path in self.folder.glob("s/*.slice") if path.stat().st_mtime > 1}
        self.assertIn("caller", made)  # it tells of a line that moved
        self.assertNotIn("neutral", made)

    def test_no_paths_of_the_machine(self):
        self.all_steps()
        for name, content in self.outputs().items():
            self.assertNotIn(str(self.folder).encode(), content, name)

    def test_another_folder_makes_the_same(self):
        self.all_steps()
        before = self.outputs()
        for name in ("w.h", *[f"{name}.cpp" for name in self.names]):
            self.write(f"elsewhere/{name}", (self.folder / name).read_bytes())
        self.folder /= "elsewhere"
        self.all_steps()
        self.assertEqual(self.outputs(), before)

    def test_broken_files_are_named(self):
        self.all_steps()
        good = (self.folder / "caller.esum").read_bytes()
        cases = [(good[:100], "is cut off"), (good[:-1], "is cut off"), (b"", "is not a summary"),
                 (b"ELF", "is not a summary"), (good[:8] + b"\xff" + good[9:], "has format version"),
                 (good[:200] + bytes([good[200] ^ 1]) + good[201:], "is damaged"), (good + b"x", "is damaged"),
                 ((self.folder / "index").read_bytes(), "is not a summary")]
        for content, words in cases:
            self.write("caller.esum", content)
            for command in (lambda: self.link(), lambda: self.check("caller")):
                self.assertEqual(command(), 2)
                self.assert_one_message("caller.esum", words)
        self.write("caller.esum", good)
        slice_file = (self.folder / "s/caller.slice").read_bytes()
        for content, words in [(slice_file[:-3], "is cut off"), (good, "is not a slice"),
                               (slice_file[:100] + b"?" + slice_file[101:], "is damaged")]:
            self.write("s/caller.slice", content)
            self.assertEqual(self.check("caller"), 2)
            self.assert_one_message("caller.slice", words)

    def test_every_changed_byte_is_noticed(self):
        self.all_steps()
        good = (self.folder / "caller.esum").read_bytes()
        for at in range(0, len(good), max(1, len(good) // 60)):
            self.write("caller.esum", good[:at] + bytes([good[at] ^ 0x41]) + good[at + 1:])
            self.assertEqual(self.check("caller"), 2, at)
            self.write("caller.esum", good[:at])
            self.assertEqual(self.check("caller"), 2, at)

    def test_wrong_slice(self):
        self.all_steps()
        self.assertEqual(self.run_tool("check", "caller.esum", "--slice=s/callee.slice"), 2)
        self.assert_one_message("s/callee.slice", "callee.cpp", "caller.cpp")

    def test_changed_source(self):
        self.all_steps()
        self.write("caller.cpp", "// new\n" + CALLER)
        self.assertEqual(self.check("caller"), 2)
        self.assert_one_message("caller.cpp", "has changed")

    def test_missing_files(self):
        self.assertEqual(self.link(), 2)
        self.assert_one_message("callee.esum")
        self.all_steps()
        self.assertEqual(self.run_tool("check", "caller.esum", "--slice=none"), 2)
        self.assert_one_message("none")
        self.assertEqual(self.run_tool("summarize", "caller.cpp", "-o", "no/such/x.esum", "--"), 2)
        self.assert_one_message("no/such/x.esum")

    def test_two_of_one_name(self):
        self.all_steps()
        (self.folder / "d").mkdir()
        (self.folder / "d/caller.esum").write_bytes((self.folder / "caller.esum").read_bytes())
        self.assertEqual(self.run_tool("link", "caller.esum", "d/caller.esum", "-o", "index", "--slices=s"), 2)
        self.assert_one_message("caller.slice", "d/caller.esum")

    def test_options(self):
        for arguments, words in [(("summarize",), "one source file"), (("summarize", "a.cpp", "b.cpp"), "one source file"),
                                 (("summarize", "caller.cpp"), "-o"), (("link",), "summaries"), (("link", "a.esum"), "-o"),
                                 (("check",), "one summary"), (("caller.cpp", "--slice=x"), "check"),
                                 (("caller.cpp", "--slices=x"), "link")]:
            self.assertEqual(self.run_tool(*arguments), 2, arguments)
            self.assert_one_message(words)

    def test_errors_of_clang(self):
        self.write("caller.cpp", CALLER + "int x = nothing;\n")
        self.assertEqual(self.summarize("caller"), 2)
        self.assertIn("caller.cpp:6", self.err)
        self.assertTrue((self.folder / "caller.esum").exists())  # of what could be read

    def test_the_report(self):
        for name in self.names:
            self.assertEqual(self.summarize(name), 0)
        self.assertEqual(self.link(), 0)
        self.assertEqual(self.check("caller", "-m"), 2)
        self.assert_one_message("caller.esum", "report")
        for name in self.names:
            self.assertEqual(self.summarize(name, "-m"), 0)
        self.assertEqual(self.link("-m"), 0)
        self.assertEqual(self.check("caller", "-m"), 0)
        self.assertIn("caller.cpp:3:7: n escapes: {result} outlives it", self.out)


if __name__ == "__main__":
    unittest.main()

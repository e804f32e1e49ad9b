#!/usr/bin/env python3
"""checks/new.py: what it writes compiles, is refused as long as nobody filled it in, and writes over nothing.

new_check.py COMPILER LLVM_INCLUDE_DIR...
"""
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COMPILER, INCLUDES = sys.argv[1], sys.argv[2:]
FILES = ["checks/escape-odd-one.cpp", "docs/checks/escape-odd-one.md", "test/checks/escape-odd-one.cpp"]


class NewCheck(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.root = Path(temporary.name)

    def new(self, *arguments):
        return subprocess.run([sys.executable, ROOT / "checks/new.py", "--root", self.root, *arguments], text=True,
                              capture_output=True)

    def test_three_files(self):
        done = self.new("escape-odd-one", "an odd one gets out")
        self.assertEqual((done.returncode, done.stderr, done.stdout.split()), (0, "", FILES))
        includes = [f"-I{ROOT / 'lib'}"] + [word for folder in INCLUDES for word in ("-isystem", folder)]
        done = subprocess.run([COMPILER, "--driver-mode=g++", "-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-Werror",
                               "-Wno-missing-designated-field-initializers", *includes, self.root / FILES[0]], text=True, capture_output=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        # The name the generated list of checks looks for (checks/CMakeLists.txt).
        text = (self.root / FILES[0]).read_text()
        self.assertRegex(text, r"extern const Check check_escape_odd_one = ")
        self.assertIn('.Title = "an odd one gets out"', text)
        self.assertEqual({len(line) for line in text.splitlines() if line.startswith("//===")}, {80})
        # What has to be written is marked, and neither the page's example nor the test passes before.
        for name in FILES:
            self.assertIn("TODO", (self.root / name).read_text())
        done = subprocess.run([COMPILER, "--driver-mode=g++", "-fsyntax-only", "-Xclang", "-verify", self.root / FILES[2]], text=True,
                              capture_output=True)
        self.assertRegex(done.stderr, r"expected but not seen.*\n.*escape-odd-one\]")

    def test_writes_over_nothing(self):
        self.new("escape-odd-one")
        (self.root / FILES[0]).unlink()
        (self.root / FILES[1]).write_text("mine")
        done = self.new("escape-odd-one")
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stderr, f"new.py: {FILES[1]} is there already\n")
        self.assertEqual((self.root / FILES[1]).read_text(), "mine")
        self.assertFalse((self.root / FILES[0]).exists())

    def test_refuses(self):
        for arguments, words in [([], "usage"), (["odd"], "odd: an id is"), (["escape-Odd"], "an id is"), (["escape-"], "an id is"),
                                 (["escape-odd", 'a "b"'], "title"), (["escape-odd", "a", "b"], "usage")]:
            done = self.new(*arguments)
            self.assertEqual(done.returncode, 1, arguments)
            self.assertRegex(done.stderr, re.escape(words))
            self.assertEqual(list(self.root.rglob("*.cpp")), [])


unittest.main(argv=sys.argv[:1])

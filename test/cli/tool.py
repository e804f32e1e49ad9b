"""Runs the tool in a folder of its own; shared by the tests of the command line and of the input."""
import json
import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

TOOL = os.environ.get("CLANG_ESCAPE", "clang-escape")

BUG = "int *f() {\n  int x = 1;\n  return &x;\n}\n"
CLEAN = "int twice(int x) { return 2 * x; }\n"


class ToolTest(unittest.TestCase):
    """`self.folder` is a fresh folder and the tool's working directory."""

    maxDiff = None

    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.addCleanup(self.temporary.cleanup)
        self.folder = Path(self.temporary.name).resolve()

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def database(self, *files, flags=("-std=c++17",), directory=None, where="."):
        entries = [{"directory": directory or str(self.folder), "file": name,
                    "arguments": ["c++", *flags, "-c", name]} for name in files]
        return self.write(f"{where}/compile_commands.json", json.dumps(entries))

    def run_tool(self, *arguments, timeout=120):
        done = subprocess.run([TOOL, *map(str, arguments)], cwd=self.folder, capture_output=True, timeout=timeout)
        self.assertGreaterEqual(done.returncode, 0, f"ended by signal: {done.stderr.decode(errors='replace')}")
        self.out = done.stdout.decode(errors="surrogateescape")
        self.err = done.stderr.decode(errors="surrogateescape")
        return done.returncode

    def findings(self):
        """(file, line, column, check) of every finding of the text format."""
        found = re.findall(r"^(.*?):(\d+):(\d+): (?:warning|error): .* \[([a-z,-]+)\]$", self.out, re.M)
        return [(name, int(line), int(column), check) for name, line, column, check in found]

    def assert_one_message(self, *words):
        """One line on standard error, which names the thing."""
        lines = [line for line in self.err.splitlines() if line.strip()]
        self.assertEqual(len(lines), 1, self.err)
        for word in words:
            self.assertIn(str(word), lines[0])

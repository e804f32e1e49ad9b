#!/usr/bin/env python3
"""Runs what the documentation shows, and compares.

    docs.py PAGE...             compare; exit code 1 when something differs
    docs.py --update PAGE...    write what the commands print into the pages instead; read the difference before committing

The fenced blocks of a page, by the words after the fence:

    cpp file=NAME       the file NAME in a folder of the page's own (any language); those *.cpp that
                        are in no folder below are also in its build/compile_commands.json
    console             lines that start with "$ " are run there, one after the other; what they print must follow,
                        errors included. A line "..." stands for any lines. "echo $?" knows the exit code before it
    console by-hand     not run, since it changes or downloads much: the programs named must be there
    cpp fires           pages of checks: each "// MESSAGE" of a line is a finding of the page's check there, and there are
                        no others. A message may end in "...". `std=c++23` picks a standard, C++20 otherwise
    cpp silent          no finding of any check
    LANGUAGE from=FILE  an excerpt of a file of the project, word for word

Blocks in sh, bash or shell are refused: nobody would run them. Links and paths in backticks must lead somewhere.

Environment: CLANG_ESCAPE (the tool), CLANG_ESCAPE_PLUGIN (the plugin), CLANG_ESCAPE_CLANG (the compiler).
"""
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOOL = Path(os.environ.get("CLANG_ESCAPE", ROOT / "build/bin/clang-escape")).resolve()
PLUGIN = os.environ.get("CLANG_ESCAPE_PLUGIN", str(ROOT / "build/lib/clang-escape-plugin.so"))
COMPILER = os.environ.get("CLANG_ESCAPE_CLANG", "clang-22")

FENCE = re.compile(r"^```(.*)$")
FINDING = re.compile(r"^(.*?):(\d+):\d+: (?:warning|error): (.*) \[([a-z-]+)[a-z,-]*\]$", re.M)
PATH_WORD = re.compile(r"`((?:lib|test|tool|docs|checks|\.ci)/[\w./-]*)`")
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")


class Block:
    def __init__(self, words, first, lines):
        self.words, self.first, self.lines = words.split(), first, lines

    def option(self, name):
        return next((word[len(name) + 1:] for word in self.words if word.startswith(name + "=")), None)

    @property
    def language(self):
        return self.words[0] if self.words else ""


def blocks_of(lines):
    """The fenced blocks; `first` is the index of the first line inside."""
    found, start = [], None
    for i, line in enumerate(lines):
        match = FENCE.match(line)
        if not match:
            continue
        if start is None:
            start, words = i + 1, match.group(1)
        else:
            found.append(Block(words, start, lines[start:i]))
            start = None
    if start is not None:
        raise ValueError(f"line {start}: a fence that is not closed")
    return found


def same(expected, got):
    """Line by line, "..." being any number of lines."""
    if not expected:
        return not got
    if expected[0] == "...":
        return any(same(expected[1:], got[i:]) for i in range(len(got) + 1))
    return bool(got) and expected[0] == got[0] and same(expected[1:], got[1:])


def left_out_again(expected, got):
    """`got` with "..." where `expected` has it, as far as the lines around it are still there."""
    for i, line in enumerate(expected):
        if line != "...":
            continue
        first = got.index(expected[i - 1]) + 1 if i and expected[i - 1] in got else 0 if i == 0 else None
        following = expected[i + 1] if i + 1 < len(expected) else None
        if first is None or (following is not None and following not in got[first:]):
            continue
        last = len(got) if following is None else got.index(following, first)
        got = got[:first] + ["..."] + got[last:]
    return got


class Page:
    def __init__(self, path, folder):
        self.path, self.folder = path, folder
        self.lines = path.read_text(encoding="utf-8").splitlines()
        self.problems = []
        self.edits = []  # (first, last, new lines)
        self.commands = self.examples = 0

    def problem(self, line, words):
        shown = self.path.relative_to(ROOT) if self.path.is_relative_to(ROOT) else self.path
        self.problems.append(f"{shown}:{line + 1}: {words}")

    def check(self):
        blocks = blocks_of(self.lines)
        self.write_files(blocks)
        for block in blocks:
            if block.language in ("sh", "bash", "shell"):
                self.problem(block.first, "use a console block, which is run")
            elif block.language == "console":
                (self.look_for_programs if "by-hand" in block.words else self.run)(block)
            elif "fires" in block.words or "silent" in block.words:
                self.example(block)
            elif block.option("from"):
                self.excerpt(block)
        self.follow(blocks)

    def write_files(self, blocks):
        database = []
        for block in blocks:
            name = block.option("file")
            if not name:
                continue
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("\n".join(block.lines) + "\n", encoding="utf-8")
            if name.endswith(".cpp") and "/" not in name:
                database.append({"directory": str(self.folder), "file": name, "arguments": ["c++", "-std=c++20", "-c", name]})
        (self.folder / "build").mkdir(exist_ok=True)
        (self.folder / "build/compile_commands.json").write_text(json.dumps(database), encoding="utf-8")

    # ---- commands ----

    def shell(self, command, before):
        """What the command prints, and its exit code."""
        self.commands += 1
        folder = self.folder
        if re.match(r"(tool|test|checks)/", command):
            folder = ROOT
            if command.split()[0] == "tool/run.sh" and TOOL != (ROOT / "build/bin/clang-escape").resolve():
                # It builds in build/; a developer's other build folder would be built twice. What it runs stands in it.
                default = re.search(r'exec "\$build/bin/clang-escape" (-.*)$', (ROOT / "tool/run.sh").read_text(), re.M)
                arguments, pipe, rest = command[len("tool/run.sh"):].partition("|")
                command = f"clang-escape {arguments.strip() or default.group(1)} {pipe}{rest}"
        command = command.replace("build/lib/clang-escape-plugin.so", PLUGIN)
        if command.startswith("clang++-22 "):
            command = f"'{COMPILER}' --driver-mode=g++ {command[len('clang++-22 '):]}"
        environment = dict(os.environ, PATH=f"{TOOL.parent}:{os.environ['PATH']}", LC_ALL="C.UTF-8", TERM="dumb")
        # A session of its own: after a timeout everything the command started has to go.
        with subprocess.Popen(["bash", "-c", f"(exit {before})\n{command}"], cwd=folder, env=environment, text=True,
                              start_new_session=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT) as process:
            try:
                out, _ = process.communicate(timeout=120)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGTERM)
                return ["(not finished after 120 seconds)"], 124
        # On a busy machine set-up may take long enough to say so.
        return [line for line in out.rstrip("\n").splitlines() if not line.startswith("clang-escape: building (")], process.returncode

    def run(self, block):
        starts = [i for i, line in enumerate(block.lines) if line.startswith("$ ")]
        if not starts or starts[0] != 0:
            self.problem(block.first, "a console block begins with a command: $ ...")
            return
        code = 0
        for start, end in zip(starts, starts[1:] + [len(block.lines)]):
            expected = block.lines[start + 1:end]
            got, code = self.shell(block.lines[start][2:], code)
            if same(expected, got):
                continue
            self.edits.append((block.first + start + 1, block.first + end, left_out_again(expected, got)))
            self.problem(block.first + start, "this printed:\n" + "\n".join("    " + line for line in got))

    def look_for_programs(self, block):
        for i, line in enumerate(block.lines):
            program = line[2:].split()[0] if line.startswith("$ ") else ""
            if "/" in program and not os.access(ROOT / program, os.X_OK):
                self.problem(block.first + i, f"{program} is not there, or not a program")

    # ---- examples of checks ----

    def example(self, block):
        self.examples += 1
        check = self.path.stem
        (self.folder / "example.cpp").write_text("\n".join(block.lines) + "\n", encoding="utf-8")
        standard = block.option("std") or "c++20"
        # On top of the defaults: pages of checks that are off by default have examples, too.
        done = subprocess.run([TOOL, "--quiet", "--checks=" + check, "example.cpp", "--", "-std=" + standard], cwd=self.folder, text=True,
                              capture_output=True, timeout=120)
        if done.returncode == 2 or done.stderr:
            self.problem(block.first, "the example cannot be analysed: " + done.stderr.strip())
        found = [(int(line), message, id) for _, line, message, id in FINDING.findall(done.stdout)]
        for i, line in enumerate(block.lines, 1):
            if "fires" not in block.words or "// " not in line:
                continue
            message = line.split("// ", 1)[1]
            fits = [f for f in found if f[0] == i and f[2] == check and
                    (f[1].startswith(message[:-3].rstrip()) if message.endswith("...") else f[1] == message)]
            if fits:
                found.remove(fits[0])
            else:
                self.problem(block.first + i - 1, f"no {check} here that says: {message}")
        for line, message, id in found:
            self.problem(block.first + line - 1, f"not expected: {message} [{id}]")
        if "fires" in block.words and not any("// " in line for line in block.lines):
            self.problem(block.first, "fires, but no line says what")

    # ---- words ----

    def excerpt(self, block):
        name = block.option("from")
        file = ROOT / name
        if not file.is_file() or "\n".join(block.lines) not in file.read_text(encoding="utf-8"):
            self.problem(block.first, f"this does not stand in {name}")

    def follow(self, blocks):
        inside = {i for block in blocks for i in range(block.first, block.first + len(block.lines))}
        for i, line in enumerate(self.lines):
            if i in inside:
                continue
            for target in LINK.findall(line):
                if "://" not in target and not (self.path.parent / target).exists():
                    self.problem(i, f"a link to {target}, which is not there")
            for target in PATH_WORD.findall(line):
                if not (ROOT / target).exists():
                    self.problem(i, f"{target} is not there")

    def update(self):
        for first, last, new in reversed(self.edits):
            self.lines[first:last] = new
        self.path.write_text("\n".join(self.lines) + "\n", encoding="utf-8")


def self_test():
    """Each kind of block fires on what breaks it."""
    cases = [
        ("```console\n$ echo a\na\n```", None), ("```console\n$ echo a\nb\n```", "this printed"),
        ("```console\n$ printf '1\\n2\\n3\\n'\n1\n...\n3\n```", None), ("```console\n$ false\n$ echo $?\n1\n```", None),
        ("```console\n$ echo a\na\n...\nc\n```", "this printed"), ("```sh\necho\n```", "which is run"),
        ("```console by-hand\n$ test/docs/docs.py\n```", None), ("```console by-hand\n$ test/docs/no.py\n```", "not a program"),
        ("```cpp fires\nint *f() {\n  int x = 1;\n  return &x; // address of local 'x' is returned: ...\n}\n```", None),
        ("```cpp fires\nint *f() {\n  int x = 1;\n  return &x; // something else\n}\n```", "something else"),
        ("```cpp fires\nint *f(int *p) { return p; } // address\n```", "no escape-return here"),
        ("```cpp silent\nint *f(int *p) { return p; }\n```", None),
        ("```cpp silent\nint *f() {\n  int x = 1;\n  return &x;\n}\n```", "not expected"),
        ("```cpp silent\nint *f( {\n```", "cannot be analysed"),
        ("```python from=test/docs/docs.py\nclass Block:\n```", None), ("```python from=test/docs/docs.py\nclass \n  Block\n```", "does not stand"),
        ("[a](escape-return.md)", None), ("[a](nowhere.md)", "a link to"), ("`lib/model/`", None), ("`lib/modell/`", "is not there"),
    ]
    for text, expected in cases:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder).resolve() / "escape-return.md"
            path.write_text(text + "\n", encoding="utf-8")
            page = Page(path, path.parent)
            page.check()
            if (len(page.problems) == 0 or expected not in "".join(page.problems)) if expected else page.problems:
                sys.exit(f"self-test: {text}\nexpected {expected}, got {page.problems}")
    for expected, got, wanted in [("a ... d", "x a b c d", "x a ... d"), ("a ...", "a b", "a ..."), ("a ... z", "a b", "a b"), ("... b", "c b", "... b")]:
        if " ".join(left_out_again(expected.split(), got.split())) != wanted:
            sys.exit(f"self-test: left_out_again({expected}, {got})")
    print(f"{len(cases)} cases as expected")


def main():
    arguments = sys.argv[1:]
    if not TOOL.is_file():
        sys.exit(f"{TOOL}: not there; build it, or name it with CLANG_ESCAPE")
    if arguments == ["--self-test"]:
        return self_test()
    update = "--update" in arguments
    failed = False
    for name in arguments:
        if name == "--update":
            continue
        with tempfile.TemporaryDirectory() as folder:
            page = Page(Path(name).resolve(), Path(folder).resolve())
            page.check()
            if update:
                page.update()
            print("\n".join(page.problems) or f"{name}: {page.commands} commands, {page.examples} examples: as shown")
            failed |= bool(page.problems)
    sys.exit(1 if failed and not update else 0)


main()

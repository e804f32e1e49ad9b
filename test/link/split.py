#!/usr/bin/env python3
"""What is found does not depend on how a program is spread over files.

    split.py TOOL FILE...

A FILE is a program in parts, `// ---- NAME` in front of each; headers come before what includes them. A line that ends in
`// CHECK` has that finding, the others none. The same is asked of
  one file        all parts in one
  several files   in one process, in any order, with one job and two
  three steps     summarize, link, check
and what several files and three steps print has to be equal to the byte.
"""
import itertools
import re
import subprocess
import sys
import tempfile
from pathlib import Path

FINDING = re.compile(r"^(.*?):(\d+):\d+: warning: .* \[([a-z,-]+)\]$", re.M)
EXPECTED = re.compile(r"// (escape-[a-z-]+)$")
FLAGS = ["--", "-std=c++17"]


class Program:
    def __init__(self, path):
        self.parts, self.options = {}, []
        name = None
        for line in path.read_text().splitlines():
            if found := re.match(r"// ---- (.*)", line):
                name = found[1]
                self.parts[name] = []
            elif name:
                self.parts[name].append(line)
            elif found := re.match(r"// options: (.*)", line):
                self.options = found[1].split()
        self.sources = [name for name in self.parts if name.endswith(".cpp")]
        self.one = [line for part in self.parts.values() for line in part if not line.startswith('#include "')]

    def write(self, folder):
        for name, lines in self.parts.items():
            (folder / name).write_text("\n".join(lines) + "\n")
        (folder / "one").mkdir()
        (folder / "one" / "all.cpp").write_text("\n".join(self.one) + "\n")

    def expected(self):
        lines = [line for part in self.parts.values() for line in part]
        return sorted((line.strip(), found[1]) for line in lines if (found := EXPECTED.search(line)))


def run(command, folder):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)
    if done.returncode not in (0, 1) or done.stderr:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def found(output, folder):
    texts = {}
    result = []
    for name, line, check in FINDING.findall(output):
        lines = texts.setdefault(name, (folder / name).read_text().splitlines())
        result.append((lines[int(line) - 1].strip(), check))
    return sorted(result)


def three_steps(tool, program, folder):
    for name in program.sources:
        run([tool, "summarize", name, "-o", name + ".esum", *FLAGS], folder)
    run([tool, "link", *[name + ".esum" for name in program.sources], *program.options, "-o", "index", "--slices=slices"],
        folder)
    outputs = [run([tool, "check", name + ".esum", f"--slice=slices/{name}.slice"], folder) for name in program.sources]
    return outputs


def blocks(output):
    """The findings, each with its notes."""
    return sorted(re.split(r"\n(?=[^\n]*: warning: )", output.strip("\n"))) if output.strip() else []


def check(tool, path):
    program = Program(path)
    wanted = program.expected()
    good = True

    def compare(how, got):
        nonlocal good
        if got != wanted:
            good = False
            print(f"{path.name}: {how}:")
            for line, name in sorted(set(wanted) - set(got)):
                print(f"  missing: {name}: {line}")
            for line, name in sorted(set(got) - set(wanted)):
                print(f"  not wanted: {name}: {line}")
            if set(wanted) == set(got):
                print(f"  more than once: {got}")

    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        program.write(folder)
        compare("one file", found(run([tool, *program.options, "all.cpp", *FLAGS], folder / "one"), folder / "one"))
        first = None
        for order in itertools.islice(itertools.permutations(program.sources), 6):
            for jobs in ("1", "2"):
                output = run([tool, "-j", jobs, "--across-files", *program.options, *order, *FLAGS], folder)
                compare(f"files {' '.join(order)}, -j{jobs}", found(output, folder))
                first = first or output
                if output != first:
                    good = False
                    print(f"{path.name}: another output for {' '.join(order)}, -j{jobs}:\n{first}\n{output}")
        outputs = three_steps(tool, program, folder)
        compare("three steps", sorted(sum((found(output, folder) for output in outputs), [])))
        steps = sorted(block for output in outputs for block in blocks(output))
        if steps != blocks(first):
            good = False
            print(f"{path.name}: three steps say it in other words:\n" + "\n".join(steps) + "\n---\n" + first)
    return good


def main():
    tool, *paths = sys.argv[1:]
    sys.exit(0 if all([check(tool, Path(path)) for path in paths]) else 1)


main()

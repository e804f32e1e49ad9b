#!/usr/bin/env python3
"""What --fix writes: it compiles, the program prints the same, and it asks for memory as often as its last line says.

    fix.py PROGRAM.cpp...             compare with PROGRAM.fixed
    fix.py --update PROGRAM.cpp...    write PROGRAM.fixed; read the difference before committing

A program begins with `// checks: GLOBS`, once for each round of --fix; after each it is compiled and run. Programs count
what they allocate (counter.h) and say so at their end. PROGRAM.fixed begins with those counts, the source as it was
first; then comes the last source, as it differs from the first.

Environment: CLANG_ESCAPE (the tool), CLANG_ESCAPE_CLANG (the compiler).
"""
import difflib
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
TOOL = os.environ["CLANG_ESCAPE"]
COMPILER = os.environ.get("CLANG_ESCAPE_CLANG", "clang-22")
STANDARD = "-std=c++17"


def fail(words):
    sys.exit("fix.py: " + words)


def run(source, folder):
    """What the program prints, and how often it allocated."""
    binary = folder / "program"
    done = subprocess.run([COMPILER, "--driver-mode=g++", STANDARD, "-Wall", "-Werror", "-O0", "-I", str(HERE),
                           str(source), "-o", str(binary)], capture_output=True, text=True)
    if done.returncode:
        fail(f"{source.name} does not compile:\n{done.stderr}")
    done = subprocess.run([str(binary)], capture_output=True, text=True, timeout=60)
    printed, _, count = done.stdout.rpartition("allocations: ")
    if done.returncode or not count:
        fail(f"{source.name} does not run:\n{done.stdout}{done.stderr}")
    return printed, int(count)


def fixed(program, folder):
    """The lines of PROGRAM.fixed."""
    before = program.read_text()
    copy = folder / program.name
    copy.write_text(before)
    rounds = re.findall(r"^// checks: (.*)$", before, re.M)
    if not rounds:
        fail(f"{program.name}: no `// checks:` line")
    printed, count = run(copy, folder)
    lines = [f"{count} allocations"]
    for checks in rounds:
        done = subprocess.run([TOOL, "--quiet", "--fix", "--checks=-*," + checks, copy.name, "--", STANDARD, "-I", str(HERE)],
                              cwd=folder, capture_output=True, text=True, timeout=120)
        if done.returncode == 2 or done.stderr:
            fail(f"{program.name}: {done.stderr}")
        again, count = run(copy, folder)
        if again != printed:
            fail(f"{program.name}: after {checks} it prints\n{again}instead of\n{printed}")
        lines.append(f"{count} after {checks}")
    changes = difflib.unified_diff(before.splitlines(), copy.read_text().splitlines(), lineterm="", n=0)
    return lines + [line for line in changes if not line.startswith(("---", "+++", "@@"))]


def main():
    arguments = sys.argv[1:]
    update = "--update" in arguments
    for name in arguments:
        if name == "--update":
            continue
        program = Path(name).resolve()
        with tempfile.TemporaryDirectory() as folder:
            got = fixed(program, Path(folder).resolve())
        expected = program.with_suffix(".fixed")
        if update:
            expected.write_text("\n".join(got) + "\n")
        elif got != expected.read_text().splitlines():
            difference = difflib.unified_diff(expected.read_text().splitlines(), got, "expected", "got", lineterm="")
            fail(f"{program.name}:\n" + "\n".join(difference))
        print(f"{program.name}: {', '.join(line for line in got if not line.startswith(('+', '-')))}")


main()

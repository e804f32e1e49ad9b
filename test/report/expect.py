#!/usr/bin/env python3
"""Compares the tool's -m report with comments in the source.

    expect.py [TOOL OPTION]... TOOL FILE...

    int *f() { int x; return &x; } // -m: x escapes: {result} outlives it
    // -m -m: &x (address-of) | &x (return)

`// -m:` holds every verdict of its line, separated by ` | `, in any order. A line without it must have no verdict, so
every line of a file is a silent case of its own. `// -m -m:` holds steps of the flows under the verdicts of its line: each
must be there, in this order; others may stand between them. `(move)` alone is any step with that reason; a part that begins
with `flow:` is a line of the flow. A comment on a line of its own belongs to the code above it. Whether functions
allocate is only looked at on lines that say so.

In the first lines of a file:
    // flags: -std=c++20        compiler flags (default -std=c++17)
    // options: --models=x.json options of the tool; {here} is the folder of the file
    // unlisted stays: fine     `does not escape` needs no comment
"""
import re
import subprocess
import sys
from pathlib import Path

VERDICT = re.compile(r"^(?P<file>.*?):(?P<line>\d+):(?P<column>\d+): (?P<text>\S.*)$")
BELOW = re.compile(r"^(?P<file>.*?):(?P<line>\d+):(?P<column>\d+):   +(?P<text>\S.*)$")
STAYS = re.compile(r" does not escape$")
EFFECT = re.compile(r" (does not allocate|allocates: via .*|may allocate: via .*)$")


class Wanted:
    def __init__(self, path):
        self.flags, self.options, self.stays_unlisted = ["-std=c++17"], [], False
        self.verdicts, self.steps = {}, {}
        self.code = path.read_text(encoding="utf-8").split("\n")
        last = 0
        for number, line in enumerate(self.code, 1):
            if number <= 20 and (found := re.match(r"// flags: (.*)", line)):
                self.flags = found[1].split()
            if number <= 20 and (found := re.match(r"// options: (.*)", line)):
                self.options = found[1].replace("{here}", str(path.parent)).split()
            if number <= 20 and line.startswith("// unlisted stays: fine"):
                self.stays_unlisted = True
            if not line.lstrip().startswith("//"):
                last = number
            for kind, text in re.findall(r"// (-m -m|-m): (.*?)(?= // -m|$)", line):
                target = self.verdicts if kind == "-m" else self.steps
                target.setdefault(last, []).extend(part.strip() for part in text.split(" | "))


def run(tool, path, flags, options):
    command = [tool, "-m", "-m", *options, path.name, "--", *flags]
    done = subprocess.run(command, cwd=path.parent, capture_output=True, text=True, timeout=120)
    if done.returncode != 0:
        sys.exit(f"{path}: {' '.join(command)} ended with {done.returncode}\n{done.stderr}")
    verdicts, steps, said_below = {}, {}, {}
    line = 0
    for text in done.stdout.splitlines():
        if found := BELOW.match(text):
            if found["file"] == path.name:
                steps.setdefault(line, []).append(re.sub(r"^from ", "", found["text"]).rstrip(":"))
        elif found := VERDICT.match(text):
            line = int(found["line"])
            if found["file"] == path.name:
                # The colon that announces a flow belongs to the flow, not to the verdict.
                verdicts.setdefault(line, []).append(found["text"].removesuffix(":"))
    return verdicts, steps


def matches(wanted, step):
    if wanted.startswith("("):  # only the reason
        step = step[step.rfind(wanted):] if wanted in step else step
    return step == wanted or step.startswith(wanted + " at ")


def check(tool, path, more=()):
    wanted = Wanted(path)
    verdicts, steps = run(tool, path, [*wanted.flags], [*wanted.options, *more])
    complaints = []
    for line in sorted({*wanted.verdicts, *verdicts}):
        expected, got = list(wanted.verdicts.get(line, [])), list(verdicts.get(line, []))
        for text in list(expected):
            if text in got:
                expected.remove(text)
                got.remove(text)
        if not any(EFFECT.search(text) for text in wanted.verdicts.get(line, [])):
            got = [text for text in got if not EFFECT.search(text)]
        if wanted.stays_unlisted:
            got = [text for text in got if not STAYS.search(text)]
        complaints += [(line, "missing", text) for text in expected] + [(line, "not expected", text) for text in got]
    for line, expected in wanted.steps.items():
        rest = list(steps.get(line, []))
        for text in expected:
            at = next((i for i, step in enumerate(rest) if matches(text, step)), None)
            if at is None:
                complaints.append((line, "no such step", text + "\n      in: " + "\n          ".join(steps.get(line, []))))
            else:
                del rest[: at + 1]
    for line, what, text in complaints:
        print(f"{path.name}:{line}: {what}: {text}")
    if not wanted.verdicts:
        print(f"{path.name}: no expectation in it")
        return False
    return not complaints


def main():
    arguments = sys.argv[1:]
    options = []
    while arguments and arguments[0].startswith("--"):
        options.append(arguments.pop(0))
    if len(arguments) < 2:
        sys.exit(__doc__)
    good = [check(arguments[0], Path(name).resolve(), options) for name in arguments[1:]]
    sys.exit(0 if all(good) else 1)


if __name__ == "__main__":
    main()

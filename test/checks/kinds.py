#!/usr/bin/env python3
"""The table of README.md: for every kind of bug, how many tests fire and how many stay silent, in each shape.

A section of a test file (not escape-*.cpp) that opens with `// ---- KIND: SHAPE ----` counts for its cell; a section of
trackers*.cpp for its own line. A test is a function that nothing else in its file calls; it fires when it holds an
expected-warning. A cell without a test that fires and one that does not is a mistake, and so is a table that is not this
one.

usage: kinds.py [--update] [--names]
"""
import pathlib
import re
import sys

FOLDER = pathlib.Path(__file__).parent
README = FOLDER / "README.md"
SHAPES = ["one function", "two functions", "a class"]
BEGIN, END = "<!-- kinds -->", "<!-- end of kinds -->"
HEADING = re.compile(r"// ---- (.+) ----$")
FUNCTION = re.compile(r"( {2})?(?:[A-Za-z][^;=(){}]*[ &*>])?(operator[^(]*|~?[A-Za-z_]\w*)\(.*\{")
NOT_A_NAME = {"if", "for", "while", "switch", "catch", "return", "do", "else", "defined"}


def functions(lines):
    """(line number, name, fires) of each function with a body, at namespace level or one class deep."""
    number = 0
    while number < len(lines):
        line = lines[number]
        found = FUNCTION.match(line)
        end = number
        if found and found[2] not in NOT_A_NAME and not line.startswith("#"):
            code = line.split(" //")[0]
            if code.count("{") != code.count("}"):
                closing = (found[1] or "") + "}"
                while not lines[end].startswith(closing):
                    end += 1
            yield number, found[2], any("expected-warning" in inner for inner in lines[number : end + 1])
        number = end + 1


def sections(path):
    """(heading, names that fire, names that do not) of each section of a file."""
    text = path.read_text()
    lines = text.split("\n")
    starts = [(number, HEADING.match(line)[1]) for number, line in enumerate(lines) if HEADING.match(line)]
    tests = [test for test in functions(lines) if len(re.findall(rf"\b{re.escape(test[1].lstrip('~'))}\b", text)) == 1
             or test[2]]
    for index, (start, heading) in enumerate(starts):
        end = starts[index + 1][0] if index + 1 < len(starts) else len(lines)
        inside = [test for test in tests if start < test[0] < end]
        yield heading, [name for _, name, fires in inside if fires], [name for _, name, fires in inside if not fires]


def main():
    kinds, trackers, mistakes = {}, [], []
    for path in sorted(FOLDER.glob("*.cpp")):
        if path.name.startswith("escape-"):
            continue  # by check, not by kind
        for heading, fires, silent in sections(path):
            kind, _, shape = heading.rpartition(": ")
            if path.name.startswith("trackers"):
                trackers.append((heading, path.name, fires, silent))
            elif kind and shape in SHAPES:
                cell = kinds.setdefault(kind, {"files": []}).setdefault(shape, ([], []))
                cell[0].extend(fires)
                cell[1].extend(silent)
                if path.name not in kinds[kind]["files"]:
                    kinds[kind]["files"].append(path.name)
    rows = ["| kind | where | one function | two functions | a class |", "|---|---|---|---|---|"]
    for kind, cells in sorted(kinds.items(), key=lambda item: (item[1]["files"], item[0])):
        row = [kind, ", ".join(f"[{name}]({name})" for name in cells["files"])]
        for shape in SHAPES:
            fires, silent = cells.get(shape, ([], []))
            row.append(f"{len(fires)} / {len(silent)}")
            if not fires or not silent:
                mistakes.append(f"{kind}, {shape}: {len(fires)} tests that fire, {len(silent)} that do not")
        rows.append("| " + " | ".join(row) + " |")
    rows += ["", "| case of a tracker | where | fire / do not |", "|---|---|---|"]
    for heading, name, fires, silent in trackers:
        rows.append(f"| {heading} | [{name}]({name}) | {len(fires)} / {len(silent)} |")
        if not fires or not silent:
            mistakes.append(f"{heading}: {len(fires)} tests that fire, {len(silent)} that do not")
    table = "\n".join(rows)
    if "--names" in sys.argv:
        for kind, cells in kinds.items():
            for shape in SHAPES:
                fires, silent = cells.get(shape, ([], []))
                print(f"{kind}: {shape}\n  fire: {' '.join(fires)}\n  do not: {' '.join(silent)}")
    before, rest = README.read_text().split(BEGIN)
    old, after = rest.split(END)
    if "--update" in sys.argv:
        README.write_text(f"{before}{BEGIN}\n{table}\n{END}{after}")
    elif old.strip() != table:
        mistakes.append("the table of README.md is out of date: test/checks/kinds.py --update")
    for mistake in mistakes:
        print(f"error: {mistake}")
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())

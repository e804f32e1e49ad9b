#!/usr/bin/env python3
"""Nothing of the report's grammar is without a test: every reason of a step, verdict, assumption and allocation reason.

    coverage.py ROOT

The words are read from the source that prints them, the tests are the comments that expect.py compares.
"""
import re
import sys
from pathlib import Path

# Not reached by a report; each with the reason.
NOT_FROM_SOURCE = {
    "inline asm": "no address that reaches asm has a sink of its own",
    "AST node not modelled": "nodes are modelled as they are found; counted by --stats",
    "function given up": "takes a function larger than the limits; test/input has one",
    "place cut at two steps": "depends on how deep places are",
    "path not decided": "conditions on what library calls tell; the precision issue's",
    "several bodies under one key": "whole programs only",
}


def returned_words(path, function):
    text = path.read_text()
    body = text[text.index(function):]
    return re.findall(r'return "([^"]+)"', body[: body.index("\n}\n")])


def main():
    root = Path(sys.argv[1])
    comments = "\n".join(line for file in sorted((root / "test/report").glob("*.c*")) if file.suffix in (".cpp", ".c")
                         for line in file.read_text().splitlines() if "// -m" in line)
    missing = []
    for word in returned_words(root / "lib/model/Reason.cpp", "const char *describe(Reason"):
        if not re.search(rf"\({re.escape(word)}( |\))", comments) and f"({word}:" not in comments:
            missing.append(f"reason: {word}")
    for word in returned_words(root / "lib/model/Assumption.cpp", "const char *describe(AssumptionKind"):
        if word not in NOT_FROM_SOURCE and not re.search(rf"\([^()]*{re.escape(word)}[^()]*\)", comments):
            missing.append(f"assumption: {word}")
    for line in ["escapes: ", "may escape: ", "does not escape", "escapes to ", "may escape to ", "does not escape; ",
                 "leaking param: ", "leaking param content: ", "may leak param: ", "may leak param content: ",
                 "too large for the stack", "allocates (non-constant size)", "may allocate (run-time length)",
                 "too large for the stack)", "type-erased (", "not trivially copyable", "over-aligned",
                 "shared control block"]:
        if line not in comments:
            missing.append(f"verdict: {line}")
    for text in missing:
        print(f"no test expects {text}")
    sys.exit(1 if missing else 0)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""The acceptance set: the lint finds the 14 dangling bugs of scenarios.cpp and nothing else, in every mode.

    scenarios.py TOOL
"""
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUGS = {
    "s01": "escape-return", "s02": "escape-static", "s20": "escape-scope", "s21": "escape-capture",
    "s25": "escape-capture", "s27": "escape-task", "s29": "escape-task", "s36": "escape-return",
    "x01": "escape-return", "x03": "escape-return", "x05": "escape-return", "x06": "escape-return",
    "x07": "escape-throw", "x08": "escape-return",
}
MODES = [("C++23", ["-std=c++23"], []), ("C++20", ["-std=c++20"], []), ("full bodies", ["-std=c++23"], ["--full-bodies"])]


def function_at(line):
    found = re.search(r"\b([sx]\d\d)\(", line)
    return found[1] if found else line


def main():
    tool = sys.argv[1]
    code = (HERE / "scenarios.cpp").read_text().split("\n")
    good = True
    for name, flags, options in MODES:
        done = subprocess.run([tool, *options, "scenarios.cpp", "--", *flags], cwd=HERE, capture_output=True, text=True)
        found = re.findall(r"^scenarios\.cpp:(\d+):\d+: warning: .* \[([a-z-]+)\]$", done.stdout, re.M)
        got = sorted((function_at(code[int(line) - 1]), check) for line, check in found)
        if done.returncode != 1 or got != sorted(BUGS.items()):
            good = False
            print(f"{name}: exit code {done.returncode}, findings {got}, wanted {sorted(BUGS.items())}\n{done.stderr}")
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""CPU and peak memory of clang-escape against `clang++ -fsyntax-only` on the same file, in the same run.

  run.py [--tool PATH] [--clang PATH] [--runs N] [--project FILE] [--modes default,full] [INPUT...]

Every input is run N times (default 7), the tools in turn, so that a busy machine slows all of them; medians of user + system
time and of peak memory are printed as ratios to Clang, next to the goals of the design. INPUT: names as printed, default all.
The last row is a file of this project, with the flags of its compile_commands.json. Nothing absolute is asserted: the
exit status is 0 unless something could not be measured (2), e.g. a file that the tool did not read.

Where the tool's --stats has a line "after parsing: N ms" the share of the stages after parsing is printed too.
"""
import argparse
import json
import os
import re
import shlex
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent

# name, file, standard, goal for the default mode (the design sets one for standard-library-heavy C++17 only)
INPUTS = [
    ("std 17", "std.cpp", "c++17", 0.6),
    ("std 20", "std.cpp", "c++20", None),
    ("json", "json.cpp", "c++17", None),
    ("fmt", "fmt.cpp", "c++17", None),
    ("boost", "boost.cpp", "c++17", None),
    ("clang", "clang.cpp", "c++17", None),
]
FULL_GOAL, MEMORY_GOAL = 1.2, 1.0
STAGES_GOAL = 0.03  # every input is ≥ 80 % system headers
MODES = {"default": [], "full": ["--full-bodies"]}


class Unmeasured(Exception):
    pass


def measure(command, directory, highest_status):
    """One run: (CPU seconds, peak MiB, output). wait4 gives the figures of this child alone."""
    with tempfile.TemporaryFile() as out:
        child = subprocess.Popen(command, cwd=directory, stdin=subprocess.DEVNULL, stdout=out, stderr=out)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        text = out.read().decode(errors="replace")
    if not 0 <= child.returncode <= highest_status:
        first = next((l for l in text.splitlines() if "error" in l), text[:200])
        raise Unmeasured(f"{shlex.join(command)[:160]}: exit status {child.returncode}: {first}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, text


def project_flags(file):
    """(flags, directory) of a project file, without what belongs to code generation and precompiled headers."""
    for database in (ROOT / "build/compile_commands.json", *sorted(ROOT.glob("build*/**/compile_commands.json"))):
        if not database.exists():
            continue
        for entry in json.loads(database.read_text()):
            if Path(entry["directory"], entry["file"]).resolve() != file:
                continue
            words = entry.get("arguments") or shlex.split(entry["command"])
            flags, i = [], 1
            while i < len(words):
                word = words[i]
                if word == "-Xclang" and i + 3 < len(words) and words[i + 1] == "-include-pch":
                    i += 4
                elif word in ("-o", "-MF", "-MT", "-MQ"):
                    i += 2
                else:
                    if word not in ("-c", "-MD", "-MMD", "-Winvalid-pch", "-fpch-instantiate-templates", "--") and \
                            Path(entry["directory"], word).resolve() != file:
                        flags.append(word)
                    i += 1
            return flags, entry["directory"]
    raise Unmeasured(f"{file}: in no compile_commands.json; configure the project first")


def jobs(args):
    """(name, file, flags, directory, goal) of every input asked for."""
    includes = []
    try:
        folder = subprocess.run(["llvm-config-22", "--includedir"], capture_output=True, text=True, check=True).stdout.strip()
        includes = ["-isystem", folder]
    except (OSError, subprocess.CalledProcessError):
        pass
    for name, file, standard, goal in INPUTS:
        extra = includes if name == "clang" else []
        yield name, HERE / "inputs" / file, [f"-std={standard}", *extra], str(HERE), goal
    project = max((ROOT / "lib/flow").glob("*.cpp"), key=lambda p: p.stat().st_size, default=ROOT / "lib/flow")
    if args.project:
        project = Path(args.project).resolve()
    try:
        flags, directory = project_flags(project)
    except Unmeasured as trouble:
        yield "project", project, trouble, None, None
        return
    yield "project", project, flags, directory, None


def verdict(value, goal):
    return "" if goal is None else " ok  " if value <= goal else " OVER"


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--tool", default=str(ROOT / "build/bin/clang-escape"))
    args.add_argument("--clang", default="clang++-22")
    args.add_argument("--runs", type=int, default=7)
    args.add_argument("--project", help="a file of this project, default the largest of lib/flow")
    args.add_argument("--modes", default="default,full")
    args.add_argument("inputs", nargs="*")
    args = args.parse_args()
    modes = args.modes.split(",")
    if not os.access(args.tool, os.X_OK):
        print(f"{args.tool}: not there; build it, or name it with --tool", file=sys.stderr)
        return 2

    status = 0
    print("CPU and memory as a ratio to clang++ -fsyntax-only; medians of", args.runs, "runs in turn")
    print(f"goals: default ≤ 0.60 (std 17), full bodies ≤ {FULL_GOAL:.2f}, memory ≤ {MEMORY_GOAL:.2f}, "
          f"stages after parsing ≤ {STAGES_GOAL:.0%}\n")
    print(f"{'input':8} {'clang s':>8} {'MiB':>5} " + " ".join(f"| {m:>7} CPU       {'memory':>6}      {'stages':>6}" for m in modes))
    for name, file, flags, directory, goal in jobs(args):
        if args.inputs and name not in args.inputs and name.split()[0] not in args.inputs:
            continue
        if isinstance(flags, Unmeasured):
            print(f"{name:8} {flags}")
            status = 2
            continue
        commands = {"clang": [args.clang, "-fsyntax-only", "-w", "-Qunused-arguments", *flags, str(file)]}
        for mode in modes:
            commands[mode] = [args.tool, "--quiet", "--no-cache", *MODES[mode], str(file), "--", *flags]
        samples = {which: [] for which in commands}
        try:
            for _ in range(args.runs):
                for which, command in commands.items():
                    samples[which].append(measure(command, directory, 0 if which == "clang" else 1))
            stages = {}
            for mode in modes:
                shown = commands[mode][:1] + ["--stats"] + commands[mode][1:]
                m = re.search(r"after parsing:?\s*([0-9.]+) ms", measure(shown, directory, 1)[2])
                stages[mode] = float(m[1]) / 1000 if m else None
        except Unmeasured as trouble:
            print(f"{name:8} {trouble}")
            status = 2
            continue
        median = lambda which, i: statistics.median(s[i] for s in samples[which])
        cpu, memory = median("clang", 0), median("clang", 1)
        row = f"{name:8} {cpu:8.3f} {memory:5.0f} "
        for mode in modes:
            r, m = median(mode, 0) / cpu, median(mode, 1) / memory
            share = None if stages[mode] is None else stages[mode] / cpu
            row += f"| {r:7.2f}{verdict(r, FULL_GOAL if mode == 'full' else goal):5}      {m:6.2f}{verdict(m, MEMORY_GOAL):5} "
            row += f"{'–':>6}      " if share is None else f"{share:6.1%}{verdict(share, STAGES_GOAL):5} "
        print(row.rstrip(), flush=True)
    return status


if __name__ == "__main__":
    sys.exit(main())

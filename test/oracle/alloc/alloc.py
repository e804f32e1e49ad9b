#!/usr/bin/env python3
"""Runs programs under the allocation recorder and compares with what clang-escape says of their lines.

  alloc.py [--tool build/bin/clang-escape] [PROGRAM.cpp...]        default: programs/*.cpp
  alloc.py --generate 20 --seed 1                                  generated ones (generate.py)
  alloc.py --definite-at-least 80 --contradicted-at-most 0         exit code 1 below a threshold

See README.md for the words. A program may say in its first lines:
  // flags: -std=c++23 -pthread     for the compiler and the tool (default: -std=c++20)
  // not: libc++                    not with this library
Beside x.cpp, x-body.cpp has the functions that the tool is not to see.
"""
import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

import compare
import executed
import generate
import recorded
import verdicts

HERE = os.path.dirname(os.path.abspath(__file__))
LIBCXX = ["-stdlib=libc++"]
# Debian's libc++-22-dev comes with the shared library of version 19, which lacks what the headers of 22 call.
LIBCXX_LINK = ["-static-libstdc++", "-l:libc++abi.a"]
RECORDER = ["-std=c++20", "-O1", "-fno-inline", "-fno-optimize-sibling-calls", "-shared", "-fPIC", "-nostdlib++"]


def check(command, **more):
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", **more)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: exit code {done.returncode}\n{(done.stdout + done.stderr)[-3000:]}")
    return done.stdout


def llvm_of(compiler):
    """name -> the program of that name beside the compiler."""
    folder = os.path.dirname(os.path.realpath(shutil.which(compiler)))
    return lambda name: os.path.join(folder, name)


def build_recorder(compiler, folder):
    path = os.path.join(folder, "recorder.so")
    check([compiler, *RECORDER, *(os.path.join(HERE, file) for file in ("intercept.cpp", "recorder.cpp")), "-o", path])
    return path


def directive(source, name):
    found = re.search(rf"^// {name}: (.*)$", source, re.M)
    return found.group(1).split() if found else None


def run_program(options, path, recorder, folder):
    """Compiles and runs one program, runs the tool on it: figures, disagreements and what was left out."""
    path = os.path.realpath(path)
    name = os.path.splitext(os.path.basename(path))[0]
    with open(path) as file:
        source = file.read()
    if options.stdlib in (directive(source, "not") or []):
        return None
    flags = directive(source, "flags") or ["-std=c++20"]
    if options.stdlib == "libc++":
        flags = flags + LIBCXX
    own = os.path.join(folder, name)
    os.makedirs(own, exist_ok=True)
    binary = os.path.join(own, name)
    body = path.removesuffix(".cpp") + "-body.cpp"
    sources = [path, body] if os.path.exists(body) else [path]
    # The recorder comes before the C++ library, which may be static.
    check([options.compiler, *flags, "-O0", "-g", "-fno-omit-frame-pointer", *executed.FLAGS, *sources, recorder,
           "-Wl,-rpath," + folder, "-o", binary, "-w", *(LIBCXX_LINK if options.stdlib == "libc++" else [])])
    environment = dict(os.environ, ALLOC_RECORD=os.path.join(own, "record"), LD_PRELOAD=recorder,
                       LLVM_PROFILE_FILE=os.path.join(own, "%p.profraw"))
    check([binary], cwd=own, env=environment, timeout=60)
    records = [os.path.join(own, file) for file in os.listdir(own) if file.startswith("record.")]
    profiles = [os.path.join(own, file) for file in os.listdir(own) if file.endswith(".profraw")]
    llvm = llvm_of(options.compiler)
    events, left = recorded.collect(records, lambda file: os.path.realpath(file) in sources, recorder,
                                    llvm("llvm-symbolizer"))
    events = [event for event in events if event.file == path]
    reached = executed.read(llvm, [binary], profiles, os.path.join(own, "merged.profdata"))
    said, quiet = verdicts.run([options.tool, "-m", "--format=json", "--quiet", "--no-cache", path, "--", *flags],
                        os.path.dirname(path))
    lines = source.split("\n")

    def source_line(_, number):
        return lines[number - 1] if number <= len(lines) else ""

    said = [verdict for verdict in said if verdict.file == path]
    figures, disagreements = compare.compare(events, said, reached, source_line)
    for more, wrong in (compare.compare_goes(path, said, source),
                        compare.compare_effects(events, [one for one in quiet if one.file == path], reached)):
        figures.add(more)
        disagreements += wrong
    return figures, disagreements, left


def write_generated(folder, seed, count):
    programs = []
    for number in range(count):
        programs.append(os.path.join(folder, f"{seed}-{number}.cpp"))
        with open(programs[-1], "w") as out:
            out.write(generate.program(seed, number))
    return programs


def print_left(left):
    for why in sorted(left.counts):
        print(f"left out: {why}: {left.counts[why]} allocations, {left.bytes[why]} bytes")


def thresholds(parser):
    for name, what in (("bytes", "%% of bytes explained"), ("counts", "%% of allocations explained"),
                       ("definite", "%% of allocating lines with only definite verdicts"),
                       ("may", "%% of executed `may allocate` lines that allocate"),
                       ("goes", "%% of `goes:` comments that the verdict agrees with")):
        parser.add_argument(f"--{name}-at-least", type=float, default=0, metavar="PERCENT", help=what)
    for name, what in (("contradicted", "definite verdicts the run contradicts"),
                       ("fewer", "definite verdicts that allocated less often than they were executed"),
                       ("outlives", "allocations said to be confined that the run frees later"),
                       ("quiet_allocates", "functions said not to allocate that do")):
        parser.add_argument(f"--{name.replace('_', '-')}-at-most", type=int, metavar="N", help=what)


def below(options, figures):
    """What is below its threshold, as text."""
    shares = figures.shares()
    missed = [f"{name}: {shares[name]:.2f} % is below {getattr(options, name + '_at_least')} %"
              for name in ("bytes", "counts", "definite", "may", "goes")
              if shares[name] < getattr(options, name + "_at_least")]
    for name in ("contradicted", "fewer", "outlives", "quiet_allocates"):
        most = getattr(options, name + "_at_most")
        if most is not None and getattr(figures, name) > most:
            missed.append(f"{name}: {getattr(figures, name)} is above {most}")
    return missed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("programs", nargs="*")
    parser.add_argument("--tool", default=os.path.join(HERE, "../../../build/bin/clang-escape"))
    parser.add_argument("--compiler", default="clang++-22")
    parser.add_argument("--stdlib", choices=("libstdc++", "libc++"), default="libstdc++")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", metavar="DIR", help="leave the binaries and records there")
    parser.add_argument("--each", action="store_true", help="the figures of each program, too")
    parser.add_argument("--generate", type=int, metavar="COUNT", help="that many generated programs instead")
    parser.add_argument("--seed", default="1")
    thresholds(parser)
    options = parser.parse_args()
    options.tool = os.path.abspath(options.tool)
    programs = options.programs or sorted(
        os.path.join(HERE, "programs", file) for file in os.listdir(os.path.join(HERE, "programs"))
        if file.endswith(".cpp") and not file.endswith("-body.cpp"))
    with tempfile.TemporaryDirectory() as temporary:
        folder = os.path.abspath(options.keep) if options.keep else temporary
        os.makedirs(folder, exist_ok=True)
        if options.generate:
            programs = write_generated(folder, options.seed, options.generate)
        recorder = build_recorder(options.compiler, folder)
        with ThreadPoolExecutor(options.jobs) as pool:
            results = list(pool.map(lambda path: run_program(options, path, recorder, folder), programs))
    total, every, left = compare.Figures(), [], recorded.Left()
    for path, result in zip(programs, results):
        if result is None:
            continue
        figures, disagreements, dropped = result
        total.add(figures)
        every += disagreements
        left.counts.update(dropped.counts)
        left.bytes.update(dropped.bytes)
        if options.each:
            shares = figures.shares()
            print(f"{os.path.basename(path):24} bytes {shares['bytes']:6.2f} %  lines {figures.lines_explained} of "
                  f"{figures.lines}, definite {figures.lines_definite}; contradicted {figures.contradicted}")
    for kind in compare.CLASSES:
        lines = [text for of, text in every if of == kind]
        if lines:
            print(f"== {kind}: {len(lines)}")
            print("\n".join(lines))
    print_left(left)
    print(total.text())
    missed = below(options, total)
    for text in missed:
        print("FAILED " + text)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())

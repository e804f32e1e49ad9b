#!/usr/bin/env python3
"""What `--optimizer` says of allocations against what the optimized program allocates.

  optimized.py [--tool build/bin/clang-escape] [--level=-O2]... [PROGRAM.cpp...]
                                            default: optimized/*.cpp and programs/*.cpp, at -O1, -O2, -O3 and -Os

Each program is compiled with the level, run under the recorder, and compared with the report for the same flags, line by
line: where every allocation is said to be removed, the run must have none; where one is said to stay and the line was
executed, the run must have some. Not judged: lines the run did not reach, lengths of 0 (`zero` in the line), `may
allocate`, and what stays only in a copy that the run need not use. A program can say what is to be said at a level,
and every such comment is compared, too:
  // -O2: removed        // -O1 -O2: stays        // -O2: nothing (it cannot be told)
"""
import argparse
import collections
import json
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

import alloc
import executed
import recorded

HERE = os.path.dirname(os.path.abspath(__file__))
# Frames are walked by the recorder; neither changes what is inlined or removed, and the tool gets them, too.
FRAMES = ["-fno-omit-frame-pointer", "-fno-optimize-sibling-calls"]
EXPECTED = re.compile(r"//.*?((?:-O\w+ ?)+): (removed|stays|nothing)\b")


class Line:
    """The allocations of one line of the report."""

    def __init__(self):
        self.fates = collections.Counter()
        self.sure = False  # one that stays in every copy, and allocates for certain
        self.at = []


class Judgement:
    def __init__(self):
        self.said = collections.Counter()
        self.judged = collections.Counter()
        self.compared = 0  # comments
        self.wrong = []

    def add(self, other):
        self.said += other.said
        self.judged += other.judged
        self.compared += other.compared
        self.wrong += other.wrong


def report(options, path, level, flags):
    """The lines of the tool's report about allocations, and its exit code's message if it could not."""
    done = subprocess.run([options.tool, "-m", "--format=json", "--quiet", "--no-cache", "--optimizer=" + level, path,
                           "--", *flags], capture_output=True, text=True, cwd=os.path.dirname(path))
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{path}: exit code {done.returncode}\n{done.stderr[-2000:]}")
    lines = collections.defaultdict(Line)
    for finding in json.loads(done.stdout)["findings"]:
        file = os.path.realpath(os.path.join(os.path.dirname(path), finding["range"]["file"]))
        if "allocation" not in finding or "check" in finding or file != path:
            continue
        start = finding["range"]["start"]
        fate = finding["allocation"].get("optimizer", {})
        line = lines[start["line"]]
        line.fates[fate.get("fate", "nothing")] += 1
        line.at.append((start["line"], start["column"]))
        line.end = max(getattr(line, "end", 0), finding["range"]["end"]["line"])
        certain = "; may allocate" not in finding["message"]
        line.sure |= fate.get("fate") == "stays" and not fate["removedIn"] and certain
    return lines


def compile_and_run(options, path, flags, folder, name, more, recorder):
    own = os.path.join(folder, name)
    os.makedirs(own, exist_ok=True)
    binary = os.path.join(own, "program")
    body = path.removesuffix(".cpp") + "-body.cpp"
    sources = [path, body] if os.path.exists(body) else [path]
    alloc.check([options.compiler, *flags, *more, *sources, recorder, "-Wl,-rpath," + folder, "-o", binary, "-w",
                 *(alloc.LIBCXX_LINK if options.stdlib == "libc++" else [])])
    environment = dict(os.environ, ALLOC_RECORD=os.path.join(own, "record"), LD_PRELOAD=recorder,
                       LLVM_PROFILE_FILE=os.path.join(own, "%p.profraw"))
    alloc.check([binary], cwd=own, env=environment, timeout=60)
    return own, binary


def judge(path, level, lines, allocated, reached, source, expected):
    result = Judgement()
    name = os.path.basename(path)
    for number, line in sorted(lines.items()):
        result.said.update(line.fates)
        here = f"{name}:{number} {level}: "
        text = source[number - 1]
        if set(line.fates) == {"removed"}:
            result.judged["removed"] += 1
            if any(at in allocated for at in range(number, line.end + 1)):
                result.wrong.append(here + "said to be removed, and the run allocates")
        elif line.sure and "zero" not in text and all(reached.count(path, *at) for at in line.at):
            result.judged["stays"] += 1
            if not any(at in allocated for at in range(number, line.end + 1)):
                result.wrong.append(here + "said to stay, and the run does not allocate")
    for number, text in enumerate(expected, 1):
        for levels, fate in EXPECTED.findall(text):
            if level not in levels.split():
                continue
            result.compared += 1
            said = set(lines[number].fates) if number in lines else {"no verdict"}
            if said != {fate}:
                result.wrong.append(f"{name}:{number} {level}: expected {fate}, got {', '.join(sorted(said))}")
    return result


def run_program(options, path, recorder, folder):
    path = os.path.realpath(path)
    with open(path) as file:
        text = file.read()
    if options.stdlib in (alloc.directive(text, "not") or []):
        return Judgement()
    flags = alloc.directive(text, "flags") or ["-std=c++20"]
    flags = flags + FRAMES + (alloc.LIBCXX if options.stdlib == "libc++" else [])
    source = text.split("\n")
    stem = os.path.splitext(os.path.basename(path))[0]
    llvm = alloc.llvm_of(options.compiler)
    own, binary = compile_and_run(options, path, flags, folder, stem, ["-O0", "-g", *executed.FLAGS], recorder)
    profiles = [os.path.join(own, file) for file in os.listdir(own) if file.endswith(".profraw")]
    reached = executed.read(llvm, [binary], profiles, os.path.join(own, "merged.profdata"))
    result = Judgement()
    for level in options.level:
        own, _ = compile_and_run(options, path, flags, folder, stem + level, [level, "-g"], recorder)
        records = [os.path.join(own, file) for file in os.listdir(own) if file.startswith("record.")]
        folder_of = os.path.dirname(path)
        events, _ = recorded.collect(records, lambda file: os.path.realpath(file).startswith(folder_of), recorder,
                                     llvm("llvm-symbolizer"))
        allocated = {event.line for event in events if event.file == path}
        # The comments are about libstdc++; the other library has other inline buffers.
        expected = source if options.stdlib == "libstdc++" else []
        result.add(judge(path, level, report(options, path, level, flags), allocated, reached, source, expected))
    return result


def programs_of(folder):
    return sorted(os.path.join(HERE, folder, file) for file in os.listdir(os.path.join(HERE, folder))
                  if file.endswith(".cpp") and not file.endswith("-body.cpp"))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("programs", nargs="*")
    parser.add_argument("--tool", default=os.path.join(HERE, "../../../build/bin/clang-escape"))
    parser.add_argument("--compiler", default="clang++-22")
    parser.add_argument("--stdlib", choices=("libstdc++", "libc++"), default="libstdc++")
    parser.add_argument("--level", action="append", help="may be repeated")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--told-at-least", type=float, default=0, metavar="PERCENT",
                        help="%% of the allocations of the report of which something is said")
    options = parser.parse_args()
    options.tool = os.path.abspath(options.tool)
    options.level = options.level or ["-O1", "-O2", "-O3", "-Os"]
    programs = options.programs or programs_of("optimized") + programs_of("programs")
    total = Judgement()
    with tempfile.TemporaryDirectory() as folder:
        recorder = alloc.build_recorder(options.compiler, folder)
        with ThreadPoolExecutor(options.jobs) as pool:
            for one in pool.map(lambda path: run_program(options, path, recorder, folder), programs):
                total.add(one)
    print("\n".join(total.wrong))
    count = sum(total.said.values())
    told = 100 * (total.said["removed"] + total.said["stays"]) / max(count, 1)
    print(f"{' '.join(options.level)}: {count} allocations: {total.said['removed']} removed, {total.said['stays']} stay, "
          f"{told:.1f} % told; lines judged by the run: {total.judged['removed']} removed, {total.judged['stays']} stay; "
          f"{total.compared} comments; wrong: {len(total.wrong)}")
    failed = bool(total.wrong) or told < options.told_at_least or not total.judged["removed"]
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Generates programs, runs them under AddressSanitizer and compares with clang-escape.

    run.py [--seed N] [--count N] [--first N] [--jobs N] [--state FILE] [--keep DIR] [--tool PATH] [--compiler PATH]
           [--found-at-least PERCENT] [--silent-at-least PERCENT]
"""
import argparse
import collections
import json
import multiprocessing
import os
import re
import subprocess
import sys
import tempfile

import generate
import judge
import program

HERE = os.path.dirname(os.path.abspath(__file__))
FLAGS = ["-std=c++20", "-w", "-O0", "-g1", "-fno-pie", "-fno-omit-frame-pointer", "-fsanitize=address",
         "-fsanitize-recover=address", "-fsanitize-address-use-after-return=always",
         "-fsanitize-address-use-after-scope"]
OPTIONS = "halt_on_error=0:symbolize=0:suppress_equal_pcs=0:detect_leaks=0:detect_stack_use_after_return=1:" \
          "use_sigaltstack=0:handle_segv=0:handle_abort=0:handle_sigfpe=0:handle_sigill=0:malloc_context_size=20:" \
          "print_legend=0:detect_container_overflow=0:quarantine_size_mb=64"
THREADS = [("std::thread", "oracle::Thread"), ("std::jthread", "oracle::JoiningThread"),
           ("std::future<int>", "oracle::Future"), ("std::async(std::launch::async, ", "oracle::async(")]


class Workshop:
    """Where programs are compiled and run."""

    def __init__(self, folder, tool, compiler):
        self.folder, self.tool, self.compiler = folder, tool, compiler
        self.header = f"{folder}/runtime.h.pch"
        self.object = f"{folder}/runtime.o"
        self.symbolizer = self.command([compiler, "-print-prog-name=llvm-symbolizer"]).strip()

    def prepare(self):
        self.command([self.compiler, *FLAGS, "-x", "c++-header", f"{HERE}/runtime.h", "-o", self.header])
        self.command([self.compiler, *FLAGS, "-c", f"{HERE}/runtime.cpp", "-o", self.object])

    def command(self, words, **more):
        done = subprocess.run(words, capture_output=True, text=True, **more)
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(words)}\n{done.stdout[-2000:]}{done.stderr[-6000:]}")
        return done.stdout

    def findings(self, name, spans):
        """What clang-escape says, by program."""
        done = subprocess.run([self.tool, "--format=json", f"{self.folder}/{name}.cpp", "--", "-std=c++20", "-w",
                               f"-I{HERE}"], capture_output=True, text=True, cwd=self.folder)
        if done.returncode not in (0, 1):
            raise RuntimeError(f"clang-escape: {done.returncode}\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
        out = {number: [] for number in spans}
        for finding in json.loads(done.stdout)["findings"]:
            if "check" not in finding:  # a verdict, not a finding
                continue
            line = finding["range"]["start"]["line"]
            for number, (first, last) in spans.items():
                if first <= line <= last and finding["range"]["file"].endswith(f"{name}.cpp"):
                    out[number].append(finding)
        return out

    def truth(self, name):
        """What AddressSanitizer says, by program, with lines instead of addresses."""
        binary = f"{self.folder}/{name}-run"
        self.command([self.compiler, *FLAGS, "-no-pie", "-include-pch", self.header, f"-I{HERE}",
                      f"{self.folder}/{name}-run.cpp", self.object, "-o", binary])
        done = subprocess.run([binary], capture_output=True, text=True, errors="replace",
                              env={**os.environ, "ASAN_OPTIONS": OPTIONS})
        if done.returncode != 0:
            raise RuntimeError(f"{binary}: {done.returncode}\n{done.stdout[-3000:]}")
        outcomes = judge.parse_output(done.stdout)
        self.to_lines(binary, name, outcomes)
        return outcomes

    def to_lines(self, binary, name, outcomes):
        faults = [fault for outcome in outcomes.values() for fault in outcome.faults.values()]
        offsets = sorted({one for fault in faults for one in (*fault.access, *fault.freed, *fault.allocated)})
        lines = {}
        if offsets:
            done = subprocess.run([self.symbolizer, f"--obj={binary}", "--output-style=JSON", "--no-inlines"],
                                  input="\n".join(hex(int(one, 16) - 1) for one in offsets), capture_output=True,
                                  text=True)
            for offset, row in zip(offsets, done.stdout.splitlines()):
                for symbol in json.loads(row).get("Symbol", []):
                    if symbol["FileName"].endswith(f"{name}-run.cpp"):
                        lines[offset] = symbol["Line"]
        for outcome in outcomes.values():
            merged = {}
            for fault in outcome.faults.values():
                for part in ("access", "freed", "allocated"):
                    setattr(fault, part, tuple(lines[one] for one in getattr(fault, part) if one in lines))
                known = merged.get(fault.key())
                if known is None or (fault.first and not known.first):
                    merged[fault.key()] = fault
            outcome.faults = merged

    def compare(self, name, programs):
        """The judgement of each program, by number, with its findings."""
        for run in (False, True):
            text, spans = program.source(programs, run)
            if run:
                for seen, instead in THREADS:
                    text = text.replace(seen, instead)
            else:
                seen_lines = [""] + text.splitlines()
            with open(f"{self.folder}/{name}{'-run' if run else ''}.cpp", "w") as file:
                file.write(text)
        findings = self.findings(name, spans)
        outcomes = self.truth(name)
        # drivers stand behind the programs: their lines only tell which argument it was
        run_lines, behind = [""] + text.splitlines(), max(last for _, last in spans.values())
        out = {}
        for one in programs:
            first, last = spans[one.number]
            outcome = outcomes.get(one.number, judge.Outcome())
            for fault in outcome.faults.values():
                given = [run_lines[line].partition("// ")[2] for line in fault.allocated if line > behind]
                fault.parameter = given[0] if given else ""
                for part in ("access", "freed", "allocated"):
                    setattr(fault, part, tuple(line for line in getattr(fault, part) if first <= line <= last))
            out[one.number] = (judge.judge(outcome, findings[one.number], seen_lines, spans[one.number]), findings[one.number],
                               outcome, spans[one.number])
        return out


def describe(one, judgement, outcome, span):
    """A disagreement in words, above its program."""
    first = span[0] - 1
    words = []
    for fault in judgement.missed:
        words.append(f"missed: {shifted(fault, first).words()} ({fault.where}, line "
                     f"{'/'.join(str(line - first) for line in fault.access) or 'driver'})")
    for finding in judgement.wrong:
        words.append(f"wrong: line {finding['range']['start']['line'] - first}: {finding['message']} [{finding['check']}]")
    for broken in judgement.broken:
        words.append(f"crashed: function {broken[0]} with {broken[1]}: {broken[2]}")
    return words


def shifted(fault, by):
    import copy
    fault = copy.copy(fault)
    fault.line -= by
    fault.freed = tuple(one - by for one in fault.freed)
    fault.allocated = tuple(one - by for one in fault.allocated)
    return fault


def batch(arguments):
    folder, tool, compiler, seed, numbers = arguments
    shop = Workshop(folder, tool, compiler)
    programs = [generate.make_program(seed, number) for number in numbers]
    name = f"batch{numbers[0]}"
    try:
        results = shop.compare(name, programs)
    except RuntimeError as error:
        return [], f"{name}: {error}"
    out = []
    for one in programs:
        judgement, findings, outcome, span = results[one.number]
        row = {"number": one.number, "tags": sorted(one.tags()), "faulting": judgement.faulting,
               "found": judgement.found, "silent": judgement.silent, "missed": len(judgement.missed),
               "wrong": len(judgement.wrong), "broken": len(judgement.broken), "words": [], "text": ""}
        if judgement.missed or judgement.wrong or judgement.broken:
            row["words"] = describe(one, judgement, outcome, span)
            row["text"] = "\n".join(program.program_lines(one, False))
        out.append(row)
    for suffix in (".cpp", "-run.cpp", "-run"):
        if os.path.exists(f"{folder}/{name}{suffix}"):
            os.remove(f"{folder}/{name}{suffix}")
    return out, ""


def percent(part, whole):
    return 100.0 * part / whole if whole else 100.0


def report(rows, seed, keep):
    faulting = [row for row in rows if row["faulting"]]
    fine = [row for row in rows if not row["faulting"]]
    found = sum(row["found"] for row in faulting)
    silent = sum(row["silent"] for row in fine)
    stray = sum(bool(row["wrong"]) for row in faulting)
    tags = collections.Counter(tag for row in rows for tag in row["tags"])
    print("construct        programs")
    for tag, count in tags.most_common():
        print(f"  {tag:<14} {percent(count, len(rows)):5.1f} %")
    print(f"seed {seed}, {len(rows)} programs, {percent(len(faulting), len(rows)):.1f} % fault")
    print(f"faults found: {found} of {len(faulting)} ({percent(found, len(faulting)):.2f} %)")
    print(f"fault-free and silent: {silent} of {len(fine)} ({percent(silent, len(fine)):.2f} %)")
    print(f"faulting programs with a finding about something else: {stray}")
    broken = sum(bool(row["broken"]) for row in rows)
    if broken:
        print(f"programs that crashed (a mistake of the generator): {broken}")
    listed = [row for row in rows if row["words"]]
    for row in listed:
        print(f"{seed}/{row['number']}: {'; '.join(row['words'])}")
        if keep:
            os.makedirs(keep, exist_ok=True)
            with open(f"{keep}/{row['number']}.cpp", "w") as file:
                file.write("".join(f"// {words}\n" for words in row["words"]) + row["text"] + "\n")
    return percent(found, len(faulting)), percent(silent, len(fine)), percent(len(faulting), len(rows))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--batch", type=int, default=100)
    parser.add_argument("--state", help="file of what is done: a long run goes on from there")
    parser.add_argument("--keep", help="folder for the programs on which the two disagree")
    parser.add_argument("--tool", default=os.environ.get("CLANG_ESCAPE", "build/bin/clang-escape"))
    parser.add_argument("--compiler", default=os.environ.get("CLANG_ESCAPE_COMPILER", "clang++-22"))
    parser.add_argument("--found-at-least", type=float, default=0)
    parser.add_argument("--silent-at-least", type=float, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        Workshop(folder, options.tool, options.compiler).prepare()
        rows, errors = [], []
        if options.state and os.path.exists(options.state):
            with open(options.state) as file:
                rows = [json.loads(line) for line in file]
        done = {row["number"] for row in rows}
        numbers = [one for one in range(options.first, options.first + options.count) if one not in done]
        work = [(folder, os.path.abspath(options.tool), options.compiler, options.seed, numbers[at:at + options.batch])
                for at in range(0, len(numbers), options.batch)]
        with multiprocessing.Pool(options.jobs) as pool:
            for some, error in pool.imap_unordered(batch, work):
                rows += some
                if options.state:
                    with open(options.state, "a") as file:
                        file.writelines(json.dumps(row) + "\n" for row in some)
                if error:
                    errors.append(error)
                    print(error, file=sys.stderr)
    rows.sort(key=lambda row: row["number"])
    found, silent, _ = report(rows, options.seed, options.keep)
    if errors or found < options.found_at_least or silent < options.silent_at_least:
        sys.exit(1)


if __name__ == "__main__":
    main()

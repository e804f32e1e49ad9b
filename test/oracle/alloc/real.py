"""See real.sh. A package is built anew with -O0 -g and coverage, in DIR/<package>/alloc; real.tsv says how it runs."""
import argparse
import glob
import os
import re
import shutil
import subprocess
import sys

import alloc
import compare
import executed
import recorded
import verdicts

HERE = os.path.dirname(os.path.abspath(__file__))


def rows():
    with open(os.path.join(HERE, "real.tsv")) as table:
        for text in table:
            if text.strip() and not text.startswith("#"):
                package, cmake, targets, runs = text.rstrip("\n").split("\t")
                yield package, cmake.split(), targets.split(), runs.split("; ")


def build(options, source, folder, cmake, targets):
    flags = " ".join(["-O0", "-g", "-w", "-fno-omit-frame-pointer", *executed.FLAGS])
    if not os.path.exists(os.path.join(folder, "build.ninja")):
        alloc.check(["cmake", "-S", source, "-B", folder, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=None",
                     "-DCMAKE_CXX_COMPILER=" + options.compiler, "-DCMAKE_CXX_FLAGS=" + flags,
                     "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON", *cmake], stdin=subprocess.DEVNULL)
    alloc.check(["ninja", "-C", folder, "-j", str(options.jobs), *targets])


def run_tests(folder, source, runs, recorder):
    """The records and coverage of the runs; an exit code other than 0 is said, its record counts all the same."""
    at = os.path.join(folder, "run")
    shutil.rmtree(at, ignore_errors=True)
    os.makedirs(at)
    environment = dict(os.environ, ALLOC_RECORD=os.path.join(folder, "run", "record"), ALLOC_PRELOAD=recorder,
                       LLVM_PROFILE_FILE=os.path.join(at, "%p.profraw"))
    for run in runs:
        *before, program = run.format(build=folder, source=source).split(" && ")
        command = " && ".join(before + ["LD_PRELOAD=$ALLOC_PRELOAD " + program])
        done = subprocess.run(["bash", "-c", command], cwd=at, env=environment, capture_output=True, timeout=1200)
        if done.returncode:
            print(f"  {program}: exit code {done.returncode}: {done.stderr[-300:].decode(errors='replace').strip()}")
    binaries = [run.format(build=folder, source=source).split(" && ")[-1].split()[0] for run in runs]
    return glob.glob(os.path.join(at, "record.*")), glob.glob(os.path.join(at, "*.profraw")), binaries


def package_run(options, package, cmake, targets, runs, recorder):
    source = os.path.realpath(os.path.join(options.dir, package, "src"))
    folder = os.path.realpath(os.path.join(options.dir, package, "alloc"))
    build(options, source, folder, cmake, targets)
    records, profiles, binaries = run_tests(folder, source, runs, recorder)
    llvm = alloc.llvm_of(options.compiler)

    def is_user(file):
        return os.path.realpath(file).startswith((source + "/", folder + "/"))

    events, left = recorded.collect(records, is_user, recorder, llvm("llvm-symbolizer"))
    reached = executed.read(llvm, binaries, profiles, os.path.join(folder, "run", "merged.profdata"))
    said, quiet = verdicts.run([options.tool, "-m", "--format=json", "--quiet", "--no-cache", "-p", folder, "-j",
                         str(options.jobs), "--header-filter=" + re.escape(source) + ".*"], folder, unparsed=True)
    sources = recorded.Sources()

    def name_of(file):
        return os.path.relpath(file, source)

    figures, disagreements = compare.compare(events, said, reached, sources.line, name_of, may_be_zero=True)
    effects, wrong = compare.compare_effects(events, quiet, reached, name_of)
    figures.add(effects)
    return figures, disagreements + wrong, left


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("packages", nargs="*")
    parser.add_argument("--tool", default=os.path.join(HERE, "../../../build/bin/clang-escape"))
    parser.add_argument("--dir", default=os.path.join(HERE, "../../../build/corpus"))
    parser.add_argument("--compiler", default="clang++-22")
    parser.add_argument("--at-least", type=float, default=95)
    parser.add_argument("--list", type=int, default=30)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    options.tool = os.path.abspath(options.tool)
    options.dir = os.path.abspath(options.dir)
    failed = False
    for package, cmake, targets, runs in rows():
        if options.packages and package not in options.packages:
            continue
        if not os.path.exists(os.path.join(options.dir, package, "src")):
            subprocess.run([os.path.join(HERE, "../../corpus/fetch.sh"), options.dir, package], check=True)
        print(f"== {package}", flush=True)
        recorder = alloc.build_recorder(options.compiler, os.path.join(options.dir, package))
        figures, disagreements, left = package_run(options, package, cmake, targets, runs, recorder)
        with open(os.path.join(options.dir, package, "alloc.txt"), "w") as out:
            out.writelines(f"{kind}: {text}\n" for kind, text in disagreements)
        for kind in compare.CLASSES:
            lines = [text for of, text in disagreements if of == kind]
            if lines:
                print(f"-- {kind}: {len(lines)}")
                print("\n".join(lines[:options.list]))
        alloc.print_left(left)
        print(figures.text(), flush=True)
        shares = figures.shares()
        failed = failed or min(shares["bytes"], shares["counts"]) < options.at_least
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

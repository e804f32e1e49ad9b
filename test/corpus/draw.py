#!/usr/bin/env python3
"""Draws Debian source packages with C++ code by a fixed seed, so that nobody picks what the tool is good at.

  draw.py [--dir DIR] --seed N --count K [--first R]

The candidates are all source packages of the distribution's main suite that build-depend on cmake or meson, build a
compiled library's headers (a binary package in section libdevel), have at most 12 build dependencies and at most 20 MB
of upstream archives. They are ordered by SHA-256 of "N package": the order does not change when packages come and go.
In this order each is fetched and configured as fetch.sh does it, until K are there (--first R starts at rank R).
Passed over are packages that are in packages.tsv already, do not configure as they are, have fewer than 10 or more
than 500 compiled C++ files, or where clang++ cannot read more than one in ten of a sample of files.

What was found of a package is kept in DIR/verdicts.json, so that another draw need not try it again.

Prints a line for each, "taken" or the reason; with --record it is appended to drawn.tsv, and what was taken to
packages.tsv.
"""
import argparse
import hashlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
CXX = re.compile(r"\.(cc|cpp|cxx|c\+\+|C)$")


def paragraphs(text):
    """Fields of each paragraph of a Debian control file."""
    for block in text.split("\n\n"):
        fields, key = {}, None
        for line in block.splitlines():
            if line[:1] in (" ", "\t"):
                fields[key] += "\n" + line
            elif ":" in line:
                key, value = line.split(":", 1)
                fields[key] = value.strip()
        if fields:
            yield fields


def dependencies(fields):
    text = ",".join(fields.get(k, "") for k in ("Build-Depends", "Build-Depends-Arch"))
    return {re.split(r"[\s(\[<|:]", d.strip())[0] for d in text.split(",") if d.strip()}


def candidates(directory):
    """{package: build system} of everything that may be drawn."""
    out = subprocess.run([HERE / "debian-source.sh", "--index", directory], stdout=subprocess.PIPE, check=True).stdout
    found = {}
    for p in paragraphs(out.decode(errors="replace")):
        needs = dependencies(p)
        system = "cmake" if "cmake" in needs else "meson" if "meson" in needs else None
        built = [l.split() for l in p.get("Package-List", "").splitlines()]
        library = any(len(b) > 4 and b[2].endswith("libdevel") and "arch=all" not in b for b in built)
        size = sum(int(s) for s in re.findall(r"^ [0-9a-f]+ (\d+) \S+\.orig\S*\.tar\.\w+$", p.get("Files", ""), re.M))
        if system and library and len(needs) <= 12 and 0 < size <= 20_000_000:
            found[p["Package"]] = system
    return found


def unreadable(entry):
    """Whether clang cannot parse the file of this entry of the compile database."""
    args = entry["arguments"] if "arguments" in entry else shlex.split(entry["command"])
    while Path(args[0]).name in ("ccache", "sccache", "distcc"):
        args = args[1:]
    valued = ("-o", "-MF", "-MQ", "-MT")
    args = [a for i, a in enumerate(args) if a not in ("-c", "-MD", "-MMD", *valued) and (i == 0 or args[i - 1] not in valued)]
    args[0] = os.environ.get("CLANG", "clang++-22")
    return subprocess.run(["nice", *args, "-fsyntax-only", "-w", "-Qunused-arguments", "-ferror-limit=1"],
                          cwd=entry["directory"], capture_output=True).returncode != 0


def verdict(directory, name):
    """"taken" with figures, or why not."""
    database = directory / name / "build/compile_commands.json"
    if not database.exists():
        return "no compile_commands.json"
    src = (directory / name / "src").resolve()
    entries = {}
    for e in json.loads(database.read_text()):
        entries.setdefault(os.path.normpath(os.path.join(e["directory"], e["file"])), e)
    cxx = {f: e for f, e in entries.items() if CXX.search(f)}
    if not 10 <= len(cxx) <= 500:
        return f"{len(cxx)} C++ files"
    sample = list(entries.values())[::1 + len(entries) // 10]
    bad = sum(map(unreadable, sample))
    if bad * 10 > len(sample):
        return f"clang++ cannot read {bad} of {len(sample)} files"
    return f"taken, {len(entries)} files"


def main():
    args = argparse.ArgumentParser(prog="draw.py", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    args.add_argument("--dir", default=str(HERE.parent.parent / "build/corpus"))
    args.add_argument("--seed", type=int, required=True)
    args.add_argument("--count", type=int, required=True)
    args.add_argument("--first", type=int, default=1)
    args.add_argument("--record", action="store_true")
    args = args.parse_args()
    directory = Path(args.dir).resolve()
    have = {l.split("\t")[0] for l in (HERE / "packages.tsv").read_text().splitlines() if not l.startswith("#")}
    found = candidates(directory)
    order = sorted(found, key=lambda n: hashlib.sha256(f"{args.seed} {n}".encode()).digest())
    print(f"# seed {args.seed}: {len(order)} candidates", flush=True)
    kept = directory / "verdicts.json"
    verdicts = json.loads(kept.read_text()) if kept.exists() else {}
    taken, rank = 0, args.first
    while taken < args.count and rank <= len(order):
        name = order[rank - 1]
        if name in have:
            what = "in the corpus already"
        elif not verdicts.get(name, "taken").startswith("taken"):
            what = verdicts[name]
        else:
            row = [name, ".", "@", "", "", found[name]]
            fetched = subprocess.run([HERE / "fetch.sh", "--row", "\t".join(row), directory, name], capture_output=True, text=True)
            what = verdict(directory, name) if fetched.returncode == 0 else (fetched.stderr.strip().splitlines() or ["?"])[-1]
            what = what.replace(str(directory) + "/", "").replace(f"{name}: ", "")
            if what.startswith("taken"):
                taken += 1
                if args.record:
                    with open(HERE / "packages.tsv", "a") as out:
                        out.write("\t".join([*row, f"seed {args.seed}, rank {rank}"]) + "\n")
            else:
                shutil.rmtree(directory / name, ignore_errors=True)
            verdicts[name] = what
            kept.write_text(json.dumps(verdicts, indent=1, sort_keys=True))
        line = f"{args.seed}\t{rank}\t{name}\t{found[name]}\t{what}"
        print(line, flush=True)
        if args.record:
            with open(HERE / "drawn.tsv", "a") as out:
                out.write(line + "\n")
        rank += 1
    return 0 if taken == args.count else 1


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Runs the tool over the corpus and compares with recorded.tsv and judged.tsv. Usage: see run.sh."""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import draw

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
FINDING = re.compile(r"^(.*?):(\d+):(\d+): (?:warning|error): (.*) \[(escape-[a-z-]+)[^\]]*\]$")
MAY = re.compile(r"\bmay\b.* \([^()]+\)$")  # a finding that rests on assumptions ends in them
GIVEN_UP = re.compile(r"^functions confirmed: (\d+), given up: (\d+)", re.M)
JOBS = os.environ.get("JOBS", "2")
HEADERS = {".h", ".hh", ".hpp", ".hxx", ".inl", ".ipp"}


def table(name):
    """Rows of a tab-separated file; comments and the heading row start with '#'."""
    path = HERE / name
    text = path.read_text() if path.exists() else ""
    return [line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("#")]


def count_lines(paths):
    return sum(p.read_bytes().count(b"\n") for p in paths if p.is_file())


def run(tool, package, files, log):
    """One run of the tool. Returns (exit status, user seconds, peak MiB of this run, stdout)."""
    src = package / "src"
    command = [tool, "-p", str(package / "build"), "-j", JOBS, "--quiet", "--no-cache", "--stats", "--may",
               "--header-filter=^" + re.escape(str(src.resolve())) + "/", *files]
    # A fresh Python as the parent, so that its children's peak memory is this run's alone.
    probe = ("import resource, subprocess, sys\n"
             "rc = subprocess.run(sys.argv[2:]).returncode\n"
             "u = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
             "open(sys.argv[1], 'w').write(f'{rc} {u.ru_utime} {u.ru_maxrss}')\n")
    with tempfile.NamedTemporaryFile("r") as figures:
        with open(log / "out.txt", "wb") as out, open(log / "err.txt", "wb") as err:
            subprocess.run([sys.executable, "-c", probe, figures.name, *command], stdout=out, stderr=err)
        rc, user, peak = figures.read().split()
    return int(rc), float(user), int(peak) / 1024, (log / "out.txt").read_text(errors="replace")


def findings_of(text, src):
    """Proven findings, {(file below src, line, check): message}, and places of those that rest on an assumption. Each
    place counts once however many files include it."""
    found, may = {}, set()
    for line in text.splitlines():
        m = FINDING.match(line)
        if m:
            file = os.path.relpath(os.path.abspath(m[1]), src)
            if MAY.search(m[4]):
                may.add((file, m[2], m[5]))
            else:
                found.setdefault((file, int(m[2]), m[5]), m[4])
    return found, may


def unreadable(package, errors):
    """Files that clang++ cannot read either: nothing this tool could do. Those it alone cannot read are troubles."""
    named = {os.path.abspath(m) for m in re.findall(r"^(.*?):\d+:\d+: (?:fatal )?error:", errors, re.M)}
    entries = {}
    for e in json.loads((package / "build/compile_commands.json").read_text()):
        entries.setdefault(os.path.normpath(os.path.join(e["directory"], e["file"])), e)
    ours = [f for f in sorted(named) if f not in entries or not draw.unreadable(entries[f])]
    return sorted(named - set(ours)), ours


def write(recorded, fresh):
    """recorded.tsv anew, and findings that nobody judged yet to judged.tsv."""
    head = "# package\tversion\tfiles\tlines\tfindings\tcrashes\tuser seconds\tmay findings\tfunctions given up\n"
    order = [row[0] for row in table("packages.tsv")]
    (HERE / "recorded.tsv").write_text(head + "".join("\t".join(recorded[n]) + "\n" for n in order if n in recorded))
    with open(HERE / "judged.tsv", "a") as out:
        out.writelines("\t".join(row) + "\n" for row in fresh)


def main():
    args = argparse.ArgumentParser(prog="run.sh", description=__doc__)
    args.add_argument("--tool", default=str(ROOT / "build/bin/clang-escape"))
    args.add_argument("--dir", default=str(ROOT / "build/corpus"))
    args.add_argument("--record", action="store_true")
    args.add_argument("packages", nargs="*")
    args = args.parse_args()
    if not os.access(args.tool, os.X_OK):
        print(f"{args.tool}: not there; build it, or name it with --tool", file=sys.stderr)
        return 2
    names = [row[0] for row in table("packages.tsv")]
    for name in args.packages:
        if name not in names:
            print(f"{name}: not in packages.tsv", file=sys.stderr)
            return 2
    names = args.packages or names
    directory = Path(args.dir).resolve()
    missing = [n for n in names if not (directory / n / "build/compile_commands.json").exists()]
    if missing and subprocess.run([HERE / "fetch.sh", directory, *missing]).returncode:
        return 2

    recorded = {row[0]: row for row in table("recorded.tsv")}
    judged = {(r[0], r[1], int(r[2]), r[3]): (r[4], r[5] if len(r) > 5 else "") for r in table("judged.tsv")}
    troubles, fresh, total = [], [], [0] * 9
    print(f"{'package':14} {'version':22} {'files':>5} {'lines':>7} {'found':>5} {'true':>5} {'false':>5} {'may':>5} "
          f"{'/1000':>5} {'up':>4} {'crash':>5} {'user s':>7} {'MiB':>5}   before")
    for name in names:
        package = directory / name
        src = (package / "src").resolve()
        version = (package / "version").read_text().strip()
        entries = json.loads((package / "build/compile_commands.json").read_text())
        files = sorted({os.path.normpath(os.path.join(e["directory"], e["file"])) for e in entries})
        headers = [p for p in src.rglob("*") if p.suffix in HEADERS]
        lines = count_lines({Path(f) for f in files} | set(headers))

        rc, user, peak, text = run(args.tool, package, [], package)
        crashes = 0
        if rc < 0 or rc > 2:
            # Which files? One by one, and what the others say still counts.
            text = ""
            for file in files:
                with tempfile.TemporaryDirectory() as log:
                    one, _, _, out = run(args.tool, package, [file], Path(log))
                if one < 0 or one > 2:
                    crashes += 1
                    troubles.append(f"{name}: crash ({one}) on {file}")
                text += out
            if not crashes:
                crashes = 1
                troubles.append(f"{name}: crash ({rc}), but on no file alone")
        errors = (package / "err.txt").read_text(errors="replace")
        if rc == 2:
            theirs, ours = unreadable(package, errors)
            if not theirs or ours:
                first = next((l for l in errors.splitlines() if "error:" in l), errors[:200])
                troubles.append(f"{name}: something was not read: {first}")

        given_up = sum(int(m[2]) for m in GIVEN_UP.finditer(errors))
        found, may = findings_of(text, src)
        kinds = {"true": 0, "false": 0}
        for key in sorted(found):
            verdict = judged.get((name, *key), ("unjudged", ""))[0]
            kinds[verdict] = kinds.get(verdict, 0) + 1
            if verdict not in ("true", "false"):
                troubles.append(f"{name}: not judged: {key[0]}:{key[1]}: {found[key]} [{key[2]}]")
                if (name, *key) not in judged:
                    fresh.append((name, *map(str, key), "unjudged", found[key]))
        for (p, file, line, check), (verdict, _) in judged.items():
            if p == name and verdict == "true" and (file, line, check) not in found:
                troubles.append(f"{name}: a true finding is gone: {file}:{line} [{check}]")

        before = recorded.get(name)
        note = "not recorded"
        if before:
            same = before[1] == version
            note = f"{before[4]} found, {before[6]} s" + ("" if same else f", at version {before[1]}")
            if same and int(before[2]) != len(files):
                troubles.append(f"{name}: {len(files)} files, recorded were {before[2]}")
        recorded[name] = [name, version, str(len(files)), str(lines), str(len(found)), str(crashes), f"{user:.1f}",
                          str(len(may)), str(given_up)]
        row = (len(files), lines, len(found), kinds["true"], kinds["false"], len(may), given_up, crashes, user)
        total = [a + b for a, b in zip(total, row)]

        def show(name, version, row, rest):
            files, lines, found, true, false, may, given_up, crashes, user = row
            print(f"{name:14} {version:22} {files:5} {lines:7} {found:5} {true:5} {false:5} {may:5} "
                  f"{may * 1000 / max(lines, 1):5.2f} {given_up:4} {crashes:5} {user:7.1f} {rest}", flush=True)

        show(name, version, row, f"{peak:5.0f}   {note}")
        if args.record:
            write(recorded, fresh)
            fresh = []
    show("together", "", total, "")

    for line in troubles:
        print(line)
    return 1 if troubles else 0


if __name__ == "__main__":
    sys.exit(main())

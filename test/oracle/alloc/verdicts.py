"""What clang-escape says about allocations, from its JSON."""
import json
import os
import re
import subprocess


class Verdict:
    def __init__(self, finding, folder):
        allocation = finding["allocation"]
        start, end = finding["range"]["start"], finding["range"]["end"]
        self.file = os.path.realpath(os.path.join(folder, finding["range"]["file"]))
        self.line, self.column = start["line"], start["column"]
        self.end_line = max(end["line"], start["line"])
        self.width = (self.end_line - self.line, end["column"] - start["column"])
        self.bytes = allocation["bytes"]
        self.reason = allocation["reason"]
        self.message = finding["message"]
        self.may = "; may allocate" in self.message
        self.matched = 0  # allocations of the run that this verdict explains
        self.events = []

    @property
    def definite(self):
        return not self.may

    def covers(self, place):
        file, line, _ = place
        return self.file == file and self.line <= line <= self.end_line

    @property
    def goes(self):
        """`confined`, or the sink in braces."""
        where = re.search(r"(does not escape|escapes? to (\{[^}]*\}))[^;]*(;|$)", self.message)
        return "" if not where else where.group(2) or "confined"


class Quiet:
    """`F does not allocate`."""

    def __init__(self, finding, folder):
        self.file = os.path.realpath(os.path.join(folder, finding["range"]["file"]))
        self.line = finding["range"]["start"]["line"]
        self.column = finding["range"]["start"]["column"]
        self.name = finding["object"]["name"]

    def is_function(self, function):
        last = self.name.split("::")[-1].split("<")[0]
        return "operator()" in function if last.startswith("lambda") else last in function


def run(command, folder, unparsed=False):
    """The verdicts about allocations of one run of the tool, and the functions said not to allocate. An allocation said
    twice at a place is one. With `unparsed`, a file that cannot be parsed is printed and has none."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode == 2 and unparsed and done.stdout:
        print("  not parsed: " + done.stderr.strip())
    elif done.returncode not in (0, 1):
        raise RuntimeError(f"{' '.join(command)}: exit code {done.returncode}\n{done.stderr[-2000:]}")
    found, seen, quiet = [], set(), {}
    for finding in json.loads(done.stdout)["findings"]:
        if finding["kind"] == "does-not-allocate" and not finding["assumptions"]:
            one = Quiet(finding, folder)
            quiet[(one.file, one.line, one.column)] = one
        if "allocation" not in finding or "check" in finding:
            continue
        verdict = Verdict(finding, folder)
        key = (verdict.file, verdict.line, verdict.column, verdict.bytes, verdict.reason, verdict.may)
        if key not in seen:
            seen.add(key)
            found.append(verdict)
    return found, list(quiet.values())

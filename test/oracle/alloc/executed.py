"""Which places of a program were executed, from Clang's source-based coverage: counts by line and column."""
import bisect
import json
import os
import subprocess

FLAGS = ["-fprofile-instr-generate", "-fcoverage-mapping"]


class Executed:
    def __init__(self):
        self.files = {}  # file -> [(line, column, count; -1: code that is none)]
        self.macros = {}  # file -> [(line, column, end line, end column)]

    def count(self, file, line, column):
        """How often the region at a place ran; None when the coverage knows nothing about the place. Inside of a macro
        it does not: the branches of the macro have the place of its name."""
        segments = self.files.get(file)
        if not segments:
            return None
        for macro in self.macros.get(file, ()):
            if macro[:2] <= (line, column) < macro[2:]:
                return None
        at = bisect.bisect_right(segments, (line, column, float("inf"))) - 1
        return segments[at][2] if at >= 0 and segments[at][2] >= 0 else None


    def entered(self, file, line, column):
        """Whether the function whose name stands at a place was: its first region after it."""
        segments = self.files.get(file, [])
        at = bisect.bisect_left(segments, (line, column, 0))
        return at < len(segments) and segments[at][2] > 0


def read(llvm, programs, raw, merged):
    """What the programs ran; a place in several of them counts as the sum."""
    subprocess.run([llvm("llvm-profdata"), "merge", "-o", merged, *raw], check=True, capture_output=True)
    text = subprocess.run([llvm("llvm-cov"), "export", programs[0], *(f"-object={other}" for other in programs[1:]),
                           "-instr-profile=" + merged], check=True,
                          capture_output=True, text=True).stdout
    executed = Executed()
    for unit in json.loads(text)["data"]:
        for file in unit["files"]:
            name = os.path.realpath(file["filename"])
            executed.files[name] = [(s[0], s[1], s[2] if s[3] else -1) for s in file["segments"]]
            executed.macros[name] = [tuple(e["source_region"][:4]) for e in file["expansions"]]
    return executed

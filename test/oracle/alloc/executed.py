"""Which places of a program were executed, from Clang's source-based coverage: counts by line and column."""
import bisect
import json
import os
import subprocess

FLAGS = ["-fprofile-instr-generate", "-fcoverage-mapping"]


class Executed:
    def __init__(self):
        self.files = {}  # file -> [(line, column, count or None)]

    def count(self, file, line, column):
        """How often the region at a place ran; None when the coverage knows nothing about the place."""
        segments = self.files.get(file)
        if not segments:
            return None
        at = bisect.bisect_right(segments, (line, column, float("inf"))) - 1
        return segments[at][2] if at >= 0 and segments[at][2] >= 0 else None


def read(llvm, program, raw, merged):
    subprocess.run([llvm("llvm-profdata"), "merge", "-o", merged, *raw], check=True, capture_output=True)
    text = subprocess.run([llvm("llvm-cov"), "export", program, "-instr-profile=" + merged], check=True,
                          capture_output=True, text=True).stdout
    executed = Executed()
    for unit in json.loads(text)["data"]:
        for file in unit["files"]:
            executed.files[os.path.realpath(file["filename"])] = [
                (s[0], s[1], s[2] if s[3] else -1) for s in file["segments"]]
    return executed

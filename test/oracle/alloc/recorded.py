"""What a run allocated, by the user's line: reads the recorder's files and asks llvm-symbolizer for the places.

An allocation belongs to the innermost frame that lies in the user's files. Frames of members the compiler wrote (the
copy constructor of a struct) are passed over: nobody can read a verdict there. Left out are allocations without a frame
of the user's, those the C library makes for itself (a thread's tables, the buffer of a FILE), and those that another
library, neither the user's nor the standard one, makes in a call.
"""
import json
import os
import re
import subprocess
from collections import Counter, defaultdict

OPERATOR_NEW = re.compile(r"(^|::)operator new\b")
TYPE = re.compile(r"^\s*(template\s*<.*>\s*)?(typedef\s+)?(struct|class|union)\b|\bstruct\s+\w+\s*(final\s*)?[:{]")
STANDARD_MODULE = re.compile(r"/(libstdc\+\+|libc\+\+|libc\+\+abi|libgcc_s|libunwind|libc|libm|ld-linux[^/]*)"
                             r"([.-][^/]*)?\.so[^/]*$")
STANDARD_FILE = re.compile(r"/c\+\+/(v1|\d+)/|/include/x86_64-linux-gnu/c\+\+/")
STANDARD_NAME = re.compile(r"std::|__gnu_cxx::|operator new|operator delete|__cx|_Unwind|__clang_call_terminate")
CLOSURE_COPY = re.compile(r"(\$_\d+)::~?\1\(|'lambda\d*'\([^()]*\)::~?'?lambda")
C_LIBRARY = re.compile(r"/(libc|ld-linux[^/]*|libpthread|libm)([.-][^/]*)?\.so[^/]*$")
EXCEPTION_HEADER = 128  # of both run times, on 64 bits
PLAIN = {"malloc", "calloc", "realloc", "reallocarray", "aligned_alloc", "memalign", "posix_memalign"}


class Event:
    """Allocations of one size at one place."""

    def __init__(self, kind, size, count, places, initializer, left, functions):
        self.kind = kind
        self.size = size
        self.count = count
        self.places = places  # (file, line, column) of the user's frames, innermost first
        self.left = left  # how many of these frames had returned when it was freed, at most; None: not known
        self.functions = functions  # (name, file, line) of the user's functions on the stack
        self.initializer = initializer  # a default member initializer, inside a constructor the compiler wrote

    @property
    def file(self):
        return self.places[0][0]

    @property
    def line(self):
        return self.places[0][1]

    @property
    def column(self):
        return self.places[0][2]

    def has_size(self, bytes_said):
        """Whether a number of bytes tells this size. That of an exception is said with its header
        (__cxa_refcounted_exception) and recorded without, or as libc++abi rounds it up."""
        if self.kind != "exception":
            return self.size == bytes_said
        return self.size in (bytes_said - EXCEPTION_HEADER, (bytes_said + 15) & ~15)

    @property
    def bytes(self):
        return self.size * self.count


class Left:
    """Counts and bytes that are nobody's line: said in the output, never dropped silently."""

    def __init__(self):
        self.counts = Counter()
        self.bytes = Counter()

    def add(self, why, size, count):
        self.counts[why] += count
        self.bytes[why] += size * count


class Sources:
    """Lines of source files, to tell members that the compiler wrote."""

    def __init__(self):
        self.files = {}

    def line(self, file, number):
        if file not in self.files:
            try:
                with open(file, errors="replace") as source:
                    self.files[file] = source.read().split("\n")
            except OSError:
                self.files[file] = []
        lines = self.files[file]
        return lines[number - 1] if 0 < number <= len(lines) else ""


def read(path):
    """The modules and the allocations [(kind, size, count, outlived, addresses)] of one file of the recorder's."""
    modules, allocations = [], []
    with open(path) as lines:
        for text in lines:
            words = text.split()
            if words[0] == "module":
                modules.append((int(words[1], 16), " ".join(words[2:])))
            elif words[0] == "dropped":
                raise RuntimeError(f"{path}: the recorder lost {words[1]} allocations")
            else:
                allocations.append((words[0], *map(int, words[1:4]), [int(word, 16) for word in words[4:]]))
    modules.sort()
    return modules, allocations


def module_of(modules, address):
    found = None
    for base, path in modules:
        if base > address:
            break
        found = (base, path)
    return found


def is_system(path):
    return path.startswith(("/lib", "/usr", "linux-vdso")) or not os.path.exists(path)


def is_standard(module, frames):
    """Whether this code is the standard library's; what another library allocates is not the user's line."""
    if is_system(module):
        return bool(STANDARD_MODULE.search(module))
    return all(STANDARD_FILE.search(file) or STANDARD_NAME.search(function) for function, file, *_ in frames)


def symbolize(symbolizer, path, offsets):
    """offset -> [(function, file, line, column, line of the function)], innermost inlined frame first."""
    if not offsets:
        return {}
    offsets = sorted(offsets)
    answer = subprocess.run([symbolizer, "--output-style=JSON", "--inlines", "--obj=" + path],
                            input="".join(f"{offset:#x}\n" for offset in offsets), capture_output=True, text=True,
                            check=True).stdout
    found = {}
    for text in answer.split("\n"):
        if not text.strip():
            continue
        entry = json.loads(text)
        entries = entry if isinstance(entry, list) else [entry]
        for one in entries:
            found[int(one["Address"], 16)] = [
                (s.get("FunctionName", ""), s.get("FileName", ""), s.get("Line", 0), s.get("Column", 0),
                 s.get("StartLine", 0)) for s in one.get("Symbol", [])]
    return found


def of_compiler(sources, frame):
    """Whether the compiler wrote the function: it begins where a type begins, or copies a closure."""
    function, file, _, _, start = frame
    if "operator()" in function:
        return False
    return bool(CLOSURE_COPY.search(function) or TYPE.search(sources.line(file, start)))


def collect(paths, is_user, recorder, symbolizer):
    """The events of all runs, and what was left out. `is_user(file)` says which files are the user's."""
    sources, left, events = Sources(), Left(), []
    for path in paths:
        modules, allocations = read(path)
        wanted = defaultdict(set)
        placed = []
        for kind, size, count, outlived, addresses in allocations:
            frames, own = [], 0
            for address in addresses:
                base, module = module_of(modules, address) or (0, "")
                if os.path.realpath(module) != os.path.realpath(recorder):
                    frames.append((module, address - base - 1))
                else:
                    own += 1
            if kind in PLAIN and frames and C_LIBRARY.search(frames[0][0]):
                left.add("the C library's own", size, count)
                continue
            for module, offset in frames:
                if not is_system(module):
                    wanted[module].add(offset)
            placed.append((kind, size, count, outlived - own if outlived >= 0 else None, frames))
        known = {module: symbolize(symbolizer, module, offsets) for module, offsets in wanted.items()}
        for kind, size, count, outlived, frames in placed:
            indices, resumed, functions = [], False, set()
            places, inside_new, initializer, others = [], False, False, False
            for index, (module, offset) in enumerate(frames):
                symbols = known.get(module, {}).get(offset, [])
                if not places and not is_standard(module, [s for s in symbols if not is_user(s[1])]):
                    others = True
                for frame in symbols:
                    function, file, line, column, start = frame
                    if function.startswith("__cxa_allocate_exception"):
                        kind = "exception"
                    if not places and OPERATOR_NEW.search(function):
                        inside_new = is_user(file)
                    if not line or not is_user(file):
                        continue
                    functions.add((function, os.path.realpath(file), start))
                    written = of_compiler(sources, frame)
                    if written and line == start:
                        continue
                    if not places:
                        initializer = written
                    places.append((os.path.realpath(file), line, column))
                    indices.append(index)
                    resumed = resumed or ".resume" in function  # a coroutine's frame is not on the stack
            if not places or others:
                left.add("another library's own" if places else "no frame of the user's", size, count)
                continue
            returned = None if outlived is None or resumed else sum(outlived > index for index in indices)
            events.append(Event(kind, size, count, places, initializer, returned, functions))
            if inside_new and len(places) > 1:  # a replaced operator new: its own malloc, and the `new` that called it
                events.append(Event("new", size, count, places[1:], False, None, set()))
    return events, left

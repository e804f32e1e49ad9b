"""A generated program as a tree of lines, and how it is written down.

A program is written twice from one tree, line for line the same: as clang-escape sees it, and as it is run. Where the
two differ, the text holds both, `⟦seen|run⟧`. They differ where the truth needs a hand:

- a read of a pointer counts as a use in our verdicts, and as nothing for AddressSanitizer: `touch(p)` looks through it;
- growth, assignment and clear of an owner may keep the storage; when run they never do (`runtime.h`);
- a thread is run as late as the program allows;
- a variable in a loop's body gets the same address again; when run it is on the heap, where it does not.
"""
import re
from dataclasses import dataclass, field

CHOICE = re.compile(r"⟦([^|⟧]*)\|([^⟧]*)⟧")


def both(seen, run):
    """Text that is `seen` for clang-escape and `run` when the program is run."""
    return f"⟦{seen}|{run}⟧"


def touched(place):
    """A read of the pointer, reference or view `place`."""
    return both(place, f"touch({place})")


@dataclass
class Line:
    text: str
    tags: frozenset = frozenset()


@dataclass
class Block:
    """`head`, then the body one step in, then `tail`."""
    head: str
    body: list
    tail: str = "}"
    tags: frozenset = frozenset()


@dataclass
class Function:
    name: str
    head: str  # up to and with the opening brace
    body: list
    drive: str  # statements that call it and read all that it left behind; `a`, `b`, `k` and `c` are the inputs
    inputs: tuple = ()  # of INPUTS
    tags: frozenset = frozenset()
    declaration: str = ""  # of a method: what stands in its class


@dataclass
class Program:
    number: int
    seed: str
    prelude: list = field(default_factory=list)  # types and globals: lines and blocks
    functions: list = field(default_factory=list)  # in the order of their definition, which is that of their calls
    probes: str = ""  # how the driver reads the program's own types

    @property
    def space(self):
        return f"p{self.number}"

    def tags(self):
        seen = set()

        def walk(nodes):
            for node in nodes:
                seen.update(node.tags)
                if isinstance(node, Block):
                    walk(node.body)

        walk(self.prelude)
        for function in self.functions:
            seen.update(function.tags)
            walk(function.body)
        return seen


# At most three of them a program. Conditions compare `k` with 0, 1 and 2; `c` only says how often a loop runs: that a
# loop does not run for the `c` another condition asks for, nobody is to know.
INPUTS = {"a": (0, 1), "b": (0, 1), "k": (0, 1, 2, 3), "c": (0, 1, 2)}
SPELLED = {"a": "bool a", "b": "bool b", "k": "unsigned k", "c": "int c"}


def choose(text, run):
    return CHOICE.sub(lambda match: match.group(2 if run else 1), text)


def lines_of(nodes, run, indent="  "):
    for node in nodes:
        if isinstance(node, Line):
            yield indent + choose(node.text, run)
        else:
            yield indent + choose(node.head, run)
            yield from lines_of(node.body, run, indent + "  ")
            yield indent + choose(node.tail, run)


def program_lines(program, run):
    """The program in its namespace, without the driver."""
    yield f"namespace {program.space} {{"
    yield from lines_of(program.prelude, run, "")
    for function in program.functions:
        yield choose(function.head, run)
        yield from lines_of(function.body, run)
        yield "}"
    yield "}"


def driver_lines(program, index):
    """What runs one program: each of its functions with each combination of its inputs."""
    yield f"namespace {program.space} {{"
    yield program.probes
    for number, function in enumerate(program.functions):
        yield f"static void drive{number}([[maybe_unused]] bool a, [[maybe_unused]] bool b, [[maybe_unused]] unsigned k, "
        yield "                   [[maybe_unused]] int c) {"
        yield function.drive
        yield "}"
    yield "}"
    fills = 2 if "null tests" in program.tags() else 1
    for number, function in enumerate(program.functions):
        uses = [len(INPUTS[name]) if name in function.inputs else 1 for name in INPUTS]
        yield (f"static const oracle::Register program{index}_{number}("
               f"{program.number}, {number}, {', '.join(map(str, uses))}, {fills}, &{program.space}::drive{number});")


HEAD_SEEN = '#include "oracle.h"'
HEAD_RUN = '#include "runtime.h"'


def source(programs, run):
    """The whole file, and for each program its first and last line."""
    lines = [HEAD_RUN if run else HEAD_SEEN]
    spans = {}
    for program in programs:
        first = len(lines) + 1
        lines.extend(program_lines(program, run))
        spans[program.number] = (first, len(lines))
    if run:
        for index, program in enumerate(programs):
            lines.extend(driver_lines(program, index))
    return "\n".join(lines) + "\n", spans

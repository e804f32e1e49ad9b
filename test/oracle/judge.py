"""What the run says against what clang-escape says, for one program."""
import re
from dataclasses import dataclass, field

UNREAD = "(nothing reads it yet)"
UNNAMED = re.compile(r"^(ref\.tmp|agg\.tmp|tmp|temp|agg\.tmp\..*|coerce.*|ref\.tmp.*|tmp\d+|cleanup.*|__range\d+|.*\.addr)$")
ERROR = re.compile(r"AddressSanitizer: (\S+) on")
VARIABLE = re.compile(r"^\s*\[\d+, \d+\) '([^']*)'(?: \(line (\d+)\))? <== ", re.M)
FRAME = re.compile(r"^\s*#\d+ 0x[0-9a-f]+ +(?:in \S+ )?\(\S+?\+(0x[0-9a-f]+)\)", re.M)


@dataclass
class Fault:
    """One access that AddressSanitizer refused, and of which object."""
    error: str
    where: str  # body or sink
    first: bool  # nothing before it since the frame ended or this sink was read
    name: str = ""  # of the variable; empty for the heap
    line: int = 0  # of its declaration
    access: tuple = ()  # offsets, then lines
    freed: tuple = ()
    allocated: tuple = ()
    parameter: str = ""  # of the driver's objects: the parameter it was given for

    def key(self):
        return (self.name, self.line, self.freed, self.allocated, self.parameter)

    def words(self):
        if self.name:
            return f"{self.error}: '{self.name}' of line {self.line}"
        return f"{self.error}: {self.parameter}, allocated at line {'/'.join(map(str, self.allocated))}, freed at " \
               f"{'/'.join(map(str, self.freed))}"


def parse_fault(where, count, text):
    error = ERROR.search(text)
    fault = Fault(error.group(1) if error else "unknown", where, count == 0)
    heap = text.find("\nfreed by thread")
    before = text.find("\npreviously allocated by")
    variable = VARIABLE.search(text)
    if variable:
        fault.name, fault.line = variable.group(1), int(variable.group(2) or 0)
    end = min([at for at in (heap, text.find("\nAddress "), text.find("\n0x")) if at >= 0], default=len(text))
    fault.access = tuple(FRAME.findall(text[:end]))
    if heap >= 0:
        fault.freed = tuple(FRAME.findall(text[heap:before if before >= 0 else len(text)]))
        if before >= 0:
            fault.allocated = tuple(FRAME.findall(text[before:]))
    return fault


@dataclass
class Outcome:
    """Everything one program did over all its inputs."""
    faults: dict = field(default_factory=dict)  # by key: the first Fault of that object
    broken: list = field(default_factory=list)  # crashes: a mistake of the generator
    runs: int = 0


def parse_output(text):
    """Per program its outcome, from what the runner printed. Frames are offsets still."""
    outcomes = {}
    for part in text.split("@run ")[1:]:
        head, _, rest = part.partition("\n")
        program, function, *inputs = map(int, head.split())
        outcome = outcomes.setdefault(program, Outcome())
        outcome.runs += 1
        in_body = 0
        for piece in rest.split("@fault ")[1:]:
            line, _, words = piece.partition("\n")
            where, count = line.split()
            fault = parse_fault(where, int(count), words)
            known = outcome.faults.get(fault.key())
            if known is None or (fault.first and not known.first):
                outcome.faults[fault.key()] = fault
        if "@crash" in rest or ("@done" not in rest and "@terminated" not in rest and rest.count("@fault") <= 400):
            outcome.broken.append((function, inputs, rest.partition("@crash")[2].strip()))
    return outcomes


def lines_of_finding(finding):
    """Every line a finding names: the object, its end, the steps."""
    found = set()

    def walk(value):
        if isinstance(value, dict):
            if "start" in value and "line" in value["start"]:
                found.add(value["start"]["line"])
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk({key: finding[key] for key in ("range", "object", "notes") if key in finding})
    return found


def matches(fault, finding, text, span):
    """Whether the finding is about the object of the fault. `text`: the lines of the file, from 1; `span`: those of the
    program."""
    thing = finding["object"]
    at = thing["range"]["start"]["line"]
    if fault.name and not UNNAMED.match(fault.name):
        return thing["name"] == fault.name or thing["name"].startswith((fault.name + ".", fault.name + "["))
    if fault.name:  # a temporary or a parameter: by its line
        return fault.line in lines_of_finding(finding) or thing["name"] == fault.name.removesuffix(".addr")
    if at in fault.allocated:
        return True
    if fault.parameter:
        names = {fault.parameter}
        for words in text[span[0]:span[1] + 1]:
            move = MOVED.search(words)
            if move and move.group(2) in names:
                names.add(move.group(1))
        if thing["name"].split(".")[0].strip("*&") in names:
            return True
    word = re.compile(rf"\b{re.escape(thing['name'])}\b")
    if any(word.search(words) for line in fault.allocated for words in moved(text, line)):
        return True
    if any(line in lines_of_finding(finding) for line in fault.freed):
        return True
    # what a parameter owned is freed at the end of its function, which a finding calls the return
    return any(text[line] == "}" and at == head_of(text, line) for line in fault.freed)


def head_of(text, line):
    """The line of the head of the function that ends at `line`."""
    line -= 1
    while text[line].startswith(" "):
        line -= 1
    return line


MOVED = re.compile(r"(\w+) = std::move\((\w+)\)")


def moved(text, line):
    """The line that allocated, and those that handed on what it names: `b = std::move(a)`."""
    out = [text[line]]
    for at in range(line + 1, len(text)):
        if text[at].startswith("}"):
            break
        move = MOVED.search(text[at])
        if move and any(re.search(rf"\b{move.group(2)}\b", words) for words in out):
            out.append(text[at])
    return out


@dataclass
class Judgement:
    faulting: bool
    missed: list  # of Fault
    wrong: list  # of findings about what never faulted
    broken: list

    @property
    def found(self):
        return self.faulting and not self.missed

    @property
    def silent(self):
        return not self.faulting and not self.wrong


def judge(outcome, findings, text, span):
    faults = list(outcome.faults.values())
    # what is reached only through something that is dead already is not required
    required = [one for one in faults if one.first]
    missed = [one for one in required if not any(matches(one, finding, text, span) for finding in findings)]
    # a variable that nothing reads is reported without a use: no run can show it
    wrong = [finding for finding in findings
             if UNREAD not in finding["message"] and not any(matches(one, finding, text, span) for one in faults)]
    return Judgement(bool(faults), missed, wrong, outcome.broken)

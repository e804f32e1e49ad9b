"""The run against the verdicts: figures, and each disagreement as a line."""
import os
import re
from collections import defaultdict

CLASSES = ("contradicted", "size", "missing", "goes", "outlives", "effect", "fewer", "may never", "may always")
GOES = re.compile(r"//.*?\bgoes: (confined|\{[^}]*\})")
ZERO = re.compile(r"//.*\bzero\b")  # the author says: the length is 0 in this run
ONCE = re.compile(r"//.*\bonce\b")  # and: only its first execution does it, as for a static


class Figures:
    FIELDS = ("bytes", "bytes_explained", "bytes_sized", "counts", "counts_explained", "definite_executed",
              "contradicted", "fewer", "lines", "lines_explained", "lines_definite", "may_executed", "may_allocated",
              "goes", "goes_right", "confined", "outlives", "quiet", "quiet_allocates")

    def __init__(self):
        for field in self.FIELDS:
            setattr(self, field, 0)

    def add(self, other):
        for field in self.FIELDS:
            setattr(self, field, getattr(self, field) + getattr(other, field))

    @staticmethod
    def percent(part, whole):
        return 100.0 * part / whole if whole else 100.0

    def shares(self):
        return {
            "bytes": self.percent(self.bytes_explained, self.bytes),
            "counts": self.percent(self.counts_explained, self.counts),
            "lines": self.percent(self.lines_explained, self.lines),
            "definite": self.percent(self.lines_definite, self.lines),
            "may": self.percent(self.may_allocated, self.may_executed),
            "goes": self.percent(self.goes_right, self.goes),
        }

    def text(self):
        share = self.shares()
        return "\n".join([
            f"bytes explained        {self.bytes_explained} of {self.bytes} ({share['bytes']:.2f} %)",
            f"  with their size      {self.bytes_sized} ({self.percent(self.bytes_sized, self.bytes):.2f} %)",
            f"allocations explained  {self.counts_explained} of {self.counts} ({share['counts']:.2f} %)",
            f"lines explained        {self.lines_explained} of {self.lines} ({share['lines']:.2f} %)",
            f"lines definite         {self.lines_definite} of {self.lines} ({share['definite']:.2f} %)",
            f"definite contradicted  {self.contradicted} of {self.definite_executed} executed; {self.fewer} allocated "
            "less often",
            f"may that allocate      {self.may_allocated} of {self.may_executed} executed ({share['may']:.2f} %)",
            f"where it goes          {self.goes_right} of {self.goes} ({share['goes']:.2f} %)",
            f"confined outlives      {self.outlives} of {self.confined} freed",
            f"quiet functions        {self.quiet_allocates} of {self.quiet} executed allocate",
        ])


def once(verdict, text):
    """Whether only the first execution does it: a function's own static."""
    return bool(ONCE.search(text)) or (verdict.goes.startswith("{static") and verdict.matched == 1)


def sizes(events):
    counts = defaultdict(int)
    for event in events:
        counts[(event.size, event.kind)] += event.count
    shown = [f"{count} x {size} bytes ({kind})" for (size, kind), count in sorted(counts.items())]
    return ", ".join(shown[:4]) + (f", … {len(shown) - 4} more" if len(shown) > 4 else "")


def choose(verdicts, event):
    """The verdict that explains an event. A default member initializer may be said where the object is made, too."""
    found = choose_at(verdicts, event, event.places[0])
    if found is None and event.initializer and len(event.places) > 1:
        found = choose_at(verdicts, event, event.places[1])
    return found


def choose_at(verdicts, event, place):
    """Of its size first, then the narrowest around its line, then the nearest in it."""
    fit = []
    for verdict in verdicts:
        size = verdict.bytes is None or event.has_size(verdict.bytes)
        if size and verdict.covers(place):
            near = abs(verdict.column - place[2]) if verdict.line == place[1] else 0
            fit.append((verdict.bytes is None, verdict.line != place[1], verdict.matched > 0 and not verdict.bytes,
                        verdict.width, near, id(verdict), verdict))
    return min(fit)[-1] if fit else None


def match_nodes(verdicts, events, executed):
    """`allocates N bytes (node)` speaks of all nodes of a list together."""
    place, total = events[0].places[0], sum(event.bytes for event in events)
    for verdict in verdicts:
        if verdict.reason == "node" and verdict.bytes and not verdict.matched and verdict.covers(place):
            times = executed.count(verdict.file, verdict.line, verdict.column)
            if times and total == verdict.bytes * times:
                verdict.matched += times
                return verdict
    return None


def share_out(verdicts, executed):
    """A verdict of a size explains what another one on its line, which tells no size, is about as well (a temporary and
    its copies): what is more than its executions is the other's."""
    for verdict in verdicts:
        if verdict.matched or verdict.bytes is not None or not executed.count(verdict.file, verdict.line, verdict.column):
            continue
        for other in verdicts:
            times = executed.count(other.file, other.line, other.column)
            if other.bytes and other.line == verdict.line and other.file == verdict.file and 0 < times < other.matched:
                verdict.matched, other.matched = other.matched - times, times
                break


def compare(events, verdicts, executed, source_line, name_of=os.path.basename, may_be_zero=False):
    """Figures and disagreements [(class, "file:line: run: … | tool: … | source")]. With `may_be_zero`, nobody
    marked the lengths that are 0: a verdict without a size is not contradicted."""
    figures, disagreements = Figures(), []
    by_line = defaultdict(list)
    for event in events:
        by_line[(event.file, event.line)].append(event)

    def said(place):
        texts = [f"{v.message.split('; ')[-1]}" for v in verdicts if v.covers(place)]
        return ", ".join(texts) or "nothing"

    def disagree(kind, place, run):
        file, line, _ = place
        disagreements.append(
            (kind, f"{name_of(file)}:{line}: run: {run} | tool: {said(place)} | {source_line(file, line).strip()}"))

    for (file, line), group in sorted(by_line.items()):
        figures.lines += 1
        missing, definite = [], True
        for event in sorted(group, key=lambda event: event.column):
            figures.bytes += event.bytes
            figures.counts += event.count
            verdict = choose(verdicts, event)
            if verdict is None:
                missing.append(event)
                continue
            verdict.matched += event.count
            verdict.events.append(event)
            definite = definite and verdict.definite
            if verdict.bytes is not None:
                figures.bytes_sized += event.bytes
        nodes = match_nodes(verdicts, missing, executed) if missing else None
        if nodes:
            figures.bytes_sized += sum(event.bytes for event in missing)
            definite = definite and nodes.definite
            missing = []
        explained = [event for event in group if event not in missing]
        figures.bytes_explained += sum(event.bytes for event in explained)
        figures.counts_explained += sum(event.count for event in explained)
        figures.lines_definite += definite and not missing
        figures.lines_explained += not missing
        if missing:
            place = (file, line, 0)
            kind = "size" if any(verdict.covers(place) for verdict in verdicts) else "missing"
            disagree(kind, place, sizes(missing))

    share_out(verdicts, executed)
    at = defaultdict(int)  # instantiations of a template share a place
    for verdict in verdicts:
        at[(verdict.file, verdict.line, verdict.column)] += verdict.matched
    for verdict in sorted(verdicts, key=lambda v: (v.file, v.line, v.column)):
        place = (verdict.file, verdict.line, verdict.column)
        times = executed.count(*place)
        text = source_line(verdict.file, verdict.line)
        lived = [event for event in verdict.events if event.left is not None and event.line == verdict.line]
        others = any(v.goes != "confined" and v.covers(place) for v in verdicts)
        if verdict.goes == "confined" and lived and not others:
            figures.confined += 1
            if any(event.left for event in lived):
                figures.outlives += 1
                disagree("outlives", place, "freed after the function had returned: " +
                         sizes([event for event in lived if event.left]))
        if times:
            if verdict.may:
                figures.may_executed += 1
                figures.may_allocated += verdict.matched > 0
                if not verdict.matched:
                    disagree("may never", place, f"executed {times} times, no such allocation")
                elif at[place] >= times:
                    disagree("may always", place, f"executed {times} times, {verdict.matched} allocations")
            else:
                figures.definite_executed += 1
                if not verdict.matched and not (verdict.bytes is None and (may_be_zero or ZERO.search(text))):
                    figures.contradicted += 1
                    disagree("contradicted", place, f"executed {times} times, no such allocation")
                elif verdict.bytes is not None and 0 < at[place] < times and not once(verdict, text):
                    figures.fewer += 1
                    disagree("fewer", place, f"executed {times} times, {verdict.matched} allocations")
    return figures, disagreements


def compare_goes(file, verdicts, source, name_of=os.path.basename):
    """`// goes: confined` and `// goes: {sink}` of the programs against the verdicts of the line."""
    figures, disagreements = Figures(), []
    for number, text in enumerate(source.split("\n"), 1):
        wanted = GOES.search(text)
        if not wanted:
            continue
        figures.goes += 1
        found = sorted({v.goes for v in verdicts if v.file == file and v.line == number})
        if wanted.group(1) in found:
            figures.goes_right += 1
        else:
            disagreements.append(("goes", f"{name_of(file)}:{number}: program: {wanted.group(1)} | tool: "
                                          f"{', '.join(found) or 'nothing'} | {text.strip()}"))
    return figures, disagreements


def compare_effects(events, quiet, executed, name_of=os.path.basename):
    """`F does not allocate` against the stacks of what was allocated."""
    figures, disagreements = Figures(), []
    at = defaultdict(list)
    for event in events:
        for function, file, line in event.functions:
            at[(file, line)].append((function, event))
    for one in quiet:
        under = [event for function, event in at[(one.file, one.line)] if one.is_function(function)]
        figures.quiet += bool(under) or executed.entered(one.file, one.line, one.column)
        figures.quiet_allocates += bool(under)
        if under:
            file, line, _ = under[0].places[0]
            disagreements.append(("effect", f"{name_of(one.file)}:{one.line}: run: {sizes(under)} at "
                                            f"{name_of(file)}:{line} | tool: {one.name} does not allocate"))
    return figures, disagreements

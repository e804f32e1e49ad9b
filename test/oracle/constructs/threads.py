"""Threads and tasks: joined, detached, joined by a destructor, waited for. They run when they are waited for, or after
the frame: `runtime.h`."""
from constructs import maker, statements
from program import Block, Line
from values import closures

TAG = frozenset({"threads"})


def closure(b):
    """A closure for a thread: what it refers to should live until it is joined."""
    found = [one for one in closures(b) if one.text.startswith("[")]
    return b.pick(found, b.depth)


@maker(1)
def joined(b, budget):
    one = closure(b)
    if one is None or b.loops:
        return None
    name = b.name("th")
    outer, b.no_return = (b.no_return, b.loop_names), True
    b.loop_names = []
    between = statements(b, b.rng.choice([0, 0, 1, 2]))
    b.no_return, b.loop_names = outer
    start = b.rng.choice([f"std::thread {name}({one.text});", f"std::jthread {name}({one.text});"])
    return [Line(start, TAG | one.tags), *between, Line(f"{name}.join();", TAG)]


@maker(0.5)
def waited(b, budget):
    one = closure(b)
    if one is None:
        return None
    name = b.name("later")
    line = Line(f"std::future<int> {name} = std::async(std::launch::async, {one.text});", TAG | one.tags)
    return [line] + ([Line(f"total += {name}.get();", TAG)] if b.chance(0.6) else [])


@maker(0.7)
def detached(b, budget):
    found = [one for one in closures(b) if one.text.startswith("[")]
    one = b.pick(found, 0)
    if one is None:
        return None
    name = b.name("th")
    if b.chance(0.5):
        return [Line(f"std::thread({one.text}).detach();", TAG | one.tags)]
    return [Line(f"std::thread {name}({one.text});", TAG | one.tags), Line(f"{name}.detach();", TAG)]


@maker(0.5)
def declared_first(b, budget):
    """A jthread that is destroyed after what it uses, or before."""
    if b.loops or b.no_return:
        return None
    name = b.name("th")
    outer, b.no_return = b.no_return, True
    between = statements(b, 2)
    one = closure(b)
    b.no_return = outer
    if one is None:
        return None
    return [Line(f"std::jthread {name};", TAG), *between, Line(f"{name} = std::jthread({one.text});", TAG | one.tags)]

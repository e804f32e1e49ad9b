"""Containers of pointers and views: filled, emptied, walked; elements of containers of values."""
from constructs import maker
from constructs.pointers import tag
from kinds import Expr
from program import Line, both
from values import value


@maker(5)
def insert(b, budget):
    places = b.mutable("vptr", "vsv", "mptr", "aptr", "optptr", "optsv")
    if not places:
        return None
    v = b.rng.choices(places, [3 if one.depth < b.depth else 1 for one in places])[0]
    one = value(b, "sv" if v.kind in ("vsv", "optsv") else "ptr", v.depth)
    b.stored(v, one)
    key = both(b.fresh_key(), "oracle::key()")  # which element is stored over, nobody is to know
    how = {
        "vptr": [".push_back({})", ".insert(X.begin(), {})", ".emplace_back({})"],
        "vsv": [".push_back({})", ".emplace_back({})"],
        "mptr": [f"[{key}] = {{}}", f".insert_or_assign({key}, {{}})", f".emplace({key}, {{}})"],
        "aptr": ["[0] = {}", "[1] = {}"],
        "optptr": [".emplace({})"],
        "optsv": [".emplace({})"],
    }[v.kind]
    text = b.rng.choice(how).replace("X", v.text).replace("{}", one.text)
    return [Line(f"{v.text}{text};", tag(v.kind) | one.tags)]


@maker(1.5)
def clear(b, budget):
    places = b.mutable("vptr", "vsv", "mptr", "optptr", "optsv")
    if not places:
        return None
    v = b.rng.choice(places)
    text = ".reset()" if v.kind.startswith("opt") else ".clear()"
    return [Line(f"{v.text}{text};", tag(v.kind, "resets"))]


@maker(2)
def pick_element(b, budget):
    """A pointer or view read back from a container."""
    places = b.places("vptr", "mptr", "aptr")
    targets = b.places("ptr")
    if not places or not targets:
        return None
    v, target = b.rng.choice(places), b.rng.choice(targets)
    b.stored(target, Expr("", v.holds))
    text = {
        "vptr": both(f"if (!{v.text}.empty()) {target.text} = {v.text}.back();",
                     f"if (!{v.text}.empty()) {target.text} = touch({v.text}.back());"),
        "mptr": both(f"if ({v.text}.count(1)) {target.text} = {v.text}.at(1);",
                     f"if ({v.text}.count(1)) {target.text} = touch(oracle::any({v.text}));"),
        "aptr": both(f"{target.text} = {v.text}[1];", f"{target.text} = touch({v.text}[1]);"),
    }[v.kind]
    return [Line(text, tag(v.kind, "pointers"))]

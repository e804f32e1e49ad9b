"""Calls of the program's own helpers."""
from constructs import maker
from kinds import Expr
from program import Line
from values import call

TAG = frozenset({"calls"})


@maker(14)
def call_helper(b, budget):
    if not b.library:
        return None
    signature = b.rng.choice(b.library)
    one = call(b, signature, b.depth)
    if one is None:
        return None
    for place in b.visible():
        if any(out.text == place.text or out.text.startswith(place.text + ".") for out in one.outs):
            b.stored(place, Expr("", one.depth))
    return [Line(f"{one.text};", one.tags)]


@maker(6)
def recurse(b, budget):
    """The function calls itself, one less deep."""
    if not b.itself or b.loops:
        return None
    one = call(b, b.itself, b.depth)
    if one is None:
        return None
    b.used_inputs.add("k")
    kind = b.itself.result
    text = f"{one.text};"
    if kind == "ptr":
        places = b.mutable("ptr")
        if places:
            place = b.rng.choice(places)
            b.stored(place, one)
            text = f"{place.text} = {text}"
    return [Line(f"if (k > 0) {text}", TAG | {"recursion", "branches"} | one.tags)]

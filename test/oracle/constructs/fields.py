"""A class with fields, a base, constructors and methods that set them; and one with a virtual method."""
from constructs import maker
from constructs.pointers import tag
from kinds import Expr
from program import Line
from values import int_refs, pointers, value, views

TAG = frozenset({"fields"})


@maker(3)
def declare_widget(b, budget):
    b.need("Widget")
    if b.chance(0.3):
        var = b.local("widget", "w")
        return [Line(f"Widget {var.text};", TAG)]
    one = value(b, "widget", b.depth)
    var = b.local("widget", "w", one.depth)
    return [Line(f"Widget {var.text} = {one.text};", TAG | one.tags)]


@maker(5)
def method(b, budget):
    places = b.mutable("widget")
    if not places:
        return None
    w = b.rng.choices(places, [3 if one.depth < b.depth else 1 for one in places])[0]
    which = b.rng.choice(["set", "setBase", "name", "react", "clear", "get"])
    if which == "clear":
        return [Line(f"{w.text}.clear();", TAG | {"calls", "resets"})]
    if which == "get":
        return [Line(f"total += {w.text}.read();", TAG | {"calls"})]
    kind = {"set": "ptr", "setBase": "ref", "name": "sv", "react": "fn"}[which]
    one = value(b, kind, w.depth)
    b.stored(w, one)
    return [Line(f"{w.text}.{which}({one.text});", TAG | {"calls"} | one.tags)]


@maker(2)
def virtual_call(b, budget):
    """The dynamic type is known: a local object, called as itself or through its base."""
    places = b.mutable("ptr")
    refs = int_refs(b)
    if not places or not refs:
        return None
    place = b.rng.choice(places)
    b.need("Second")
    one, two = b.pick(refs, place.depth), b.pick(refs, place.depth)
    name = b.name("shape")
    kind = b.rng.choice(["First", "Second"])
    chosen = one if kind == "First" else two
    b.stored(place, chosen)
    out = [Line(f"{kind} {name};", frozenset({"calls", "virtual"}))]
    text = name
    if b.chance(0.4):
        text = f"{name}r"
        out.append(Line(f"First &{text} = {name};", frozenset({"calls"})))
    out.append(Line(f"{place.text} = {text}.pick({one.text}, {two.text});", frozenset({"calls"}) | chosen.tags))
    return out

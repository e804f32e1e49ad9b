"""Closures: kept, called on the spot, passed to a library algorithm."""
from constructs import maker
from constructs.pointers import STEMS, tag
from kinds import Expr, Var
from program import Line
from values import closures, read


@maker(3)
def closure(b, budget):
    candidates = [one for one in closures(b) if one.text.startswith("[")]
    one = b.pick(candidates, b.depth)
    if one is None:
        return None
    var = b.local("lam", "lam", one.depth)
    out = [Line(f"auto {var.text} = {one.text};", one.tags)]
    if b.chance(0.6):
        out.append(Line(f"total += {var.text}();", one.tags))
    return out


@maker(2)
def keep_closure(b, budget):
    held = [one for one in b.visible() if one.kind == "lam"]
    places = b.mutable("fn")
    if not held or not places:
        return None
    one, place = b.rng.choice(held), b.rng.choice(places)
    b.stored(place, Expr(one.text, one.holds))
    return [Line(f"{place.text} = {one.text};", frozenset({"lambdas"}))]


@maker(1)
def called_at_once(b, budget):
    one = b.pick([one for one in closures(b) if one.text.startswith("[")], b.depth)
    if one is None:
        return None
    return [Line(f"total += ({one.text})();", one.tags)]


@maker(1.5)
def assigned_inside(b, budget):
    """A closure that stores an address when it is called."""
    places = [one for one in b.mutable("ptr") if one.local]
    objects = [one for one in b.visible() if one.kind == "int" and one.local]
    if not places or not objects:
        return None
    place = b.rng.choice(places)
    source = b.pick([Expr(one.text, one.depth) for one in objects], place.depth)
    source_pin = [one for one in objects if one.text == source.text]
    for one in source_pin + [place.base]:
        one.plain = False
    var = b.local("setter", "set", source.depth)
    out = [Line(f"auto {var.text} = [&] {{ {place.text} = &{source.text}; }};", frozenset({"lambdas", "pointers"}))]
    if b.chance(0.8):
        b.stored(place, source)
        out.append(Line(f"{var.text}();", frozenset({"lambdas"})))
    return out

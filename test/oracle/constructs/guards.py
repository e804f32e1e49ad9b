"""Guards: their destructors put a pointer back, or take it away."""
from constructs import maker
from kinds import Expr
from program import Line, both
from values import pointers

TAG = frozenset({"guards"})


@maker(2.2)
def restore(b, budget):
    places = [one for one in b.mutable("ptr") if one.depth < b.depth] or b.mutable("ptr")
    if not places or b.loops:
        return None
    place = b.rng.choice(places)
    name = b.name("guard")
    kind = b.rng.choice(["Restore", "Scoped", "Clear"])
    b.need(kind)
    if kind == "Clear":
        return [Line(f"Clear {name}({place.text});", TAG)]
    if kind == "Restore":
        text = f"Restore {name}({place.text});"
        return [Line(both(text, f"touch({place.text}); {text}"), TAG)]
    one = b.pick(pointers(b), b.depth)
    text = f"Scoped {name}({place.text}, "
    return [Line(both(text, f"touch({place.text}); {text}") + f"{one.text});", TAG | one.tags)]

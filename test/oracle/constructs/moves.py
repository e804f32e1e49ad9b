"""Owners that are moved: what they owned lives on in another. The moved-from owner is not named again."""
from constructs import maker
from constructs.pointers import STEMS, tag
from kinds import spelled
from program import Line, both

OWNERS = ["str", "vec", "uptr", "box", "list", "map"]


def movable(b, kind=None):
    # an owner of an outer loop would be moved again
    return [one for one in b.visible() if one.kind in ([kind] if kind else OWNERS) and one.plain and one.local
            and one.loops == b.loops and not one.constant and one.text not in b.frozen]


@maker(2.5)
def into_new(b, budget):
    candidates = movable(b)
    if not candidates:
        return None
    one = b.rng.choice(candidates)
    b.forget(one)
    var = b.local(one.kind, STEMS[one.kind])
    return [Line(f"{spelled(one.kind)} {var.text} = std::move({one.text});", tag(one.kind, "moves"))]


@maker(2)
def into_other(b, budget):
    candidates = movable(b)
    if not candidates:
        return None
    one = b.rng.choice(candidates)
    others = [v for v in b.mutable(one.kind) if v.base is not one]
    if not others:
        return None
    other = b.rng.choice(others)
    b.forget(one)
    text = f"{other.text} = std::move({one.text});"
    if one.kind == "str":  # the old text must not go to the moved-from string
        text = both(text, f"oracle::renew({other.text}, std::move({one.text}));")
    return [Line(text, tag(one.kind, "moves", "invalidation"))]

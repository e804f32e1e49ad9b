"""Temporaries: life extended and not."""
from builder import NEVER
from constructs import maker
from constructs.pointers import tag
from kinds import Expr
from program import Line, both
from values import LONG, owner

TAG = frozenset({"temporaries"})


@maker(2.5)
def extended(b, budget):
    """const T &r = T(…); lives as long as r."""
    kind = b.rng.choice(["str", "vec", "int"])
    if b.loops:
        return None
    from kinds import spelled
    from constructs.pointers import STEMS
    var = b.local(kind, "t")
    var.plain = False
    initial = {"str": f"std::string({b.rng.choice(LONG)})", "vec": "std::vector<int>{3, 4}", "int": "5"}[kind]
    var.constant = True
    return [Line(f"const {spelled(kind)} &{var.text} = {initial};", TAG | tag(kind))]


@maker(2.5)
def of_temporary(b, budget):
    """A pointer or view into a temporary that is gone after the statement."""
    if b.chance(b.care * 0.8):
        return [Line(b.rng.choice([
            f"total += int(std::string_view(std::string({LONG[0]})).size());",
            "total += *std::make_unique<int>(4);",
            "total += std::vector<int>{1, 2}.front();",
            "for (int x : std::vector<int>{1, 2}) total += x;"]), TAG)]
    options = [("sv", f"std::string({LONG[1]})"), ("ptr", "std::make_unique<int>(3).get()"),
               ("ptr", "std::vector<int>{1, 2}.data()"), ("ptr", "&std::vector<int>{1, 2}.front()"),
               ("cstr", f"std::string({LONG[1]}).c_str()")]
    kind, text = b.rng.choice(options)
    places = b.mutable(kind)
    if not places or b.loops:
        return None
    place = b.rng.choice(places)
    b.stored(place, Expr(text, 99))
    return [Line(f"{place.text} = {text};", TAG | tag(kind))]


@maker(1.5)
def chosen_reference(b, budget):
    """std::max of a variable and a temporary, or of two variables."""
    ints = b.places("int")
    if not ints or b.loops:
        return None
    one, two = b.rng.choice(ints), b.rng.choice(ints)
    if b.chance(b.care):
        depth = max(one.depth, two.depth)
        choice = b.rng.choice(["max", "min"])
        text = both(f"std::{choice}({one.text}, {two.text})", f"(oracle::coin() ? {one.text} : {two.text})")
    else:
        depth = NEVER
        text = f"std::max({one.text}, 90)"  # greater than all other numbers
    var = b.local("ref", "r", depth)
    return [Line(f"const int &{var.text} = {text};", TAG | {"references"})]

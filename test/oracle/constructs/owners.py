"""Owners whose storage goes while they live on: assignment, growth, reset, clear."""
from constructs import maker
from constructs.pointers import tag
from program import Line, both
from values import LONG, owner


@maker(5)
def replace(b, budget):
    places = b.mutable("str", "vec", "uptr", "sptr", "box", "list", "map")
    if not places:
        return None
    v = b.rng.choice(places)
    if v.kind == "str":
        words = b.rng.choice(LONG)
        return [Line(b.rng.choice([both(f"{v.text} = {words};", f"oracle::renew({v.text}, {words});"),
                                   both(f"{v.text} += {words};", f"oracle::append({v.text}, {words});")]),
                     tag(v.kind, "invalidation"))]
    if v.kind == "vec":
        return [Line(b.rng.choice([both(f"{v.text}.push_back(7);", f"oracle::grow({v.text}, 7);"),
                                   both(f"{v.text} = {{7, 8}};", f"oracle::renew({v.text}, {{7, 8}});"),
                                   both(f"{v.text}.insert({v.text}.begin(), 7);", f"oracle::grow({v.text}, 7);")]),
                     tag(v.kind, "invalidation"))]
    if v.kind in ("uptr", "sptr"):
        make = "make_unique" if v.kind == "uptr" else "make_shared"
        return [Line(b.rng.choice([f"{v.text}.reset(new int(5));", f"{v.text} = std::{make}<int>(6);"]),
                     tag(v.kind, "invalidation"))]
    if v.kind == "box":
        return [Line(f"{v.text} = Box(5);", tag(v.kind, "invalidation"))]
    if v.kind == "list":
        return [Line(f"{v.text}.push_front(4);", tag(v.kind))]
    return [Line(f"{v.text}.insert({{9, 9}});", tag(v.kind))]  # nodes stay where they are


@maker(1.5)
def clear_and_fill(b, budget):
    places = b.mutable("vec", "list", "deq", "map", "vstr")
    if not places:
        return None
    v = b.rng.choice(places)
    fill = {"vec": "push_back(3)", "list": "push_back(3)", "deq": "push_back(3)", "map": "emplace(1, 3)",
            "vstr": f"push_back({LONG[0]})"}[v.kind]
    clear = f"{v.text}.clear();" if v.kind in ("list", "map") else both(f"{v.text}.clear();", f"oracle::drop({v.text});")
    return [Line(clear, tag(v.kind, "invalidation")), Line(f"{v.text}.{fill};", tag(v.kind))]


@maker(1.5)
def node_erased(b, budget):
    places = b.mutable("list", "map")
    if not places:
        return None
    v = b.rng.choice(places)
    if v.kind == "list":
        return [Line(f"{v.text}.push_back(5);", tag(v.kind)), Line(f"{v.text}.pop_front();", tag(v.kind, "invalidation"))]
    return [Line(f"{v.text}.erase(1);", tag(v.kind, "invalidation")), Line(f"{v.text}[1] = 4;", tag(v.kind))]

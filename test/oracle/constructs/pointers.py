"""Objects, pointers, references and views: declared, assigned, read, reset."""
from constructs import maker
from kinds import FIELDS, OBJECTS, SINKS, TAGS, declared, empty, spelled
from program import Line, both, touched
from values import owner, read, value

STEMS = {"int": "n", "rec": "rec", "arr": "arr", "ptr": "p", "str": "s", "sv": "sv", "cstr": "c", "vec": "v",
         "list": "l", "deq": "d", "map": "m", "vstr": "vs", "uptr": "u", "sptr": "sp", "box": "box", "span": "sn",
         "slice": "sl", "keep": "kp", "holder": "h", "outer": "o", "widget": "w", "fn": "f", "vptr": "ps", "vsv": "svs", "mptr": "mp",
         "aptr": "ap", "optptr": "op", "optsv": "os"}


def tag(kind, *more):
    return frozenset({TAGS.get(kind, "pointers"), *more})


def object_weights(kind):
    return {"int": 9, "str": 5, "vec": 4, "uptr": 3}.get(kind, 2)


@maker(10)
def declare_object(b, budget):
    kind = b.rng.choices(OBJECTS, [object_weights(one) for one in OBJECTS])[0]
    return [declaration(b, kind)]


def declaration(b, kind, static=False):
    b.need(spelled(kind))
    initial = owner(b, kind)
    var = b.local(kind, STEMS[kind])
    if b.loops and not static:
        # the next iteration must not put it where this one was
        run = (f"auto {var.text}_ = oracle::apart<{spelled(kind)}>({initial}); "
               f"auto &{var.text} = {var.text}_->value;")
        return Line(both(f"{declared(kind, var.text)} = {initial};", run), tag(kind))
    return Line(("static " if static else "") + f"{declared(kind, var.text)} = {initial};", tag(kind))


@maker(1)
def declare_static(b, budget):
    line = declaration(b, b.rng.choice(["int", "str", "vec", "arr"]), static=True)
    var = b.scopes[-1][-1]
    var.depth, var.local, var.plain = 0, False, False
    return [line]


@maker(7)
def declare_sink(b, budget):
    kind = b.rng.choice(SINKS + ["ptr"] * 6 + ["sv"] * 4 + ["holder", "fn"])
    b.need(spelled(kind))
    if empty(kind) is not None and b.chance(0.4):
        var = b.local(kind, STEMS[kind])
        none = "" if empty(kind) == "{}" else f" = {empty(kind)}"
        return [Line(f"{declared(kind, var.text)}{none};", tag(kind))]
    one = value(b, kind, b.depth)
    var = b.local(kind, STEMS[kind], one.depth)
    return [Line(f"{declared(kind, var.text)} = {one.text};", tag(kind) | one.tags)]


@maker(4)
def declare_reference(b, budget):
    one = value(b, "ref", b.depth)
    var = b.local("ref", "r", one.depth)
    return [Line(f"const int &{var.text} = {one.text};", tag("ref") | one.tags)]


@maker(2)
def declare_keep(b, budget):
    one = value(b, "keep", b.depth)
    var = b.local("keep", "kp", one.depth)
    return [Line(f"Keep {var.text} = {one.text};", tag("keep") | one.tags)]


def outer_places(b):
    """What can be assigned, what outlives this scope more often."""
    places = b.mutable(*SINKS)
    weights = [3 if one.depth < b.depth else 1 for one in places]
    return places, weights


@maker(16)
def assign(b, budget):
    places, weights = outer_places(b)
    if not places:
        return None
    place = b.rng.choices(places, weights)[0]
    one = value(b, place.kind, place.depth)
    b.stored(place, one)
    return [Line(f"{place.text} = {one.text};", tag(place.kind) | one.tags)]


@maker(3)
def reset(b, budget):
    places = b.mutable(*SINKS)
    if not places:
        return None
    held = [one for one in places if one.base in b.written] or places
    place = b.rng.choice(held)
    return [Line(f"{place.text} = {empty(place.kind)};", tag(place.kind, "resets"))]


@maker(8)
def use(b, budget):
    places = [one for one in b.places(*SINKS, *OBJECTS, "ref", "keep")]
    if not places:
        return None
    holding = [one for one in places if one.holds] or places
    place = b.rng.choice(holding if b.chance(0.7) else places)
    return [Line(read(place.text, place.kind), tag(place.kind))]


@maker(1.5)
def exchange(b, budget):
    if b.loops:
        return None  # how often it is done decides, and nobody counts
    kind = b.rng.choice(["ptr", "ptr", "sv", "holder", "fn"])
    places = b.mutable(kind)
    if len(places) < 2:
        return None
    one, two = b.rng.sample(places, 2)
    if one.base is two.base:
        return None
    deep = max(one.holds, two.holds)
    for place in (one, two):
        place.base.holds = max(place.base.holds, deep)
        if deep > place.depth:
            b.written.append(place.base)
    text = f"std::swap({one.text}, {two.text});"
    if kind in ("ptr", "sv"):
        text = both(text, f"touch({one.text}), touch({two.text}), {text}")
    return [Line(text, tag(kind, "moves"))]

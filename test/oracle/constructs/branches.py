"""if, else, switch, the conditional operator, early returns; conditions on the inputs and on pointers."""
from constructs import maker, statements
from kinds import Var
from program import Block, Line, both

TAG = frozenset({"branches"})


@maker(9)
def branch(b, budget):
    if budget < 2:
        return None
    head = f"if ({b.condition()}) {{"
    body = b.block(b.rng.randrange(1, min(budget, 4) + 1), statements)
    if not body:
        return None
    if b.chance(0.25):
        other = b.block(b.rng.randrange(1, 3), statements)
        if other:
            return [Block(head, body + [Line("} else {")] + other, "}", TAG)]
    return [Block(head, body, "}", TAG)]


@maker(2)
def null_check(b, budget):
    places = b.places("ptr")
    if not places or budget < 2:
        return None
    place = b.rng.choice(places)
    test = b.rng.choice([f"{place.text}", f"{place.text} != nullptr", f"!{place.text}", f"{place.text} == nullptr"])
    run = test.replace(place.text, f"touch({place.text})")
    body = b.block(b.rng.randrange(1, 3), statements)
    return [Block(f"if ({both(test, run)}) {{", body, "}", TAG | {"pointers", "null tests"})] if body else None


@maker(1.5)
def switch(b, budget):
    if "k" not in b.inputs or budget < 3:
        return None
    b.used_inputs.add("k")
    cases = []
    outer, b.in_switch = b.in_switch, True
    b.scopes.append([])
    for label in b.rng.sample(["case 0:", "case 1:", "case 2:"], 2) + ["default:"]:
        body = b.block(b.rng.randrange(1, 3), statements)
        if body:
            cases.append(Block(f"{label} {{", body, "  break; }", TAG))
    b.scopes.pop()
    b.in_switch = outer
    return [Block("switch (k) {", cases, "}", TAG | {"scopes"})] if cases else None


@maker(2.5)
def early_return(b, budget):
    if b.depth > 3 or not b.deciding or b.no_return:
        return None
    condition = b.condition()
    return [Line(f"if ({condition}) {b.returned()}", TAG)]


@maker(2.5)
def flag(b, budget):
    """A variable that conditions ask for: told from the inputs, or set along the way."""
    if b.flags and b.chance(0.5):
        return [Line(f"{b.rng.choice(b.flags)} = {b.rng.choice(['true', 'false'])};", TAG)]
    name = b.name("flag")
    out = [Line(f"bool {name} = {b.rng.choice(['false', 'true', b.single_condition()]) if b.deciding else 'false'};", TAG)]
    b.scopes[-1].append(Var(name, "flag", b.depth, b.loops, local=False))
    return out

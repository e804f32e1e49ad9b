"""Loops that run none to three times, with pointers carried from one iteration to the next."""
from constructs import maker, statements
from kinds import Var
from program import Block, Line, both

TAG = frozenset({"loops"})


@maker(5)
def counted(b, budget):
    if budget < 2 or b.loops > 1:
        return None
    i = b.name("i")
    bound = b.rng.choice(["2", "3"] + ["c", "c"] * ("c" in b.inputs))
    if bound == "c":
        b.used_inputs.add("c")
    forms = [
        (f"for (int {i} = 0; {i} < {bound}; ++{i}) {{", "}"),
        (f"for (int {i} = {bound}; {i} > 0; --{i}) {{", "}"),
    ]
    if bound == "c":  # that this one surely runs, where the bound is a number, is a known gap
        forms.append((f"for (int {i} = {bound}; {i}-- > 0;) {{", "}"))
    head, tail = b.rng.choice(forms)
    b.loops += 1
    outer, switch = b.loop_names, b.in_switch
    b.loop_names, b.in_switch = outer + [i], False
    body = b.block(b.rng.randrange(1, min(budget, 4) + 1), statements)
    b.loop_names, b.in_switch = outer, switch
    b.loops -= 1
    return [Block(head, body, tail, TAG)] if body else None


@maker(1.5)
def leave(b, budget):
    if not b.loop_names or b.in_switch:
        return None
    i = b.loop_names[-1]
    return [Line(f"if ({i} == {b.rng.choice('01')}) {b.rng.choice(['break', 'continue'])};", TAG | {"branches"})]


@maker(2)
def range_for(b, budget):
    """Over a container of values; what is in it may be kept. Whether it is empty is not known: it is run as if it were, too."""
    places = b.places("vec", "list", "deq", "arr", "vstr", "vptr")
    if not places or b.loops > 1 or budget < 2:
        return None
    v = b.rng.choice(places)
    kind = {"vstr": "str", "vptr": "ptr"}.get(v.kind, "int")
    name = b.name("each")
    b.loops += 1
    b.scopes.append([])
    by_value = v.kind == "vptr" or (kind == "int" and b.chance(0.3))
    # an element lives as long as its container; a copy as long as the iteration
    var = Var(name, kind, b.depth if by_value else v.depth, b.loops, v.holds if kind == "ptr" else 0)
    var.plain, var.constant = False, kind == "str"
    b.add(var)
    names, b.frozen = b.frozen, b.frozen | {v.base.text}
    body = b.block(b.rng.randrange(1, min(budget, 3) + 1), statements)
    b.frozen = names
    b.scopes.pop()
    b.loops -= 1
    type_ = {"str": "const std::string &", "ptr": "const int *"}.get(kind, "int " if by_value else "const int &")
    copies = f"{type_}{name}"
    if by_value and body:
        hidden = f"{name}_"
        run = {"int": f"for (int {hidden} : {v.text}) {{ auto {hidden}_ = oracle::apart<int>({hidden}); auto &{name} = {hidden}_->value;",
               "ptr": f"for (const int *{hidden} : oracle::some({v.text})) {{ auto {hidden}_ = oracle::apart<const int *>(touch({hidden})); auto &{name} = {hidden}_->value;"}[kind]
        return [Block(both(f"for ({copies} : {v.text}) {{", f"if (oracle::coin()) {run}"), body, "}", TAG | {"containers"})]
    head = f"for ({copies} : {v.text}) {{"
    return [Block(both(head, f"if (oracle::coin()) {head}"), body, "}", TAG | {"containers"})] if body else None

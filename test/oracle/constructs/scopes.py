"""Blocks, and variables of if and switch statements."""
from constructs import maker, statements
from constructs.pointers import declaration, STEMS
from kinds import spelled
from program import Block, Line
from values import owner, value

TAG = frozenset({"scopes"})


@maker(6)
def inner(b, budget):
    if budget < 2:
        return None
    body = b.block(b.rng.randrange(2, min(budget, 4) + 1), statements)
    return [Block("{", body, "}", TAG)] if body else None


@maker(2)
def with_initialiser(b, budget):
    """if (int n = 1; condition) …"""
    if budget < 2 or b.loops:
        return None
    b.scopes.append([])
    kind = b.rng.choice(["int", "str", "vec", "ptr"])
    one = value(b, kind, b.depth)
    var = b.local(kind, STEMS[kind], one.depth)
    condition = b.condition()
    body = b.block(b.rng.randrange(1, 3), statements)
    depth = b.depth
    b.scopes.pop()
    if not body:
        return None
    type_ = spelled(kind)
    return [Block(f"if ({type_}{'' if type_.endswith('*') else ' '}{var.text} = {one.text}; {condition}) {{", body, "}",
                  TAG | {"branches"} | one.tags)] + b.cleaning(depth)

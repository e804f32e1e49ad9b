"""The statements a program is made of, one file a family. Each maker takes the builder and how many statements may
still be made, and returns nodes, or None where nothing in scope fits."""
import importlib

FAMILIES = ["pointers", "owners", "lambdas", "containers", "branches", "loops", "scopes", "temporaries", "calls",
            "moves", "fields", "threads", "guards"]
MAKERS = []
LOADED = []


def maker(weight):
    def register(function):
        MAKERS.append((weight, function))
        return function
    return register


def load():
    for family in FAMILIES:
        importlib.import_module(f"constructs.{family}")
    return MAKERS


def statements(b, budget):
    """About `budget` statements at this point."""
    makers = LOADED or LOADED.extend(load()) or LOADED
    out = []
    weights = [weight for weight, _ in makers]
    tries = 0
    while budget > 0 and tries < 60:
        tries += 1
        function = b.rng.choices([one for _, one in makers], weights)[0]
        made = function(b, budget)
        if made:
            out += made
            budget -= sum(size(node) for node in made)
    return out


def size(node):
    return 1 + sum(size(inner) for inner in getattr(node, "body", []))

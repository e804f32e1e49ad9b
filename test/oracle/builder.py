"""The state while one function is generated: what is in scope, and how much care is taken.

Everything the generator knows of lifetimes (`depth`, `holds`) only steers how many programs fault. The truth is what
the run says.
"""
from kinds import FIELDS, STRUCTS, Var, empty
from program import Line, both

NEVER = 99  # deeper than any scope: a temporary


class Builder:
    def __init__(self, rng, program, care, library):
        self.rng = rng
        self.program = program
        self.care = care  # how often a choice that may dangle is avoided
        self.library = library  # helpers that can be called: of Signature
        self.structs = set()
        self.scopes = [[]]  # innermost last; the first is what outlives the function
        self.loops = 0
        self.inputs = []
        self.used_inputs = set()
        self.counter = 0
        self.result = None  # kind, "ref" or None
        self.written = []  # places of outer scopes that got an address of something that does not live as long
        self.in_lambda = False
        self.loop_names = []  # the counters of the loops around this point
        self.in_switch = False
        self.frozen = frozenset()  # containers that are being walked
        self.no_return = False
        self.nesting = 0
        self.itself = None  # the signature of the function being made, where it may call itself
        self.method = False  # it is one of Widget's

    # ---- names and scopes ----

    def name(self, stem):
        self.counter += 1
        return f"{stem}{self.counter}"

    def fresh_key(self):
        """A key that no map has yet: what is done where a key exists already, nobody is to know."""
        self.counter += 1
        return 100 + self.counter

    @property
    def depth(self):
        return len(self.scopes) - 1

    def add(self, var):
        self.scopes[-1].append(var)
        return var

    def local(self, kind, stem, holds=0):
        return self.add(Var(self.name(stem), kind, self.depth, self.loops, holds))

    def visible(self):
        for scope in self.scopes:
            yield from scope

    def forget(self, var):
        """`var` was moved from, or may have been: it is not named again."""
        for scope in self.scopes:
            if var in scope:
                scope.remove(var)

    def need(self, *names):
        """The program uses these types of its own."""
        for name in names:
            if name in STRUCTS and name not in self.structs:
                self.need(*STRUCTS[name][0])
                self.structs.add(name)

    def places(self, *kinds):
        """Variables of these kinds, with the fields of structs: (text, kind, depth, holds, variable)."""
        found = []

        def walk(text, kind, var):
            if kind in kinds:
                found.append(Var(text, kind, var.depth, var.loops, var.holds, var.local, var.plain and text == var.text,
                                 var.constant))
                found[-1].base = var
            for field, inner in FIELDS.get(kind, ()):
                walk(f"{text}.{field}", inner, var)

        for var in self.visible():
            walk(var.text, var.kind, var)
        return found

    # ---- choices ----

    def chance(self, probability):
        return self.rng.random() < probability

    def pick(self, candidates, limit=None):
        """One of the expressions; with care one that lives at least as long as scope `limit`."""
        candidates = list(candidates)
        if limit is not None and self.chance(self.care):
            careful = [one for one in candidates if one.depth <= limit]
            candidates = careful or candidates
        if not candidates:
            return None
        # what lives shorter is chosen more often: it is what the programs are about
        weights = [1 + min(one.depth, 3) for one in candidates]
        chosen = self.rng.choices(candidates, weights)[0]
        for var in chosen.pins:
            var.plain = False
        return chosen

    def condition(self):
        """A condition on the inputs."""
        if not self.deciding:
            return both("undecided", "oracle::coin()")  # of which nothing is known
        one = self.single_condition()
        if self.chance(0.12):
            return f"{one} {self.rng.choice(['&&', '||'])} {self.single_condition()}"
        return one

    @property
    def deciding(self):
        """The inputs that conditions may ask for."""
        return [one for one in self.inputs if one != "c"]

    @property
    def flags(self):
        return [one.text for one in self.visible() if one.kind == "flag"]

    def single_condition(self):
        if self.flags and self.chance(0.4):
            return self.rng.choice(["", "!"]) + self.rng.choice(self.flags)
        name = self.rng.choice(self.deciding)
        self.used_inputs.add(name)
        if name == "k":
            return self.rng.choice(["k == 0", "k == 1", "k == 2", "k != 0", "k > 0", "k < 2", "k > 1"])
        return self.rng.choice([name, f"!{name}"])

    # ---- what was stored where ----

    def stored(self, place, expr):
        """`place` got `expr`."""
        place = getattr(place, "base", place)
        place.holds = max(place.holds, expr.depth)
        if expr.depth > place.depth:
            self.written.append(place)

    def block(self, budget, statements):
        """The statements of a new scope."""
        self.scopes.append([])
        body = statements(self, budget)
        depth = self.depth
        self.scopes.pop()
        body += self.cleaning(depth)
        return body

    def cleaning(self, depth):
        """With care, outer places that hold what ends here are reset."""
        out = []
        for place in list(self.written):
            if place.depth < depth <= place.holds and place in list(self.visible()) and empty(place.kind) is not None \
                    and self.chance(self.care):
                out.append(Line(f"{place.text} = {empty(place.kind)};", frozenset({"resets"})))
                self.written.remove(place)
        return out

    def mutable(self, *kinds):
        """Places whose object may be changed here."""
        return [one for one in self.places(*kinds) if not one.base.constant and one.base.text not in self.frozen]

    # ---- calls of helpers ----

    def can_call(self, signature):
        return not signature.method or self.method or bool(self.mutable("widget"))

    def callee(self, signature):
        if not signature.method or (self.method and self.chance(0.5)):
            return signature.name
        receivers = [one.text for one in self.mutable("widget")]
        return f"{self.rng.choice(receivers)}.{signature.name}" if receivers else signature.name

    def input_argument(self, signature, name):
        """What is given for input `name` of a helper: mostly an input of ours."""
        if signature is self.itself:
            return "k - 1" if name == "k" else name
        values = {"a": ["true", "false"], "b": ["true", "false"], "k": ["0", "1", "2"], "c": ["0", "1", "2"]}[name]
        own = [one for one in self.inputs if one == name or (one in "ab" and name in "ab")]
        if own and self.chance(0.8):
            one = self.rng.choice(own)
            self.used_inputs.add(one)
            return one
        return self.rng.choice(values)

"""One program from a seed: its globals, its types, some helpers and an entry, and the driver that reads every sink."""
import random
import re
from dataclasses import dataclass

import constructs
from builder import Builder
from constructs.pointers import declare_object
from kinds import FIELDS, SINKS, STRUCTS, TAGS, TYPES, Expr, Var, declared, empty, spelled
from program import INPUTS, SPELLED, Block, Function, Line, Program, both
from values import owner, value


@dataclass
class Parameter:
    name: str
    kind: str
    mode: str  # value, ref (T &), cref (const T &)


@dataclass
class Signature:
    name: str
    parameters: list
    inputs: tuple
    result: str = None  # a kind, "ref" for const int &, None for void
    method: bool = False  # of Widget


PARAMETERS = [(4, "ptr", "value"), (4, "int", "cref"), (3, "str", "cref"), (2, "sv", "value"), (2, "vec", "ref"),
              (3, "holder", "ref"), (3, "ptr", "ref"), (2, "int", "value"), (2, "str", "value"), (2, "fn", "value"),
              (1, "uptr", "value"), (1, "outer", "ref"), (1, "slice", "value"), (1, "sv", "ref"), (1, "fn", "cref"),
              (1, "vptr", "ref"), (1, "rec", "ref"), (1, "str", "ref"), (1, "slice", "ref"), (1, "holder", "value"),
              (1, "span", "value"), (1, "optptr", "ref"), (1, "fn", "ref"), (1, "mptr", "ref"), (1, "box", "ref"),
              (2, "widget", "ref")]
RESULTS = [(8, None), (5, "ptr"), (4, "ref"), (3, "sv"), (2, "holder"), (2, "fn"), (1, "slice"), (1, "span"),
           (1, "vptr"), (1, "optptr"), (1, "uptr"), (1, "str"), (1, "optsv")]


def weighted(rng, table):
    return rng.choices([row[1:] for row in table], [row[0] for row in table])[0]


def spell_parameter(parameter):
    if parameter.mode == "value":
        return declared(parameter.kind, parameter.name)
    const = "const " if parameter.mode == "cref" else ""
    return f"{const}{spelled(parameter.kind)} &{parameter.name}"


def spell_result(result):
    return {None: "void", "ref": "const int &"}.get(result) or spelled(result)


def parameters(rng, number, stem):
    out = []
    for index in range(number):
        kind, mode = weighted(rng, PARAMETERS)
        out.append(Parameter(f"{stem}{index}", kind, mode))
    return out


class FunctionBuilder(Builder):
    """A builder that knows how its function returns."""

    def returned(self):
        if self.result is None:
            return "return;"
        one = value(self, self.result, 0)
        return f"return {one.text};"


def make_function(rng, program, care, library, structs, globals_, name, number, budget):
    b = FunctionBuilder(rng, program, care, library)
    b.structs = structs
    b.scopes = [list(globals_)]
    for var in globals_:
        var.holds = 0
    b.method = rng.random() < 0.15
    if b.method:
        b.need("Widget")
        b.scopes[0] += [Var(field, kind, 0, local=False, plain=False) for field, kind in FIELDS["widget"]]
    chosen = parameters(rng, number, rng.choice("xyz"))
    (result,) = weighted(rng, RESULTS)
    b.result = result
    b.inputs = rng.sample(["a", "b", "k", "c"], rng.choice([1, 2, 2, 3]))
    for parameter in chosen:
        b.need(spelled(parameter.kind))
    if result and result != "ref":
        b.need(spelled(result))
    own = []
    for parameter in chosen:
        by_value = parameter.mode == "value"
        var = Var(parameter.name, parameter.kind, 1 if by_value else 0, plain=by_value,
                  constant=parameter.mode == "cref")
        (own if by_value else b.scopes[0]).append(var)
    b.scopes.append(own)
    signature = Signature(name, chosen, (), result, b.method)
    if "k" in b.inputs and rng.random() < 0.3:
        signature.inputs = tuple(one for one in INPUTS if one in b.inputs)
        b.used_inputs.update(b.inputs)
        b.itself = signature
    body = [declare_object(b, 1)[0] for _ in range(b.rng.choice([0, 1, 1, 2]) if budget > 4 else b.rng.choice([0, 0, 1]))]
    body += constructs.statements(b, budget)
    body += b.cleaning(1)
    if result is not None:
        one = value(b, result, 0)
        body.append(Line(f"return {one.text};", one.tags | {"returns"}))
    inputs = tuple(one for one in INPUTS if one in b.used_inputs)
    spelled_all = [spell_parameter(one) for one in chosen] + [SPELLED[one] for one in inputs]
    type_ = spell_result(result) + ("" if spell_result(result).endswith(("*", "&")) else " ")
    listed = ", ".join(spelled_all)
    head = f"{type_}{'Widget::' if b.method else ''}{name}({listed}) {{"
    signature.inputs = inputs
    # parameters of class type live in the caller, where the sanitizer does not see their end
    taken = [one for one in chosen if one.mode == "value" and one.kind not in ("int", "ptr")]
    for one in taken:
        head = re.sub(rf"\b{one.name}\b", both(one.name, f"{one.name}_"), head, 1)
        head += both("", f" {spelled(one.kind)} {one.name} = std::move({one.name}_);")
    declaration = f"{type_}{name}({listed});" if b.method else ""
    tags = frozenset({"fields"}) if b.method else frozenset()
    return signature, Function(name, head, body, drive(signature, globals_), inputs, tags, declaration)


def object_for(parameter, index):
    """The driver's own argument: it outlives everything. The comment tells the judge what it is."""
    kind = parameter.kind
    name = f"arg{index}"
    fresh = {"holder": "Holder{}", "outer": "Outer{}", "slice": "Slice{}", "widget": "Widget()", "span": "std::span<const int>{}"}
    plain = random.Random(0)
    b = Builder(plain, None, 1, [])
    if empty(kind) is None:
        initial = owner(b, kind)
    else:
        initial = fresh.get(kind, f"{spelled(kind)}{{}}" if not spelled(kind).endswith("*") else empty(kind))
        if kind == "ptr":
            initial = "new int(1)"
        elif kind == "fn":
            initial = "std::function<int()>([] { return 1; })"
        elif kind == "sv":
            initial = '"driver"'
    type_ = spelled(kind)
    if not initial.startswith("{"):
        initial = f"({initial})"
    return f"  auto &{name} = *new {type_}{initial}; // {parameter.name}"


def pointers_in(text, kind):
    if kind == "ptr":
        yield text
    for field, inner in FIELDS.get(kind, ()):
        yield from pointers_in(f"{text}.{field}", inner)


def drive(signature, globals_):
    lines, given, sinks = [], [], []
    for index, parameter in enumerate(signature.parameters):
        lines.append(object_for(parameter, index))
        if parameter.mode == "value":
            given.append(f"std::move(arg{index})")
        else:
            given.append(f"arg{index}")
            if parameter.mode == "ref":
                sinks.append(f"arg{index}")
    given += list(signature.inputs)
    call = f"{signature.name}({', '.join(given)})"
    before = [(f"arg{index}", one.kind) for index, one in enumerate(signature.parameters)]
    before += [(var.text, var.kind) for var in globals_]
    if signature.method:
        before.append(("self", "widget"))
    if signature.method:
        lines.append("  auto &self = *new Widget;")
        call = f"self.{call}"
        sinks.append("self")
    for place in [path for text, kind in before for path in pointers_in(text, kind)]:
        lines.append(f"  {place} = oracle::filled ? &oracle::something : nullptr;")
    if signature.result is None:
        lines.append(f"  {call};")
    else:
        lines.append(f"  auto &&result = {call};")
        sinks.append("result")
    lines.append("  oracle::finish();")
    for var in globals_:
        sinks.append(var.text)
    lines += [f"  oracle::sink({one});" for one in sinks]
    return "\n".join(lines)


GLOBALS = ["ptr", "ptr", "sv", "holder", "fn", "vptr", "slice", "outer", "mptr", "optptr", "vsv", "cstr", "widget", "aptr", "optsv",
           "span"]


def make_program(seed, number):
    rng = random.Random(f"{seed}/{number}")
    program = Program(number, f"{seed}/{number}")
    care = rng.choice([1, 0.92, 0.8, 0.65, 0.45, 0.25])
    structs = set()
    globals_, lines = [], []
    names = Builder(rng, program, care, [])
    names.structs = structs
    for index in range(rng.choice([1, 1, 2, 2, 3])):
        kind = rng.choice(GLOBALS)
        names.need(spelled(kind))
        none = "" if empty(kind) == "{}" else f" = {empty(kind)}"
        globals_.append(Var(f"g{index}", kind, 0, local=False, plain=False))
        lines.append(Line(f"{declared(kind, f'g{index}')}{none};", frozenset({TAGS.get(kind, "pointers"), "statics"})))
    if rng.random() < 0.3:
        globals_.append(Var("kept", "int", 0, local=False, plain=False))
        lines.append(Line("int kept = 3;"))
    library = []
    for index in range(rng.choice([0, 1, 1, 2, 2])):
        signature, function = make_function(rng, program, care, list(library), structs, globals_, f"help{index}",
                                            rng.choice([1, 2, 2, 3]), rng.choice([1, 2, 3, 4]))
        library.append(signature)
        program.functions.append(function)
    signature, function = make_function(rng, program, care, library, structs, globals_, "entry",
                                        rng.choice([0, 1, 1, 2]), rng.choice([6, 8, 11, 14]))
    program.functions.append(function)
    for name, (_, text, _) in STRUCTS.items():
        if name in structs:
            program.prelude.append(Block(text[0], [Line(line[2:]) for line in text[1:-1]], text[-1]))
            if name == "Widget":
                program.prelude[-1].body += [Line(one.declaration) for one in program.functions if one.declaration]
    program.prelude += lines
    program.probes = "\n".join(probe for name, (_, _, probe) in STRUCTS.items() if name in structs)
    return program

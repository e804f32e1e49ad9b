"""Expressions of each kind over what is in scope."""
from builder import NEVER
from kinds import TAGS, Expr, spelled
from program import both, touched

LONG = ['"a text that is kept on the heap"', '"another text, as long as the first"', '"some more words than fit inline"']


def int_refs(b, temporaries=False):
    """Lvalues of type (const) int."""
    out = []

    def add(text, depth, *tags):
        out.append(Expr(text, depth, frozenset(tags)))

    for v in b.places("int", "arr", "ptr", "ref", "vec", "list", "deq", "map", "uptr", "sptr", "box", "keep", "span"):
        t, d = v.text, v.depth
        if v.kind == "int":
            add(t, d)
        elif v.kind == "arr":
            add(f"{t}[{b.rng.randrange(3)}]", d)
        elif v.kind == "ptr":
            add(f"({t} ? *{touched(t)} : zero)", v.holds, "pointers")
        elif v.kind == "ref":
            add(touched(t), v.holds, "references")
        elif v.kind == "vec":
            add(t + b.rng.choice(["[0]", ".front()", ".back()", ".at(0)"]), d, "owners")
        elif v.kind in ("list", "deq"):
            add(t + b.rng.choice([".front()", ".back()"]), d, "containers")
        elif v.kind == "map":
            add(t + b.rng.choice([".at(1)", ".begin()->second"] + ["[1]"] * (not v.constant)), d, "containers")
        elif v.kind in ("uptr", "sptr"):
            add(f"*{t}", d, "owners")
        elif v.kind == "box":
            add(f"{t}.get()", d, "owners")
        elif v.kind == "keep":
            add(touched(f"{t}.r"), v.holds, "fields")
        elif v.kind == "span":
            add(f"({t}.empty() ? zero : {touched(t)}[0])", v.holds, "views")
    for call in calls(b, "ref"):
        out.append(call)
    if temporaries:
        add(str(b.rng.randrange(1, 9)), NEVER, "temporaries")
        ints = b.places("int")
        if ints:
            add(f"{b.rng.choice(ints).text} + 1", NEVER, "temporaries")
    return out


def pointers(b):
    out = []
    for ref in int_refs(b):
        out.append(Expr("&" + ref.text, ref.depth, ref.tags | {"pointers"}))
    for v in b.places("ptr", "arr", "vec", "uptr", "sptr", "aptr"):
        if v.kind == "ptr":
            out.append(Expr(touched(v.text), v.holds, frozenset({"pointers"})))
        elif v.kind == "aptr":
            out.append(Expr(touched(f"{v.text}[{b.rng.randrange(2)}]"), v.holds, frozenset({"containers"})))
        else:
            text = v.text + (".get()" if v.kind.endswith("ptr") else ".data()")
            out.append(Expr(text, v.depth, frozenset({TAGS.get(v.kind, "pointers")})))
    if len(out) > 1 and b.deciding and b.chance(0.1):
        one, two = b.rng.sample(out, 2)
        out.append(Expr(f"({b.condition()} ? {one.text} : {two.text})", max(one.depth, two.depth),
                        one.tags | two.tags | {"branches"}))
    out += calls(b, "ptr")
    return out or [Expr("nullptr")]


def views(b):
    out = [Expr('"a literal"', 0, frozenset({"views"}))]
    for v in b.places("str", "sv", "vstr", "optsv"):
        if v.kind == "str":
            text = b.rng.choice([v.text, f"std::string_view({v.text}).substr(1)", f"std::string_view({v.text}.data(), 3)",
                                 v.text])
            out.append(Expr(text, v.depth, frozenset({"views", "owners"})))
        elif v.kind == "sv":
            out.append(Expr(touched(v.text) + b.rng.choice(["", ".substr(0)"]), v.holds, frozenset({"views"})))
        elif v.kind == "vstr":
            out.append(Expr(v.text + b.rng.choice(["[0]", ".front()"]), v.depth, frozenset({"views", "containers"})))
    if b.chance(0.2):
        out.append(Expr(f"std::string({b.rng.choice(LONG)})", NEVER, frozenset({"temporaries", "views"})))
    out += calls(b, "sv")
    return out


def readable(b):
    """What a closure can read: (variable, how it is read inside)."""
    for v in b.visible():
        if not v.local:
            continue
        reads = {"int": "{}", "rec": "{}.a", "arr": "{}[0]", "ref": touched("{}"), "vec": "{}[0]", "list": "{}.front()",
                 "uptr": both("*{}", "oracle::deref({})"), "box": "{}.get()", "str": "int({}.size() + {}[0])", "map": "{}.at(1)",
                 "deq": "{}.front()", "sptr": both("*{}", "oracle::deref({})")}
        if v.kind in reads:
            yield v, reads[v.kind].replace("{}", v.text)
        elif v.kind == "ptr":
            yield v, f"({v.text} ? *{touched(v.text)} : 0)"
        elif v.kind == "holder":
            yield v, f"({v.text}.p ? *{touched(v.text + '.p')} : 0)"
        elif v.kind == "sv":
            yield v, f"({v.text}.empty() ? 0 : {touched(v.text)}[0])"


def closures(b):
    """Lambda expressions that return int."""
    candidates = list(readable(b))
    if not candidates:
        return [Expr("[] { return 1; }", 0, frozenset({"lambdas"}))]
    out = []
    for _ in range(4):
        chosen = b.rng.sample(candidates, min(len(candidates), b.rng.choice([1, 1, 2])))
        body = " + ".join(read for _, read in chosen)
        mode = b.rng.choice(["[&]", "each", "each", "[=]"])
        by_ref = max(max(v.depth, v.holds) for v, _ in chosen)
        if mode == "[=]" and any(v.kind in ("uptr", "box", "keep") for v, _ in chosen):
            mode = "[&]"
        if mode == "[&]":
            # referring to what a reference refers to is a use of the reference
            refs = "".join(f", &{v.text} = touch({v.text})" for v, _ in chosen if v.kind == "ref")
            out.append(Expr(f"[{both('&', '&' + refs) if refs else '&'}] {{ return {body}; }}", by_ref,
                            frozenset({"lambdas"}), tuple(v for v, _ in chosen)))
        elif mode == "[=]":
            # reading a pointer to copy it is a use
            if any(v.kind in ("ptr", "ref", "sv") for v, _ in chosen):
                mode = "each"
            else:
                out.append(Expr(f"[=] {{ return {body}; }}", max(v.holds for v, _ in chosen), frozenset({"lambdas"})))
        if mode == "each":
            captures, depth = [], 0
            for v, _ in chosen:
                value = v.kind not in ("uptr", "box", "keep") and b.chance(0.5)
                if value:
                    captures.append(both(v.text, f"{v.text} = touch({v.text})") if v.kind in ("ptr", "sv", "ref")
                                    else v.text)
                    depth = max(depth, v.holds if v.kind != "ref" else 0)
                else:
                    captures.append(both(f"&{v.text}", f"&{v.text} = touch({v.text})") if v.kind == "ref"
                                    else f"&{v.text}")
                    depth = max(depth, v.depth if v.kind != "ref" else v.holds, v.holds)
            out.append(Expr(f"[{', '.join(captures)}] {{ return {body}; }}", depth, frozenset({"lambdas"}),
                            tuple(v for v, _ in chosen)))
    for v in b.places("fn"):
        out.append(Expr(v.text, v.holds, frozenset({"lambdas"})))
    if b.method:
        out.append(Expr(f"[this] {{ return m ? *{touched('m')} : 0; }}", 0, frozenset({"lambdas", "fields"})))
    out += calls(b, "fn")
    return out


def owner(b, kind):
    numbers = lambda: str(b.rng.randrange(1, 9))
    return {
        "int": numbers(),
        "rec": "Rec{}",
        "arr": "{1, 2, 3}",
        "str": f"std::string({b.rng.choice(LONG)})",
        "vec": b.rng.choice(["{1, 2}", "std::vector<int>(3, 4)", "{5}"]),
        "list": "{1, 2}",
        "deq": "{1, 2}",
        "map": "{{1, 2}, {3, 4}}",
        "vstr": f"{{{b.rng.choice(LONG)}, {b.rng.choice(LONG)}}}",
        "uptr": b.rng.choice([f"std::make_unique<int>({numbers()})", f"std::unique_ptr<int>(new int({numbers()}))"]),
        "sptr": f"std::make_shared<int>({numbers()})",
        "box": f"Box({numbers()})",
    }[kind]


def value(b, kind, limit=None):
    """An expression of `kind`; with care, what it refers to lives as long as scope `limit`."""
    b.need(spelled(kind) if kind != "ref" else "")
    simple = {"ptr": pointers, "sv": views, "fn": closures}
    if kind in simple:
        return b.pick(simple[kind](b), limit)
    if kind == "ref":
        return b.pick(int_refs(b), limit) or Expr("zero")
    if kind == "cstr":
        return b.pick([Expr('"a literal"')] + [Expr(f"{v.text}.c_str()", v.depth, frozenset({"views", "owners"}))
                                               for v in b.places("str")], limit)
    if kind in ("slice", "keep"):
        one = b.pick(int_refs(b), limit) or Expr("zero")
        text = f"Slice{{&{one.text}, 1}}" if kind == "slice" else f"Keep({one.text})"
        return Expr(text, one.depth, one.tags | {TAGS[kind]})
    if kind == "span":
        out = [Expr(f"std::span<const int>(&{ref.text}, 1)", ref.depth, ref.tags | {"views"}) for ref in int_refs(b)]
        out += [Expr(f"std::span<const int>({v.text})", v.depth, frozenset({"views", "owners"}))
                for v in b.places("vec", "arr")]
        out += [Expr(touched(v.text), v.holds, frozenset({"views"})) for v in b.places("span")]
        return b.pick(out, limit) or Expr("std::span<const int>()")
    inner = {"holder": ("ptr", "sv"), "outer": ("holder", "ptr"), "vptr": ("ptr", "ptr"), "vsv": ("sv", "sv"),
             "mptr": ("ptr",), "widget": ("ref", "sv"), "aptr": ("ptr", "ptr"), "optptr": ("ptr",), "optsv": ("sv",)}
    if kind in inner:
        same = [Expr(v.text, v.holds, frozenset({TAGS[kind]})) for v in b.places(kind)] + calls(b, kind)
        if same and b.chance(0.3):
            return b.pick(same, limit)
        parts = [value(b, one, limit) for one in inner[kind]]
        texts = [part.text for part in parts]
        text = {
            "holder": b.rng.choice(["Holder{{{0}, {1}}}", "Holder{{.p = {0}, .name = {1}}}"]),
            "widget": b.rng.choice(["Widget({0})", "Widget({0}, {1})"]), "outer": "Outer{{{0}, {{}}, {1}}}",
            "vptr": "std::vector<const int *>{{{0}, {1}}}", "vsv": "std::vector<std::string_view>{{{0}, {1}}}",
            "mptr": "std::map<int, const int *>{{{{1, {0}}}}}", "aptr": "std::array<const int *, 2>{{{0}, {1}}}",
            "optptr": "std::optional<const int *>({0})", "optsv": "std::optional<std::string_view>({0})",
        }[kind].format(*texts)
        tags = frozenset({TAGS[kind]}).union(*(part.tags for part in parts))
        return Expr(text, max(part.depth for part in parts), tags)
    return Expr(owner(b, kind), 0, frozenset({TAGS.get(kind, "pointers")}))


def read(text, kind):
    """A statement that reads all that `text` leads to."""
    return {
        "int": f"total += {text};",
        "rec": f"total += {text}.a;",
        "arr": f"total += {text}[1];",
        "ref": f"total += {text};",
        "ptr": f"if ({text}) total += *{text};",
        "str": f"total += int({text}.size());",
        "sv": f"for (char c : {text}) total += c;",
        "cstr": f"if ({text}) total += *{text};",
        "vec": f"for (int x : {text}) total += x;",
        "list": f"for (int x : {text}) total += x;",
        "deq": f"for (int x : {text}) total += x;",
        "map": f"for (auto &[key, x] : {text}) total += x;",
        "vstr": f"for (const std::string &x : {text}) total += int(x.size());",
        "uptr": f"total += *{text};",
        "sptr": f"total += *{text};",
        "box": f"total += {text}.get();",
        "span": f"for (int x : {text}) total += x;",
        "slice": f"total += {text}.first();",
        "keep": f"total += {text}.get();",
        "holder": f"if ({text}.p) total += *{text}.p;",
        "outer": f"if ({text}.in.p) total += *{text}.in.p;",
        "widget": f"total += {text}.read();",
        "fn": f"if ({text}) total += {text}();",
        "vptr": f"for (const int *x : {text}) total += x ? *x : 0;",
        "vsv": f"for (std::string_view x : {text}) total += x.empty() ? 0 : x[0];",
        "mptr": f"for (auto &[key, x] : {text}) total += x ? *x : 0;",
        "aptr": f"for (const int *x : {text}) total += x ? *x : 0;",
        "optptr": f"if ({text} && *{text}) total += **{text};",
        "optsv": f"if ({text} && !{text}->empty()) total += {text}->front();",
    }[kind]


def argument(b, kind, mode, limit):
    """What is given for a parameter, or None."""
    if mode == "ref":  # a place that the callee writes or refers to
        return b.pick([Expr(v.text, v.depth) for v in b.mutable(kind)])
    if mode == "cref":
        candidates = [Expr(v.text, v.depth) for v in b.places(kind)]
        if kind == "int":
            candidates = int_refs(b, temporaries=b.chance(0.15))
        elif kind == "str" and b.chance(0.2):
            candidates.append(Expr(b.rng.choice(LONG), NEVER, frozenset({"temporaries"})))
        return b.pick(candidates, limit)
    if kind in ("uptr", "box"):
        return Expr(owner(b, kind))
    return value(b, kind, limit)


def call(b, signature, limit=None):
    """A call of a helper with arguments from what is in scope, or None if something lacks."""
    if not b.can_call(signature):
        return None
    given, depth, tags = [], 0, {"calls"}
    out = []
    for parameter in signature.parameters:
        one = argument(b, parameter.kind, parameter.mode, limit)
        if one is None:
            return None
        given.append(one.text)
        tags |= one.tags
        if parameter.mode == "ref":
            out.append(one)
        depth = max(depth, one.depth)
    for name in signature.inputs:
        given.append(b.input_argument(signature, name))
    return Expr(b.callee(signature) + "(" + ", ".join(given) + ")", depth, frozenset(tags), outs=tuple(out))


def calls(b, kind):
    """Calls of the helpers that return `kind`."""
    if b.nesting:
        return []
    b.nesting += 1
    out = []
    for signature in b.library:
        if signature.result == kind and b.chance(0.7):
            one = call(b, signature)
            if one:
                out.append(one)
    b.nesting -= 1
    return out

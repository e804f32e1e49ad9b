#!/usr/bin/env python3
"""Makes a program on which clang-escape and the run disagree smaller, as long as they disagree in the same way.

    shrink.py [--tool PATH] [--compiler PATH] SEED/NUMBER...
"""
import argparse
import copy
import os
import tempfile

import generate
import judge
import program
import run


def smaller(nodes):
    """Each way to leave out or unwrap one node of `nodes`, the largest parts first."""
    order = sorted(range(len(nodes)), key=lambda at: -weight(nodes[at]))
    for at in order:
        yield nodes[:at] + nodes[at + 1:]
        if isinstance(nodes[at], program.Block):
            yield nodes[:at] + nodes[at].body + nodes[at + 1:]
    for at, node in enumerate(nodes):
        if isinstance(node, program.Block):
            for body in smaller(node.body):
                other = copy.copy(node)
                other.body = body
                yield nodes[:at] + [other] + nodes[at + 1:]


def weight(node):
    return 1 + sum(weight(inner) for inner in getattr(node, "body", []))


def candidates(one):
    for at in range(len(one.functions)):
        out = copy.copy(one)
        out.functions = one.functions[:at] + one.functions[at + 1:]
        yield out
    for at, function in enumerate(one.functions):
        for body in smaller(function.body):
            out = copy.copy(one)
            other = copy.copy(function)
            other.body = body
            out.functions = one.functions[:at] + [other] + one.functions[at + 1:]
            yield out
    for at, node in enumerate(one.prelude):
        out = copy.copy(one)
        out.prelude = one.prelude[:at] + one.prelude[at + 1:]
        name = node.head.split()[1] if isinstance(node, program.Block) else ""
        if name:
            out.probes = "\n".join(line for line in one.probes.splitlines() if f"const {name} &" not in line)
        else:
            name = node.text.split(";")[0].split(" = ")[0].split()[-1].strip("*&")
            out.functions = [copy.copy(function) for function in one.functions]
            for function in out.functions:
                function.drive = function.drive.replace(f"oracle::sink({name});", "")
        yield out


class Shrinker:
    def __init__(self, shop):
        self.shop = shop
        self.tries = 0

    def state(self, one):
        """Which way the two disagree, or None."""
        self.tries += 1
        name = f"shrink{self.tries}"
        try:
            judgement, _, outcome, span = self.shop.compare(name, [one])[one.number]
        except RuntimeError:
            return None, []
        finally:
            for suffix in (".cpp", "-run.cpp", "-run"):
                path = f"{self.shop.folder}/{name}{suffix}"
                if os.path.exists(path):
                    os.remove(path)
        if judgement.broken:
            return None, []
        kinds = {"missed" for _ in judgement.missed} | {finding["check"] for finding in judgement.wrong}
        return kinds or None, run.describe(one, judgement, outcome, span)

    def shrink(self, one):
        kinds, words = self.state(one)
        if not kinds:
            return one, words
        wanted = sorted(kinds)[-1]  # one of them is enough
        again = True
        while again:
            again = False
            for other in candidates(one):
                found, said = self.state(other)
                if found and wanted in found:
                    one, words, again = other, said, True
                    break
        return one, words


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool", default=os.environ.get("CLANG_ESCAPE", "build/bin/clang-escape"))
    parser.add_argument("--compiler", default=os.environ.get("CLANG_ESCAPE_COMPILER", "clang++-22"))
    parser.add_argument("programs", nargs="+")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        shop = run.Workshop(folder, os.path.abspath(options.tool), options.compiler)
        shop.prepare()
        for which in options.programs:
            seed, _, number = which.partition("/")
            one, words = Shrinker(shop).shrink(generate.make_program(seed, int(number)))
            print(f"// {which}")
            print("".join(f"// {line}\n" for line in words) + "\n".join(program.program_lines(one, False)), flush=True)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Keeps the borders between the stages: who may include whom.

    tool/* -> pipeline -> frontend flow solve confirm link explain check report store optimizer -> model
    checks/<id>.cpp -> check, model            (no arrow between two stages)
    Clang's headers: frontend, flow, optimizer, pipeline, tool.   json: report, store.   Catch2: test/unit.
    A stage prints nothing. What a library function or class does stands in lib/models, not in a stage: no name of one.

Compilers cannot keep them: LLVM and Clang share one include folder, and all stages have one, too.
Usage: include_arrows.py ROOT   |   include_arrows.py --self-test
"""
import os
import re
import sys
import tempfile

STAGES = ["frontend", "flow", "solve", "confirm", "link", "explain", "check", "report", "store", "optimizer"]
# What each folder may include of ours, besides itself.
ALLOWED = {"model": set(), "models": set(), "pipeline": {"model", "models", "checks", *STAGES},
           "checks": {"check", "model"}, "tool": {"pipeline", "frontend", "check", "report", "model", "checks"}}
ALLOWED.update({stage: {"model"} for stage in STAGES})
SEES_CLANG = {"frontend", "flow", "optimizer", "pipeline", "tool"}
SEES_JSON = {"report", "store"}
OURS = {"model", "models", "pipeline", "checks", *STAGES}
# The precompiled header of those who see Clang.
NOT_A_STAGE = {"lib/ClangHeaders.h", "lib/ClangHeaders.cpp"}

INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]')
PRINTS = re.compile(r"\b(?:llvm::)?(?:outs|errs|dbgs)\(\)|\bstd::c(?:out|err)\b|\bf?printf\(|\bputs\(")

NAMES_LIBRARY = re.compile(r'"(?:std|__gnu_cxx)::\w|"(?:pthread|thrd|sem)_\w')
# What --fix writes into the user's source; it recognises nothing by these names.
WRITES_LIBRARY = {"lib/flow/Rewrite.cpp", "lib/flow/Conversions.cpp"}
KNOWS_NO_LIBRARY = {"model", "flow", "solve", "confirm", "explain"}


def folder_of(path):
    """The part of the project a file belongs to; for unit tests: ("test", part)."""
    parts = path.split("/")
    if parts[0] == "lib":
        return parts[1], False
    if parts[:2] == ["test", "unit"]:
        return (parts[2] if len(parts) > 3 else "test"), True
    return parts[0], False


def check_file(path, text):
    """The broken rules of one file, as (line, words)."""
    folder, is_test = folder_of(path)
    if path in NOT_A_STAGE:
        return
    for number, line in enumerate(text.splitlines(), 1):
        if folder in STAGES + ["model"] and not is_test and PRINTS.search(line.split("//")[0]):
            yield number, f"{folder} prints: stages hand on values"
        if folder in KNOWS_NO_LIBRARY and path not in WRITES_LIBRARY and not is_test and NAMES_LIBRARY.search(line.split("//")[0]):
            yield number, f"{folder} names a library function: models do"
        match = INCLUDE.match(line)
        if not match:
            continue
        header = match.group(1)
        first = header.split("/")[0] if "/" in header else ""
        if first == "clang" and folder not in SEES_CLANG:
            yield number, f"{folder} includes {header}: Clang ends at flow"
        if first == "nlohmann" and folder not in SEES_JSON and not is_test:
            yield number, f"{folder} includes {header}: json is for report and store"
        if (first == "catch2" or header == "Catch.h") and not path.startswith("test/unit/"):
            yield number, f"{folder} includes {header}: Catch2 is for test/unit"
        if first in OURS and first != folder and not is_test and first not in ALLOWED.get(folder, set()):
            yield number, f"{folder} includes {header}: there is no arrow from {folder} to {first}"


def check_tree(root):
    broken, seen = [], 0
    for top in ("lib", "checks", "tool", "test/unit"):
        for where, _, names in sorted(os.walk(os.path.join(root, top))):
            for name in sorted(names):
                if not name.endswith((".h", ".cpp")):
                    continue
                full = os.path.join(where, name)
                path = os.path.relpath(full, root)
                seen += 1
                with open(full, encoding="utf-8", errors="replace") as file:
                    broken += [f"{path}:{line}: {words}" for line, words in check_file(path, file.read())]
    return broken, seen


def self_test():
    """Each rule fires on what breaks it and is silent on its twin."""
    cases = [
        ("lib/solve/A.cpp", '#include "clang/AST/Decl.h"', "Clang ends at flow"),
        ("lib/flow/A.cpp", '#include "clang/AST/Decl.h"', None),
        ("lib/solve/A.cpp", '#include "flow/BuildFlow.h"', "no arrow from solve to flow"),
        ("lib/solve/A.cpp", '#include "solve/Walk.h"', None),
        ("lib/solve/A.cpp", '#include "model/Ids.h"', None),
        ("lib/model/A.h", '#include "store/Codec.h"', "no arrow from model to store"),
        ("lib/pipeline/A.cpp", '#include "store/Codec.h"', None),
        ("lib/check/A.cpp", "#include <nlohmann/json.hpp>", "json is for"),
        ("lib/report/A.cpp", "#include <nlohmann/json.hpp>", None),
        ("lib/report/A.cpp", "#include <catch2/catch.hpp>", "Catch2 is for"),
        ("test/unit/report/A.cpp", '#include "Catch.h"', None),
        ("test/unit/solve/A.cpp", '#include "clang/AST/Decl.h"', "Clang ends at flow"),
        ("checks/a.cpp", '#include "check/Check.h"', None),
        ("checks/a.cpp", '#include "explain/Explain.h"', "no arrow from checks to explain"),
        ("tool/cli/A.cpp", '#include "solve/Solve.h"', "no arrow from tool to solve"),
        ("tool/cli/A.cpp", '#include "pipeline/Pipeline.h"', None),
        ("lib/solve/A.cpp", "  llvm::errs() << 1;", "solve prints"),
        ("lib/solve/A.cpp", "  // llvm::errs() << 1;", None),
        ("lib/flow/A.cpp", '  return name == "pthread_join";', "flow names a library function"),
        ("lib/flow/A.cpp", '  return name == "std::mutex";', "flow names a library function"),
        ("lib/flow/A.cpp", '  return scope == "std"; // "std::mutex"', None),
        ("lib/store/A.cpp", '  return name == "std::mutex";', None),
    ]
    for path, text, expected in cases:
        with tempfile.TemporaryDirectory() as root:
            full = os.path.join(root, path)
            os.makedirs(os.path.dirname(full))
            with open(full, "w", encoding="utf-8") as file:
                file.write(text + "\n")
            broken, _ = check_tree(root)
            if (len(broken) != 1 or expected not in broken[0]) if expected else broken:
                sys.exit(f"self-test: {path}: {text}: expected {expected}, got {broken}")
    print(f"{len(cases)} cases as expected")


def main():
    if sys.argv[1:] == ["--self-test"]:
        return self_test()
    broken, seen = check_tree(sys.argv[1])
    print("\n".join(broken) if broken else f"{seen} files, every arrow as it should be")
    if broken or not seen:
        sys.exit(1)


main()

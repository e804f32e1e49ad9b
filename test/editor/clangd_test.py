#!/usr/bin/env python3
"""Edits a file in clangd as a programmer would and looks at the diagnostics that arrive.

Usage: clangd_test.py WRAPPER
"""
import os
import sys
import tempfile

from lsp import Server

HEADER = """#pragma once
#include <string>
#include <string_view>
inline std::string_view pass(std::string_view text) { return text; }
"""
SOURCE = """#include "pass.h"
std::string_view name() {
  std::string text = "a name";
  return pass(text);
}
"""
MENDED = SOURCE.replace("std::string_view name", "std::string name").replace("pass(text)", "text")
GLOBAL = MENDED + """int *kept;
void keep() {
  int x = 1;
  kept = &x;
}
"""


def ours(diagnostics):
    return [d for d in diagnostics if "[escape-" in d["message"]]


def check(condition, words, seen):
    if not condition:
        sys.exit(f"failed: {words}\nseen: {seen}")


def main(wrapper):
    with tempfile.TemporaryDirectory() as folder:
        folder = os.path.realpath(folder)
        flags = ["-std=c++17", "-Wno-dangling-gsl", "-Wno-return-stack-address"]
        with open(f"{folder}/compile_flags.txt", "w") as file:
            file.write("\n".join(flags))
        with open(f"{folder}/pass.h", "w") as file:
            file.write(HEADER)
        uri = f"file://{folder}/name.cpp"
        with open(f"{folder}/name.cpp", "w") as file:
            file.write(SOURCE)
        with Server([wrapper, "--log=error", "--background-index=false"], folder) as server:
            server.open(uri, SOURCE)
            seen = server.diagnostics(uri, 1)
            found = ours(seen)
            # It goes through a body in a header of the user's: in clangd those come from the preamble.
            check(len(found) == 1, "one finding in the first version", seen)
            check("[escape-return]" in found[0]["message"], "its id stands in the message", seen)
            check(found[0]["range"]["start"]["line"] == 3, "it stands at the return", seen)
            check(found[0]["severity"] == 2, "it is a warning", seen)
            check(found[0].get("relatedInformation"), "the way is told", seen)

            server.change(uri, MENDED, 2)
            seen = server.diagnostics(uri, 2)
            check(not ours(seen), "none once it is mended", seen)

            server.change(uri, GLOBAL, 3)
            seen = server.diagnostics(uri, 3)
            found = ours(seen)
            check(len(found) == 1 and "[escape-static]" in found[0]["message"], "a new one where one was made", seen)

            server.change(uri, SOURCE + "int broken( {\n", 4)
            seen = server.diagnostics(uri, 4)
            check(len(ours(seen)) == 1, "still found while the user is typing below", seen)

            server.change(uri, MENDED, 5)
            seen = server.diagnostics(uri, 5)
            check(not ours(seen), "silent in the end", seen)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(os.path.abspath(sys.argv[1]))

#!/usr/bin/env python3
"""The plugin in an ordinary compilation: what it says, what becomes of -Werror and -w, and wrong arguments.

Usage: compile_test.py CLANG++ PLUGIN
"""
import os
import subprocess
import sys
import tempfile

SOURCE = """#include <memory>
#include <string>
#include <vector>
int *global;
void stored() {
  int x = 1;
  global = &x;
}
int main() {
  std::vector<std::unique_ptr<std::string>> all;
  all.push_back(std::make_unique<std::string>("text"));
  return all.size() == 1 ? 0 : 1;
}
"""
FINDING = "x.cpp:7:3: {}: address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]"


def main(clang, plugin):
    with tempfile.TemporaryDirectory() as folder:
        with open(f"{folder}/x.cpp", "w") as file:
            file.write(SOURCE)

        def compile_with(*flags):
            if os.path.exists(f"{folder}/x"):
                os.remove(f"{folder}/x")
            done = subprocess.run([clang, f"-fplugin={plugin}", *flags, "x.cpp", "-o", "x"], cwd=folder,
                                  capture_output=True, text=True)
            return done.returncode, done.stderr, os.path.exists(f"{folder}/x")

        def check(condition, words, seen):
            if not condition:
                sys.exit(f"failed: {words}\n{seen}")

        for optimize in ("-O0", "-O2"):
            seen = compile_with(optimize)
            check(seen[0] == 0 and seen[2] and FINDING.format("warning") in seen[1], f"{optimize}: a warning", seen)
            check(subprocess.run([f"{folder}/x"]).returncode == 0, f"{optimize}: the program runs", seen)
        seen = compile_with("-Werror")
        check(seen[0] != 0 and not seen[2] and FINDING.format("error") in seen[1], "-Werror makes it an error", seen)
        seen = compile_with("-w")
        check(seen[0] == 0 and seen[2] and not seen[1], "-w silences it", seen)
        seen = compile_with("-fplugin-arg-escape-checks=-escape-static")
        check(seen[0] == 0 and not seen[1], "a check switched off is silent", seen)
        for argument, name in (("checks=nope", "nope"), ("models=nope.json", "nope.json"), ("nope", "nope"),
                               ("header-filter=(", "header-filter=(")):
            seen = compile_with(f"-fplugin-arg-escape-{argument}")
            check(seen[0] != 0 and "error: clang-escape: " in seen[1] and name in seen[1],
                  f"a wrong argument is named: {argument}", seen)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])

#!/usr/bin/env python3
"""Only the tool needs code generation: the plugin runs in compilers and editors, which pay for what it refers to.

Usage: code_generation.py NM TOOL PLUGIN
"""
import subprocess
import sys

CODE_GENERATION = ("CreateLLVMCodeGen", "emitBackendOutput")


def refers(nm, binary):
    names = subprocess.run([nm, "--undefined-only", "--dynamic", binary], capture_output=True, text=True, check=True).stdout
    return [name for name in CODE_GENERATION if name in names]


def main():
    nm, tool, plugin = sys.argv[1:]
    if len(refers(nm, tool)) != len(CODE_GENERATION):
        sys.exit("the tool does not refer to code generation: this test looks for the wrong names")
    if found := refers(nm, plugin):
        sys.exit(f"the plugin refers to {', '.join(found)}")
    print("the tool does, the plugin does not")


main()

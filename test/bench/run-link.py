#!/usr/bin/env python3
"""How time and memory of linking grow: generated programs, each four times the one before.

  run-link.py BENCH-LINK [--most N]

Prints figures for one function and the exponent of the growth between the smallest and the largest program: 1 is
linear, the design allows 1.1. Nothing is asserted.
"""
import argparse
import math
import re
import subprocess


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("bench")
    arguments.add_argument("--most", type=int, default=640_000)
    options = arguments.parse_args()
    figures = []
    count = 10_000
    while count <= options.most:
        text = subprocess.run([options.bench, str(count)], capture_output=True, text=True, check=True).stdout
        print(text, end="", flush=True)
        seconds, size = re.search(r"link ([\d.]+) s", text)[1], re.search(r"(\d+) bytes a function", text)[1]
        figures.append((count, float(seconds), count * int(size)))
        count *= 4
    if len(figures) > 1:
        (n, s, b), (m, t, c) = figures[0], figures[-1]
        print(f"exponents: time {math.log(t / s) / math.log(m / n):.2f}, memory {math.log(c / b) / math.log(m / n):.2f}")


main()

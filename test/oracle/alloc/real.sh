#!/bin/bash
# Runs the tests of real packages under the recorder, and compares with the verdicts about their files.
#
#   real.sh [--tool PATH] [--dir DIR] [--at-least PERCENT] [--list N] [PACKAGE...]
#
#   --tool      default build/bin/clang-escape
#   --dir       where test/corpus/fetch.sh put the packages, default build/corpus; what is missing is fetched
#   --at-least  share of bytes and of allocations that must have a verdict, default 95
#   --list      how many disagreements are shown of each class, default 30; all are in DIR/<package>/alloc.txt
exec python3 "$(dirname "$(readlink -f "$0")")/real.py" "$@"

#!/bin/bash
# Runs clang-escape over real code (fetch.sh gets it) and compares with what was recorded and judged.
#
#   run.sh [--tool PATH] [--dir DIR] [--record] [PACKAGE...]
#
#   --tool    default build/bin/clang-escape
#   --dir     where fetch.sh put the packages, default build/corpus; what is missing is fetched
#   --record  write recorded.tsv anew, and append findings that nobody judged yet to judged.tsv as "unjudged"
#
# Per package: files, lines, user seconds, peak memory, findings, crashes. All output is kept in DIR/<package>/out.txt
# and err.txt. Ends with 1 on a crash, an unparsed file, a finding nobody judged, or a true finding that is gone.
exec python3 "$(dirname "$(readlink -f "$0")")/compare.py" "$@"

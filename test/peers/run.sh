#!/bin/bash
# Scores clang-escape, and what other tools are installed, on Clang's own tests (fetch.sh gets them).
#
#   run.sh [--tool PATH] [--tests DIR] [SCORE OPTIONS...]     e.g. --missed, --false, --tools clang-escape
#
# Prints both tables of score.py: as the tests expect, and by truth (judged.tsv). Ends with 1 when clang-escape finds
# less, or is wrong more often, by truth than the file goal says; with 2 when something needed is missing.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
root=$(readlink -f "$here/../..")
tool=$root/build/bin/clang-escape tests= options=() tools=
while [ $# -gt 0 ]; do
  case $1 in
    --tool) tool=$2; shift 2 ;;
    --tests) tests=$2; shift 2 ;;
    --tools) tools=$2; shift 2 ;;
    -h | --help) sed -n '2,8p' "$0"; exit 0 ;;
    *) options+=("$1"); shift ;;
  esac
done
[ -n "$tests" ] || tests=$("$here/fetch.sh")

if [ -z "$tools" ]; then
  tools=clang-escape
  ! command -v clang++-22 >/dev/null || tools+=,clang,lifetime,csa
  ! command -v g++ >/dev/null || tools+=,gcc
  ! command -v cppcheck >/dev/null || tools+=,cppcheck
fi
case ,$tools, in *,clang-escape,*) [ -x "$tool" ] || { echo "$tool: not there; build it, or name it with --tool" >&2; exit 2; } ;; esac

table=$(mktemp)
trap 'rm -f "$table"' EXIT
python3 "$here/score.py" "$tests" --escape "$tool" --tools "$tools" --judged "$here/judged.tsv" "${options[@]}" | tee "$table"
! grep -q '^clang-escape on .*: ' "$table" || { echo "clang-escape crashed or did not finish on a file" >&2; exit 1; }
case ,$tools, in *,clang-escape,*) ;; *) exit 0 ;; esac

# The last clang-escape row of the tables is the one by truth.
read -r found wrong < <(awk '$1 == "clang-escape" && $2 ~ /^[0-9]+$/ { f = $2; w = $3 } END { print f, w }' "$table")
while read -r what limit; do
  case $what in
    found) [ "$found" -ge "$limit" ] || { echo "found $found, the goal is at least $limit" >&2; exit 1; } ;;
    wrong) [ "$wrong" -le "$limit" ] || { echo "wrong $wrong, the goal is at most $limit" >&2; exit 1; } ;;
  esac
done <"$here/goal"

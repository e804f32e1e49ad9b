#!/bin/bash
# Gets the real code that run.sh analyses: Debian source packages (packages.tsv), configured with cmake so that each has
# a compile_commands.json. Nothing of them is committed.
#
#   fetch.sh [DIR [PACKAGE...]]         default: build/corpus, every package of packages.tsv
#
# Build dependencies are installed with apt (needs root, or sudo). Re-running continues where something is missing.
# Afterwards DIR/<package>/ holds: src (the unpacked source), build (with compile_commands.json), version.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
dir=${1:-$here/../../build/corpus}
mkdir -p "$dir"; dir=$(readlink -f "$dir"); shift || true

rows() { grep -v '^#' "$here/packages.tsv" | tr '\t' '|'; }   # | keeps empty columns apart, tab would not
wanted=" $* "
chosen() { [ "$wanted" = "  " ] || [[ $wanted == *" $1 "* ]]; }

missing=()
for p in cmake ninja-build g++ dpkg-dev $(rows | while IFS='|' read -r package _ deps _ _; do chosen "$package" && echo "$deps"; done); do
  dpkg-query -W -f '${Status}' "$p" 2>/dev/null | grep -q 'ok installed' || missing+=("$p")
done
if [ ${#missing[@]} -gt 0 ]; then
  sudo=; [ "$(id -u)" = 0 ] || sudo=sudo
  echo "installing ${missing[*]}"
  $sudo apt-get update -qq >"$dir/apt.log" 2>&1 || true
  $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}" >>"$dir/apt.log" 2>&1 || { tail -5 "$dir/apt.log" >&2; exit 2; }
fi

failed=0
while IFS='|' read -r package sub deps prepare options; do
  chosen "$package" || continue
  at=$dir/$package
  if [ ! -e "$at/src" ]; then
    mkdir -p "$at"
    "$here/debian-source.sh" "$dir" "$package"
    # apt-get unpacks into <package>-<upstream version>; the .dsc names the full version.
    dsc=$(ls -t "$dir/${package}"_*.dsc | head -1)
    sed -nE 's/^Version: *//p' "$dsc" | head -1 >"$at/version"
    upstream=$(sed -E 's/^[0-9]+://; s/-[^-]*$//' "$at/version")
    mv "$dir/$package-$upstream" "$at/src"
    rm -f "$dir/${package}"_*
  fi
  if [ ! -f "$at/build/compile_commands.json" ]; then
    [ -z "$prepare" ] || (cd "$at/src" && bash -c "$prepare") >"$at/prepare.log" 2>&1 \
      || { echo "$package: '$prepare' failed, see $at/prepare.log" >&2; failed=2; continue; }
    cmake -S "$at/src/$sub" -B "$at/build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_EXPORT_COMPILE_COMMANDS=ON $options \
      >"$at/cmake.log" 2>&1 || { echo "$package: cmake failed, see $at/cmake.log" >&2; failed=2; continue; }
  fi
  # Sources and headers that the build generates (with re2c, scripts) must be there to be read.
  mapfile -t generated < <(ninja -C "$at/build" -t targets rule CUSTOM_COMMAND 2>/dev/null | grep -E '\.(c|cc|cpp|h|hpp|inc)$')
  [ ${#generated[@]} = 0 ] || ninja -C "$at/build" "${generated[@]}" >"$at/generate.log" 2>&1 \
    || { echo "$package: cannot generate ${generated[*]}, see $at/generate.log" >&2; failed=2; continue; }
  echo "$package $(cat "$at/version") $(grep -c '"file":' "$at/build/compile_commands.json") files: $at/build/compile_commands.json"
done < <(rows)
exit $failed

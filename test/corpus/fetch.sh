#!/bin/bash
# Gets the real code that run.sh analyses: Debian source packages (packages.tsv), configured with cmake or meson so that
# each has a compile_commands.json. Nothing of them is committed.
#
#   fetch.sh [--row ROW] [DIR [PACKAGE...]]   default: build/corpus, every package of packages.tsv
#   --row   this row instead of those in packages.tsv (draw.py tries packages before they are in it)
#
# Build dependencies are installed with apt (needs root, or sudo). Re-running continues where something is missing.
# Afterwards DIR/<package>/ holds: src (the unpacked source), build (with compile_commands.json), version.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
row=
if [ "${1:-}" = --row ]; then row=$2; shift 2; fi
dir=${1:-$here/../../build/corpus}
mkdir -p "$dir"; dir=$(readlink -f "$dir"); shift || true

rows() { { [ -z "$row" ] && grep -v '^#' "$here/packages.tsv" || echo "$row"; } | tr '\t' '|'; }   # | keeps empty columns apart, tab would not
wanted=" $* "
chosen() { [ "$wanted" = "  " ] || [[ $wanted == *" $1 "* ]]; }
sudo=; [ "$(id -u)" = 0 ] || sudo=sudo
install() { $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >>"$dir/apt.log" 2>&1; }

missing=()
for p in cmake meson ninja-build g++ dpkg-dev $(rows | while IFS='|' read -r package _ deps _; do chosen "$package" && echo "${deps#@}"; done); do
  dpkg-query -W -f '${Status}' "$p" 2>/dev/null | grep -q 'ok installed' || missing+=("$p")
done
if [ ${#missing[@]} -gt 0 ]; then
  echo "installing ${missing[*]}"
  $sudo apt-get update -qq >"$dir/apt.log" 2>&1 || true
  install "${missing[@]}" || { tail -5 "$dir/apt.log" >&2; exit 2; }
fi

failed=0
while IFS='|' read -r package sub deps prepare options system _; do
  chosen "$package" || continue
  at=$dir/$package
  trouble() { echo "$package: $1" >&2; failed=2; }
  if [ ! -e "$at/src" ]; then
    mkdir -p "$at"
    "$here/debian-source.sh" "$dir" "$package" >"$at/fetch.log" 2>&1 || { rm -f "$dir/${package}"_*; trouble "the mirror does not have its source"; continue; }
    # apt-get unpacks into <package>-<upstream version>; the .dsc names the full version.
    dsc=$(ls -t "$dir/${package}"_*.dsc | head -1)
    sed -nE 's/^Version: *//p' "$dsc" | head -1 >"$at/version"
    upstream=$(sed -E 's/^[0-9]+://; s/-[^-]*$//' "$at/version")
    mv "$dir/$package-$upstream" "$at/src"
    rm -f "$dir/${package}"_*
  fi
  if [ ! -f "$at/build/compile_commands.json" ]; then
    # "@": what the package itself says it is built with.
    if [[ $deps == @* ]]; then
      needs=$(dpkg-checkbuilddeps -B -P nodoc "$at/src/debian/control" 2>&1 >/dev/null || true)
      if [ -n "$needs" ]; then
        $sudo env DEBIAN_FRONTEND=noninteractive apt-get build-dep -y -qq --no-install-recommends --no-remove --arch-only -P nodoc "$at/src" \
          >"$at/apt.log" 2>&1 || { trouble "its build dependencies cannot be installed"; continue; }
      fi
    fi
    [ -z "$prepare" ] || (cd "$at/src" && bash -c "$prepare") >"$at/prepare.log" 2>&1 \
      || { trouble "'$prepare' failed, see $at/prepare.log"; continue; }
    if [ "${system:-cmake}" = meson ]; then
      meson setup "$at/build" "$at/src/$sub" $options >"$at/meson.log" 2>&1 </dev/null || { trouble "meson failed, see $at/meson.log"; continue; }
    else
      cmake -S "$at/src/$sub" -B "$at/build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_EXPORT_COMPILE_COMMANDS=ON $options \
        >"$at/cmake.log" 2>&1 </dev/null || { trouble "cmake failed, see $at/cmake.log"; continue; }
    fi
  fi
  # Sources and headers that the build generates (with re2c, protoc, Qt's tools, scripts) must be there to be read.
  mapfile -t generated < <(ninja -C "$at/build" -t targets all 2>/dev/null | sed -nE \
    -e 's/^(.*\.(c|cc|cpp|cxx|h|hh|hpp|inc)): CUSTOM_COMMAND.*/\1/p' -e 's/^([^ ]*_autogen): phony$/\1/p')
  [ ${#generated[@]} = 0 ] || timeout 300 nice ninja -C "$at/build" "${generated[@]}" >"$at/generate.log" 2>&1 </dev/null \
    || { trouble "cannot generate its sources in five minutes, see $at/generate.log"; continue; }
  echo "$package $(cat "$at/version") $(grep -c '"file":' "$at/build/compile_commands.json") files: $at/build/compile_commands.json"
done < <(rows)
exit $failed

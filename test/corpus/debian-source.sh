#!/bin/bash
# Gets Debian source packages without changing the system: a private apt configuration is derived from the system's own
# entries (deb becomes deb-src), so it needs no root, no edit of /etc/apt, and uses whatever mirror the machine uses.
#
#   debian-source.sh DIR PACKAGE...          unpacks each PACKAGE (patches applied) below DIR
#   debian-source.sh --orig DIR PACKAGE      only the upstream archive, not unpacked; prints its path
#   debian-source.sh --index DIR             prints the source index of the distribution's main suite
#
# The private lists live in DIR/.apt and are reused for a day.
set -euo pipefail

orig= index=
if [ "${1:-}" = --orig ]; then orig=yes; shift; fi
if [ "${1:-}" = --index ]; then index=yes; shift; fi
[ $# -ge 2 ] || [ "$index$#" = yes1 ] || { sed -n '2,9p' "$0"; exit 2; }
mkdir -p "$1"
dir=$(readlink -f "$1"); shift
for need in apt-get dpkg-source; do
  command -v $need >/dev/null || { echo "$need is missing: on Debian, apt-get install apt dpkg-dev" >&2; exit 2; }
done

apt=$dir/.apt
mkdir -p "$apt/parts" "$apt/lists/partial" "$apt/cache/archives/partial"
codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
[ -n "$codename" ] || { echo "this system has no VERSION_CODENAME: sources can be fetched on Debian and its kin only" >&2; exit 2; }

# Only the distribution's own suites: third parties seldom have source entries, and apt fails on a missing one.
rm -f "$apt"/parts/*
for f in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
  [ -f "$f" ] || continue
  sed -nE "s/^deb(-src)?([[:space:]]+(\[[^]]*\][[:space:]]+)?[^[:space:]]+[[:space:]]+$codename([-\/][^[:space:]]*)?[[:space:]])/deb-src\2/p" "$f" \
    | sort -u >>"$apt/parts/system.list"
done
for f in /etc/apt/sources.list.d/*.sources; do
  [ -f "$f" ] || continue
  awk -v RS= -v ORS='\n\n' -v name="$codename" '$0 ~ "(^|\n)Suites:[^\n]*[ \t]" name "([-/ \t\n]|$)" { sub(/(^|\n)Types:[^\n]*/, "\nTypes: deb-src"); sub(/^\n/, ""); print }' \
    "$f" >>"$apt/parts/system.sources"
done

# APT::Sandbox::User: the sandbox user cannot write to a private directory.
options=(-q -o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$apt/parts" -o "Dir::State::lists=$apt/lists"
         -o "Dir::Cache=$apt/cache" -o "APT::Sandbox::User=$(id -un)")
if [ -z "$(find "$apt/updated" -mtime -1 2>/dev/null)" ]; then
  apt-get "${options[@]}" update >"$apt/log" 2>&1 || { cat "$apt/log" >&2; exit 2; }
  touch "$apt/updated"
fi

cd "$dir"
if [ -n "$index" ]; then
  apt-get "${options[@]}" indextargets --format '$(RELEASE) $(COMPONENT) $(FILENAME)' 'Created-By: Sources' \
    | awk -v r="$codename" '$1 == r && $2 == "main" { print $3 }' | sort -u | while read -r list; do /usr/lib/apt/apt-helper cat-file "$list"; done
  exit
fi
if [ -n "$orig" ]; then
  # One archive that apt knows by checksum. Mirrors move files between the pools of a release and of its security
  # updates, so every configured pool is asked; apt-helper accepts only the file with the checksum of the signed index.
  line=$(apt-get "${options[@]}" source --print-uris "$1" | grep -E "'[^']*\.orig\.tar\.[a-z0-9]+' " | head -1)
  [ -n "$line" ] || { echo "no upstream archive is listed for $1" >&2; exit 2; }
  read -r uri name _ sum <<<"$line"
  uri=${uri//\'/}; inner=${uri##*/pool/}; inner=${inner#updates/}
  bases=$(sed -nE 's/^URIs:[[:space:]]*//p; s/^deb-src[[:space:]]+(\[[^]]*\][[:space:]]+)?([^[:space:]]+).*/\2/p' "$apt"/parts/* | tr ' ' '\n' | sort -u)
  for try in "$uri" $(for b in $bases; do echo "${b%/}/pool/$inner" "${b%/}/pool/updates/$inner"; done); do
    [ -f "$name" ] && break
    /usr/lib/apt/apt-helper "${options[@]}" download-file "$try" "$dir/$name" "$sum" >"$apt/log" 2>&1 || rm -f "$name"
  done
  [ -f "$name" ] || { cat "$apt/log" >&2; echo "$name: no configured mirror has it" >&2; exit 2; }
  echo "$dir/$name"
  exit
fi
for package in "$@"; do
  apt-get "${options[@]}" source "$package" >"$apt/log" 2>&1 || { cat "$apt/log" >&2; exit 2; }
done

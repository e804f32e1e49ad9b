#!/bin/bash
# Gets Clang's own tests for escaping stack addresses and lifetimes: the source package llvm-toolchain-22 of the
# distribution (about 200 MB), of which three folders are unpacked.
#
#   fetch.sh [DIR]            default: build/peers/llvm
#
# Prints the folder to hand to score.py. Does nothing when the tests are already there.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
root=$(readlink -f "$here/../..")
dir=${1:-$root/build/peers/llvm}
mkdir -p "$dir"
dir=$(readlink -f "$dir")

if [ ! -f "$dir/clang/test/SemaCXX/warn-dangling-local.cpp" ]; then
  archive=$("$here/../corpus/debian-source.sh" --orig "$dir" llvm-toolchain-22)
  tar -xf "$archive" -C "$dir" --strip-components=1 --wildcards \
    '*/clang/test/Analysis' '*/clang/test/Sema' '*/clang/test/SemaCXX'
fi
echo "$dir"

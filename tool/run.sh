#!/usr/bin/env bash
# Installs what is missing, builds, and runs clang-escape with the given arguments; without any, on the bundled example.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

# shellcheck disable=SC2086 # words on purpose
install_missing $build_packages
configure
compile clang-escape
if [ $# -gt 0 ]; then
  exec "$build/bin/clang-escape" "$@"
fi
cd "$root"
exec "$build/bin/clang-escape" -m -m -p test/example

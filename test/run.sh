#!/usr/bin/env bash
# Installs what is missing, builds, and runs every test. The last line says how many passed and failed; exit code 0 if none
# failed, 1 if some did, 2 if it could not be built. Arguments go to ctest: test/run.sh -R layout
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../tool/setup.sh"

# shellcheck disable=SC2086 # words on purpose
install_missing $build_packages $test_packages
configure tests
compile all

cores=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
log=$build/test.log
# Passed tests are in the log only; a failed one shows what it printed.
ctest --test-dir "$build" -j "$cores" --output-on-failure --no-label-summary --timeout 600 "$@" </dev/null 2>&1 |
  tee "$log" | grep -vE '^Internal ctest|^Test project|^ *Start +[0-9]+:|^ *[0-9]+/[0-9]+ Test .* Passed +[0-9.]+ sec' || true

# "98% tests passed, 3 tests failed out of 120"
summary=$(grep -E 'tests? passed, [0-9]+ tests? failed out of [0-9]+' "$log" | tail -n 1 || true)
total=$(sed -E 's/.* out of ([0-9]+).*/\1/' <<<"$summary")
failed=$(sed -E 's/.* ([0-9]+) tests? failed.*/\1/' <<<"$summary")
if [ -z "$summary" ]; then
  echo "no test ran: see $log" >&2
  total=1 failed=1
fi
echo "$((total - failed)) passed, $failed failed"
[ "$failed" = 0 ]

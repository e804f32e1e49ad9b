# Sourced by tool/run.sh and test/run.sh: installs what is missing, configures and builds in ./build. Quiet when there is
# nothing to do; else a line for each step, details in build/*.log. Exits with 2 and says what to do when a step fails.
#
# CLANG_ESCAPE_CMAKE_ARGS  more arguments for cmake (continuous integration: warnings as errors, assertions)

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=$root/build

build_packages="cmake ninja-build clang-22 llvm-22-dev libclang-22-dev nlohmann-json3-dev"
test_packages="catch2 python3 clangd-22 libclang-rt-22-dev llvm-22 libc++-22-dev libc++abi-22-dev"

say() { printf '%s\n' "clang-escape: $*" >&2; }

fail() {
  say "$1"
  [ -z "${2:-}" ] || { echo "--- end of $2" >&2; tail -n 30 "$2" >&2; }
  exit 2
}

# what_to_install MISSING...: for systems where we cannot do it.
what_to_install() {
  cat >&2 <<TXT
clang-escape: missing: $*
It needs CMake 3.20 or later, Ninja, Clang and LLVM 22.1 with their development files, and nlohmann-json 3; its tests
also need Catch2, Python 3, clangd 22 and libc++ 22.
  Debian 12         apt-get install $build_packages $test_packages
  Debian, Ubuntu    the same; where there is no llvm-22-dev, add the repository from https://apt.llvm.org first
  Fedora            dnf install cmake ninja-build clang-devel llvm-devel clang-tools-extra json-devel catch-devel python3
  Arch Linux        pacman -S cmake ninja clang llvm nlohmann-json catch2 python
Then run this script again. (Versions other than 22.1 are refused when configuring.)
TXT
  exit 2
}

# install_missing PACKAGE...: with apt, only what is not there.
install_missing() {
  local missing=() package
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    # Another system: its names for packages are not ours, so look for the programs.
    for package in cmake ninja; do command -v $package >/dev/null || missing+=("$package"); done
    [ ${#missing[@]} -eq 0 ] || what_to_install "${missing[@]}"
    return
  fi
  for package in "$@"; do
    case $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) in installed) ;; *) missing+=("$package") ;; esac
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  local as_root=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || what_to_install "${missing[@]}"
    as_root=(sudo)
  fi
  say "installing ${missing[*]} (once; a few minutes)"
  mkdir -p "$build"
  local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300)
  # sudo may have to ask for a password, hence no redirection of its standard input.
  if ! { "${apt[@]}" update && "${apt[@]}" install -y --no-install-recommends "${missing[@]}"; } >"$build/install.log" 2>&1; then
    tail -n 15 "$build/install.log" >&2
    what_to_install "${missing[@]}"
  fi
}

# first_of PROGRAM...: the first that exists.
first_of() {
  local program
  for program in "$@"; do command -v "$program" && return; done
}

# configure [tests]: once for each set of arguments; after that ninja calls cmake when it has to.
configure() {
  local arguments=(-G Ninja -S "$root" -B "$build" -DCMAKE_BUILD_TYPE=Release
    "-DCMAKE_C_COMPILER=$(first_of clang-22 clang cc)" "-DCMAKE_CXX_COMPILER=$(first_of clang++-22 clang++ c++)")
  # shellcheck disable=SC2206 # words on purpose
  [ -z "${CLANG_ESCAPE_CMAKE_ARGS:-}" ] || arguments+=($CLANG_ESCAPE_CMAKE_ARGS)
  local before tests=OFF
  before=$(cat "$build/configured" 2>/dev/null || true)
  # What the tests need may not be installed; but a build that has them keeps them.
  if [ "${1:-}" = tests ] || [[ $before == *-DCLANG_ESCAPE_TESTS=ON ]]; then tests=ON; fi
  arguments+=("-DCLANG_ESCAPE_TESTS=$tests")
  if [ -f "$build/build.ninja" ] && [ "$before" = "${arguments[*]}" ]; then return; fi
  say "configuring"
  mkdir -p "$build"
  cmake "${arguments[@]}" >"$build/configure.log" 2>&1 || fail "configuring failed" "$build/configure.log"
  echo "${arguments[*]}" >"$build/configured"
}

# compile TARGET...: silent when it takes no time; else a counter on a terminal, one line elsewhere.
compile() {
  local log=$build/build.log started=$SECONDS announced= ninja_job
  NINJA_STATUS='[%f/%t] ' ninja -C "$build" "$@" >"$log" 2>&1 </dev/null &
  ninja_job=$!
  # A job in the background does not hear Ctrl-C.
  trap 'kill $ninja_job 2>/dev/null; exit 130' INT TERM
  while kill -0 $ninja_job 2>/dev/null; do
    if [ $((SECONDS - started)) -ge 2 ]; then
      if [ -t 2 ]; then
        printf '\rclang-escape: building %s ' "$(grep -o '^\[[0-9]*/[0-9]*\]' "$log" | tail -n 1)" >&2
      elif [ -z "$announced" ]; then
        say "building (the first time: some minutes)"
      fi
      announced=yes
    fi
    sleep 0.2
  done
  if [ -n "$announced" ] && [ -t 2 ]; then printf '\r%60s\r' '' >&2; fi
  trap - INT TERM
  wait $ninja_job || fail "building failed" "$log"
}

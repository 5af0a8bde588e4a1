#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what tests need, builds and runs them: sanitizers first, the whole set last, so that ctest's lines close.
#   ./test.sh                  everything
#   ./test.sh --fast           without the tests marked slow
#   ./test.sh -R tst_wordpiece further arguments go to ctest, which then runs on the main build only
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)"
source "$root/cmake/prepare.sh"

# The Python of the independent reference, kept until its list of packages changes.
prepare_reference() {
    local list="$root/tests/reference/requirements.txt" folder="$root/.deps/reference"
    [ -e "$list" ] || return 0
    cmp -s "$list" "$folder/installed.txt" && return 0
    local index=()
    [ -z "${CPW_TORCH_INDEX:-}" ] || index=(--extra-index-url "$CPW_TORCH_INDEX")
    say "installing the Python reference into $folder"
    [ -e "$folder/bin/python" ] || python3 -m venv "$folder"
    "$folder/bin/python" -m pip install -q --disable-pip-version-check "${index[@]}" -r "$list" >&2 ||
        die "pip could not install $list; check the network"
    cp "$list" "$folder/installed.txt"
}

# run_tests PRESET [ctest arguments...]: one test more than processors at a time, as those that start programs also wait.
run_tests() {
    local preset="$1"
    shift
    (cd "$root/build/$preset" && ctest --output-on-failure --no-tests=error -j "$(($(nproc) + 1))" "$@")
}

slow=()
if [ "${1:-}" = "--fast" ]; then
    slow=(-LE slow)
    shift
fi

prepare_packages dbus-daemon
prepare_torch
prepare_reference
sanitizers=(asan-ubsan tsan)
[ $# -eq 0 ] || sanitizers=()
require_space "${sanitizers[@]}" dev
status=0
if [ $# -eq 0 ]; then
    for preset in "${sanitizers[@]}"; do
        build_preset "$preset"
        say "testing the preset $preset"
        run_tests "$preset" "${slow[@]}" || status=1
    done
    # That the core and the command line never look for Qt: configuring is enough to know.
    say "configuring the preset headless"
    (cd "$root" && cmake --preset headless -DCMAKE_DISABLE_FIND_PACKAGE_Qt6=ON ${CPW_TORCH_DIR:+"-DCPW_TORCH_DIR=$CPW_TORCH_DIR"} >/dev/null) || status=1
fi
build_preset dev
[ "$status" -eq 0 ] || say "a run before this one failed, see above"
say "testing the preset dev"
run_tests dev "${slow[@]}" "$@" || status=1
exit "$status"

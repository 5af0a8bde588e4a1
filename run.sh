#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds, and does the main job:
#   ./run.sh            the workbench on the built-in sample; without a display the sample is trained on the command line
#   ./run.sh ARGS       clickprompt ARGS
#   ./run.sh --build    only builds; the last line is the folder with both programs
# CPW_TORCH_INDEX: another index for the torch wheel (CPU only, another CUDA). CPW_TORCH_DIR: an unpacked LibTorch.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)"
source "$root/cmake/prepare.sh"

prepare_packages
prepare_torch
require_space release
build_preset release clickprompt clickprompt-workbench
programs="$root/build/release/bin"

if [ "${1:-}" = "--build" ]; then
    echo "$programs"
    exit 0
fi
if [ $# -gt 0 ]; then
    exec "$programs/clickprompt" "$@"
fi
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec "$programs/clickprompt-workbench"
fi
say "no display: training the built-in sample on the command line; its run file is $PWD/sample.cpw"
"$programs/clickprompt" train sample --project "$PWD/sample.cpw" --curves "$PWD/sample-curves.svg"
say "run file: $PWD/sample.cpw"
say "curves:   $PWD/sample-curves.svg"

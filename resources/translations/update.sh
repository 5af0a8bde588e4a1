#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Takes up new texts of ui/, app/workbench and of the core (options, problems, notes, presets) into the translations and into core_texts.txt,
# by which the window takes texts of the core apart, and lists what is not translated:
#   resources/translations/update.sh            updates *.ts, then lists; status 1 when something is unfinished
#   resources/translations/update.sh --check    changes nothing; texts that are not taken up yet count as unfinished
set -euo pipefail

folder="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)"
root="$(cd "$folder/../.." && pwd -P)"
lupdate="$(command -v /usr/lib/qt6/bin/lupdate || command -v lupdate6 || command -v lupdate)"
files=("$folder"/*.ts)
if [ "${1:-}" = "--check" ]; then
    copies="$(mktemp -d)"
    cp "${files[@]}" "$copies"
    files=("$copies"/*.ts)
fi
headers="$(mktemp -d)"
trap 'rm -rf "${copies:-}" "$headers"' EXIT
python3 "$folder/option_texts.py" "$root" "$headers/options.h"
python3 "$folder/core_texts.py" "$root" "$headers/core.h" "$headers/core_texts.txt"
if [ "${1:-}" != "--check" ]; then
    cp "$headers/core_texts.txt" "$folder/core_texts.txt"
elif ! cmp -s "$headers/core_texts.txt" "$folder/core_texts.txt"; then
    echo "core_texts.txt is not what core/ and resources/presets have now; run resources/translations/update.sh"
    exit 1
fi
(cd "$root" && "$lupdate" -silent -no-obsolete -locations none -I . ui app/workbench "$headers" -ts "${files[@]}")
python3 "$folder/unfinished.py" "${files[@]}"

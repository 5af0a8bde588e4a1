#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Takes up new texts of ui/ into the translations, and lists what is not translated:
#   resources/translations/update.sh            updates *.ts, then lists; status 1 when something is unfinished
#   resources/translations/update.sh --check    changes nothing; texts that are not taken up yet count as unfinished
set -euo pipefail

folder="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)"
root="$(cd "$folder/../.." && pwd -P)"
lupdate="$(command -v /usr/lib/qt6/bin/lupdate || command -v lupdate6 || command -v lupdate)"
files=("$folder"/*.ts)
if [ "${1:-}" = "--check" ]; then
    copies="$(mktemp -d)"
    trap 'rm -rf "$copies"' EXIT
    cp "${files[@]}" "$copies"
    files=("$copies"/*.ts)
fi
(cd "$root" && "$lupdate" -silent -no-obsolete -locations none -I . ui -ts "${files[@]}")
python3 "$folder/unfinished.py" "${files[@]}"

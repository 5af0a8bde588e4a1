#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Takes up new texts of ui/, app/workbench and of the options in core/ into the translations, and lists what is not translated:
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
options="$(mktemp --suffix=.h)"
trap 'rm -rf "${copies:-}" "$options"' EXIT
python3 "$folder/option_texts.py" "$root" "$options"
(cd "$root" && "$lupdate" -silent -no-obsolete -locations none -I . ui app/workbench "$options" -ts "${files[@]}")
python3 "$folder/unfinished.py" "${files[@]}"

# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing of small text files in one fixed form."""

import json


def write_json(path, value):
    path.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def write_json_lines(path, rows):
    """One compact object a line, ASCII only, so that no editor or checkout changes the text."""
    lines = [json.dumps(row, ensure_ascii=True, separators=(",", ":")) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="ascii")

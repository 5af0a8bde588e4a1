#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the titles and helps of all options as a header for lupdate: the core has them in English and knows no Qt.

    python3 option_texts.py ROOT OUT.h
"""

import re
import sys
from pathlib import Path

STRING = r'((?:"(?:[^"\\]|\\.)*"\s*)+)'
CHOICE = r"\.(?:title|help)\s*=\s*[^\";{}]*\?\s*" # one text or the other: ? "..." : "..."
PATTERNS = [re.compile(r"\.(?:title|help)\s*=\s*" + STRING), re.compile(CHOICE + STRING), re.compile(CHOICE + r'"[^"]*"\s*:\s*' + STRING), re.compile(r"visit\.(?:group|list|entry|openOptions|textMap)\(\"[^\"]*\",\s*" + STRING)]


def texts(root):
    found = set()
    for folder in ("core/spec", "core/api", "core/ctr", "core/data"):
        for path in sorted((root / folder).glob("*.[hc]*")):
            content = path.read_text(encoding="utf-8")
            for pattern in PATTERNS:
                for match in pattern.finditer(content):
                    found.add("".join(part[1:-1] for part in re.findall(r'"(?:[^"\\]|\\.)*"', match.group(1))))
    return sorted(text for text in found if text)


def main(root, out):
    lines = ["// Made by resources/translations/option_texts.py for lupdate.", "#include <QtGlobal>", "static const char* const kOptionTexts[] = {"]
    lines += [f'    QT_TRANSLATE_NOOP("option", "{text}"),' for text in texts(Path(root))]
    Path(out).write_text("\n".join(lines + ["};", ""]), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])

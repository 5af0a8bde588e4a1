#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists what a Qt translation file leaves open: texts without a translation, and placeholders or ends that do not agree.

    python3 unfinished.py FILE.ts ...    exit status 1 when there is any
"""

import re
import sys
import xml.etree.ElementTree as tree

PLACEHOLDER = re.compile(r"%(?:L?[1-9]|n)")


def findings(path):
    for context in tree.parse(path).getroot().iter("context"):
        name = context.findtext("name")
        for message in context.iter("message"):
            source = message.findtext("source") or ""
            translation = message.find("translation")
            forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
            if translation.get("type") in ("vanished", "obsolete"):
                continue
            if translation.get("type") == "unfinished" or not all(forms):
                yield f"{name}: not translated: {source!r}"
                continue
            for form in forms:
                if sorted(PLACEHOLDER.findall(source)) != sorted(PLACEHOLDER.findall(form)):
                    yield f"{name}: placeholders differ: {source!r} -> {form!r}"
                if source.count("\n") != form.count("\n"):
                    yield f"{name}: lines differ: {source!r} -> {form!r}"


def main(paths):
    count = 0
    for path in paths:
        for finding in findings(path):
            print(f"{path}: {finding}")
            count += 1
    print(f"{count} unfinished" if count else "every text is translated")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

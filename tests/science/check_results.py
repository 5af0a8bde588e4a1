#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that the tables of docs/RESULTS.md are what the runs kept in tests/science/runs say: takes them into a run file, writes the
tables anew and compares. Rows of runs that are not kept are not checked.

    python3 check_results.py build/release/bin/clickprompt
"""

import difflib
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
RESULTS = HERE.parent.parent / "docs" / "RESULTS.md"


def run(*words):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{words}: {done.stdout}{done.stderr}")


def main():
    program = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        store, made = Path(folder) / "kept.cpw", Path(folder) / "RESULTS.md"
        documents = sorted((HERE / "runs").glob("*.json"))
        if not documents:
            sys.exit("tests/science/runs holds no runs")
        for document in documents:
            run(program, "runs", "import", document, "--project", store, "--quiet")
        before = RESULTS.read_text(encoding="utf-8")
        made.write_text(before, encoding="utf-8")
        run(sys.executable, "-B", HERE / "write_results.py", program, "--store", store, "--output", made, "--keep-rows")
        after = made.read_text(encoding="utf-8")
    if before != after:
        sys.stdout.writelines(difflib.unified_diff(before.splitlines(True), after.splitlines(True), "docs/RESULTS.md", "what the kept runs say"))
        return 1
    print(f"the tables are those of {len(documents)} documents")
    return 0


if __name__ == "__main__":
    sys.exit(main())

# SPDX-License-Identifier: GPL-3.0-or-later
"""The scripts of tests/reference in the Python that has PyTorch, from one process that loads it once."""

import atexit
import json
import os
import subprocess
from pathlib import Path

PYTHON = os.environ.get("CPW_REFERENCE_PYTHON", "")
FOLDER = Path(__file__).resolve().parents[1] / "reference"
ABSENT = "the reference is not installed, see tests/reference/README.md"

_worker = None


def is_installed():
    return Path(PYTHON).is_file()


def run(script, arguments, folder):
    """(exit code, what it printed) of a script that runs in `folder`."""
    global _worker
    if _worker is None:
        _worker = subprocess.Popen([PYTHON, str(FOLDER / "reference_worker.py")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        atexit.register(_worker.communicate)
    request = {"script": script, "arguments": [str(argument) for argument in arguments], "folder": str(folder)}
    _worker.stdin.write(json.dumps(request) + "\n")
    _worker.stdin.flush()
    answer = json.loads(_worker.stdout.readline())
    return answer["returncode"], answer["output"]

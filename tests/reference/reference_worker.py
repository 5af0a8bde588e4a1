#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs scripts of this folder one after the other without loading PyTorch for each.

    python reference_worker.py

A request is one line of JSON on standard input: {"script": NAME, "arguments": [...], "folder": WORKING_FOLDER}.
Each runs in a fork of this process, as `python SCRIPT ARGUMENTS` would; the answer is one line of JSON on standard
output: {"returncode": N, "output": what it printed on standard output and standard error}. Ends with its input.
"""

import json
import os
import runpy
import sys
import tempfile
import traceback
from pathlib import Path

import torch  # noqa: F401 - loaded here, once

HERE = Path(__file__).resolve().parent


def run_script(request, output):
    """In the fork; never returns."""
    code = 1
    try:
        os.dup2(output.fileno(), 1)
        os.dup2(output.fileno(), 2)
        os.chdir(request["folder"])
        sys.argv = [request["script"], *request["arguments"]]
        runpy.run_path(str(HERE / request["script"]), run_name="__main__")
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
    except BaseException:  # whatever a script lets through is its answer
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def main():
    sys.path.insert(0, str(HERE))
    for line in sys.stdin:
        with tempfile.TemporaryFile() as output:
            child = os.fork()
            if child == 0:
                run_script(json.loads(line), output)
            _, status = os.waitpid(child, 0)
            output.seek(0)
            answer = {"returncode": os.waitstatus_to_exitcode(status), "output": output.read().decode("utf-8", "replace")}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()

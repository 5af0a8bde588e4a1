#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a data set of many rows needs of memory and time.

    python3 tests/bench/many_rows.py BIN FOLDER --rows 50000000 [--steps 300] [--program OTHER/clickprompt] [--cold] [--own-limit MIB]

Writes FOLDER/rows-N.csv with BIN/many_rows_writer unless it is there, imports it with BIN/clickprompt, and trains a DNN on it for some
steps. Prints for each command the time by the clock, the processor time, the highest resident memory (ru_maxrss), the highest memory of
the process's own (RssAnon, looked at every 20 ms) and what was read from the disk. --cold trains once more and drops the files of the
cache folder from the page cache every two seconds meanwhile: what the machine would do without room for them. With --own-limit the
system refuses more memory of the program's own (RLIMIT_DATA). Nothing but Python 3 is needed.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path


def spec_of(rows_file, arguments):
    return {
        "name": "many rows",
        "data": {"source": "csv", "path": str(rows_file), "dataset": "rows",
                 "split": {"kind": "random", "train": 0.98, "valid": 0.01, "seed": 1}},
        "backbone": {"id": "dnn", "options": {"embedding_size": 16, "tower_width": 256, "tower_layers": 3}},
        "stages": [{"kind": "finetune_ctr", "epochs": 1, "batch": 4096, "maximum_steps": arguments.steps,
                    "optimizer": {"kind": "adamw", "learning_rate_ctr": 0.001}}],
        "seed": 1, "threads": 1,
    }


def own_kilobytes(process):
    try:
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith("RssAnon:"):
                return int(line.split()[1])
    except (FileNotFoundError, ProcessLookupError):
        pass
    return 0


def drop_from_page_cache(folder):
    for file in folder.iterdir():
        with file.open("rb") as opened:
            os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def measure(what, command, limit=0, cold_folder=None):
    def limit_own():
        resource.setrlimit(resource.RLIMIT_DATA, (limit << 20, limit << 20))

    start = time.monotonic()
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL, preexec_fn=limit_own if limit else None)
    most, dropped = 0, time.monotonic()
    while True:
        done, status, usage = os.wait4(process.pid, os.WNOHANG)
        if done:
            break
        most = max(most, own_kilobytes(process.pid))
        if cold_folder and time.monotonic() - dropped > 2:
            drop_from_page_cache(cold_folder)
            dropped = time.monotonic()
        time.sleep(0.02)
    process.returncode = os.waitstatus_to_exitcode(status)
    print(f"| {what} | {time.monotonic() - start:.1f} s | {usage.ru_utime + usage.ru_stime:.1f} s | {usage.ru_maxrss // 1024:,} MiB "
          f"| {most // 1024:,} MiB | {usage.ru_inblock // 2048:,} MiB |", flush=True)
    if process.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} ended with {process.returncode}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("bin", type=lambda text: Path(text).resolve())
    parser.add_argument("folder", type=lambda text: Path(text).resolve())
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--steps", type=int, default=300)
    parser.add_argument("--program", type=lambda text: Path(text).resolve(), help="another clickprompt than that of BIN")
    parser.add_argument("--cold", action="store_true")
    parser.add_argument("--own-limit", type=int, default=0, metavar="MIB")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    rows_file = arguments.folder / f"rows-{arguments.rows}.csv"
    if not rows_file.exists():
        subprocess.run([arguments.bin / "many_rows_writer", rows_file, str(arguments.rows)], check=True)
    program = arguments.program or arguments.bin / "clickprompt"
    project = arguments.folder / f"rows-{arguments.rows}.cpw"
    spec = arguments.folder / "spec.json"
    spec.write_text(json.dumps(spec_of(rows_file, arguments)), encoding="utf-8")
    split = ["--set", "split.train=0.98", "--set", "split.valid=0.01", "--set", "split.seed=1"]
    common = ["--project", project, "--quiet"]
    train = [program, "train", spec, *common]
    print("| command | by the clock | processor time | resident at most | own at most | read from disk |\n|---|---|---|---|---|---|")
    measure("data import", [program, "data", "import", "csv", rows_file, "--name", "rows", *split, *common], arguments.own_limit)
    measure("train", train, arguments.own_limit)
    if arguments.cold:
        cache = Path(f"{project}.d") / "cache"
        drop_from_page_cache(cache)
        measure("train, rows from the disk", train, arguments.own_limit, cache)
    return 0


if __name__ == "__main__":
    sys.exit(main())
